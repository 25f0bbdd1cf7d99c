import OrderedCollections
public import SurveyModel

/// `returns.csv`: what became of each return, a line for each in the result's order, and who has sent none. The page shows as many of them as somebody reads.
public enum ReturnsFile {
    /// Its path in the run's folder.
    public static let path = "returns.csv"

    /// The columns before those of the tables, each of which has `<table>_asked`, `<table>_given` and `<table>_records`.
    static let columns = [
        "return", "file", "reporter", "name", "round", "received", "version", "language", "state", "superseded_by",
        "verdict",
        "asked", "given", "records", "published", "errors", "warnings", "notes",
    ]

    /// The state of a reporter of the register of whom no return of the current round is there.
    private static let missing = "missing"

    /// The file: RFC 4180, UTF-8, LF, a header. Errors, warnings and notes are those that wait for somebody; cells and records are counted of returns that count
    /// or are held, and are empty for others. Behind the returns stand the reporters of whom none of the current round is there. A text that a spreadsheet
    /// program would run has an apostrophe in front, as in `issues.csv`.
    ///
    /// - Throws: what `write` throws.
    public static func csv(_ result: RunResult, to write: ([UInt8]) throws -> Void) rethrows {
        let tables = Array(result.definition.tables.keys)
        let names = Dictionary(result.reporters.map { ($0.code, $0.name) }) { first, _ in first }
        let coverage = Dictionary(grouping: result.coverage, by: \.returnID)
        var counts: [String: SeverityCount] = [:]
        let issues = result.issues
        for number in issues.indices where issues[number].state.isUnsettled && !issues[number].returnID.isEmpty {
            counts[issues[number].returnID, default: SeverityCount()].add(issues[number].finding.severity)
        }
        try write(
            CSVText.line(columns + tables.flatMap { table in ["asked", "given", "records"].map { "\(table)_\($0)" } }))
        for item in result.returns {
            let texts = [
                item.id, item.file, item.reporter, names[item.reporter] ?? "", item.round, item.received, item.version,
                item.language, item.state.rawValue, item.supersededBy ?? "", result.verdicts[item.id]?.rawValue ?? "",
            ]
            try write(line(texts, coverage[item.id], counts[item.id] ?? SeverityCount(), tables))
        }
        let round = result.definition.round.current
        let reported = Set(result.returns.filter { $0.round == round && $0.state != .refused }.map(\.reporter))
        for reporter in result.reporters where !reported.contains(reporter.code) {
            let texts = ["", "", reporter.code, reporter.name, round, "", "", "", missing, "", ""]
            try write(line(texts, nil, SeverityCount(), tables))
        }
    }

    private static func line(
        _ texts: [String], _ coverage: [TableCoverage]?, _ issues: SeverityCount, _ tables: [String]
    ) -> [UInt8] {
        var line = CSVText(isNeutral: true)
        for text in texts { line.add(text) }
        func add(_ count: Int?) { if let count { line.add(count) } else { line.add("") } }
        for count in [\TableCoverage.asked, \.given, \.records, \.published] {
            add(coverage?.reduce(0) { $0 + $1[keyPath: count] })
        }
        for count in [issues.errors, issues.warnings, issues.notes] { line.add(count) }
        for table in tables {
            let own = coverage?.first { $0.table == table }
            for count in [own?.asked, own?.given, own?.records] { add(count) }
        }
        line.endRow()
        return line.bytes
    }
}
