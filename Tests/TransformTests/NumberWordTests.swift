import SurveyModel
import Testing
import Transform

@Suite("Words and signs around numbers")
struct NumberWordTests {
    @Test(
        "a number before a word for thousands, millions or more is multiplied",
        arguments: [
            ("12 k", 12e3), ("12k€", 12e3), ("5 kEUR", 5e3), ("12 tsd. €", 12e3), ("12 Tsd", 12e3),
            ("3 milliers d'euros", 3e3),
            ("3 millions d’euros", 3e6), ("2 miles de euros", 2e3), ("2 millones de euros", 2e6), ("5 tusen", 5e3),
            ("12 tkr", 12e3),
            ("12 mkr", 12e6), ("3 milj. kr", 3e6), ("3 mn", 3e6), ("7 тыс.", 7e3), ("7 млн", 7e6), ("7 млрд руб.", 7e9),
            ("7 тис.", 7e3), ("2 хил.", 2e3), ("4 χιλιάδες", 4e3), ("4 εκατ. €", 4e6), ("4 δισ.", 4e9),
            ("3 mio kr", 3e6),
            ("3 mld €", 3e9), ("3 Mrd. €", 3e9), ("3 mia. kr", 3e9), ("3 miljardia", 3e9), ("2 tys. zł", 2e3),
            ("2 mln zł", 2e6),
            ("2 mld zł", 2e9), ("5 tis. Kč", 5e3), ("8 ezer Ft", 8e3), ("8 millió Ft", 8e6), ("6 mii lei", 6e3),
            ("6 bin TL", 6e3), ("6 milyon", 6e6), ("6 milyar", 6e9), ("3万", 3e4), ("3万円", 3e4), ("3億円", 3e8),
            ("5千人", nil),
            ("3百万円", 3e6), ("2만", 2e4), ("5 lakh", 5e5), ("2 crore", 2e7), ("٣ ملايين", 3e6), ("£5m", 5e6),
            ("5 m€", 5e6),
            ("M€ 5", nil), ("2 mil millones", 2e9), ("2 milliards", 2e9), ("2 miliardi", 2e9), ("5 mila", 5e3),
            ("€2.5bn", 2.5e9), ("1,5 Mio. EUR", 1.5e6), ("2 mdkr", 2e9), ("5 mnkr", 5e6), ("5 mrdEUR", 5e9),
            ("5 TsdEUR", 5e3),
        ] as [(String, Double?)])
    func multipliers(_ text: String, _ number: Double?) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == number.map { .number($0) })
        #expect(findings.map(\.rule) == (number == nil ? ["type.not-a-number"] : []))
        if number != nil { #expect(entry.normalisation?.method.contains("multiplier") == true) }
    }

    @Test(
        "a word that is one thing in one language and another in the next is not guessed at",
        arguments: [
            ("2 billion", nil, "2000000000; 2000000000000"), ("2 billion", "de", "2000000000; 2000000000000"),
            ("2 Billionen", "de", "2000000000; 2000000000000"), ("2 billones", "es", "2000000000; 2000000000000"),
            ("5 mil", nil, "5000; 5000000"), ("5 mil", "en", "5000; 5000000"),
            ("5 TEUR", "en", "5000; 5000000000000"),
            ("5 T€", nil, "5000; 5000000000000"),
        ] as [(String, String?, String)])
    func unclearMultipliers(_ text: String, _ language: String?, _ suggestion: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number", language: language)
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.ambiguous-number"])
        #expect(findings.first?.suggestion?.text(in: "en") == suggestion)
    }

    @Test(
        "the language of the return tells what such a word means, where it can",
        arguments: [
            ("2 billion", "en", 2e9), ("5 mil", "es", 5e3), ("5 mil. Kč", "cs", 5e6), ("5 mil", "pt-BR", 5e3),
            ("2 miles", "es", 2e3), ("2 bin", "tr", 2e3),
            ("5 T€", "de", 5e3),
            ("5 TEUR", "de", 5e3),
        ])
    func multipliersByLanguage(_ text: String, _ language: String, _ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number", language: language)
        #expect(entry.value == .number(number))
        #expect(findings.isEmpty)
    }

    @Test(
        "a letter that may be a multiplier or a unit is a finding, and suggests nothing where it may be millions or thousands",
        arguments: [
            ("5 M", "number", "type.not-a-number", nil), ("5 m", "number", "type.not-a-number", nil),
            ("5 T", "number", "type.not-a-number", nil), ("5 B", "number", "type.not-a-number", "5"),
            ("5 M", "euros", "type.other-unit", nil), ("5 t", "staff", "type.other-unit", nil),
            ("5 m", "length", "type.other-unit", "5"),
        ] as [(String, String, String, String?)])
    func loneLetters(_ text: String, _ field: String, _ rule: String, _ suggestion: String?) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field)
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == [rule])
        #expect(findings.first?.suggestion?.text(in: "en") == suggestion)
    }

    @Test(
        "a word for thousands that is an everyday word elsewhere counts in its own languages, and beside money",
        arguments: [
            ("5 lac", "en", 5e5), ("5 lacs", "hi", 5e5), ("5 lacs", "te", 5e5), ("5 lac", "pa", 5e5),
            ("5 lacs EUR", "fr", 5e5), ("5 tus", "da", 5e3),
            ("5 tus kr", "en", 5e3), ("3 lacs", "fr", nil), ("3 lacs de montagne", "fr", nil), ("3 tus", "es", nil),
            ("€ 0.30 mile", "en", nil),
        ] as [(String, String, Double?)])
    func everydayWords(_ text: String, _ language: String, _ number: Double?) throws {
        let entry = try SpecimenSurvey().read(text, as: "number", language: language).entry
        #expect(entry.value == number.map { .number($0) })
    }

    @Test(
        "currency marks, words and codes stand before or behind",
        arguments: [
            "€ 1200", "1200€", "1200 euros", "EUR 1200", "1200 EUR", "$1200", "US$ 1200", "1200 USD", "A$1200", "£1200",
            "¥1200",
            "1200円", "1200 元", "kr 1200", "1200 kr", "kr. 1200,-", "1200 zł", "1200 Kč", "1200 Ft", "CHF 1200",
            "Fr. 1200.–", "1200 lei",
            "1200 лв", "1200 руб.", "₴1200", "₹1200", "₽ 1200", "₺1200", "￥1200", "R$ 1200", "1200 XOF",
            "1200:-", "Fr. 1200.—",
        ])
    func currencies(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == .number(1200))
        #expect(entry.normalisation?.method == "currency-sign")
        #expect(findings.isEmpty)
    }

    @Test(
        "an amount in another currency than the field's is no value of it",
        arguments: [
            ("$ 500", "euros", false), ("500 USD", "euros", false), ("€ 500", "euros", true),
            ("500 kr", "euros", false),
            ("500 kr", "crowns", true), ("500 SEK", "crowns", true), ("500 NOK", "crowns", false),
            ("₿ 5", "euros", true),
            ("€ 500", "length", false), ("5 mnkr", "crowns", true), ("2 mdkr", "crowns", true),
            ("5 dkr", "crowns", false),
        ])
    func otherCurrencies(_ text: String, _ field: String, _ isRead: Bool) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field)
        #expect((entry.value != nil) == isRead)
        #expect(findings.map(\.rule) == (isRead ? [] : ["type.other-unit"]))
        #expect(isRead || ["500", "5"].contains(findings.first?.suggestion?.text(in: "en")))
    }

    @Test(
        "percent and per mille are read where they are asked for, and turned into each other",
        arguments: [
            ("12 %", "share", 12, "percent-sign"), ("12 percent", "share", 12, "percent-sign"),
            ("%12", "share", 12, "percent-sign"),
            ("12,5 pour cent", "share", 12.5, "percent-sign+decimal-comma"),
            ("12 Prozent", "share", 12, "percent-sign"),
            ("12 por ciento", "share", 12, "percent-sign"), ("١٢٪", "share", 12, "digits+percent-sign"),
            ("12 %", "percentage", 12, "percent-sign"), ("5 ‰", "percentage", 0.5, "per-mille"),
            ("5 ‰", "share", 0.5, "per-mille"), ("5 ‰", "rate", 5, "per-mille"),
            ("0,5 %", "rate", 5, "percent-sign+decimal-comma"),
        ])
    func parts(_ text: String, _ field: String, _ number: Double, _ method: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field)
        #expect(entry.value == .number(number))
        #expect(entry.normalisation?.method == method)
        #expect(findings.isEmpty)
    }

    @Test("parts of a thousand where none were asked for are read, with a warning")
    func unaskedPerMille() throws {
        let (entry, findings) = try SpecimenSurvey().read("5 ‰", as: "number")
        #expect(entry.value == .number(5))
        #expect(findings.map(\.rule) == ["value.percent"])
    }

    @Test(
        "a range is no number: it is told with its two ends",
        arguments: [
            ("10-15", "10; 15"), ("10 – 15", "10; 15"), ("10—15", "10; 15"), ("10 to 15", "10; 15"),
            ("between 10 and 15", "10; 15"),
            ("from 10 to 15", "10; 15"), ("10 à 15", "10; 15"), ("entre 10 et 15", "10; 15"), ("de 10 à 15", "10; 15"),
            ("10 bis 15", "10; 15"), ("zwischen 10 und 15", "10; 15"), ("10 a 15", "10; 15"),
            ("entre 10 y 15", "10; 15"),
            ("10 do 15", "10; 15"), ("od 10 do 15", "10; 15"), ("10 til 15", "10; 15"), ("10 tot 15", "10; 15"),
            ("10〜15", "10; 15"),
            ("10 000-15 000", "10000; 15000"), ("1,5-2,5", "1.5; 2.5"), ("2 to 3 million", "2000000; 3000000"),
            ("€10-€15", "10; 15"), ("10-15 €", "10; 15"), ("c. 10-15", "10; 15"), ("-5 to 5", "-5; 5"),
            ("12-15", "12; 15"),
        ])
    func ranges(_ text: String, _ ends: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == nil)
        #expect(entry.raw == .text(text))
        #expect(entry.normalisation == Normalisation(method: "not-read", confidence: 0))
        #expect(findings.map(\.rule) == ["type.range"])
        #expect(findings.first?.suggestion?.text(in: "en") == ends)
    }

    @Test("a range of numbers that may be two each is told without its ends")
    func unclearRange() throws {
        let (_, findings) = try SpecimenSurvey().read("1.234-5.678", as: "number")
        #expect(findings.map(\.rule) == ["type.range"])
        #expect(findings.first?.suggestion == nil)
    }

    @Test(
        "a bound is no number either",
        arguments: [
            "> 100", "<100", "≥ 100", "<= 100", "at least 100", "more than 100", "up to 100", "100+", "100 or more",
            "plus de 100",
            "moins de 100", "au moins 100", "más de 100", "mindestens 100", "über 100", "bis zu 100", "ponad 100",
            "meer dan 100",
            "över 100", "più di 100", "более 100", "100以上", "min. 100", "100 et plus",
        ])
    func bounds(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.range"])
        #expect(findings.first?.suggestion?.text(in: "en") == "100")
    }

    @Test(
        "a number that is about right is read in many languages, with a note",
        arguments: [
            "rund 200", "etwa 200", "ungefähr 200", "ca 200", "env. 200", "à peu près 200", "près de 200", "unos 200",
            "aproximadamente 200", "alrededor de 200", "circa 200", "ongeveer 200", "około 200", "asi 200", "cca 200",
            "noin 200",
            "omkring 200", "ungefär 200", "περίπου 200", "около 200", "приблизно 200", "yaklaşık 200", "約200", "约 200",
            "약 200",
            "rd. 200", "ok. 200", "حوالي 200", "200 env.", "200 approx.", "200 (approx.)", "± 200", "nearly 200",
        ])
    func approximate(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == .number(200))
        #expect(entry.normalisation?.method == "approximate")
        #expect(findings.map(\.rule) == ["value.approximate"])
    }

    @Test(
        "a unit behind a number is dropped where it is the field's",
        arguments: [
            ("12 km", "length", 12, "unit"), ("12km", "length", 12, "unit"),
            ("12,5 kilometres", "length", 12.5, "unit+decimal-comma"),
            ("12 (km)", "length", 12, "unit"), ("12-km", "length", 12, "unit"),
            ("12-kilometres", "length", 12, "unit"),
            ("2 thousand km", "length", 2000, "multiplier+unit"),
        ])
    func units(_ text: String, _ field: String, _ number: Double, _ method: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field)
        #expect(entry.value == .number(number))
        #expect(entry.normalisation?.method == method)
        #expect(findings.isEmpty)
    }

    @Test(
        "the words before “per” are enough of a unit",
        arguments: [
            "35 persons", "35 people", "35 personnes", "35 pers. per year", "35 personnes par an", "35 persons p.a.",
            "35 Personen pro Jahr", "35 personas al año", "35/an", "35 per year", "35 a year",
        ])
    func unitsPerYear(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "staff")
        #expect(entry.value == .integer(35))
        #expect(findings.isEmpty)
    }

    @Test(
        "a unit that is not the field's is a finding",
        arguments: [
            ("12 m", "length"), ("12 ha", "length"), ("5 years", "staff"), ("12 km", "staff"), ("12 EUR", "share"),
            ("€ 12", "share"), ("12 $", "share"),
        ])
    func otherUnits(_ text: String, _ field: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field)
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.other-unit"])
        #expect(["12", "5"].contains(findings.first?.suggestion?.text(in: "en")))
    }

    @Test(
        "a word for millions in a field that is in millions counts once",
        arguments: [("5 million", 5.0), ("5 Mio. €", 5), ("5", 5), ("€ 5.5 million", 5.5)])
    func unitWithMultiplier(_ text: String, _ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "millions")
        #expect(entry.value == .number(number))
        #expect(findings.isEmpty)
    }

    @Test("thousands in a field that is in millions may be either, and are not guessed at")
    func unitWithOtherMultiplier() throws {
        let (entry, findings) = try SpecimenSurvey().read("5 thousand", as: "millions")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.ambiguous-number"])
        #expect(findings.first?.suggestion?.text(in: "en") == "0.005; 5000")
    }

    @Test("a text as long as a page is no number, and costs no more than a glance")
    func longText() throws {
        for text in [
            String(repeating: "1", count: 30_000), String(repeating: "1-", count: 10_000),
            String(repeating: "((", count: 90),
        ] {
            #expect(try SpecimenSurvey().read(text, as: "number").findings.map(\.rule) == ["type.not-a-number"])
        }
    }
}

@Suite("Flags beside values")
struct ValueFlagTests {
    private static let keys = """
        flags:
          - {status: E, marks: [e, est.]}
          - {status: P, marks: [p, "(p)", prov.]}
          - {status: B, marks: b}
          - {status: D, marks: "*"}
        """

    @Test(
        "a flag that the survey declares is kept apart from its number",
        arguments: [
            ("12.5 e", 12.5, "E", "flag"), ("12.5(p)", 12.5, "P", "flag"), ("12.5 (P)", 12.5, "P", "flag"),
            ("1234 *", 1234, "D", "flag"),
            ("12.5b", 12.5, "B", "flag"), ("(e) 12", 12, "E", "flag"), ("est. 12", 12, "E", "flag"),
            ("12 est.", 12, "E", "flag"),
            ("e 12", 12, "E", "flag"), ("1 234,5 e", 1234.5, "E", "flag+grouping+decimal-comma"),
            ("€ 12 p", 12, "P", "flag+currency-sign"),
            ("2 million (e)", 2e6, "E", "flag+multiplier"), ("1e3 e", 1000, "E", "flag"),
        ])
    func flags(_ text: String, _ number: Double, _ status: String, _ method: String) throws {
        let (entry, findings) = try SpecimenSurvey(adding: Self.keys).read(text, as: "number")
        #expect(entry.value == .number(number))
        #expect(entry.status == status)
        #expect(entry.normalisation?.method == method)
        #expect(findings.isEmpty)
    }

    @Test(
        "a flag beside what is no clean number changes nothing",
        arguments: [
            ("twelve e", "type.not-a-number"), ("12 apples e", "type.not-a-number"), ("10-15 e", "type.range"),
            ("1.234 e", "type.ambiguous-number"), ("e", "type.not-a-number"), ("12 e p", "type.not-a-number"),
        ])
    func noCleanNumber(_ text: String, _ rule: String) throws {
        let (entry, findings) = try SpecimenSurvey(adding: Self.keys).read(text, as: "number")
        #expect(entry.value == nil)
        #expect(entry.status == nil)
        #expect(findings.map(\.rule) == [rule])
    }

    @Test(
        "a flag that is not declared is a finding that suggests the number",
        arguments: ["12.5 e", "12.5 (p)", "12.5*", "12.5 r"])
    func undeclared(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == nil)
        #expect(entry.status == nil)
        #expect(findings.map(\.rule) == ["type.not-a-number"])
        #expect(findings.first?.suggestion?.text(in: "en") == "12.5")
    }

    @Test("what is more than a letter or two beside a number is not called a flag", arguments: ["12 apples", "x12y"])
    func noFlag(_ text: String) throws {
        let message = try SpecimenSurvey().read(text, as: "number").findings.first?.message.text(in: "en")
        #expect(message == "“\(text)” is not a number.")
    }

    @Test(
        "where the words beside a number look like a flag, the finding says that flags can be declared",
        arguments: ["12 (est.)", "12 (p)", "12 e", "12*", "est. 12", "12 provisoire", "12 (geschätzt)"])
    func likelyFlag(_ text: String) throws {
        let finding = try #require(try SpecimenSurvey().read(text, as: "number").findings.first)
        #expect(finding.message.text(in: "en").contains("declare it under `flags`"))
        #expect(finding.suggestion?.text(in: "en") == "12")
    }

    @Test("other words beside a number are not taken for a flag", arguments: ["12 apples", "12 (see note)", "12 1)"])
    func unlikelyFlag(_ text: String) throws {
        let finding = try #require(try SpecimenSurvey().read(text, as: "number").findings.first)
        #expect(!finding.message.text(in: "en").contains("flags"))
    }

    @Test("numbers with flags tell of their column's decimal sign")
    func evidence() throws {
        let survey = try SpecimenSurvey(adding: Self.keys)
        #expect(try survey.read("1.234", as: "number", others: ["12,5 e"]).entry.value == .number(1234))
    }

    @Test("whole numbers have flags as well; texts and dates do not")
    func otherTypes() throws {
        let survey = try SpecimenSurvey(adding: Self.keys)
        let count = try survey.read("12 p", as: "count").entry
        #expect(count.value == .integer(12))
        #expect(count.status == "P")
        #expect(try survey.read("12 p", as: "text").entry.value == .text("12 p"))
    }
}
