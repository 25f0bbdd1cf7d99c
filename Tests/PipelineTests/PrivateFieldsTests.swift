import Foundation
import Logging
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Private fields")
struct PrivateFieldsTests {
    private func leaks(_ parts: [(path: String, text: String)]) -> [String] {
        parts.flatMap { part in
            PrivateSurvey.secrets.filter { part.text.contains($0) }.map { "\(part.path): \($0)" }
        }
    }

    @Test(
        "no file of a run that others may read holds a private answer, though issues, rules and resubmissions are about them"
    )
    func nothingLeaks() async throws {
        let survey = try PrivateSurvey()
        let first = try await survey.run()
        let rules = Set(first.result.issues.map(\.finding.rule))
        // What is told of private answers is told, or this test would say nothing.
        #expect(
            rules.isSuperset(of: [
                "constraint.pattern", "type.not-a-number", "code.unknown", "mail-is-short", "amount-is-small",
                "mail-is-told",
                "constraint.maximum",
            ]), "\(rules.sorted())")
        let parts = try survey.readable(first.folder)
        #expect(
            parts.contains { $0.path == "report.html" }
                && parts.contains { $0.path.hasSuffix("letter.docx/word/document.xml") })
        #expect(parts.contains { $0.path.hasPrefix("issues.xlsx/xl/worksheets") && $0.text.contains("•••") })
        #expect(leaks(parts).isEmpty)
        // The sender corrects what was private: the resubmission tells that, and not what.
        try survey.write(
            "inbox/AAA.csv",
            "Number,Mail,Phone,Kind,Amount,Day\n1,secretive@elsewhere.example.org,5550148,heat,61,2026-02-03\n")
        try survey.write(
            "decisions.csv",
            "fingerprint,action,seen,value,reason,reviewer,agreed_by,date,expires\n"
                + (first.issues("constraint.pattern").first.map {
                    "\($0.fingerprint),correct,•••,secretive@example.org,asked,rev,,2026-11-29,\n"
                } ?? ""))
        let second = try await survey.run()
        #expect(second.result.resubmissions.first?.changes.contains { $0.field == "mail" && $0.was == "•••" } == true)
        let corrected = try #require(second.issues("constraint.pattern").first)
        #expect(corrected.state == .corrected && corrected.decision?.value == "•••")
        #expect(leaks(try survey.readable(second.folder)).isEmpty)
    }

    @Test(
        "a decision of before a field was private, which fits no issue any more, is shown without what it saw and gave")
    func earlierDecisions() async throws {
        let survey = try PrivateSurvey()
        try survey.write(
            "decisions.csv",
            "fingerprint,action,seen,value,reason,reviewer,agreed_by,date,expires\n"
                + "0123456789abcdef,correct,Zaphod,secretive@example.org,asked,rev,,2026-11-29,\n"
                + "0123456789abcdee,correct,,secretive@example.org,asked,rev,,2026-11-29,\n")
        let outcome = try await survey.run()
        #expect(outcome.result.decisions.map(\.seen) == ["•••", ""])
        #expect(outcome.result.decisions.map(\.value) == ["•••", "•••"])
        #expect(leaks(try survey.readable(outcome.folder)).isEmpty)
    }

    @Test(
        "of a return that was refused in the middle nothing is shown around its cell, since nobody knows what is private"
    )
    func refused() async throws {
        let survey = try PrivateSurvey()
        try survey.writeContradiction("inbox/BBB.xlsx")
        let outcome = try await survey.run()
        let issue = try #require(outcome.issues("file.duplicate-cell").first)
        #expect(issue.finding.sheet == "People" && issue.finding.cell == "A12")
        #expect(leaks(try survey.readable(outcome.folder)).isEmpty)
    }

    @Test("what stands around a cell hides the private answers that a remark quotes, also where the excerpt is cut")
    func excerpts() async throws {
        let survey = try PrivateSurvey()
        // Its marks are so short that the end of what is kept of the text would be shown.
        let mail = "secretive@example.org"
        let many = [String](repeating: mail, count: 4).joined(separator: " ") + mail
        try survey.write(
            "inbox/AAA.csv",
            """
            Number,Mail,Phone,Kind,Amount,Day,
            1,zaphod.b@example.org,5550147,food,500,2026-01-02,write to zaphod.b@example.org
            2,secretive@example.org,5550148,food,5,2026-01-02,\(many)
            """)
        let outcome = try await survey.run()
        #expect(outcome.issues("layout.text-unclaimed").count == 2)
        let parts = try survey.readable(outcome.folder)
        #expect(parts.contains { $0.path == "report.html" && $0.text.contains("write to •••") })
        #expect(leaks(parts).isEmpty)
    }

    @Test("the name of a sheet that quotes a private answer is shown without it")
    func sheetNames() async throws {
        let survey = try PrivateSurvey()
        let heads = zip("ABCDEF", PrivateSurvey.heads).map { PrivateSurvey.cell("\($0)1", $1) }.joined()
        let answers = "<c r=\"A2\"><v>1</v></c>" + PrivateSurvey.cell("B2", "Beeblebrox")
        try survey.writeWorkbook(
            "inbox/AAA.xlsx",
            sheets: [
                ("People", "<row r=\"1\">\(heads)</row><row r=\"2\">\(answers)</row>"),
                ("Notes Beeblebrox", "<row r=\"3\">\(PrivateSurvey.cell("C3", "more of it"))</row>"),
            ])
        try FileManager.default.removeItem(at: survey.folder.appending(path: "inbox/AAA.csv"))
        let outcome = try await survey.run()
        let issue = try #require(outcome.issues("layout.sheet-unread").first)
        #expect(issue.finding.sheet == "Notes Beeblebrox" && issue.finding.shownSheet == "Notes •••")
        let parts = try survey.readable(outcome.folder)
        #expect(parts.contains { $0.path == "issues.csv" && $0.text.contains("Notes •••") })
        #expect(leaks(parts).isEmpty)
    }

    @Test("what SQLite says of a rule that fails on a private answer is not told")
    func failingRule() async throws {
        let survey = try PrivateSurvey()
        let rule = "  - {id: bad, table: people, severity: note, check: \"NOT contains(mail, 'x')\", message: M}\n"
        try survey.write("pipeline.yaml", PrivateSurvey.definition.replacing("rules:\n", with: "rules:\n" + rule))
        try survey.write("inbox/BBB.csv", "Number,Mail,Phone,Kind,Amount,Day\n1,Zaphod (,,food,1,2026-01-02\n")
        let outcome = try await survey.run()
        let issue = try #require(outcome.issues("rule.failed").first)
        #expect(issue.finding.message.text(in: "en").contains("•••"))
        #expect(leaks(try survey.readable(outcome.folder)).isEmpty)
    }

    @Test("declared checks quote no private member of a key or group in what they find about another field")
    func declaredChecks() async throws {
        let survey = try PrivateSurvey()
        let checks = """
                foreignKeys:
                  - {id: pair-known, fields: [number, mail], reference: {fields: [number, number]}}
                  - {id: pair-told, fields: [number, mail], reference: {fields: [number, number]}, message: "no {key}"}
                plausibility:
                  - {id: amount-usual, kind: range, fields: amount, by: kind, ranges: {food: {maximum: 100}}}
            layouts:

            """
        try survey.write("pipeline.yaml", PrivateSurvey.definition.replacing("layouts:\n", with: checks))
        let outcome = try await survey.run()
        let told = ["pair-known", "pair-told", "amount-usual"].map { id in
            outcome.issues(id).first { $0.finding.record == 2 }?.finding.message.text(in: "en")
        }
        #expect(
            told == [
                "Number: there is no “2, •••” in People.", "no 2, •••",
                "Amount: 500 lies outside the usual range for •••, •••.",
            ])
        #expect(leaks(try survey.readable(outcome.folder)).isEmpty)
    }

    @Test("private answers of published records stand in a file of their own, which its owner alone may read")
    func ownFile() async throws {
        let survey = try PrivateSurvey()
        let outcome = try await survey.run()
        let file = outcome.folder.appending(path: "private/people.csv")
        let id = outcome.result.returns.first?.id ?? ""
        #expect(
            try String(contentsOf: file, encoding: .utf8) == """
                mail,phone,kind,kind_label,reporter,round,return,record
                zaphod.b@example.org,5550147,,,AAA,2026,\(id),1

                """)
        #expect(try file.fileMode & 0o777 == 0o600)
        #expect(try outcome.folder.appending(path: "dataset/people.csv").fileMode & 0o040 != 0)
        let header = try String(contentsOf: outcome.folder.appending(path: "dataset/people.csv"), encoding: .utf8)
        #expect(header.hasPrefix("number,amount,day,reporter,round,return,record\n"))
        for (name, mode) in [("archive", 0o700), ("bundles", 0o700), ("canvass.sqlite", 0o600)] as [(String, UInt32)] {
            #expect(try survey.output.appending(path: name).fileMode & 0o777 == mode, "\(name)")
        }
        // Published once more from the files of the run before: they stay as they are.
        let again = try await survey.run()
        #expect(!again.isChanged && again.newlyRead == 0)
        #expect(try again.folder.appending(path: "private/people.csv").fileMode & 0o777 == 0o600)
    }

    @Test("the copy for the sender, who has the answers, is for its owner alone; its notes and questions quote none")
    func annotatedCopy() async throws {
        let survey = try PrivateSurvey()
        let outcome = try await survey.run()
        let copy = outcome.folder.appending(path: "returns/AAA/annotated.xlsx")
        #expect(try copy.fileMode & 0o777 == 0o600)
        let parts = try PrivateSurvey.parts(of: copy)
        let ours = parts.filter { part in
            part.path.contains("comments") || part.text.contains(ReviewSheet.textFileMark)
        }
        #expect(ours.count == 2, "\(parts.map(\.path))")
        #expect(leaks(ours).isEmpty)
    }

    @Test("an issue of a private answer keeps its fingerprint whatever the answer, so that nobody can try values")
    func fingerprints() async throws {
        let survey = try PrivateSurvey()
        let before = try await survey.run().issues("constraint.pattern").first
        try survey.write("inbox/AAA.csv", "Number,Mail,Amount\n1,ford,5\n")
        let after = try await survey.run().issues("constraint.pattern").first
        #expect(before != nil && before?.fingerprint == after?.fingerprint)
    }

    @Test("trace shows a private value only when it is asked to")
    func trace() async throws {
        let survey = try PrivateSurvey()
        let outcome = try await survey.run()
        let id = outcome.result.returns.first?.id ?? ""
        func mail(_ showsPrivate: Bool) throws -> Trace.Step? {
            try Trace(run: outcome.folder, showsPrivate: showsPrivate).steps(
                table: "people", returnID: id, record: 1, field: "mail"
            ).first
        }
        #expect(try mail(false)?.value == "•••" && mail(false)?.typed == [] && mail(false)?.cells == ["B2"])
        #expect(try mail(true)?.value == "zaphod.b@example.org")
    }

    @Test("of a return that nobody has named no private answer is listed or drawn")
    func newestReturn() throws {
        let survey = try PrivateSurvey()
        let file = survey.folder.appending(path: "inbox/AAA.csv")
        func shown(hidesPrivate: Bool) throws -> [(path: String, text: String)] {
            let reading = try ReturnReading(file, of: survey.load(), hidesPrivate: hidesPrivate)
            let listing = ReturnListing(reading, showsAll: true)
            let page = survey.folder.appending(path: "map.html")
            try reading.writeMap(to: page)
            return [
                ("lines", listing.lines.joined(separator: "\n")), ("json", listing.json),
                ("page", try String(contentsOf: page, encoding: .utf8)),
                ("map", try reading.mapLines().joined(separator: "\n")),
            ]
        }
        let parts = try shown(hidesPrivate: true)
        #expect(leaks(parts).isEmpty)
        #expect(parts[0].text.contains("•••") && parts[0].text.contains("500"), "\(parts[0].text)")
        #expect(try !leaks(shown(hidesPrivate: false)).isEmpty)
    }

    @Test("verify makes a run with private files anew, and finds it the same")
    func verify() async throws {
        let survey = try PrivateSurvey()
        _ = try await survey.run()
        let verification = try await SurveyVerification(
            survey: try survey.load(), output: survey.folder.appending(path: "Output")
        ).verify(run: nil)
        #expect(verification.isSound, "\(verification.text)")
    }

    @Test("the survey's own sentence for a rule of Canvass's that has no field quotes no private cell")
    func ownSentence() throws {
        let survey = try PrivateSurvey()
        try survey.write(
            "pipeline.yaml",
            PrivateSurvey.definition
                + "builtin:\n  layout.merged-answer: {message: \"{value} is merged\", expected: \"not {value}\"}\n")
        let definition = try survey.load().definition
        let places = [
            FieldPlace(
                table: "people", field: "mail", sheet: "S", column: "B", row: "", layout: "people",
                heading: Heading(levels: ["Mail"], cell: "B1"))
        ]
        let finding = Finding(
            rule: "layout.merged-answer", severity: .note,
            message: .localized(LocalizedText(["en": "5550147 is merged"])), table: "people", sheet: "S",
            cell: "B9",
            value: "5550147", expected: .localized(LocalizedText(["en": "not 5550147"])))
        #expect(definition.terms(of: finding)?.message != nil)
        let hidden = PrivateFindings(definition).hidden(finding) {
            PrivateAnswers(definition, records: [], places: places)
        }
        #expect(!"\(hidden)".contains("5550147"))
    }

    @Test("what is told without a field, and the cells around an issue, hide the answers of their return")
    func sentences() throws {
        let definition = try PrivateSurvey().load().definition
        let origin = Origin(sheet: "S", row: 2, column: 2)
        let record = Record(
            table: "people", number: 1, anchor: origin,
            entries: [
                nil, Entry(value: .text("a@example.org"), status: nil, raw: .text(" a@example.org"), origin: origin),
                Entry(value: .integer(12), status: nil, raw: .number(12, isPercent: false), origin: origin), nil, nil,
                nil,
            ])
        let places = [
            FieldPlace(
                table: "people", field: "mail", sheet: "S", column: "B", row: "", layout: "people",
                heading: Heading(levels: ["Mail"], cell: "B1"))
        ]
        let answers = PrivateAnswers(definition, records: [record], places: places)
        #expect(answers.hidden(in: "12 of a@example.org, b@example.org") == "12 of •••, b@example.org")
        #expect(
            answers.isAnswer("a@example.org ") && !answers.isAnswer("write to a@example.org") && !answers.isAnswer("12")
        )
        #expect(answers.hidden(inStart: "to a@example.org and a@exam") == "to ••• and •••")
        #expect(answers.hidden(inStart: "write to a@e") == "write to " && answers.hidden(inStart: "a@") == "")
        #expect(answers.holds(Origin(sheet: "S", row: 9, column: 2)))
        #expect(!answers.holds(Origin(sheet: "S", row: 1, column: 2)))
        #expect(!answers.holds(Origin(sheet: "T", row: 9, column: 2)))
        let finding = Finding(
            rule: "layout.text-unclaimed", severity: .note, message: .text("B9 “x”"), sheet: "S", cell: "B9", value: "x"
        )
        let hidden = PrivateFindings(definition).hidden(finding) { answers }
        #expect(hidden.value == "•••" && !hidden.message.text(in: "en").contains("“x”"))
        // Nor does one that stands for many tell what is private of any of them.
        var many = Finding(
            rule: "layout.text-unclaimed", severity: .note, message: .text("D9 “y”"), sheet: "S", cell: "D9", value: "y"
        )
        many.alike = [(9, 4, "y"), (9, 2, "x"), (10, 4, "a@example.org?")].map {
            (row: Int, column: Int, value: String) in
            AlikeCells(
                block: .init(row: row, column: column, lastRow: row, lastColumn: column), value: value,
                message: .text("“\(value)”"))
        }
        let told = PrivateFindings(definition).hidden(many) { answers }.alike
        #expect(told.map(\.value) == ["y", "•••", "•••?"])
        #expect(told.map { $0.message?.text(in: "en") } == ["“y”", nil, "“•••?”"])
        #expect(told.map { $0.block?.text } == ["D9", "B9", "D10"])
    }

    @Test("of an answer written as a formula what stands between its marks is looked for as well")
    func formula() throws {
        let definition = try PrivateSurvey().load().definition
        let origin = Origin(sheet: "S", row: 2, column: 3)
        let phone = Entry(value: nil, raw: .text("=\"5550x99\""), origin: origin)
        let record = Record(
            table: "people", number: 1, anchor: origin, entries: [nil, nil, phone, nil, nil, nil])
        let answers = PrivateAnswers(definition, records: [record], places: [])
        #expect(answers.isAnswer("5550x99"))
        #expect(answers.hidden(in: "“5550x99” is not a number.") == "“•••” is not a number.")
    }

    @Test("a private field can be no part of a key, and no figure may read it")
    func refused() throws {
        let survey = try PrivateSurvey()
        func faults(_ change: (String) -> String) throws -> String {
            try survey.write("pipeline.yaml", change(PrivateSurvey.definition))
            do {
                _ = try survey.load()
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(try faults { $0 } == "")
        #expect(
            try faults { $0.replacing("key: number", with: "key: [number, mail]") }.contains(
                "the field 'people.mail' is private and belongs to the table's key"))
        let figure = "figures:\n  - {id: f, kind: list, title: F, query: SELECT mail FROM people}\n"
        #expect(try faults { $0 + figure }.contains("reads people.mail, which figures may not"))
        let count = "figures:\n  - {id: f, kind: list, title: F, query: SELECT count(amount) AS n FROM people}\n"
        #expect(try faults { $0 + count } == "")
    }

    @Test("archive and bundles are for their owner alone before anything is put there, and an earlier store is closed")
    func prepared() throws {
        let inbox = try ScratchInbox()
        let store = inbox.parent.appending(path: "canvass.sqlite")
        try Data().write(to: store)
        try PrivateStorage.prepare(inbox.parent, logger: Logger(label: "test"))
        func mode(_ name: String) throws -> Int? {
            let attributes = try FileManager.default.attributesOfItem(atPath: inbox.parent.appending(path: name).path)
            return (attributes[.posixPermissions] as? NSNumber)?.intValue
        }
        #expect(try ["archive", "bundles", "canvass.sqlite"].map(mode) == [0o700, 0o700, 0o600])
    }
}
