import Foundation
import class GRDB.Database
import Load
import SurveyModel
import Testing
import Validate

@Suite("The data of figures")
struct FigureTests {
    private func figure(_ kind: String, _ query: String) -> String {
        "figures:\n  - {id: figure, kind: \(kind), title: Figure, query: '\(query.replacing("'", with: "''"))'}\n"
    }

    private func figures(_ store: Store, _ text: String) throws -> [FigureData] {
        let queries = FigureQueries(try SpecimenSurvey.definition(text))
        return try queries.run { try store.figures($0) }.figures
    }

    private func diagnostics(_ definition: SurveyDefinition) throws -> [DefinitionDiagnostic] {
        let functions = RuleFunctions(codes: SpecimenSurvey.codes)
        return try FigureQueries.diagnostics(
            of: definition, file: "pipeline.yaml",
            functions: RuleFunctionSet(names: functions.names) { functions.register(in: $0) })
    }

    private func store(_ figure: String, path: String? = nil) throws -> Store {
        let store = try Store(path: path, definition: SpecimenSurvey.definition(figure), codes: SpecimenSurvey.codes)
        try store.prepareStaging(
            definitionHash: "one", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        try store.stage(
            SpecimenSurvey.bundle(
                "a",
                [
                    SpecimenSurvey.fullRecord(), SpecimenSurvey.shortRecord(2, "Beta"),
                    SpecimenSurvey.shortRecord(3, "Gamma"),
                ]))
        try store.stage(SpecimenSurvey.bundle("b", [SpecimenSurvey.shortRecord(1, "Superseded")]))
        try store.setReturns([SpecimenSurvey.item("a", "AAA"), SpecimenSurvey.item("b", "AAA", state: .superseded)])
        try store.setRejected([RecordID(returnID: SpecimenSurvey.id("a"), table: "practices", number: 2)])
        return store
    }

    @Test("figures see published records alone; rules see all of live returns, also afterwards")
    func publishedOnly() throws {
        let text = figure("list", "SELECT title, share, number, area FROM practices ORDER BY record")
        let store = try store(text)
        let data = try #require(try figures(store, text).first)
        #expect(data.columns == ["title", "share", "number", "area"])
        #expect(
            data.rows == [
                [.text("Care, \"at home\"\nand away"), .number(12.5), .number(1), .text("GF070301")],
                [.text("Gamma"), nil, .number(3), nil],
            ])
        #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM practices") } == 3)
        #expect(try figures(store, text).first?.rows.count == 2)
    }

    @Test("what is rejected may change from run to run")
    func rejectedReplaced() throws {
        let text = figure("list", "SELECT title FROM practices")
        let store = try store(text)
        try store.setRejected([])
        #expect(try figures(store, text).first?.rows.count == 3)
    }

    private func findings(_ store: Store, _ text: String) throws -> [Finding] {
        let queries = FigureQueries(try SpecimenSurvey.definition(text))
        return try queries.run { try store.figures($0) }.findings
    }

    @Test("a query that fails on the data is told, and the other figures are drawn")
    func failure() throws {
        let text =
            figure("list", "SELECT abs(number - number - 9223372036854775807 - 1) FROM practices")
            + "  - {id: other, kind: list, title: Other, query: SELECT title FROM practices}\n"
        let store = try store(text)
        #expect(try figures(store, text).map(\.definition.id) == ["other"])
        let told = try #require(try findings(store, text).first)
        #expect(told.rule == "figure.failed" && told.severity == .warning && told.value == "figure")
        #expect(
            told.message.text(in: "en")
                == "The query of the figure figure fails on the data, and the figure is not drawn: integer overflow.")
        #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM practices") } == 3)
    }

    @Test(
        "a figure's query is compiled beforehand: wrong SQL, a query that writes, a column that is not there",
        arguments: [
            (
                "bar", "SELECT title AS category, 1 AS value FROM practices WHERE title = \"garden\"",
                "no such column: garden", "Text stands in single quotes: 'garden'."
            ),
            (
                "bar", "SELECT titel AS category, 1 AS value FROM practices", "no such column: titel",
                "Figures may read practices, remarks,"
            ),
            (
                "bar", "SELECT 1 AS category FROM practices", "lacks the column 'value'",
                "A figure of kind bar needs category, value."
            ),
            (
                "stacked-bar", "SELECT 1 AS category", "lacks the column 'series' and 'value'",
                "needs category, series, value"
            ),
            ("heat-map", "SELECT 1 AS row, 2 AS value", "lacks the column 'column'", "needs row, column, value"),
            ("list", "DELETE FROM _returns", "does not only read", "SELECT or WITH"),
            ("list", "SELECT 1; DELETE FROM _returns", "", ""),
            ("list", "WITH x AS (SELECT 1) DELETE FROM practices", "does not only read the survey's tables", ""),
            ("list", "SELECT title FROM practices WHERE number > ?", "has a parameter", "single quotes"),
            ("list", "SELECT title FROM practices WHERE number > :least", "has a parameter", "single quotes"),
            ("list", "PRAGMA user_version", "does not only read", "SELECT or WITH"),
            ("list", "ATTACH 'other.sqlite' AS other", "does not only read", "SELECT or WITH"),
            ("list", "SELECT * FROM _returns", "no such table: _returns", "Figures may read practices, remarks,"),
            ("list", "SELECT sql FROM sqlite_schema", "which figures may not", "Figures may read practices, remarks,"),
            (
                "list", "SELECT random() AS a", "calls the function random, which figures may not",
                "docs/rules.md lists the functions."
            ),
            ("list", "SELECT readfile('/etc/passwd') AS a", "no such function: readfile", ""),
            ("list", "SELECT load_extension('x') AS a", "calls the function load_extension", ""),
            ("list", "SELECT value FROM json_each('[1]')", "does not only read", ""),
            ("list", "SELECT * FROM pragma_database_list", "", ""),
        ])
    func diagnostics(_ kind: String, _ query: String, _ message: String, _ advice: String) throws {
        let definition = try SpecimenSurvey.definition(figure(kind, query))
        let diagnostics = try diagnostics(definition)
        #expect(diagnostics.count == 1)
        let diagnostic = try #require(diagnostics.first)
        #expect(message.isEmpty || diagnostic.message.contains(message), "\(diagnostic)")
        #expect(advice.isEmpty || diagnostic.advice.contains(advice), "\(diagnostic)")
        #expect(diagnostic.position == definition.figures.first?.position)
    }

    @Test(
        "a right query has no diagnostic",
        arguments: [
            ("bar", "SELECT title AS category, number AS value FROM practices"),
            ("list", "WITH x AS (SELECT 1 AS a) SELECT a FROM x"),
        ])
    func fine(_ kind: String, _ query: String) throws {
        let definition = try SpecimenSurvey.definition(figure(kind, query))
        #expect(
            try diagnostics(definition).map(\.description)
                == [])
    }

    @Test("a figure's query that takes too long is stopped, by the limit of rules; the store is as before")
    func tooLong() throws {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS value FROM n"
        let text = "limits: {secondsPerRule: 1}\n" + figure("histogram", endless)
        let store = try store(text)
        #expect(try diagnostics(SpecimenSurvey.definition(text)).isEmpty)
        #expect(try figures(store, text).isEmpty)
        #expect(try findings(store, text).map(\.rule) == ["figure.timeout"])
        #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM practices") } == 3)
    }

    @Test(
        "what reads figures cannot write, even where its SQL was never compiled beforehand", arguments: [false, true])
    func readOnly(isFile: Bool) throws {
        let folder = URL.temporaryDirectory.appending(path: "canvass-figures-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try store("", path: isFile ? folder.appending(path: "canvass.sqlite").path : nil)
        for sql in ["DELETE FROM _returns", "CREATE TEMP TABLE t (a)", "UPDATE main._staged_practices SET title = ''"] {
            #expect(throws: (any Error).self, "\(sql)") {
                _ = try store.figures { database in
                    try database.execute(sql: sql)
                    return 0
                }
            }
        }
        #expect(try store.figures { try Int.fetchOne($0, sql: "SELECT count(*) FROM _returns") } == 2)
        #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_temp_schema") } == 0)
    }
}
