import SurveyModel
import Testing

@Suite("Circles and crosses")
struct CircleTests {
    private func mark(_ code: String, _ text: String, _ column: Int) -> RawValue.Mark {
        RawValue.Mark(code: code, text: text, origin: Origin(sheet: "Answers", row: 5, column: column))
    }

    @Test(
        "a cross is neither yes nor no in a return with circles, or where the survey asks in a language in which it is no",
        arguments: [("en, fr", ["○"]), ("en, fr", ["〇"]), ("en, fr", ["=\"○\""]), ("en, ja", []), ("en, zh", [])]
            as [(String, [String])])
    func unclearCross(_ languages: String, _ others: [String]) throws {
        let survey = try SpecimenSurvey(languages: languages)
        let (entry, findings) = try survey.read("×", as: "agreed", others: others, language: "en")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-yes-or-no"])
        #expect(try survey.read("x", as: "agreed", others: others, language: "en").entry.value == .boolean(true))
    }

    @Test("where the survey asks in such a language, circles in a return tell that its custom is followed")
    func followed() throws {
        let survey = try SpecimenSurvey(languages: "en, ja")
        let cross = try survey.read("×", as: "agreed", others: ["○"], language: "en")
        #expect(cross.entry.value == .boolean(false))
        let circle = try survey.read("○", as: "agreed", language: "en")
        #expect(circle.entry.value == .boolean(true))
        let marks = try survey.read(
            .marks([mark("design", "×", 1), mark("review", "○", 3)]), as: "stages", language: "en")
        #expect(marks.entry.value == .codes(["review"]))
        #expect((cross.findings + circle.findings + marks.findings).isEmpty)
    }

    @Test("beside a circle a cross is not taken for a mark, and both are told; alone it marks")
    func marks() throws {
        let survey = try SpecimenSurvey()
        let beside = try survey.read(.marks([mark("design", "×", 1), mark("review", "○", 3)]), as: "stages")
        #expect(beside.entry.value == nil)
        #expect(beside.findings.map(\.rule) == ["type.not-a-mark", "type.not-a-mark"])
        let alone = try survey.read(.marks([mark("design", "×", 1)]), as: "stages")
        #expect(alone.entry.value == .codes(["design"]))
        #expect(alone.findings.isEmpty)
    }

    @Test("the katakana that looks like a check mark is one", arguments: ["レ", "ﾚ"])
    func katakana(_ text: String) throws {
        let marks = try SpecimenSurvey().read(.marks([mark("design", text, 1)]), as: "stages")
        #expect(marks.entry.value == .codes(["design"]))
        #expect(marks.findings.isEmpty)
    }

    @Test(
        "there is, or there is none; vowel signs of Arabic change nothing",
        arguments: [
            ("あり", true), ("有り", true), ("なし", false), ("無し", false), ("无", false), ("没有", false), ("نَعَم", true),
            ("نعـم", true),
        ])
    func words(_ text: String, _ expected: Bool) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "agreed")
        #expect(entry.value == .boolean(expected))
        #expect(findings.isEmpty)
    }
}
