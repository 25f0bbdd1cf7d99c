import Testing

@testable import Pipeline

@Suite("Labels of a drafted definition")
struct DraftLabelTests {
    @Test("are without their number only where a return is searched without it")
    func choice() {
        let labels = [
            "1.1 Country", "I. Basis (invented)", "CO2 emissions (t)", "2.1 Staff (women)", "2.2 Staff (men)",
        ]
        let choice = LabelChoice(labels)
        #expect(
            labels.indices.map { choice.label(labels[$0], at: $0) } == [
                "Country", "I. Basis", "CO2 emissions", "Staff (women)", "Staff (men)",
            ])
    }

    @Test("are found again in the questionnaire, with its numbers of sections and its names of substances")
    func readBack() throws {
        let draft = try SpecimenDraft(of: [
            "Register of sites,,,,", "Site,CO2 emissions (t),NO2 annual mean,I. Basis,Remarks",
        ])
        #expect(draft.lines.contains { $0.hasPrefix("Read back: all 5 fields") }, "\(draft.lines)")
        for line in [
            "co2_emissions: {label: CO2 emissions}", "no2_annual_mean: {label: NO2 annual mean}",
            "basis: {label: I. Basis}",
        ] {
            #expect(draft.yaml.contains(line), "\(line) in \(draft.yaml)")
        }
    }

    @Test(
        "give names by the words behind an opener that says nothing",
        arguments: [
            ("If yes, year of establishment", "year_of_establishment"), ("of which: Women", "women"),
            ("davon: Haushalte", "haushalte"), ("dont : assurées par traités", "assurees_par_traites"),
            ("Budget, as adopted", "budget"), ("If yes", "if_yes"), ("Of which:", "of_which"),
        ])
    func openers(label: String, name: String) {
        #expect(NameProposal.base(label, "en") == name)
    }

    @Test("over printed words call no column a number")
    func items() throws {
        let draft = try SpecimenDraft(of: [
            "Land use 2026,,,", ",,,", "Item,Area,Source,Remarks", "Arable land,,,", "Forest land,,,",
        ])
        #expect(draft.yaml.contains("item: {label: Item, preprinted: true}"), "\(draft.yaml)")
        let numbers = try SpecimenDraft(of: [
            "Projects 2026,,,", ",,,", "Item,Title of project,Source,Remarks", "1,,,", "2,,,",
        ])
        #expect(numbers.yaml.contains("number: {label: Item, preprinted: true}"), "\(numbers.yaml)")
    }
}
