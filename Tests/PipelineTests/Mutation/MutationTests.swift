import Foundation
import Spreadsheets
import SurveyModel
import Testing

@testable import Pipeline

/// A thousand returns, altered at random but the same each time: rows, columns and sheets inserted, deleted, moved and renamed.
@Suite("Altered returns: read as before, or told")
struct MutationTests {
    private static let chunk = 50

    @Test(
        "a thousand altered returns give the records of the good ones, or a finding names the sheet or table",
        arguments: 0..<20)
    func altered(part: Int) throws {
        let sources = try MutationSource.all.get()
        for number in part * Self.chunk..<(part + 1) * Self.chunk {
            let variant = try MutationVariant(number, of: sources[number % sources.count])
            if case .silent(let lost, let gained) = try variant.verdict() {
                Issue.record(
                    """
                    variant \(number) of \(variant.source.name): \(variant.mutations.map(\.description).joined(separator: "; "))
                    lost: \(lost.prefix(5)); gained: \(gained.prefix(5))
                    """)
            }
        }
    }

    @Test("written by the tests' own writer, the good returns are read as before")
    func writer() throws {
        for source in try MutationSource.all.get() {
            let original = try source.process(Data(contentsOf: source.url))
            #expect(original.records.map(\.entries) == source.bundle.records.map(\.entries), "\(source.name)")
            #expect(source.bundle.records.count > 80)
        }
    }

    @Test("a reader that goes by addresses is found out")
    func fixedAddresses() throws {
        let sources = try MutationSource.all.get()
        var silent = 0
        for number in 0..<60 {
            let variant = try MutationVariant(number, of: sources[number % sources.count])
            if case .silent = try variant.verdict(of: variant.readByAddress()) { silent += 1 }
        }
        #expect(silent >= 20)
    }

    @Test("a record that is dropped, exchanged or doubled without a word is found out; one that is told is not")
    func faults() throws {
        let source = try #require(try MutationSource.all.get().first)
        let untouched = try MutationVariant(source)
        #expect(try untouched.verdict(of: source.bundle) == .equal)
        let last = source.bundle.records.count - 1
        var dropped = source.bundle.records
        dropped.remove(at: last / 2)
        var exchanged = source.bundle.records
        (exchanged[0].entries[0], exchanged[0].entries[1]) = (exchanged[0].entries[1], exchanged[0].entries[0])
        let doubled = source.bundle.records + [source.bundle.records[last]]
        for records in [dropped, exchanged, doubled] {
            let silent = source.bundle.with(records, [])
            guard case .silent = try untouched.verdict(of: silent) else {
                Issue.record("not found out")
                continue
            }
            let table = source.bundle.records[records.count < last + 1 ? last / 2 : records.count > last + 1 ? last : 0]
                .table
            func told(_ rule: String, _ table: String) -> ReturnBundle {
                source.bundle.with(
                    records, [Finding(rule: rule, severity: .note, message: .text("told"), table: table)])
            }
            #expect(try untouched.verdict(of: told("layout.column-missing", table)) == .told)
            #expect(try untouched.verdict(of: told("template.rows-inserted", table)) != .told)
            #expect(try untouched.verdict(of: told("layout.column-missing", "nothing")) != .told)
        }
    }
}

extension ReturnBundle {
    /// The same return with other records and more findings.
    func with(_ records: [Record], _ more: [Finding]) -> ReturnBundle {
        ReturnBundle(
            sha256: sha256, format: format, version: version, language: language, name: name, saved: saved,
            records: records, places: places, answers: answers, codings: codings, findings: findings + more)
    }
}

/// Forty returns that openpyxl has altered; `Tests/Fixtures/mutated/make_mutated.py` makes them.
@Suite("Altered returns as another program writes them")
struct RealMutationTests {
    /// A line of `mutated.tsv`.
    struct File: Sendable, CustomTestStringConvertible {
        let url: URL
        let source: String
        /// The names of sheets that are called otherwise; empty where they are gone.
        let sheets: [String: String]
        let done: String

        var testDescription: String { "\(url.lastPathComponent): \(done)" }
    }

    static let files: [File] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/mutated")
        let text = (try? String(contentsOf: folder.appending(path: "mutated.tsv"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let names = fields[2].split(separator: "|").map { pair in
                let sides = pair.split(separator: ">", omittingEmptySubsequences: false).map(String.init)
                return (sides[0], sides[1])
            }
            return File(
                url: folder.appending(path: fields[0]), source: fields[1],
                sheets: Dictionary(uniqueKeysWithValues: names), done: fields[3])
        }
    }()

    @Test("there are forty of them")
    func count() {
        #expect(Self.files.count == 40)
    }

    @Test("they give the records of the good returns, or a finding names the sheet or table", arguments: files)
    func altered(file: File) throws {
        let source = try #require(try MutationSource.all.get().first { $0.name == file.source })
        let sheets = Dictionary(
            uniqueKeysWithValues: source.model.sheets.map { sheet -> (String, String?) in
                let now = file.sheets[sheet.name] ?? sheet.name
                return (sheet.name, now.isEmpty ? nil : now)
            })
        let verdict = MutationOracle(definition: source.definition, before: source.bundle).judge(
            try source.process(Data(contentsOf: file.url)), sheets: sheets, survives: { _ in true },
            isAnswer: { _ in true }, isTraceless: { _ in false })
        if case .silent(let lost, let gained) = verdict {
            Issue.record("lost: \(lost.prefix(5)); gained: \(gained.prefix(5))")
        }
    }
}
