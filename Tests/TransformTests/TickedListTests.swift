import SurveyModel
import Testing

@Suite("Options with boxes and marks")
struct TickedListTests {
    @Test(
        "of options with marks the ticked ones are taken",
        arguments: [
            ("[x] Delivery\n[ ] Planning and design", ["delivery"]),
            ("[x] Delivery; [ ] Planning and design; [X] Review, evaluation", ["delivery", "review"]),
            ("Delivery (x); Planning and design ( )", ["delivery"]),
            ("( ) Delivery\n(x) Planning and design", ["design"]),
            ("☒ Delivery\n☐ Planning and design", ["delivery"]), ("☐ Delivery\n☑ Planning and design", ["design"]),
            ("_ Delivery\nx Planning and design", ["design"]), ("__ Delivery\n_x_ Planning and design", ["design"]),
            ("X Delivery\n- Planning and design", ["delivery"]), ("× Delivery\n- Planning and design", ["delivery"]),
            ("- Delivery (x)\n- Planning and design ( )", ["delivery"]),
            ("□ Delivery\n■ Planning and design", ["design"]),
            ("[x] Delivery\n[ ] Other (please specify)", ["delivery"]), ("（x） Delivery\n（ ） Review", ["delivery"]),
            ("[x] Delivery / [-] Planning and design", ["delivery"]),
        ])
    func ticked(_ text: String, _ codes: [String]) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "stages")
        let expected = ["design", "delivery", "review"].filter(codes.contains)
        #expect(entry.value == .codes(expected))
        #expect(entry.normalisation?.method == "marks")
        #expect(findings.map(\.rule) == [])
    }

    @Test("a ring beside a filled one is not taken, and told: it may have been a bullet")
    func rings() throws {
        let (entry, findings) = try SpecimenSurvey().read(
            "○ Delivery\n● Planning and design\n○ Review, evaluation", as: "stages")
        #expect(entry.value == .codes(["design"]))
        #expect(findings.map(\.rule) == ["code.unknown", "code.unknown"])
        #expect(findings.first?.suggestion?.text(in: "en") == "Delivery (delivery)")
    }

    @Test(
        "where it is not clear of each option whether it is ticked, none is taken",
        arguments: [
            "Delivery: x; Planning and design:", "Delivery ✓; Planning and design ✗",
            "☐ Delivery\n☐ Planning and design",
            "[x] Delivery\nPlanning and design", "[x] Delivery\n[x] Something else", "○ Delivery ● Planning and design",
            "✓ Delivery\nx Planning and design", "× Delivery\n○ Planning and design",
        ])
    func unclear(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "stages")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
    }

    @Test(
        "an option beside an empty box is not suggested where another's mark is not known",
        arguments: ["[v] Delivery\n[ ] Planning and design", "🗹 Delivery\n☐ Planning and design"])
    func unknownTick(_ text: String) throws {
        let (_, findings) = try SpecimenSurvey().read(text, as: "stages")
        #expect(findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.suggestion?.text(in: "en").contains("design") != true)
    }

    @Test(
        "a dash in a place of its own says that there is no further answer, and one before an answer is a bullet",
        arguments: ["Delivery\n-", "Delivery\n-\n-", "Delivery; -", "- Delivery -", "Delivery\n–"])
    func noFurther(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "stages")
        #expect(entry.value == .codes(["delivery"]))
        #expect(findings.map(\.rule) == [])
    }

    @Test(
        "bullets alone are no marks",
        arguments: [
            "● Delivery\n● Planning and design", "- Delivery\n- Planning and design",
            "○ Delivery\n○ Planning and design",
        ])
    func bullets(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "stages")
        #expect(entry.value == .codes(["design", "delivery"]))
        #expect(findings.map(\.rule) == [])
    }

    @Test(
        "an option whose box is empty is suggested",
        arguments: [
            "[ ] some", "( ) some", "[] some", "some [ ]", "some (-)", "[_] some", "(–) some", "（ ） some",
            "[\u{2003}] some", "[ ] 1", "1 some ( )", "☐ some",
        ])
    func empty(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
    }

    @Test(
        "a yes or no whose box is empty is no answer",
        arguments: ["[ ] yes", "( ) no", "yes [ ]", "yes (-)", "[] Yes", "Yes (–)", "［ ］ Yes", "Yes [ ] see annex"])
    func yesOrNo(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "agreed")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-yes-or-no"])
    }
}
