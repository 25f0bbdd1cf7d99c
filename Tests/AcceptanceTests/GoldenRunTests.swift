import Crypto
import Foundation
import Testing

/// What a run publishes for people and analysts, held against what was read and accepted before. `Scripts/bless` writes it anew; the diff is read.
@Suite("Published runs are those that were read and accepted")
struct GoldenRunTests {
    /// A run, and where its accepted files stand.
    struct Golden: Sendable, CustomTestStringConvertible {
        let name: String
        let files: [String]
        let run: @Sendable () throws -> URL
        var testDescription: String { name }
    }

    static let runs = [
        Golden(name: "co-production", files: ["returns/NOR/letter.txt"]) {
            try PublishedRun.coProduction.get().folder
        },
        Golden(name: "municipal-services", files: []) { try PublishedRun.municipalServices.get().folder },
        Golden(name: "policies", files: ["returns/BRA/letter.txt", "returns/DUN/letter.txt"]) {
            try policies.get().latest("policies", "")
        },
    ]

    /// A small survey in which each action of a policy and each decision occurs: Tests/Fixtures/policies.
    static let policies = Result {
        let project = try SmallSurvey.project([])
        try FileManager.default.copyItem(
            at: Repository.fixtures.appending(path: "policies/Pipelines"),
            to: project.folder.appending(path: "Pipelines"))
        let process = try CanvassProcess(["run", "policies", "--quiet"], in: project.folder)
        #expect(process.status == 0, "\(process.errors)")
        return project
    }

    @Test(
        "report, issues, returns, coverage, summary, dataset and rejected records are byte by byte as accepted",
        arguments: runs)
    func files(_ golden: Golden) throws {
        let run = try golden.run()
        let accepted = Repository.root.appending(path: "Tests/AcceptanceTests/Golden/\(golden.name)")
        var paths = ["report.html", "issues.csv", "returns.csv", "coverage.csv", "summary.txt"] + golden.files
        for folder in ["dataset", "rejected"] {
            let names = try FileManager.default.contentsOfDirectory(atPath: run.appending(path: folder).path)
            paths += names.filter { $0.hasSuffix(".csv") }.sorted().map { "\(folder)/\($0)" }
        }
        for path in paths {
            let now = Self.thinned(Self.withoutProgram(try Data(contentsOf: run.appending(path: path)), path), path)
            let file = accepted.appending(path: path)
            if ProcessInfo.processInfo.environment["CANVASS_BLESS"] == "1" {
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try now.write(to: file)
            }
            let before = try Data(contentsOf: file)
            #expect(now == before, "\(golden.name)/\(path): \(Self.difference(before, now))")
        }
        #expect(try Self.tables(below: accepted) == paths.filter { $0.contains("/") && $0.hasSuffix(".csv") }.sorted())
    }

    /// Of a page its own markup and data: style and script are files of the program, and their hashes in the page's Content-Security-Policy, which stays,
    /// tell each change of them.
    private static func withoutProgram(_ data: Data, _ path: String) -> Data {
        guard path.hasSuffix(".html") else { return data }
        var page = String(decoding: data, as: UTF8.self)
        for name in ["style", "script"] {
            guard let start = page.firstRange(of: "<\(name)>"),
                let end = page[start.upperBound...].firstRange(of: "</\(name)>")
            else { continue }
            page.removeSubrange(start.upperBound..<end.lowerBound)
        }
        return Data(page.utf8)
    }

    /// Of a table of more than 500 kB the header and each 25th row, so that the diff of a change can still be read, with the length of the whole and
    /// its SHA-256: rows that are not shown may change at the same length.
    private static func thinned(_ data: Data, _ path: String) -> Data {
        guard data.count > 500_000, path.hasSuffix(".csv") else { return data }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let some = lines.enumerated().filter { $0.offset % 25 == 0 }.map(\.element)
        let hash = SHA256.hash(data: data).map { String(UInt16($0) + 256, radix: 16).suffix(2) }.joined()
        let whole = "\(lines.count) lines, \(data.count) bytes, SHA-256 \(hash)"
        return Data((some.joined(separator: "\n") + "\n\(whole)\n").utf8)
    }

    /// The accepted tables: one that is no longer published is a difference too.
    private static func tables(below folder: URL) throws -> [String] {
        try ["dataset", "rejected"].flatMap { name in
            try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path).map {
                "\(name)/\($0)"
            }
        }.sorted()
    }

    /// The first line that differs.
    private static func difference(_ before: Data, _ now: Data) -> String {
        let lines = (String(decoding: before, as: UTF8.self), String(decoding: now, as: UTF8.self))
        let was = lines.0.split(separator: "\n", omittingEmptySubsequences: false)
        let current = lines.1.split(separator: "\n", omittingEmptySubsequences: false)
        let number = zip(was, current).prefix { $0 == $1 }.count
        func line(_ lines: [Substring]) -> String {
            number < lines.count ? String(lines[number].prefix(300)) : "nothing"
        }
        return "line \(number + 1) was \(line(was)) and is \(line(current))"
    }
}
