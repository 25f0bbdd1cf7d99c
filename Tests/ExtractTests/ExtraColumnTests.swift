import Extract
import SurveyModel
import Testing

@Suite("Columns that are not asked for")
struct ExtraColumnTests {
    private static let plain = "is not one of the questionnaire's; it was not read."
    private static let one = "is not asked for; it was not read. It has one filled cell: C2."
    private static let two = "is not asked for; it was not read. It has 2 filled cells: C2:C3."

    /// The blank questionnaire with the column, with the column and what is printed in it, and without.
    private static let printed = ["Title,Region,Comments", ",,", ",,"]
    private static let numbered = ["Title,Region,Comments", ",,1", ",,2"]
    private static let without = ["Title,Region", ",", ","]

    private func check(_ extraction: Extraction, _ cell: String, _ severity: Severity?, _ end: String) {
        #expect(extraction.told == (severity == nil ? [] : ["layout.column-extra \(cell)"]))
        #expect(extraction.findings.map(\.severity) == [severity].compactMap(\.self))
        #expect(extraction.findings.allSatisfy { $0.message.text(in: "en").hasSuffix(end) })
        #expect(extraction.findings.allSatisfy { $0.alike.isEmpty })
    }

    @Test(
        "one that the blank questionnaire prints is told only where something was typed in it, as a warning where that is numbers",
        arguments: [
            (printed, ["", ""], nil, ""), (printed, ["not final", ""], .note, one),
            (printed, ["500", "1 200.5"], .warning, two), (numbered, ["1", "2"], nil, ""),
            (printed, ["1", "2"], .note, two),
            (printed, ["2", "1"], .warning, two), (printed, ["\"=\"\" \"\"\"", ""], nil, ""),
            (without, ["", ""], .note, plain), (without, ["not final", ""], .note, plain),
            (without, ["500", ""], .warning, one),
        ] as [([String], [String], Severity?, String)])
    func table(_ blank: [String], _ cells: [String], _ severity: Severity?, _ end: String) throws {
        let extraction = try Self.items().extract(rows: Self.rows(cells), blank: blank)
        #expect(extraction.records.count == 2)
        check(extraction, "C1", severity, end)
    }

    @Test(
        "without a blank questionnaire it is a note, which says where it is filled",
        arguments: [(["", ""], plain), (["500", ""], one), (["not final", "500"], two)] as [([String], String)])
    func withoutBlank(_ cells: [String], _ end: String) throws {
        check(try Self.items().extract(rows: Self.rows(cells)), "C1", .note, end)
    }

    @Test(
        "words over a column beside the years of a matrix are a remark's",
        arguments: [("", nil, ""), ("prelim.", .note, one), ("17", .warning, one)] as [(String, Severity?, String)])
    func matrix(_ remark: String, _ severity: Severity?, _ end: String) throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {position: 1}
                  matrix: {corner: Project, rows: title, header: number, value: budget}
                """)
        let blank = ["Project,2023,Notes,2024", "Harbour,,,", "Forest,,,"]
        let rows = [blank[0], "Harbour,1,\(remark),2", "Forest,3,,4"]
        let extraction = try survey.extract(rows: rows, blank: blank)
        #expect(
            try survey.lines(extraction, table: "items").map { $0.joined(separator: " ") } == [
                "number=2023 @B1 title=Harbour @A2 budget=1 @B2", "number=2024 @D1 title=Harbour @A2 budget=2 @D2",
                "number=2023 @B1 title=Forest @A3 budget=3 @B3", "number=2024 @D1 title=Forest @A3 budget=4 @D3",
            ])
        check(extraction, "C1", severity, end)
    }

    private static func items() throws -> SpecimenSurvey {
        try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {position: 1}
                  table: {columns: {title: {label: Title}, region: {label: Region}}}
                """)
    }

    private static func rows(_ cells: [String]) -> [String] {
        ["Title,Region,Comments"] + zip(["Quay,North,", "Paths,South,"], cells).map { $0 + $1 }
    }
}
