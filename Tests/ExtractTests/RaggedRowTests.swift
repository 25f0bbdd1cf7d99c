import Extract
import SurveyModel
import Testing

@Suite("Rows of text files with more fields than the header")
struct RaggedRowTests {
    private static let items = """
        items:
          into: items
          sheet: {any: true}
          table: {columns: {title: {label: Title}, budget: {label: Budget}, staff: {label: Staff}}}

        """

    private func extraction(_ rows: [String]) throws -> Extraction {
        try SpecimenSurvey(layouts: Self.items).extract(rows: rows)
    }

    @Test(
        "are told at the first cell beyond it, once for each row",
        arguments: [
            (["Title,Budget,Staff", "Alder,1,500,2,500", "Brack,3,4"], ["layout.ragged-row D2"]),
            (
                ["Title,Budget,Staff", "Alder,1,5", "Brack,3,5,4,5", "Coom,7,5,8"],
                ["D3", "D4"].map { "layout.ragged-row \($0)" }
            ),
            (
                ["Title,Budget,Staff", "1,Alder,15,25", "2,Brack,35,45"],
                ["D2", "D3"].map { "layout.ragged-row \($0)" }
            ),
        ] as [([String], [String])])
    func rows(rows: [String], expected: [String]) throws {
        let extraction = try extraction(rows)
        #expect(extraction.told == expected)
        #expect(extraction.findings.allSatisfy { $0.severity == .warning && $0.record != nil })
    }

    @Test("the message tells the row and both numbers of fields, in each language", arguments: ["en", "fr", "es"])
    func message(language: String) throws {
        let findings = try extraction(["Title,Budget,Staff", "Alder,1,500,2,500"]).findings
        let finding = try #require(findings.first)
        let text = finding.message.text(in: language)
        #expect(text.contains(" 2 ") && text.contains(" 5 ") && text.contains(" 3"))
        #expect(finding.value == "2")
    }

    @Test(
        "a remark beside the table is none, nor are rows with fewer fields, a title above and another table below",
        arguments: [
            ["Title,Budget,Staff,", "Alder,1,2,see note", "Brack,3,4,"],
            ["Title,Budget,Staff", "Alder,1", "Brack,3,4"],
            ["Return of Alder", "Title,Budget,Staff", "Alder,1,2"],
            ["Title,Budget,Staff", "Alder,1,2"] + Array(repeating: "", count: 10)
                + ["Town,2023,2024,2025,2026", "Alder,1,2,3,4"],
        ])
    func others(rows: [String]) throws {
        let told = try extraction(rows).told
        #expect(told.filter { $0.hasPrefix("layout.ragged-row") }.isEmpty)
    }

    @Test("rows of a matrix are told as well")
    func matrix() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                  services:
                    into: services
                    sheet: {any: true}
                    matrix: {corner: Service area, rows: division, header: partner, value: depth}
                """)
        let extraction = try survey.extract(rows: [
            "Service area,Users,Citizens", "Health,1,500,2,500", "Education,3,4",
        ])
        #expect(extraction.told == ["layout.ragged-row D2"])
    }
}
