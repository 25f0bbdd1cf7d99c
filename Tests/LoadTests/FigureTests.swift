import class GRDB.Database
import Load
import SurveyModel
import Testing

@Suite("The data of figures")
struct FigureTests {
    private func figure(_ kind: String, _ query: String) -> String {
        "figures:\n  - {id: figure, kind: \(kind), title: Figure, query: '\(query.replacing("'", with: "''"))'}\n"
    }

    private func store(_ figure: String) throws -> Store {
        let store = try Store(path: nil, definition: SpecimenSurvey.definition(figure), codes: SpecimenSurvey.codes)
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
        let store = try store(figure("list", "SELECT title, share, number, area FROM practices ORDER BY record"))
        let data = try #require(try store.figures().first)
        #expect(data.columns == ["title", "share", "number", "area"])
        #expect(
            data.rows == [
                [.text("Care, \"at home\"\nand away"), .number(12.5), .number(1), .text("GF070301")],
                [.text("Gamma"), nil, .number(3), nil],
            ])
        #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM practices") } == 3)
        #expect(try store.figures().first?.rows.count == 2)
    }

    @Test("what is rejected may change from run to run")
    func rejectedReplaced() throws {
        let store = try store(figure("list", "SELECT title FROM practices"))
        try store.setRejected([])
        #expect(try store.figures().first?.rows.count == 3)
    }

    @Test("a query that fails while it runs is an error that names the figure")
    func failure() throws {
        let store = try store(figure("list", "SELECT abs(number - number - 9223372036854775807 - 1) FROM practices"))
        let error = try #require(throws: LoadError.self) { _ = try store.figures() }
        #expect(error.kind == .query)
        #expect(error.description.contains("'figure'"))
        #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM practices") } == 3)
    }

    @Test(
        "a figure's query is compiled beforehand: wrong SQL, a query that writes, a column that is not there",
        arguments: [
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
        ])
    func diagnostics(_ kind: String, _ query: String, _ message: String, _ advice: String) throws {
        let store = try store(figure(kind, query))
        let definition = try SpecimenSurvey.definition(figure(kind, query))
        let diagnostics = try store.read { Store.figureDiagnostics(of: definition, file: "pipeline.yaml", in: $0) }
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
        let store = try store(figure(kind, query))
        let definition = try SpecimenSurvey.definition(figure(kind, query))
        #expect(
            try store.read { Store.figureDiagnostics(of: definition, file: "pipeline.yaml", in: $0) }.map(\.description)
                == [])
    }
}
