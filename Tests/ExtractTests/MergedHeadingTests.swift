import Extract
import Foundation
import Spreadsheets
import SurveyModel
import Testing

@Suite("Headings that are merged over several columns")
struct MergedHeadingTests {
    private static func survey(_ columns: String, header: Int = 1) throws -> SpecimenSurvey {
        try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {named: Items}
                  table:
                    header: \(header)
                    columns: {title: {label: Title}, stages: {label: Stages}, \(columns)}
                """)
    }

    private static let plain =
        "number: {label: No., preprinted: true}, region: {label: Region}, budget: {label: Budget}"

    @Test("of a field that takes several answers: each cell is one of them")
    func several() throws {
        let survey = try Self.survey(Self.plain)
        let extraction = try survey.extract("table-merged-headings.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["number=1 @A3", "title=Quay @B3", "region=North @F3", "budget=5 @G3", "stages=Planning\nReview @C3"],
                ["number=2 @A4", "title=Paths @B4", "region=South @F4", "budget=7 @G4", "stages=Delivery @D4"],
                ["number=3 @A5", "title=Hill @B5", "region=North @F5", "budget=9 @G5", "stages=Review @C5"],
                ["number=4 @A6", "title=Lake @B6", "stages=Planning\nReview\nDelivery @C6"],
            ])
        let entry = try #require(try survey.entry("stages", of: 1, table: "items", in: extraction))
        #expect(entry.value.cells(at: entry.origin).map(\.origin.cell) == ["C3", "E3"])
        // Their field's place is all of the columns.
        #expect(
            extraction.places(of: "items") == ["title B ", "stages C:E ", "number A ", "region F ", "budget G "])
        #expect(try survey.entry("stages", of: 2, table: "items", in: extraction)?.isMoved == true)
        #expect(extraction.unclaimed.isEmpty)
    }

    @Test("of a field that takes one answer: what stands behind the first column is told with its cells")
    func single() throws {
        let survey = try Self.survey(Self.plain)
        let extraction = try survey.extract("table-merged-headings.xlsx")
        #expect(extraction.told == ["layout.column-extra G2"])
        let finding = try #require(extraction.findings.first)
        #expect(finding.severity == .warning)
        #expect(finding.field == "budget")
        let message = finding.message.text(in: "en")
        #expect(message.hasPrefix("The heading “Budget” is merged over several columns, but one answer is asked for"))
        #expect(message.hasSuffix("They have one filled cell: H4."))
    }

    @Test("nothing is told where the blank questionnaire prints what stands there")
    func printed() throws {
        let survey = try Self.survey(Self.plain)
        let extraction = try survey.extract("table-merged-headings.xlsx", blank: "table-merged-headings-blank.xlsx")
        #expect(try survey.lines(extraction, table: "items").count == 4)
        #expect(!extraction.told.contains { $0.hasPrefix("layout.column-extra") })
    }

    @Test(
        "in two header rows groups over single headings stay what they are, and a heading with blank columns is not told"
    )
    func ragged() throws {
        let survey = try Self.survey(
            """
            budget: {group: Budget, label: Before}, staff: {group: Budget, label: After}, region: {label: Region}, \
            project: {label: Project}
            """, header: 2)
        let extraction = try survey.extract("table-ragged-headings.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                [
                    "title=Quay @A4", "region=North @G4", "budget=5 @B4", "staff=6 @C4", "project=Harbour @H4",
                    "stages=Planning\nReview @D4",
                ],
                ["title=Paths @A5", "region=South @G5", "budget=7 @B5", "staff=8 @C5", "project=Forest @H5"],
            ])
        #expect(extraction.told == [])
    }

    @Test("of tables side by side they begin no new one")
    func across() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {named: Items}
                  table:
                    repeat: {direction: across, start: "Project {n}"}
                    columns: {title: {label: Title}, stages: {label: Stages}, budget: {label: Budget}}
                """)
        let extraction = try survey.extract("tables-across-merged.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["title=Quay @A3", "budget=5 @D3", "stages=Planning\nReview @B3"],
                ["title=Paths @E3", "budget=7 @H3", "stages=Delivery @G3"],
            ])
        #expect(extraction.told == [])
    }

    @Test("a draft has one field for such a heading over drop-downs; a title beside two words makes no table")
    func draft() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/blank-merged-heading.xlsx")
        let blank = try QuestionnaireInference.infer(Workbook.open(path: url.path))
        let parts = blank.sheets.map(\.parts)
        #expect(parts.map(\.count) == [1, 1])
        let tables = parts.joined().compactMap { part -> InferredTable? in
            if case .table(let table) = part.kind { table } else { nil }
        }
        #expect(tables.count == 1)
        let table = try #require(tables.first)
        let labels = ["No.", "Name of initiative", "Main source", "Target users (select up to 3)", "Status"]
        #expect(table.columns.map(\.question.label) == labels)
        #expect(table.columns.map(\.question.values.isMany) == [false, false, false, true, false])
        #expect(table.columns[3].question.values.choices?.items == ["Citizens", "Businesses", "Other"])
        #expect(table.columns[3].question.doubts.contains { $0.contains("D to F") })
    }
}
