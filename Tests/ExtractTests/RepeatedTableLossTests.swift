import Extract
import SurveyModel
import Testing

@Suite("Repeated tables of which something is lost")
struct RepeatedTableLossTests {
    private static func projects(_ repetition: String) throws -> SpecimenSurvey {
        try SpecimenSurvey(
            layouts: """
                projects:
                  into: items
                  sheet: {any: true}
                  table:
                    repeat: {\(repetition)}
                    columns: {title: {label: Title}, region: {label: Region}}
                """)
    }

    private static let headed =
        "direction: down, start: \"Project {n}\", number: number, fields: {project: {label: Name of the project}}"
    private static let harbour = ["Project 1,", "Name of the project,Harbour", "Title,Region", "Quay,North"]

    /// The titles of the records, each with its project.
    private func titles(_ extraction: Extraction, _ survey: SpecimenSurvey) throws -> [String] {
        try survey.lines(extraction, table: "items").map { line in
            line.filter { $0.hasPrefix("title=") || $0.hasPrefix("project=") }.joined(separator: " ")
        }
    }

    @Test("where a further table's header is in other words that is an error, and none of its rows is the first one's")
    func header() throws {
        let survey = try Self.projects(Self.headed)
        let rows = ["Project 2,", "Name of the project,Forest", "Measure,Place", "Paths,South"]
        let extraction = try survey.extract(rows: Self.harbour + rows)
        #expect(try titles(extraction, survey) == ["title=Quay @A4 project=Harbour @B2"])
        #expect(extraction.told == ["layout.header-missing A5"])
        #expect(extraction.findings.map(\.severity) == [.error])
        #expect(extraction.findings.first?.value == "Project 2")
    }

    @Test("where the first table's header is in other words, the second one's rows are read and the first is told")
    func firstHeader() throws {
        let survey = try Self.projects(Self.headed)
        let rows = ["Project 1,", "Name of the project,Forest", "Measure,Place", "Paths,South", ","]
        let second = ["Project 2,", "Name of the project,Harbour", "Title,Region", "Quay,North"]
        let extraction = try survey.extract(rows: rows + second)
        #expect(try titles(extraction, survey) == ["title=Quay @A9 project=Harbour @B7"])
        #expect(extraction.told == ["layout.header-missing A1"])
    }

    @Test("an empty table right above the next one's heading has no record")
    func empty() throws {
        let survey = try Self.projects(Self.headed)
        let extraction = try survey.extract(
            rows: Array(Self.harbour.dropLast()) + ["Project 2,"] + Self.harbour.dropFirst())
        #expect(try titles(extraction, survey) == ["title=Quay @A7 project=Harbour @B5"])
        #expect(extraction.told == [])
    }

    @Test("a list of contents above the tables is told of nothing")
    func contents() throws {
        let survey = try Self.projects(Self.headed)
        let extraction = try survey.extract(rows: ["Project 1,", "Country,Norway"] + Self.harbour)
        #expect(try titles(extraction, survey) == ["title=Quay @A6 project=Harbour @B4"])
        #expect(extraction.told == [])
    }

    @Test("headings with words beside them and a line of instructions below have their numbers")
    func instructions() throws {
        let survey = try Self.projects(Self.headed)
        let extraction = try survey.extract(
            rows: ["Project 1,,see guidance", "One row per activity,", "Title,Region", "Quay,North"])
        #expect(extraction.records.count == 1)
        #expect(try survey.entry("number", of: 1, table: "items", in: extraction)?.part == "1")
    }

    @Test("a record that is called as a heading is one, where it has more answers than a title")
    func record() throws {
        let survey = try Self.projects(Self.headed)
        let rows = ["Project 3,South", "Project 2,", "Name of the project,Forest", "Title,Region", "Paths,South"]
        let extraction = try survey.extract(rows: Self.harbour + rows)
        #expect(
            try titles(extraction, survey) == [
                "title=Quay @A4 project=Harbour @B2", "title=Project 3 @A5 project=Harbour @B2",
                "title=Paths @A9 project=Forest @B7",
            ])
        #expect(try survey.entry("number", of: 3, table: "items", in: extraction)?.part == "2")
        #expect(extraction.told == [])
    }

    @Test(
        "a table's last record that is called as a heading is one, be it beside words as headings are, or its title alone",
        arguments: [("see guidance", "South"), ("", "South"), ("see guidance", ""), ("", "")])
    func lastRecord(_ words: String, _ region: String) throws {
        let survey = try Self.projects("direction: down, start: \"Project {n}\", number: number")
        let extraction = try survey.extract(rows: [
            "Project 1,\(words)", "Title,Region", "Quay,North", "Project 7,\(region)", ",", "Project 2,\(words)",
            "Title,Region", "Paths,South",
        ])
        #expect(try titles(extraction, survey) == ["title=Quay @A3", "title=Project 7 @A4", "title=Paths @A8"])
        #expect(try survey.entry("number", of: 2, table: "items", in: extraction)?.part == "1")
        #expect(extraction.told == [])
    }

    @Test(
        "the next tables' headings are no records where their headers are not there and nobody has answered",
        arguments: ["see guidance", ""])
    func emptyHeadings(_ words: String) throws {
        let survey = try Self.projects("direction: down, start: \"Project {n}\", number: number")
        let extraction = try survey.extract(
            rows: ["Project 1,\(words)", "Title,Region", "Quay,North", "Project 2,\(words)", "Project 3,\(words)"])
        #expect(try titles(extraction, survey) == ["title=Quay @A3"])
        #expect(extraction.told == [])
    }

    @Test("thousands of headings in one row are read in the time that their cells take", .timeLimit(.minutes(10)))
    func headingsInOneRow() throws {
        let survey = try Self.projects(Self.headed)
        let headings = (1...1_000).map { "Project \($0)" }.joined(separator: ",")
        let words = (1...2_000).map { "Words number \($0)" }.joined(separator: ",")
        let extraction = try survey.extract(rows: [headings, words, "Title,Region", "Quay,North"])
        #expect(try titles(extraction, survey).count == 1)
    }

    @Test("a heading in other words is told, and is no record of the table above it")
    func heading() throws {
        let survey = try Self.projects(Self.headed)
        let rows = [",", "2nd project,", "Name of the project,Forest", "Title,Region", "Paths,South"]
        let extraction = try survey.extract(rows: Self.harbour + rows)
        #expect(
            try titles(extraction, survey) == [
                "title=Quay @A4 project=Harbour @B2", "title=Paths @A9 project=Forest @B7",
            ])
        #expect(extraction.told == ["layout.label-missing A6"])
        #expect(extraction.findings.map(\.value) == ["2nd project"])
        #expect(extraction.findings.map(\.field) == ["number"])
        #expect(extraction.findings.map(\.severity) == [.warning])
        // People know no `{n}`.
        #expect(extraction.findings.map { $0.expected?.text(in: "en") } == ["Project 1, Project 2, …"])
        #expect(extraction.findings.first?.message.text(in: "en").contains("“Project 1, Project 2, …”") == true)
    }

    @Test("a label above a table that is in other words is told at the table's header")
    func label() throws {
        let survey = try Self.projects(Self.headed)
        let rows = ["Project 2,", "Called,Forest", "Title,Region", "Paths,South"]
        let extraction = try survey.extract(rows: Self.harbour + rows)
        #expect(try titles(extraction, survey) == ["title=Quay @A4 project=Harbour @B2", "title=Paths @A8"])
        #expect(extraction.told == ["layout.label-missing A7"])
        #expect(extraction.findings.map(\.field) == ["project"])
    }

    @Test("without headings in the definition the labels above a table tell where another one begins")
    func labelsAlone() throws {
        let survey = try Self.projects("direction: down, fields: {project: {label: Name of the project}}")
        let rows = [",", "Name of the project,Forest", "Measure,Place", "Paths,South"]
        let extraction = try survey.extract(rows: Array(Self.harbour.dropFirst()) + rows)
        #expect(try titles(extraction, survey) == ["title=Quay @A3 project=Harbour @B1"])
        #expect(extraction.told == ["layout.header-missing A5"])
    }

    @Test("side by side, each table has its own heading's number, and one without a header is told")
    func across() throws {
        let survey = try Self.projects("direction: across, start: \"Project {n}\", number: number")
        let extraction = try survey.extract(rows: [
            "Project 1,,Project 2,,Project 3,", "Title,Region,Title,Region,Measure,Place",
            "Quay,North,Paths,South,Trees,West",
        ])
        #expect(try titles(extraction, survey) == ["title=Quay @A3", "title=Paths @C3"])
        #expect(try survey.entry("number", of: 2, table: "items", in: extraction)?.part == "2")
        #expect(extraction.told == ["layout.header-missing E1"])
    }
}
