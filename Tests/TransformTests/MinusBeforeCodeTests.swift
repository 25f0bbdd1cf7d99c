import SurveyModel
import Testing
import Transform

/// Most lists have no codes less than nothing; of those that have, the list `change` has -1, 0 and 1.
@Suite("A minus before a code")
struct MinusBeforeCodeTests {
    @Test(
        "is a part of it where the list has such a code, with any kind of dash",
        arguments: [
            "-1", "(-1)", "−1", "–1", "-1.", "-1 - Worse", "-1 Worse", "-1: worse", "Worse (-1)", "Worse -1",
            "Worse-1", "Worse - 1", "- 1 Worse",
        ])
    func own(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "change")
        #expect(entry.value == .text("-1"))
        #expect(findings.map(\.rule) == [])
    }

    @Test(
        "makes another number of one that the list has without it, which is suggested",
        arguments: ["-2", "- 2", "–2", "−2", "(-2)", ".2"])
    func other(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.suggestion?.text(in: "en") == "substantial (2)")
    }

    @Test("so it does in a cell with a number, and for functions of government")
    func otherKinds() throws {
        let survey = try SpecimenSurvey()
        let (entry, findings) = try survey.read(.number(-2, isPercent: false), as: "depth")
        #expect(entry.value == nil)
        #expect(findings.first?.suggestion?.text(in: "en") == "substantial (2)")
        #expect(try survey.read("-07", as: "area").entry.value == nil)
    }

    @Test(
        "is asked for where it may be one or a bullet, and where it contradicts the label",
        arguments: ["- 1", "-1 Better", "- 1 Better", "Better -1", "Better (-1)"])
    func unclear(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "change")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.suggestion?.text(in: "en") == "Worse (-1); Better (1)")
    }

    @Test(
        "is a bullet, or parts the code from its label, where these agree without it",
        arguments: [
            ("Better-1", "change", "1"), ("Better - 1", "change", "1"), ("Better – 1", "change", "1"),
            ("-2 substantial", "depth", "2"), ("- 2 substantial", "depth", "2"), ("- 2. substantial", "depth", "2"),
            ("2 -substantial", "depth", "2"), ("- 07 Health", "service", "07"),
        ])
    func bullet(_ text: String, _ field: String, _ code: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field)
        #expect(entry.value == .text(code))
        #expect(findings.map(\.rule) == [])
    }

    @Test("is no bullet before one of several codes, unless each line begins with one")
    func several() throws {
        let survey = try SpecimenSurvey()
        for text in ["1;-2", "1; - 2"] {
            let (entry, findings) = try survey.read(text, as: "whom")
            #expect(entry.value == .codes(["1"]))
            #expect(findings.map(\.rule) == ["code.unknown"])
            #expect(findings.first?.suggestion?.text(in: "en") == "Two (2)")
        }
        #expect(try survey.read("- 2", as: "whom").entry.value == nil)
        for text in ["- 1\n- 2", "− 1\n− 2", "‐ 1\n‐ 2"] {
            let (entry, findings) = try survey.read(text, as: "whom")
            #expect(entry.value == .codes(["1", "2"]))
            #expect(findings.map(\.rule) == [])
        }
    }
}
