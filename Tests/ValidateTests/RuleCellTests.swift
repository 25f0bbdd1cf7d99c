import SurveyModel
import Testing
import Validate

@Suite("The cells of a finding")
struct RuleCellTests {
    private let run = RuleRun(
        records: StagedRecords(records: [
            "r1": [
                SpecimenSurvey.record(
                    1,
                    ["number": .integer(20), "title": .text("Alpha"), "kind": .text("a"), "share": .number(10.5)]),
                SpecimenSurvey.record(1, table: "others", ["code": .text("ABC")]),
            ]
        ]))

    private func cells(_ outcome: RuleOutcome) throws -> [String] {
        let finding = try #require(outcome.findings.first).finding
        return ([finding.cell].compactMap(\.self)) + finding.cells.map(\.cell)
    }

    @Test(
        "a check names the cells of all fields that it reads, without the author listing them, the main cell first",
        arguments: [
            ("number < 10 OR kind = 'b'", "", ["A5", "D5"]),
            ("kind = 'b' OR number < 10", "", ["D5", "A5"]),
            ("kind = 'b' OR number < 10", ", fields: [title, number]", ["B5", "A5", "D5"]),
            // A field without a cell has none to name; a status is its field's.
            ("day IS NOT NULL AND share__status = 'M'", "", ["F5"]),
            // Words in texts and comments name no field, though the old way of reading words took them for fields.
            ("'kind' = 'x' /* title */ AND number < 10", "", ["A5"]),
            // A field in quotation marks is a field.
            ("\"share\" < 5", "", ["F5"]),
            // Fields of a record found elsewhere are the table's all the same.
            ("(SELECT count(*) FROM reporters WHERE code = title) > 0", "", ["B5"]),
        ])
    func check(_ expression: String, _ more: String, _ cells: [String]) throws {
        let outcome = try run.check(expression + " AND 1", more).outcome
        #expect(try self.cells(outcome) == cells)
    }

    @Test("a query names what it reads of the record, or what it says that it points to")
    func query() throws {
        let sql = "SELECT \"return\", record FROM practices WHERE number > 10 AND kind = 'a' AND code IS NULL"
        #expect(try cells(run.query(sql).outcome) == ["A5", "D5"])
        #expect(try cells(run.query(sql, ", fields: [share, number]").outcome) == ["F5", "A5"])
        #expect(try cells(run.query("SELECT *, 'title' AS field FROM practices").outcome) == ["B5"])
    }

    @Test("a query that reads fields only by joining tables with them names these")
    func joiningQuery() throws {
        let using =
            "SELECT p.\"return\", p.record, count(*) AS title FROM practices p JOIN practices AS q USING (\"return\", number, kind) GROUP BY 1, 2"
        #expect(try cells(run.query(using).outcome) == ["A5", "D5"])
        let natural = "SELECT \"return\", record FROM practices NATURAL JOIN (SELECT 'a' AS kind)"
        #expect(try cells(run.query(natural).outcome) == ["D5"])
        #expect(try cells(run.query(using + " HAVING max(p.share) > 1").outcome) == ["F5"])
    }

    @Test("a query may name the record of another table of the return, whose cells are named too")
    func otherTable() throws {
        let sql =
            "SELECT p.\"return\", p.record, o.record AS others_record FROM practices p JOIN others o ON o.\"return\" = p.\"return\" WHERE o.code = 'ABC' AND p.number > 10"
        let outcome = try run.query(sql).outcome
        #expect(try cells(outcome) == ["A5"])
        let finding = try #require(outcome.findings.first).finding
        #expect(finding.cells.isEmpty)
        let apart = RuleRun(
            records: StagedRecords(records: [
                "r1": [
                    SpecimenSurvey.record(1, ["number": .integer(20)]),
                    SpecimenSurvey.record(7, table: "others", ["code": .text("ABC")]),
                ]
            ]))
        #expect(try cells(apart.query(sql).outcome) == ["A5", "A11"])
    }

    @Test("what is expected and what is suggested may be computed from the record")
    func expressions() throws {
        let finding = try #require(
            try run.check("number < 10", ", expected: {sql: \"'at most ' || (number / 2)\"}, suggest: number / 10.0")
                .outcome.findings.first
        ).finding
        #expect(finding.expected?.text(in: "en") == "at most 10")
        #expect(finding.suggestion?.text(in: "en") == "2")
        let query = try #require(
            try run.query("SELECT \"return\", record FROM practices", ", suggest: share * 1000").outcome.findings.first
        ).finding
        #expect(query.suggestion?.text(in: "en") == "10500")
        let none = try #require(try run.check("number < 10", ", suggest: day").outcome.findings.first).finding
        #expect(none.suggestion == nil)
    }

    @Test("where what is expected or suggested fails on a record, its issue is told without it, and that is noted")
    func failingExpressions() throws {
        let overflow = "abs(number - number - 9223372036854775807 - 1)"
        for outcome in [
            try run.check("number < 10", ", suggest: '\(overflow)'").outcome,
            try run.check("number < 10", ", expected: {sql: '\(overflow)'}").outcome,
            try run.query("SELECT \"return\", record FROM practices WHERE number >= 10", ", suggest: '\(overflow)'")
                .outcome,
        ] {
            #expect(outcome.findings.count == 1 && outcome.findings[0].finding.suggestion == nil)
            #expect(outcome.ruleFindings.map(\.rule) == ["rule.expression-failed"])
            #expect(outcome.ruleFindings.map(\.severity) == [.note])
            let message = outcome.ruleFindings.first?.message.text(in: "en") ?? ""
            #expect(message.contains("on 1 of the records") && message.contains("integer overflow"))
        }
        #expect(try run.check("number < 10", ", suggest: number / 10.0").outcome.ruleFindings.isEmpty)
    }

    @Test("a query may say in columns what is expected and suggested")
    func columns() throws {
        let finding = try #require(
            try run.query("SELECT \"return\", record, 19 AS expected, 'Beta' AS suggestion FROM practices").outcome
                .findings.first
        ).finding
        #expect(finding.expected?.text(in: "en") == "19")
        #expect(finding.suggestion?.text(in: "en") == "Beta")
    }

    @Test("a suggestion that cannot be computed is none; the finding stands")
    func failingSuggestion() throws {
        let outcome = try run.check("number < 10", ", suggest: abs(-9223372036854775807 - number / 20)").outcome
        #expect(outcome.findings.map { $0.finding.suggestion?.text(in: "en") } == [nil])
        #expect(outcome.ruleFindings.map(\.rule) == ["rule.expression-failed"])
    }
}
