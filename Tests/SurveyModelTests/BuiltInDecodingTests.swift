import OrderedCollections
import SurveyModel
import Testing

@Suite("What a definition says of Canvass's own rules")
struct BuiltInDecodingTests {
    /// The line on which the first rule stands.
    private static let line = 17

    private func definition(_ builtin: String) throws -> SurveyDefinition {
        try SurveyDefinition.decode(
            yaml: """
                \(headOfSurvey)
                tables:
                  items:
                    title: Items
                    fields:
                      code: {type: string, title: Code}
                      value: {type: number, title: Value, constraints: {severity: note}}
                      day: {type: date, title: Day}
                layouts:
                  items: {into: items, sheet: {any: true}, table: {columns: {code: {label: Code}}}}
                builtin:
                  \(builtin)
                """, file: "pipeline.yaml")
    }

    private static let more =
        "severity: warning, threshold: {warning: 5}, why: W, message: {en: M, fr: N, es: O}, trial: true, expected: E, off: [{reporter: AAA, reason: R}]"

    @Test(
        "what may be said of a rule is what may be said of a check",
        arguments: [
            ("type.not-a-number", "action: blank, suggest: code, table: items, fields: value"),
            ("code.unknown", "action: flag"), ("table.duplicate-key", "action: publish"),
            ("layout.column-missing", "action: hold"), ("template.picture", "action: hold"),
            ("return.replaced-elsewhere", "action: hold"),
            ("coverage.unknown-reporter", "action: publish"), ("coverage.missing-return", "action: publish"),
        ])
    func terms(_ rule: String, _ own: String) throws {
        let item = try #require(try definition("\(rule): {\(Self.more), \(own)}").builtIn.first)
        #expect(item.rule.id == rule && item.terms.id == rule && item.hasSeverity)
        #expect(item.terms.severity == .warning && item.terms.isTrial)
        #expect(item.terms.threshold == RuleThreshold(warning: 5, error: nil))
        #expect(item.terms.why?.text(in: "en") == "W" && item.terms.message?.text(in: "es") == "O")
        #expect(item.terms.expected?.text(in: "en") == "E" && item.terms.off.map(\.reporter) == ["AAA"])
        let action = own.split(separator: " ")[1].prefix { $0 != "," }
        #expect(item.terms.action?.rawValue == String(action))
        #expect((item.terms.suggestion != nil) == own.contains("suggest"))
        #expect(
            item.table == (own.contains("table: ") ? "items" : nil)
                && item.fields == (own.contains("fields") ? ["value"] : []))
    }

    @Test("several items of a rule stand in their order, and a single one may stand alone")
    func items() throws {
        let items = try definition(
            "{type.formula-error: [{table: items, fields: [day, value], trial: true}, {table: items, why: W}, {why: X}], template.picture: {trial: true}}"
        ).builtIn
        #expect(items.map(\.rule.id) == Array(repeating: "type.formula-error", count: 3) + ["template.picture"])
        #expect(items.map(\.fields) == [["day", "value"], [], [], []])
        #expect(try definition("{}").builtIn.isEmpty)
    }

    @Test("without a severity of its own it has that of the fields, or of the rule")
    func severity() throws {
        func severity(_ builtin: String) throws -> Severity? {
            let item = try definition(builtin).builtIn.first
            #expect(item?.hasSeverity == false)
            return item?.terms.severity
        }
        #expect(try severity("type.not-a-number: {why: W}") == .note)
        #expect(try severity("type.formula-error: {why: W}") == .error)
        #expect(try severity("type.formula-error: {table: items, fields: value, why: W}") == .note)
        #expect(try severity("layout.comment: {why: W}") == .note)
        #expect(try severity("coverage.missing-return: {why: W}") == .warning)
    }

    @Test("the first item that fits a finding gives its terms and its action")
    func lookUp() throws {
        let definition = try definition(
            "type.formula-error: [{table: items, fields: day, action: flag, trial: true}, {action: hold}]")
        func finding(_ field: String?, _ rule: String = "type.formula-error") -> Finding {
            Finding(rule: rule, severity: .error, message: .text(""), table: "items", record: 1, field: field)
        }
        let actions = definition.ruleActions
        #expect(actions.values == [.flag, .hold])
        #expect(definition.terms(of: finding("day"))?.isTrial == true && actions.action(of: finding("day")) == .flag)
        #expect(definition.terms(of: finding("value"))?.isTrial == false)
        #expect(actions.action(of: finding("value")) == .hold && actions.action(of: finding(nil)) == .hold)
        #expect(definition.terms(of: finding("day", "type.range")) == nil)
        #expect(actions.action(of: finding("day", "type.range")) == nil)
    }

    @Test(
        "a slip is told at its line with its mend",
        arguments: [
            ("type.not-a-numbr: {why: W}", "names 'type.not-a-numbr'", "Did you mean 'type.not-a-number'?"),
            ("constraint.minimum: {why: W}", "names 'constraint.minimum'", "in its long form"),
            ("plausibility.range: {why: W}", "names 'plausibility.range'", "that the table declares"),
            ("coverage.item-nonresponse: {why: W}", "names 'coverage.item-nonresponse'", "that the table declares"),
            ("file.encrypted: {severity: note}", "names 'file.encrypted'", "Allowed here: layout."),
            ("type.range: {whi: W}", "unknown key 'whi'", "why"),
            ("type.range: {id: own}", "unknown key 'id'", "Allowed here"),
            ("type.range: {severity: bad}", "must be one of error", "error"),
            ("type.range: {action: drop}", "must be one of publish", "publish"),
            ("type.range: {threshold: {warning: 9, error: 5}}", "`threshold` must", "5"),
            ("type.range: {off: {reporter: AAA, reason: ' '}}", "without a reason", "Say why"),
            ("type.range: {off: {reason: R}}", "names neither a round nor a reporter", "trial"),
            ("type.range: {off: {round: \"2025\", reason: R}}", "which the survey does not have", "2026"),
            ("type.range: {table: itmes}", "the table 'itmes', which is not defined", "items"),
            ("type.range: {fields: value, why: W}", "names fields, but no table", "`table:`"),
            ("type.range: {table: items, fields: valeu}", "the field 'valeu'", "value"),
            ("type.range: {table: items, fields: day}", "is never found in the field 'items.day'", "value"),
            ("code.unknown: {table: items, fields: day}", "is never found in the field 'items.day'", "No field"),
            ("type.range: {suggest: code}", "has SQL in `suggest`, but names no table", "`table:`"),
            ("type.range: {expected: {sql: code}}", "has SQL in `expected`, but names no table", "`table:`"),
            ("table.duplicate-key: {table: items, why: W}", "which has no key", "`key:`"),
            ("table.duplicate-key: {fields: code}", "cannot be told apart by `fields`", "Take it out"),
            ("layout.comment: {table: items}", "cannot be told apart by `table`", "Take it out"),
            ("layout.comment: {suggest: code}", "tells of no one record", "Take it out"),
            ("template.picture: {expected: {sql: code}}", "tells of no one record", "Write a text"),
            ("layout.comment: {action: blank}", "cannot blank", "`hold`"),
            ("coverage.unknown-reporter: {action: reject}", "cannot reject", "`hold`"),
            ("coverage.missing-return: {action: hold}", "no return to hold back", "Take `action` out"),
            ("coverage.missing-return: {action: flag}", "cannot flag", "Take `action` out"),
            ("type.range: [{why: W}, {table: items, why: X}]", "is never used", "before"),
            ("type.range: [{table: items, why: W}, {table: items, fields: value, why: X}]", "is never used", "before"),
        ])
    func slip(_ builtin: String, _ message: String, _ advice: String) throws {
        let error = #expect(throws: DefinitionError.self) { try definition(builtin) }
        let diagnostics = try #require(error?.diagnostics)
        #expect(diagnostics.count == 1, "\(diagnostics.map(\.description))")
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostic.message.contains(message), "\(diagnostic)")
        #expect(diagnostic.advice.contains(advice), "\(diagnostic)")
        #expect(diagnostic.position.line == Self.line, "\(diagnostic)")
    }
}
