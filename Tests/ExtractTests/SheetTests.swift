import Extract
import Spreadsheets
import SurveyModel
import Testing

@Suite("Sheets and versions")
struct SheetTests {
    @Test("a renamed sheet is found by its content, with a note; a second sheet that looks alike is told and not read")
    func renamed() throws {
        let survey = try SpecimenSurvey(SpecimenSurvey.Part.allCases, versions: true)
        let extraction = try survey.extract("sheets-renamed.xlsx")
        #expect(
            extraction.records.map(\.anchor.sheet) == ["Cover", "Our examples", "Our examples"]
                + Array(repeating: "Services (2)", count: 6))
        #expect(extraction.told == ["layout.sheet-renamed -", "layout.sheet-renamed -", "layout.sheet-unread -"])
        #expect(extraction.findings.map(\.sheet) == ["Our examples", "Services (2)", "First draft"])
        #expect(extraction.findings.map(\.severity) == [.note, .note, .warning])
        #expect(extraction.findings.first?.expected?.text(in: "en") == "Practices / Pratiques")
    }

    @Test(
        "the only sheet of a workbook has a name too: that it is another is told, but not of a text file",
        arguments: [("table-merged.xlsx", true), ("table-unmerged.csv", false)])
    func onlySheet(_ fixture: String, _ isTold: Bool) throws {
        let survey = try SpecimenSurvey(
            [.practices], changing: "sheet: {named: {en: Practices, fr: Pratiques}}", to: "sheet: {named: Examples}")
        let extraction = try survey.extract(fixture)
        #expect(extraction.records.count { $0.table == "practices" } == 2)
        #expect(extraction.findings.contains { $0.rule == "layout.sheet-renamed" } == isTold)
    }

    @Test("a copy in front of a sheet is not read in its place; that it is there is told")
    func copied() throws {
        let extraction = try SpecimenSurvey([.services]).extract("sheets-copy-in-front.xlsx")
        #expect(extraction.records.map(\.anchor.sheet) == Array(repeating: "Services", count: 6))
        #expect(extraction.records.contains { $0.entries.last??.value.text == "substantial" })
        #expect(extraction.told == ["layout.sheet-unread -"])
        #expect(extraction.findings.map(\.sheet) == ["Services (2)"])
        #expect(extraction.findings.map(\.severity) == [.warning])
    }

    @Test("where the sheet that was read is blank, and one like it that was not is answered, that is an error")
    func answeredInCopy() throws {
        let extraction = try SpecimenSurvey([.services]).extract("sheets-copy-answered.xlsx")
        #expect(extraction.records.isEmpty)
        #expect(extraction.told == ["layout.sheet-unread -"])
        #expect(extraction.findings.map(\.sheet) == ["Services (2)"])
        #expect(extraction.findings.map(\.severity) == [.error])
    }

    @Test("of two sheets whose names are a letter apart each is read by its own layout, whatever their order")
    func namedAlike() throws {
        let survey = try SpecimenSurvey(
            layouts: TablePlaceTests.items("header: 1", name: "first", sheet: "Part A") + "\n"
                + TablePlaceTests.items("header: 1", name: "second", sheet: "Part B"))
        let extraction = try survey.extract("sheets-named-alike.xlsx")
        #expect(extraction.records.map(\.layout) == ["first", "second"])
        #expect(extraction.records.map(\.anchor.sheet) == ["Part A", "Part B"])
        #expect(extraction.told == [])
    }

    @Test("a sheet that is not there is told: an error where the layout is required, a warning else")
    func missing() throws {
        let extraction = try SpecimenSurvey(SpecimenSurvey.Part.allCases).extract("sheets-missing.xlsx")
        #expect(extraction.told == ["layout.sheet-missing -", "layout.sheet-missing -"])
        #expect(extraction.findings.map(\.table) == ["practices", "services"])
        #expect(extraction.findings.map(\.severity) == [.warning, .warning])
        let required = try SpecimenSurvey([.cover, .practices]).extract("table-merged.xlsx")
        #expect(required.records.allSatisfy { $0.table == "practices" })
        #expect(required.told == ["layout.sheet-missing -"])
        #expect(required.findings.first?.severity == .error)
        #expect(required.findings.first?.value == "Practices")
    }

    @Test(
        "the version is the one whose text stands in the return; else the one that fits, with a note",
        arguments: [
            ("blocks-said.xlsx", "1.0", false), ("blocks-unsaid.xlsx", "1.0", true), ("table-merged.xlsx", "2.0", true),
            ("sheets-renamed.xlsx", "2.0", false),
            ("table-unmerged.csv", "2.0", true),
        ])
    func version(_ fixture: String, _ version: String, _ isGuessed: Bool) throws {
        let extraction = try SpecimenSurvey([.practices], versions: true).extract(fixture)
        #expect(extraction.version == version)
        #expect(extraction.findings.contains { $0.rule == "layout.version-guessed" } == isGuessed)
        #expect(extraction.records.count { $0.table == "practices" } == 2)
    }

    @Test("a survey of one version guesses none")
    func oneVersion() throws {
        let extraction = try SpecimenSurvey([.practices]).extract("table-merged.xlsx")
        #expect(extraction.version == "1")
        #expect(extraction.told == [])
    }

    @Test("the sheet may be any: the one that fits best is read, whatever its name")
    func anySheet() throws {
        let survey = try SpecimenSurvey(
            [.practices], changing: "sheet: {named: {en: Practices, fr: Pratiques}}", to: "sheet: {any: true}")
        let extraction = try survey.extract("sheets-renamed.xlsx")
        #expect(extraction.records.map(\.anchor.sheet) == ["Our examples", "Our examples"])
        #expect(extraction.told == [])
    }

    private static func project(_ selector: String) -> String {
        "projects:\n  into: items\n  sheet: {\(selector)}\n"
            + "  form: {fields: {title: {label: Title}, budget: {label: Budget}}}\n"
    }

    @Test("every sheet whose whole name matches a pattern is read, in the workbook's order")
    func pattern() throws {
        let survey = try SpecimenSurvey(layouts: Self.project("pattern: 'Project [A-Z].*'"))
        let extraction = try survey.extract("sheets-by-pattern.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["title=Harbour @C2", "budget=100 @C3"], ["title=Forest @C2", "budget=7 @C3"],
            ])
        #expect(extraction.records.map(\.anchor.sheet) == ["Project A", "Project B (new)"])
        #expect(extraction.places.map(\.sheet) == ["Project A", "Project A", "Project B (new)", "Project B (new)"])
        #expect(extraction.told == [])
    }

    @Test("where no sheet's name matches the pattern, the content tells")
    func patternLost() throws {
        let survey = try SpecimenSurvey(layouts: Self.project("pattern: 'Projekt .*'"))
        let extraction = try survey.extract("sheets-by-pattern.xlsx")
        #expect(extraction.records.map(\.anchor.sheet) == ["Project A"])
        #expect(extraction.told == ["layout.sheet-renamed -", "layout.sheet-unread -"])
    }

    @Test("a sheet may be known by its position; where it was moved, its content tells, with a note")
    func position() throws {
        let survey = try SpecimenSurvey(layouts: Self.project("position: 2"))
        let extraction = try survey.extract("sheets-by-position.xlsx")
        #expect(try survey.lines(extraction, table: "items") == [["title=Harbour @C2", "budget=100 @C3"]])
        #expect(extraction.told == [])
        let moved = try survey.extract("sheets-by-position-moved.xlsx")
        #expect(try survey.lines(moved, table: "items") == [["title=Harbour @C2", "budget=100 @C3"]])
        #expect(moved.told == ["layout.sheet-renamed -"])
    }

    @Test("the same file gives the same extraction")
    func repeatable() throws {
        let survey = try SpecimenSurvey(SpecimenSurvey.Part.allCases, versions: true)
        let first = try survey.extract("sheets-renamed.xlsx")
        let second = try survey.extract("sheets-renamed.xlsx")
        #expect(first.records.map(\.entries) == second.records.map(\.entries))
        #expect(first.findings == second.findings)
        #expect(first.places == second.places)
    }
}
