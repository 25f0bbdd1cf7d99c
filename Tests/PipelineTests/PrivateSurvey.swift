import Foundation
import Logging
import SurveyModel
import Synchronization

@testable import Pipeline
@testable import Spreadsheets

/// A small invented survey in which some answers are private, and returns in which they get wherever answers can get.
final class PrivateSurvey: Sendable {
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

    /// What must be in no file that others may read: texts of private answers, each wrong in its own way, and what a right one means.
    static let secrets = ["zaphod.b", "Zaphod", "5550147", "5550x99", "Beeblebrox", "secretive", "Food supply"]

    let folder = FileManager.default.temporaryDirectory.appending(
        path: "canvass-private-\(UUID().uuidString)", directoryHint: .isDirectory)
    /// What runs have logged, all of it: the system's journal keeps it for others than the owner.
    private let log = Mutex<[String]>([])
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
        let header = zip("ABCDEF", Self.heads).map { Self.cell("\($0)1", $1) }.joined()
        let rows = (2...15).map { row in
            "<row r=\"\(row)\"><c r=\"A\(row)\"><v>\(row)</v></c>\(Self.cell("B\(row)", "zaphod.b@example.org"))</row>"
        }.joined()
        let content = "<row r=\"1\">\(header)</row>\(rows)<row r=\"12\"><c r=\"A12\"><v>99</v></c></row>"
        try writeWorkbook(path, sheets: [("People", content)])
    }

    static let heads = ["Number", "Mail", "Phone", "Kind", "Amount", "Day"]

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
            logger: Logger(label: "test") { _ in
                LineLog(.json, level: .trace) { line in self.log.withLock { $0.append(line) } }
            }, today: CalendarDay("2026-11-30")
        ).run()
    }

    /// Every part of every file of a run, unpacked where it is a package, that group or others may read; and what all runs have logged.
    ///
    /// - Throws: also where there is no such file, as under a umask of 077, or nothing was logged: who then looks for leaks has looked at nothing.
    func readable(_ run: URL) throws -> [(path: String, text: String)] {
        var parts: [(path: String, text: String)] = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: run.path).sorted() {
            let url = run.appending(path: path)
            guard try url.fileMode & 0o170000 == 0o100000, try url.fileMode & 0o077 != 0 else { continue }
            let bytes = try Data(contentsOf: url)
            parts.append((path, String(decoding: bytes, as: UTF8.self)))
            guard bytes.starts(with: [0x50, 0x4B]) else { continue }
            parts += try Self.parts(of: url).map { ("\(path)/\($0.path)", $0.text) }
        }
        let lines = log.withLock { $0 }
        guard !parts.isEmpty, !lines.isEmpty else {
            throw PipelineError(.io, "\(run.path) has no file that others may read, or nothing was logged.")
        }
        return parts + [("log", lines.joined(separator: "\n"))]
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
    var fileMode: UInt32 {
        get throws {
            var status = stat()
            guard lstat(path, &status) == 0 else { throw PipelineError(.io, "\(path) cannot be looked at.") }
            return status.st_mode
        }
    }
}
