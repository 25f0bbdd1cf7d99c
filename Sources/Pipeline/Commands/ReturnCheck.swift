public import Foundation
import Load
import OrderedCollections
import Report
import Spreadsheets
public import SurveyModel

/// One return, checked by itself: nothing is stored.
public struct ReturnCheck: Sendable {
    private let survey: Survey
    private let inbox: URL

    /// A check by a survey's definition.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - inbox: where returns arrive, in place of the definition's inbox: a file that lies there is named by its path, as a run names it.
    public init(survey: Survey, inbox: URL? = nil) {
        self.survey = survey
        self.inbox = inbox ?? survey.inbox
    }

    /// Checks a file, as a run would if it were the only return.
    ///
    /// - Throws: `SpreadsheetError` where there is no such file (`notFound`), or it cannot be opened or is none (`unreadable`).
    public func check(_ file: URL) throws -> RunResult {
        // Folders on the way to it may tell the round and the reporter.
        let place = InboxPlacement.path(of: file, in: inbox) ?? file.lastPathComponent
        // What cannot be opened is no return, and told in the words of all commands that look into files.
        close(try RegularFile.open(path: file.path))
        let store = try Store(path: nil, definition: survey.definition, codes: survey.codes)
        try store.prepareStaging(
            definitionHash: survey.definitionHash, reporters: survey.reporters, codes: survey.codes)
        let bundle = ReturnProcessor(survey).process(
            path: file.path, name: file.lastPathComponent, sha256: try Digest.sha256(fileAt: file))
        let read = ReadReturn(bundle: bundle, file: place, isPresent: true)
        let result = try RunAssembly(survey: survey, store: store, read: [read], today: UTC.today).assemble().result
        // The others are no concern of this return, and their names none of its sender's.
        return result.ofOneReturn()
    }

    /// The result as the report page.
    ///
    /// - Throws: `ReportError` where the installation is broken.
    public func html(_ result: RunResult) throws -> String {
        try ReportRenderer(language: survey.language).html(result)
    }

    /// The issues as CSV.
    public static func csv(_ result: RunResult) -> [UInt8] { gathered { IssueFiles.csv(result, to: $0) } }

    /// The issues as JSON.
    public static func json(_ result: RunResult) -> [UInt8] { gathered { IssueFiles.json(result, to: $0) } }

    private static func gathered(_ pieces: (_ write: ([UInt8]) -> Void) -> Void) -> [UInt8] {
        var bytes: [UInt8] = []
        pieces { bytes += $0 }
        return bytes
    }
}

extension RunResult {
    /// The same without what is about other reporters.
    fileprivate func ofOneReturn() -> RunResult {
        // Neither shares of a whole round nor a decision on another return fit one return.
        let ofQuestions = definition.tables.values.flatMap(\.checks.nonresponse).compactMap { $0.ofFields?.id }
        let ofRounds = Set(["coverage.missing-return", "rule.threshold"] + ofQuestions)
        let issues = issues.filter { issue in
            !ofRounds.contains(issue.finding.rule) && !issue.finding.rule.hasPrefix("figure.")
                && !(issue.finding.rule.hasPrefix("decision.") && issue.returnID.isEmpty)
        }
        let senders = Set(returns.map(\.reporter))
        let reporters = reporters.filter { senders.contains($0.code) }
        // What was decided about other returns is no concern of this one's sender: values, reasons and names.
        let fingerprints = Set(issues.map(\.fingerprint))
        var counts = counts
        counts.reportersExpected = reporters.count
        counts.count(issues)
        var result = RunResult(
            survey: survey, definition: definition, reporters: reporters, returns: returns, counts: counts,
            coverage: coverage, issues: issues, rules: rules, codings: codings, figures: figures, provenance: provenance
        )
        result.verdicts = verdicts
        result.decisions = decisions.filter { fingerprints.contains($0.fingerprint) }
        result.choices = choices
        return result
    }
}
