import Extract
import SurveyModel
import Testing

@Suite("Tables side by side that titles tell apart")
struct TablesBesideTests {
    private static func layout(_ name: String, under title: String, _ fields: [String]) -> String {
        let columns = fields.map { "\($0): {label: \($0)}" }.joined(separator: ", ")
        return """
            \(name):
              into: items
              sheet: {position: 1}
              table: {under: \(title), columns: {\(columns)}}

            """
    }

    private static let done = layout("done", under: "Table 1", ["title", "staff"])
    private static let planned = layout("planned", under: "Table 2", ["title", "staff", "region"])
    private static let rows = [
        "Title,Staff,,Title,Region,Staff", "Harbour,12,,Forest,South,5", "Quay,7,,Lake,,7", "Pier,,,Hill,North,",
    ]

    /// What each record of a layout holds, with its cells.
    private func lines(_ extraction: Extraction, _ layout: String) -> [String] {
        extraction.records.filter { $0.layout == layout }.map { record in
            record.entries.compactMap { entry in
                entry.map { "\($0.value.text) \($0.origin.cell)" }
            }.joined(separator: ", ")
        }
    }

    private static let ofDone = ["Harbour A4, 12 B4", "Quay A5, 7 B5", "Pier A6"]
    private static let ofPlanned = ["Forest D4, South E4, 5 F4", "Lake D5, 7 F5", "Hill D6, North E6"]

    @Test(
        "each has the rows below its own title, in whatever order they are defined, also where one title stands lower",
        arguments: [
            ["Table 1. Done,,,Table 2. Planned,,", ",,,,,"], ["Table 1. Done,,,,,", ",,,Table 2. Planned,,"],
            [",,,Table 2. Planned,,", "Table 1. Done,,,,,"],
        ], [[done, planned], [planned, done]])
    func each(_ titles: [String], _ layouts: [String]) throws {
        let extraction = try SpecimenSurvey(layouts: layouts.joined()).extract(rows: titles + Self.rows)
        #expect(lines(extraction, "done") == Self.ofDone)
        #expect(lines(extraction, "planned") == Self.ofPlanned)
        #expect(extraction.told == [])
    }

    @Test("a column that nobody asks for is told by the table beside whose columns it stands, and by no other")
    func extraColumn() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {position: 1}
                  table: {columns: {title: {label: Title}}}
                offices:
                  into: offices
                  sheet: {position: 1}
                  table: {columns: {office: {label: Office}, staff: {label: Staff}}}
                """)
        let extraction = try survey.extract(rows: [
            "Code,Title,,Office,Staff", "x1,Harbour,,North,3", "x2,Quay,,South,4",
        ])
        let told = extraction.findings.filter { $0.rule == "layout.column-extra" }
        #expect(told.map(\.cell) == ["A1"] && told.map(\.table) == ["items"], "\(extraction.told)")
    }

    @Test("so they have where both have the same columns")
    func sameColumns() throws {
        let layouts = Self.done + Self.layout("planned", under: "Table 2", ["title", "staff"])
        let extraction = try SpecimenSurvey(layouts: layouts).extract(rows: [
            "Table 1. Done,,,Table 2. Planned,", "Title,Staff,,Title,Staff", "Harbour,12,,Forest,5", ",,,Lake,7",
        ])
        #expect(lines(extraction, "done") == ["Harbour A3, 12 B3"])
        #expect(lines(extraction, "planned") == ["Forest D3, 5 E3", "Lake D4, 7 E4"])
        #expect(extraction.told == [])
    }

    @Test("one beside a table that is none of the survey's is read below its title")
    func alone() throws {
        let extraction = try SpecimenSurvey(layouts: Self.planned).extract(
            rows: ["Table 1. Done,,,Table 2. Planned,,", ",,,,,"] + Self.rows)
        #expect(lines(extraction, "planned") == Self.ofPlanned)
    }

    @Test("a column of its own that was lost is not taken from the table beside it")
    func lostColumn() throws {
        let rows = [
            "Table 1. Done,,,Table 2. Planned,,", ",,,,,",
            Self.rows[0].replacing("Region,Staff", with: "Region,Persons"),
        ]
        let extraction = try SpecimenSurvey(layouts: Self.planned + Self.done).extract(
            rows: rows + Self.rows.dropFirst())
        #expect(lines(extraction, "done") == Self.ofDone)
        #expect(lines(extraction, "planned") == ["Forest D4, South E4", "Lake D5", "Hill D6, North E6"])
        #expect(extraction.told.contains("layout.column-missing A3"))
    }

    @Test("a note that begins with another title narrows nothing")
    func note() throws {
        let all = Self.layout("planned", under: "Table 2", ["title", "region", "budget", "staff"])
        let extraction = try SpecimenSurvey(layouts: Self.done + all).extract(rows: [
            "Table 2. Planned,,Table 1 is on the next page,", "Title,Region,Budget,Staff", "Forest,South,5,1",
        ])
        #expect(lines(extraction, "planned") == ["Forest A3, South B3, 5 C3, 1 D3"])
    }

    @Test("nor does one beside the first column, below which no header of its own is found")
    func noteBesideFirst() throws {
        let extraction = try SpecimenSurvey(layouts: Self.done + Self.planned).extract(rows: [
            "Table 1. Done,Table 2: see below,", ",,", "Title,Staff,", "Harbour,12,", ",,", "Table 2. Planned,,",
            "Title,Staff,Region", "Forest,5,South",
        ])
        #expect(lines(extraction, "done") == ["Harbour A4, 12 B4"])
    }

    @Test("a list of contents above them is no title of theirs")
    func contents() throws {
        let extraction = try SpecimenSurvey(layouts: Self.done + Self.planned).extract(rows: [
            "Table 1,,", "Table 2,,", ",,", "Table 1,,", "Title,Staff,", "Harbour,12,", ",,", "Table 2,,",
            "Title,Staff,Region", "Forest,5,South",
        ])
        #expect(lines(extraction, "done") == ["Harbour A6, 12 B6"])
        #expect(lines(extraction, "planned") == ["Forest A10, South C10, 5 B10"])
    }

    @Test("nor is it one of matrices")
    func contentsOfMatrices() throws {
        func matrix(_ name: String, under title: String, _ field: String) -> String {
            """
            \(name):
              into: items
              sheet: {position: 1}
              matrix: {corner: Project, rows: title, header: \(field), value: budget, under: \(title)}

            """
        }
        let layouts = matrix("done", under: "Table 1", "number") + matrix("planned", under: "Table 2", "region")
        let extraction = try SpecimenSurvey(layouts: layouts).extract(rows: [
            "Table 1,,", "Table 2,,", ",,", "Table 1,,", "Project,2023,2024", "Harbour,1,2", ",,", "Table 2,,",
            "Project,North,South", "Forest,3,4",
        ])
        #expect(lines(extraction, "done").count == 2)
        #expect(lines(extraction, "planned").count == 2)
    }

    @Test("one whose header is lost does not take that of the table beside it")
    func lostHeader() throws {
        let layouts = Self.done + Self.layout("planned", under: "Table 2", ["title", "staff"])
        let extraction = try SpecimenSurvey(layouts: layouts).extract(rows: [
            "Table 1. Done,,,Table 2. Planned,", "Works,Persons,,Title,Staff", "Harbour,12,,Forest,5",
        ])
        #expect(lines(extraction, "done") == [])
        #expect(lines(extraction, "planned") == ["Forest D3, 5 E3"])
    }

    private static func matrix(_ name: String, under title: String, header: String) -> String {
        """
        \(name):
          into: services
          sheet: {position: 1}
          matrix: {under: \(title), corner: Service area, rows: division, header: \(header), value: depth}

        """
    }

    private static let matrices =
        matrix("review", under: "Review", header: "group") + matrix("work", under: "Work", header: "stage")
    private static let years = ["Service area,2023,2024,2025", "Health,1,2,3"]
    private static let stages = ["Service area,Planning,Delivery,Review", "Health,4,5,6"]

    private func cells(_ extraction: Extraction, _ layout: String) -> [String] {
        extraction.records.filter { $0.layout == layout }.map(\.anchor.cell)
    }

    @Test("a matrix is not cut off where its header says another's title")
    func titleInHeader() throws {
        let gap = Array(repeating: ",,,", count: 9)
        let extraction = try SpecimenSurvey(layouts: Self.matrices).extract(
            rows: ["Review,,,"] + Self.years + gap + ["Work,,,"] + Self.stages)
        #expect(cells(extraction, "review") == ["B3", "C3", "D3"])
        #expect(cells(extraction, "work") == ["B15", "C15", "D15"])
        #expect(extraction.told == [])
    }

    @Test("nor where a note beside its title speaks of another that stands below")
    func noteBesideMatrix() throws {
        let extraction = try SpecimenSurvey(layouts: Self.matrices).extract(
            rows: ["Review,,,Work: see below"] + Self.years + [",,,", "Work,,,"] + Self.stages)
        #expect(cells(extraction, "review") == ["B3", "C3", "D3"])
        #expect(cells(extraction, "work") == ["B7", "C7", "D7"])
    }

    @Test("nor where a list of contents stands in one row")
    func contentsInRow() throws {
        let extraction = try SpecimenSurvey(layouts: Self.matrices).extract(
            rows: ["Review,,Work,", ",,,", "Review,,,"] + Self.years + [",,,", "Work,,,"] + Self.stages)
        #expect(cells(extraction, "review") == ["B5", "C5", "D5"])
        #expect(cells(extraction, "work") == ["B9", "C9", "D9"])
    }

    @Test(
        "two matrices side by side with the same row labels are not joined, however far above these their titles stand")
    func sameLabels() throws {
        let gap = Array(repeating: ",,,,,", count: 4)
        for titles in [["Review", "Work"], ["Work", "Review"]] {
            let survey = try SpecimenSurvey(
                layouts: titles.map { Self.matrix($0.lowercased(), under: $0, header: "group") }.joined())
            let extraction = try survey.extract(
                rows: ["Review,,,Work,,"] + gap + [
                    "Service area,2022,2023,Service area,2024,2025", "Health,1,2,Health,3,4",
                ])
            #expect(cells(extraction, "review") == ["B7", "C7"])
            #expect(cells(extraction, "work") == ["E7", "F7"])
        }
    }

    @Test("of two layouts that claim one header the second has none, which is an error")
    func claimedTwice() throws {
        let layouts = Self.done + Self.layout("planned", under: "Table 1", ["title", "staff"])
        let extraction = try SpecimenSurvey(layouts: layouts).extract(rows: [
            "Table 1. Done,", "Title,Staff", "Harbour,12",
        ])
        #expect(lines(extraction, "done") == ["Harbour A3, 12 B3"])
        #expect(lines(extraction, "planned") == [])
        #expect(extraction.told == ["layout.header-missing -"])
    }
}
