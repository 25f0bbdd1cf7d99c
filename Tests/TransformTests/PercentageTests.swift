import SurveyModel
import Testing

@Suite("Percentages, as cells show them and as people type them")
struct PercentageTests {
    @Test(
        "a percentage where none was asked for is read, with a warning", arguments: [("12%", 12.0), ("12,5 %", 12.5)])
    func percentage(_ text: String, _ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == .number(number))
        #expect(findings.map(\.rule) == ["value.percent"])
        let (share, none) = try SpecimenSurvey().read(text, as: "share")
        #expect(share.value == .number(number))
        #expect(none.isEmpty)
    }

    @Test(
        "a cell shown as a percentage counts by its field's unit, however that is spelt",
        arguments: [
            ("percentage", 0.12, 12.0), ("rate", 0.005, 5), ("rate", 0.0123, 12.3), ("share", 0.12, 12),
        ])
    func percentFormatByUnit(_ field: String, _ stored: Double, _ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(.number(stored, isPercent: true), as: field)
        #expect(entry.value == .number(number))
        #expect(entry.normalisation?.method == "percent-format")
        #expect(findings.isEmpty)
    }

    @Test("a cell shown as a percentage counts a hundredfold where the field's unit is percent, and only there")
    func percentFormat() throws {
        let survey = try SpecimenSurvey()
        let share = try survey.read(.number(0.07, isPercent: true), as: "share")
        #expect(share.entry.value == .number(7))
        #expect(share.entry.normalisation?.method == "percent-format")
        let plain = try survey.read(.number(0.07, isPercent: true), as: "number")
        #expect(plain.entry.value == .number(0.07))
        #expect(plain.entry.normalisation == nil)
        let unshown = try survey.read(.number(0.07, isPercent: false), as: "share")
        #expect(unshown.entry.value == .number(0.07))
    }

    @Test(
        "a percentage keeps its digits", arguments: [(0.1234, 12.34), (0.29, 29), (1.1, 110), (-0.155, -15.5), (0, 0)])
    func percentDigits(_ stored: Double, _ shown: Double) throws {
        #expect(try SpecimenSurvey().read(.number(stored, isPercent: true), as: "share").entry.value == .number(shown))
    }

    @Test(
        "a percentage too large for its digits behind the point keeps those before it; one beyond all numbers is told")
    func largePercentages() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read(.number(1.8e296, isPercent: true), as: "share").entry.value == .number(1.8e298))
        #expect(try survey.read(.number(-1e300, isPercent: true), as: "share").entry.value == .number(-1e302))
        for number in [1.8e306, -Double.greatestFiniteMagnitude] {
            let (entry, findings) = try survey.read(.number(number, isPercent: true), as: "share")
            #expect(entry.value == nil)
            #expect(findings.map(\.rule) == ["type.not-a-number"])
        }
        let plain = try survey.read(.number(1.8e306, isPercent: true), as: "number")
        #expect(plain.entry.value == .number(1.8e306))
        #expect(plain.findings.map(\.rule) == ["value.percent"])
    }
}
