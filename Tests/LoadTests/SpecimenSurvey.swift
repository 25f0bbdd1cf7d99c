import Crypto
import Foundation
import Load
import OrderedCollections
import SurveyModel
import Synchronization
import Testing

/// A small, invented survey, returns for it, and what a run would publish of them.
enum SpecimenSurvey {
    private static let yaml = """
        canvass: 1
        title: {en: Invented survey, fr: Enquête inventée}
        agency: Methods Unit
        notice: Invented data.
        languages: [en, fr]
        round: {current: "2026", all: ["2025", "2026"]}
        inbox: {path: inbox}
        reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
        missing:
          - {status: M, marks: ["n.a."]}
        codelists:
          area: {file: area.csv}
          stage: {file: stage.csv}
        tables:
          practices:
            title: Practices
            description: One record for each practice.
            fields:
              number: {type: integer, title: No., constraints: {required: true, minimum: 1, maximum: 20}}
              title: {type: string, title: Title, constraints: {maxLength: 100}}
              area: {type: string, codelist: area, title: Area}
              stages: {type: string, codelist: stage, many: true, title: Stages}
              share: {type: number, unit: percent, title: "Share, in \\"percent\\"", constraints: {minimum: 0.5, severity: warning}}
              agreed: {type: boolean, title: Agreed}
              day: {type: date, title: Day, constraints: {minimum: 2025-01-01}}
              start: {type: year, title: Start year}
          remarks:
            title: Remarks
            fields:
              text: {type: string, title: Text}
        layouts:
          practices: {into: practices, sheet: {any: true}, table: {columns: {number: {label: No.}}}}

        """

    static func definition(_ more: String = "", changing old: String = "", to new: String = "") throws
        -> SurveyDefinition
    {
        let yaml = old.isEmpty ? yaml : yaml.replacing(old, with: new)
        return try SurveyDefinition.decode(yaml: yaml + more, file: "pipeline.yaml")
    }

    static let reporters = [
        Reporter(code: "AAA", name: "Aland", language: "en"),
        Reporter(code: "BBB", name: "Beland", contact: "desk@example.org"),
    ]

    static let codes = [
        StagedCode(list: "area", code: "GF07", parent: nil, level: 1, label: "Health"),
        StagedCode(list: "area", code: "GF0703", parent: "GF07", level: 2, label: "Hospital services"),
        StagedCode(list: "area", code: "GF070301", parent: "GF0703", level: 3, label: "General, \"all\""),
        StagedCode(list: "area", code: "GF09", parent: nil, level: 1, label: "Education"),
        StagedCode(list: "stage", code: "design", parent: nil, level: 1, label: "Planning and design"),
        StagedCode(list: "stage", code: "review", parent: nil, level: 1, label: "Review"),
    ]

    static var labels: [String: [String: String]] {
        Dictionary(grouping: codes, by: \.list).mapValues {
            Dictionary($0.map { ($0.code, $0.label) }) { first, _ in first }
        }
    }

    // MARK: - Returns

    static func item(
        _ digit: String, _ reporter: String, state: ReturnState = .live, round: String = "2026", by: String? = nil
    ) -> Return {
        Return(
            sha256: String(repeating: digit, count: 64), file: "2026-03-02/\(reporter), final.xlsx", reporter: reporter,
            round: round, received: "2026-03-02", version: "2.0",
            language: "en", state: state, supersededBy: by)
    }

    static func bundle(_ digit: String, _ records: [Record], places: [FieldPlace] = []) -> ReturnBundle {
        ReturnBundle(
            sha256: String(repeating: digit, count: 64), format: "xlsx", version: "2.0", language: "en", name: "return",
            saved: nil, records: records, places: places,
            answers: [:], codings: [], findings: [])
    }

    static func id(_ digit: String) -> String { String(repeating: digit, count: 12) }

    /// An entry as typed, or made of what was typed.
    static func entry(
        _ value: Value?, _ column: Int, _ row: Int, raw: RawValue? = nil, status: String? = nil, method: String? = nil,
        confidence: Double = 1
    ) -> Entry {
        Entry(
            value: value, status: status, raw: raw ?? .text(value?.text ?? ""),
            origin: Origin(sheet: "Practices", row: row, column: column),
            normalisation: method.map { Normalisation(method: $0, confidence: confidence) })
    }

    /// A record with something of every type, in row 5.
    static func fullRecord() throws -> Record {
        let mark = { (code: String, column: Int) in
            RawValue.Mark(code: code, text: "x", origin: Origin(sheet: "Practices", row: 5, column: column))
        }
        return Record(
            table: "practices", number: 1, anchor: Origin(sheet: "Practices", row: 5, column: 1),
            entries: [
                entry(.integer(1), 1, 5), entry(.text("Care, \"at home\"\nand away"), 2, 5),
                entry(.text("GF070301"), 3, 5, raw: .text("general hospital"), method: "tokens", confidence: 0.95),
                entry(
                    .codes(["design", "review"]), 4, 5, raw: .marks([mark("design", 4), mark("review", 5)]),
                    method: "marks"),
                entry(.number(12.5), 6, 5, raw: .number(0.125, isPercent: true), method: "percent-format"),
                entry(.boolean(true), 7, 5, raw: .text("Yes"), method: "yes-no"),
                entry(.date(try #require(CalendarDay("2026-03-02"))), 8, 5), entry(.integer(2014), 9, 5),
            ])
    }

    /// A record with a number and a title, and a missing-value mark for its share, in row 5 + number.
    static func shortRecord(_ number: Int, _ title: String) -> Record {
        let row = 5 + number
        return Record(
            table: "practices", number: number, anchor: Origin(sheet: "Practices", row: row, column: 1),
            entries: [
                entry(.integer(number), 1, row), entry(.text(title), 2, row), nil, nil,
                entry(nil, 6, row, raw: .text("n.a."), status: "M", method: "missing-mark"), nil, nil, nil,
            ])
    }

    static func remark(_ number: Int, _ text: String) -> Record {
        Record(
            table: "remarks", number: number, anchor: Origin(sheet: "Remarks", row: number, column: 2),
            entries: [
                Entry(value: .text(text), raw: .text(text), origin: Origin(sheet: "Remarks", row: number, column: 2))
            ])
    }

    static func issue(
        _ rule: String, _ severity: Severity, _ digit: String, _ table: String?, _ record: Int?, field: String? = nil
    ) -> SurveyModel.Issue {
        SurveyModel.Issue(
            fingerprint: "\(rule)-\(digit)-\(record ?? 0)", reporter: "AAA", round: "2026",
            returnID: digit.isEmpty ? "" : id(digit),
            finding: Finding(
                rule: rule, severity: severity, message: .text("Found: \(rule)."), table: table, record: record,
                field: field),
            state: .open)
    }

    // MARK: - A run

    /// Four returns: a live one with a rejected record, one that it superseded, one held, and one refused.
    static func publication() throws -> Publication {
        let definition = try definition()
        let places = [
            FieldPlace(
                table: "practices", field: "number", sheet: "Practices", column: "A", row: "", layout: "practices"),
            FieldPlace(
                table: "practices", field: "stages", sheet: "Practices", column: "D:E", row: "", layout: "practices"),
        ]
        let returns: [(item: Return, bundle: ReturnBundle?)] = [
            (item("d", "", state: .refused), nil),
            (item("c", "BBB", state: .held), bundle("c", [shortRecord(1, "Held back")])),
            (item("b", "AAA", state: .superseded, by: id("a")), bundle("b", [shortRecord(1, "Old")])),
            (
                item("a", "AAA"),
                bundle(
                    "a", [try fullRecord(), shortRecord(2, "Beta"), shortRecord(3, "Gamma"), remark(1, "A remark")],
                    places: places)
            ),
        ]
        let issues = [
            issue("constraint.maximum", .error, "a", "practices", 2), issue("looks-odd", .warning, "a", "practices", 3),
            issue("second", .error, "a", "practices", 2),
        ]
        return Publication(
            survey: "invented", definition: definition, returns: returns.map(\.item),
            disposition: Disposition(issues: issues, returns: returns.map(\.item), definition: definition),
            labels: labels, records: HeldRecords(returns.compactMap(\.bundle)))
    }
}

/// What was read from a few returns: each record a block of its own.
struct HeldRecords: ReturnRecords {
    private let bundles: [String: ReturnBundle]

    init(_ bundles: [ReturnBundle]) {
        self.bundles = Dictionary(bundles.map { ($0.id, $0) }) { first, _ in first }
    }

    func blocks(of returnID: String) -> [Int] { bundles[returnID]?.records.map { _ in 1 } ?? [] }

    func records(of returnID: String, blocks: Range<Int>) -> [Record] {
        Array(bundles[returnID]?.records[blocks] ?? [])
    }

    func places(of returnID: String) -> [FieldPlace] { bundles[returnID]?.places ?? [] }

    func state(of returnID: String) -> String? { bundles[returnID]?.sha256 }
}

/// A file that is held.
final class HeldFile: PublishedFile {
    let path: String
    private let held = Mutex<[UInt8]>([])
    var bytes: [UInt8] { held.withLock { $0 } }

    init(_ path: String) { self.path = path }

    func write(_ bytes: ArraySlice<UInt8>) { held.withLock { $0 += bytes } }

    func finish() -> WrittenFile {
        let bytes = bytes
        let hash = SHA256.hash(data: bytes).map { String(UInt16($0) + 256, radix: 16).suffix(2) }.joined()
        return WrittenFile(path: path, sha256: hash, size: bytes.count)
    }
}

extension Publication {
    /// All files, in their order.
    func files(width: Int = 1) throws -> [(path: String, bytes: [UInt8])] {
        var files: [String: HeldFile] = [:]
        let written = try write(width: width) { path in
            let file = HeldFile(path)
            files[path] = file
            return file
        }.files
        return written.map { ($0.path, files[$0.path]?.bytes ?? []) }
    }

    /// Writes all files into a folder; gives them by path, with what they hold.
    func run(
        into folder: ScratchFolder, width: Int = 1, version: String = "1", earlier: EarlierLines? = nil
    ) throws -> (files: [String: [UInt8]], lines: PublishedLines) {
        var files: [String: HeldFile] = [:]
        let (_, lines) = try write(width: width, version: version, earlier: earlier) { path in
            let file = HeldFile(path)
            files[path] = file
            return file
        }
        let bytes = files.mapValues(\.bytes)
        for (path, bytes) in bytes {
            let url = folder.url.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
        return (bytes, lines)
    }
}

/// A directory that is gone with the test.
final class ScratchFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "LoadTests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}
