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

    /// A table with a remark beside row 20: 16 rows at a time are filled up.
    private static let filledUpByExcel: [String] = {
        var rows = ["Title,Budget,Staff"]
        for row in 2...40 { rows.append("Alder \(row),1,2\((17...32).contains(row) ? "," : "")") }
        rows[19] += "see note"
        return rows
    }()

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
            (["Title,Budget,Staff", "Alder,1,500,", "Brack,2,500,7", "Coom,3,5"], ["layout.ragged-row D3"]),
            (["Title,Budget,Staff", "Alder,1,5", "Brack,1,500,", "Coom,7,5"], ["layout.ragged-row D3"]),
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
            filledUpByExcel,
            ["Title,Budget,Staff", "Alder,1,2,", "Brack,3,4,", "Coom,5,6"],
        ])
    func others(rows: [String]) throws {
        let told = try extraction(rows).told
        #expect(told.filter { $0.hasPrefix("layout.ragged-row") }.isEmpty)
    }

    @Test("many of a sheet are told as one, which has the cells of all")
    func many() throws {
        let extraction = try extraction(["Title,Budget,Staff"] + (1...21).map { "Alder \($0),1,500,2" })
        #expect(extraction.told == ["layout.ragged-row D2"])
        #expect(extraction.findings.first?.alike.count == 21)
    }

    @Test("where rows in the header's own block of 16 are wider than it, Excel has not filled rows up further down")
    func notByExcel() throws {
        let rows = (2...41).map { "Alder \($0),1,2,\($0 < 32 ? "see note" : "")" }
        let extraction = try extraction(["Title,Budget,Staff"] + rows)
        #expect(extraction.told == ["layout.ragged-row D2"])
        #expect(extraction.findings.first?.alike.count == 30)
    }

    @Test("the answer of a form beside the table is none")
    func formBeside() throws {
        let form = """
            cover:
              into: cover
              sheet: {any: true}
              form: {fields: {country: {label: Country}, body: {label: Reporting body}}}

            """
        let extraction = try SpecimenSurvey(layouts: Self.items + form).extract(rows: [
            "Title,Budget,Staff", "Alder,1,2,,Country,France", "Brack,3,4,,Reporting body,Mill", "Coom,5,6",
        ])
        #expect(extraction.told.filter { $0.hasPrefix("layout.ragged-row") } == [])
    }

    @Test("the message has the number of fields of the row, empty ones too; what may be a private answer is not quoted")
    func privateTable() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.items, changing: "project: {type: string, title: Project}",
            to: "project: {type: string, title: Project, private: true}")
        let extraction = try survey.extract(rows: ["Title,Budget,Staff", "Alder,1,500,2,"])
        let finding = try #require(extraction.findings.first)
        #expect(extraction.told == ["layout.ragged-row D2"])
        #expect(finding.value == nil && finding.message.text(in: "en").contains(" 5 fields"))
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
