import Foundation
import Load
import Logging
import SurveyModel

@testable import Pipeline

/// A survey with an inbox and results, run as `canvass run` runs it.
final class InboxProject {
    let inbox: ScratchInbox
    fileprivate let survey: URL
    var output: URL { inbox.parent.appending(path: "out/survey", directoryHint: .isDirectory) }

    /// - Parameter changes: texts of the specimen's definition and what stands in their place.
    init(_ changes: [String: String] = [:]) throws {
        inbox = try ScratchInbox()
        survey = inbox.parent.appending(path: "survey", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: survey, withIntermediateDirectories: true)
        try Data("code,name\nFRA,France\nNOR,Norway\n".utf8).write(to: survey.appending(path: "reporters.csv"))
        try define(changes)
    }

    /// Writes the definition anew.
    func define(_ changes: [String: String]) throws {
        var text = SpecimenSurvey.definition.replacing("{path: inbox, settle: 0}", with: "{path: ../inbox, settle: 0}")
        for (old, new) in changes.sorted(by: { $0.key < $1.key }) {
            guard text.contains(old) else { throw PipelineError(.definition, "The specimen does not hold \(old).") }
            text = text.replacing(old, with: new)
        }
        try Data(text.utf8).write(to: survey.appending(path: "pipeline.yaml"))
    }

    func load() throws -> Survey { try SurveyLoader.load(survey) }

    /// Writes the survey's decisions.
    func decide(_ lines: [String]) throws {
        let header = "fingerprint,action,seen,value,reason,reviewer,agreed_by,date,expires"
        try Data(([header] + lines).joined(separator: "\n").utf8).write(to: survey.appending(path: "decisions.csv"))
    }

    /// Puts a return of a body into the inbox.
    @discardableResult
    func put(_ path: String, country: String = "Norway", body: String = "Ministry", completed: String = "") throws
        -> URL
    {
        try inbox.put(path, "Country,Body,Completed\n\(country),\(body),\(completed)\n")
    }

    /// - Parameter started: when the run starts, which its receipts tell; nil for now.
    func run(round: String? = nil, started: Date? = nil) async throws -> SurveyRun.Outcome {
        let loaded = try SurveyLoader.load(survey, round: round)
        let run = SurveyRun(
            survey: loaded, inbox: nil, output: inbox.parent.appending(path: "out"), logger: Logger(label: "test"))
        if let started { return try await run.publishedRun(started) }
        return try await run.run()
    }

    /// A start of a run whose receipts are earlier than those of a run that starts now: they tell the second.
    static var minuteAgo: Date { Date(timeIntervalSinceNow: -60) }
}

extension InboxProject {
    /// A store of the survey; nil for one in memory.
    func store(at path: String?) throws -> Store {
        let loaded = try SurveyLoader.load(survey)
        return try Store(path: path, definition: loaded.definition, codes: loaded.codes)
    }

    func verify(_ run: String?) async throws -> Verification {
        try await SurveyVerification(
            survey: try SurveyLoader.load(survey), output: inbox.parent.appending(path: "out")
        ).verify(run: run)
    }

    /// What may be removed from the archive, a day after it came.
    func pruning() throws -> ArchivePruning {
        try ArchivePruning(
            try SurveyLoader.load(survey), output: inbox.parent.appending(path: "out"), olderThan: 0,
            now: Date(timeIntervalSinceNow: 86_400))
    }

    func prune() throws { try pruning().prune() }

    /// Removes the store, as a disk may lose it: the next run makes it anew.
    func loseStore() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: output.path)
        where name.hasPrefix("canvass.sqlite") {
            try FileManager.default.removeItem(at: output.appending(path: name))
        }
    }
}

extension SurveyRun.Outcome {
    /// What became of each return, by its path.
    var states: [String: ReturnState] {
        Dictionary(result.returns.map { ($0.file, $0.state) }) { first, _ in first }
    }

    /// The issues' rules, those of missing returns left out.
    var rules: [String] { result.issues.map(\.finding.rule).filter { !$0.hasPrefix("coverage.") } }

    /// How many issues of a rule the run has published, which a run in which nothing has changed does not read.
    func published(_ rule: String) throws -> Int {
        try String(contentsOf: folder.appending(path: "issues.csv"), encoding: .utf8).ranges(of: ",\(rule),").count
    }
}
