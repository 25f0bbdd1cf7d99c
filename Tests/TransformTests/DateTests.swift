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
            ("15-Mar-26", "2026-03-15"), ("30-Apr-26", "2026-04-30"),
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
            // June or July: the letters do not tell.
            "15 jui 2026",
        ])
    func noDay(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "day")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-date"])
        #expect(findings.first?.expected == "a date, such as 2026-04-30")
    }

    @Test("day and month that may be either are a finding with both days, where nothing tells")
    func ambiguous() throws {
        let (entry, findings) = try SpecimenSurvey().read("03/04/2026", as: "day")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.ambiguous-date"])
        #expect(findings.first?.suggestion == "2026-04-03; 2026-03-04")
    }

    @Test(
        "the field's order tells, else the custom of the language",
        arguments: [
            ("european", nil, "2026-04-03"), ("american", nil, "2026-03-04"), ("american", "fr", "2026-03-04"),
            ("day", "fr", "2026-04-03"), ("day", "de", "2026-04-03"),
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

    @Test("a number of no likely year is no date", arguments: [12.0, 2026, 20_260_430])
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
            (.text("15/03/2014"), 2014, "year-of-date"), (.text("20008"), 20_008, nil),
        ] as [(RawValue, Int, String?)])
    func years(_ raw: RawValue, _ year: Int, _ method: String?) throws {
        let (entry, findings) = try SpecimenSurvey().read(raw, as: "year")
        #expect(entry.value == .integer(year))
        #expect(entry.normalisation?.method == method)
        #expect(findings.isEmpty)
    }

    @Test(
        "what is no year is a finding",
        arguments: [RawValue.text("since 2014"), .text("2014/15"), .number(2014.5, isPercent: false), .boolean(true)])
    func noYear(_ raw: RawValue) throws {
        let (entry, findings) = try SpecimenSurvey().read(raw, as: "year")
        #expect(entry.value == nil)
        #expect(entry.normalisation == Normalisation(method: "not-read", confidence: 0))
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
        ])
    func booleans(_ text: String, _ expected: Bool) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "agreed")
        #expect(entry.value == .boolean(expected))
        #expect(entry.normalisation?.method == (text == "false" ? nil : "yes-no"))
        #expect(findings.map(\.message) == [])
    }

    @Test("a truth value is taken as it is; a number other than 0 and 1 is neither yes nor no")
    func booleanCells() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read(.boolean(true), as: "agreed").entry.normalisation == nil)
        #expect(try survey.read(.number(0, isPercent: false), as: "agreed").entry.value == .boolean(false))
        #expect(
            try survey.read(.number(2, isPercent: false), as: "agreed").findings.map(\.rule) == ["type.not-yes-or-no"])
    }

    @Test("what is neither yes nor no is a finding", arguments: ["perhaps", "yes and no", "in preparation", "?"])
    func neither(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "agreed")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-yes-or-no"])
    }
}
