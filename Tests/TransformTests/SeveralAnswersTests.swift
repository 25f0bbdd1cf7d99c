import CodeLists
import SurveyModel
import Testing
import Transform

@Suite("Several answers in one cell")
struct SeveralAnswersTests {
    /// What becomes of a text in a field that holds one code.
    private func expectSeveral(_ text: String, as field: String, suggesting suggestion: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field)
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.message.text(in: "en").contains("names several answers") == true)
        #expect(findings.first?.suggestion?.text(in: "en") == suggestion)
    }

    @Test(
        "where one is asked for are none, and each is suggested, whatever stands between them",
        arguments: [
            "A1, B2", "A1/B2", "A1; B2", "A1 and B2", "A1 or B2", "A1 (or B2)", "A1 rather than B2", "A1 oder B2",
            "A1 - B2", "A1 B2", "Waste or A1 or B2", "Waste, water management", "Waste / Water management",
            "Waste but not water management", "Waste and/or water management", "1. A1 2. B2",
        ])
    func ofOwnList(_ text: String) throws {
        try expectSeveral(text, as: "duty", suggesting: "Waste (A1); Water management (B2)")
    }

    @Test(
        "are none though they are like the label of a third",
        arguments: [
            ("Health or education", "Health (07); Education (09)"),
            ("Education or health", "Education (09); Health (07)"),
            ("Health and education", "Health (07); Education (09)"),
            ("Health + education", "Health (07); Education (09)"),
            ("Health - education", "Health (07); Education (09)"), ("07 and 09", "Health (07); Education (09)"),
            ("07 Health and 09 Education", "Health (07); Education (09)"),
            ("Health&Education", "Health (07); Education (09)"), ("Health+Education", "Health (07); Education (09)"),
            ("Health → Education", "Health (07); Education (09)"), ("Health->Education", "Health (07); Education (09)"),
            ("Health instead of Education", "Health (07); Education (09)"),
            ("Waste or water", "Waste management (05.1); Water supply (06.3)"),
            ("salud o educación", "Health (07); Education (09)"),
        ])
    func ofServices(_ text: String, _ suggestion: String) throws {
        try expectSeveral(text, as: "area", suggesting: suggestion)
    }

    @Test("nor is a code the answer behind which a number stands that may be another one")
    func codeAndNumber() throws {
        let (entry, findings) = try SpecimenSurvey().read("07 and 9", as: "area")
        #expect(entry.value == nil && findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.suggestion?.text(in: "en") == "Health (07); Education (09)")
    }

    @Test(
        "a label with such a word or sign in it is that label",
        arguments: [
            "Waste or water management", "waste OR water management", "C3 - Waste or water management",
            "Waste or water management (C3)", "Waste or water management.",
        ])
    func label(_ text: String) throws {
        #expect(try SpecimenSurvey().read(text, as: "duty").entry.value == .text("C3"))
    }

    @Test("a code that is taken back is not suggested", arguments: ["not A1", "A1: none of it"])
    func denied(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "duty")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.suggestion == nil)
    }

    @Test(
        "where several are asked for are all taken: none is lost behind the first",
        arguments: [
            ("07 and 09", ["07", "09"]), ("07, 09 and 10", ["07", "09", "10"]), ("09.1 und 09.2", ["09.1", "09.2"]),
            ("07 Health and 09 Education", ["07", "09"]), ("Health, 07 and 09", ["07", "09"]),
            ("Health, education", ["07", "09"]), ("Health&Education", ["07", "09"]),
            ("07.3 Hospital services", ["07.3"]),
            ("08 Recreation, culture and religion", ["08"]),
        ])
    func many(_ text: String, _ codes: [String]) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "areas")
        #expect(entry.value == .codes(codes))
        #expect(findings.map(\.message) == [])
    }

    @Test(
        "a label with a semicolon in it is not split: in a cell of its own, on a line, or among others",
        arguments: [
            ("Four; or more", ["3"]), ("One; Four; or more", ["1", "3"]), ("Four; or more; Two", ["2", "3"]),
            ("One\nFour; or more", ["1", "3"]), ("- Four; or more\r\n- One; Two", ["1", "2", "3"]),
            ("One；Two", ["1", "2"]),
        ])
    func semicolon(_ text: String, _ codes: [String]) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "whom")
        #expect(entry.value == .codes(codes))
        #expect(findings.map(\.message) == [])
        let cells = text.split(whereSeparator: \.isNewline).enumerated().map { index, line in
            RawValue.Part(text: String(line), origin: Origin(sheet: "Answers", row: 5, column: 30 + index))
        }
        #expect(try SpecimenSurvey().read(.parts(cells), as: "whom").entry.value == .codes(codes))
    }

    @Test(
        "of which one is meant are none also where several may be given",
        arguments: ["07 or 09", "Health or education", "07 rather than 09"])
    func alternatives(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "areas")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.message.text(in: "en").contains("is not one of the answers") == true)
        #expect(findings.first?.suggestion?.text(in: "en") == "Health (07); Education (09)")
    }

    @Test(
        "where several are asked for, a code with its label hides none behind it, be it a group of the same division",
        arguments: [
            ("02 Defence; 02.2 Civil defence", ["02", "02.2"]),
            ("07.2 Outpatient services and 07 Health", ["07", "07.2"]),
            ("04.6 Communication, 04 Economic affairs", ["04", "04.6"]),
            ("09 Education\n09.4 Tertiary education", ["09", "09.4"]),
            ("08.3 Broadcasting and publishing services, 08 Recreation, culture and religion", ["08", "08.3"]),
        ])
    func divisionAndGroup(_ text: String, _ codes: [String]) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "areas")
        #expect(entry.value == .codes(codes))
        #expect(findings.map(\.message) == [])
    }

    @Test("of countries each with its code and its name none is taken, be one the territory of the other")
    func countriesWithCodes() throws {
        let matcher = CodeMatcher(try CodeList.bundled("countries"))
        func read(_ text: String) -> CodeReading { .answer(matcher.match(text), in: matcher, language: "en") }
        for (text, codes) in [
            ("GRL Greenland; DNK Denmark", ["GRL", "DNK"]), ("MTQ Martinique / FRA France", ["MTQ", "FRA"]),
            ("HKG Hong Kong (China)\nESP Spain", ["HKG", "ESP"]),
        ] {
            #expect(read(text).code == nil, "\(text)")
            #expect(read(text).suggestions.map(\.code) == codes, "\(text)")
        }
        #expect(read("GRL Greenland").code == "GRL")
        #expect(read("Puerto Rico, USA").code == "PRI")
    }

    @Test("a text that a reviewer has refused stays so, whatever code and label stand in it")
    func refused() throws {
        let list = try CodeList.read(csv: "code,label_en\n1,some\n2,much\n", id: "much", file: "much.csv")
        let matcher = CodeMatcher(list, aliases: [Alias(raw: "2 - much", code: ""), Alias(raw: "1, 2", code: "")])
        for text in ["2 - much", "1, 2"] {
            let reading = CodeReading.answer(matcher.match(text), in: matcher, language: "en")
            #expect(reading.code == nil && reading.suggestions.isEmpty && reading.isRefused, "\(text)")
        }
    }
}
