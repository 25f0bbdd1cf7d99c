import Extract
import Spreadsheets
import SurveyModel
import Testing

@Suite("Rows of a table that are no records")
struct TableRowTests {
    private static func items(_ keys: String) -> String {
        TablePlaceTests.items(keys)
    }

    private static let staff = "      staff: {label: Staff, unit: persons}"

    @Test("the row of units below the header is no record; a unit that was changed is told")
    func units() throws {
        let survey = try SpecimenSurvey(
            layouts: TablePlaceTests.items("units: true", columns: Self.staff).replacing(
                "budget: {label: Budget}", with: "budget: {label: Budget, unit: EUR}"))
        let extraction = try survey.extract("table-units.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["number=1 @A3", "title=Alpha @B3", "region=North @C3", "budget=100 @D3", "staff=3 @E3"],
                ["number=2 @A4", "title=Beta @B4", "region=South @C4", "budget=50 @D4", "staff=2 @E4"],
            ])
        #expect(extraction.told == ["layout.unit-differs D2"])
        #expect(extraction.findings.first?.value == "thousand EUR")
        #expect(extraction.findings.first?.field == "budget")
    }

    @Test("units need no words in the definition: a word in a column of numbers tells the row")
    func unitsUnnamed() throws {
        let survey = try SpecimenSurvey(layouts: Self.items("units: true"))
        let extraction = try survey.extract("table-units.xlsx")
        #expect(extraction.records.map(\.anchor.cell) == ["A3", "A4"])
        #expect(extraction.told == ["layout.column-extra E1"])
    }

    @Test(
        "a row that a respondent has inserted above the units is a record or a blank row, and the units are none",
        arguments: [("Added,West,5,1", ["A2", "A4"]), (",,,", ["A4"])], ["", "thousand EUR"])
    func unitsBelowAnInsertedRow(inserted: (row: String, anchors: [String]), unit: String) throws {
        let rows = ["Title,Region,Budget,Staff", inserted.row, ",,thousand EUR,persons", "Harbour,North,100,3"]
        let column = unit.isEmpty ? "budget: {label: Budget}" : "budget: {label: Budget, unit: \(unit)}"
        let survey = try SpecimenSurvey(
            layouts: TablePlaceTests.items(
                "units: true", columns: unit.isEmpty ? "      staff: {label: Staff}" : Self.staff
            )
            .replacing("budget: {label: Budget}", with: column).replacing("{named: Items}", with: "{any: true}"))
        let extraction = try survey.extract(rows: rows)
        #expect(extraction.records.map(\.anchor.cell) == inserted.anchors)
        #expect(!extraction.told.contains { $0.hasPrefix("layout.units-missing") })
        // The inserted row is no part of the heading, by which thousands are told.
        let budget = extraction.places.first { $0.field == "budget" }
        #expect(budget?.heading?.levels == ["Budget", "thousand EUR"])
    }

    @Test(
        "a row of units is one also where the only unit was altered, right below the header; further down, or beside other answers, it is a record",
        arguments: [
            ([",,million EUR,", "Harbour,North,100,3"], ["A3"], true), ([",,EUR,"], [], true),
            (["Harbour,North,100,3", ",,n.a.,"], ["A2", "C3"], false), (["Harbour,,n.a.,"], ["A2"], false),
            ([",,5 EUR,"], ["C2"], false),
        ])
    func unitsAltered(_ rows: [String], _ anchors: [String], isTold: Bool) throws {
        let survey = try SpecimenSurvey(
            layouts: TablePlaceTests.items("units: true", columns: "      staff: {label: Staff}").replacing(
                "budget: {label: Budget}", with: "budget: {label: Budget, unit: thousand EUR}"
            ).replacing("{named: Items}", with: "{any: true}"))
        let extraction = try survey.extract(rows: ["Title,Region,Budget,Staff"] + rows)
        #expect(extraction.records.map(\.anchor.cell) == anchors)
        #expect(extraction.told.contains("layout.unit-differs C2") == isTold)
        let missing = extraction.findings.filter { $0.rule == "layout.units-missing" }
        #expect(missing.isEmpty == isTold)
        #expect(missing.allSatisfy { $0.severity == .warning && $0.expected?.text(in: "en") == "thousand EUR" })
    }

    @Test("a first record whose number is a missing-value mark is no row of units")
    func unitsOrMark() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.items("units: true").replacing("{named: Items}", with: "{any: true}"))
        let extraction = try survey.extract(rows: ["Title,Region,Budget", "Harbour,North,n.a.", "Forest,South,7"])
        #expect(extraction.records.map(\.anchor.cell) == ["A2", "A3"])
        #expect(extraction.told.contains { $0.hasPrefix("layout.units-missing") })
    }

    private static let numbered = ["No.,Title,Region,Budget", "1,2,3,4", "1,Harbour,North,100", "2,Forest,South,7"]

    private static func numbers() throws -> SpecimenSurvey {
        try SpecimenSurvey(layouts: items("").replacing("{named: Items}", with: "{any: true}"))
    }

    @Test("the row below the header that numbers the columns is no record, where the blank questionnaire prints it")
    func columnNumbers() throws {
        let survey = try Self.numbers()
        let blank = Array(Self.numbered.prefix(2))
        let extraction = try survey.extract(rows: Self.numbered, blank: blank)
        #expect(extraction.records.map(\.anchor.cell) == ["A3", "A4"])
        #expect(!extraction.told.contains { $0.hasPrefix("layout.text-unclaimed") })
        let other = try survey.extract(rows: Self.numbered, blank: Array(Self.numbered.prefix(1)) + [",,,"])
        #expect(other.records.map(\.anchor.cell) == ["A2", "A3", "A4"])
    }

    @Test(
        "without a blank questionnaire such a row is told, and holds a record where the rows go on from it or not all columns are numbered",
        arguments: [
            ("1,2,3,4", 1, true), ("(1),(2),(3),(4)", 1, true), ("1,2,3,4", 2, false), ("1,2,3,", 1, false),
            ("1,2,4,3", 1, false),
        ])
    func columnNumbersTold(_ row: String, next: Int, isTold: Bool) throws {
        let rows = ["No.,Title,Region,Budget", row, "\(next),Harbour,North,100"]
        let extraction = try Self.numbers().extract(rows: rows)
        #expect(extraction.records.map(\.anchor.cell) == (isTold ? ["A3"] : ["A2", "A3"]))
        let told = extraction.findings.filter { $0.rule == "layout.text-unclaimed" && $0.cell == "A2" }
        #expect(told.count == (isTold ? 1 : 0))
        #expect(told.allSatisfy { $0.severity == .note })
        let cells = told.flatMap { finding in finding.alike.compactMap { $0.block?.text } }
        #expect(cells == (isTold ? ["A2:D2"] : []))
    }

    @Test("a column whose label is a sign is found", arguments: ["№", "#"])
    func signs(_ sign: String) throws {
        let survey = try SpecimenSurvey(
            layouts: Self.items("").replacing("{named: Items}", with: "{any: true}").replacing(
                "{label: No., preprinted: true, optional: true}", with: "{label: \"\(sign)\"}"))
        let extraction = try survey.extract(rows: ["Title,\(sign),Region,Budget", "Harbour,1,North,100"])
        #expect(try survey.lines(extraction, table: "items").first?.first == "number=1 @B2")
        #expect(!extraction.told.contains { $0.hasPrefix("layout.column-missing") })
    }

    @Test("where the row of units is not there, the first row is a record, and that is told")
    func unitsMissing() throws {
        let survey = try SpecimenSurvey(layouts: TablePlaceTests.items("units: true", columns: Self.staff))
        let extraction = try survey.extract("table-units-missing.xlsx")
        #expect(extraction.records.map(\.anchor.cell) == ["A2", "A3"])
        #expect(extraction.told == ["layout.units-missing A1"])
    }

    @Test(
        "and a column has the unit that the definition says, unless its label says another",
        arguments: [
            ("Budget", ["Budget", "thousand EUR"]), ("Budget (EUR)", ["Budget (EUR)"]),
        ])
    func unitOfDefinition(_ label: String, _ levels: [String]) throws {
        let survey = try SpecimenSurvey(
            layouts: TablePlaceTests.items("units: true").replacing(
                "budget: {label: Budget}", with: "budget: {label: Budget, unit: thousand EUR}"
            ).replacing("{named: Items}", with: "{any: true}"))
        let extraction = try survey.extract(rows: ["Title,Region,\(label)", "Harbour,North,100", "Quay,South,7"])
        #expect(extraction.places.first { $0.field == "budget" }?.heading?.levels == levels)
    }

    @Test(
        "instructions, examples, subtotals and the header printed again are skipped, and placeholders are empty cells")
    func skipped() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.items("skip: {label: [Please, Subtotal], pattern: '^e\\.g\\.'}"),
            top: "placeholders: \"< Select >\"")
        let extraction = try survey.extract("table-skip.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["number=1 @A5", "title=Alpha @B5", "region=North @C5", "budget=100 @D5"],
                ["number=3 @A7", "title=Beta @B7", "budget=50 @D7"],
                ["number=4 @A10", "title=Gamma @B10", "region=South @C10", "budget=7 @D10"],
            ])
        #expect(extraction.told == [])
    }

    @Test("a sub-heading of the code list holds for the rows below it, and leads to its own cell")
    func headings() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {named: Items}
                  table:
                    headings: {field: region}
                    columns:
                      number: {label: No., preprinted: true}
                      title: {label: Title}
                      budget: {label: Budget}

                """)
        let extraction = try survey.extract("table-headings.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["number=1 @A4", "title=Alpha @B4", "region=Northern region @A3", "budget=100 @C4"],
                ["number=2 @A5", "title=Beta @B5", "region=Northern region @A3", "budget=50 @C5"],
                ["number=3 @A7", "title=Gamma @B7", "region=South @B6", "budget=7 @C7"],
                ["title=Delta @B8", "region=South @B6"],
            ])
        #expect(try survey.entry("region", of: 1, table: "items", in: extraction)?.isMoved == true)
        #expect(extraction.places(of: "items") == ["number A ", "title B ", "budget C "])
    }

    @Test("without a code list a sub-heading is known by its words, or stands in the first column")
    func headingsByWords() throws {
        let layout = """
            items:
              into: items
              sheet: {named: Items}
              table:
                headings: {field: project}
                columns:
                  number: {label: No., preprinted: true}
                  title: {label: Title}
                  budget: {label: Budget}

            """
        let survey = try SpecimenSurvey(layouts: layout)
        let extraction = try survey.extract("table-headings.xlsx")
        #expect(
            try survey.lines(extraction, table: "items").map { $0.filter { $0.hasPrefix("project") } } == [
                ["project=Northern region @A3"], ["project=Northern region @A3"], ["project=Northern region @A3"],
                ["project=Northern region @A3"], ["project=Northern region @A3"],
            ])
        let named = try SpecimenSurvey(
            layouts: layout.replacing("field: project", with: "field: project, label: [South], pattern: region$"))
        #expect(
            try named.lines(named.extract("table-headings.xlsx"), table: "items").map(\.last) == [
                "project=Northern region @A3", "project=Northern region @A3", "project=South @B6", "project=South @B6",
            ])
    }

    @Test("several choices in one cell are kept as they were typed, line breaks and all")
    func choices() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {named: Items}
                  table: {columns: {title: {label: Title}, stages: {label: Stages}}}

                """)
        let extraction = try survey.extract("choices.xlsx")
        #expect(
            try survey.lines(extraction, table: "items").map(\.last) == [
                "stages=Planning; Review @C3", "stages=Planning, Delivery @C4",
                "stages=Planning\nDelivery\nReview @C5",
            ])
    }

    @Test(
        "what was put into a row of nothing but preprinted columns is told where the questionnaire prints the row and leaves it open",
        arguments: [
            (["1,Harbour,,5", "2,Forest,South,7"], ["D2"]), (["1,Harbour,,", "2,Forest,South,7"], []),
            (["1,Harbour,,", "2,Forest,South,7", "3,,,"], []), (["1,Harbour,,5", "x,,,", "2,Forest,South,7"], ["D2"]),
        ] as [([String], [String])])
    func putIntoPrinted(_ rows: [String], _ cells: [String]) throws {
        let survey = try SpecimenSurvey(
            layouts: Self.items("blank: 3").replacing("{named: Items}", with: "{any: true}")
                .replacing("title: {label: Title}", with: "title: {label: Title, preprinted: true}")
                .replacing("budget: {label: Budget}", with: "budget: {label: Budget, preprinted: true}"))
        let header = "No.,Title,Region,Budget"
        let extraction = try survey.extract(rows: [header] + rows, blank: [header, "1,Harbour,,", "2,Forest,,"])
        #expect(extraction.records.count == 1)
        let told = extraction.told.filter { $0.hasPrefix("layout.text-unclaimed") }
        #expect(told == cells.map { "layout.text-unclaimed \($0)" })
    }
}
