import SurveyModel

/// What is light of a bundle, and held for every return of a run: all of it but records and places.
struct BundleHead: Sendable {
    /// The bundle without its records and places.
    let bundle: ReturnBundle
    /// How many records it has in each table.
    let records: [String: Int]
    /// The value that more than half of the records have which have one, by the field: by such values a return tells whose it is.
    let commonValues: [Place: String]

    /// A field: its table, and its index in it.
    struct Place: Sendable, Hashable {
        let table: String
        let field: Int
    }

    /// The sum of its records.
    var recordCount: Int { records.values.reduce(0, +) }

    init(bundle: ReturnBundle, records: [String: Int], commonValues: [Place: String]) {
        self.bundle = bundle
        self.records = records
        self.commonValues = commonValues
    }

    /// The head of a whole bundle.
    init(_ bundle: ReturnBundle) {
        self.bundle = bundle.with(records: [], places: [])
        var records: [String: Int] = [:]
        var values: [Place: String] = [:]
        for (table, own) in Dictionary(grouping: bundle.records, by: \.table) {
            records[table] = own.count
            for field in 0..<(own.map(\.entries.count).max() ?? 0) {
                if let value = Self.commonValue(own, field) { values[Place(table: table, field: field)] = value }
            }
        }
        self.records = records
        commonValues = values
    }

    /// The head with the common values of some fields alone, which are all that a run needs.
    func with(commonValuesOf places: Set<Place>) -> BundleHead {
        BundleHead(bundle: bundle, records: records, commonValues: commonValues.filter { places.contains($0.key) })
    }

    /// The head with other findings.
    func with(findings: [Finding]) -> BundleHead {
        BundleHead(bundle: bundle.with(records: [], findings: findings), records: records, commonValues: commonValues)
    }

    private static func commonValue(_ records: [Record], _ index: Int) -> String? {
        var counts: [String: Int] = [:]
        var total = 0
        for record in records where record.entries.indices.contains(index) {
            guard let text = record.entries[index]?.value?.text else { continue }
            counts[text, default: 0] += 1
            total += 1
        }
        return counts.first { $0.value * 2 > total }?.key
    }
}
