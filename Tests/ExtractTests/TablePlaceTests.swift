import Extract
import Spreadsheets
import SurveyModel
import Testing

@Suite("Where a table stands")
struct TablePlaceTests {
    /// A layout for items; `anchors` are further keys of its table.
    static func items(_ anchors: String, name: String = "items", sheet: String = "Items", columns: String = "")
        -> String
    {
        """
        \(name):
          into: items
          sheet: {named: \(sheet)}
          table:
        \(anchors.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            columns:
              number: {label: No., preprinted: true, optional: true}
              title: {label: Title}
              region: {label: Region}
              budget: {label: Budget}
        \(columns)

        """
    }

    private static let offices = """
        offices:
          into: offices
          sheet: {named: Items}
          table:
            columns:
              office: {label: Office}
              staff: {label: Staff}

        """

    /// The two records of most fixtures, with the letters of their columns and the row of the first.
    private static func alphaAndBeta(_ letters: String, _ row: Int) -> [[String]] {
        let columns = letters.map(String.init)
        let records = [
            ["number=1", "title=Alpha", "region=North", "budget=100"],
            ["number=2", "title=Beta", "region=South", "budget=50"],
        ]
        return records.enumerated().map { index, record in
            zip(record, columns).map { "\($0) @\($1)\(row + index)" }
        }
    }

    @Test(
        "an Excel table is found by its name, not by another header that fits; its totals are no record, and an answer below it is told"
    )
    func excelTable() throws {
        let survey = try SpecimenSurvey(layouts: Self.items("name: itemstable"))
        let extraction = try survey.extract("table-excel.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == Self.alphaAndBeta("BCDE", 7))
        #expect(extraction.told == ["layout.rows-after-end B10"])
        #expect(extraction.rungs(of: "items") == ["number name", "title name", "region name", "budget name"])
    }

    @Test("without its Excel table it is found by its header, which is told")
    func excelTableLost() throws {
        let survey = try SpecimenSurvey(layouts: Self.items("name: Other"))
        let extraction = try survey.extract("table-excel.xlsx")
        #expect(try survey.lines(extraction, table: "items").first?.contains("title=An example @C3") == true)
        #expect(extraction.told.first == "layout.found-by-label B2")
        #expect(extraction.rungs(of: "items").first == "number label")
    }

    @Test("a table starts at its tag and ends at another; what stands above and below is none of it")
    func tags() throws {
        let survey = try SpecimenSurvey(layouts: Self.items("tag: \"#items\"\nend_tag: \"#end\""))
        let extraction = try survey.extract("table-tags.xlsx")
        #expect(try survey.lines(extraction, table: "items") == Self.alphaAndBeta("BCDE", 8))
        #expect(extraction.told == [])
        #expect(extraction.rungs(of: "items").first == "number tag")
    }

    @Test("tables with the same header are told apart by the titles above them, and each ends where the next begins")
    func titles() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.items("under: Table 1\nblank: 1", name: "first")
                + Self.items("under: [Table 2. Planned]\nblank: 1", name: "second"))
        let extraction = try survey.extract("tables-titled.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == Self.alphaAndBeta("ABCD", 3) + [
                ["number=1 @A8", "title=Gamma @B8", "region=South @C8", "budget=7 @D8"]
            ])
        #expect(extraction.records.map(\.layout) == ["first", "first", "second"])
        #expect(extraction.told == [])
    }

    @Test("a form and two tables on one sheet do not take each other's rows")
    func below() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                cover:
                  into: cover
                  sheet: {named: Items}
                  form: {fields: {country: {label: Country}, remarks: {label: Remarks}}}

                """ + Self.items("blank: 3") + Self.offices)
        let extraction = try survey.extract("tables-below.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [["country=Norway @C1", "remarks=None so far @C9"]])
        #expect(try survey.lines(extraction, table: "items") == Self.alphaAndBeta("ABCD", 4))
        #expect(
            try survey.lines(extraction, table: "offices") == [
                ["office=Central @A7", "staff=12 @B7"], ["office=Branch @A8", "staff=5 @B8"],
            ])
        #expect(extraction.told == [])
    }

    @Test("tables side by side keep to their columns, however long the other is")
    func beside() throws {
        let survey = try SpecimenSurvey(layouts: Self.items("blank: 3") + Self.offices)
        let extraction = try survey.extract("tables-beside.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["number=1 @A4", "title=Alpha @B4", "region=North @C4", "budget=100 @D4"]
            ])
        #expect(
            try survey.lines(extraction, table: "offices") == [
                ["office=Central @F4", "staff=12 @G4"], ["office=Branch @F5", "staff=5 @G5"],
                ["office=Depot @F6", "staff=2 @G6"],
            ])
        #expect(extraction.told == [])
    }

    @Test("two tables that are looked for in the same sheet are found together when it is renamed")
    func renamedTogether() throws {
        let survey = try SpecimenSurvey(
            layouts: (Self.items("blank: 3") + Self.offices).replacing("named: Items", with: "named: Register"))
        let extraction = try survey.extract("tables-beside.xlsx")
        #expect(extraction.records.map(\.table) == ["items", "offices", "offices", "offices"])
    }

    @Test("a column is found by a pattern where its words change from year to year")
    func columnPattern() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.items("header: 1").replacing(
                "budget: {label: Budget}", with: "budget: {pattern: '^Budget for \\d{4}'}"))
        let extraction = try survey.extract("table-column-pattern.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["number=1 @A3", "title=Alpha @B3", "region=North @C3", "budget=100 @D3"]
            ])
        #expect(extraction.told == [])
    }

    @Test("a matrix starts at its tag, too")
    func matrix() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                services:
                  into: services
                  sheet: {named: Services}
                  matrix: {tag: "#services", corner: Service area, rows: division, header: stage, value: depth}

                """)
        let extraction = try survey.extract("matrix-tagged.xlsx")
        #expect(
            try survey.lines(extraction, table: "services") == [
                ["division=Health @B9", "stage=Planning @C8", "depth=none @C9"],
                ["division=Health @B9", "stage=Delivery @D8", "depth=some @D9"],
                ["division=Education @B10", "stage=Planning @C8", "depth=some @C10"],
            ])
        #expect(extraction.rungs(of: "services").allSatisfy { $0.hasSuffix(" tag") })
    }
}
