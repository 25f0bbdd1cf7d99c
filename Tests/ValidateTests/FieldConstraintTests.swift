import OrderedCollections
import SurveyModel
import Testing
import Validate

@Suite("Field constraints")
struct FieldConstraintTests {
    private func findings(_ records: [Record]) throws -> [Finding] {
        FieldConstraints(definition: try SpecimenSurvey.definition()).findings(in: records)
    }

    private static func day(_ text: String) -> Value { CalendarDay(text).map { .date($0) } ?? .text(text) }

    @Test(
        "a value that breaks a constraint is told at its cell",
        arguments: [
            ("number", Value.integer(0), "constraint.minimum", "A5", "at least 1"),
            ("number", .integer(21), "constraint.maximum", "A5", "at most 20"),
            ("title", .text("x"), "constraint.min-length", "B5", "at least 2 characters"),
            ("title", .text("eleven char"), "constraint.max-length", "B5", "at most 10 characters"),
            // Six letters for a reader, and twelve characters.
            (
                "title", .text(String(repeating: "e\u{301}", count: 6)), "constraint.max-length", "B5",
                "at most 10 characters"
            ),
            ("code", .text("ABCD"), "constraint.pattern", "C5", "[A-Z]{3}"),
            ("code", .text("abc"), "constraint.pattern", "C5", "[A-Z]{3}"),
            ("kind", .text("c"), "constraint.enum", "D5", "one of a, b"),
            ("day", day("2024-12-31"), "constraint.minimum", "E5", "at least 2025-01-01"),
            ("day", day("2027-01-01"), "constraint.maximum", "E5", "at most 2026-12-31"),
            ("share", .number(-0.5), "constraint.minimum", "F5", "at least 0"),
            ("share", .number(100.5), "constraint.maximum", "F5", "at most 100"),
        ])
    func broken(_ field: String, _ value: Value, _ rule: String, _ cell: String, _ expected: String) throws {
        var values: [String: Value] = ["title": .text("Title")]
        values[field] = value
        let findings = try findings([SpecimenSurvey.record(1, values)])
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(finding.rule == rule)
        #expect(finding.cell == cell)
        #expect(finding.sheet == "Sheet")
        #expect(finding.table == "practices")
        #expect(finding.record == 1)
        #expect(finding.field == field)
        #expect(finding.value == value.text)
        #expect(finding.expected?.text(in: "en") == expected)
        #expect(finding.severity == (field == "share" ? .warning : .error))
    }

    @Test(
        "a value at a bound is fine",
        arguments: [
            ("number", Value.integer(1)), ("number", .integer(20)), ("title", .text("ab")),
            ("title", .text("ten letter")), ("title", .text("éééééééééé")),
            // Five letters of two characters, and one sign of five.
            ("title", .text(String(repeating: "e\u{301}", count: 5))), ("title", .text("👨‍👩‍👧")),
            ("code", .text("ABC")), ("kind", .text("b")),
            ("day", day("2025-01-01")),
            ("day", day("2026-12-31")), ("share", .number(0)), ("share", .integer(100)),
        ])
    func fine(_ field: String, _ value: Value) throws {
        var values: [String: Value] = ["title": .text("Title")]
        values[field] = value
        #expect(try findings([SpecimenSurvey.record(1, values)]).map(\.rule) == [])
    }

    @Test("a required answer that is not there is told at the record's first cell")
    func required() throws {
        let finding = try #require(try findings([SpecimenSurvey.record(3, ["number": .integer(1)])]).first)
        #expect(finding.rule == "constraint.required")
        #expect(finding.cell == "A7")
        #expect(finding.value == nil)
        #expect(finding.message.text(in: "en") == "There is no answer to “Title”, which is needed.")
    }

    @Test("a missing-value mark is no answer to a required question, and is told at its cell")
    func requiredMark() throws {
        let record = SpecimenSurvey.record(1, entries: ["title": (nil, "M", "n.a.")])
        let finding = try #require(try findings([record]).first)
        #expect(finding.rule == "constraint.required")
        #expect(finding.cell == "B5")
        #expect(finding.value == "n.a.")
    }

    @Test("a value with a flag beside it is an answer")
    func flagged() throws {
        let record = SpecimenSurvey.record(1, entries: ["title": (.text("Title"), "E", "Title e")])
        #expect(try findings([record]).isEmpty)
    }

    @Test("a required answer that was typed but could not be read is not told a second time")
    func requiredNotDoubled() throws {
        let record = SpecimenSurvey.record(1, entries: ["title": (nil, nil, "#REF!")])
        #expect(try findings([record]).isEmpty)
    }

    @Test("several constraints broken by one value are each told")
    func several() throws {
        let yaml = try SpecimenSurvey.definition()
        let record = SpecimenSurvey.record(1, ["title": .text("Title"), "number": .integer(0), "kind": .text("z")])
        #expect(FieldConstraints(definition: yaml).findings(in: [record]).map(\.field) == ["number", "kind"])
    }

    @Test(
        "a value that must be unique is told where it stands again, naming where it stood first; what is missing is not compared"
    )
    func unique() throws {
        let title: Value = .text("Title")
        let findings = try findings([
            SpecimenSurvey.record(1, ["title": title, "code": .text("ABC")]),
            SpecimenSurvey.record(2, ["title": title]),
            SpecimenSurvey.record(3, ["title": title]),
            SpecimenSurvey.record(4, ["title": title, "code": .text("ABC")]),
            SpecimenSurvey.record(1, table: "others", ["code": .text("ABC")]),
        ])
        #expect(findings.map(\.rule) == ["constraint.unique"])
        #expect(findings.first?.record == 4)
        #expect(findings.first?.cell == "C8")
        #expect(findings.first?.message.text(in: "en").contains("C5") == true)
    }

    @Test("a value that stood first on another sheet is told with it, unless a private answer may be its name")
    func uniqueOnOtherSheet() throws {
        let first = SpecimenSurvey.record(1, ["title": .text("Title"), "code": .text("ABC")])
        let origin = Origin(sheet: "North", row: 9, column: 3)
        let elsewhere = Record(
            table: first.table, number: 1, anchor: origin,
            entries: first.entries.map { entry in entry.map { Entry(value: $0.value, raw: $0.raw, origin: origin) } })
        let second = SpecimenSurvey.record(2, ["title": .text("Title"), "code": .text("ABC")])
        let told = try findings([elsewhere, second]).map { $0.message.text(in: "en") }
        #expect(told == ["Code: “ABC” stands also in the record at North!C9."])
        let survey = try CheckSurvey("", value: "private: true", condition: "constraints: {unique: true}")
        let index = try #require(survey.definition.tables["observations"]?.index(of: "reason"))
        let records = [origin, Origin(sheet: "South", row: 7, column: 7)].enumerated().map { number, origin in
            var entries = [Entry?](repeating: nil, count: 7)
            entries[index] = Entry(value: .text("x"), raw: .text("x"), origin: origin)
            return Record(table: "observations", number: number + 1, anchor: origin, entries: entries)
        }
        let quiet = FieldConstraints(definition: survey.definition).findings(in: records)
        #expect(quiet.map { $0.message.text(in: "en") } == ["Reason: “x” stands also in the record at C9."])
    }

    @Test("a key that is given twice is told at the second; a record without its whole key is not compared")
    func duplicateKey() throws {
        let title: Value = .text("Title")
        let findings = try findings([
            SpecimenSurvey.record(1, ["title": title, "number": .integer(7)]),
            SpecimenSurvey.record(2, ["title": title]), SpecimenSurvey.record(3, ["title": title]),
            SpecimenSurvey.record(4, ["title": title, "number": .integer(7)]),
        ])
        #expect(findings.map(\.rule) == ["table.duplicate-key"])
        let finding = try #require(findings.first)
        #expect(finding.record == 4)
        #expect(finding.cell == "A8")
        #expect(finding.value == "7")
        #expect(finding.severity == .error)
        #expect(finding.message.text(in: "en").contains("Sheet!A5"))
    }

    @Test("a key of one field that must be unique besides is told as both, wherever it stands again")
    func uniqueKey() throws {
        let constraints = FieldConstraints(definition: try SpecimenSurvey.definition(key: "code"))
        let codes: [Value?] = [.text("ABC"), .text("DEF"), nil, .text("ABC"), nil, .text("ABC")]
        let findings = constraints.findings(
            in: codes.enumerated().map { index, code in
                var values: [String: Value] = ["title": .text("Title")]
                values["code"] = code
                return SpecimenSurvey.record(index + 1, values)
            })
        #expect(
            findings.map(\.rule) == [
                "constraint.unique", "table.duplicate-key", "constraint.unique", "table.duplicate-key",
            ])
        #expect(findings.map(\.record) == [4, 4, 6, 6])
        #expect(findings.allSatisfy { $0.message.text(in: "en").contains("5") })
    }

    @Test("of a return that breaks a constraint in every record no more is kept than is told, and one")
    func bounded() throws {
        var survey = try CheckSurvey("", value: "constraints: {maximum: 1}", limits: "{issuesPerReturn: 5}")
        survey.add("r1", (0..<100).map { number in ["value": TestCell.value(.integer(number + 2))] })
        let records = try #require(survey.returns.first).records
        let findings = FieldConstraints(definition: survey.definition).findings(in: records)
        #expect(findings.map(\.record) == [1, 2, 3, 4, 5, 6])
    }

    @Test("two calls share nothing: uniqueness is within a return")
    func withinReturn() throws {
        let constraints = FieldConstraints(definition: try SpecimenSurvey.definition())
        let record = SpecimenSurvey.record(1, ["title": .text("Title"), "code": .text("ABC"), "number": .integer(1)])
        #expect(constraints.findings(in: [record]).isEmpty)
        #expect(constraints.findings(in: [record]).isEmpty)
    }

    @Test("the catalogue names every constraint with its table and field, in the definition's order")
    func catalogue() throws {
        let catalogue = RuleChecks.constraints(in: try SpecimenSurvey.definition())
        #expect(
            catalogue.map { "\($0.table).\($0.field ?? "") \($0.terms.id)" } == [
                "practices.number constraint.minimum", "practices.number constraint.maximum",
                "practices.title constraint.required",
                "practices.title constraint.min-length", "practices.title constraint.max-length",
                "practices.code constraint.unique",
                "practices.code constraint.pattern", "practices.kind constraint.enum",
                "practices.day constraint.minimum", "practices.day constraint.maximum",
                "practices.share constraint.minimum", "practices.share constraint.maximum",
                "others.code constraint.unique",
            ])
        #expect(catalogue.first?.words == "number: at least 1")
        #expect(catalogue.filter { $0.terms.severity == .warning }.map(\.field) == ["share", "share"])
    }
}
