import Extract
import SurveyModel
import Testing

@Suite("The header of a matrix")
struct MatrixHeaderTests {
    private static func matrix(
        _ name: String, corner: String, rows: String = "division", header: String = "group", keys: String = ""
    ) -> String {
        """
        \(name):
          into: services
          sheet: {position: 1}
          matrix: {\(keys)corner: \(corner), rows: \(rows), header: \(header), value: depth}

        """
    }

    private static let country = """
        cover:
          into: cover
          sheet: {position: 1}
          form: {fields: {country: {label: Country}}}

        """

    /// The cell of each record, by its layout.
    private func cells(_ extraction: Extraction, _ layout: String) -> [String] {
        extraction.records.filter { $0.layout == layout }.map(\.anchor.cell)
    }

    @Test(
        "its numbers may fall or stand in any order, where the corner stands before them, and be in digits of any script",
        arguments: ["2025,2024,2023", "2,1,3", "1,3,2", "٢٠٢٣,٢٠٢٤,٢٠٢٥", "２０２５,２０２４,２０２３"])
    func anyOrder(_ numbers: String) throws {
        let survey = try SpecimenSurvey(layouts: Self.matrix("services", corner: "Service area"))
        let extraction = try survey.extract(rows: ["Service area,\(numbers)", "Health,1,2,3", "Education,4,5,6"])
        let first = try #require(numbers.split(separator: ",").first)
        #expect(
            try survey.lines(extraction, table: "services").first == [
                "group=\(first) @B1", "division=Health @A2", "depth=1 @B2",
            ])
        #expect(extraction.records.count == 6)
        #expect(extraction.told == [])
    }

    @Test("where a number stands twice nothing is read, and no row of answers is taken for the header")
    func twice() throws {
        let layouts = Self.country + Self.matrix("services", corner: "Service area")
        let extraction = try SpecimenSurvey(layouts: layouts).extract(rows: [
            "Country,Norway,,", "Service area,1,1,3", "Health,1,2,3", "Education,2,3,4", "Housing,1,2,4",
        ])
        #expect(cells(extraction, "services") == [])
        #expect(extraction.told == ["layout.header-missing A2"])
    }

    @Test("a number that stands twice makes no other questionnaire of a sheet in which the corner stands")
    func twiceAlone() throws {
        let survey = try SpecimenSurvey(layouts: Self.matrix("services", corner: "Service area"))
        let extraction = try survey.extract(rows: ["Service area,2020,2020", "Health,1,2"])
        let missing = try #require(extraction.findings.first { $0.rule == "layout.header-missing" })
        #expect(missing.cell == "A1" && missing.value == "2020, 2020")
        #expect(!extraction.told.contains { $0.hasPrefix("layout.wrong-template") })
    }

    @Test("years may be dates that are the first or the last of them; other days are told")
    func datesOfYears() throws {
        let layout = """
            practices:
              into: practices
              sheet: {position: 1}
              matrix: {corner: Practice, rows: title, header: year, value: before}

            """
        let survey = try SpecimenSurvey(layouts: layout)
        let extraction = try survey.extract(rows: ["Practice,2020-01-01,2021-01-01", "Harbour,1,2", "Pier,3,4"])
        #expect(cells(extraction, "practices") == ["B2", "C2", "B3", "C3"])
        #expect(extraction.told == [])
        #expect(try survey.lines(extraction, table: "practices").first?.contains("year=2020-01-01 @B1") == true)
        let days = try survey.extract(rows: ["Practice,2020-05-01,2021-05-01", "Harbour,1,2", "Pier,3,4"])
        #expect(days.records.isEmpty && days.told.contains("layout.header-missing A1"))
        #expect(!days.told.contains { $0.hasPrefix("layout.wrong-template") })
    }

    @Test("a line of a form that begins with the corner's word makes no row of answers of a header below it")
    func cornerInForm() throws {
        let extraction = try SpecimenSurvey(layouts: Self.matrix("services", corner: "Service area")).extract(rows: [
            "Service area,public,Year,2024", ",,,", "Fields of work,2023,2024,", "Health,1,2,", "Education,3,4,",
        ])
        #expect(cells(extraction, "services") == ["B4", "C4", "B5", "C5"])
    }

    @Test("a row of answers is no header below a blank row either, where a header's labels stand beside the corner")
    func twiceAboveBlank() throws {
        let extraction = try SpecimenSurvey(layouts: Self.country + Self.matrix("services", corner: "Service area"))
            .extract(rows: ["Country,Norway,,", "Service area,1,1,3", ",,,", "Wealth,1,2,3", "Education,2,3,4"])
        #expect(cells(extraction, "services") == [])
    }

    @Test(
        "without a corner in the definition a header's may begin a code's label, or be one that stands below too",
        arguments: ["Educat", "Housing", "Education"])
    func cornerLikeCode(_ corner: String) throws {
        let layout = Self.matrix("services", corner: "x").replacing("corner: x, ", with: "")
        let extraction = try SpecimenSurvey(layouts: layout).extract(rows: [
            "\(corner),2023,2024", "Health,1,2", "Education,3,4", "Housing,5,6",
        ])
        #expect(cells(extraction, "services") == ["B2", "C2", "B3", "C3", "B4", "C4"])
    }

    @Test(
        "a row of answers is none whose numbers rise, where the header has a column more: its label may be numbered or have a slip",
        arguments: ["1. Health", "Helth", "Health (all)"])
    func risingAnswers(_ label: String) throws {
        let layout = Self.matrix("services", corner: "x").replacing("corner: x, ", with: "")
        let extraction = try SpecimenSurvey(layouts: layout).extract(rows: [
            "Division,2023,2024,Total", "\(label),10,20,30", "2. Education,30,40,70",
        ])
        #expect(cells(extraction, "services") == ["B2", "C2", "D2", "B3", "C3", "D3"])
    }

    @Test("nor is one where no code list tells what a row's label is")
    func twiceWithoutCodes() throws {
        let items = """
            items:
              into: items
              sheet: {position: 1}
              matrix: {corner: Title, rows: title, header: number, value: staff}

            """
        let extraction = try SpecimenSurvey(layouts: Self.country + items).extract(rows: [
            "Country,Norway,,", "Title,1,1,3", "Harbour,2,3,4", "Pier,1,2,3", "Quay,1,2,3",
        ])
        #expect(cells(extraction, "items") == [])
        #expect(extraction.told == ["layout.header-missing A2"])
    }

    @Test(
        "matrices side by side are read each below its own header of years",
        arguments: ["2024,2025", "2026,2027", "2025,2024"])
    func sideBySide(_ years: String) throws {
        let survey = try SpecimenSurvey(
            layouts: Self.matrix("one", corner: "Service area") + Self.matrix("two", corner: "Field"))
        let extraction = try survey.extract(rows: [
            "Service area,2024,2025,,Field,\(years)", "Health,1,2,,Health,11,12", "Education,3,4,,Education,13,14",
        ])
        #expect(cells(extraction, "one") == ["B2", "C2", "B3", "C3"])
        #expect(cells(extraction, "two") == ["F2", "G2", "F3", "G3"])
        #expect(extraction.told == [])
    }

    @Test("of two with the same corner that below the title is read, also where the other is none of the survey's")
    func titledAlone() throws {
        let rows = [
            "Table 1. Users,,,,Table 2. Citizens,,", "Service area,2024,2025,,Service area,2024,2025",
            "Health,1,2,,Health,11,12",
        ]
        for (title, own) in [("Table 1", ["B3", "C3"]), ("Table 2", ["F3", "G3"])] {
            let layout = Self.matrix("services", corner: "Service area", keys: "under: \(title), ")
            let extraction = try SpecimenSurvey(layouts: layout).extract(rows: rows)
            #expect(cells(extraction, "services") == own)
        }
        let both = [("one", "Table 1"), ("two", "Table 2")].map { name, title in
            Self.matrix(name, corner: "Service area", keys: "under: \(title), ")
        }
        let extraction = try SpecimenSurvey(layouts: both.joined()).extract(rows: rows)
        #expect(cells(extraction, "one") == ["B3", "C3"])
        #expect(cells(extraction, "two") == ["F3", "G3"])
        #expect(extraction.told == [])
    }

    @Test("row labels may be printed again in the middle")
    func labelsAgain() throws {
        let survey = try SpecimenSurvey(layouts: Self.matrix("services", corner: "Service area"))
        let extraction = try survey.extract(rows: [
            "Service area,2022,2023,Service area,2024", "Health,1,2,Health,3", "Education,4,5,Education,6",
        ])
        #expect(cells(extraction, "services") == ["B2", "C2", "E2", "B3", "C3", "E3"])
    }

    @Test(
        "a note below the first column, or a label that was corrected, does not cut off what is behind them",
        arguments: [
            (["Health,1,2,Health,3", "Education,4,5,Education,6", "Source: own survey,,,,"], [String]()),
            (
                ["Health,1,2,Health,3", "Housing,4,5,Housing,6", "Education and research,7,8,Education,9"],
                ["B4", "C4", "E4"]
            ),
        ])
    func labelsAgainNearly(_ rows: [String], _ further: [String]) throws {
        let survey = try SpecimenSurvey(layouts: Self.matrix("services", corner: "Service area"))
        let extraction = try survey.extract(rows: ["Service area,2022,2023,Service area,2024"] + rows)
        #expect(cells(extraction, "services") == ["B2", "C2", "E2", "B3", "C3", "E3"] + further)
    }

    @Test("where the labels of a row are two codes, there are two matrices")
    func otherCodes() throws {
        let survey = try SpecimenSurvey(layouts: Self.matrix("services", corner: "Service area"))
        let extraction = try survey.extract(rows: [
            "Service area,2022,2023,Service area,2024", "Health,1,2,Health,3", "Education,4,5,Housing,6",
            "Housing,7,8,Education,9",
        ])
        #expect(cells(extraction, "services") == ["B2", "C2", "B3", "C3", "B4", "C4"])
    }

    @Test("row labels may be printed again below two header rows too")
    func labelsAgainOfTwo() throws {
        let matrix = Self.matrix("services", corner: "Service area", header: "[partner, stage]")
        let extraction = try SpecimenSurvey(layouts: matrix).extract(rows: [
            ",Users,,,Citizens,", "Service area,Planning,Delivery,Service area,Planning,Delivery",
            "Health,1,2,Health,3,4", "Education,5,6,Education,7,8",
        ])
        #expect(cells(extraction, "services") == ["B3", "C3", "E3", "F3", "B4", "C4", "E4", "F4"])
    }

    @Test("a column in front whose label is blank is answered, and that it has none is an error of its records")
    func firstWithoutLabel() throws {
        let survey = try SpecimenSurvey(layouts: Self.matrix("services", corner: "Service area"))
        let extraction = try survey.extract(rows: [
            "Service area,,2024,2025", "Health,7,1,2", "Education,5,3,4", "Housing,6,5,6",
        ])
        #expect(extraction.records.count == 9)
        #expect(extraction.told == Array(repeating: "layout.label-missing B1", count: 3))
        #expect(extraction.findings.map(\.record) == [1, 4, 7])
        #expect(extraction.findings.allSatisfy { $0.severity == .error && $0.field == "group" })
    }

    @Test("one that the questionnaire prints holds no answers, but what was typed in it is one")
    func printedCodes() throws {
        let survey = try SpecimenSurvey(layouts: Self.matrix("services", corner: "Service area"))
        let head = "Service area,,2024,2025"
        let blank = [head, "Health,7,,", "Education,5,,", "Housing,6,,"]
        let rows = [head, "Health,7,1,2", "Education,5,3,4", "Housing,6,5,6"]
        let extraction = try survey.extract(rows: rows, blank: blank)
        #expect(extraction.records.count == 6)
        let errors = extraction.findings.filter { $0.severity == .error }
        #expect(errors.map(\.rule) == [])
        let typed = try survey.extract(rows: rows, blank: [head, "Health,,,", "Education,,,", "Housing,,,"])
        #expect(typed.records.count == 9)
    }

    @Test(
        "nor does one of numbers that begin anew in each group, or of sections, also without the blank",
        arguments: [["1", "2", "1"], ["3.1", "2.4", "1.2"], ["1.9", "1.1", "1.1"]])
    func codes(_ numbers: [String]) throws {
        let survey = try SpecimenSurvey(layouts: Self.matrix("services", corner: "Service area"))
        let rows = zip(["Health", "Education", "Housing"], numbers).map { "\($0),\($1),10,20" }
        let extraction = try survey.extract(rows: ["Service area,,2024,2025"] + rows)
        #expect(extraction.records.count == 6)
        #expect(extraction.told == [])
    }

    @Test(
        "one of units, of numbers that count the rows, or with nothing in it holds no answers",
        arguments: ["EUR", "#", ""])
    func spacer(_ text: String) throws {
        let survey = try SpecimenSurvey(layouts: Self.matrix("services", corner: "Service area"))
        let texts = text == "#" ? ["1", "2", "3"] : [text, text, text]
        let rows = zip(["Health", "Education", "Housing"], texts).map { "\($0),\($1),1,2" }
        let extraction = try survey.extract(rows: ["Service area,,2024,2025"] + rows)
        #expect(extraction.records.count == 6)
        #expect(extraction.told == [])
    }
}
