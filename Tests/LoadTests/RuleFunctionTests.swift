import Foundation
import class GRDB.Database
import struct GRDB.DatabaseError
import class GRDB.Row
import Load
import OrderedCollections
import SurveyModel
import Testing

@Suite("The functions of rules, and what they can read")
struct RuleFunctionTests {
    private func value(_ expression: String, from: String = "") throws -> String? {
        let store = try Store(path: nil, definition: SpecimenSurvey.definition(), codes: SpecimenSurvey.codes)
        return try store.read { try String.fetchOne($0, sql: "SELECT \(expression) \(from)") }
    }

    @Test(
        "each function gives what it says; NULL gives NULL",
        arguments: [
            ("fold('  ÉTÉ: Été ')", "ete ete"), ("fold(NULL)", nil), ("fold(12)", "12"), ("has('a;b', 'a')", "1"),
            ("has('a;b', 'b')", "1"), ("has('a;b', 'c')", "0"),
            ("has('ab;c', 'a')", "0"), ("has('', 'a')", "0"), ("has(NULL, 'a')", nil), ("has('a', NULL)", "0"),
            ("typeof(has('a', 'a'))", "integer"), ("code_label('area', 'GF07')", "Health"),
            ("code_label('area', 'XX')", "XX"), ("code_label('none', 'GF07')", "GF07"),
            ("code_label('area', NULL)", nil), ("code_parent('area', 'GF070301')", "GF0703"),
            ("code_parent('area', 'GF07')", nil), ("code_parent('area', NULL)", nil),
            ("code_ancestor('area', 'GF070301', 1)", "GF07"),
            ("code_ancestor('area', 'GF070301', 3)", "GF070301"), ("code_ancestor('area', 'GF07', 2)", nil),
            ("code_ancestor('area', NULL, 1)", nil), ("code_level('area', 'GF0703')", "2"),
            ("code_level('area', 'XX')", nil), ("code_exists('area', 'GF0703')", "1"),
            ("code_exists('area', 'XX')", "0"), ("code_exists('area', NULL)", nil),
            ("is_in('area', 'GF070301', 'GF07')", "1"), ("is_in('area', 'GF07', 'GF07')", "1"),
            ("is_in('area', 'GF09', 'GF07')", "0"), ("is_in('area', 'XX', 'GF07')", "0"),
            ("is_in('area', NULL, 'GF07')", nil), ("typeof(is_in('area', 'GF07', 'GF07'))", "integer"),
            ("words('')", "0"), ("words(' one, two – three ')", "3"), ("matches('[a-z]+', 'abc')", "1"),
            ("matches('[a-z]+', 'abc1')", "0"), ("contains('[0-9]', 'abc1')", "1"), ("matches('a', NULL)", nil),
            ("days_between('2024-02-28', '2024-03-01')", "2"), ("days_between('2024-03-01', '2024-02-28')", "-2"),
            ("days_between('0001-01-01', '9999-12-31')", "3652058"), ("days_between('2024-02-30', '2024-03-01')", nil),
            ("days_between('1.3.2024', '2024-03-01')", nil), ("days_between(20240301, '2024-03-01')", nil),
            ("add_days('2024-02-28', 2)", "2024-03-01"), ("add_days('9999-12-31', 1)", nil),
            ("add_days('0001-01-01', -1)", nil), ("add_days('2024-01-01', 1e300)", nil),
            ("add_days('2024-01-01', '1')", nil), ("add_days('2024-01-01', NULL)", nil),
            ("year_of('2024-12-31')", "2024"), ("quarter_of('2024-12-31')", "4"), ("quarter_of('2024-01-01')", "1"),
            ("month_of('2024-12-31')", "12"), ("day_of('2024-12-31')", "31"), ("weekday_of('2024-12-29')", "7"),
            ("weekday_of('2024-12-30')", "1"), ("weekday_of('0001-01-01')", "1"), ("year_of('soon')", nil),
            ("log10(0.001)", "-3.0"), ("log10(0)", nil), ("log10(-1)", nil), ("log10('10')", nil), ("ln(1)", "0.0"),
            ("exp(0)", "1.0"), ("exp(1000)", nil), ("sqrt(9)", "3.0"), ("sqrt(-1)", nil), ("power(2, 10)", "1024.0"),
            ("power(10, 400)", nil), ("floor(-1.5)", "-2.0"), ("ceil(-1.5)", "-1.0"),
            ("relative_change(200, 150)", "-0.25"), ("relative_change(-200, -150)", "0.25"),
            ("relative_change(0, 1)", nil), ("relative_change(NULL, 1)", nil), ("as_text(12967.0)", "12967"),
            ("as_text(12967)", "12967"), ("as_text(-0.5)", "-0.5"), ("as_text(0.1 + 0.2)", "0.3"),
            ("as_text(9007199254740991.0)", "9007199254740991"), ("as_text('12.0')", "12.0"), ("as_text(NULL)", nil),
            ("typeof(as_text(12))", "text"),
        ] as [(String, String?)])
    func functions(_ expression: String, _ expected: String?) throws {
        #expect(try value(expression) == expected)
    }

    @Test(
        "robust statistics are those of the numbers alone, in whatever order they come",
        arguments: [
            ("median(x)", "(1), (2), (90)", "2.0"), ("median(x)", "(90), (1), (2)", "2.0"),
            ("median(x)", "(4), (1), (3), (2)", "2.5"), ("median(x)", "(7)", "7.0"), ("median(x)", "(NULL)", nil),
            ("median(x)", "('9'), ('many'), (NULL), (3)", "3.0"),
            ("mad(x)", "(1), (1), (2), (2), (4), (6), (9)", "1.0"),
            ("mad(x)", "(5), (5), (5)", "0.0"), ("mad(x)", "(NULL)", nil), ("quantile(x, 0)", "(3), (1), (2)", "1.0"),
            ("quantile(x, 1)", "(3), (1), (2)", "3.0"), ("quantile(x, 0.25)", "(1), (2), (3), (4)", "1.75"),
            ("quantile(x, 1.5)", "(1), (2)", nil), ("quantile(x, NULL)", "(1), (2)", nil),
        ] as [(String, String, String?)])
    func robust(_ expression: String, _ values: String, _ expected: String?) throws {
        let from = "FROM (SELECT column1 AS x FROM (VALUES \(values)))"
        #expect(try value(expression, from: from) == expected)
    }

    @Test("what is asked again has the answer that it had, and nothing else has it, however many there are")
    func askedAgain() throws {
        let store = try Store(path: nil, definition: SpecimenSurvey.definition(), codes: SpecimenSurvey.codes)
        // More distinct arguments than are remembered, each asked several times, numbers and texts of the same look among them.
        let texts = (0..<2_000).map { "Éé \($0 % 700)" }
        let answers = try store.read { database in
            try texts.map { text in
                try String.fetchOne(
                    database,
                    sql: "SELECT fold(?) || '|' || words(?) || '|' || fold(?) || '|' || typeof(fold(?))",
                    arguments: [text, text, 12, "12"])
            }
        }
        #expect(answers == texts.map { "ee \($0.split(separator: " ")[1])|2|12|text" })
        let long = String(repeating: "Ä", count: 300)
        let ends = try store.read { database in
            try [("", ""), (long, ""), ("A – b", ""), (long, "x"), ("", "")].map { first, second in
                try String.fetchOne(database, sql: "SELECT fold(?) || '|' || fold(?)", arguments: [first, second])
            }
        }
        let folded = String(repeating: "a", count: 300)
        #expect(ends == ["|", folded + "|", "a b|", folded + "|x", "|"])
    }

    @Test("arguments that look alike have each their own answer, one after another over one connection")
    func lookAlikes() throws {
        let store = try Store(path: nil, definition: SpecimenSurvey.definition(), codes: SpecimenSurvey.codes)
        let expected: [(String, String?)] = [
            ("floor(2)", "2.0"), ("floor('2')", nil), ("floor(2)", "2.0"), ("floor(x'32')", nil), ("floor(2.5)", "2.0"),
            ("words('a')", "1"), ("words(x'61')", "0"), ("words('')", "0"), ("words(NULL)", nil), ("words('a')", "1"),
            ("has('ab', 'c')", "0"), ("has('a', 'bc')", "0"), ("has('a', 'a')", "1"), ("has('', 'aa')", "0"),
            ("fold('A' || char(0) || 'B')", "a b"), ("fold('A')", "a"), ("fold('')", ""), ("fold(NULL)", nil),
            ("relative_change(1, 0)", "-1.0"), ("relative_change(1, -0.5)", "-1.5"), ("relative_change(10, 0)", "-1.0"),
        ]
        for (expression, answer) in expected + expected {
            #expect(
                try store.read { try String.fetchOne($0, sql: "SELECT \(expression)") } == answer, "\(expression)")
        }
    }

    @Test("a function that failed fails again, and what can be answered is answered in between")
    func failsAgain() throws {
        let store = try Store(path: nil, definition: SpecimenSurvey.definition(), codes: SpecimenSurvey.codes)
        for pattern in ["(", "a", "(", "a"] {
            let answer = try? store.read { try Bool.fetchOne($0, sql: "SELECT matches(?, 'a')", arguments: [pattern]) }
            #expect(answer == (pattern == "a" ? true : nil))
        }
    }

    @Test("a pattern that is none fails, and says why")
    func badPattern() throws {
        let error = #expect(throws: DatabaseError.self) { _ = try value("matches('(', 'a')") }
        #expect(error?.message?.contains("is not a regular expression") == true)
    }

    @Test("the examples of docs/rules.md give what they say")
    func documented() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/rules.md"), encoding: .utf8)
        let codes = [
            StagedCode(list: "area", code: "07", parent: nil, level: 1, label: "Health"),
            StagedCode(list: "area", code: "07.3", parent: "07", level: 2, label: "Hospital services"),
            StagedCode(list: "area", code: "07.3.1", parent: "07.3", level: 3, label: "General hospital services"),
        ]
        let store = try Store(path: nil, definition: SpecimenSurvey.definition(), codes: codes)
        let examples = text.matches(of: /\| `([^`]+)` is `([^`]+)` \|/).map { (String($0.1), String($0.2)) }
        #expect(examples.count >= 20)
        for (expression, value) in examples {
            let holds = try store.read {
                try Bool.fetchOne(
                    $0, sql: "SELECT (\(expression)) IS (\(value)) AND typeof(\(expression)) = typeof(\(value))")
            }
            #expect(holds == true, "\(expression) is \(value)")
        }
        for name in RuleFunctions(codes: []).names {
            #expect(text.contains("`\(name)("), "docs/rules.md does not tell of \(name)")
        }
    }

    @Test("views have the columns that rules are compiled against, in the types that they have there")
    func readable() throws {
        let definition = try SpecimenSurvey.definition()
        let store = try Store(path: nil, definition: definition, codes: SpecimenSurvey.codes)
        try store.prepareStaging(
            definitionHash: "one", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        for table in StagingSchema.readable(for: definition) {
            let columns = try store.read { database in
                try Row.fetchAll(database, sql: "SELECT name, type FROM pragma_table_info('\(table.name)')").map {
                    "\($0["name"] ?? "") \($0["type"] ?? "")"
                }
            }
            #expect(columns == table.columns.map { "\($0.name) \($0.type)" }, "\(table.name)")
        }
    }

    @Test("the views of a table show its current round, and its records as those of the round before")
    func views() throws {
        let definition = try SpecimenSurvey.definition()
        let store = try Store(path: nil, definition: definition, codes: SpecimenSurvey.codes)
        try store.prepareStaging(
            definitionHash: "one", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        try store.stage(SpecimenSurvey.bundle("a", [SpecimenSurvey.shortRecord(1, "Then")]))
        try store.stage(SpecimenSurvey.bundle("b", [SpecimenSurvey.shortRecord(1, "Now")]))
        try store.setReturns([
            SpecimenSurvey.item("a", "AAA", round: "2025"), SpecimenSurvey.item("b", "AAA", round: "2026"),
        ])
        func texts(_ sql: String) throws -> [String] { try store.read { try String.fetchAll($0, sql: sql) } }
        #expect(try texts("SELECT title FROM practices ORDER BY round") == ["Then", "Now"])
        #expect(try texts("SELECT title FROM practices_current") == ["Now"])
        #expect(
            try texts("SELECT for_round || ' ' || round || ' ' || title FROM practices_previous") == ["2026 2025 Then"])
        #expect(
            try texts("SELECT ancestor || ' ' || distance FROM code_paths WHERE code = 'GF070301' ORDER BY distance")
                == ["GF070301 0", "GF0703 1", "GF07 2"])
    }

    @Test("figures read the views of published records alone")
    func figures() throws {
        let definition = try SpecimenSurvey.definition()
        let store = try Store(path: nil, definition: definition, codes: SpecimenSurvey.codes)
        try store.prepareStaging(
            definitionHash: "one", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        _ = try store.figures { _ in 0 }
        // The views of the connection's own are gone again.
        #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_temp_schema") } == 0)
    }
}

@Suite("Staged columns")
struct StagedColumnTests {
    @Test("a text never lands in a number's column: it is refused, not kept as text")
    func strict() throws {
        let definition = try SpecimenSurvey.definition()
        let store = try Store(path: nil, definition: definition, codes: SpecimenSurvey.codes)
        try store.prepareStaging(
            definitionHash: "one", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        let table = try #require(definition.tables["practices"])
        for (field, value) in [("number", Value.text("many")), ("share", .text("10-15")), ("start", .text("soon"))] {
            var entries = [Entry?](repeating: nil, count: table.fields.count)
            let index = try #require(table.index(of: field))
            entries[index] = Entry(value: value, raw: .text(value.text), origin: Origin(sheet: "S", row: 1, column: 1))
            let record = Record(
                table: "practices", number: 1, anchor: Origin(sheet: "S", row: 1, column: 1), entries: entries)
            #expect(throws: DatabaseError.self, "\(field)") { try store.stage(SpecimenSurvey.bundle(field, [record])) }
        }
        let kept = try store.read {
            try Int.fetchOne(
                $0,
                sql: "SELECT count(*) FROM _staged_practices WHERE typeof(number) = 'text' OR typeof(share) = 'text'")
        }
        #expect(kept == 0)
    }
}
