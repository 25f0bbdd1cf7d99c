import Testing

@testable import Pipeline

@Suite("The keys of a drafted definition")
struct DraftKeyTests {
    @Test("are not made of words that the questionnaire prints in several rows")
    func repeatedWords() throws {
        let draft = try SpecimenDraft(of: [
            "Municipal staff survey 2026,,,", ",,,", "Type of staff,Persons,Working hours,Remarks",
            "Permanent staff,,,",
            "of which: women,,,", "Temporary staff,,,", "of which: women,,,",
        ])
        #expect(!draft.yaml.contains("\n    key: ["), "\(draft.yaml)")
        #expect(draft.yaml.contains("# check: “of which: women” is printed in several rows"), "\(draft.yaml)")
    }

    @Test("are made of printed columns together, where none alone tells the rows apart")
    func together() throws {
        let draft = try SpecimenDraft(of: [
            "Municipal staff survey 2026,,,", ",,,", "Office,Sex,Persons,Remarks", "Archive,Women,,", "Archive,Men,,",
            "Library,Women,,", "Library,Men,,",
        ])
        #expect(draft.yaml.contains("\n    key: [office, sex]"), "\(draft.yaml)")
        #expect(!draft.yaml.contains("is printed in several rows"), "\(draft.yaml)")
    }

    @Test("are the first printed column where nothing stands in it twice")
    func first() throws {
        let draft = try SpecimenDraft(of: [
            "Municipal staff survey 2026,,,", ",,,", "Office,Kind,Persons,Remarks", "Archive,Public,,",
            "Library,Public,,",
        ])
        #expect(draft.yaml.contains("\n    key: [office]"), "\(draft.yaml)")
    }
}
