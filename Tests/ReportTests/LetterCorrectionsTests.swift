import SurveyModel
import Testing

@testable import Report

@Suite("What letters say of answers that a reviewer has corrected")
struct LetterCorrectionsTests {
    /// What is told of an answer that a reviewer has corrected.
    ///
    /// - Parameter given: what the decision's value is read as.
    private func readings(
        _ field: String, typed: String, _ action: DecisionAction, _ value: String, given: Value? = nil,
        suggestion: String? = nil, language: String = "en"
    ) throws -> [QueryLetter.Reading] {
        let yaml =
            SpecimenResult.yaml.replacing(
                "kind: {type: string, title: {en: Kind}}",
                with: "kind: {type: string, codelist: kinds, title: {en: Kind}}\n"
                    + "      kinds: {type: string, codelist: kinds, many: true, title: {en: Kinds}}\n"
                    + "      open: {type: boolean, title: {en: Open}}"
            ) + "\ncodelists: {kinds: {file: kinds.csv}}\n"
        let definition = try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml")
        let decision = Decision(
            fingerprint: "f1", action: action, seen: typed, value: value, reason: "", reviewer: "R",
            date: try #require(CalendarDay("2026-04-01")))
        let issue = SurveyModel.Issue(
            fingerprint: "f1", reporter: "AAA", round: "2026", returnID: SpecimenResult.id(1),
            finding: Finding(
                rule: "code.unknown", severity: .error, message: .text("m"), table: "people", record: 1, field: field,
                sheet: "People", cell: "B4", value: typed, suggestion: suggestion.map { Message.text($0) }),
            state: action == .accept ? .accepted : .corrected, decision: decision)
        let corrections = LetterCorrections(
            files: LetterFiles([]), definition: definition, catalogue: try Catalogue(language: language))
        let labels = ["06.4": ["en": "Street lighting", "fr": "Éclairage public"], "09": ["en": "Education"]]
        return corrections.readings([issue], given: { _, _ in given }) { code, list in
            list == "kinds" ? labels[code]?[language] ?? labels[code]?["en"] : nil
        }
    }

    @Test("a code is told by what its list calls it in the letter's language, however the reviewer has written it")
    func labels() throws {
        let code = Value.text("06.4")
        let reading = try #require(try readings("kind", typed: "street lamps", .correct, "06.4", given: code).first)
        #expect(
            reading.typed == "street lamps" && reading.readAs == "Street lighting" && reading.place == "People!B4")
        let french = try readings(
            "kind", typed: "lamps", .accept, "Street lighting", given: code, language: "fr")
        #expect(french.map(\.readAs) == ["Éclairage public"])
        let unwritten = try readings(
            "kind", typed: "x", .accept, "", given: .text("09"), suggestion: "Education (09)")
        #expect(unwritten.map(\.readAs) == ["Education"])
    }

    @Test("several codes are told by their labels; one without a label as it is")
    func several() throws {
        let both = try readings("kinds", typed: "x", .correct, "09;06.4", given: .codes(["06.4", "09"]))
        #expect(both.map(\.readAs) == ["Street lighting; Education"])
        let one = try readings("kinds", typed: "x", .correct, "06.4; 10", given: .codes(["06.4", "10"]))
        #expect(one.map(\.readAs) == ["Street lighting; 10"])
    }

    @Test(
        "yes and no, and numbers, are told as they are published, in the letter's language",
        arguments: [
            ("open", "true", Value.boolean(true), "en", "yes"), ("open", "vrai", .boolean(true), "fr", "oui"),
            ("open", "x", .boolean(false), "es", "no"), ("number", "9,0", .number(9), "fr", "9"),
            ("number", "13 827,5", .number(13827.5), "fr", "13827,5"),
            ("number", "13827.5", .number(13827.5), "en", "13827.5"),
        ])
    func values(field: String, written: String, given: Value, language: String, told: String) throws {
        let readings = try readings(field, typed: "perhaps", .correct, written, given: given, language: language)
        #expect(readings.map(\.readAs) == [told])
    }

    @Test("what gives no value, such as a mark, is told as it was written or suggested")
    func unread() throws {
        #expect(try readings("number", typed: "x", .correct, "n.a.").map(\.readAs) == ["n.a."])
        let readings = try readings("kind", typed: "x", .accept, "", suggestion: "Education (09)")
        #expect(readings.map(\.readAs) == ["Education (09)"])
    }

    @Test(
        "a blank that a reviewer has filled in is not told as something that was typed",
        arguments: [
            ("en", "where nothing was written, “12” was entered (People!B4)"),
            ("fr", "là où rien n'était écrit, «\u{A0}12\u{A0}» a été inscrit (People!B4)"),
            ("es", "donde no había nada escrito, se ha puesto «12» (People!B4)"),
        ])
    func blank(language: String, told: String) throws {
        let reading = try #require(
            try readings("number", typed: "", .correct, "12", given: .integer(12), language: language).first)
        let letter = try #require(
            try QueryLetter(
                to: Reporter(code: "AAA", name: "Aland", language: language), in: SpecimenResult.full(), workbooks: []))
        #expect(letter.line(of: reading) == told)
    }
}
