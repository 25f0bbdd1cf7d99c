import SurveyModel
import Testing
import Transform

@Suite("Texts as programs write them into CSV files")
struct CSVTextTests {
    @Test(
        "the text of an error is that error, whatever the language and the field's type, and nothing in it is suggested",
        arguments: [
            "#NAME?", "#REF!", " #DIV/0! ", "#WERT!", "#BEZUG!", "#NOM?", "#VALEUR!", "#¡VALOR!", "########", "Err:502",
            "=\"#REF!\"",
        ], ["text", "number", "depth", "day", "stages", "year", "agreed"])
    func errors(_ text: String, _ field: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field)
        #expect(entry.value == nil && entry.raw == .text(text))
        #expect(entry.normalisation?.method == "not-read")
        #expect(findings.map(\.rule) == ["type.formula-error"])
        #expect(findings.first?.value == text && findings.first?.suggestion == nil)
    }

    @Test(
        "what only has such a text in it, or looks like one, is an answer",
        arguments: ["#1", "###", "Error", "Err:50", "#REF! again", "#ONE!", "#N/A or so"])
    func noErrors(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "text")
        #expect(entry.value == .text(text) && findings.isEmpty)
    }

    @Test("a missing-value mark that looks like an error stays one")
    func marks() throws {
        #expect(try SpecimenSurvey().read("#N/A", as: "coded").entry.status == "Q")
        #expect(try SpecimenSurvey().read("#N/A", as: "number").findings.map(\.rule) == ["type.formula-error"])
    }

    @Test(
        "a text written as a formula is what stands between its marks",
        arguments: [
            ("=\"0012\"", "text", .text("0012"), "quoted-formula"),
            (" =\"a \"\"b\"\" c\" ", "text", .text("a \"b\" c"), "quoted-formula"),
            ("=\" a\"", "text", .text("a"), "quoted-formula+trimmed"),
            ("=\"0012\"", "count", .integer(12), "quoted-formula+text-number"),
            ("=\"1 234,5\"", "number", .number(1234.5), "quoted-formula+grouping+decimal-comma"),
            ("=\"2\"", "depth", .text("2"), "quoted-formula+code"),
            ("=\"design\"", "stages", .codes(["design"]), "quoted-formula+code"),
            ("=\"2014\"", "year", .integer(2014), "quoted-formula"),
        ] as [(String, String, Value, String)])
    func formulas(_ text: String, _ field: String, _ value: Value, _ method: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: field)
        #expect(entry.value == value && findings.isEmpty)
        #expect(entry.raw == .text(text))
        #expect(entry.normalisation?.method == method)
    }

    @Test("what is found in such a text names it as it was typed; a mark in it is a mark")
    func typed() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read("=\"much\"", as: "count").findings.map(\.value) == ["=\"much\""])
        let mark = try survey.read("=\"n.a.\"", as: "count").entry
        #expect(mark.status == "M" && mark.raw == .text("=\"n.a.\""))
        // The column's other numbers tell what a point is, in whatever they stand.
        let number = try survey.read("=\"1.234\"", as: "number", others: ["=\"1.234.567,5\""]).entry
        #expect(number.value == .number(1234))
    }

    @Test("an empty one is an empty cell; what is more than a text in marks is the text that it is")
    func bounds() throws {
        let survey = try SpecimenSurvey()
        for text in ["=\"\"", " =\" \" "] {
            let record = survey.transform([try survey.row(["text": .text(text), "count": .text(text)])]).records.first
            #expect(record?.entries.contains { $0 != nil } == false, "\(text)")
        }
        for text in ["=\"a\"&\"b\"", "=\"", "=A1", "=\"a"] {
            #expect(try survey.read(text, as: "text").entry.value == .text(text))
        }
    }
}
