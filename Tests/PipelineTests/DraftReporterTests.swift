import Testing

@testable import Pipeline

@Suite("Who reports, in a drafted definition")
struct DraftReporterTests {
    @Test("is told by a table's column only to be checked, and no row must have it")
    func column() throws {
        let draft = try SpecimenDraft(of: [
            "Register of projects 2026,,,", ",,,", "No.,Name of initiative,Lead institution,Remarks",
        ])
        #expect(
            draft.yaml.contains("check: a column of a table: is it who reports, and the same in most rows?"),
            "\(draft.yaml)")
        #expect(draft.yaml.contains("lead_institution: {type: string, title: Lead institution}"), "\(draft.yaml)")
        #expect(
            draft.lines.contains { $0.hasPrefix("See first whether records.lead_institution, a column") },
            "\(draft.lines)")
    }

    @Test("is told by the country that is asked above a table rather than by the table's column")
    func country() throws {
        let draft = try SpecimenDraft(of: [
            "Register of projects 2026,,,", ",,,", "Country,,,", ",,,",
            "No.,Name of initiative,Lead institution,Remarks",
        ])
        #expect(draft.lines.contains { $0.hasSuffix(".country says.") }, "\(draft.lines)")
        #expect(!draft.lines.contains { $0.hasPrefix("See first whether") })
        #expect(!draft.yaml.contains("check: a column of a table"))
    }

    @Test("may be who a list of the questionnaire names: the register has its codes")
    func choices() throws {
        let draft = try SpecimenDraft(of: [
            "Survey of schools 2026,", ",", "Municipality (North Town or South Town):,", "Name of school:,",
        ])
        #expect(draft.register.contains("north_town,North Town,,"), "\(draft.register)")
        #expect(draft.register.contains("south_town,South Town,,"), "\(draft.register)")
        #expect(
            draft.lines.contains { $0.hasPrefix("reporters.csv has the 2 choices of ") }, "\(draft.lines)")
    }

    @Test("is a registered number rather than the place, and no country but to be checked")
    func registration() throws {
        let draft = try SpecimenDraft(of: [
            "Survey of employment 2026,", ",", "NIF:,", "Municipality:,", "Staff on 1 January:,",
        ])
        #expect(draft.lines.contains { $0.hasSuffix(".nif says.") }, "\(draft.lines)")
        #expect(draft.yaml.contains("# check: is it who reports? Two that say the same"), "\(draft.yaml)")
    }
}
