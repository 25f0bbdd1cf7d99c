import SurveyModel
import Testing

@Suite("Values")
struct ValueTests {
    @Test(
        "a number is written in the shortest form that reads back the same",
        arguments: [
            (0.0, "0"), (-0.0, "0"), (1, "1"), (-12, "-12"), (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"),
            (1_234_567.5, "1234567.5"), (1e15, "1000000000000000"),
            (9_007_199_254_740_991, "9007199254740991"), (9_007_199_254_740_992, "9007199254740992"),
            (-9_007_199_254_740_992, "-9007199254740992"),
            (1e16, "1e+16"), (1e21, "1e+21"),
            (1e-7, "1e-07"), (2.5e-3, "0.0025"),
        ])
    func shortest(_ number: Double, _ expected: String) {
        #expect(Value.shortest(number) == expected)
        #expect(Double(Value.shortest(number)) == number)
    }

    @Test("values as the dataset writes them")
    func texts() throws {
        let day = try #require(CalendarDay("2026-04-30"))
        let values: [Value] = [
            .text("a b"), .integer(-3), .number(2.50), .boolean(true), .boolean(false), .date(day),
            .codes(["GF01", "GF02"]), .codes([]),
        ]
        #expect(values.map(\.text) == ["a b", "-3", "2.5", "true", "false", "2026-04-30", "GF01;GF02", ""])
        #expect(values.map(\.number) == [nil, -3, 2.5, nil, nil, nil, nil, nil])
    }

    @Test("a raw value reads as `canvass cells` prints it")
    func rawTexts() {
        let mark = { (code: String, text: String, column: Int) in
            RawValue.Mark(code: code, text: text, origin: Origin(sheet: "S", row: 1, column: column))
        }
        let values: [RawValue] = [
            .text(" a "), .number(0.12, isPercent: true), .boolean(true), .date("2026-04-30T12:00:00"), .error("#REF!"),
            .marks([mark("A", "x", 1), mark("B", "X", 2)]),
        ]
        #expect(values.map(\.text) == [" a ", "0.12", "true", "2026-04-30T12:00:00", "#REF!", "x X"])
    }

    @Test(
        "columns have letters as in a spreadsheet",
        arguments: [
            (1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD"),
            (0, ""), (-1, ""),
        ])
    func columnLetters(_ column: Int, _ letters: String) {
        #expect(Origin.columnLetters(column) == letters)
        #expect(Origin(sheet: "S", row: 7, column: column).cell == letters + "7")
    }

    @Test("more severe comes first")
    func severities() {
        #expect([Severity.note, .error, .warning].sorted() == [.error, .warning, .note])
    }

    @Test("a status of SDMX has its name; others have none")
    func statuses() {
        #expect(ObservationStatus.name(of: "L") == "Missing value; data exist but were not collected")
        #expect(ObservationStatus.name(of: "A") == nil)
    }

    @Test(
        "text is compared without case, accents, width, and punctuation",
        arguments: [
            ("1.1  Country:", "1 1 country"), ("ÉTAPE\nsuivante", "etape suivante"), ("ＡＢＣ", "abc"), ("N°", "n°"),
            ("Change in cost (%)", "change in cost %"), ("…", ""),
        ])
    func folding(_ text: String, _ folded: String) {
        #expect(TextFolding.fold(text) == folded)
    }

    @Test(
        "folding heeds no locale: the Turkish dotless i stays what it is",
        arguments: [("TITLE", "title"), ("ILI", "ili")])
    func foldingWithoutLocale(_ text: String, _ folded: String) {
        #expect(TextFolding.fold(text) == folded)
    }
}

@Suite("Calendar days")
struct CalendarDayTests {
    @Test(
        "leap years have a 29 February",
        arguments: [(2000, true), (1900, false), (2024, true), (2026, false), (2100, false), (2400, true), (4, true)])
    func leapYears(_ year: Int, _ isLeap: Bool) {
        #expect((CalendarDay(year: year, month: 2, day: 29) != nil) == isLeap)
        #expect(CalendarDay.length(of: 2, in: year) == (isLeap ? 29 : 28))
    }

    @Test(
        "what is no day is none",
        arguments: [
            (2026, 0, 1), (2026, 13, 1), (2026, 4, 31), (2026, 1, 0), (2026, 1, 32), (0, 1, 1), (10_000, 1, 1),
            (-1, 1, 1),
        ])
    func noDay(_ year: Int, _ month: Int, _ day: Int) {
        #expect(CalendarDay(year: year, month: month, day: day) == nil)
    }

    @Test(
        "only the full form of ISO 8601 is read",
        arguments: [
            "2026-1-30", "2026-11-3", "20261130", "26-11-30", "2026/11/30", "2026-11-30T00:00", " 2026-11-30",
            "2026-11-30 ", "2026-02-29", "-026-11-30", "2026-+1-30",
            "２０２６-11-30", "", "2026-11", "2026-11-30-",
        ])
    func strict(_ text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test("a day is written as it is read", arguments: ["2026-11-30", "0001-01-01", "9999-12-31", "2024-02-29"])
    func roundTrip(_ text: String) {
        #expect(CalendarDay(text)?.description == text)
    }

    @Test("earlier days come first")
    func order() {
        let days = ["2026-01-02", "2025-12-31", "2026-02-01"].compactMap { CalendarDay($0) }
        #expect(days.sorted().map(\.description) == ["2025-12-31", "2026-01-02", "2026-02-01"])
    }
}

@Suite("Localised text")
struct LocalizedTextTests {
    @Test("the language asked for; else the text without a language; else English; else the first by code")
    func fallback() {
        #expect(LocalizedText(["en": "yes", "fr": "oui"]).text(in: "fr") == "oui")
        #expect(LocalizedText(["und": "any", "en": "yes"]).text(in: "fr") == "any")
        #expect(LocalizedText(["de": "ja", "en": "yes"]).text(in: "fr") == "yes")
        #expect(LocalizedText(["es": "sí", "de": "ja"]).text(in: "fr") == "ja")
        #expect(LocalizedText([:]).text(in: "fr").isEmpty)
    }

    @Test("for a language of a region the text of the region, else that of the language, however its code is written")
    func regions() {
        let texts = LocalizedText(["en": "yes", "de": "ja", "pt-BR": "sim, sim", "pt": "sim"])
        for language in ["de-CH", "DE", "de_AT", "de-Latn-CH"] {
            #expect(texts.text(in: language) == "ja", "\(language)")
        }
        #expect(texts.text(in: "pt-BR") == "sim, sim")
        #expect(texts.text(in: "pt-PT") == "sim")
        #expect(texts.text(in: "den") == "yes")
        #expect(texts.text(in: "-") == "yes")
    }

    @Test("a text without a language serves for all")
    func literal() {
        let text: LocalizedText = "same"
        #expect(text == LocalizedText("same"))
        #expect(text.text(in: "sv") == "same")
    }
}
