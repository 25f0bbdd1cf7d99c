import SurveyModel
import Testing

@testable import Report
@testable import Spreadsheets

@Suite("A survey's own texts in the respondent's language, also where Canvass has no words in it")
struct RespondentsLanguageTests {
    private func definition() throws -> SurveyDefinition {
        let yaml = SpecimenResult.yaml
            .replacing(
                "{en: Invented survey, fr: Enquête inventée}",
                with: "{de: Erfundene Erhebung, fr: Enquête inventée, it: Indagine inventata}"
            )
            .replacing("{en: Methods Unit}", with: "{de: Methodenstelle, it: Ufficio metodi}")
            .replacing("{en: Invented data.}", with: "{de: Erfundene Daten., it: Dati inventati.}")
            .replacing("languages: [en, fr]", with: "languages: [de, fr, it]")
            .replacing("title: {en: Number}", with: "title: {de: Zahl, it: Numero}")
        return try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml")
    }

    /// An issue of a rule of the survey's, as a run words it.
    private var issue: SurveyModel.Issue {
        SurveyModel.Issue(
            fingerprint: "00000000000000f3", reporter: "AAA", round: "2026", returnID: SpecimenResult.id(1),
            finding: Finding(
                rule: "number-plausible", severity: .warning,
                message: .localized(LocalizedText(["de": "2000 ist viel.", "it": "2000 è molto."])), table: "people",
                record: 13, field: "number", sheet: "People", cell: "B3", value: "2000",
                expected: .localized(LocalizedText(["de": "unter tausend", "it": "sotto mille"])),
                suggestion: .localized(LocalizedText(["de": "zweihundert", "it": "duecento"]))), state: .open)
    }

    private func result() throws -> RunResult {
        let full = try SpecimenResult.full()
        let coding = ReturnCoding(
            list: "kinds", raw: "infermieri", code: "nurse", method: "edit-distance", confidence: 0.8,
            suggestions: [], count: 1, origin: Origin(sheet: "People", row: 5, column: 1))
        var result = RunResult(
            survey: full.survey, definition: try definition(), reporters: full.reporters, returns: full.returns,
            counts: full.counts, coverage: full.coverage, issues: [issue], rules: [], codings: [], figures: [],
            provenance: [])
        result.doubtful = [SpecimenResult.id(1): [coding]]
        return result
    }

    private func letter(_ language: String) throws -> QueryLetter {
        let result = try result()
        let labels = ["de": "Pflege", "it": "Infermiera"]
        let letter = try QueryLetter(
            to: Reporter(code: "AAA", name: "Aland", language: language), in: result, workbooks: [],
            policy: IssuePolicy(result.definition),
            label: { code, _, language in code == "nurse" ? LocalizedText(labels).text(in: language) : nil },
            given: { _, _ in nil })
        return try #require(letter)
    }

    @Test("a letter has them beside our words in English", arguments: ["it", "it-CH"])
    func inLetter(language: String) throws {
        let letter = try letter(language)
        #expect(letter.survey == "Indagine inventata" && letter.sender == "Ufficio metodi")
        #expect(letter.signature.last == "Ufficio metodi")
        #expect(letter.salutation == "Dear colleagues in Aland,")
        #expect(letter.opening[0].hasPrefix("Thank you for your return to “Indagine inventata”, round 2026"))
        let query = try #require(letter.queries.first)
        #expect(query.question == "Numero")
        #expect(query.request == "2000 è molto. Expected: sotto mille.")
        #expect(letter.readings.map(\.readAs) == ["Infermiera"])
    }

    @Test("where the survey has no text in it either, the text stands that did")
    func inNeither() throws {
        let letter = try letter("nl")
        #expect(letter.survey == "Erfundene Erhebung")
        #expect(letter.queries.map(\.request) == ["2000 ist viel. Expected: unter tausend."])
        #expect(letter.readings.map(\.readAs) == ["Pflege"])
    }

    @Test("so have the first sheet and the notes of an annotated copy", arguments: ["it", "it-CH"])
    func inCopy(language: String) throws {
        let specimen = try AnnotatedSpecimen(
            "openpyxl.xlsx", issues: [issue], language: language, definition: definition())
        let sheet = try #require(specimen.after.sheets.first)
        #expect(sheet.name == "To review")
        let values = try AnnotatedSpecimen.values(sheet, of: specimen.after)
        #expect(values[CellAddress(row: 1, column: 1)] == .text("Indagine inventata: to review"))
        let texts = ["Numero", "2000", "2000 è molto.", "sotto mille", "duecento"]
        for (number, text) in texts.enumerated() {
            #expect(values[CellAddress(row: 6, column: 3 + number)] == .text(text), "\(text)")
        }
        let note = try #require(try specimen.notes(in: "People")["B3"])
        #expect(note.contains("To review, no. 1\n2000 è molto.\nExpected: sotto mille\nPerhaps: duecento"))
    }

    @Test("a summary has the title and the notice in the language that is asked for")
    func inSummary() throws {
        let text = String(decoding: try SummaryText(language: "it").text(of: result()), as: UTF8.self)
        #expect(text.hasPrefix("Indagine inventata, 2026\n"))
        #expect(text.hasSuffix("Dati inventati.\n"))
    }
}
