public import Foundation
public import SurveyModel
import Validate

/// Where a reviewer's decisions are checked against the last run's issues before they are written.
public struct DecisionDesk: Sendable {
    private let survey: Survey
    private let issues: [PublishedIssue]
    private let byFingerprint: [String: PublishedIssue]
    /// The last line of each fingerprint.
    private let lastLines: [String: DecisionLine]
    private let values: DecidedValues

    /// A desk over a survey's last published run.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - output: the folder in which its results have a folder.
    /// - Throws: ``PipelineError`` of code `noInput` where there is no run, `io` where its issues cannot be read.
    public init(_ survey: Survey, output: URL) throws {
        self.survey = survey
        values = DecidedValues(survey)
        lastLines = Dictionary(survey.decisions.lines.map { ($0.fingerprint, $0) }) { _, last in last }
        let latest = output.appending(path: "\(survey.name)/latest", directoryHint: .isDirectory)
        guard try SurveyFile.isThere(latest.appending(path: "issues.json")) else {
            try RunHistory(output: latest.deletingLastPathComponent()).requireNoFolderForLatest()
            throw PipelineError(
                .noInput, "The survey \(survey.name) has no published run; start one with: canvass run \(survey.name)")
        }
        do {
            issues = try PublishedIssue.read(in: latest)
        } catch {
            throw PipelineError(
                .io,
                "The issues of the last run in \(latest.path) cannot be read: \(error). Mend the permissions, or make a run anew: canvass run \(survey.name). Nothing was written."
            )
        }
        byFingerprint = Dictionary(issues.map { ($0.fingerprint, $0) }) { first, _ in first }
    }

    // MARK: - By name and by filter

    /// Lines about the issues that are named.
    ///
    /// - Parameters:
    ///   - fingerprints: fingerprints, or beginnings of them that fit one issue alone.
    ///   - request: what is to be written.
    /// - Throws: ``PipelineError`` with all that is wrong: `noInput` where there is no such issue, else `definition` (65).
    public func lines(about fingerprints: [String], _ request: DecisionRequest) throws -> [DecisionProposal] {
        let known = Set(byFingerprint.keys).union(request.action == .withdraw ? Array(lastLines.keys) : [])
        let meant = try fingerprints.map { prefix in
            let fitting = known.contains(prefix) ? [prefix] : known.filter { $0.hasPrefix(prefix) }.sorted()
            guard fitting.count == 1, prefix.count >= 4 else {
                let ambiguous = "\(prefix) may be \(fitting.prefix(5).joined(separator: ", "))."
                throw PipelineError(
                    .noInput,
                    fitting.isEmpty
                        ? "No issue of the last run has the fingerprint \(prefix)."
                        : prefix.count < 4 ? "\(prefix) is too short: give at least 4 digits." : ambiguous)
            }
            return fitting[0]
        }
        return try checked(meant.map { line($0, request) })
    }

    /// Lines about all issues that fit a filter: those that nobody has settled, or, to take decisions back, those that somebody has.
    ///
    /// - Throws: ``PipelineError`` with all that is wrong: `noInput` where no issue fits, else `definition` (65).
    public func lines(where filter: IssueFilter, _ request: DecisionRequest) throws -> [DecisionProposal] {
        // What is said of a decision is mended in its own line.
        let issues = issues.filter { !$0.rule.hasPrefix("decision.") }
        let meant = issues.filter { issue in
            guard filter.fits(issue) else { return false }
            return request.action == .withdraw ? lastLines[issue.fingerprint] != nil : issue.state.isUnsettled
        }
        guard !meant.isEmpty else {
            throw PipelineError(
                .noInput, "No issue of the last run fits the filter: \(filter.reasonOfNone(in: issues, request.action))"
            )
        }
        return try checked(meant.map { line($0.fingerprint, request) })
    }

    private func line(_ fingerprint: String, _ request: DecisionRequest) -> DecisionLine {
        let earlier = lastLines[fingerprint]?.decision
        let seen = byFingerprint[fingerprint]?.allSeen ?? earlier?.seen ?? ""
        return DecisionLine(
            line: 0,
            decision: Decision(
                fingerprint: fingerprint, action: request.action, seen: seen, value: request.value,
                reason: request.reason, reviewer: request.reviewer, agreedBy: request.agreedBy, date: request.date,
                expires: request.expires))
    }

    // MARK: - From a file

    /// The lines of a file in the columns of `decisions.csv`, such as the report's tray gives. Where a spreadsheet program has saved it in between, there are semicolons
    /// or tabs in the place of commas in some countries.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - reviewer: who decides, where a row does not say.
    ///   - agreedBy: who agrees, where a row does not say.
    ///   - date: when it was decided, where a row does not say.
    /// - Throws: ``PipelineError`` of code `definition` with every line that cannot be taken, `DefinitionError` where it is no such file.
    public func lines(
        from file: URL, reviewer: String = "", agreedBy: String = "", date: CalendarDay = DecisionRequest.today
    ) throws -> [DecisionProposal] {
        guard FileManager.default.isReadableFile(atPath: file.path) else {
            throw PipelineError(.noInput, "There is no file \(file.path), or it cannot be read.")
        }
        return try checked(
            DecisionFile.read(
                file, shown: file.lastPathComponent, delimiters: [",", ";", "\t"],
                filling: ["reviewer": reviewer, "agreed_by": agreedBy, "date": date.description]
            ).lines)
    }

    // MARK: - Checks

    func issue(_ fingerprint: String) -> PublishedIssue? { byFingerprint[fingerprint] }

    func checked(_ lines: [DecisionLine]) throws -> [DecisionProposal] {
        var proposals: [DecisionProposal] = []
        var problems: [String] = []
        for line in lines {
            do {
                proposals.append(try proposal(line))
            } catch {
                let place = line.line == 0 ? line.fingerprint : "line \(line.line) (\(line.fingerprint))"
                problems.append("\(place): \(error.reason.text(in: "en"))")
            }
        }
        guard problems.isEmpty else {
            throw PipelineError(
                .definition, (problems + ["Nothing was written."]).joined(separator: "\n"))
        }
        return proposals
    }

    private func proposal(_ line: DecisionLine) throws(DecidedValues.Refusal) -> DecisionProposal {
        func refuse(_ reason: String) -> DecidedValues.Refusal { .init(reason: .text(reason), expected: nil) }
        guard let decision = line.decision else {
            throw refuse(
                line.fault.map { "\($0.message.text(in: "en")). \($0.advice.text(in: "en"))" } ?? "it cannot be read")
        }
        let issue = byFingerprint[decision.fingerprint]
        if decision.action == .withdraw {
            guard lastLines[decision.fingerprint] != nil else {
                throw refuse("there is no decision that could be taken back")
            }
        } else {
            guard let issue else { throw refuse("no issue of the last run has this fingerprint") }
            // Figures are drawn of what is published, after all decisions.
            guard !issue.rule.hasPrefix("figure.") else {
                throw refuse("a figure's query is mended in the definition; nothing that is published depends on it")
            }
            guard decision.seen == (issue.value ?? "") || decision.seen == issue.allSeen else {
                throw refuse("it saw “\(decision.seen)”, but the cell holds “\(issue.allSeen)”")
            }
        }
        let value = try value(of: decision, on: issue)
        let reason = Self.reason(of: decision, on: issue)
        if decision.action != .ask, reason.allSatisfy(\.isWhitespace) { throw refuse("it does not say why") }
        if let expires = decision.expires, expires < decision.date {
            throw refuse("it would have expired on \(expires), before it was decided")
        }
        let book = DecisionBook(
            lines: [line], needsSecond: survey.definition.decisions.needsSecond, today: decision.date)
        if case .needsSecond? = book.void.first?.fault {
            throw refuse("the survey asks for a second name (--agreed-by), another than the reviewer's")
        }
        return DecisionProposal(
            decision: Decision(
                fingerprint: decision.fingerprint, action: decision.action,
                seen: issue?.allSeen ?? decision.seen, value: value,
                reason: reason, reviewer: decision.reviewer, agreedBy: decision.agreedBy, date: decision.date,
                expires: decision.expires),
            rule: issue?.rule ?? "", reporter: issue?.reporter ?? "", place: issue?.place ?? "",
            message: issue?.message ?? "")
    }

    /// Why: of an acceptance, where nothing else is said, that it was suggested.
    private static func reason(of decision: Decision, on issue: PublishedIssue?) -> String {
        guard decision.action == .accept, decision.reason.allSatisfy(\.isWhitespace), let what = issue?.suggestion
        else {
            return decision.reason
        }
        return "As suggested: \(what)"
    }

    /// The value to write: as the reviewer gave it, or of an acceptance the suggestion's code.
    private func value(of decision: Decision, on issue: PublishedIssue?) throws(DecidedValues.Refusal) -> String {
        guard decision.action == .correct || decision.action == .accept, let issue else { return "" }
        let value = try values.value(of: decision, on: issue.finding, current: nil)
        return decision.action == .accept ? value.value?.text ?? decision.value : decision.value
    }
}

extension PublishedIssue {
    /// What was found, as far as the issue file tells.
    var finding: Finding {
        Finding(
            rule: rule, severity: severity, message: .text(message), table: table, record: record,
            field: field, sheet: sheet, cell: cell, value: value, expected: expected.map { .text($0) },
            suggestion: suggestion.map { .text($0) })
    }
}
