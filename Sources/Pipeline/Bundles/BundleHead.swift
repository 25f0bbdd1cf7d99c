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
    /// Where its records and places are in its file; nil where it has none.
    let layout: BundleLayout?

    /// A field: its table, and its index in it.
    struct Place: Sendable, Hashable {
        let table: String
        let field: Int
    }

    /// The sum of its records.
    var recordCount: Int { records.values.reduce(0, +) }

    /// - Parameter layout: nil for a bundle that is in no file.
    init(
        bundle: ReturnBundle, records: [String: Int], commonValues: [Place: String], tallies: [String: [AnswerTally]],
        layout: BundleLayout?
    ) {
        self.bundle = bundle
        self.records = records
        self.commonValues = commonValues
        self.tallies = tallies
        self.layout = layout
    }

    /// The head of a whole bundle.
    init(_ bundle: ReturnBundle) {
        self.bundle = bundle.with(records: [], places: [])
        var records: [String: Int] = [:]
        var values: [Place: String] = [:]
        var tallies: [String: [AnswerTally]] = [:]
        for (table, own) in Dictionary(grouping: bundle.records, by: \.table) {
            records[table] = own.count
            let summaries = FieldSummaries(own)
            for (field, value) in summaries.commonValues { values[Place(table: table, field: field)] = value }
            tallies[table] = summaries.tallies
        }
        self.records = records
        commonValues = values
        self.tallies = tallies
        layout = nil
    }

    /// The head with what a run asks for again and again: the common values of some fields, and no codings, of which there are many.
    func held(commonValuesOf places: Set<Place>) -> BundleHead {
        BundleHead(
            bundle: bundle.withoutCodings, records: records,
            commonValues: commonValues.filter { places.contains($0.key) },
            tallies: tallies, layout: layout)
    }

    /// The head with other findings.
    func with(findings: [Finding]) -> BundleHead {
        BundleHead(
            bundle: bundle.with(records: [], findings: findings), records: records, commonValues: commonValues,
            tallies: tallies, layout: layout)
    }
}
