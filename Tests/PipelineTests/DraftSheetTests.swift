import Testing

@testable import Pipeline

@Suite("The sheets of a drafted definition")
struct DraftSheetTests {
    @Test("a table below a form is looked for in the form's sheet, whatever little its name tells")
    func tableBelowForm() throws {
        let draft = try SpecimenDraft(of: [
            "Register of projects 2026,,,", ",,,", "Country,,,", ",,,",
            "No.,Name of initiative,Lead institution,Remarks",
        ])
        #expect(draft.lines.contains { $0.hasPrefix("Read back: all 5 fields") }, "\(draft.lines)")
        #expect(!draft.yaml.contains("any: true"), "\(draft.yaml)")
    }

    @Test("a table that is alone in the only sheet is looked for in any")
    func onlyTable() throws {
        let draft = try SpecimenDraft(of: [
            "Register of projects 2026,,,", ",,,", "No.,Name of initiative,Lead institution,Remarks",
        ])
        #expect(draft.yaml.contains("sheet: {any: true}"), "\(draft.yaml)")
    }
}
