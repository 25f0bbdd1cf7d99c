import OrderedCollections
public import SurveyModel

/// `returns.csv`: what became of each return, a line for each in the result's order. The page shows as many of them as somebody reads.
public enum ReturnsFile {
    /// Its path in the run's folder.
    public static let path = "returns.csv"

    /// The columns before those of the tables, each of which has `<table>_asked`, `<table>_given` and `<table>_records`.
    static let columns = [
        "return", "file", "reporter", "name", "round", "received", "version", "language", "state", "superseded_by",
        "verdict",
        "asked", "given", "records", "published", "errors", "warnings", "notes",
    ]

    /// The file: RFC 4180, UTF-8, LF, a header. Errors, warnings and notes are those that wait for somebody. A text that a spreadsheet program would run has
    /// an apostrophe in front, as in `issues.csv`.
    ///
    /// - Throws: what `write` throws.
    public static func csv(_ result: RunResult, to write: ([UInt8]) throws -> Void) rethrows {
        let tables = Array(result.definition.tables.keys)
        let names = Dictionary(result.reporters.map { ($0.code, $0.name) }) { first, _ in first }
        let coverage = Dictionary(grouping: result.coverage, by: \.returnID)
        var counts: [String: SeverityCount] = [:]
        for issue in result.issues where issue.state.isUnsettled {
            counts[issue.returnID, default: SeverityCount()].add(issue.finding.severity)
        }
        try write(
            CSVText.line(columns + tables.flatMap { table in ["asked", "given", "records"].map { "\(table)_\($0)" } }))
        for item in result.returns {
            let own = coverage[item.id] ?? []
            let issues = counts[item.id] ?? SeverityCount()
            var line = CSVText(isNeutral: true)
            let texts = [
                item.id, item.file, item.reporter, names[item.reporter] ?? "", item.round, item.received, item.version,
                item.language, item.state.rawValue, item.supersededBy ?? "", result.verdicts[item.id]?.rawValue ?? "",
            ]
            for text in texts { line.add(text) }
            for count in [\TableCoverage.asked, \.given, \.records, \.published] {
                line.add(own.reduce(0) { $0 + $1[keyPath: count] })
            }
            for count in issues.need { line.add(count) }
            for table in tables {
                let part = own.first { $0.table == table }
                for count in [part?.asked, part?.given, part?.records] { line.add(count ?? 0) }
            }
            line.endRow()
            try write(line.bytes)
        }
    }
}
