import SurveyModel
import Testing

@Suite("Numbers in many scripts")
struct NumberScriptTests {
    @Test(
        "a number is read as its language writes it",
        arguments: [
            ("▲500", "ja", -500, "minus-word"), ("△１２", "ja", -12, "digits+minus-word"),
            ("ー500", nil, -500, "text-number"),
            ("35万2千", "ja", 352_000, "multiplier"), ("1億2000万円", "ja", 120_000_000, "currency-sign+multiplier"),
            ("1億2,000万", nil, 120_000_000, "multiplier"), ("2千5百", "zh", 2500, "multiplier"),
            ("2千3百万", "ja", 23_000_000, "multiplier"), ("3万5000", nil, 35_000, "multiplier"),
            ("130 mios", nil, 130e6, "multiplier"), ("5 т.р.", "ru", 5000, "currency-sign+multiplier"),
            ("5 т. руб.", nil, 5000, "currency-sign+multiplier"), ("١٢٥٠ ر.س", nil, 1250, "digits+currency-sign"),
            ("٥٠٠ د.ك.", nil, 500, "digits+currency-sign"), ("500 جنيه", nil, 500, "currency-sign"),
            ("٢٫٥ مليون ريال", nil, 2_500_000, "digits+currency-sign+multiplier"),
            ("5 الاف درهم", nil, 5000, "currency-sign+multiplier"),
        ] as [(String, String?, Double, String)])
    func read(_ text: String, _ language: String?, _ number: Double, _ method: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number", language: language)
        #expect(entry.value == .number(number))
        #expect(entry.normalisation?.method == method)
        #expect(findings.map(\.message) == [])
    }

    @Test("per cent is read in Arabic", arguments: ["٤٥ بالمئة", "45 بالمائة", "45 في المئة", "45 في المائة"])
    func percent(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "share")
        #expect(entry.value == .number(45))
        #expect(findings.isEmpty)
    }

    @Test("an amount in a currency of the Arab countries is none in euros")
    func otherCurrency() throws {
        let (entry, findings) = try SpecimenSurvey().read("500 ريال", as: "euros")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.other-unit"])
    }

    @Test(
        "what may make another number of the digits beside it leaves nothing to suggest",
        arguments: [
            "▲500", "△12", "▼5", "4OO", "4ОО", "5О", "З0", "1O0", "I2", "l00", "12 OOO", "5割", "3万5", "3万 5", "12 –",
            "M€ 5",
            "5 apples (thousands)", "130 millns", "7 милиарди хора", "Total – 250", "Staff - 12", "Total - €250",
            "Covid-19", "12 - milions", "1⅓", "2 ⅓", "2⅔", "12⅙", "1⅚", "1⅐", "1⅑",
        ])
    func nothingToSuggest(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-number"])
        #expect(findings.first?.suggestion == nil)
    }

    @Test(
        "words that change nothing leave the number to suggest",
        arguments: [
            ("500程度", "500"), ("500人", "500"), ("12 apples", "12"), ("300 (оценка)", "300"), ("12 km2", "12"),
            ("No.5", "5"), ("12 milestones", "12"), ("250 military staff", "250"), ("12 bilateral agreements", "12"),
            ("250, though estimated", "250"), ("12 000 – voir annexe", "12000"), ("250 - see annex", "250"),
            ("250 — see annex", "250"), ("Total = 250", "250"), ("= 250", "250"), ("Balance: -250", "-250"),
        ])
    func suggested(_ text: String, _ suggestion: String) throws {
        let (_, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(findings.map(\.rule) == ["type.not-a-number"])
        #expect(findings.first?.suggestion?.text(in: "en") == suggestion)
    }

    @Test(
        "a comma makes groups where it is never the decimal sign",
        arguments: [
            ("2,400", "ja", 2400.0), ("318,000", "zh", 318_000), ("5,000円", "ja", 5000), ("1,234", "ko", 1234),
            ("1,234", "he", 1234), ("1.234", "zh-TW", 1.234),
        ])
    func groups(_ text: String, _ language: String, _ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number", language: language)
        #expect(entry.value == .number(number))
        #expect(findings.isEmpty)
        let count = try SpecimenSurvey().read("12,000", as: "count", language: language).entry
        #expect(count.value == .integer(12_000))
    }

    @Test("a fraction that ends with nought is as unlikely there as elsewhere")
    func unlikely() throws {
        let findings = try SpecimenSurvey().read("1.500", as: "number", language: "ja").findings
        #expect(findings.map(\.rule) == ["type.ambiguous-number"])
    }
}
