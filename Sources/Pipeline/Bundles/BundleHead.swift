import SurveyModel

/// What is light of a bundle, and held for every return of a run: all of it but records and places.
struct BundleHead: Sendable {
    /// The bundle without its records and places.
    let bundle: ReturnBundle
    /// How many records it has in each table.
    let records: [String: Int]
    /// The value that more than half of the records have which have one, by the field: by such values a return tells whose it is.
    let commonValues: [Place: String]
    /// What its records say to each question, by table and the field's index in it.
    let tallies: [String: [AnswerTally]]

    /// A field: its table, and its index in it.
    struct Place: Sendable, Hashable {
        let table: String
        let field: Int
    }

    /// The sum of its records.
    var recordCount: Int { records.values.reduce(0, +) }

    init(
        bundle: ReturnBundle, records: [String: Int], commonValues: [Place: String], tallies: [String: [AnswerTally]]
    ) {
        self.bundle = bundle
        self.records = records
        self.commonValues = commonValues
        self.tallies = tallies
    }

    /// The head of a whole bundle.
    init(_ bundle: ReturnBundle) {
        self.bundle = bundle.with(records: [], places: [])
        var records: [String: Int] = [:]
        var values: [Place: String] = [:]
        var tallies: [String: [AnswerTally]] = [:]
        for (table, own) in Dictionary(grouping: bundle.records, by: \.table) {
            records[table] = own.count
            for field in 0..<(own.map(\.entries.count).max() ?? 0) {
                if let value = Self.commonValue(own, field) { values[Place(table: table, field: field)] = value }
                tallies[table, default: []].append(Self.tally(own, field))
            }
        }
        self.records = records
        commonValues = values
        self.tallies = tallies
    }

    /// The head with the common values of some fields alone, which are all that a run needs.
    func with(commonValuesOf places: Set<Place>) -> BundleHead {
        BundleHead(
            bundle: bundle, records: records, commonValues: commonValues.filter { places.contains($0.key) },
            tallies: tallies)
    }

    /// The head with other findings.
    func with(findings: [Finding]) -> BundleHead {
        BundleHead(
            bundle: bundle.with(records: [], findings: findings), records: records, commonValues: commonValues,
            tallies: tallies)
    }

    /// The value that more than half of the records have which have one: whoever remains when each value in turn strikes out one of another
    /// kind, counted again (R. S. Boyer and J S. Moore, MJRTY: A Fast Majority Vote Algorithm, 1991). O(records), and nothing is held.
    private static func commonValue(_ records: [Record], _ index: Int) -> String? {
        var candidate: Value?
        var lead = 0
        forEachValue(of: records, index) { value in
            if lead == 0 { candidate = value }
            lead += candidate == value ? 1 : -1
        }
        guard let candidate, lead > 0 else { return nil }
        var first: Value?
        var (own, total) = (0, 0)
        forEachValue(of: records, index) { value in
            total += 1
            guard value == candidate else { return }
            own += 1
            if first == nil { first = value }
        }
        return own * 2 > total ? first?.text : nil
    }

    private static func tally(_ records: [Record], _ index: Int) -> AnswerTally {
        var tally = AnswerTally()
        for record in records { tally.count(record.entries.indices.contains(index) ? record.entries[index] : nil) }
        return tally
    }

    private static func forEachValue(of records: [Record], _ index: Int, _ body: (Value) -> Void) {
        for record in records where record.entries.indices.contains(index) {
            if let value = record.entries[index]?.value { body(value) }
        }
    }
}
