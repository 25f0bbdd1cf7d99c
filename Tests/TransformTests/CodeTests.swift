import CodeLists
import OrderedCollections
import SurveyModel
import Testing
import Transform

@Suite("Codes, marks and texts")
struct CodeTests {
    @Test(
        "a code or its label is taken",
        arguments: [
            ("1", "1", nil), ("some", "1", "label"), ("partielle", "1", "label"), ("SOME ", "1", "normalised"),
            ("a lot", "2", "label"), ("substantail", "2", "edit-distance"),
        ] as [(String, String, String?)])
    func accepted(_ text: String, _ code: String, _ method: String?) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == .text(code))
        #expect(entry.normalisation?.method == method)
        #expect((entry.normalisation?.confidence ?? 1) >= 0.9)
        #expect(findings.map(\.message) == [])
    }

    @Test(
        "a label in two languages is the code of which both are labels",
        arguments: [
            ("some / partielle", "depth", "1"), ("Partielle/Some", "depth", "1"), ("some\npartielle", "depth", "1"),
            ("substantial /\nsubstantielle", "depth", "2"), ("Prestation / Delivery / delivery", "stages", "delivery"),
            ("Planning and design / Planification", "stages", "design"),
        ])
    func inTwoLanguages(_ text: String, _ field: String, _ code: String) throws {
        for language in [nil, "en", "fr"] {
            let (entry, findings) = try SpecimenSurvey().read(text, as: field, language: language)
            #expect(entry.value == (field == "stages" ? .codes([code]) : .text(code)))
            #expect(entry.normalisation?.method == "normalised")
            #expect(findings.map(\.message) == [])
        }
    }

    @Test(
        "labels of two codes, a label beside other words, and codes alone are no label in two languages",
        arguments: ["some / substantielle", "some / banana", "aucune\nsome", "2/2"])
    func inNoTwoLanguages(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "depth")
        #expect(entry.value == nil && findings.map(\.rule) == ["code.unknown"])
    }

    @Test("a number cell is a code where the list has it")
    func numberCell() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read(.number(2, isPercent: false), as: "depth").entry.value == .text("2"))
        #expect(try survey.read(.number(3, isPercent: false), as: "depth").findings.map(\.rule) == ["code.unknown"])
    }

    @Test("what is like no code is a finding, and no code is taken")
    func unknown() throws {
        let (entry, findings) = try SpecimenSurvey().read("banana", as: "depth")
        #expect(entry.value == nil)
        #expect(entry.normalisation == Normalisation(method: "not-read", confidence: 0))
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect(finding.rule == "code.unknown")
        #expect(finding.value == "banana")
        #expect(finding.suggestion == nil)
        #expect(finding.expected?.text(in: "en").contains(", ") == true, "the answers of a short list are named")
        #expect(finding.message.text(in: "en").contains("“banana” is not one of the answers of “Depth”"))
    }

    @Test("a match that is less sure than its list asks for is suggested, not taken")
    func suggested() throws {
        let survey = try SpecimenSurvey()
        let result = survey.transform([try survey.row(["place": .text("Norwey")])])
        let index = try #require(survey.definition.tables["answers"]?.index(of: "place"))
        #expect(result.records.first?.entries[index]?.value == nil)
        #expect(result.findings.map(\.rule) == ["code.unknown"])
        #expect(result.findings.first?.suggestion?.text(in: "en").contains("Norway (NO)") == true)
        #expect(result.codings.map(\.method) == ["unknown"])
        #expect(result.codings.first?.code == nil)
        #expect(result.codings.first?.suggestions == ["NO Norway"])
    }

    @Test("each spelling is told once with how many cells hold it; a code typed as such is not told")
    func codings() throws {
        let survey = try SpecimenSurvey()
        let result = survey.transform([
            try survey.row(["depth": .text("some")], row: 5), try survey.row(["depth": .text("1")], row: 6),
            try survey.row(["depth": .text("some")], row: 7),
            try survey.row(["depth": .text("banana")], row: 8),
        ])
        #expect(result.codings.map(\.raw) == ["some", "banana"])
        #expect(result.codings.map(\.count) == [2, 1])
        #expect(result.codings.map(\.code) == ["1", nil])
        #expect(result.codings.first?.origin.row == 5)
    }

    @Test("the answers in several cells to one question are a code each; a text has a line for each")
    func severalCells() throws {
        let survey = try SpecimenSurvey()
        let parts = { (texts: [String]) in
            RawValue.parts(
                texts.enumerated().map { index, text in
                    RawValue.Part(text: text, origin: Origin(sheet: "Answers", row: 5 + index, column: 1))
                })
        }
        let codes = try survey.read(parts(["Delivery", "Planning and design"]), as: "stages")
        #expect(codes.entry.value == .codes(["design", "delivery"]))
        #expect(codes.entry.normalisation?.method == "split")
        #expect(codes.findings.isEmpty)
        // A mark beside an answer says that there is no other; all of them say what the mark does.
        let one = try survey.read(parts(["Delivery", "-", "n.a."]), as: "stages")
        #expect(one.entry.value == .codes(["delivery"]))
        #expect(one.findings.isEmpty)
        let none = try survey.read(parts(["n.a.", "n.a."]), as: "stages")
        #expect(none.entry.value == nil)
        #expect(none.entry.status == "M")
        let text = try survey.read(parts(["One register", "Another"]), as: "text")
        #expect(text.entry.value == .text("One register\nAnother"))
        #expect(text.entry.normalisation == Normalisation(method: "joined", confidence: 1))
        let marked = try survey.read(parts(["One register", "-", "Another", "n.a."]), as: "text")
        #expect(marked.entry.value == .text("One register\nAnother"))
        #expect(marked.entry.normalisation == Normalisation(method: "joined", confidence: 1))
        let number = try survey.read(parts(["1", "2"]), as: "number")
        #expect(number.entry.value == nil)
        #expect(number.findings.map(\.rule) == ["type.not-a-number"])
    }

    @Test(
        "several codes in one cell are split and stand in the list's order",
        arguments: [
            ("Delivery; Planning and design", ["design", "delivery"]),
            ("Prestation, Planification", ["design", "delivery"]), ("delivery\ndesign", ["design", "delivery"]),
            ("Delivery / Delivery", ["delivery"]), ("Delivery", ["delivery"]), ("Review, evaluation", ["review"]),
            ("Delivery; Review, evaluation", ["delivery", "review"]),
            ("Delivery, Review, evaluation", ["delivery", "review"]),
            ("Planning and design", ["design"]),
            ("Planning and design and delivery", ["design", "delivery"]),
            ("Planning and design, delivery", ["design", "delivery"]),
            ("Planification et prestation", ["design", "delivery"]), ("design & delivery", ["design", "delivery"]),
            ("delivery, design and review", ["design", "delivery", "review"]),
            ("• Delivery\n• Planning and design", ["design", "delivery"]),
            ("- Delivery\n- design", ["design", "delivery"]), ("1. Delivery\n2. design", ["design", "delivery"]),
            ("Delivery • design", ["design", "delivery"]), ("delivery|design", ["design", "delivery"]),
            ("- Delivery", ["delivery"]),
            ("delivery, design\nreview", ["design", "delivery", "review"]),
            ("delivery;;design;", ["design", "delivery"]),
            ("delivery、design", ["design", "delivery"]),
        ])
    func multiSelect(_ text: String, _ codes: [String]) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "stages")
        #expect(entry.value == .codes(codes))
        #expect(entry.normalisation != nil)
        #expect(findings.map(\.message) == [])
    }

    @Test("a part that is no code is a finding; the other parts are taken")
    func unknownPart() throws {
        let (entry, findings) = try SpecimenSurvey().read("Delivery; banana", as: "stages")
        #expect(entry.value == .codes(["delivery"]))
        #expect(findings.map(\.rule) == ["code.unknown"])
        #expect(findings.first?.message.text(in: "en").contains("“banana”") == true)
    }

    @Test("marks in columns are codes in the list's order; a mark that says no is none")
    func marks() throws {
        let mark = { (code: String, text: String, column: Int) in
            RawValue.Mark(code: code, text: text, origin: Origin(sheet: "Answers", row: 5, column: column))
        }
        let survey = try SpecimenSurvey()
        let (entry, findings) = try survey.read(
            .marks([mark("review", "X", 1), mark("delivery", "no", 2), mark("design", "✓", 3)]), as: "stages")
        #expect(entry.value == .codes(["design", "review"]))
        #expect(entry.normalisation?.method == "marks")
        #expect(findings.isEmpty)
        #expect(
            try survey.read(.marks([mark("review", "-", 1), mark("design", "0", 3)]), as: "stages").entry.value == nil)
    }

    @Test("a cross marks where it stands alone; beside ticks it may say no, and is told")
    func crosses() throws {
        let mark = { (code: String, text: String, column: Int) in
            RawValue.Mark(code: code, text: text, origin: Origin(sheet: "Answers", row: 5, column: column))
        }
        let survey = try SpecimenSurvey()
        let alone = try survey.read(.marks([mark("design", "✗", 1), mark("review", "☒", 3)]), as: "stages")
        #expect(alone.entry.value == .codes(["design", "review"]))
        #expect(alone.findings.isEmpty)
        let beside = try survey.read(.marks([mark("design", "✗", 1), mark("review", "✓", 3)]), as: "stages")
        #expect(beside.entry.value == .codes(["review"]))
        #expect(beside.findings.map(\.rule) == ["type.not-a-mark"])
        #expect(beside.findings.first?.cell == "A5")
    }

    @Test("what is neither a mark nor the lack of one is told, and not taken for a mark")
    func unclearMarks() throws {
        let mark = { (code: String, text: String, column: Int) in
            RawValue.Mark(code: code, text: text, origin: Origin(sheet: "Answers", row: 5, column: column))
        }
        let (entry, findings) = try SpecimenSurvey().read(
            .marks([mark("design", "n.a.", 1), mark("delivery", "X", 2), mark("review", "see text", 3)]), as: "stages")
        #expect(entry.value == .codes(["delivery"]))
        #expect(findings.map(\.rule) == ["type.not-a-mark"])
        #expect(findings.first?.cell == "C5")
    }

    @Test(
        "a missing-value mark gives its status and no value, in a field of any type",
        arguments: ["text", "number", "count", "year", "agreed", "day", "depth", "stages"],
        [("n.a.", "M"), (" N.A. ", "M"), ("..", "L"), ("-", "O"), (":", "O")])
    func missing(_ field: String, _ mark: (String, String)) throws {
        let (entry, findings) = try SpecimenSurvey().read(mark.0, as: field)
        #expect(entry.value == nil)
        #expect(entry.status == mark.1)
        #expect(entry.normalisation?.method == "missing-mark")
        #expect(findings.isEmpty)
    }

    @Test("a code typed as the list has it is no missing-value mark")
    func codeLikeMark() throws {
        let survey = try SpecimenSurvey()
        let namibia = try survey.read("NA", as: "place").entry
        #expect(namibia.value == .text("NA"))
        #expect(namibia.status == nil)
        #expect(try survey.read("na", as: "place").entry.status == "M")
    }

    @Test(
        "text is trimmed and its line ends made one; else it stays as typed",
        arguments: [
            ("as typed", "as typed", nil), ("  spaces ", "spaces", "trimmed"),
            ("\u{A0}no-break\u{A0}", "no-break", "trimmed"), ("two\r\nlines", "two\nlines", "trimmed"),
            ("two\nlines", "two\nlines", nil), ("two  spaces", "two  spaces", nil),
        ] as [(String, String, String?)])
    func text(_ typed: String, _ published: String, _ method: String?) throws {
        let (entry, _) = try SpecimenSurvey().read(typed, as: "text")
        #expect(entry.value == .text(published))
        #expect(entry.normalisation?.method == method)
    }

    @Test(
        "an error in a cell loses the answer, in a field of any type",
        arguments: ["text", "number", "depth", "day", "stages"])
    func errors(_ field: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(.error("#REF!"), as: field)
        #expect(entry.value == nil)
        #expect(entry.raw == .error("#REF!"))
        #expect(findings.map(\.rule) == ["type.formula-error"])
        #expect(findings.first?.value == "#REF!")
    }

    @Test(
        "of a number the code is suggested that is the same but for zeros in front, where exactly one is",
        arguments: [
            ("12", ["0012"]), ("012", ["0012"]), (" 00013 ", ["0013"]), ("00120", []), ("14", []),
            ("000000000000000000013", []),
        ] as [(String, [String])])
    func zeros(_ text: String, _ codes: [String]) throws {
        let list = try CodeList.read(
            csv: "code,label_en\n0012,North\n0013,South\n120,East\n0120,West\n", id: "place", file: "place.csv")
        let matcher = CodeMatcher(list)
        let reading = CodeReading.answer(matcher.match(text, language: "en"), in: matcher, language: "en")
        #expect(reading.code == nil && reading.suggestions.map(\.code) == codes)
    }

    @Test("records are numbered within their tables, in the order in which they were found")
    func numbering() throws {
        let survey = try SpecimenSurvey()
        let other = RawRecord(
            table: "others", layout: "others", anchor: Origin(sheet: "S", row: 1, column: 1),
            entries: [RawEntry(value: .text("a"), origin: Origin(sheet: "S", row: 1, column: 1))])
        let result = survey.transform([
            try survey.row(["text": .text("a")]), other, try survey.row(["text": .text("b")]), other,
        ])
        #expect(result.records.map(\.table) == ["answers", "others", "answers", "others"])
        #expect(result.records.map(\.number) == [1, 1, 2, 2])
    }
}

@Suite("What is written down")
struct NormalisationTests {
    private static let fields = [
        "text", "number", "share", "count", "year", "agreed", "day", "depth", "place", "stages",
    ]
    private static let values: [RawValue] = [
        .text("12"), .text(" 12"), .text("12.50"), .text("1 234"), .text("true"), .text("Yes"), .text("2026-04-30"),
        .text("30 April 2026"), .text("1"), .text("some"),
        .text("design"), .text("Delivery; design"), .text("NO"), .text("n.a."), .text("a\r\nb"),
        .number(0.5, isPercent: true), .number(0, isPercent: false),
        .number(2014, isPercent: false), .number(46_142, isPercent: false), .boolean(true), .date("2026-04-30"),
        .date("2026-04-30T12:00:00"), .error("#N/A"),
    ]

    @Test("a value published as typed has no normalisation, and a changed one always has", arguments: fields, values)
    func asTyped(_ field: String, _ raw: RawValue) throws {
        let (entry, findings) = try SpecimenSurvey().read(raw, as: field)
        if let value = entry.value {
            #expect((value.text == raw.text) == (entry.normalisation == nil), "\(value) of \(raw)")
        } else {
            #expect(entry.status != nil || !findings.isEmpty, "\(raw) is lost without a word")
            #expect(entry.normalisation != nil, "\(raw) is not in the lineage")
        }
        #expect(entry.normalisation.map { (0.0...1).contains($0.confidence) && !$0.method.isEmpty } ?? true)
    }

    @Test("a part of a cell's text counts, and is written down")
    func part() throws {
        let survey = try SpecimenSurvey()
        var record = try survey.row(["count": .text("Practice 3")])
        let index = try #require(survey.definition.tables["answers"]?.index(of: "count"))
        var entries = record.entries
        entries[index]?.part = "3"
        record = RawRecord(table: record.table, layout: record.layout, anchor: record.anchor, entries: entries)
        let entry = try #require(survey.transform([record]).records.first?.entries[index])
        #expect(entry.value == .integer(3))
        #expect(entry.raw == .text("Practice 3"))
        #expect(entry.normalisation?.method == "part")
    }

    @Test("an answer that stands elsewhere than its field tells is written down, even where it is as typed")
    func moved() throws {
        let survey = try SpecimenSurvey()
        // That white space was taken off it is not hidden by that.
        for (typed, method) in [("answer", "moved"), (" answer ", "moved+trimmed")] {
            let record = try survey.row(["text": .text(typed)])
            var entries = record.entries
            entries[0]?.isMoved = true
            let moved = RawRecord(table: record.table, layout: record.layout, anchor: record.anchor, entries: entries)
            let entry = survey.transform([moved]).records.first?.entries[0]
            #expect(entry?.normalisation?.method == method)
            #expect(entry?.value == .text("answer"))
        }
    }

    @Test("the same records give the same results")
    func repeatable() throws {
        let survey = try SpecimenSurvey()
        let records = try Self.values.enumerated().map {
            try survey.row(["text": $1, "number": $1, "depth": $1], row: $0 + 1)
        }
        let first = survey.transform(records, language: "fr")
        let second = survey.transform(records, language: "fr")
        #expect(first.records == second.records)
        #expect(first.findings == second.findings)
        #expect(first.codings == second.codings)
    }
}
