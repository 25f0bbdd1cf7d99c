import OrderedCollections
import SurveyModel
import Testing
import Transform

@Suite("A code and its label in one cell")
struct CodeWithLabelTests {
    @Test(
        "a code beside its own label is taken, however the two are joined",
        arguments: [
            "2 - substantial", "2 – substantial", "2 = substantial", "2. substantial", "2) substantial", "2: a lot",
            "2 substantial",
            "(2) substantial", "[2] a lot", "2-a lot", "substantial (2)", "substantial(2)", "substantial - 2",
            "a lot = 2",
            "2, substantial", "2 - SUBSTANTIAL", "2 (substantielle)", " 2 -  substantial ",
        ])
    func agrees(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == .text("2"))
        #expect(entry.normalisation?.method == "code-and-label")
        #expect(findings.map(\.message) == [])
    }

    @Test("points that lead to a code are none of a number", arguments: [".....2", "..2", "..... 2"])
    func leaders(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == .text("2"))
        #expect(findings.map(\.rule) == [])
    }

    @Test(
        "a code beside the label of another is a finding that names both",
        arguments: ["1 - substantial", "1. substantial", "substantial (1)", "1 substantail", "a lot = 1"])
    func disagrees(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.message.text(in: "en") == "“\(text)” names the code 1 and the label of another one.")
        #expect(findings.first?.suggestion?.text(in: "en") == "some (1); substantial (2)")
    }

    @Test(
        "a code of another scheme and one in capitals before a space are read beside a label",
        arguments: ["578 - Norway", "Norway (578)", "NO Norway", "Norway NO", "578 Norway"])
    func otherSchemes(_ text: String) throws {
        #expect(try SpecimenSurvey().read(text, as: "place").entry.value == .text("NO"))
    }

    @Test("they contradict another one's label", arguments: [("562 - Norway", "562"), ("NE Norway", "NE")])
    func otherSchemesDisagree(_ text: String, _ code: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "place")
        #expect(entry.value == nil)
        #expect(
            findings.first?.message.text(in: "en") == "“\(text)” names the code \(code) and the label of another one.")
        #expect(findings.first?.suggestion?.text(in: "en") == "Niger (NE); Norway (NO)")
    }

    @Test("words that are no label are not taken, and the code is suggested", arguments: ["2 - big", "big (2)"])
    func otherWords(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == nil)
        #expect(findings.first?.suggestion?.text(in: "en") == "substantial (2)")
    }

    @Test(
        "two codes are no code and its label",
        arguments: ["1 - 2", "1 - 1", "2 (1)", "5 - some", "1 some / 2 substantial", "rather some"])
    func neither(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
    }

    @Test(
        "a hedged answer is suggested, not taken",
        arguments: ["rather some", "mostly some", "Plutôt partielle", "más bien some", "eher some"])
    func hedged(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == nil)
        #expect(findings.first?.suggestion?.text(in: "en") == "some (1)")
    }

    @Test(
        "so is a hedged function of government",
        arguments: [
            ("mostly Public order and safety", "Public order and safety (03)"),
            ("rather police", "Police services (03.1)"),
        ])
    func hedgedFunction(_ text: String, _ suggestion: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "area")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.suggestion?.text(in: "en") == suggestion)
    }

    @Test(
        "a label with something beside it is suggested and not taken",
        arguments: ["some (of the staff)", "Some, I think"])
    func besideLabel(_ text: String) throws {
        let survey = try SpecimenSurvey()
        let result = survey.transform([try survey.row(["depth": .text(text)])])
        let index = try #require(survey.definition.tables["answers"]?.index(of: "depth"))
        #expect(result.records.first?.entries[index]?.value == nil)
        #expect(result.findings.map(\.rule) == ["code.unknown"])
        #expect(result.findings.first?.message.text(in: "en").contains("is not one of the answers") == true)
        #expect(result.findings.first?.suggestion?.text(in: "en") == "some (1)")
        #expect(result.codings.map(\.method) == ["unknown"])
        #expect(result.codings.first?.suggestions == ["1 some"])
    }

    @Test("so it is with a part of an answer, and with those of several answers that are known beside one that is not")
    func partsBesideLabels() throws {
        let (many, unknown) = try SpecimenSurvey().read("Delivery (at home), design", as: "stages")
        #expect(many.value == .codes(["design"]))
        #expect(unknown.map(\.rule) == ["code.unknown"])
        #expect(unknown.first?.suggestion?.text(in: "en") == "Delivery (delivery)")
        let (one, findings) = try SpecimenSurvey().read("Waste, water management and xyz", as: "duty")
        #expect(one.value == nil && findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.suggestion?.text(in: "en") == "Waste (A1); Water management (B2)")
    }

    @Test("what takes a label back does not suggest it", arguments: ["not really some", "some: not much"])
    func denied(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == nil && findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.suggestion == nil)
    }

    @Test("a code with a point or a parenthesis behind it is the code", arguments: ["2.", "2)", "(2)"])
    func punctuated(_ text: String) throws {
        #expect(try SpecimenSurvey().read(text, as: "depth").entry.value == .text("2"))
    }

    @Test("codes with labels are read one by one where there are several")
    func several() throws {
        let (entry, findings) = try SpecimenSurvey().read(
            "design - Planning and design; delivery (Prestation)", as: "stages")
        #expect(entry.value == .codes(["design", "delivery"]))
        #expect(findings.isEmpty)
    }

    @Test("a group beside the name of its division is the group")
    func hierarchy() throws {
        let read = try SpecimenSurvey().read("07.3 - Hospital services", as: "service")
        #expect(read.entry.value == .text("07.3"))
        #expect(try SpecimenSurvey().read("07.2 Hospital services", as: "service").entry.value == nil)
    }

    @Test(
        "two answers where one is asked for are none, also where they are like the label of a third",
        arguments: [
            ("Health, education", "Health (07); Education (09)"), ("health; education", "Health (07); Education (09)"),
            ("Health / Education", "Health (07); Education (09)"),
        ])
    func twoAnswers(_ text: String, _ suggestion: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "service")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.message.text(in: "en").contains("names several answers") == true)
        #expect(findings.first?.suggestion?.text(in: "en") == suggestion)
    }

    @Test(
        "the parts of a division's label are no answers of their own",
        arguments: ["Recreation, culture", "recreation, culture", "recreation / culture"])
    func partsOfLabel(_ text: String) throws {
        #expect(try SpecimenSurvey().read(text, as: "service").entry.value == .text("08"))
    }
}
