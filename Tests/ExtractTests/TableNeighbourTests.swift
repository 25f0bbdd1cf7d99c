import Extract
import SurveyModel
import Testing

@Suite("A table and a form on one sheet")
struct TableNeighbourTests {
    private static func survey() throws -> SpecimenSurvey {
        try SpecimenSurvey(
            layouts: """
                cover:
                  into: cover
                  sheet: {position: 1}
                  form: {fields: {country: {label: Country}, body: {label: Reporting body}, amount: {label: Total amount}}}
                items:
                  into: items
                  sheet: {position: 1}
                  table: {end: Total, columns: {title: {label: Title}, region: {label: Region}}}
                """)
    }

    private static let form = ["Country,France", "Reporting body,Office", "Total amount,40"]

    @Test(
        "rows beside the labels of a form left of them are the table's, and the form's answers are none of its columns",
        arguments: [0, 1, 2], [0, 1, 9])
    func left(offset: Int, gap: Int) throws {
        let survey = try Self.survey()
        let blank = Array(repeating: ",", count: 3)
        let table = blank.prefix(offset) + ["Title,Region", "Quay,North", "Paths,South", "Total,"]
        let between = String(repeating: ",", count: gap + 1)
        let extraction = try survey.extract(rows: zip(Self.form + blank, table).map { $0 + between + $1 })
        let rows = extraction.records.filter { $0.table == "items" }.map(\.anchor.row)
        #expect(rows == [offset + 2, offset + 3])
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=France @B1", "body=Office @B2", "amount=40 @B3"]
            ])
        #expect(extraction.told == [])
        #expect(extraction.unclaimed.isEmpty)
    }

    @Test("a form right of a table leaves it as it is")
    func right() throws {
        let survey = try Self.survey()
        let table = ["Title,Region", "Quay,North", "Paths,South"]
        let extraction = try survey.extract(rows: zip(table, Self.form).map { $0 + ",," + $1 })
        #expect(extraction.records.filter { $0.table == "items" }.map(\.anchor.cell) == ["A2", "A3"])
        #expect(extraction.told == [])
    }

    @Test("a form below a table ends it, also where a number stands in front of its labels", arguments: ["", "1,"])
    func below(_ number: String) throws {
        let survey = try Self.survey()
        let title = number.isEmpty ? "" : ","
        let extraction = try survey.extract(
            rows: [title + "Title,Region", number + "Quay,North"] + Self.form.map { number + $0 })
        #expect(extraction.records.filter { $0.table == "items" }.map(\.anchor.row) == [2])
        #expect(extraction.records.count { $0.table == "cover" } == 1)
    }
}
