import Foundation
import SurveyModel

/// What is kept of an issue of an earlier run: as much as tells what has changed since.
struct EarlierIssue: Sendable, Hashable {
    let fingerprint: String
    let severity: Severity
    let rule: String
    /// The reporter's code; empty where not known.
    let reporter: String
    let table: String?
    let field: String?
    /// Sheet and cell, such as `Practices!B12`; empty where it had none.
    let place: String
    let message: String
    let state: IssueState

    /// The issues of a run's folder.
    ///
    /// - Throws: as ``PublishedIssue/read(in:)``.
    static func read(in folder: URL) throws -> [EarlierIssue] {
        let issues = try PublishedIssue.read(in: folder) { lines in
            var reading = IssueLines(lines)
            return try reading.issues()
        }
        // What the lines are not certain about.
        return try issues ?? PublishedIssue.read(in: folder).map { EarlierIssue($0) }
    }

    private init(_ issue: PublishedIssue) {
        self.init(
            fingerprint: issue.fingerprint, severity: issue.severity, rule: issue.rule, reporter: issue.reporter ?? "",
            table: issue.table, field: issue.field, place: issue.place, message: issue.message, state: issue.state)
    }

    init(
        fingerprint: String, severity: Severity, rule: String, reporter: String, table: String?, field: String?,
        place: String, message: String, state: IssueState
    ) {
        self.fingerprint = fingerprint
        self.severity = severity
        self.rule = rule
        self.reporter = reporter
        self.table = table
        self.field = field
        self.place = place
        self.message = message
        self.state = state
    }
}
