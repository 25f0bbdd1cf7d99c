import Foundation
import SurveyModel
import Validate

/// What the last published run of a survey says of its rules and issues.
struct LastRun {
    /// What a rule did.
    struct RuleCounts: Decodable {
        let rule: String
        let table: String?
        let expression: String
        let tested: Int
        let passed: Int
        let failed: Int
        let notVerifiable: Int
        let notApplicable: Int

        enum CodingKeys: String, CodingKey {
            case rule, table, expression, tested, passed, failed
            case notVerifiable = "not_verifiable"
            case notApplicable = "not_applicable"
        }
    }

    private struct Manifest: Decodable {
        let run: String
        let rules: [RuleCounts]?
    }

    /// What is held of each issue: there may be very many.
    struct IssueSummary: Decodable {
        let fingerprint: String
        let rule: String
        let severity: Severity
        let reporter: String?
        let table: String?
        let field: String?
    }

    let id: String
    let rules: [RuleCounts]
    let issues: [IssueSummary]
    /// The return's file by its id.
    let files: [String: String]
    private let history: RunHistory

    /// Nil where nothing was published yet.
    ///
    /// - Throws: ``PipelineError`` where what was published cannot be read.
    init?(_ survey: Survey, output: URL) throws {
        let history = RunHistory(output: output.appending(path: survey.name, directoryHint: .isDirectory))
        guard let last = try history.readingLatest({ try LastRun(survey, in: $0, of: history) }) else { return nil }
        self = last
    }

    private init?(_ survey: Survey, in latest: URL, of history: RunHistory) throws {
        guard try SurveyFile.isThere(latest.appending(path: "run.json")) else { return nil }
        self.history = history
        do {
            let manifest = try Self.manifest(in: latest)
            id = manifest.run
            rules = manifest.rules ?? []
            issues = try PublishedIssue.read(in: latest, as: IssueSummary.self)
            let rows = try RegisterRow.read(
                latest.appending(path: "lineage/returns.csv"), file: "lineage/returns.csv",
                needing: ["return", "file"])
            files = Dictionary(
                rows.map(\.originals).map { ($0["return"] ?? "", $0["file"] ?? "") }
            ) { first, _ in first }
        } catch let error as DefinitionError {
            throw PipelineError(.io, "\(error)")
        } catch {
            throw PipelineError(
                .io,
                "The last run in \(latest.path) cannot be read: \(OwnFileFault.words(error)). Run canvass run \(survey.argument) again."
            )
        }
    }

    /// What the rules did in a run, by its folder.
    static func rules(in folder: URL) throws -> [RuleCounts] { try manifest(in: folder).rules ?? [] }

    private static func manifest(in folder: URL) throws -> Manifest {
        try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: folder.appending(path: "run.json")))
    }

    /// All members of an issue, as `issues.json` has them; nil where the run is there no more.
    ///
    /// - Throws: ``PipelineError`` of code `io` where they cannot be read.
    func members(ofIssue fingerprint: String) throws -> [String: String]? {
        let folder = history.folder(id)
        let found = { (json: Data) throws -> [[String: String]] in
            let objects = try JSONSerialization.jsonObject(with: json) as? [[String: Any]] ?? []
            return objects.filter { $0["fingerprint"] as? String == fingerprint }.map { $0.mapValues(Self.text) }
        }
        do {
            return try PublishedIssue.decoded(in: folder, by: found).first
        } catch {
            guard try SurveyFile.isThere(PublishedIssue.file(in: folder)) else { return nil }
            throw PipelineError(
                .io, "The issues of the run in \(folder.path) cannot be read: \(OwnFileFault.words(error)).")
        }
    }

    private static func text(_ value: Any) -> String {
        if let text = value as? String { return text }
        if let number = value as? NSNumber { return number.stringValue }
        let inner = try? JSONSerialization.data(
            withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
        return inner.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// What was typed where a decision gave the value that an issue is about; nil where lineage does not tell it, such as of private answers.
    ///
    /// - Throws: ``PipelineError`` of code `io` where lineage cannot be read.
    func typed(of issue: [String: String]) throws -> String? {
        let file = "lineage/values.csv"
        do {
            // The file may have very many rows, of which few are about an issue.
            let rows = try RegisterRow.read(history.folder(id).appending(path: file), file: file, needing: []) { row in
                row.fields["method"] == Corrections.method
                    && ["return", "table", "record", "field"].allSatisfy { row.original($0) == issue[$0] }
            }
            let typed = rows.map { row in row.original("raw").map { "“\($0)”" } ?? "nothing" }
            return typed.isEmpty ? nil : typed.joined(separator: ", ")
        } catch {
            throw PipelineError(.io, "The run's \(file) cannot be read: \(OwnFileFault.words(error)).")
        }
    }

    /// What a declared check, constraint, condition or rule of Canvass's own did; nil where it was not in the run, or otherwise.
    func counts(of check: DeclaredCheckSummary) -> RuleCounts? {
        rules.first {
            $0.rule == check.terms.id && ($0.table ?? "") == check.table && $0.expression == check.words
        }
    }

    /// The published runs that have an issue, oldest first.
    ///
    /// - Throws: ``PipelineError`` of code `io` where the issues of one cannot be read.
    func runs(withIssue fingerprint: String) throws -> [String] {
        try history.ids.reversed().filter { id in
            guard let data = try SurveyFile.content(of: history.folder(id).appending(path: "issues.csv")) else {
                return false
            }
            return Data(data).range(of: Data("\n\(fingerprint),".utf8)) != nil
        }
    }
}

extension LastRun.RuleCounts {
    /// What a rule did in a run that is not published.
    init(_ rule: RuleResult) {
        self.init(
            rule: rule.id, table: rule.table, expression: rule.expression, tested: rule.tested, passed: rule.passed,
            failed: rule.failed, notVerifiable: rule.notVerifiable, notApplicable: rule.notApplicable)
    }
}
