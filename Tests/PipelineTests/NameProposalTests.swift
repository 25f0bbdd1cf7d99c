import Testing

@testable import Pipeline

@Suite("Names proposed for questions")
struct NameProposalTests {
    @Test(
        "are made of the words that tell, in ASCII",
        arguments: [
            ("1.1 Country", "country"), ("1.2 Reporting body (ministry, agency or office)", "reporting_body"),
            ("Level of government of the reporting body", "level_government_reporting_body"),
            ("Date of completion", "date_of_completion"), ("Niveau d'administration", "niveau_administration"),
            ("Brève description", "breve_description"), ("¿Año de apertura?", "ano_de_apertura"),
            ("The", "the"), ("2024", "n2024"), ("2024 budget", "budget_2024"), ("Straße", "strasse"),
            ("Œuvre", "oeuvre"),
            ("Q4. Is it open on Sundays?", "is_it_open_on_sundays"), ("CO2 emissions (t)", "co2_emissions"),
            ("PM10 concentration", "pm10_concentration"), ("I. Basis", "basis"),
        ])
    func words(label: String, name: String) {
        var names = NameProposal(reserved: NameProposal.reservedFields)
        #expect(names.name(for: label, in: "en", fallback: "question_1") == name)
    }

    @Test("are told apart, and never one that Canvass or SQL has taken")
    func unique() {
        var names = NameProposal(reserved: NameProposal.reservedFields)
        #expect(names.name(for: "Name", in: "en", fallback: "x") == "name")
        #expect(names.name(for: "Name:", in: "en", fallback: "x") == "name_2")
        #expect(names.name(for: "Name", in: "en", fallback: "x") == "name_3")
        #expect(names.name(for: "Reporter", in: "en", fallback: "x") == "reporter_answer")
        #expect(names.name(for: "Group", in: "en", fallback: "x") == "group_answer")
        #expect(names.name(for: "Reasons", in: "en", fallback: "x") == "reasons_answer")
        #expect(names.name(for: "True", in: "en", fallback: "x") == "true_answer")
        #expect(names.name(for: "Budget", in: "en", fallback: "x") == "budget")
        #expect(names.name(for: "Budget status", in: "en", fallback: "x") == "budget_status_2")
        #expect(names.name(for: "Type label", in: "en", fallback: "x") == "type_label")
        #expect(names.name(for: "Type", in: "en", fallback: "x") == "type_2")
    }

    @Test(
        "are at most 40 characters, of whole words",
        arguments: ["Describe in your own words the most important changes that were made since the last survey"])
    func length(label: String) {
        var names = NameProposal()
        let name = names.name(for: label, in: "en", fallback: "x")
        #expect(name.count <= 40)
        #expect(label.lowercased().contains(name.split(separator: "_").last ?? "?"))
    }

    @Test("fall back to a place where a label has no Latin letters")
    func otherScripts() {
        var names = NameProposal()
        #expect(names.name(for: "日本", in: "ja", fallback: "question_7") == "question_7")
    }

    @Test("a sheet's words that the database keeps for itself give no table's name")
    func keptByTheDatabase() {
        var names = NameProposal(reserved: NameProposal.reservedTables, suffix: "sheet")
        #expect(names.tableName(for: "SQLite figures", in: "en", fallback: "table_2") == "table_2")
        #expect(names.tableName(for: "SQLite", in: "en", fallback: "table_3") == "table_3")
        #expect(names.tableName(for: "Rounds", in: "en", fallback: "table_4") == "rounds_2")
    }

    @Test("codes are those in front of labels, labels that are codes, or a label's first words")
    func codes() {
        #expect(NameProposal.codes(for: ["01 General services", "02 Defence"], in: "en") == ["01", "02"])
        #expect(NameProposal.codes(for: ["A. Yes, fully", "B. In part"], in: "en") == ["A", "B"])
        #expect(NameProposal.codes(for: ["EUR", "USD"], in: "en") == ["EUR", "USD"])
        #expect(NameProposal.codes(for: ["none", "some", "a great deal"], in: "en") == ["none", "some", "great_deal"])
        #expect(NameProposal.codes(for: ["A lot", "A little"], in: "en") == ["lot", "little"])
        #expect(NameProposal.codes(for: ["Good", "good!"], in: "en") == ["good", "good_2"])
    }
}
