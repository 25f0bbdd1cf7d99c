import Extract
import Spreadsheets
import SurveyModel
import Testing

@Suite("What layouts have accounted for")
struct ClaimTests {
    private static let tagged = """
        cover:
          into: cover
          sheet: {named: Form}
          form:
            fields:
              country: {label: Country, tag: "#country"}
              body: {label: Reporting body, tag: "#body"}
              amount: {label: Total amount, tag: "#amount"}

        """

    private static let projects = """
        projects:
          into: items
          sheet: {named: Projects}
          table:
            repeat: {direction: DIRECTION, start: "Project {n}", number: number, fields: {project: {label: Name of the project}}}
            columns: {title: {label: Title}, region: {label: Region}, budget: {label: Budget}}

        """

    private static let matrix = """
        services:
          into: services
          sheet: {named: Services}
          matrix: {KEYS, header: stage, value: depth}

        """

    @Test(
        "labels, tags, headings and answers are claimed; what stands beside them is not",
        arguments: [
            ("form-tags.xlsx", tagged, ["B2", "C2"]),
            // The sheet's title is nobody's answer.
            ("tables-down.xlsx", projects.replacing("DIRECTION", with: "down"), []),
            ("tables-across.xlsx", projects.replacing("DIRECTION", with: "across"), []),
            (
                "matrix-two-labels.xlsx",
                matrix.replacing("KEYS", with: "corner: Service area, rows: [group, division]"), []
            ),
            (
                "matrix-tagged.xlsx", matrix.replacing("KEYS", with: "tag: \"#services\", rows: division"),
                ["B2", "C2", "D2", "B3", "C3", "D3"]
            ),
            (
                "table-headings.xlsx",
                TablePlaceTests.items("headings: {field: region}").replacing(
                    "      region: {label: Region}\n", with: ""),
                []
            ),
            (
                "table-skip.xlsx",
                TablePlaceTests.items("skip: {label: [Please, Subtotal], pattern: '^e\\.g\\.'}"),
                // The placeholders of a survey that does not know them are answers; the example's are nobody's.
                ["B4", "C4"]
            ),
            ("table-tags.xlsx", TablePlaceTests.items("tag: \"#items\"\nend_tag: \"#end\""), nil),
        ] as [(String, String, [String]?)])
    func claimed(_ fixture: String, _ layouts: String, _ unclaimed: [String]?) throws {
        let extraction = try SpecimenSurvey(layouts: layouts).extract(fixture)
        #expect(!extraction.records.isEmpty)
        let cells = extraction.unclaimed.flatMap(\.items).map(\.cell.description)
        // A table's example above it, and the words below its end.
        #expect(cells == unclaimed ?? ["B2", "C2", "D2", "E2", "B3", "C3", "D3", "E3", "C12", "D12"])
    }
}
