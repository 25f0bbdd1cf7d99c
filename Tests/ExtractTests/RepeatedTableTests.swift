import Extract
import Foundation
import Spreadsheets
import SurveyModel
import Testing

@Suite("A table for each project")
struct RepeatedTableTests {
    private static func projects(_ repetition: String, _ anchors: String = "") -> String {
        """
        projects:
          into: items
          sheet: {named: Projects}
          table:
            blank: 3
            \(anchors)
            repeat:
              \(repetition)
            columns:
              title: {label: Title}
              region: {label: Region}
              budget: {label: Budget}

        """
    }

    private static let headed =
        "direction: DIRECTION\n      start: \"Project {n}\"\n      number: number\n      fields: {project: {label: Name of the project}}"

    @Test("one below the other: each record has its project's number and name; an empty table gives none")
    func down() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.projects(Self.headed.replacing("DIRECTION", with: "down")))
        let extraction = try survey.extract("tables-down.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                [
                    "number=Project 1 @A3", "title=Alpha @A6", "region=North @B6", "budget=100 @C6",
                    "project=Harbour @C4",
                ],
                [
                    "number=Project 1 @A3", "title=Beta @A7", "region=South @B7", "budget=50 @C7",
                    "project=Harbour @C4",
                ],
                [
                    "number=Project 2 @A9", "title=Gamma @B12", "region=South @C12", "budget=7 @A12",
                    "project=Forest @C10",
                ],
            ])
        #expect(extraction.told == [])
        #expect(try survey.entry("number", of: 3, table: "items", in: extraction)?.part == "2")
    }

    @Test("a field has one place in a sheet: where a later table has it elsewhere, its cells are marked as moved")
    func moved() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.projects(Self.headed.replacing("DIRECTION", with: "down")))
        let extraction = try survey.extract("tables-down.xlsx")
        #expect(extraction.places(of: "items") == ["title A ", "region B ", "budget C ", "project C 4"])
        let moved = { (field: String, record: Int) in
            try survey.entry(field, of: record, table: "items", in: extraction)?.isMoved
        }
        #expect(try ["title", "region", "budget"].map { try moved($0, 1) } == [false, false, false])
        #expect(try ["title", "region", "budget"].map { try moved($0, 3) } == [true, true, true])
        #expect(try ["number", "project"].map { try moved($0, 1) } == [true, true])
    }

    @Test("side by side: a table's columns end where the next begins")
    func across() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.projects(Self.headed.replacing("DIRECTION", with: "across")))
        let extraction = try survey.extract("tables-across.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                [
                    "number=Project 1 @A1", "title=Alpha @A5", "region=North @B5", "budget=100 @C5",
                    "project=Harbour @B2",
                ],
                [
                    "number=Project 1 @A1", "title=Beta @A6", "region=South @B6", "budget=50 @C6",
                    "project=Harbour @B2",
                ],
                [
                    "number=Project 2 @E1", "title=Gamma @E5", "region=South @F5", "budget=7 @G5",
                    "project=Forest @F2",
                ],
            ])
        #expect(extraction.told == ["layout.column-extra H4"])
        #expect(try survey.entry("title", of: 3, table: "items", in: extraction)?.isMoved == true)
    }

    @Test("each may start at a tag")
    func tags() throws {
        let survey = try SpecimenSurvey(layouts: Self.projects("direction: down", "tag: \"#project\""))
        let extraction = try survey.extract("tables-tagged.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["title=Alpha @B4", "region=North @C4", "budget=100 @D4"],
                ["title=Beta @B8", "region=South @C8", "budget=50 @D8"],
                ["title=Gamma @B9", "region=South @C9", "budget=7 @D9"],
            ])
        #expect(extraction.told == [])
        #expect(extraction.rungs(of: "items") == ["title tag", "region tag", "budget tag"])
    }

    @Test("a sheet of nothing but headers is read in the time that its cells take", .timeLimit(.minutes(10)))
    func hostile() throws {
        let header = Array(repeating: "Title,Region,Budget", count: 500).joined(separator: ",")
        let rows =
            [header] + Array(repeating: "Project 1,x,1", count: 300)
            + Array(repeating: "Title,Region,Budget", count: 1_500)
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: url)
        for direction in ["down", "across"] {
            let layout = Self.projects(Self.headed.replacing("DIRECTION", with: direction))
            let survey = try SpecimenSurvey(layouts: layout.replacing("{named: Projects}", with: "{any: true}"))
            let extraction = try survey.extract(at: url)
            #expect(extraction.records.count { $0.table == "items" } > 0)
        }
    }
}
