import SurveyModel
import Testing

@testable import Pipeline

@Suite("Regular expressions in the SQL of a definition")
struct PatternArgumentTests {
    private static let title = "body: {type: string, title: Body}"
    private static var lines: Int {
        SpecimenSurvey.definition.split(separator: "\n", omittingEmptySubsequences: false).count
    }

    private func diagnostics(_ more: String, condition: String = "") throws -> [DefinitionDiagnostic] {
        let definition =
            condition.isEmpty
            ? SpecimenSurvey.definition
            : SpecimenSurvey.definition.replacing(
                Self.title, with: "body: {type: string, title: Body, asked_if: \"\(condition)\"}")
        do {
            _ = try SpecimenSurvey.load(definition + "\n" + more)
            return []
        } catch let error as DefinitionError {
            return error.diagnostics
        }
    }

    private func rule(_ lines: String) -> String {
        "rules:\n  - id: form\n    table: cover\n    severity: note\n    message: M\n    \(lines)\n"
    }

    @Test(
        "one that cannot be read is a slip of the definition, with its line and what to write",
        arguments: [
            ("check: \"matches('[A-Z', body)\"", "'[A-Z' is not a regular expression: at character", 6),
            ("check: \"body IS NULL OR CONTAINS ( 'a{2' , body)\"", "'a{2' is not a regular expression", 6),
            ("check: \"NOT contains(/* look back */ '(?<=a)b', body)\"", "'(?<=a)b' is not", 6),
            ("check: body <> ''\n    expected: {sql: \"matches('(', body)\"}", "'(' is not", 7),
            ("check: body <> ''\n    suggest: \"iif(matches(')', body), 1, 2)\"", "')' is not", 7),
            ("query: SELECT \"return\", record FROM cover WHERE matches('it''s (', body)", "'it's (' is not", 6),
        ])
    func slips(_ lines: String, _ message: String, _ line: Int) throws {
        let found = try diagnostics(rule(lines))
        #expect(found.count == 1, "\(found)")
        let diagnostic = try #require(found.first)
        #expect(diagnostic.message.contains(message), "\(diagnostic)")
        #expect(!diagnostic.advice.isEmpty && !diagnostic.advice.contains("SQLite"), "\(diagnostic)")
        #expect(diagnostic.position.line == Self.lines + line, "\(diagnostic)")
    }

    @Test("so it is in a condition, in what a declared check suggests, and in a figure")
    func elsewhere() throws {
        #expect(try diagnostics("", condition: "matches('[', country)").map(\.message.isEmpty) == [false])
        let check = "foreignKeys: {fields: body, reference: {fields: country}, suggest: \"matches('[', body)\"}"
        let declared = SpecimenSurvey.definition.replacing("key: body", with: "key: body\n    \(check)")
        #expect(throws: DefinitionError.self) { try SpecimenSurvey.load(declared) }
        let figure =
            "figures:\n  - {id: f, kind: list, title: F, query: \"SELECT body FROM cover WHERE matches('[', body)\"}"
        let found = try diagnostics(figure)
        #expect(found.count == 1)
        #expect(found.first?.message.contains("'[' is not a regular expression") == true, "\(found)")
    }

    @Test(
        "what is no pattern, or is put together from values, is left to SQLite",
        arguments: [
            "check: \"matches('[A-Z]{3}', body)\"", "check: \"matches('[' || body || ']', body)\"",
            "check: \"matches(body, '[')\"", "check: \"body <> 'matches(''['', x)'\"",
            "check: \"body <> '' /* matches('[', body) */\"", "check: \"coalesce(body, '[') <> ''\"",
        ])
    func fine(_ lines: String) throws {
        #expect(try diagnostics(rule(lines)).map(\.description) == [])
    }
}
