import SurveyModel
import Testing
import Transform

@Suite("What no layout reads and says in what numbers are given")
struct UnreadScaleTests {
    private static func severity(
        _ text: String, _ rule: String = "layout.text-unclaimed", was: String? = nil, record: Int? = nil,
        type: String = "number"
    ) throws -> Severity? {
        let definition = try SurveyDefinition.decode(
            yaml: """
                canvass: 1
                title: Amounts
                languages: [en]
                round: {current: "2026"}
                inbox: {path: inbox}
                reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
                tables: {items: {title: Items, fields: {amount: {type: \(type), title: Amount}}}}
                layouts: {items: {into: items, sheet: {any: true}, table: {columns: {amount: {label: Amount}}}}}
                """, file: "pipeline.yaml")
        let finding = Finding(
            rule: rule, severity: .note, message: .text("Told."), record: record, sheet: "S", cell: "B3", value: text,
            expected: was.map { Message.text($0) })
        return Transformer(definition: definition, matchers: [:]).weighed([finding], language: "en").first?.severity
    }

    @Test(
        "is a warning where it states thousands",
        arguments: ["All amounts in thousand EUR", "Amounts in thousands", "Budget in millions"])
    func thousands(_ text: String) throws {
        #expect(try Self.severity(text) == .warning)
        #expect(try Self.severity(text, "template.label-changed", was: "Amounts in units, not thousands") == .warning)
    }

    @Test("stays a note where it states none, where the blank questionnaire states it too, and beside a record")
    func others() throws {
        #expect(try Self.severity("Amounts in units, not thousands") == .note)
        #expect(try Self.severity("Agreed with the ministry") == .note)
        #expect(
            try Self.severity("Sums in thousands", "template.label-changed", was: "Amounts in thousands") == .note)
        #expect(try Self.severity("Amounts in thousands", record: 2) == .note)
        #expect(try Self.severity("Amounts in thousands", "layout.comment") == .note)
    }

    @Test("stays a note in a survey without amounts")
    func noAmounts() throws {
        #expect(try Self.severity("Amounts in thousands", type: "string") == .note)
    }
}
