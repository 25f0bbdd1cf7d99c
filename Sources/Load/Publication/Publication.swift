import OrderedCollections
public import SurveyModel

/// What a run publishes, as data: returns with their bundles, and what becomes of each record.
public struct Publication: Sendable {
    /// The survey's folder name.
    public let survey: String
    /// The definition.
    public let definition: SurveyDefinition
    /// The returns, ordered by reporter, round and id, with what was read from them; refused ones have no bundle.
    public let returns: [(item: Return, bundle: ReturnBundle?)]
    /// What becomes of each record.
    public let disposition: Disposition
    /// The labels of codes: list, code, and the text in the survey's first language.
    public let labels: [String: [String: String]]

    /// What a run publishes.
    public init(
        survey: String, definition: SurveyDefinition, returns: [(item: Return, bundle: ReturnBundle?)],
        disposition: Disposition,
        labels: [String: [String: String]]
    ) {
        self.survey = survey
        self.definition = definition
        self.returns = returns.sorted {
            ($0.item.reporter, $0.item.round, $0.item.id, $0.item.file) < (
                $1.item.reporter, $1.item.round, $1.item.id, $1.item.file
            )
        }
        self.disposition = disposition
        self.labels = labels
    }

    /// Every file of dataset, rejected records and lineage: its path in the run's folder and its bytes.
    public func files() -> [(path: String, bytes: [UInt8])] {
        var files: [(path: String, bytes: [UInt8])] = []
        let tables = definition.tables.values
        for table in tables { files.append(("dataset/\(table.name).csv", DatasetTable(table, in: self).csv())) }
        files.append(("dataset/datapackage.json", DataPackage(self).json(data: files)))
        for table in tables {
            files.append(("rejected/\(table.name).csv", DatasetTable(table, in: self).rejectedCSV()))
        }
        if definition.blanksValues { files.append(("rejected/blanked-values.csv", BlankedValues(self).csv())) }
        let lineage = Lineage(self)
        files.append(("lineage/records.csv", lineage.records()))
        files.append(("lineage/fields.csv", lineage.fields()))
        files.append(("lineage/anchors.csv", lineage.anchors()))
        files.append(("lineage/values.csv", lineage.values()))
        files.append(("lineage/returns.csv", lineage.returns()))
        return files
    }

    /// The records of a table that have an outcome, with their returns, in the order of publication.
    func records(of table: String, _ outcomes: Set<Disposition.Outcome>) -> some Sequence<
        (item: Return, record: Record)
    > {
        returns.lazy.flatMap { item, bundle in
            (bundle?.records ?? []).lazy.filter { $0.table == table }
                .filter {
                    outcomes.contains(
                        disposition.outcome(of: RecordID(returnID: item.id, table: table, number: $0.number)))
                }
                .map { (item, $0) }
        }
    }
}
