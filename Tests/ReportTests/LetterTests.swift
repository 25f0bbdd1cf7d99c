import Foundation
import SurveyModel
import Testing

@testable import Report

@Suite("Query letters")
struct LetterTests {
    private func letter(language: String? = "en", _ text: (String) -> String = { $0 }) throws -> QueryLetter {
        let reporter = Reporter(code: "AAA", name: text("Aland"), language: language)
        return try #require(
            try QueryLetter(to: reporter, in: SpecimenResult.full(text: text), workbooks: ["annotated.xlsx"]))
    }

    private func text(_ letter: QueryLetter) -> String { String(decoding: letter.text(), as: UTF8.self) }

    @Test("a question names sheet and cell, what stands there and what is asked; errors come first")
    func questions() throws {
        let letter = try letter()
        #expect(letter.queries.map(\.place) == ["People, all!B12", "People, all!B13"])
        #expect(letter.queries.map(\.severity) == [.error, .warning])
        let text = text(letter)
        #expect(text.contains("1. People, all!B12 – error\n   Number\n   In the cell: “many”\n"))
        #expect(text.contains("“many” could not be read as a number. Please give a number."))
        #expect(text.contains("2000 is much."))
        #expect(text.contains("by 30\nApril 2026") || text.contains("by 30 April 2026"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 76 })
    }

    @Test("it is written in the reporter's language, else in that of the return")
    func languages() throws {
        #expect(
            text(try letter(language: "fr")).hasPrefix("Methods Unit\n\nEnquête inventée\n\nChers collègues de Aland,"))
        #expect(text(try letter(language: "es")).contains("Atentamente,"))
        #expect(text(try letter(language: nil)).contains("With kind regards,"))
    }

    @Test(
        "the deadline is the last day on which answers are in time",
        arguments: [
            ("en", "by 30 April 2026", "By 2026-04-30."),
            ("fr", "au plus tard le 30 avril 2026", "Au plus tard le 2026-04-30."),
            ("es", "a más tardar el 30 de abril de 2026", "A más tardar el 2026-04-30."),
        ])
    func deadline(language: String, words: String, onSheet: String) throws {
        let opening = try letter(language: language).opening.joined(separator: " ")
        #expect(opening.contains(" \(words)"))
        let sheet = try Catalogue(language: language).text("annotated.deadline", ["deadline": "2026-04-30"])
        #expect(sheet == onSheet)
    }

    @Test("one question about several cells is asked once, with the cells")
    func grouped() throws {
        let result = try SpecimenResult.full()
        let one = try #require(result.issues.first)
        let issues = (1...12).map { row in
            var finding = one.finding
            finding.cell = "B\(row)"
            return Issue(
                fingerprint: "f\(row)", reporter: one.reporter, round: one.round, returnID: one.returnID,
                finding: finding, state: .open)
        }
        let words = RespondentWords(definition: result.definition, catalogue: try Catalogue(language: "en"))
        let groups = LetterQueries(words: words, files: LetterFiles([])).grouped(issues)
        #expect(groups.count == 1)
        #expect(
            groups.first?.query(1, words).place
                == "People, all!B1, B2, B3, B4, B5, B6, B7, B8 and 4 more cells")
    }

    @Test("a reporter without a return of the round gets none; one whose return is fine is thanked")
    func others() throws {
        let result = try SpecimenResult.full()
        let beland = Reporter(code: "BBB", name: "Beland")
        #expect(try QueryLetter(to: beland, in: result, workbooks: []) == nil)
        let celand = try #require(
            try QueryLetter(to: Reporter(code: "CCC", name: "Celand"), in: result, workbooks: []))
        #expect(celand.queries.isEmpty)
    }

    /// The letter to Celand, whose one return is held, where other issues were found.
    private func letterToCeland(_ issues: [SurveyModel.Issue], _ state: ReturnState = .held) throws -> String {
        text(try celandsLetter(issues, state)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func celandsLetter(_ issues: [SurveyModel.Issue], _ state: ReturnState = .held) throws -> QueryLetter {
        let full = try SpecimenResult.full()
        var returns = full.returns
        for index in returns.indices where returns[index].reporter == "CCC" { returns[index].state = state }
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: returns,
            counts: full.counts, coverage: full.coverage, issues: issues, rules: [], codings: [], figures: [],
            provenance: [])
        return try #require(try QueryLetter(to: Reporter(code: "CCC", name: "Celand"), in: result, workbooks: []))
    }

    /// An issue of Celand's return.
    private func found(
        _ rule: String, cell: String? = nil, value: String? = nil, state: IssueState = .open,
        _ decision: Decision? = nil
    ) -> SurveyModel.Issue {
        SurveyModel.Issue(
            fingerprint: "f9", reporter: "CCC", round: "2026", returnID: SpecimenResult.id(4),
            finding: Finding(
                rule: rule, severity: .error, message: .text("For the office."), table: "people", field: "number",
                sheet: cell.map { _ in "People" }, cell: cell, value: value), state: state, decision: decision)
    }

    @Test(
        "of a return that is held the letter says why",
        arguments: [
            (
                "return.blank",
                "the questionnaire as we sent it, without an answer. Please send us your answers by 30 April"
            ),
            ("return.unchanged", "Please tell us by 30 April 2026 whether they still hold"),
            ("return.nothing-read", "We found no answers in it"), ("return.round-closed", "after the round was closed"),
            ("return.order-unclear", "how it belongs to the other returns that we have."),
            ("type.not-a-number", "because of what we ask below. Please look at the following question"),
            ("decision.no-match", "we are looking into it"),
        ])
    func held(_ rule: String, _ sentence: String) throws {
        let cell = rule.hasPrefix("return.") ? nil : "B4"
        #expect(try letterToCeland([found(rule, cell: cell, value: "many")]).contains(sentence))
    }

    @Test("what reviewers have decided is nothing to ask; a value that they have put in the place of an answer is told")
    func corrected() throws {
        let decision = Decision(
            fingerprint: "f9", action: .correct, seen: "20008", value: "2008", reason: "slip", reviewer: "R",
            date: try #require(CalendarDay("2026-04-01")))
        let letter = try letterToCeland(
            [
                found("constraint.maximum", cell: "B4", value: "20008", state: .corrected, decision),
                found("decision.expired", cell: "B4", value: "f9"),
            ], .live)
        #expect(letter.contains("All of it could be used, and we have no questions."))
        #expect(letter.contains("“20008” was read as “2008” (People!B4)"))
        #expect(!letter.contains("f9"))
        #expect(try letterToCeland([], .live).contains("All of it could be used as you sent it"))
    }

    @Test("a note is asked where a reviewer asks it, or where it keeps something out; and then not all could be used")
    func notes() throws {
        let full = try SpecimenResult.full()
        func letter(_ state: IssueState, policy: String = "", published: Int) throws -> QueryLetter {
            let definition = try SpecimenResult.definition(more: policy)
            let note = SurveyModel.Issue(
                fingerprint: "f9", reporter: "CCC", round: "2026", returnID: SpecimenResult.id(4),
                finding: Finding(
                    rule: "odd", severity: .note, message: .text("This is odd."), table: "people", record: 1,
                    field: "number", sheet: "People", cell: "B4", value: "7"), state: state)
            var returns = full.returns
            for index in returns.indices where returns[index].reporter == "CCC" { returns[index].state = .live }
            let coverage = TableCoverage(
                returnID: SpecimenResult.id(4), reporter: "CCC", round: "2026", table: "people", asked: 2, given: 2,
                records: 2, published: published)
            let result = RunResult(
                survey: full.survey, definition: definition, reporters: full.reporters, returns: returns,
                counts: full.counts, coverage: [coverage], issues: [note], rules: [], codings: [], figures: [],
                provenance: [])
            return try #require(
                try QueryLetter(to: Reporter(code: "CCC", name: "Celand"), in: result, workbooks: []))
        }
        let told = try letter(.open, published: 2)
        #expect(
            told.queries.isEmpty
                && told.opening[1] == "All of it could be used as you sent it, and we have no questions.")
        let asked = try letter(.asked, published: 2)
        #expect(asked.queries.count == 1 && asked.opening[1].hasPrefix("All of it could be used (2 records); some"))
        let rejected = try letter(.open, policy: "\npolicy: {note: reject}\n", published: 1)
        #expect(rejected.queries.count == 1)
        #expect(rejected.opening[1] == "The dataset holds 1 record of it; one answer could not be used as it stands.")
        let elsewhere = try letter(.waived, published: 1)
        #expect(elsewhere.queries.isEmpty)
        #expect(elsewhere.opening[1].hasPrefix("The dataset holds 1 record of it; we are looking into the rest"))
    }

    /// An issue of Celand's return about which a reviewer has decided, for a reason.
    private func decided(_ action: DecisionAction, _ state: IssueState, because reason: String) throws
        -> SurveyModel.Issue
    {
        let decision = Decision(
            fingerprint: "f9", action: action, seen: "20008", value: action == .correct ? "2008" : "", reason: reason,
            reviewer: "R", date: try #require(CalendarDay("2026-04-01")))
        return found("constraint.maximum", cell: "B4", value: "20008", state: state, decision)
    }

    @Test("what a reviewer asks stands behind the question, in letter, note and sheet", arguments: ["en", "fr", "es"])
    func reviewersQuestion(language: String) throws {
        let issue = try decided(.ask, .asked, because: "Is it\n the year?")
        #expect(try letterToCeland([issue]).contains(" Our question: Is it the year?"))
        let catalogue = try Catalogue(language: language)
        let words = RespondentWords(definition: try SpecimenResult.definition(), catalogue: catalogue)
        let question = catalogue.text("letter.asked", ["text": "Is it the year?"])
        #expect(words.request(issue).hasSuffix(" " + question))
        let sentence = words.sentence(issue)
        #expect(sentence.hasSuffix(" " + question))
        let item = ReviewItem(
            number: 1, issue: issue, sheet: nil, cell: nil, question: "", message: sentence, expected: "")
        #expect(item.note(catalogue).contains(question))
    }

    @Test("a long sentence does not push a reviewer's question out of the note, and a long question is cut")
    func longQuestion() throws {
        let catalogue = try Catalogue(language: "en")
        let words = RespondentWords(definition: try SpecimenResult.definition(), catalogue: catalogue)
        let decision = try decided(.ask, .asked, because: "Why? " + String(repeating: "x", count: 4_000)).decision
        let finding = Finding(
            rule: "odd", severity: .error, message: .text(String(repeating: "long ", count: 1_000)), table: "people",
            record: 1, field: "number", sheet: "People", cell: "B4", value: "20008")
        let issue = SurveyModel.Issue(
            fingerprint: "f9", reporter: "CCC", round: "2026", returnID: SpecimenResult.id(4), finding: finding,
            state: .asked, decision: decision)
        let item = ReviewItem(
            number: 1, issue: issue, sheet: nil, cell: nil, question: "", message: words.sentence(issue), expected: "")
        #expect(item.note(catalogue).contains("… Our question: Why? x"))
        #expect(words.request(issue).count < 1_000)
    }

    @Test("the reasons of other decisions are the office's own")
    func otherReasons() throws {
        let settled: [(DecisionAction, IssueState)] = [
            (.waive, .waived), (.correct, .corrected), (.accept, .accepted),
        ]
        for (action, state) in settled {
            let letter = try letterToCeland([decided(action, state, because: "for the office")])
            #expect(!letter.contains("for the office"), "\(action)")
        }
        let blank = try letterToCeland([decided(.ask, .asked, because: " ")])
        #expect(blank.contains("1.") && !blank.contains("Our question"))
    }

    @Test("what a reviewer asks is text only", arguments: HostileTextTests.attacks)
    func hostileQuestion(attack: String) throws {
        func document(_ reason: String) throws -> Data {
            try #require(try celandsLetter([decided(.ask, .asked, because: reason)]).parts()["word/document.xml"])
        }
        let (plain, content) = (try document("Why?"), try document("Why? " + attack))
        #expect(XMLReading.isWellFormed(content))
        #expect(XMLReading.elements(content) == XMLReading.elements(plain))
    }

    @Test("a value that stands in no cell is not told as a cell's")
    func noCell() throws {
        let letter = try letterToCeland([found("layout.sheet-missing", value: "practices")])
        #expect(letter.contains("1.") && !letter.contains("In the cell"))
    }

    @Test("the document is well-formed, refers to nothing outside, and is the same each time")
    func document() throws {
        let letter = try letter()
        let parts = try letter.parts()
        #expect(
            parts.keys.sorted() == [
                "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml",
                "word/styles.xml",
            ])
        for (name, content) in parts {
            #expect(XMLReading.isWellFormed(content), "\(name)")
            #expect(!String(decoding: content, as: UTF8.self).contains("TargetMode"))
        }
        #expect(try letter.document() == letter.document())
    }

    @Test("text from returns is text only, in both forms", arguments: HostileTextTests.attacks)
    func hostile(attack: String) throws {
        let plain = try letter().parts()["word/document.xml"]
        let letter = try letter { $0 + attack }
        let content = try #require(try letter.parts()["word/document.xml"])
        #expect(XMLReading.isWellFormed(content))
        #expect(XMLReading.elements(content) == XMLReading.elements(try #require(plain)))
        let steering = text(letter).unicodeScalars.filter { scalar in
            scalar.value < 0x20 && scalar != "\n" || (0x202A...0x202E).contains(scalar.value) || scalar.value == 0x7F
        }
        #expect(steering.isEmpty)
    }

    @Test("every sentence to respondents is there in all languages, with the same places to fill")
    func words() throws {
        let english = try Catalogue(language: "en")
        for language in ["fr", "es"] {
            let other = try Catalogue(language: language)
            for prefix in ["ask.", "expects.", "letter."] {
                let keys = english.texts(under: prefix)
                #expect(keys.map(\.key) == other.texts(under: prefix).map(\.key))
                for (mine, theirs) in zip(keys, other.texts(under: prefix)) {
                    #expect(Self.places(mine.text) == Self.places(theirs.text), "\(language) \(prefix)\(mine.key)")
                }
            }
        }
    }

    @Test("every rule about which respondents are asked has its question in words for them, in all languages")
    func askedInTheirWords() throws {
        let words = try ["en", "fr", "es"].map { try Catalogue(language: $0) }
        // Of rules without a cell, the office alone is told of those about files, returns and decisions, and of the survey's rules and figures themselves.
        let office: Set = ["coverage", "decision", "figure", "file", "return", "rule"]
        let asked = try RuleReference().entries.map(\.id).filter { id in
            !office.contains(String(id.prefix { $0 != "." })) && issue(of: id).isForRespondent
        }
        #expect(asked.count > 60)
        for id in asked {
            for catalogue in words {
                #expect(catalogue.optionalText("ask.\(id)") != nil, "\(id) \(catalogue.language)")
            }
        }
    }

    private func issue(of rule: String) -> SurveyModel.Issue {
        let finding = Finding(
            rule: rule, severity: .warning, message: .text("English words for the office"), table: "people",
            field: "number",
            sheet: "People, all", cell: "B12", value: "many", expected: .own(.expectedNumber))
        return SurveyModel.Issue(
            fingerprint: "f1", reporter: "AAA", round: "2026", returnID: "abc", finding: finding, state: .open)
    }

    @Test("note, sheet and letter ask in the same words, in the reporter's language", arguments: ["en", "fr", "es"])
    func oneWording(language: String) throws {
        let result = try SpecimenResult.full()
        let catalogue = try Catalogue(language: language)
        let words = RespondentWords(definition: result.definition, catalogue: catalogue)
        let issue = issue(of: "type.not-a-number")
        let sentence = words.sentence(issue)
        #expect(sentence == catalogue.text("ask.type.not-a-number", ["value": "many"]))
        #expect(words.request(issue) == sentence)
        let item = ReviewItem(
            number: 1, issue: issue, sheet: nil, cell: nil, question: "", message: sentence,
            expected: words.expected(issue.finding))
        #expect(item.note(catalogue).contains(sentence))
        #expect(!item.note(catalogue).contains("English words"))
    }

    @Test(
        "where SQL says nothing of what is expected, the words for respondents stand, or none; never those for the office",
        arguments: [
            ("minimum", "0", "constraint.minimum", "en", "at least 0"),
            ("minimum", "0", "constraint.minimum", "fr", "au moins 0"),
            ("pattern", "'[0-9]+'", "constraint.pattern", "es", ""),
        ])
    func silentExpression(name: String, value: String, rule: String, language: String, words: String) throws {
        let kind = name == "pattern" ? "string" : "number"
        let yaml = SpecimenResult.yaml.replacing(
            "number: {type: number, title: {en: Number}}",
            with: "number: {type: \(kind), title: {en: Number}, constraints: {\(name): "
                + "{value: \(value), message: \"{value}?\", expected: {sql: 'NULL'}}}}"
        ).replacing("check: number < 1000", with: "check: kind <> ''").replacing("{number} is much.", with: "Much.")
        let definition = try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml")
        let respondent = RespondentWords(definition: definition, catalogue: try Catalogue(language: language))
        var finding = Finding(
            rule: rule, severity: .warning, message: .text("-1?"), table: "people", record: 1, field: "number",
            expected: .own(.expectedAtLeast, ["limit": .text("0 (for the office)")]))
        #expect(respondent.expected(finding) == words)
        // What the expression does say is the author's.
        finding.expected = .text("12 by the sheet")
        #expect(respondent.expected(finding) == "12 by the sheet")
    }

    private static func places(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{([a-z]+)\}/).map { String($0.1) })
    }
}
