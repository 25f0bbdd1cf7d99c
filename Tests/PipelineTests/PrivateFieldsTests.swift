import Foundation
import Logging
import SurveyModel
import Testing

@testable import Pipeline
@testable import Spreadsheets

/// A small invented survey in which some answers are private, and returns in which they get wherever answers can get.
private final class PrivateSurvey: Sendable {
    static let definition = """
        canvass: 1
        title: Private
        languages: [en, fr]
        round: {current: "2026"}
        inbox: {path: inbox, settle: 0}
        reporters: {file: reporters.csv, from: [{filename: '([A-Z]{3})'}], latest: people.day}
        codelists:
          kinds: {file: kinds.csv, confidence: 0.99}
        tables:
          people:
            title: People
            key: number
            fields:
              number: {type: integer, title: Number, constraints: {required: true}}
              mail: {type: string, title: Mail, private: true, constraints: {pattern: '[a-z]+@example\\.org', severity: warning}}
              phone: {type: integer, title: Phone, private: true}
              kind: {type: string, codelist: kinds, title: Kind, private: true, constraints: {severity: warning}}
              amount: {type: number, title: Amount, constraints: {maximum: 100}}
              day: {type: date, title: Day}
        layouts:
          people:
            into: people
            sheet: {any: true}
            table:
              columns:
                number: {label: Number}
                mail: {label: Mail}
                phone: {label: Phone}
                kind: {label: Kind}
                amount: {label: Amount}
                day: {label: Day}
        rules:
          - {id: mail-is-short, table: people, severity: warning, check: length(mail) < 12, fields: mail, message: "{mail} is long, of {amount}."}
          - {id: amount-is-small, table: people, severity: warning, check: amount < 50 OR mail IS NULL, fields: amount, message: "{amount} of {mail} ({kind_label})."}
          - id: mail-is-told
            table: people
            severity: note
            query: SELECT "return", record, mail AS shown, mail AS suggestion, 'as ' || mail AS expected FROM people
            fields: amount
            message: "Told: {shown}, {amount}."

        """

    /// What must be in no file that others may read: texts of private answers, each wrong in its own way.
    static let secrets = ["zaphod.b", "Zaphod", "5550147", "5550x99", "Beeblebrox", "secretive"]

    let folder = FileManager.default.temporaryDirectory.appending(
        path: "canvass-private-\(UUID().uuidString)", directoryHint: .isDirectory)
    var output: URL { folder.appending(path: "Output/\(folder.lastPathComponent)", directoryHint: .isDirectory) }

    init() throws {
        try FileManager.default.createDirectory(
            at: folder.appending(path: "inbox"), withIntermediateDirectories: true)
        try write("pipeline.yaml", Self.definition)
        try write("reporters.csv", "code,name\nAAA,Aland\nBBB,Borduria\n")
        try write("kinds.csv", "code,label_en\nfood,Food supply\nheat,Heating\n")
        try write(
            "inbox/AAA.csv",
            """
            Number,Mail,Phone,Kind,Amount,Day
            1,zaphod.b@example.org,5550147,Beeblebrox,60,2026-01-02
            2,Zaphod,5550x99,food,500,2026-01-02
            ,Call zaphod.b@example.org,,,,
            """)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: path))
    }

    /// A workbook whose row 12 stands twice, behind the others with another number.
    func writeContradiction(_ path: String) throws {
        let heads = ["Number", "Mail", "Phone", "Kind", "Amount", "Day"]
        let header = zip("ABCDEF", heads).map { Self.cell("\($0)1", $1) }.joined()
        let rows = (2...15).map { row in
            "<row r=\"\(row)\"><c r=\"A\(row)\"><v>\(row)</v></c>\(Self.cell("B\(row)", "zaphod.b@example.org"))</row>"
        }.joined()
        let content = "<row r=\"1\">\(header)</row>\(rows)<row r=\"12\"><c r=\"A12\"><v>99</v></c></row>"
        try writeWorkbook(path, sheets: [("People", content)])
    }

    static func cell(_ address: String, _ text: String) -> String {
        "<c r=\"\(address)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }

    /// A workbook of sheets with their rows.
    func writeWorkbook(_ path: String, sheets: [(name: String, rows: String)]) throws {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let packaged = "http://schemas.openxmlformats.org/package/2006"
        let document = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        let relation = { (id: Int, type: String, target: String) in
            "<Relationship Id=\"r\(id)\" Type=\"\(relationships)/\(type)\" Target=\"\(target)\"/>"
        }
        let related = { (relations: String) in
            "<Relationships xmlns=\"\(packaged)/relationships\">\(relations)</Relationships>"
        }
        let names = sheets.enumerated().map { number, sheet in
            "<sheet name=\"\(sheet.name)\" sheetId=\"\(number + 1)\" r:id=\"r\(number + 1)\"/>"
        }.joined()
        let targets = sheets.indices.map { relation($0 + 1, "worksheet", "sheet\($0 + 1).xml") }.joined()
        var parts = [
            (
                "[Content_Types].xml",
                "<Types xmlns=\"\(packaged)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"\(document)\"/></Types>"
            ),
            ("_rels/.rels", related(relation(1, "officeDocument", "xl/workbook.xml"))),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relationships)\"><sheets>\(names)</sheets></workbook>"
            ),
            ("xl/_rels/workbook.xml.rels", related(targets)),
        ]
        for (number, sheet) in sheets.enumerated() {
            let content = "<worksheet xmlns=\"\(main)\"><sheetData>\(sheet.rows)</sheetData></worksheet>"
            parts.append(("xl/sheet\(number + 1).xml", content))
        }
        var writer = ZipWriter()
        for (name, text) in parts { try writer.add(name, DeflatedContent(Array(text.utf8))) }
        try Data(writer.finish()).write(to: folder.appending(path: path))
    }

    func load() throws -> Survey { try SurveyLoader.load(folder) }

    func run() async throws -> SurveyRun.Outcome {
        try await SurveyRun(
            survey: try load(), inbox: nil, output: folder.appending(path: "Output"),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, today: CalendarDay("2026-11-30")
        ).run()
    }

    /// Every part of every file of a run, unpacked where it is a package, that group or others may read.
    func readable(_ run: URL) throws -> [(path: String, text: String)] {
        var parts: [(path: String, text: String)] = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: run.path).sorted() {
            let url = run.appending(path: path)
            guard try url.mode & 0o170000 == 0o100000, try url.mode & 0o077 != 0 else { continue }
            let bytes = try Data(contentsOf: url)
            parts.append((path, String(decoding: bytes, as: UTF8.self)))
            guard bytes.starts(with: [0x50, 0x4B]) else { continue }
            parts += try Self.parts(of: url).map { ("\(path)/\($0.path)", $0.text) }
        }
        return parts
    }

    static func parts(of url: URL) throws -> [(path: String, text: String)] {
        let archive = try ZipArchive(
            file: RandomAccessFile(path: url.path, name: url.lastPathComponent), limits: .default)
        let budget = ReadBudget(limits: .default, fileBytes: archive.file.size)
        return try archive.entries.map { entry in
            let reader = try ZipEntryReader(entry, of: archive, limits: .default, budget: budget)
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
            defer { buffer.deallocate() }
            var bytes: [UInt8] = []
            while case let count = try reader.next(into: buffer), count > 0 { bytes += buffer[..<count] }
            return (entry.name, String(decoding: bytes, as: UTF8.self))
        }
    }
}

extension URL {
    fileprivate var mode: UInt32 {
        get throws {
            var status = stat()
            guard lstat(path, &status) == 0 else { throw PipelineError(.io, "\(path) cannot be looked at.") }
            return status.st_mode
        }
    }
}

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
        #expect(parts.contains { $0.path == "report.html" && $0.text.contains("\"write to •••\"") })
        #expect(leaks(parts).isEmpty)
    }

    @Test("the name of a sheet that quotes a private answer is shown without it")
    func sheetNames() async throws {
        let survey = try PrivateSurvey()
        let heads = zip("AB", ["Number", "Mail"]).map { PrivateSurvey.cell("\($0)1", $1) }.joined()
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
        #expect(try file.mode & 0o777 == 0o600)
        #expect(try outcome.folder.appending(path: "dataset/people.csv").mode & 0o040 != 0)
        let header = try String(contentsOf: outcome.folder.appending(path: "dataset/people.csv"), encoding: .utf8)
        #expect(header.hasPrefix("number,amount,day,reporter,round,return,record\n"))
        for (name, mode) in [("archive", 0o700), ("bundles", 0o700), ("canvass.sqlite", 0o600)] as [(String, UInt32)] {
            #expect(try survey.output.appending(path: name).mode & 0o777 == mode, "\(name)")
        }
        // Published once more from the files of the run before: they stay as they are.
        let again = try await survey.run()
        #expect(!again.isChanged && again.newlyRead == 0)
        #expect(try again.folder.appending(path: "private/people.csv").mode & 0o777 == 0o600)
    }

    @Test("the copy for the sender, who has the answers, is for its owner alone; its notes and questions quote none")
    func annotatedCopy() async throws {
        let survey = try PrivateSurvey()
        let outcome = try await survey.run()
        let copy = outcome.folder.appending(path: "returns/AAA/annotated.xlsx")
        #expect(try copy.mode & 0o777 == 0o600)
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
            return [
                ("lines", listing.lines.joined(separator: "\n")), ("json", listing.json),
                ("page", try reading.mapPage()), ("map", try reading.mapLines().joined(separator: "\n")),
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
