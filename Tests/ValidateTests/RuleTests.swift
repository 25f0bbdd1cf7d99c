import class GRDB.Database
import class GRDB.DatabaseQueue
import struct GRDB.DatabaseError
import SurveyModel
import Testing
import Validate

@Suite("A survey's own rules")
struct RuleTests {
    private static let records = StagedRecords(records: [
        "r1": [
            SpecimenSurvey.record(
                1, ["number": .integer(5), "title": .text("Alpha"), "kind": .text("a"), "share": .number(10.5)]),
            SpecimenSurvey.record(2, ["number": .integer(20), "title": .text("Beta"), "kind": .text("b")]),
        ],
        "r2": [
            SpecimenSurvey.record(1, entries: ["title": (.text("Gamma"), nil, " Gamma "), "share": (nil, nil, "many")])
        ],
    ])

    private func run(_ rules: String, states: [String: String] = [:]) throws -> RuleOutcome {
        let definition = try SpecimenSurvey.definition(rules: rules)
        let checks = try RuleChecks(compiling: definition, file: "pipeline.yaml", functions: .none)
        return try Self.records.database(definition, states: states).read {
            try checks.run(in: $0, records: Self.records)
        }
    }

    private func rule(_ check: String, _ more: String = "message: \"{number} is much.\"") -> String {
        "  - {id: rule, table: practices, severity: warning, check: '\(check.replacing("'", with: "''"))', \(more)}\n"
    }

    private func query(_ sql: String, _ more: String = "message: Found.") -> String {
        "  - {id: rule, table: practices, severity: warning, query: '\(sql.replacing("'", with: "''"))', \(more)}\n"
    }

    // MARK: - Record checks

    @Test("a check counts who passes, who fails, and for whom it cannot be told")
    func counts() throws {
        let outcome = try run(rule("number < 10"))
        let result = try #require(outcome.results.first)
        #expect(outcome.results.count == 1)
        #expect([result.tested, result.passed, result.failed, result.notVerifiable] == [3, 1, 1, 1])
        #expect(result.id == "rule")
        #expect(result.table == "practices")
        #expect(result.expression == "number < 10")
    }

    @Test("a finding stands at the cell of the field that the check names, with its value and message")
    func finding() throws {
        let found = try #require(try run(rule("number < 10")).findings.first)
        #expect(found.returnID == "r1")
        #expect(found.finding.rule == "rule")
        #expect(found.finding.severity == .warning)
        #expect(found.finding.record == 2)
        #expect(found.finding.field == "number")
        #expect(found.finding.sheet == "Sheet")
        #expect(found.finding.cell == "A6")
        #expect(found.finding.value == "20")
        #expect(found.finding.message.text(in: "en") == "20 is much.")
    }

    @Test(
        "the cell is that of the first field that is named and has one; words in quotation marks name no field",
        arguments: [
            ("kind <> 'b' OR title IS NULL", "message: M", "kind", "D6"),
            ("share IS NOT NULL OR number < 10", "message: M", "number", "A6"),
            ("NOT (title = 'Beta' AND code IS NULL)", "message: M", "title", "B6"),
            ("number < 10", "message: M, fields: [title, number]", "title", "B6"),
            ("number < 10", "message: M, fields: [share, kind]", "kind", "D6"),
            ("number < 10", "message: M, fields: share", "share", "A6"),
            ("title <> 'Beta'", "message: M, fields: code", "code", "A6"),
            ("'number' <> 'x' AND title <> 'Beta'", "message: M", "title", "B6"),
        ])
    func cell(_ check: String, _ more: String, _ field: String, _ cell: String) throws {
        let findings = try run(rule(check, more)).findings.filter { $0.returnID == "r1" && $0.finding.record == 2 }
        #expect(findings.map(\.finding.field) == [field])
        #expect(findings.map(\.finding.cell) == [cell])
    }

    @Test(
        "placeholders take values, labels in the language of the sentence, and what was typed where there is no value")
    func placeholders() throws {
        let message =
            "message: {en: \"{title} {kind_label} {number} {share}|{code}\", fr: \"{kind_label} {title_label}\"}, expected: \"less than {number}\""
        let findings = try run(rule("number < 10 AND title <> 'Gamma'", message)).findings
        #expect(
            findings.map { $0.finding.message.text(in: "en") } == [
                "Beta second 20 |", "Gamma   many|",
            ])
        #expect(findings.first?.finding.message.text(in: "fr") == "second Beta")
        #expect(findings.first?.finding.expected?.text(in: "en") == "less than 20")
    }

    @Test("a brace that is not closed stays as it is")
    func openBrace() throws {
        #expect(
            try run(rule("number < 10", "message: \"{number} of {\"")).findings.map {
                $0.finding.message.text(in: "en")
            } == ["20 of {"])
    }

    @Test("only live returns are tested", arguments: ["superseded", "held"])
    func liveOnly(_ state: String) throws {
        let outcome = try run(rule("title IS NULL"), states: ["r1": state])
        #expect(outcome.findings.map(\.returnID) == ["r2"])
        #expect(outcome.results.first?.tested == 1)
    }

    @Test("all rules have results in the definition's order, findings by return and record within a rule")
    func order() throws {
        let rules = """
              - {id: second-table, table: others, severity: note, check: code IS NULL, message: M}
              - {id: query-rule, table: practices, severity: error, query: 'SELECT * FROM practices ORDER BY record DESC', message: M}
              - {id: check-rule, table: practices, severity: error, check: title IS NULL, message: M}

            """
        let outcome = try run(rules)
        #expect(outcome.results.map(\.id) == ["second-table", "query-rule", "check-rule"])
        #expect(outcome.results.map(\.tested) == [0, 3, 3])
        #expect(
            outcome.findings.map { "\($0.finding.rule) \($0.returnID) \($0.finding.record ?? 0)" } == [
                "query-rule r1 1", "query-rule r1 2", "query-rule r2 1", "check-rule r1 1", "check-rule r1 2",
                "check-rule r2 1",
            ])
    }

    // MARK: - Queries

    @Test("a query's rows are findings; its columns come before the record's fields in the message")
    func queryRows() throws {
        let outcome = try run(
            query(
                "SELECT \"return\", record, number * 2 AS doubled, 'x' AS title FROM practices WHERE number > 10",
                "message: \"{doubled} {title} {kind}\", fields: number"))
        #expect(outcome.findings.map { $0.finding.message.text(in: "en") } == ["40 x b"])
        #expect(outcome.findings.map(\.finding.cell) == ["A6"])
        let result = try #require(outcome.results.first)
        #expect([result.tested, result.failed, result.passed] == [3, 1, 2])
    }

    @Test("a query may say in a column which field each row is about")
    func fieldColumn() throws {
        let outcome = try run(
            query(
                "SELECT \"return\", record, CASE number WHEN 5 THEN 'title' ELSE 'kind' END AS field FROM practices WHERE number IS NOT NULL"
            ))
        #expect(outcome.findings.map(\.finding.field) == ["title", "kind"])
        #expect(outcome.findings.map(\.finding.cell) == ["B5", "D6"])
    }

    @Test("a query may compare records and join the register's tables")
    func joins() throws {
        let outcome = try run(
            query(
                "SELECT b.\"return\", b.record FROM practices a JOIN practices b ON a.\"return\" = b.\"return\" AND a.record < b.record LEFT JOIN reporters r ON r.code = b.reporter"
            ))
        #expect(outcome.findings.map { "\($0.returnID) \($0.finding.record ?? 0)" } == ["r1 2"])
    }

    @Test("a query runs, whatever it ends with", arguments: ["", ";", " ;\n", " -- all of them"])
    func queryEnds(_ end: String) throws {
        let definition = try SpecimenSurvey.definition(
            rules:
                "  - id: rule\n    table: practices\n    severity: note\n    message: M\n    query: |\n      SELECT \"return\", record FROM practices\(end)\n"
        )
        let checks = try RuleChecks(compiling: definition, file: "pipeline.yaml", functions: .none)
        let count = try Self.records.database(definition).read { database in
            try checks.run(in: database, records: Self.records).findings.count
        }
        #expect(count == 3)
    }

    @Test("a check that ends with a comment runs")
    func checkEnds() throws {
        #expect(try run(rule("number < 10 -- fewer than ten")).findings.count == 1)
    }

    // MARK: - Wrong SQL

    private func diagnostics(of definition: SurveyDefinition) -> [DefinitionDiagnostic] {
        do {
            _ = try RuleChecks(compiling: definition, file: "pipeline.yaml", functions: .none)
            return []
        } catch {
            return (error as? DefinitionError)?.diagnostics ?? []
        }
    }

    @Test(
        "wrong SQL is told on its line before anything runs",
        arguments: [
            ("check: numbr < 10", "no such column: numbr", "The fields of 'practices': number, title,"),
            (
                "check: title <> \"garden\"", "no such column: garden",
                "Text stands in single quotes: 'garden'. The fields of 'practices': number, title,"
            ),
            ("check: number <", "syntax error", "SQLite's syntax"),
            ("check: number < 10;", "syntax error", "SQLite's syntax"),
            ("check: (number < 10", "", "SQLite's syntax"),
            ("check: folded(title) = ''", "no such function: folded", "docs/rules.md"),
            (
                "query: SELECT \"return\", record FROM practises", "no such table: practises",
                "Rules may read practices, others, reporters, rounds, codes, code_paths"
            ),
            ("query: SELECT record FROM practices", "lacks the column return", "Select \"return\" and record"),
            (
                "query: SELECT number FROM practices", "lacks the column return and record",
                "Select \"return\" and record"
            ),
            ("query: DELETE FROM _returns", "is not a SELECT", "start it with SELECT or WITH"),
            ("query: PRAGMA writable_schema = 1", "is not a SELECT", "SELECT or WITH"),
            ("query: SELECT \"return\", record FROM practices; DELETE FROM _returns", "", ""),
            ("query: 'WITH x AS (SELECT 1) DELETE FROM _returns'", "", ""),
            ("query: 'WITH x AS (SELECT 1) DELETE FROM _returns RETURNING id AS \"return\", 1 AS record'", "", ""),
            ("check: '1) FROM practices; DELETE FROM _returns; SELECT (1'", "", ""),
        ])
    func wrongSQL(_ sql: String, _ message: String, _ advice: String) throws {
        let definition = try SpecimenSurvey.definition(
            rules: "  - id: rule\n    table: practices\n    severity: note\n    message: M\n    \(sql)\n")
        let diagnostics = diagnostics(of: definition)
        #expect(diagnostics.count == 1)
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostic.position.line == SpecimenSurvey.firstRuleLine + 4)
        #expect(diagnostic.file == "pipeline.yaml")
        #expect(diagnostic.message.contains("the rule 'rule'"))
        #expect(message.isEmpty || diagnostic.message.contains(message), "\(diagnostic)")
        #expect(advice.isEmpty || diagnostic.advice.contains(advice), "\(diagnostic)")
    }

    @Test("each wrong rule is told, and right ones are not")
    func severalWrong() throws {
        let definition = try SpecimenSurvey.definition(
            rules: """
                  - {id: one, table: practices, severity: note, message: M, check: numbr < 10}
                  - {id: two, table: practices, severity: note, message: M, check: number < 10}
                  - {id: three, table: others, severity: note, message: M, check: number < 10}

                """)
        let diagnostics = diagnostics(of: definition)
        #expect(diagnostics.map(\.position.line) == [SpecimenSurvey.firstRuleLine, SpecimenSurvey.firstRuleLine + 2])
    }
}
