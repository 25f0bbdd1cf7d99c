import Extract
import OrderedCollections
import Spreadsheets
import SurveyModel
import Testing

@Suite("What stands over a value")
struct HeadingTests {
    /// The headings that a table's records have of their own, by field.
    private func headings(_ extraction: Extraction, _ field: String, _ survey: SpecimenSurvey) throws -> [String] {
        let index = try #require(survey.definition.tables["items"]?.index(of: field))
        return extraction.records.map { record in
            record.headings[index].map { "\($0.levels.joined(separator: " / ")) @\($0.cell)" } ?? "-"
        }
    }

    @Test("each block's answers have the label of their own block")
    func blocks() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                practices:
                  into: items
                  sheet: {named: Practices}
                  blocks:
                    start: "Practice {n}"
                    number: number
                    fields: {title: {label: Title}, budget: {label: Budget}}

                """)
        let extraction = try survey.extract("headings-blocks.xlsx")
        #expect(try headings(extraction, "budget", survey) == ["Budget (EUR) @A3", "Budget (thousand EUR) @A6"])
        #expect(extraction.told == [])
    }

    @Test("each of a repeated table's records have the header of their own table, and the labels above it")
    func repeated() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                projects:
                  into: items
                  sheet: {named: Projects}
                  table:
                    repeat: {direction: down, start: "Project {n}", fields: {staff: {label: Staff}}}
                    columns: {title: {label: Title}, budget: {label: Budget}}

                """)
        let extraction = try survey.extract("headings-repeated.xlsx")
        #expect(try headings(extraction, "budget", survey) == ["Budget (EUR) @B3", "Budget (thousand EUR) @B8"])
        #expect(try headings(extraction, "staff", survey) == ["Staff (thousands) @A2", "Staff @A7"])
        #expect(extraction.places(of: "items") == ["title A ", "budget B ", "staff B 2"])
    }

    @Test(
        "over a matrix stand its corner and the titles right above it; a form above it is no title",
        arguments: [
            (
                "headings-matrix-title.xlsx",
                ["Table 2. Depth of the invented services, thousand EUR", "Service area"], "A3"
            ),
            ("headings-matrix-corner.xlsx", ["Service area (million EUR)"], "A2"),
        ])
    func matrix(_ fixture: String, _ levels: [String], _ cell: String) throws {
        let survey = try SpecimenSurvey(
            layouts: """
                services:
                  into: services
                  sheet: {named: Services}
                  matrix: {corner: Service area, rows: division, header: stage, value: depth}

                """)
        let heading = try #require(try survey.extract(fixture).places.first { $0.field == "depth" }?.heading)
        #expect(heading == Heading(levels: levels, cell: cell))
    }
}
