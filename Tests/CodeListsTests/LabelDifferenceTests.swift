import CodeLists
import Testing

@Suite("What tells the answers of a survey's own list apart")
struct LabelDifferenceTests {
    private func matcher(_ labels: String...) throws -> CodeMatcher {
        let rows = labels.enumerated().map { "\($0.offset + 1),\"\($0.element)\"" }
        return CodeMatcher(
            try CodeList.read(csv: (["code,label_en"] + rows).joined(separator: "\n") + "\n", id: "x", file: "x.csv"))
    }

    @Test(
        "a slip never makes another number of one",
        arguments: [
            "Under 100 staff", "Under 50 staff", "10 to 99 staff", "50 to 349 staff", "150 or more staff",
            "less than 15 years", "19 to 10 staff", "50 to 10 staff", "249 to 50 staff", "1049 staff", "Undr 100 staff",
        ])
    func numbers(text: String) throws {
        let matcher = try matcher(
            "Under 10 staff", "10 to 49 staff", "50 to 249 staff", "250 or more staff", "Less than 5 years",
            "10-49 staff")
        #expect(matcher.match(text).code == nil)
    }

    @Test(
        "a sign at a number or a class counts, and so does what parts two numbers",
        arguments: [
            (">10 staff", nil), ("10 staff", nil), ("≤ 10 staff", nil), ("< 10 Staff", "1"), ("250 staff", nil),
            ("250 + staff", "2"), ("15 rooms", nil), ("1 - 5 rooms", "3"), ("Grade A+", nil), ("grade a", "4"),
            ("5 degrees", nil), ("− 5 degrees", nil), ("2000 km", "6"), ("2,000 km", "6"),
            ("20.00 km", nil),
        ] as [(String, String?)])
    func signs(text: String, code: String?) throws {
        let matcher = try matcher("<10 staff", "250+ staff", "1-5 rooms", "Grade A", "-5 degrees", "2 000 km")
        #expect(matcher.match(text).code == code)
    }

    @Test(
        "a sign around a label that it has not is doubt, and the label is suggested",
        arguments: [
            "Some?", "some ?", "(some?)", "Some？", "some+", "some -", "some–", "< some", "> Some", "~some", "~~some~~",
            "± some", "!some", "[ ] some", "some ( )", "(-) some",
        ])
    func signsAround(text: String) throws {
        let found = try matcher("Some", "Substantial").match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == ["1"])
    }

    @Test(
        "a sign that a label has itself may stand, or be left out",
        arguments: [
            "What else?", "what else", "WHAT ELSE ?", "other ( )", "Other", "other (  )", "Too few -", "too few",
        ])
    func ownSigns(text: String) throws {
        #expect(try matcher("What else?", "Other ( )", "Too few -").match(text).code != nil)
    }

    @Test("a country whose box is empty is suggested")
    func emptyBoxOfCountry() throws {
        let found = CodeMatcher(try CodeList.bundled("countries")).match("[ ] Denmark")
        #expect(found.code == nil)
        #expect(found.suggestions.count == 1)
    }

    @Test("labels that differ in a sign alone are told apart by it")
    func signsAlone() throws {
        let matcher = try matcher("<10", ">10")
        #expect(matcher.match("<10").code == "1")
        #expect(matcher.match("> 10").code == "2")
        #expect(matcher.match("10").code == nil)
        #expect(matcher.match("10").suggestions.map(\.code) == ["1", "2"])
    }

    @Test(
        "a dash before blanks and a number may be a minus, and what is meant is asked",
        arguments: ["- 10 %", "- 10%", "– 10 %", "— 10 %", "-\u{A0}10 %", "- 1.5 %"])
    func looseMinus(text: String) throws {
        let matcher = try matcher("+10 %", "-10 %", "+1.5 %")
        let found = matcher.match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == (text.contains("5") ? ["3"] : ["1", "2"]))
    }

    @Test(
        "a dash at a number is a minus, and before a range a bullet",
        arguments: [("10 %", "1"), ("+10 %", "1"), ("-10%", "2"), ("−10 %", "2"), ("- 5 to 10 years", "3")])
    func dashes(text: String, code: String) throws {
        #expect(try matcher("+10 %", "-10 %", "5 to 10 years").match(text).code == code)
    }

    @Test(
        "the sign of a currency may be left out or added, and no other may stand in its place",
        arguments: [
            ("Less than 100 $", nil), ("less than 100 £", nil), ("less than 100 €", "1"), ("less than 100", "1"),
            ("€100 or more", "2"), ("$ 100 or more", nil), ("less than 5 €", "3"), ("Under 7 ＄", "4"),
            ("¤ less than 100", "1"), ("Euro (€)", "5"),
        ] as [(String, String?)])
    func currencies(text: String, code: String?) throws {
        let found = try matcher("Less than 100 €", "100 € or more", "Less than 5", "Under 7 $", "Euro").match(text)
        #expect(found.code == code)
        #expect(found.suggestions.isEmpty == (code != nil))
    }

    @Test(
        "a number with decimals is not two numbers",
        arguments: [
            ("1.2", nil), ("1,2", nil), ("1 / 2", "1"), ("1.5 rooms", nil), ("1,5 rooms", nil), ("1,5 km", "3"),
            ("1-5 km", nil), ("1,2 or 3 rooms", "4"), ("01/02/2020", "5"),
            ("１．５ km", "3"), ("١٫٥ km", "3"),
        ] as [(String, String?)])
    func decimals(text: String, code: String?) throws {
        let matcher = try matcher("1/2", "1-5 rooms", "1.5 km", "1, 2 or 3 rooms", "01.02.2020")
        #expect(matcher.match(text).code == code)
    }

    @Test(
        "a slip never makes the contrary of a word, and the label is suggested",
        arguments: [
            ("Inadequate", "Adequate"), ("Incomplete", "Complete"), ("Irreversible", "Reversible"),
            ("Unsatisfied", "Satisfied"), ("Unpaid leave", "Paid leave"), ("Deregulated sector", "Regulated sector"),
            ("Incompetent authority", "Competent authority"), ("Indirect support", "Direct support"),
            ("fully unimplemented", "Fully implemented"), ("Immigrant worker", "Migrant worker"),
            ("Emigrant worker", "Migrant worker"), ("ilegal", "Legal"), ("Mother", "Other"),
            ("Now satisfied", "Not satisfied"), ("Phase III", "Phase II"), ("worker, emigrant", "Migrant worker"),
        ])
    func contraries(text: String, label: String) throws {
        let found = try matcher(label, "Something else").match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == ["1"])
    }

    @Test(
        "a letter by itself, a preposition and the order around it count",
        arguments: [
            "Class D", "Class E", "Class", "Hepatitis A", "Grade", "Grade AA", "School", "Paid for the state",
            "State to region", "not small but large",
        ])
    func smallWords(text: String) throws {
        let matcher = try matcher(
            "Class A", "Hepatitis D", "Grade A", "In school", "Paid to the state", "Region to state",
            "Not large but small")
        #expect(matcher.match(text).code == nil)
    }

    @Test(
        "slips in ordinary words, articles and another order still do no harm",
        arguments: [
            ("Helth services", "1"), ("Educaton", "2"), ("Eduaction", "2"), ("Eeducation", "2"),
            ("protection of environment", "3"), ("environment, protection of the", "3"), ("Clss A", "4"),
            ("under 10 staf", "5"), ("staff under 10", "5"), ("Verry large", "6"), ("large very", "6"),
            ("services of helth", nil), ("leau potable", "7"), ("potable l'eau", "7"),
        ] as [(String, String?)])
    func harmless(text: String, code: String?) throws {
        let matcher = try matcher(
            "Health services", "Education", "Protection of the environment", "Class A", "Under 10 staff", "Very large",
            "L'eau potable")
        #expect(matcher.match(text).code == code)
    }

    @Test("only words of the list's own languages are passed over")
    func ownLanguages() throws {
        let english = try matcher("Las Vegas", "Other")
        #expect(english.match("Vegas").code == nil)
        let spanish = CodeMatcher(
            try CodeList.read(csv: "code,label_es\n1,Las escuelas\n", id: "x", file: "x.csv"))
        #expect(spanish.match("escuelas").code == "1")
    }

    @Test("an alias holds for texts with its numbers and signs alone")
    func aliases() throws {
        let list = try CodeList.read(csv: "code,label_en\n1,Few\n2,Many\n", id: "x", file: "x.csv")
        let aliases = [
            Alias(raw: "> 250", code: "2"), Alias(raw: "1-5", code: "1"), Alias(raw: "under 7 €", code: "1"),
        ]
        let matcher = CodeMatcher(list, aliases: aliases)
        #expect(matcher.match(">250").code == "2")
        #expect(matcher.match("< 250").code == nil)
        #expect(matcher.match("1 - 5").code == "1")
        #expect(matcher.match("15").code == nil)
        #expect(matcher.match("1.5").code == nil)
        #expect(matcher.match("Under 7€").code == "1")
        #expect(matcher.match("under 7 $").code == nil)
    }

    @Test("codes that differ only in case are taken as they are spelt, and else none is")
    func caseOfCodes() throws {
        let matcher = CodeMatcher(
            try CodeList.read(csv: "code,label_en\nmg,Milligram\nMg,Megagram\nkg,Kilogram\n", id: "x", file: "x.csv"))
        #expect(matcher.match("mg").code == "mg")
        #expect(matcher.match("Mg").code == "Mg")
        #expect(matcher.match("MG").code == nil)
        #expect(matcher.match("MG").suggestions.map(\.code) == ["mg", "Mg"])
        #expect(matcher.match("KG").code == "kg")
    }

    @Test("a code of several items in other schemes is none; the list's own come first")
    func otherSchemes() throws {
        let matcher = CodeMatcher(
            try CodeList.read(
                csv: "code,label_en,code_old,code_nat\na,First,1,2\nb,Second,2,1\n7,Third,8,9\n8,Fourth,7,10\n",
                id: "x",
                file: "x.csv"))
        for text in ["1", "2"] {
            #expect(matcher.match(text).code == nil)
            #expect(matcher.match(text).suggestions.map(\.code) == ["a", "b"])
            #expect(matcher.code(written: text) == nil)
        }
        #expect(matcher.match("7").code == "7")
        #expect(matcher.match("8").code == "8")
        #expect(matcher.match("9").code == "7")
        #expect(matcher.code(written: "10") == "8")
    }
}
