import SurveyModel
import Testing
import Transform

@Suite("Dates, years, yes and no")
struct DateTests {
    @Test(
        "a date is read in the forms that people type",
        arguments: [
            ("2026-04-30", "2026-04-30"), ("2026-04-30T10:15", "2026-04-30"), (" 2026-04-30 ", "2026-04-30"),
            ("2026/04/30", "2026-04-30"), ("2026.4.30", "2026-04-30"),
            ("30/04/2026", "2026-04-30"), ("04/30/2026", "2026-04-30"), ("30.4.2026", "2026-04-30"),
            ("30-04-2026", "2026-04-30"), ("30 04 2026", "2026-04-30"),
            ("30/4/26", "2026-04-30"), ("05/05/2026", "2026-05-05"), ("15 March 2026", "2026-03-15"),
            ("March 15, 2026", "2026-03-15"), ("15 Mar 2026", "2026-03-15"),
            ("15-MAR-2026", "2026-03-15"), ("15 mars 2026", "2026-03-15"), ("1er avril 2026", "2026-04-01"),
            ("3 août 2026", "2026-08-03"), ("le 14 juillet 2026", "2026-07-14"),
            ("15. März 2026", "2026-03-15"), ("2 de marzo de 2026", "2026-03-02"), ("1st of May 2026", "2026-05-01"),
            ("29 février 2024", "2024-02-29"),
            ("30 Dezember 2025", "2025-12-30"), ("12 juin 2026", "2026-06-12"), ("12 juil. 2026", "2026-07-12"),
            ("2026 April 30", "2026-04-30"),
            // As a spreadsheet shows it in its short form.
            ("15-Mar-26", "2026-03-15"), ("30-Apr-26", "2026-04-30"), ("May-15-26", "2026-05-15"),
            ("May 15, 26", "2026-05-15"), ("15 May 26", "2026-05-15"), ("May 15 '26", "2026-05-15"),
            ("mayo 10 de 26", "2026-05-10"), ("Mayo 10 del 26", "2026-05-10"), ("May 10 of 26", "2026-05-10"),
            ("May 10, Mon 26", "2026-05-10"),
            // Without separators, with roman months, with a weekday or a time, in other digits and in CJK.
            ("20260430", "2026-04-30"), ("30.IV.2026", "2026-04-30"), ("30 IV 26", "2026-04-30"),
            ("1.XII.2026", "2026-12-01"),
            ("April 30th, 2026", "2026-04-30"), ("30 de abril de 2026", "2026-04-30"),
            ("Thursday, 30 April 2026", "2026-04-30"),
            ("jeudi 30 avril 2026", "2026-04-30"), ("30/04/2026 14:30", "2026-04-30"),
            ("2026-04-30 14:30:00", "2026-04-30"),
            // As databases and data frames write it, whatever the time zone.
            ("2026-04-30 10:00:00.000", "2026-04-30"), ("2026-04-30 10:00:00Z", "2026-04-30"),
            ("2026-04-30 10:00 UTC", "2026-04-30"), ("2026-04-30 00:00:00+00:00", "2026-04-30"),
            ("2026-04-30 23:59:59.123456-0500", "2026-04-30"), ("2026-04-30 10:00:00.0000000 +02:00", "2026-04-30"),
            ("2026-04-30 10:00:00.123+02", "2026-04-30"), ("2026-04-30T10:00:00.000Z", "2026-04-30"),
            ("2026-04-30T10", "2026-04-30"), ("2026-04-30T10:00:00.5+02:00[Europe/Paris]", "2026-04-30"),
            ("2026-04-30T103000", "2026-04-30"), ("2026-04-30T1030", "2026-04-30"), ("2026-04-30T10Z", "2026-04-30"),
            ("2026-04-30T103000Z", "2026-04-30"), ("2026-04-30T103000.123+0200", "2026-04-30"),
            ("30 April 2026, 2:30 pm", "2026-04-30"), ("2026年4月30日", "2026-04-30"), ("2026년 4월 30일", "2026-04-30"),
            ("３０．４．２０２６", "2026-04-30"), ("٣٠/٠٤/٢٠٢٦", "2026-04-30"), ("२०२६-०४-३०", "2026-04-30"),
            ("2026. április 30.", "2026-04-30"),
            ("2026. 4. 30.", "2026-04-30"), ("30/04/2026 14h30", "2026-04-30"), ("30 avril 2026 à 14h30", "2026-04-30"),
            ("30/04/2026 at 14:30", "2026-04-30"), ("30.04.2026r.", "2026-04-30"), ("15. Maerz 2026", "2026-03-15"),
            ("15. Mrz 2026", "2026-03-15"), ("30 April '26", "2026-04-30"), ("1o de maio de 2026", "2026-05-01"),
        ])
    func read(_ text: String, _ day: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "day")
        #expect(entry.value?.text == day)
        #expect(findings.map(\.message) == [])
        #expect((entry.normalisation == nil) == (text == day))
    }

    @Test(
        "what is no day is a finding",
        arguments: [
            "31/02/2026", "30 February 2026", "29/02/2026", "soon", "2026", "April 2026", "00/00/2026", "99/12/31",
            "spring 2026", "12 xyz 2026", "30/04", "1/2/3/2026",
            // A digit too many, such as a footnote's.
            "2022-01-031", "2022-012-03", "2022-01-0031", "2022/1/012", "031 January 2022", "2022 January 012",
            "3.4.20211",
            // June or July: the letters do not tell.
            "15 jui 2026",
            // Years of other calendars: Hijri, of the Buddhist era, of Japanese emperors, of the Republic of China.
            "30/04/1447", "30 April 2569", "2569-04-30", "1447-11-12", "令和8年4月30日", "民國115年4月30日", "12 Ramadan 1447",
            // No time of day stands behind these.
            "2026-04-30 10:00 noon", "2026-04-30 10:00:00+2", "2026-04-30 UTC",
            "2026-04-30Tomorrow", "2026-04-30T2026-05-30", "2026-04-30T103", "2026-04-30T103000.",
            "2026-04-30T10:00 or later",
            // Several days, of no year that is told.
            "10-13 May", "10 – 13 May", "10/13 May", "May 10-13", "May 10 - 13", "May 10/13", "10 and 13 May",
            "May 10 and 13", "10.-13. Mai", "10./13. Mai", "10-13 mai", "3-10 May", "Mon 12-14 June", "10 y 11/2026",
            "10 and 11/2026", "mayo 10 al 13", "mayo 10 a 13",
            "20269901", "12345678", "30th 2026", "12foo March 2026", "13.XIII.2026", "30 4 2026 5",
            // The letter O is no ending of an ordinal here, but a slip for a zero.
            "3O/04/2026", "1O/04/2026",
        ])
    func noDay(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "day")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-date"])
        #expect(findings.first?.expected?.text(in: "en") == "a date, such as 2026-04-30")
    }

    @Test("day and month that may be either are a finding with both days, where nothing tells")
    func ambiguous() throws {
        let (entry, findings) = try SpecimenSurvey().read("03/04/2026", as: "day")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.ambiguous-date"])
        #expect(findings.first?.suggestion?.text(in: "en") == "2026-04-03; 2026-03-04")
    }

    @Test(
        "the field's order tells, else the custom of the language",
        arguments: [
            ("day", "it", "2026-04-03"), ("day", "pl", "2026-04-03"), ("day", "en-GB", "2026-04-03"),
            ("day", "en-US", "2026-03-04"),
            ("european", nil, "2026-04-03"), ("american", nil, "2026-03-04"), ("american", "fr", "2026-03-04"),
            ("day", "fr", "2026-04-03"), ("day", "de", "2026-04-03"), ("day", "sv", "2026-04-03"),
        ]
            as [(String, String?, String)])
    func order(_ field: String, _ language: String?, _ day: String) throws {
        let (entry, findings) = try SpecimenSurvey().read("03/04/2026", as: field, language: language)
        #expect(entry.value?.text == day)
        #expect(findings.isEmpty)
    }

    @Test("a cell that is a date is taken as it is; its time of day is dropped, and that is written down")
    func dateCells() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read(.date("2026-04-30"), as: "day").entry.normalisation == nil)
        let time = try survey.read(.date("2026-04-30T14:30:00"), as: "day").entry
        #expect(time.value?.text == "2026-04-30")
        #expect(time.normalisation?.method == "date-time")
        #expect(try survey.read(.date("14:30:00"), as: "day").findings.map(\.rule) == ["type.not-a-date"])
    }

    @Test("a number that is a date's serial in a likely year is read, with a note")
    func serial() throws {
        let (entry, findings) = try SpecimenSurvey().read(.number(46_142, isPercent: false), as: "day")
        #expect(entry.value?.text == "2026-04-30")
        #expect(entry.normalisation?.method == "date-serial")
        #expect(findings.map(\.rule) == ["value.date-serial"])
        #expect(findings.first?.severity == .note)
    }

    @Test(
        "serials count leap years as the calendar does",
        arguments: [
            (36_585.0, "2000-02-29"), (36_586, "2000-03-01"), (45_351, "2024-02-29"), (46_142.75, "2026-04-30"),
        ])
    func serials(_ serial: Double, _ day: String) throws {
        #expect(try SpecimenSurvey().read(.number(serial, isPercent: false), as: "day").entry.value?.text == day)
    }

    @Test("in a workbook that counts from 1904 a serial is read so")
    func serialFrom1904() throws {
        let read = try SpecimenSurvey().read(.number(44_000, isPercent: false), as: "day", uses1904: true)
        #expect(read.entry.value?.text == "2024-06-19")
    }

    @Test("a number that is a date without separators is read, with a note")
    func compactNumber() throws {
        let (entry, findings) = try SpecimenSurvey().read(.number(20_260_430, isPercent: false), as: "day")
        #expect(entry.value?.text == "2026-04-30")
        #expect(entry.normalisation?.method == "date-text")
        #expect(findings.map(\.rule) == ["value.date-serial"])
    }

    @Test("a number of no likely year is no date", arguments: [12.0, 2026, 20_261_340, 20_260_430.5])
    func unlikelySerial(_ number: Double) throws {
        let (entry, findings) = try SpecimenSurvey().read(.number(number, isPercent: false), as: "day")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-date"])
    }

    @Test(
        "a year is read from a number, a text or a date",
        arguments: [
            (RawValue.number(2014, isPercent: false), 2014, nil), (.text("2014"), 2014, nil),
            (.text(" 2014 "), 2014, "trimmed"), (.date("2014-05-01"), 2014, "year-of-date"),
            (.text("15/03/2014"), 2014, "year-of-date"), (.text("1583"), 1583, nil),
            (.number(2400, isPercent: false), 2400, nil),
            (.text("Q2 2014"), 2014, "year-of-date"), (.text("2014-Q2"), 2014, "year-of-date"),
            (.text("2014Q2"), 2014, "year-of-date"),
            (.text("T3 2014"), 2014, "year-of-date"), (.text("04/2014"), 2014, "year-of-date"),
            (.text("4.2014"), 2014, "year-of-date"),
            (.text("2014-04"), 2014, "year-of-date"), (.text("April 2014"), 2014, "year-of-date"),
            (.text("2014年"), 2014, "year-of-date"),
            (.text("2014 г."), 2014, "year-of-date"), (.text("2014."), 2014, "year-of-date"),
            (.text("２０１４"), 2014, "year-of-date"),
            (.text("05/03/2014"), 2014, "year-of-date"), (.text("in 2014"), 2014, "year-of-date"),
            (.text("en 2014"), 2014, "year-of-date"), (.text("2014 rok"), 2014, "year-of-date"),
            (.text("mayo de 2014"), 2014, "year-of-date"), (.text("2014.0"), 2014, "text-number"),
        ] as [(RawValue, Int, String?)])
    func years(_ raw: RawValue, _ year: Int, _ method: String?) throws {
        let (entry, findings) = try SpecimenSurvey().read(raw, as: "year")
        #expect(entry.value == .integer(year))
        #expect(entry.normalisation?.method == method)
        #expect(findings.isEmpty)
    }

    @Test(
        "a date whose stored number may be a year is told, with that year",
        arguments: [
            ("1905-07-15", false, "year", "2023"), ("1909-07-16", true, "year", "2023"),
            ("1905-07-15T00:00:00", false, "year", "2023"), ("1904-05-02", false, "year", "1584"),
            ("1905-07-15T12:00:00", false, "year", nil), ("1904-04-30", false, "year", nil),
            ("1906-07-28", false, "year", nil), ("1909-07-16", false, "year", nil), ("2023-07-15", false, "year", nil),
            ("1904-10-15", false, "closed", "1750"), ("1905-07-15", false, "founded", "2023"),
            ("1904-10-15", false, "founded", nil), ("1906-07-20", false, "founded", nil),
        ] as [(String, Bool, String, String?)])
    func yearAsDate(_ date: String, _ uses1904: Bool, _ field: String, _ suggestion: String?) throws {
        let (entry, findings) = try SpecimenSurvey().read(.date(date), as: field, uses1904: uses1904)
        #expect(entry.value == .integer(Int(date.prefix(4)) ?? 0))
        #expect(findings.map(\.rule) == (suggestion == nil ? [] : ["value.year-as-date"]))
        let expected = suggestion.map { Message.text($0) }
        #expect(findings.allSatisfy { $0.severity == .warning && $0.suggestion == expected })
    }

    @Test(
        "what is no year is a finding",
        arguments: [
            RawValue.text("since 2014"), .text("2014/15"), .text("2009/10"), .text("2009,5"), .text("2001-05"),
            .text("2014-2016"), .text("2014-"), .text("2014 –"), .text("2014/"), .text("2014 1"), .text("–2014"),
            .text("FY 2014"), .text("2014 or 2015"), .text("before 2014 c."), .number(2014.5, isPercent: false),
            .boolean(true), .text("20008"), .text("41640"), .number(41_640, isPercent: false), .text("201406"),
            .number(20_140_630, isPercent: false), .text("7"), .number(14, isPercent: false), .text("-2014"),
            .text("99999"), .text("2557"), .text("1392"), .text("1582"), .number(2401, isPercent: false),
            .text("0014.0"), .text("9999q1"), .text("0001Q2"), .text("10-13 May"),
        ])
    func noYear(_ raw: RawValue) throws {
        let (entry, findings) = try SpecimenSurvey().read(raw, as: "year")
        #expect(entry.value == nil)
        #expect(entry.normalisation == Normalisation(method: "not-read", confidence: 0))
        #expect(findings.map(\.rule) == ["type.not-a-year"])
    }

    @Test(
        "beyond a bound of its own the field's constraint tells of a year",
        arguments: [(900, "opened"), (2_900, "closed"), (1_066, "closed")] as [(Double, String)])
    func yearBeyondBound(_ year: Double, _ field: String) throws {
        #expect(
            try SpecimenSurvey().read(.number(year, isPercent: false), as: field).entry.value == .integer(Int(year)))
    }

    @Test("a bound on one side leaves the other to our calendar")
    func yearOnOtherSide() throws {
        let (entry, findings) = try SpecimenSurvey().read("20140630", as: "opened")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-year"])
    }

    @Test(
        "yes and no are read in several languages",
        arguments: [
            ("Yes", true), ("yes.", true), ("Y", true), ("TRUE", true), ("x", true), ("X", true), ("✓", true),
            ("1", true), ("Oui", true), ("vrai", true), ("Sí", true),
            ("verdadero", true), ("Ja", true), ("wahr", true), ("Sim", true), ("kyllä", true), ("evet", true),
            ("No", false), ("N", false), ("Non", false), ("faux", false),
            ("Nein", false), ("falsch", false), ("Não", false), ("nej", false), ("Nee", false), ("0", false),
            ("false", false), ("Hayır", false), ("HAYIR", false),
            // The other official languages of the European Union.
            ("да", true), ("не", false), ("Ano", true), ("Ne", false), ("áno", true), ("nie", false), ("ναι", true),
            ("Όχι", false),
            ("jah", true), ("ei", false), ("Kyllä", true), ("tá", true), ("Níl", false), ("Da", true), ("Igen", true),
            ("nem", false),
            ("Sì", true), ("taip", true), ("jā", true), ("nē", false), ("iva", true), ("le", false), ("TAK", true),
            ("Nu", false),
            // Others.
            ("нет", false), ("так", true), ("ні", false), ("はい", true), ("いいえ", false), ("是", true), ("否", false),
            ("예", true),
            ("아니오", false), ("نعم", true), ("لا", false), ("כן", true), ("já", true), ("nei", false),
            // What spreadsheet programs call TRUE and FALSE.
            ("WAHR", true), ("VERO", true), ("FALSO", false), ("PRAWDA", true), ("FAŁSZ", false), ("IGAZ", true),
            ("ИСТИНА", true),
            ("ЛОЖЬ", false), ("DOĞRU", true), ("YANLIŞ", false), ("SANT", true),
            // Marks; ü, ý and þ are Wingdings without the font.
            ("✔", true), ("☑", true), ("☒", true), ("☐", false), ("✅", true), ("•", true), ("ü", true), ("ý", true),
            ("þ", true),
            ("Yes / Sí", true), ("Oui/Yes", true), ("No / No", false), ("Nein\nNon", false), ("是 / Yes", true),
            ("\u{F0FC}", true), ("×", true), ("Х", true), ("Ｘ", true), ("v", true), ("f", false),
        ])
    func booleans(_ text: String, _ expected: Bool) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "agreed")
        #expect(entry.value == .boolean(expected))
        #expect(entry.normalisation?.method == (text == "false" ? nil : "yes-no"))
        #expect(findings.map(\.message) == [])
    }

    @Test(
        "marks and words that languages use differently are read by the return's",
        arguments: [("○", "ja", true), ("×", "ja", false), ("×", "fr", true), ("jo", "sv", true), ("jo", "sq", false)])
    func customs(_ text: String, _ language: String, _ expected: Bool) throws {
        #expect(try SpecimenSurvey().read(text, as: "agreed", language: language).entry.value == .boolean(expected))
    }

    @Test("a truth value is taken as it is; a number other than 0 and 1 is neither yes nor no")
    func booleanCells() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read(.boolean(true), as: "agreed").entry.normalisation == nil)
        #expect(try survey.read(.number(0, isPercent: false), as: "agreed").entry.value == .boolean(false))
        #expect(
            try survey.read(.number(2, isPercent: false), as: "agreed").findings.map(\.rule) == ["type.not-yes-or-no"])
        #expect(
            try survey.read(.number(-1, isPercent: false), as: "agreed").findings.map(\.rule) == ["type.not-yes-or-no"])
    }

    @Test(
        "what is neither yes nor no is a finding",
        arguments: [
            "perhaps", "yes and no", "in preparation", "?", "nº", "N°", "✗", "❌", "○", "2", "jo", "Yes?", "x?", "-1",
            "−1", "(-1)", "1-", "1%", "100 %", "0 ‰", "#1", "％1",
        ])
    func neither(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "agreed")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-yes-or-no"])
    }
}

@Suite("Names of months")
struct MonthNameTests {
    @Test(
        "a month is named in the languages of the European Union, and in others",
        arguments: [
            ("30 април 2026", 4), ("30. travnja 2026.", 4), ("30. dubna 2026", 4), ("30. april 2026", 4),
            ("30 april 2026", 4),
            ("30. aprill 2026", 4), ("30. huhtikuuta 2026", 4), ("30 avril 2026", 4), ("30. April 2026", 4),
            ("30 Απριλίου 2026", 4),
            ("30 Aibreán 2026", 4), ("30 aprile 2026", 4), ("2026. gada 30. aprīlis", 4),
            ("2026 m. balandžio 30 d.", 4),
            ("30 ta' April 2026", 4), ("30 April 2026", 4), ("30 kwietnia 2026", 4), ("30 de abril de 2026", 4),
            ("30 aprilie 2026", 4),
            ("30. apríla 2026", 4), ("30. aprila 2026", 4), ("30 kwi 2026", 4), ("30 Nisan 2026", 4),
            ("30 апреля 2026 г.", 4),
            ("30 квітня 2026 р.", 4), ("30 أبريل 2026", 4), ("30. apríl 2026", 4), ("30 Meán Fómhair 2026", 9),
            ("30. maaliskuuta 2026", 3),
            ("30 września 2026", 9), ("30. září 2026", 9), ("30 août 2026", 8), ("30 elokuu 2026", 8),
            ("30 rugpjūčio 2026", 8),
            ("30. lipnja 2026", 6), ("30 lipca 2026", 7), ("30. červenec 2026", 7), ("30. červen 2026", 6),
            ("30 июня 2026", 6),
            ("30 Haziran 2026", 6), ("30 grudnia 2026", 12), ("30 set 2026", 9), ("30 dic 2026", 12),
            ("30 ago 2026", 8), ("30 okt 2026", 10),
            ("30 sept. 2026", 9), ("30-maj-2026", 5), ("30 mai 2026", 5), ("30 juin 2026", 6), ("30 juil. 2026", 7),
        ] as [(String, Int?)])
    func names(_ text: String, _ month: Int?) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "day")
        #expect(entry.value == month.flatMap { CalendarDay(year: 2026, month: $0, day: 30) }.map { .date($0) })
        #expect(findings.isEmpty == (month != nil))
    }

    @Test("a name that is another month's in another language is settled by the return's language, else both are told")
    func sharedName() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read("3 listopad 2026", as: "day", language: "cs").entry.value?.text == "2026-11-03")
        #expect(try survey.read("3 listopad 2026", as: "day", language: "hr").entry.value?.text == "2026-10-03")
        let unsettled = try survey.read("3 listopad 2026", as: "day")
        #expect(unsettled.entry.value == nil)
        #expect(unsettled.findings.map(\.rule) == ["type.ambiguous-date"])
        #expect(unsettled.findings.first?.suggestion?.text(in: "en") == "2026-10-03; 2026-11-03")
    }

    @Test("an abbreviation of two months is none, and the return's language may tell")
    func sharedBeginning() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read("3 lip 2026", as: "day").entry.value == nil)
        #expect(try survey.read("3 lip 2026", as: "day", language: "pl").entry.value?.text == "2026-07-03")
        #expect(try survey.read("3 Mar 2026", as: "day").entry.value?.text == "2026-03-03")
        // March in English, November in Finnish.
        #expect(try survey.read("3 Mar 2026", as: "day", language: "fi").entry.value == nil)
    }

    @Test(
        "years of two digits are of 1930 to 2029, as in Excel",
        arguments: [
            ("1/1/29", "2029-01-01"), ("1/1/30", "1930-01-01"), ("1 Jan 99", "1999-01-01"), ("1.I.00", "2000-01-01"),
        ])
    func shortYears(_ text: String, _ day: String) throws {
        #expect(try SpecimenSurvey().read(text, as: "day").entry.value?.text == day)
    }

    @Test(
        "what would be a day of the last century may rather be one of this, with the year first",
        arguments: [("day", "26-04-30"), ("european", "26-04-30"), ("day", "15/03/30")])
    func lastCentury(_ field: String, _ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field, language: "en")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.ambiguous-date"])
    }

    @Test("a short year may stand first where that is the custom: then it is not guessed at")
    func shortYearFirst() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read("26-04-30", as: "day", language: "sv").findings.map(\.rule) == ["type.ambiguous-date"])
        #expect(try survey.read("26/4/31", as: "day", language: "ja").entry.value?.text == "1931-04-26")
        #expect(try survey.read("30-04-26", as: "day", language: "fr").entry.value?.text == "2026-04-30")
    }

    @Test(
        "a year that is about right is read, with a note",
        arguments: ["c. 2014", "c.2014", "ca 2014", "vers 2014", "~2014", "около 2014"])
    func approximateYears(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "year")
        #expect(entry.value == .integer(2014))
        #expect(entry.normalisation?.method == "approximate")
        #expect(findings.map(\.rule) == ["value.approximate"])
    }
}
