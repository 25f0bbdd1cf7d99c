import OrderedCollections
import SurveyModel
import Testing

@Suite("Constraints, conditions and non-response in a definition, with what is said of them")
struct FieldTermsDecodingTests {
    /// The lines on which the field and the checks stand.
    private static let fieldLine = 12

    private static func yaml(_ type: String, _ keys: String, checks: String) -> String {
        """
        \(headOfSurvey)
        tables:
          items:
            title: Items
            fields:
              code: {type: string, title: Code}
              value: {type: \(type), title: Value, \(keys)}
            \(checks)
        layouts:
          items: {into: items, sheet: {any: true}, table: {columns: {code: {label: Code}}}}
        """
    }

    private func table(_ type: String, _ keys: String, checks: String = "") throws -> TableDefinition {
        let definition = try SurveyDefinition.decode(
            yaml: Self.yaml(type, keys, checks: checks), file: "pipeline.yaml")
        return try #require(definition.tables["items"])
    }

    private func field(_ type: String, _ keys: String) throws -> FieldDefinition {
        try #require(try table(type, keys).fields["value"])
    }

    /// A type that may have the constraint, and a value of it.
    private static func demand(_ name: ConstraintName) -> (type: String, value: String) {
        switch name {
        case .required, .unique: ("string", "true")
        case .minimum: ("number", "0.5")
        case .maximum: ("date", "2026-12-31")
        case .minLength, .maxLength: ("string", "3")
        case .pattern: ("string", "'[a-z]{2}'")
        case .enumeration: ("string", "[a, b]")
        }
    }

    private static let more =
        "severity: note, action: blank, threshold: {warning: 5}, why: W, message: {en: M, fr: N}, trial: true, expected: E, suggest: code, off: [{reporter: AAA, reason: R}]"

    @Test(
        "the long form of a constraint demands what the short form does, and says more",
        arguments: ConstraintName.allCases)
    func forms(_ name: ConstraintName) throws {
        let (type, value) = Self.demand(name)
        let short = try field(type, "constraints: {\(name.rawValue): \(value), severity: warning}").constraints
        var long = try field(
            type, "constraints: {\(name.rawValue): {value: \(value), \(Self.more)}, severity: warning}"
        ).constraints
        #expect(short.has(name))
        #expect(ConstraintName.allCases.filter(long.has) == [name])
        let terms = try #require(long.terms[name])
        #expect(terms.id == name.rule)
        #expect(terms.severity == .note && terms.action == .blank && terms.isTrial)
        #expect(terms.threshold == RuleThreshold(warning: 5, error: nil))
        #expect(terms.why?.text(in: "en") == "W" && terms.message?.text(in: "fr") == "N")
        #expect(terms.expected?.text(in: "en") == "E" && terms.suggestion?.sql == "code")
        #expect(terms.off.map(\.reporter) == ["AAA"] && terms.off.map(\.reason) == ["R"])
        // But for what is said of it, the two are the same; the short form says nothing.
        let silent = try #require(short.terms[name])
        #expect(silent.id == name.rule && silent.severity == .warning)
        #expect(silent.action == nil && silent.threshold == nil && silent.off.isEmpty && !silent.isTrial)
        long = try field(type, "constraints: {\(name.rawValue): {value: \(value)}, severity: warning}").constraints
        #expect(long.severity == short.severity && long.minimum == short.minimum && long.maximum == short.maximum)
        #expect(long.pattern?.source == short.pattern?.source && long.enumeration == short.enumeration)
        #expect(long.terms[name]?.severity == .warning)
    }

    @Test(
        "values allowed stand as the dataset has them; numbers need no quotation marks",
        arguments: [
            ("number", "[1.5, 2, 1000000, -0.25]", ["1.5", "2", "1000000", "-0.25"]),
            ("integer", "[1, -2]", ["1", "-2"]),
            ("year", "[2026]", ["2026"]), ("boolean", "[true]", ["true"]), ("date", "[2026-01-31]", ["2026-01-31"]),
            ("string", "[a b, \"1.50\", yes]", ["a b", "1.50", "yes"]),
        ])
    func allowed(_ type: String, _ values: String, _ read: [String]) throws {
        #expect(try field(type, "constraints: {enum: \(values)}").constraints.enumeration == read)
    }

    @Test(
        "a value that the dataset writes otherwise is told with its form, and one of another type with an example",
        arguments: [
            ("number", "1.50", "published as '1.5'", "Write '1.5'."),
            ("number", "1e3", "published as '1000'", "Write '1000'."),
            ("integer", "01", "published as '1'", "Write '1'."), ("integer", "1.5", "no value of type integer", "12"),
            ("year", "+2026", "published as '2026'", "Write '2026'."),
            ("boolean", "yes", "no value of type boolean", "true or false"),
            ("date", "31/01/2026", "no value of type date", "2026-11-30"),
            ("string", " a", "published as 'a'", "Write 'a'."),
            ("string", "", "no value of type string", "white space"),
        ])
    func notAllowed(_ type: String, _ value: String, _ message: String, _ advice: String) throws {
        let error = #expect(throws: DefinitionError.self) {
            try field(type, "constraints: {enum: [\"\(value)\"]}")
        }
        try expect(error, message, advice, line: Self.fieldLine)
    }

    @Test("what is not set has no terms")
    func absent() throws {
        let constraints = try field("string", "constraints: {required: false, unique: {value: false}, minLength: 2}")
            .constraints
        #expect(constraints.terms.keys.map(\.rawValue) == ["minLength"])
    }

    @Test("a condition may stand under sql, with what is said of an answer that was not asked for")
    func condition() throws {
        let short = try field("string", "asked_if: code = 'a'")
        #expect(short.askedIf?.sql == "code = 'a'" && short.notAskedTerms?.severity == .warning)
        let long = try field("string", "asked_if: {sql: code = 'a', \(Self.more)}")
        #expect(long.askedIf?.sql == "code = 'a'")
        let terms = try #require(long.notAskedTerms)
        #expect(terms.id == "condition.not-asked" && terms.severity == .note && terms.action == .blank)
        #expect(try field("string", "description: D").notAskedTerms == nil)
    }

    @Test("what is said of `required` is said of an answer that was asked for where the question has a condition")
    func requiredWhereAsked() throws {
        let field = try field(
            "string", "asked_if: code = 'a', constraints: {required: {value: true, action: flag}, severity: note}")
        #expect(field.constraints.terms[.required]?.id == "condition.not-answered")
        #expect(field.constraints.terms[.required]?.severity == .note)
        #expect(field.terms.map(\.id) == ["condition.not-answered", "condition.not-asked"])
    }

    @Test("non-response may be a list, each item with what is said of it")
    func nonresponse() throws {
        let one = try table(
            "string", "description: D", checks: "nonresponse: {note: 5, return: 50, trial: true, why: W}")
        #expect(one.checks.nonresponse.map(\.note) == [5])
        #expect(one.checks.terms.map(\.id) == ["coverage.item-nonresponse", "coverage.return-nonresponse"])
        #expect(one.checks.terms.allSatisfy { $0.isTrial && $0.why != nil })
        let two = try table(
            "string", "description: D",
            checks:
                "nonresponse: [{warning: 5, message: M}, {id: empty, return: 50, severity: error, action: hold, threshold: {error: 9}}]"
        )
        #expect(two.checks.terms.map(\.id) == ["coverage.item-nonresponse", "empty"])
        #expect(two.checks.terms.last?.severity == .error && two.checks.terms.last?.action == .hold)
        #expect(two.checks.alone("empty").terms.map(\.id) == ["empty"])
    }

    @Test(
        "two items of non-response that cannot be told apart are a slip",
        arguments: [
            ("[{return: 30}, {return: 60}]", true), ("[{fields: [field], note: 1}, {note: 5}]", true),
            ("[{id: a, return: 30}, {return: 60}]", false), ("[{id: a, note: 1}, {id: b, note: 1}]", false),
        ])
    func alike(_ items: String, _ isSlip: Bool) {
        let read = Result { try table("string", "description: D", checks: "nonresponse: \(items)") }
        var told = ""
        if case .failure(let error) = read { told = "\(error)" }
        #expect(told.contains("cannot be told apart") == isSlip && told.isEmpty != isSlip)
    }

    @Test(
        "a slip is told at its line with its mend",
        arguments: [
            ("number", "constraints: {minimum: {valu: 1}}", "unknown key 'valu'", "value"),
            (
                "number", "constraints: {minimum: {value: 1, thresold: {error: 1}}}", "unknown key 'thresold'",
                "threshold"
            ),
            ("number", "constraints: {minimum: {action: hold}}", "lacks the key 'value'", "Add `value:`"),
            ("number", "constraints: {minimum: [1]}", "must be text", "Write"),
            ("number", "constraints: {minimum: {value: x}}", "`minimum` of a field of type number", "number"),
            ("string", "constraints: {required: {value: often}}", "must be true or false", "true or false"),
            ("string", "constraints: {required: {value: false, why: W}}", "`required` is false", "`value: true`"),
            ("string", "constraints: {enum: {value: a}}", "must be a list", "- "),
            ("string", "constraints: {pattern: {value: '('}}", "is not a regular expression", "("),
            ("string", "constraints: {required: {value: true, id: own}}", "unknown key 'id'", "Allowed here: value"),
            ("string", "constraints: {required: {value: true, action: drop}}", "must be one of publish", "publish"),
            (
                "string", "constraints: {required: {value: true, threshold: {warning: 9, error: 5}}}",
                "`threshold` must", "5"
            ),
            (
                "string", "constraints: {required: {value: true, off: {reporter: AAA, reason: ' '}}}",
                "without a reason", "Say why"
            ),
            (
                "string", "constraints: {required: {value: true, off: {reason: R}}}",
                "names neither a round nor a reporter", "trial"
            ),
            (
                "string", "constraints: {required: {value: true, off: {round: \"2025\", reason: R}}}",
                "which the survey does not have", "2026"
            ),
            ("string", "asked_if: {sql: code = 'a', off: {round: \"2025\", reason: R}}", "does not have", "2026"),
            ("string", "asked_if: {trial: true}", "lacks the key 'sql'", "Add `sql:`"),
        ])
    func slip(_ type: String, _ keys: String, _ message: String, _ advice: String) throws {
        let error = #expect(throws: DefinitionError.self) { try field(type, keys) }
        try expect(error, message, advice, line: Self.fieldLine)
    }

    @Test(
        "a slip in what is said of non-response is told at its line with its mend",
        arguments: [
            ("nonresponse: {fields: code}", "gives no limit", "`return`"),
            ("nonresponse: {note: 5, severity: error}", "cannot have `severity`", "Take it out"),
            ("nonresponse: {id: own, note: 5, threshold: {error: 5}}", "cannot have `threshold`", "Take it out"),
            ("nonresponse: {id: own, warning: 5, action: hold}", "cannot have `action`", "`return`"),
            ("nonresponse: {note: 5, return: 5, message: M}", "for both fields and returns", "two items"),
            ("nonresponse: {note: 5, return: 5, severity: error}", "cannot have `severity`", "two items"),
            ("nonresponse: {id: own, return: 5, action: reject}", "cannot reject", "`hold`"),
            ("nonresponse: {return: 5, action: hold}", "but no id by which", "`id` of its own"),
            ("nonresponse: {return: 5, suggest: code}", "SQL in `suggest`", "Take it out"),
            ("nonresponse: {note: 5, return: 5, off: {reporter: AAA, reason: ''}}", "without a reason", "Say why"),
        ])
    func slipInNonresponse(_ checks: String, _ message: String, _ advice: String) throws {
        let error = #expect(throws: DefinitionError.self) {
            try table("string", "description: D", checks: checks)
        }
        try expect(error, message, advice, line: Self.fieldLine + 1)
    }

    private func expect(_ error: DefinitionError?, _ message: String, _ advice: String, line: Int) throws {
        let diagnostics = try #require(error?.diagnostics)
        #expect(diagnostics.count == 1, "\(diagnostics.map(\.description))")
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostic.message.contains(message), "\(diagnostic)")
        #expect(diagnostic.advice.contains(advice), "\(diagnostic)")
        #expect(diagnostic.position.line == line, "\(diagnostic)")
    }
}
