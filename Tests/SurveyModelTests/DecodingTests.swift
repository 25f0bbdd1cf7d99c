import OrderedCollections
import SurveyModel
import Testing

@Suite("A definition as decoded")
struct DecodingTests {
    @Test("what is not given takes its default")
    func defaults() throws {
        let definition = try SpecimenSurvey.decode(SpecimenSurvey.yaml)
        #expect(definition.agency == nil)
        #expect(definition.deadline == nil)
        #expect(definition.policy == [.error: .reject, .warning: .publish, .note: .publish])
        let list = try #require(definition.codeLists["countries"])
        #expect(list.source == .bundled("countries"))
        #expect(list.minimumConfidence == 0.9)
        #expect(list.levels == nil)
        let field = try #require(definition.tables["practices"]?.fields["title"])
        #expect(field.constraints.severity == .error)
        #expect(!field.constraints.required)
        #expect(!field.isMany)
        #expect(definition.rules.first?.action == nil)
        #expect(definition.versions.first?.layouts["cover"]?.isRequired == false)
    }

    @Test("what is given is taken")
    func values() throws {
        let yaml = SpecimenSurvey.yaml
            .replacing("policy: {error: reject}", with: "policy: {error: hold, note: reject}\ndeadline: 2026-04-30")
            .replacing("depth.csv}", with: "depth.csv, levels: [1, 2], confidence: 0.8}")
        let definition = try SpecimenSurvey.decode(yaml)
        #expect(definition.policy == [.error: .hold, .warning: .publish, .note: .reject])
        #expect(definition.deadline == CalendarDay(year: 2026, month: 4, day: 30))
        #expect(definition.with(currentRound: "2026").deadline == definition.deadline)
        #expect(definition.with(currentRound: "2025").deadline == nil)
        #expect(definition.codeLists["depth"]?.levels == 1...2)
        #expect(definition.codeLists["depth"]?.minimumConfidence == 0.8)
        #expect(definition.codeLists["depth"]?.source == .file("codelists/depth.csv"))
        #expect(definition.round.current == "2026")
        #expect(definition.round.all == ["2025", "2026"])
        #expect(definition.missing.map(\.status) == ["M"])
        #expect(definition.missing.map(\.marks) == [["n.a.", "-"]])
        #expect(definition.tables["practices"]?.key == ["number"])
        #expect(definition.tables["practices"].map { Array($0.fields.keys) } == ["number", "title", "depth"])
        #expect(definition.tables["practices"]?.index(of: "depth") == 2)
        #expect(definition.tables["practices"]?.index(of: "width") == nil)
    }

    @Test("a rule knows where it stands, and where its SQL does")
    func rulePositions() throws {
        let rule = try #require(try SpecimenSurvey.decode(SpecimenSurvey.yaml).rules.first)
        #expect(rule.check == .record("number < 100"))
        #expect(rule.position == SourcePosition(line: 43, column: 9))
        #expect(rule.checkPosition == SourcePosition(line: 46, column: 12))
        #expect(rule.message.text(in: "en") == "{number} is much.")
    }

    @Test(
        "a bound has its field's type",
        arguments: [
            ("integer", "5", Value.integer(5)), ("year", "1990", .integer(1990)), ("number", "0.5", .number(0.5)),
            ("number", "-1e3", .number(-1000)),
        ])
    func bounds(_ type: String, _ bound: String, _ value: Value) throws {
        let yaml = SpecimenSurvey.yaml.replacing(
            "{type: integer, title: No., constraints: {minimum: 1}}",
            with: "{type: \(type), title: No., constraints: {maximum: \(bound)}}")
        #expect(try SpecimenSurvey.decode(yaml).tables["practices"]?.fields["number"]?.constraints.maximum == value)
    }

    @Test("a bound that is no finite number is refused", arguments: ["nan", "inf", "-infinity"])
    func infiniteBound(_ bound: String) throws {
        let yaml = SpecimenSurvey.yaml.replacing(
            "{type: integer, title: No., constraints: {minimum: 1}}",
            with: "{type: number, title: No., constraints: {maximum: \(bound)}}")
        #expect(SpecimenSurvey.diagnostics(of: yaml).count == 1)
    }

    @Test("a date's bound is a day")
    func dateBound() throws {
        let field = try SpecimenSurvey.decode(SpecimenSurvey.yaml).tables["cover"]?.fields["filled"]
        #expect(field?.constraints.minimum == CalendarDay("2025-01-01").map { .date($0) })
    }

    @Test("a label may have several spellings in a language")
    func labels() throws {
        let yaml = SpecimenSurvey.yaml.replacing(
            "title: {label: Title}", with: "title: {label: {fr: Titre, en: [Title, Name]}}")
        guard case .table(let table)? = try SpecimenSurvey.decode(yaml).versions.first?.layouts["practices"]?.kind
        else {
            Testing.Issue.record("no table")
            return
        }
        #expect(table.columns.last?.labels.all == ["Title", "Name", "Titre"])
        #expect(Labels(["en": []]).isEmpty)
    }
}
