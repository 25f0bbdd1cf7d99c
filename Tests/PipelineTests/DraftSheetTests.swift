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

    @Test("texts that are not asked are all named in the definition, where the summary has no room for them")
    func notAsked() throws {
        let notes = (1...10).map { "Note \($0) tells how the table below is to be filled in.,,," }
        let draft = try SpecimenDraft(
            of: ["Register of projects 2026,,,", ",,,"] + notes + [
                ",,,", "No.,Name of initiative,Lead institution,Remarks",
            ])
        #expect(draft.lines.contains("    and 2 more texts not asked, which pipeline.yaml names"), "\(draft.lines)")
        let words = draft.yaml.split(separator: "\n").joined(separator: " ").split { "# ".contains($0) }.joined(
            separator: " ")
        #expect(words.contains("A12 “Note 10 tells how the table below is to be filled in.”"), "\(draft.yaml)")
    }
}
