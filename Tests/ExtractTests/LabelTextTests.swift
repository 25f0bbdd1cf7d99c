import Testing

@testable import Extract

@Suite("Labels as they are compared")
struct LabelTextTests {
    @Test(
        "numbering in front of a label does not count",
        arguments: [
            "1. Country", "1.1 Country", "1 Country", "2) Country", "2a) Country", "Q1. Country", "Q2 Country",
            "B3. Country",
            "B8) Country", "B9 - Country", "B10: Country", "3 - Country",
        ])
    func numbering(_ text: String) {
        #expect(LabelText(text).likeness(to: LabelText("Country")) == 0.95)
    }

    @Test(
        "what is no numbering stays", arguments: ["2026", "B12", "1.5", "A4", "3rd sector", "Country 1", "CO2 Country"])
    func noNumbering(_ text: String) {
        #expect(LabelText(text).likeness(to: LabelText("Country")) == 0)
        #expect(LabelText(text).core == LabelText(text).full)
    }
}
