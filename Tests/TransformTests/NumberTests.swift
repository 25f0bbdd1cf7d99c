import SurveyModel
import Testing
import Transform

@Suite("Numbers as people type them")
struct NumberTests {
    @Test(
        "a number is read, and what was done to it is written down",
        arguments: [
            ("12", 12, nil), ("-12", -12, nil), ("0.125", 0.125, nil), ("12.50", 12.5, "text-number"),
            ("007", 7, "text-number"), (" 12 ", 12, "text-number"),
            ("+12", 12, "text-number"), ("1e3", 1000, "text-number"), ("1.5E6", 1_500_000, "text-number"),
            (".5", 0.5, "text-number"),
            // Grouping: space, no-break space, narrow no-break space, thin space, apostrophes, points, commas.
            ("1 234", 1234, "grouping"), ("1\u{A0}234\u{A0}567", 1_234_567, "grouping"),
            ("1\u{202F}234", 1234, "grouping"), ("1\u{2009}234", 1234, "grouping"),
            ("1'234'567", 1_234_567, "grouping"), ("1’234", 1234, "grouping"), ("1.234.567", 1_234_567, "grouping"),
            ("1,234,567", 1_234_567, "grouping"), ("1\u{2007}234", 1234, "grouping"), ("1´234", 1234, "grouping"),
            // Groups of two, as in India.
            ("12,34,567", 1_234_567, "grouping"), ("1,23,456", 123_456, "grouping"),
            ("1,23,45,678.50", 12_345_678.5, "grouping"),
            // Other digits and signs: Arabic-Indic with its own signs, Persian, Devanagari, Bengali, fullwidth.
            ("١٢٣", 123, "digits"), ("١٬٢٣٤٫٥", 1234.5, "digits+grouping"), ("۱۲۳۴", 1234, "digits"),
            ("१,२३,४५६", 123_456, "digits+grouping"), ("১২", 12, "digits"), ("１２３４", 1234, "digits"),
            ("１，２３４．５", 1234.5, "digits+grouping"), ("−１２", -12, "digits"), ("＋１２", 12, "digits"),
            ("١٫٢٣٤", 1.234, "digits"), ("12·5", 12.5, "text-number"), ("\u{200F}12\u{200E}", 12, "text-number"),
            // The decimal sign.
            ("12,5", 12.5, "decimal-comma"), ("0,125", 0.125, "decimal-comma"), (",5", 0.5, "decimal-comma"),
            ("1,2345", 1.2345, "decimal-comma"),
            ("1,234.5", 1234.5, "grouping"), ("1.234,5", 1234.5, "grouping+decimal-comma"),
            ("1.234.567,89", 1_234_567.89, "grouping+decimal-comma"),
            ("1,234,567.89", 1_234_567.89, "grouping"), ("1 234,5", 1234.5, "grouping+decimal-comma"),
            ("1 234,567", 1234.567, "grouping+decimal-comma"),
            ("1 234.567", 1234.567, "grouping"), ("1'234.50", 1234.5, "grouping"), ("1234.567", 1234.567, nil),
            ("1234,567", 1234.567, "decimal-comma"),
            // Less than nothing.
            ("\u{2212}12", -12, "text-number"), ("–12", -12, "text-number"), ("- 12", -12, "text-number"),
            ("12-", -12, "trailing-minus"), ("1.234,50-", -1234.5, "trailing-minus+grouping+decimal-comma"),
            ("-€5", -5, "currency-sign"), ("€ -5", -5, "currency-sign"),
            ("-0", 0, "text-number"),
            ("1e-3", 0.001, "text-number"), ("1,5e3", 1500, "decimal-comma"), ("12.", 12, "text-number"),
            ("-1 234,5", -1234.5, "grouping+decimal-comma"), ("minus 8", -8, "minus-word"),
            ("moins 8", -8, "minus-word"), ("meno 8", -8, "minus-word"), ("минус 8", -8, "minus-word"),
            ("miinus 8", -8, "minus-word"), ("negative 8", -8, "minus-word"),
            ("12-€", -12, "currency-sign+trailing-minus"),
            // Fractions of Unicode, as word processors make them of 1/2.
            ("½", 0.5, "fraction"), ("1 ½", 1.5, "fraction"), ("2½", 2.5, "fraction"), ("10¼", 10.25, "fraction"),
            ("-½", -0.5, "fraction"), ("1½ million", 1_500_000, "multiplier+fraction"),
            ("1 200 ½", 1200.5, "fraction+grouping"),
            ("٣½", 3.5, "digits+fraction"),
            // Signs before and behind.
            ("€ 1,200.50", 1200.5, "currency-sign+grouping"),
            ("1 200 €", 1200, "currency-sign+grouping"), ("$12", 12, "currency-sign"), ("EUR 5", 5, "currency-sign"),
            ("5 kr", 5, "currency-sign"),
            // Words for thousands and millions.
            ("2 million", 2_000_000, "multiplier"), ("1.2 million", 1_200_000, "multiplier"),
            ("1,2 millions", 1_200_000, "multiplier+decimal-comma"),
            ("1.2 Mio.", 1_200_000, "multiplier"), ("3k", 3000, "multiplier"), ("3 K", 3000, "multiplier"),
            ("5 Tsd.", 5000, "multiplier"),
            ("2 milliards", 2_000_000_000, "multiplier"), ("2.5bn", 2_500_000_000, "multiplier"),
            ("€ 3 million", 3_000_000, "currency-sign+multiplier"),
            ("3 million €", 3_000_000, "currency-sign+multiplier"), ("12 thousand", 12_000, "multiplier"),
            ("4,1 mln", 4_100_000, "multiplier+decimal-comma"),
            ("1.23456789 million", 1_234_567.89, "multiplier"),
        ] as [(String, Double, String?)])
    func read(_ text: String, _ number: Double, _ method: String?) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == .number(number))
        #expect(entry.normalisation?.method == method)
        #expect(entry.raw == .text(text))
        #expect(findings.map(\.message) == [])
    }

    @Test(
        "the points and commas of words around a numeral tell nothing of its decimal sign",
        arguments: ["approx. 1,234", "c. 1,234"])
    func wordsAreNoEvidence(_ text: String) throws {
        #expect(try SpecimenSurvey().read(text, as: "number").findings.map(\.rule) == ["type.ambiguous-number"])
    }

    @Test(
        "two numbers in one cell, on two lines or behind a tab, are not one",
        arguments: ["120\n250", "12\t345", "5\r\n100 e"])
    func twoNumbers(_ text: String) throws {
        let read = try SpecimenSurvey().read(text, as: "number")
        #expect(read.entry.value == nil)
        #expect(read.findings.count == 1)
    }

    @Test(
        "a number in parentheses is less than nothing, as in accounts, with a note",
        arguments: [
            ("(12)", -12.0, "parentheses"), ("(1 234)", -1234, "parentheses+grouping"),
            ("(1,234.5)", -1234.5, "parentheses+grouping"), ("(€ 12)", -12, "currency-sign+parentheses"),
            ("€ (12)", -12, "currency-sign+parentheses"),
        ])
    func parentheses(_ text: String, _ number: Double, _ method: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == .number(number))
        #expect(entry.normalisation?.method == method)
        #expect(findings.map(\.rule) == ["value.parentheses"])
        #expect(findings.first?.severity == .note)
    }

    @Test("nothing is nothing with parentheses or without")
    func nothingInParentheses() throws {
        let (entry, findings) = try SpecimenSurvey().read("(0)", as: "number")
        #expect(entry.value == .number(0))
        #expect(findings.isEmpty)
    }

    @Test("a number beyond all numbers is none")
    func infinite() throws {
        let (entry, findings) = try SpecimenSurvey().read("1e306 k", as: "number")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-number"])
    }

    @Test(
        "a number that is about right is read, with a note",
        arguments: [
            ("c. 200", 200.0), ("c.200", 200), ("ca. 200", 200), ("about 200", 200), ("environ 200", 200),
            ("~200", 200), ("≈ 200", 200), ("approx. 1,500,000", 1_500_000),
            ("c. 2 million", 2_000_000), ("Environ 1,5 million", 1_500_000),
        ])
    func approximate(_ text: String, _ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == .number(number))
        #expect(entry.normalisation?.method.hasPrefix("approximate") == true)
        #expect(findings.map(\.rule) == ["value.approximate"])
        #expect(findings.first?.severity == .note)
        #expect(findings.first?.value == text)
    }

    @Test(
        "what is no number is a finding, not a guess",
        arguments: [
            "12 apples", "1 23", "12 34 567", "1,23,45", "123,45,678", "1.23.456", "1.2.3", "1,2,3",
            "1.234,567.8", "--5",
            "1e999", "nan", "inf", "0x1F", "1e", "%", "€", "(12",
            "12)", "1 234 5", "15-12", "10/15", "5 M", "5 T", "-12-", "(-12)", "(c. 12)", "since 2014",
            "12 (see note)", "1 2-3-4", "top 10", "all 12", "€ 5 $", "⅓", "1.200½", "1/2", "1 1/2", "12 a 13 b",
            "5 of 10", "+-3", "1..2",
            "2010 and 2011", "12 –", "12 -", "— 12", "12—",
        ])
    func noNumber(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == nil)
        #expect(entry.normalisation == Normalisation(method: "not-read", confidence: 0))
        #expect(findings.map(\.rule) == ["type.not-a-number"])
        #expect(findings.first?.value == text)
        #expect(findings.first?.expected?.text(in: "en") == "a number")
    }

    @Test(
        "three digits behind one point or comma may be either, and nothing tells",
        arguments: [
            ("1.234", nil, "1234; 1.234"), ("1,234", nil, "1234; 1.234"), ("12.345", "en", "12345; 12.345"),
            ("-1.234", nil, "-1234; -1.234"),
            ("123,456", nil, "123456; 123.456"), ("1.234", "de-CH", "1234; 1.234"), ("1,234", "es-MX", "1234; 1.234"),
            ("€ 1.234", nil, "1234; 1.234"), ("1.234 million", nil, "1234000000; 1234000"),
            ("１.２３４", nil, "1234; 1.234"),
        ] as [(String, String?, String)])
    func ambiguous(_ text: String, _ language: String?, _ suggestion: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number", language: language)
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.ambiguous-number"])
        #expect(findings.first?.suggestion?.text(in: "en") == suggestion)
    }

    @Test(
        "the custom of the language tells where the column does not",
        arguments: [
            ("1.234", "fr", 1234.0), ("1,234", "fr", 1.234), ("1.234", "de", 1234), ("1,234", "es", 1.234),
            ("1.234", "pl", 1234), ("1,234", "sv", 1.234), ("1.234", "de-AT", 1234), ("1.234", "nb", 1234),
        ])
    func byLanguage(_ text: String, _ language: String, _ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number", language: language)
        #expect(entry.value == .number(number))
        #expect(findings.isEmpty)
    }

    @Test(
        "the custom of the language does not settle what it would make an unlikely number",
        arguments: [
            // A fraction that ends with 0.
            ("1,500", "fr", "number", "1500; 1.5"), ("1,000", "de", "number", "1000; 1"),
            // An amount of money with three decimals.
            ("1,234 €", "fr", "number", "1234; 1.234"), ("$1,234", "es", "number", "1234; 1.234"),
            // A fraction where a whole number is asked for.
            ("1,234", "fr", "count", "1234; 1.234"), ("12,000", "sv", "count", "12000; 12"),
        ])
    func unlikelyByLanguage(_ text: String, _ language: String, _ field: String, _ suggestion: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field, language: language)
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.ambiguous-number"])
        #expect(findings.first?.suggestion?.text(in: "en") == suggestion)
    }

    @Test(
        "the clear numbers of its column settle these as well, and the grouping of the language does",
        arguments: [
            ("1,500", ["12,5"], "fr", 1.5), ("1,234 €", ["12,5"], "fr", 1.234), ("1,234 €", ["12.5"], "fr", 1234),
            ("1.500 €", [], "fr", 1500), ("1.000", [], "de", 1000), ("1,234 M€", [], "fr", 1_234_000),
        ] as [(String, [String], String, Double)])
    func likely(_ text: String, _ others: [String], _ language: String, _ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number", others: others, language: language)
        #expect(entry.value == .number(number))
        #expect(findings.isEmpty)
    }

    @Test(
        "the clear numbers of its column tell, whatever the language",
        arguments: [
            ("1.234", ["12,5"], nil, 1234.0), ("1.234", ["12.5"], nil, 1.234), ("1,234", ["12.5"], "fr", 1234),
            ("1,234", ["1.234.567"], nil, 1.234), ("1.234", ["1 234,567"], nil, 1234),
            ("1,234", ["1234.567"], nil, 1234),
            ("1.234", ["0,125"], nil, 1234), ("1,234", ["12,34,567"], "fr", 1234), ("1.234", ["€ 12,50"], nil, 1234),
            ("1.234", ["c. 1,5 million"], nil, 1234),
            ("1.234", ["1,234,567"], nil, 1.234), ("1,234", ["1,234.5"], nil, 1234),
        ] as [(String, [String], String?, Double)])
    func byColumn(_ text: String, _ others: [String], _ language: String?, _ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number", others: others, language: language)
        #expect(entry.value == .number(number))
        #expect(findings.isEmpty)
    }

    @Test("in which order the rows of a column stand says nothing", arguments: ["12,5", "12.5", "1,234,567"])
    func orderOfRows(_ clear: String) throws {
        let survey = try SpecimenSurvey()
        let rows = try ["1.234", clear, "4,321"].map { try survey.row(["number": .text($0)]) }
        let values = { (records: [RawRecord]) in
            Set(survey.transform(records, language: "fr").records.compactMap { $0.entries[1]?.value?.text })
        }
        #expect(values(rows) == values(rows.reversed()))
        #expect(values(rows).count == 3)
    }

    @Test("a column at odds with itself tells nothing, and the language is not asked")
    func columnAtOdds() throws {
        let (entry, findings) = try SpecimenSurvey().read(
            "1.234", as: "number", others: ["12,5", "12.5"], language: "fr")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.ambiguous-number"])
    }

    @Test("another column tells where its own does not")
    func byOtherColumn() throws {
        let survey = try SpecimenSurvey()
        let result = survey.transform([try survey.row(["number": .text("1.234"), "other": .text("12,5")])])
        #expect(result.records.first?.entries[1]?.value == .number(1234))
        #expect(result.findings.isEmpty)
    }

    @Test(
        "a minus that is not where a sign stands makes nothing less than nothing, nor is it dropped from what is suggested",
        arguments: [
            ("250- see annex", "number", "250"), ("250-see annex", "number", nil), ("12-month", "number", nil),
            ("negative: 5", "number", nil), ("5 apples minus", "number", nil),
        ] as [(String, String, String?)])
    func doubtfulMinus(_ text: String, _ field: String, _ suggestion: String?) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field)
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-number"])
        #expect(findings.first?.suggestion?.text(in: "en") == suggestion)
    }

    @Test(
        "a whole number is read from a number or a text without a fraction",
        arguments: [
            (RawValue.number(3, isPercent: false), 3, nil), (.text("12"), 12, nil), (.text("12.0"), 12, "text-number"),
            (.text("1 200"), 1200, "grouping"),
        ]
            as [(RawValue, Int, String?)])
    func integers(_ raw: RawValue, _ number: Int, _ method: String?) throws {
        let (entry, findings) = try SpecimenSurvey().read(raw, as: "count")
        #expect(entry.value == .integer(number))
        #expect(entry.normalisation?.method == method)
        #expect(findings.isEmpty)
    }

    @Test(
        "a fraction, or what no integer holds, is no whole number",
        arguments: [RawValue.number(2.5, isPercent: false), .text("2,5"), .number(1e300, isPercent: false)])
    func noIntegers(_ raw: RawValue) throws {
        let (entry, findings) = try SpecimenSurvey().read(raw, as: "count")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-an-integer"])
    }

    @Test(
        "a whole number of which the digits cannot all be held is told, and is no other one",
        arguments: ["12345678901234567", "9007199254740993", "-9007199254740994", "123456789012345678.5"])
    func digitsThatAreLost(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "count")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-number"])
        #expect(
            try SpecimenSurvey().read("9007199254740991", as: "count").entry.value == .integer(9_007_199_254_740_991))
    }

    @Test(
        "so it is where any number is asked for",
        arguments: [
            "12345678901234567", "-9007199254740993", "99999999999999999999", "12 345 678 901 234 567",
            "12,345,678,901,234,567", "12345678901234567 €",
        ])
    func digitsThatANumberLoses(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-number"])
    }

    @Test(
        "a large number that is held, or is not given digit by digit, is taken",
        arguments: [
            ("9007199254740992", 0x1p53), ("100000000000000000000", 1e20), ("1e20", 1e20),
            ("12345678901234567.5", 12_345_678_901_234_567.5),
            ("12345678901 Mrd.", 12_345_678_901e9),
        ])
    func largeNumbers(_ text: String, _ number: Double) throws {
        #expect(try SpecimenSurvey().read(text, as: "number").entry.value == .number(number))
    }

    @Test(
        "an ordinal is no number, and neither is a dash in parentheses a minus",
        arguments: ["1st", "2nd", "3rd", "3 rd", "12 (-)"])
    func ordinals(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "number")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-number"])
    }

    @Test("a whole number with one group of three is not guessed at")
    func ambiguousInteger() throws {
        let (entry, findings) = try SpecimenSurvey().read("1.234", as: "count")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.ambiguous-number"])
    }

    @Test(
        "a truth value or a date in a number's cell is a finding",
        arguments: [RawValue.boolean(true), .date("2026-04-30")])
    func otherTypes(_ raw: RawValue) throws {
        let (entry, findings) = try SpecimenSurvey().read(raw, as: "number")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-number"])
    }

    @Test("a finding has the severity that the field's constraints give it, and its place")
    func place() throws {
        let (_, findings) = try SpecimenSurvey().read("many", as: "lenient")
        let finding = try #require(findings.first)
        #expect(finding.severity == .warning)
        #expect(finding.table == "answers")
        #expect(finding.record == 1)
        #expect(finding.field == "lenient")
        #expect(finding.sheet == "Answers")
        #expect(finding.cell == "N5")
    }
}
