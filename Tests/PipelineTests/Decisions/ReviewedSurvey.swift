import Foundation
import Logging
import SurveyModel
import Validate

@testable import Pipeline

/// A small invented survey in a folder of its own, with an inbox, decisions, and runs.
final class ReviewedSurvey: Sendable {
    static let definition = """
        canvass: 1
        title: Reviewed
        languages: [en]
        round: {current: "2026"}
        inbox: {path: inbox, settle: 0}
        reporters: {file: reporters.csv, from: [{filename: '([A-Z]{3})'}], latest: items.day}
        missing: [{status: M, marks: [n.a.]}]
        codelists:
          kinds: {file: kinds.csv, confidence: 0.99}
        tables:
          items:
            title: Items
            key: number
            fields:
              number: {type: integer, title: Number, constraints: {required: true}}
              amount: {type: number, title: Amount, constraints: {maximum: 100}}
              share: {type: number, title: Share, constraints: {severity: warning, minimum: 0}}
              kind: {type: string, codelist: kinds, title: Kind}
              kinds: {type: string, codelist: kinds, many: true, title: Kinds, constraints: {severity: warning}}
              day: {type: date, title: Day}
        layouts:
          items:
            into: items
            sheet: {any: true}
            table:
              columns:
                number: {label: Number}
                amount: {label: Amount}
                share: {label: Share}
                kind: {label: Kind}
                kinds: {label: Kinds}
                day: {label: Day}
        rules:
          - {id: share-below-amount, table: items, severity: warning, check: share <= amount, fields: share, message: "The share {share} is more than the amount {amount}."}
          - id: sum-of-amounts
            table: items
            severity: note
            query: SELECT "return", min(record) AS record, sum(amount) AS total FROM items GROUP BY "return" HAVING sum(amount) > 200
            fields: amount
            message: "The amounts come to {total}."

        """

    static let header = "Number,Amount,Share,Kind,Kinds,Day"

    let folder: URL
    var output: URL { folder.appending(path: "Output", directoryHint: .isDirectory) }
    /// The survey's own folder in the output: archive, store, bundles and runs.
    var results: URL { output.appending(path: folder.lastPathComponent, directoryHint: .isDirectory) }
    var decisions: URL { folder.appending(path: "decisions.csv") }

    /// - Parameter prepare: writes what else lies in the survey's folder.
    init(_ more: String = "", returns: [String: [String]], prepare: (URL) throws -> Void = { _ in }) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "canvass-reviewed-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "inbox"), withIntermediateDirectories: true)
        try define(more)
        try Data("code,name\nAAA,Aland\nBBB,Borduria\n".utf8).write(to: folder.appending(path: "reporters.csv"))
        try Data("code,label_en\nfood,Food supply\nheat,Heating\nroad,Roads\n".utf8).write(
            to: folder.appending(path: "kinds.csv"))
        for (file, rows) in returns { try send(file, rows) }
        try prepare(folder)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func define(_ more: String) throws {
        try Data((Self.definition + more).utf8).write(to: folder.appending(path: "pipeline.yaml"))
    }

    /// Puts a return into the inbox.
    func send(_ file: String, _ rows: [String]) throws {
        let url = folder.appending(path: "inbox/\(file)")
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data((([Self.header] + rows).joined(separator: "\n") + "\n").utf8).write(to: url)
    }

    func survey() throws -> Survey { try SurveyLoader.load(folder) }

    /// Writes `decisions.csv` from lines without a header.
    func decide(_ lines: [String]) throws {
        let header = DecisionFile.columns.joined(separator: ",")
        try Data(([header] + lines).map { $0 + "\n" }.joined().utf8).write(to: decisions)
    }

    /// - Parameters:
    ///   - round: the round that is named in place of the current one; nil for that.
    ///   - stagedAtOnce: how many returns are staged at once while others are read; nil for as many as in every run.
    @discardableResult
    func run(
        today: String = "2026-11-30", round: String? = nil, progress: any RunProgress = NoProgress(),
        stagedAtOnce: Int? = nil
    ) async throws -> SurveyRun.Outcome {
        var run = try SurveyRun(
            survey: SurveyLoader.load(folder, round: round), inbox: nil, output: output,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, progress: progress,
            today: CalendarDay(today))
        if let stagedAtOnce { run.stagedAtOnce = stagedAtOnce }
        return try await run.run()
    }

    /// Takes store and bundles away: nothing is known any more but what was received and published.
    func forget() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: results.path)
        where name.hasPrefix("canvass.sqlite") || name == "bundles" {
            try FileManager.default.removeItem(at: results.appending(path: name))
        }
    }

    func text(_ outcome: SurveyRun.Outcome, _ path: String) throws -> String {
        try String(contentsOf: outcome.folder.appending(path: path), encoding: .utf8)
    }

    /// A run's files but `run.json`, by path.
    func files(_ outcome: SurveyRun.Outcome) throws -> [String: Data] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: outcome.folder.path)
        var files: [String: Data] = [:]
        for path in paths where path != "run.json" {
            let url = outcome.folder.appending(path: path)
            guard (try url.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true else { continue }
            files[path] = try Data(contentsOf: url)
        }
        return files
    }

    /// The lines of `run.json` without those that are a run's own.
    func manifest(_ outcome: SurveyRun.Outcome) throws -> [Substring] {
        let text = try String(contentsOf: outcome.folder.appending(path: "run.json"), encoding: .utf8)
        let own = ["run", "started", "finished", "processor_seconds", "read_in_this_run"]
        return text.split(separator: "\n").filter { line in !own.contains { line.hasPrefix("  \"\($0)\":") } }
    }

    /// The number of a file, which two names of one file share.
    func number(_ outcome: SurveyRun.Outcome, _ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: outcome.folder.appending(path: path).path)[.systemFileNumber]
            as? Int
    }

    /// The rows of a table of the dataset, each as `reporter number amount share kind kinds` and what else is asked for.
    func rows(_ outcome: SurveyRun.Outcome, _ path: String = "dataset/items.csv") throws -> [[String: String]] {
        try RegisterRow.read(outcome.folder.appending(path: path), file: path, needing: []).map(\.fields)
    }
}

extension SurveyRun.Outcome {
    /// The issues of a rule.
    func issues(_ rule: String) -> [SurveyModel.Issue] { result.issues.filter { $0.finding.rule == rule } }

    /// The first issue of a rule, if there is one.
    func issue(_ rule: String) -> SurveyModel.Issue? { issues(rule).first }
}
