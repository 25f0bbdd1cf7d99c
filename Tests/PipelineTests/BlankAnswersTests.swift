import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Answers that were not given in tables that stand otherwise than the first of their sheet")
struct BlankAnswersTests {
    private static let definition = """
        canvass: 1
        title: The same table again
        languages: [en]
        round: {current: "2026"}
        inbox: {path: inbox, settle: 0}
        reporters: {file: reporters.csv, from: {filename: '^([A-Z]{3})'}}
        tables:
          items:
            title: Items
            fields:
              project: {type: integer, title: Number of the project}
              title: {type: string, title: Title}
              region: {type: string, title: Region, constraints: {required: true, severity: warning}}
              budget: {type: number, title: Budget, constraints: {required: true, severity: warning}}
        layouts:
          projects:
            into: items
            sheet: {any: true}
            table:
              repeat: {direction: down, start: "Project {n}", number: project}
              columns:
                title: {label: Title}
                region: {label: Region}
                budget: {label: Budget}

        """

    private static let rows = """
        Project 1,,,
        Title,Region,Budget,
        Foo,N,,
        ,,,
        Project 2,,,
        Title,Note,Region,Budget
        Baz,,S,
        Qux,,,6
        Quux,,,

        """

    @Test("issues, lineage and trace name the cell of their own table")
    func cells() async throws {
        let survey = try ReviewedSurvey(returns: [:]) { folder in
            try Data(Self.definition.utf8).write(to: folder.appending(path: "pipeline.yaml"))
            try Data(Self.rows.utf8).write(to: folder.appending(path: "inbox/AAA.csv"))
        }
        let outcome = try await survey.run()
        let missing = outcome.result.issues.map(\.finding).filter { $0.rule == "constraint.required" }.map {
            "\($0.record ?? 0) \($0.field ?? "") \($0.cell ?? "")"
        }
        #expect(missing.sorted() == ["1 budget C3", "2 budget D7", "3 region C8", "4 budget D9", "4 region C9"])
        let id = outcome.result.returns.first?.id ?? ""
        func traced(_ record: Int, _ field: String) throws -> [String] {
            try Trace(run: outcome.folder).steps(table: "items", returnID: id, record: record, field: field).flatMap(
                \.cells)
        }
        #expect(try traced(1, "budget") == ["C3"])
        #expect(try traced(2, "budget") == ["D7"])
        #expect(try traced(3, "region") == ["C8"])
        #expect(try traced(4, "region") == ["C9"])
        let values = try survey.text(outcome, "lineage/values.csv")
        #expect(values.contains("\(id),items,4,budget,AAA,D9,,,moved,1\n"))
        #expect(!values.contains("items,1,budget"))
    }
}
