import Extract
import SurveyModel
import Testing

@Suite("Blocks whose headings or labels are not the questionnaire's")
struct BlockHeadingTests {
    private let survey: SpecimenSurvey

    init() throws {
        try self.init(start: "Practice {n}")
    }

    private init(start: String) throws {
        survey = try SpecimenSurvey(
            layouts: """
                cover:
                  into: cover
                  sheet: {position: 1}
                  form: {fields: {country: {label: Country}}}
                practices:
                  into: practices
                  sheet: {position: 1}
                  blocks:
                    start: "\(start)"
                    number: number
                    fields: {title: {label: Title}, year: {label: Start year}}

                """)
    }

    /// Reads a sheet that names the country in its first row, with blocks of four rows from the third on.
    private func extract(_ headings: [String], labels: [[String]] = []) throws -> Extraction {
        var rows = ["Country,France", ","]
        for (index, heading) in headings.enumerated() {
            let labels =
                labels.indices.contains(index) ? labels[index] : ["Title,Title \(index + 1)", "Start year,201\(index)"]
            rows += ["\"\(heading)\","] + labels + [","]
        }
        return try survey.extract(rows: rows)
    }

    /// What is told but for notes.
    private func told(_ extraction: Extraction) -> [String] {
        extraction.findings.filter { $0.severity != .note }.map { "\($0.severity) \($0.rule) \($0.cell ?? "-")" }
    }

    @Test(
        "a heading may have a name behind its number, and a word for \"number\" before it",
        arguments: [
            ["Practice 1: Repair café", "Practice 2: Choir"], ["Practice 1 – Repair café", "Practice 2 - Choir"],
            ["Practice no. 1", "Practice no. 2"], ["Practice n° 1", "Practice nº 2"],
            ["PRACTICE Nr. 1", "Practice #2"],
            ["Practice 1 / Pratique 1", "Practice 2 / Pratique 2"], ["Practice 1", "Practice 2: Choir"],
            ["Practice ١", "Practice ٢"], ["Practice १", "Practice २: Choir"], ["Practice １", "Practice ２"],
            ["Practice ①", "Practice②"],
        ])
    func named(_ headings: [String]) throws {
        let extraction = try extract(headings)
        #expect(
            try survey.lines(extraction, table: "practices") == [
                ["number=\(headings[0]) @A3", "title=Title 1 @B4", "year=2010 @B5"],
                ["number=\(headings[1]) @A7", "title=Title 2 @B8", "year=2011 @B9"],
            ])
        #expect(try survey.entry("number", of: 2, table: "practices", in: extraction)?.part == "2")
        #expect(told(extraction) == [])
    }

    @Test("an answer that begins as a heading does is none")
    func answers() throws {
        let extraction = try extract(
            ["Practice 1: Choir", "Practice 2"],
            labels: [
                ["Title,Practice 2: the same", "Start year,2010"],
                ["Title,Practice 3 of the ministry", "Practice 1: see above,"],
            ])
        #expect(
            try survey.lines(extraction, table: "practices").map { $0.prefix(2).joined(separator: " ") } == [
                "number=Practice 1: Choir @A3 title=Practice 2: the same @B4",
                "number=Practice 2 @A7 title=Practice 3 of the ministry @B8",
            ])
    }

    @Test("a spelling with the number twice is found where both are the same")
    func twice() throws {
        let bilingual = try BlockHeadingTests(start: "Practice {n} / Pratique {n}")
        let extraction = try bilingual.extract(["Practice 1 / Pratique 1", "Practice no. 2 / Pratique n° 2"])
        #expect(
            try bilingual.survey.lines(extraction, table: "practices").map { $0[0] } == [
                "number=Practice 1 / Pratique 1 @A3", "number=Practice no. 2 / Pratique n° 2 @A7",
            ])
        let other = try bilingual.extract(["Practice 1 / Pratique 2", "Practice 2 / Pratique 3"])
        #expect(bilingual.told(other) == ["error layout.header-missing A4"])
    }

    @Test(
        "without a heading that is known nothing is read, which is an error where the first question stands",
        arguments: [["Practice I", "Practice II"], ["Our first practice", "Our second practice"]])
    func unknown(_ headings: [String]) throws {
        let extraction = try extract(headings)
        #expect(extraction.records.map(\.table) == ["cover"])
        #expect(told(extraction) == ["error layout.header-missing A4"])
        let finding = try #require(extraction.findings.first { $0.rule == "layout.header-missing" })
        #expect(finding.expected?.text(in: "en") == "Practice 1, Practice 2, …")
        #expect(finding.message.text(in: "en").contains("numbered headings of “Practices”"))
    }

    @Test("where the first heading alone is lost, the questions above the others are told")
    func first() throws {
        let extraction = try extract(["Our first practice", "Practice 2"])
        #expect(try survey.lines(extraction, table: "practices").map { $0[0] } == ["number=Practice 2 @A7"])
        #expect(told(extraction) == ["warning layout.header-missing B4"])
    }

    @Test("where another heading is lost, respondents are told how it looks, not how the definition writes it")
    func later() throws {
        let extraction = try extract(["Practice 1", "Our second practice"])
        #expect(told(extraction) == ["error layout.block-unclear A8"])
        let finding = try #require(extraction.findings.first { $0.rule == "layout.block-unclear" })
        #expect(finding.expected?.text(in: "en") == "Practice 1, Practice 2, …")
    }

    @Test("a block that is answered under other labels is told, once; one that is not answered is none")
    func otherLabels() throws {
        let answered = try extract(
            ["Practice 1", "Practice 2"],
            labels: [["Title,Choir", "Start year,2010"], ["Designation,Café", "Opened,2014"]])
        #expect(try survey.lines(answered, table: "practices").count == 1)
        #expect(told(answered) == ["warning layout.label-missing A7"])
        let some = try extract(
            ["Practice 1", "Practice 2"], labels: [["Title,Choir", "Start year,2010"], ["Title,", "Opened,2014"]])
        #expect(told(some) == ["warning layout.label-missing A7"])
        #expect(some.findings.first { $0.rule == "layout.label-missing" }?.field == "year")
        let blank = try extract(
            ["Practice 1", "Practice 2"], labels: [["Title,Choir", "Start year,2010"], ["Designation,", "Opened,"]])
        #expect(told(blank) == [])
    }
}
