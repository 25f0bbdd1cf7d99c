import Extract
import Testing

@testable import Pipeline

@Suite("Persons in a drafted definition")
struct DraftPrivacyTests {
    @Test("are private and to be checked, but for the reporter and what is no person")
    func form() throws {
        let draft = try SpecimenDraft(of: [
            "Survey of libraries 2026,", ",", "Country:,", "Contact person:,", "E-mail:,", "Address:,",
            "Name of library:,",
        ])
        for line in [
            "contact_person: {type: string, private: true, title: Contact person}",
            "e_mail: {type: string, private: true, title: E-mail}",
            "address: {type: string, private: true, title: Address}",
            "name_of_library: {type: string, title: Name of library}",
            "# check: asks for a person: kept apart from what is published",
        ] {
            #expect(draft.yaml.contains(line), "\(line) in \(draft.yaml)")
        }
        #expect(
            draft.lines.contains { $0.hasPrefix("Private, so kept apart") && $0.contains(".e_mail, ") },
            "\(draft.lines)")
    }

    @Test("are private where a matrix asks for them, and addresses of what a table lists are not")
    func tables() throws {
        let matrix = try SpecimenDraft(of: [
            "Offices 2026,,", ",,", ",Family name,Telephone", "Head office,,", "Branch,,", "Archive,,",
        ])
        #expect(matrix.yaml.contains("private: true"), "\(matrix.yaml)")
        let table = try SpecimenDraft(of: [
            "Register of playgrounds 2026,,,", ",,,", "No.,Name of playground,Address,Remarks",
        ])
        #expect(!table.yaml.contains("private: true"), "\(table.yaml)")
    }

    @Test(
        "are told by the words of a label, in many languages",
        arguments: [
            ("1.3 Courriel :", true), ("Teléfono", true), ("Ansprechpartner/in", true), ("Kontaktperson", true),
            ("Personne responsable", true), ("担当者の氏名", true), ("Respondent (name and position)", true),
            ("Completed by", true), ("Contact institution", false), ("Website address", false), ("Name", false),
            ("Which services do you offer by telephone to residents?", false),
        ])
    func words(label: String, isPerson: Bool) {
        #expect(QuestionText.asksForPerson(label, isOfReturn: true) == isPerson)
    }
}
