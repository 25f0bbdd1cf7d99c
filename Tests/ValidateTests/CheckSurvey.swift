import class GRDB.Database
import class GRDB.DatabaseQueue
import OrderedCollections
import SurveyModel
import Testing
import Validate

/// What stands in a cell of a test: a value, a mark that says why there is none, or something that cannot be read.
enum TestCell: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case value(Value)
    case mark(String)
    case unreadable(String)

    init(floatLiteral value: Double) { self = .value(.number(value)) }
    init(integerLiteral value: Int) { self = .value(.number(Double(value))) }
    init(stringLiteral value: String) { self = .value(.text(value)) }

    func entry(at origin: Origin) -> Entry {
        switch self {
        case .value(let value): Entry(value: value, raw: .text(value.text), origin: origin)
        case .mark(let status): Entry(value: nil, status: status, raw: .text(".."), origin: origin)
        case .unreadable(let text): Entry(value: nil, raw: .text(text), origin: origin)
        }
    }
}

/// A small, invented survey of four rounds whose checks each test declares, and returns for it. The n-th field of a table's m-th record stands in the n-th
/// column of row m of a sheet of the table's name.
struct CheckSurvey {
    struct TestReturn {
        let id: String
        let reporter: String
        let round: String
        var body = ""
        var records: [Record] = []
        /// What other stages have found in it.
        var findings: [Finding] = []
        /// Whether it was compared with a blank questionnaire.
        var hasBlank = false
    }

    var definition: SurveyDefinition
    private(set) var returns: [TestReturn] = []
    /// What the codes of its lists are called, by code and language.
    var labels: [String: [String: String]] = [:]
    /// What its SQL may call beside SQLite's own functions: their names, and what makes them known to a connection.
    var functions: (names: Set<String>, register: @Sendable (Database) -> Void) = ([], { _ in })

    /// - Parameters:
    ///   - checks: the keys of the table `observations`, beside its title, key and fields.
    ///   - value: further keys of its field `value`.
    ///   - condition: further keys of its field `reason`.
    ///   - limits: what the survey limits.
    ///   - reporters: further keys of `reporters`.
    ///   - more: further keys of the survey.
    init(
        _ checks: String, value: String = "", condition: String = "", limits: String = "{}", reporters: String = "",
        more: String = ""
    ) throws {
        let yaml = Self.yaml(checks, value: value, condition: condition)
        definition = try SurveyDefinition.decode(
            yaml: yaml.replacing("reporters.csv,", with: "reporters.csv, \(reporters)")
                + (limits == "{}" ? "" : "limits: \(limits)\n") + more,
            file: "pipeline.yaml")
    }

    /// The line of the definition on which the first of the checks stands.
    static let checksLine = 25

    /// The lines on which the fields `value` and `reason` stand.
    static let valueLine = 21
    static let reasonLine = 24

    static func yaml(_ checks: String, value: String = "", condition: String = "") -> String {
        """
        canvass: 1
        title: Invented survey
        languages: [en]
        round: {current: "2026", all: ["2023", "2024", "2025", "2026"]}
        inbox: {path: inbox}
        reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
        tables:
          cover:
            title: Cover
            fields:
              lines: {type: integer, title: Lines}
              total: {type: number, title: Total}
              group: {type: string, title: Group}
          observations:
            title: Observations
            key: [code, year]
            fields:
              code: {type: string, title: Code}
              group: {type: string, title: Group}
              year: {type: string, title: Year}
              value: {type: number, title: Value\(value.isEmpty ? "" : ", " + value)}
              first: {type: number, title: First}
              second: {type: number, title: Second}
              reason: {type: string, title: Reason\(condition.isEmpty ? "" : ", " + condition)}
        \(checks.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
        layouts:
          observations: {into: observations, sheet: {any: true}, table: {columns: {code: {label: Code}}}}

        """
    }

    /// Adds a return with records of a table; the same id adds to the same return.
    mutating func add(
        _ id: String, reporter: String = "AAA", round: String = "2026", body: String = "",
        table: String = "observations",
        _ rows: [[String: TestCell]]
    ) {
        if !returns.contains(where: { $0.id == id }) {
            returns.append(TestReturn(id: id, reporter: reporter, round: round, body: body))
        }
        guard let place = returns.firstIndex(where: { $0.id == id }), let fields = definition.tables[table]?.fields
        else { return }
        let known = returns[place].records.count { $0.table == table }
        for (index, row) in rows.enumerated() {
            let number = known + index + 1
            returns[place].records.append(
                Record(
                    table: table, number: number, anchor: Origin(sheet: table, row: number, column: 1),
                    entries: fields.keys.enumerated().map { column, field in
                        row[field].map { $0.entry(at: Origin(sheet: table, row: number, column: column + 1)) }
                    }))
        }
    }

    /// Puts a return's records elsewhere, each with all of its answers in one cell, as those of a matrix stand.
    mutating func place(_ id: String, at cells: [Origin]) {
        guard let place = returns.firstIndex(where: { $0.id == id }) else { return }
        returns[place].records = zip(returns[place].records, cells).map { record, cell in
            Record(
                table: record.table, number: record.number, anchor: cell,
                entries: record.entries.map { entry in
                    entry.map { Entry(value: $0.value, status: $0.status, raw: $0.raw, origin: cell) }
                })
        }
    }

    /// Adds what another stage has found in a return.
    mutating func find(_ findings: [Finding], in id: String, hasBlank: Bool = false) {
        guard let place = returns.firstIndex(where: { $0.id == id }) else { return }
        returns[place].findings += findings
        returns[place].hasBlank = hasBlank
    }

    func run() throws -> RuleOutcome {
        try compiled().runBothWays(database(), source)
    }

    private func compiled() throws -> RuleChecks {
        try RuleChecks(
            compiling: definition, file: "pipeline.yaml",
            functions: RuleFunctionSet(names: functions.names, register: functions.register))
    }

    /// What the constraints of the fields do, with all that they find in each return.
    ///
    /// - Parameter tallies: what every return says of its records' answers, in place of what is so.
    func constrain(
        tallies made: [AnswerTally]? = nil
    ) throws -> (outcome: ConstraintOutcome, findings: [String: [Finding]]) {
        let checks = try compiled()
        let constraints = FieldConstraints(definition: definition)
        let found = Dictionary(
            uniqueKeysWithValues: returns.map { ($0.id, constraints.findings(in: $0.records) + $0.findings) })
        let constrained = returns.map { item in
            ConstrainedReturn(
                Return(
                    sha256: item.id, file: "\(item.id).csv", reporter: item.reporter, round: item.round, received: "",
                    version: "", language: "en", state: .live),
                records: Dictionary(grouping: item.records, by: \.table).mapValues(\.count),
                tallies: Dictionary(grouping: item.records, by: \.table).mapValues { made ?? Self.tallies(of: $0) },
                findings: found[item.id] ?? [], hasBlank: item.hasBlank)
        }
        let outcome = try database().read { database in
            let rules = try checks.run(in: database, records: source)
            return try checks.constraints(of: constrained, after: rules, in: database, records: source)
        }
        return (outcome, found.merging(outcome.reworded) { $1 })
    }

    /// What records of a table say to each of its questions.
    private static func tallies(of records: [Record]) -> [AnswerTally] {
        records.first?.entries.indices.map { index in
            records.reduce(into: AnswerTally()) { $0.count($1.entries[index]) }
        } ?? []
    }

    private var source: Source {
        Source(
            records: Dictionary(
                uniqueKeysWithValues: returns.map { ($0.id, Dictionary(grouping: $0.records, by: \.table)) }),
            labels: labels)
    }

    private struct Source: RecordSource {
        let records: [String: [String: [Record]]]
        let labels: [String: [String: String]]

        func record(_ number: Int, table: String, returnID: String) -> Record? {
            records[returnID]?[table]?[number - 1]
        }
        func label(of code: String, list: String, language: String) -> String? { labels[code]?[language] }
    }

    private func database() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try queue.write { database in
            functions.register(database)
            for statement in StagingSchema.commonStatements + StagingSchema.statements(for: definition) {
                try database.execute(sql: statement)
            }
            try database.execute(sql: "INSERT INTO reporters (code, name) VALUES ('AAA', 'A'), ('BBB', 'B')")
            for item in returns {
                try database.execute(
                    sql: "INSERT INTO _returns (id, reporter, round, state, body) VALUES (?, ?, ?, 'live', ?)",
                    arguments: [item.id, item.reporter, item.round, item.body])
                for record in item.records {
                    let fields = try #require(definition.tables[record.table]).fields.keys
                    let columns = fields.map { ", " + StagingSchema.quoted($0) }.joined()
                    let values = record.entries.map { entry in
                        switch entry?.value {
                        case .text(let text)?: ", '\(text)'"
                        case let value?: ", \(value.text)"
                        case nil: ", NULL"
                        }
                    }
                    let table = StagingSchema.quoted(StagingSchema.stagedTable(record.table))
                    try database.execute(
                        sql:
                            "INSERT INTO \(table) (\"return\", record\(columns)) VALUES ('\(item.id)', \(record.number)\(values.joined()))"
                    )
                }
            }
        }
        return queue
    }
}

extension RuleOutcome {
    /// Rule, return, main cell and other cells of each finding: `table.no-such-key r1 A1 [B1]`.
    var places: [String] {
        findings.map { item in
            let finding = item.finding
            return "\(finding.rule) \(item.returnID) \(finding.cell ?? "-") \(finding.cells.map(\.cell))"
        }
    }

    /// Tested, passed, failed, not verifiable, not applicable of the only result of a rule.
    func counts(_ rule: String) -> [Int] { results.filter { $0.id == rule }.flatMap(\.counts) }

    func message(_ index: Int = 0) -> String {
        findings.indices.contains(index) ? findings[index].finding.message.text(in: "en") : ""
    }
}
