import OrderedCollections
import SurveyModel
import Testing
import Transform

@Suite("Numbers that their cells show with zeros in front, and lengths of time")
struct ShownNumberTests {
    /// What becomes of a number beside the text that its cell shows, and what is told of it.
    private func transformed(_ number: Double, shown: String, as field: String) throws -> (Entry, [Finding]) {
        let survey = try SpecimenSurvey()
        let table = try #require(survey.definition.tables["answers"])
        let index = try #require(table.index(of: field))
        let origin = Origin(sheet: "Answers", row: 5, column: index + 1)
        var raw = RawEntry(value: .number(number, isPercent: false), origin: origin)
        raw.shown = shown
        var entries = [RawEntry?](repeating: nil, count: table.fields.count)
        entries[index] = raw
        let record = RawRecord(table: "answers", layout: "answers", anchor: origin, entries: entries)
        let result = survey.transform([record])
        return (try #require(result.records.first?.entries[index]), result.findings)
    }

    /// What becomes of a number that its cell shows with zeros in front.
    private func read(_ number: Double, shown: String, as field: String) throws -> Entry {
        let (entry, findings) = try transformed(number, shown: shown, as: field)
        #expect(findings.isEmpty)
        return entry
    }

    @Test("a text has the zeros, and the lineage the number")
    func text() throws {
        let entry = try read(7, shown: "007", as: "text")
        #expect(entry.value == .text("007"))
        #expect(entry.raw == .number(7, isPercent: false))
        #expect(entry.normalisation == Normalisation(method: "leading-zeros", confidence: 1))
        #expect(try read(1234, shown: "1234", as: "text").normalisation == nil)
    }

    @Test("a number has none")
    func numbers() throws {
        #expect(try read(7, shown: "007", as: "number").value == .number(7))
        #expect(try read(7, shown: "007", as: "count").value == .integer(7))
        #expect(try read(7, shown: "007", as: "number").normalisation == nil)
        #expect(try read(1, shown: "01", as: "agreed").value == .boolean(true))
    }

    @Test(
        "a code has them where the list has it so", arguments: [(7.0, "07", "service", "07"), (2, "02", "depth", "2")])
    func codes(number: Double, shown: String, field: String, code: String) throws {
        #expect(try read(number, shown: shown, as: field).value == .text(code))
    }

    @Test(
        "a length of time is no number, year, day, nor yes or no; as a text it is what the sheet shows",
        arguments: [
            ("number", "type.not-a-number"), ("count", "type.not-a-number"), ("share", "type.not-a-number"),
            ("year", "type.not-a-year"), ("day", "type.not-a-date"), ("agreed", "type.not-yes-or-no"), ("text", nil),
        ] as [(String, String?)])
    func lengthsOfTime(field: String, rule: String?) throws {
        let (entry, findings) = try SpecimenSurvey().read(.date("36:00:00"), as: field)
        #expect(findings.map(\.rule) == (rule.map { [$0] } ?? []))
        let expected: Value? = rule == nil ? .text("36:00:00") : nil
        #expect(entry.value == expected)
        if rule == "type.not-a-number" {
            #expect(
                findings.first?.message.text(in: "en")
                    == "The cell shows “36:00:00”, a time or a length of time, and not a number.")
        }
    }

    /// The findings on a number that its cell shows with words or signs beside it; it is published as it is stored.
    private func told(_ number: Double, shown: String, as field: String) throws -> [String] {
        let (entry, findings) = try transformed(number, shown: shown, as: field)
        #expect(entry.value == .number(number) || entry.value == .integer(Int(number)))
        #expect(findings.allSatisfy { $0.severity == .warning })
        return findings.map(\.rule)
    }

    @Test(
        "words and signs of a number format that would have counted as text are told",
        arguments: [
            (5.2, "5.2 Mio. kr.", "euros"), (900, "900 thousand", "euros"), (900, "900 thousand", "number"),
            (5.2, "kr 5.2", "euros"), (5.2, "$5.2", "euros"), (5.2, "5.2 km", "euros"), (5.2, "< 5.2", "number"),
            (5.2, "-5.2", "number"), (5.2, "~5.2", "number"), (5.2, "5.2%", "euros"), (5.2, "5.2M", "euros"),
            (5, "5 000", "count"), (5, "25", "count"), (5, "5 x 1000", "count"), (5, "5?", "count"),
            (12, "12 €", "length"), (5, "5 thousand visits", "staff"), (-5, "-$5", "euros"), (5, "(5)", "number"),
        ] as [(Double, String, String)])
    func words(_ number: Double, _ shown: String, _ field: String) throws {
        #expect(try told(number, shown: shown, as: field) == ["value.number-format"])
    }

    @Test(
        "what says nothing else of a number is not told",
        arguments: [
            (5.2, "5.2 €", "euros"), (5.2, "€ 5.2", "euros"), (-5.2, "-€5.2", "euros"), (5.2, "5.2 kr.", "number"),
            (5.2, "$5.2", "number"), (5.2, "5.2 km", "length"), (35, "35 persons", "staff"), (5.2, "5.2%", "share"),
            (5.2, "5.2 Stück", "number"), (5.2, "5.2.", "number"), (5.2, "+5.2", "number"), (5, "5 €", "millions"),
            (1.234, "1.234 kr", "crowns"), (4, "4/5", "number"), (4, "4 of 5", "number"), (35, "1:35", "number"),
            (35, "35 (2024)", "number"), (12, "12 pers. m/k", "number"), (12, "12 kr. pr. md.", "number"),
        ] as [(Double, String, String)])
    func plainWords(_ number: Double, _ shown: String, _ field: String) throws {
        #expect(try told(number, shown: shown, as: field) == [])
    }

    @Test("a text field has the number without the words of its format")
    func wordsOfText() throws {
        #expect(try read(5.2, shown: "5.2 Mio. kr.", as: "text").value == .text("5.2"))
        #expect(try read(5, shown: "25", as: "text").value == .text("5"))
    }
}
