import SurveyModel
import Testing
import Transform

@Suite("Numbers in words")
struct NumberNameTests {
    @Test(
        "a number in words is read, with a note",
        arguments: [
            ("zero", nil, 0), ("one", nil, 1), ("Two", nil, 2), ("twelve", nil, 12), ("a dozen", nil, 12),
            ("twenty-one", nil, 21),
            ("twenty one", nil, 21), ("ninety-nine", nil, 99), ("a hundred", nil, 100),
            ("one hundred and five", nil, 105),
            ("two thousand five hundred", nil, 2500), ("ten thousand", nil, 10_000),
            ("two hundred thousand", nil, 200_000),
            ("un", "fr", 1), ("vingt et un", nil, 21), ("vingt-et-un", nil, 21), ("soixante-dix", nil, 70),
            ("soixante et onze", nil, 71), ("quatre-vingts", nil, 80), ("quatre-vingt", nil, 80),
            ("quatre-vingt mille", nil, 80_000), ("quatre-vingt-dix-neuf", nil, 99),
            ("septante-deux", nil, 72),
            ("deux cents", nil, 200), ("deux cent trois", nil, 203), ("mille deux cents", "fr", 1200),
            ("sept", "fr", 7), ("néant", nil, 0),
            ("dos", "es", 2), ("once", "es", 11), ("veintidós", nil, 22), ("treinta y uno", nil, 31),
            ("cien", nil, 100),
            ("ciento uno", nil, 101), ("dos mil quinientos", "es", 2500), ("quinientos", nil, 500),
            ("doscientas", nil, 200), ("quinientas treinta y una", nil, 531), ("tres", "es", 3), ("tres", "pt", 3),
            ("tres mil", nil, 3000),
            ("zwei", nil, 2), ("zwölf", nil, 12), ("einundzwanzig", nil, 21), ("dreißig", nil, 30),
            ("fünfunddreissig", nil, 35),
            ("zweihundertfünf", nil, 205), ("zweitausendfünfhundert", nil, 2500),
        ] as [(String, String?, Double)])
    func names(_ text: String, _ language: String?, _ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number", language: language)
        #expect(entry.value == .number(number))
        #expect(entry.normalisation?.method == "number-words")
        #expect(findings.map(\.rule) == ["value.number-in-words"])
        #expect(findings.first?.severity == .note)
    }

    @Test(
        "words for millions, per cent and money follow as they do behind digits",
        arguments: [
            ("one million", 1e6, "number-words+multiplier"), ("a million", 1e6, "number-words+multiplier"),
            ("two million euros", 2e6, "number-words+currency-sign+multiplier"),
            ("deux millions d'euros", 2e6, "number-words+currency-sign+multiplier"),
            ("zwei Millionen", 2e6, "number-words+multiplier"), ("twenty euros", 20, "number-words+currency-sign"),
        ])
    func multiplied(_ text: String, _ number: Double, _ method: String) throws {
        let entry = try SpecimenSurvey().read(text, as: "number").entry
        #expect(entry.value == .number(number))
        #expect(entry.normalisation?.method == method)
    }

    @Test(
        "what is no number in words, or may be another language's word, is a finding",
        arguments: [
            "many", "several", "dozens", "none", "one or two", "two to three", "twenty-eleven", "one two", "first",
            "half", "two thirds",
            "once", "cent", "sept", "mil", "tres", "a euro", "à mille", "a miles", "thousand", "hundred", "a",
            "one stop shop", "eleventeen", "two (est.)",
        ])
    func noName(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-number"])
    }

    @Test("“five thousand” where thousands are asked for may be two numbers, and is not guessed at")
    func stated() throws {
        #expect(try SpecimenSurvey().read("five thousand", as: "thousands").entry.value == nil)
        #expect(try SpecimenSurvey().read("five", as: "thousands").entry.value == .number(5000))
    }

    @Test("whole numbers are read from words as well")
    func integers() throws {
        #expect(try SpecimenSurvey().read("three", as: "count").entry.value == .integer(3))
    }
}
