import class GRDB.Database
import class GRDB.DatabaseQueue
import SurveyModel
import Testing

@testable import Validate

@Suite("The views that a rule's query reads")
struct NarrowViewTests {
    private let records = StagedRecords(records: [
        "r1": [SpecimenSurvey.record(1, ["number": .integer(5), "title": .text("Alpha"), "kind": .text("a")])]
    ])

    private static let values =
        "SELECT ifnull(number, '-') || ' ' || ifnull(title, '-') || ' ' || ifnull(kind, '-') FROM "

    /// What stands in number, title and kind of the only record while a query runs and after it.
    private func shown(_ query: String, in view: String = "practices", readOnly: Bool = false) throws -> [String?] {
        let definition = try SpecimenSurvey.definition()
        let rule = RuleDefinition(
            id: "rule", table: "practices", severity: .warning, check: .query(query), message: "")
        func values(_ database: Database) throws -> [String?] {
            let during = try NarrowViews(of: rule, in: definition).during(in: database) {
                try String.fetchOne(database, sql: Self.values + view)
            }
            return [during, try String.fetchOne(database, sql: Self.values + view)]
        }
        let queue = try records.database(definition)
        return readOnly ? try queue.read(values) : try queue.write(values)
    }

    @Test("a column that a query does not name is empty while it runs, and there again afterwards")
    func named() throws {
        let query = "SELECT \"return\", record FROM practices WHERE title IS NULL"
        #expect(try shown(query) == ["- Alpha -", "5 Alpha a"])
        #expect(try shown(query, in: "practices_current") == ["- Alpha -", "5 Alpha a"])
    }

    @Test(
        "whatever way a query names a column, it is there",
        arguments: [
            "SELECT p.\"TITLE\", Number FROM practices p", "SELECT p.'title', [number] FROM practices_current p",
            "SELECT count(*) FROM practices a JOIN practices b USING (number, title)",
        ])
    func ways(_ query: String) throws {
        #expect(try shown(query).first == "5 Alpha -")
    }

    @Test(
        "a query that may read columns without naming them sees all of them",
        arguments: [
            "SELECT * FROM practices", "SELECT p.* FROM practices p", "SELECT 1 FROM practices NATURAL JOIN others",
            "SELECT 1 FROM rounds WHERE (round, number) IN practices",
            "SELECT 1 WHERE (1, 2) NOT IN main.\"practices\"", "SELECT 1 WHERE (1, 2) IN 'practices'",
        ])
    func unnamed(_ query: String) throws {
        #expect(try shown(query).first == "5 Alpha a")
    }

    @Test("a connection that may write nothing reads the store's own views")
    func readOnly() throws {
        #expect(try shown("SELECT title FROM practices", readOnly: true) == ["5 Alpha a", "5 Alpha a"])
    }

    @Test("after a query that fails the views are gone")
    func failure() throws {
        struct Failure: Error {}
        let definition = try SpecimenSurvey.definition()
        let rule = RuleDefinition(
            id: "rule", table: "practices", severity: .warning, check: .query("SELECT title FROM practices"),
            message: "")
        try records.database(definition).write { database in
            #expect(throws: Failure.self) {
                try NarrowViews(of: rule, in: definition).during(in: database) { throw Failure() }
            }
            let after = try String.fetchOne(database, sql: Self.values + "practices")
            #expect(after == "5 Alpha a")
        }
    }
}
