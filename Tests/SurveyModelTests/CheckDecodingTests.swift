import OrderedCollections
import SurveyModel
import Testing

@Suite("Declared checks in a definition")
struct CheckDecodingTests {
    private static func yaml(_ checks: String) -> String {
        """
        \(headOfSurvey)
        tables:
          cover:
            title: Cover
            fields:
              lines: {type: integer, title: Lines}
          items:
            title: Items
            key: [code, year]
            fields:
              code: {type: string, title: Code}
              year: {type: string, title: Year}
              value: {type: number, title: Value, asked_if: code = 'a'}
              other: {type: number, title: Other}
            \(checks)
        layouts:
          items: {into: items, sheet: {any: true}, table: {columns: {code: {label: Code}}}}
        rules:
          - {id: rule, table: items, severity: note, check: value > 0, message: M}
        """
    }

    private func items(_ checks: String) throws -> TableDefinition {
        let definition = try SurveyDefinition.decode(yaml: Self.yaml(checks), file: "pipeline.yaml")
        return try #require(definition.tables["items"])
    }

    @Test("what is not given is the kind's own")
    func defaults() throws {
        let table = try items(
            "plausibility: [{kind: unchanged, fields: value, period: year}, {kind: unit-shift, fields: value}]")
        let checks = table.checks.plausibility
        #expect(checks.map(\.terms.id) == ["plausibility.unchanged", "plausibility.unit-shift"])
        #expect(checks.map(\.terms.severity) == [.warning, .warning])
        #expect(checks.map(\.key) == [["code"], ["code", "year"]])
        #expect(checks.map(\.limits.atLeast) == [20, 5])
        #expect(checks.map(\.limits.share) == [0.9, 0.8])
        #expect(table.fields["value"]?.askedIf?.sql == "code = 'a'")
    }

    @Test("a declared check has the keys of a rule, with their meaning")
    func terms() throws {
        let table = try items(
            "totals: {id: t, field: value, parts: other, action: blank, threshold: {warning: 2.5, error: 10}, suggest: other * 2, expected: {sql: other}}"
        )
        let terms = try #require(table.checks.totals.first?.terms)
        #expect(terms.action == .blank)
        #expect(terms.threshold == RuleThreshold(warning: 2.5, error: 10))
        #expect(terms.suggestion?.sql == "other * 2")
        #expect(terms.expectedValue?.sql == "other")
        #expect(terms.expected == nil)
        let texts = try items("plausibility: {id: u, kind: unchanged, fields: value, expected: new, action: hold}")
        #expect(texts.checks.plausibility.first?.terms.expected?.text(in: "en") == "new")
        #expect(texts.checks.plausibility.first?.terms.action == .hold)
    }

    @Test("a list of one may stand without brackets")
    func single() throws {
        let table = try items("foreignKeys: {fields: code, reference: {fields: year}}")
        #expect(table.checks.foreignKeys.map(\.resource) == [""])
        #expect(table.checks.foreignKeys.map(\.terms.severity) == [.error])
    }

    @Test(
        "a slip is told with its mend",
        arguments: [
            (
                "foreignKeys: {fields: code, reference: {resource: itmes, fields: code}}", "which is not defined",
                "items"
            ),
            ("foreignKeys: {fields: code, reference: {fields: [code, year]}}", "1 field here and 2", "as many"),
            (
                "foreignKeys: {fields: code, reference: {resource: reporters, fields: name}}", "reporters by name",
                "code"
            ),
            ("foreignKeys: {fields: cod, reference: {fields: code}}", "the field 'cod'", "code"),
            ("totals: {field: value}", "does not say what adds up", "parts"),
            ("totals: {field: value, parts: [other], over: code}", "does not say what adds up", "over"),
            ("totals: {field: value, parts: [code]}", "holds no numbers", "number"),
            ("totals: {field: value, parts: [othr]}", "the field 'othr'", "other"),
            ("totals: {field: value, parts: [other, value]}", "a total names itself, 'value'", "without the total"),
            ("totals: {field: value, over: code, total: T, parts: [a, T]}", "names itself, 'T'", "without the total"),
            ("totals: {field: value, table: items, sum: value}", "names itself, 'value'", "without the total"),
            ("totals: {field: value, table: cover, sum: lines, by: code}", "'cover' does not have", "lines"),
            ("totals: {field: value, parts: other, tolerance: {relative: 2}}", "`relative` cannot be '2'", "0 to 1"),
            ("count: {field: lines}", "is not a field of a table", "table.field"),
            ("count: {field: cover.liens}", "the field 'liens'", "lines"),
            ("plausibility: {kind: ratio, fields: value}", "must be one of range", "range"),
            ("plausibility: {kind: range, fields: value}", "needs one of", "bounds"),
            ("plausibility: {kind: range, fields: value, ranges: {a: {minimum: 1}}}", "`by` names 0", "one field"),
            ("plausibility: {kind: range, fields: value, file: r.csv}", "names no group", "by:"),
            ("plausibility: {kind: range, fields: code, minimum: 1}", "holds no numbers", "integer"),
            ("plausibility: {kind: change, fields: value}", "how much is much", "ratio"),
            ("plausibility: {kind: change, fields: value, ratio: 0.5}", "`ratio` must be more than 1", "8"),
            ("plausibility: {kind: change, fields: value, ratio: 8, log: true}", "has no key 'log'", "relative"),
            ("plausibility: {kind: outlier, fields: value, only: {cod: a}}", "the field 'cod'", "code"),
            ("plausibility: {kind: outlier, id: a.b, fields: value}", "cannot be a check's id", "hyphens"),
            ("plausibility: {kind: outlier, id: rule, fields: value}", "two rules or checks have the id", "own"),
            ("totals: {field: value, parts: other, action: hold}", "but no id by which", "`id` of its own"),
            ("count: {field: cover.lines, threshold: {warning: 5}}", "but no id by which", "`id` of its own"),
            ("totals: {id: t, field: value, parts: other, action: drop}", "must be one of publish", "publish"),
            ("totals: {id: t, field: value, parts: other, threshold: {warning: 9, error: 5}}", "`threshold` must", "5"),
            ("plausibility: {kind: outlier, fields: value, threshold: 3}", "threshold must be", "warning, error"),
            (
                "plausibility: {kind: unchanged, fields: value, suggest: value * 2}", "SQL in `suggest`", "Take it out"
            ),
            (
                "plausibility: {kind: unit-shift, fields: value, expected: {sql: value}}", "SQL in `expected`",
                "Write a text"
            ),
            ("plausibility: {id: u, kind: row-shift, fields: value, action: reject}", "cannot reject", "`hold`"),
            ("nonresponse: {note: 120}", "`note` cannot be '120'", "0 to 100"),
            ("nonresponse: {fields: vlaue, note: 1}", "the field 'vlaue'", "value"),
            (
                "count: {field: cover.lines, off: {round: \"2025\", reason: R}}", "the survey does not have", "2026"
            ),
        ])
    func slip(_ checks: String, _ message: String, _ advice: String) throws {
        let error = #expect(throws: DefinitionError.self) { try items(checks) }
        let diagnostics = try #require(error?.diagnostics)
        #expect(diagnostics.count == 1, "\(diagnostics.map(\.description))")
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostic.message.contains(message), "\(diagnostic)")
        #expect(diagnostic.advice.contains(advice), "\(diagnostic)")
        #expect(diagnostic.position.line == 20, "\(diagnostic)")
    }

    @Test(
        "what a check names is told on the line of the name",
        arguments: [
            ("foreignKeys:\n      fields: code\n      reference:\n        resource: itmes\n        fields: code", 23),
            ("totals:\n      - field: value\n        parts:\n          - other\n          - othr", 24),
            ("totals:\n      field: value\n      table: cover\n      sum: liens", 23),
            ("totals:\n      field: value\n      parts:\n        - other\n        - value", 24),
            ("count:\n      field: cover.liens", 21),
            ("plausibility:\n      kind: outlier\n      fields: value\n      by: cod", 23),
            ("plausibility:\n      kind: outlier\n      fields: value\n      only:\n        cod: a", 24),
            ("plausibility:\n      kind: change\n      fields: value\n      ratio: 8\n      key: cod", 24),
            ("plausibility:\n      kind: change\n      fields: value\n      ratio: 8\n      period: yaer", 24),
            ("plausibility:\n      kind: outlier\n      fields: []", 22),
            (
                "plausibility:\n      kind: range\n      fields: value\n      minimum: 2\n      maximum: 1", 24
            ),
            ("nonresponse:\n      note: 1\n      fields: vlaue", 22),
        ])
    func lines(_ checks: String, _ line: Int) throws {
        let error = #expect(throws: DefinitionError.self) { try items(checks) }
        #expect(error?.diagnostics.map(\.position.line) == [line], "\(error?.diagnostics ?? [])")
    }
}
