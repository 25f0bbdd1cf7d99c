public import Foundation
import OrderedCollections
public import SurveyModel
import Validate

/// Where a reviewer's decisions are checked against the last run's issues before they are written.
public struct DecisionDesk: Sendable {
    private let survey: Survey
    private let issues: [PublishedIssue]
    private let byFingerprint: [String: PublishedIssue]
    /// The last line of each fingerprint.
    private let lastLines: [String: DecisionLine]
    /// What is written in lines whose place another has taken.
    private let replaced: Set<Decision>
    /// Fields whose numbers a heading multiplies, with their returns.
    private let multiplied: Set<[String?]>
    private let values: DecidedValues
    /// The day by which it is told what has expired.
    private let today: CalendarDay

    /// A desk over a survey's last published run.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - output: the folder in which its results have a folder.
    ///   - today: the day by which it is told what has expired.
    /// - Throws: ``PipelineError`` of code `noInput` where there is no run, `io` where its issues cannot be read.
    public init(_ survey: Survey, output: URL, today: CalendarDay = DecisionRequest.today) throws {
        self.survey = survey
        self.today = today
        values = DecidedValues(survey)
        let lines = survey.decisions.lines
        let last = Dictionary(lines.map { ($0.fingerprint, $0) }) { _, last in last }
        lastLines = last
        replaced = Set(lines.filter { last[$0.fingerprint]?.line != $0.line }.compactMap(\.decision))
        let latest = output.appending(path: "\(survey.name)/latest", directoryHint: .isDirectory)
        guard try SurveyFile.isThere(latest.appending(path: "issues.json")) else {
            try RunHistory(output: latest.deletingLastPathComponent()).requireNoFolderForLatest()
            throw PipelineError(
                .noInput,
                "The survey \(survey.name) has no published run; start one with: canvass run \(survey.argument)")
        }
        do {
            issues = try PublishedIssue.read(in: latest)
        } catch {
            throw PipelineError(
                .io,
                "The issues of the last run in \(latest.path) cannot be read: \(error). Mend the permissions, or make a run anew: canvass run \(survey.argument). Nothing was written."
            )
        }
        byFingerprint = Dictionary(issues.map { ($0.fingerprint, $0) }) { first, _ in first }
        let headings = issues.filter { $0.rule == "value.header-multiplier" }
        multiplied = Set(headings.map { [$0.return, $0.table, $0.field] })
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
        let meant = try fingerprints.map { given in
            // They are written small; a mail or a ticket may have made them capitals.
            let prefix = known.contains(given) ? given : given.lowercased()
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
        return try checked(OrderedSet(meant).map { line($0, request) })
    }

    /// Lines about all issues that fit a filter: those that nobody has settled, or, to take decisions back, those that somebody has.
    ///
    /// - Throws: ``PipelineError`` with all that is wrong: `noInput` where no issue fits, else `definition` (65).
    public func lines(where filter: IssueFilter, _ request: DecisionRequest) throws -> [DecisionProposal] {
        let issues = issues.filter { $0.reasonOfNoDecision == nil }
        let meant = issues.filter { issue in
            guard filter.fits(issue) else { return false }
            guard request.action == .withdraw else { return issue.state.isUnsettled }
            return lastLines[issue.fingerprint].map { $0.decision?.action != .withdraw } ?? false
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
        try Self.requireFile(file)
        return try checked(
            DecisionFile.read(
                file, shown: file.lastPathComponent, delimiters: [",", ";", "\t"],
                filling: ["reviewer": reviewer, "agreed_by": agreedBy, "date": date.description]
            ).lines)
    }

    /// - Throws: ``PipelineError`` of code `noInput` where it cannot be read, or is a folder.
    static func requireFile(_ url: URL) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
            FileManager.default.isReadableFile(atPath: url.path)
        else {
            throw PipelineError(.noInput, "There is no file \(url.path), or it cannot be read.")
        }
        guard !isFolder.boolValue else {
            throw PipelineError(
                .noInput, "\(url.path) is a folder: name the file with the lines, or the issues.xlsx, that is in it.")
        }
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
        guard let decision = line.decision else {
            throw Self.refusal(
                line.fault.map { "\($0.message.text(in: "en")). \($0.advice.text(in: "en"))" } ?? "it cannot be read")
        }
        let issue = byFingerprint[decision.fingerprint]
        try checkObject(of: decision, issue)
        let isOfFile = line.line > 0
        if isOfFile, let last = lastLines[decision.fingerprint], let date = last.decision?.date, decision.date < date {
            throw Self.refusal(
                "it is dated \(decision.date), and line \(last.line) of decisions.csv, which it would replace, \(date): leave it out, or give it the day on which it was decided anew"
            )
        }
        let value = try value(of: decision, on: issue)
        let reason = Self.reason(of: decision, on: issue)
        try checkTerms(of: decision, reason: reason)
        let decided = Decision(
            fingerprint: decision.fingerprint, action: decision.action, seen: issue?.allSeen ?? decision.seen,
            value: value, reason: reason, reviewer: decision.reviewer, agreedBy: decision.agreedBy,
            date: decision.date, expires: decision.expires)
        if isOfFile, decided.action != .withdraw, replaced.contains(decided) {
            throw Self.refusal(
                "decisions.csv has the same line already, and another about this issue below it, which it would replace: leave it out, or say in the reason why it is decided so again"
            )
        }
        return DecisionProposal(
            decision: decided, rule: issue?.rule ?? "", reporter: issue?.reporter ?? "", place: issue?.place ?? "",
            message: issue?.message ?? "")
    }

    private static func refusal(_ reason: String) -> DecidedValues.Refusal {
        .init(reason: .text(reason), expected: nil)
    }

    /// Checks what is decided about: an issue that is there and can be decided, as the reviewer saw it; or a decision that stands.
    private func checkObject(of decision: Decision, _ issue: PublishedIssue?) throws(DecidedValues.Refusal) {
        if decision.action == .withdraw {
            guard let last = lastLines[decision.fingerprint] else {
                throw Self.refusal("there is no decision that could be taken back")
            }
            guard last.decision?.action != .withdraw else {
                throw Self.refusal("line \(last.line) of decisions.csv has taken the decision back already")
            }
            return
        }
        guard let issue else { throw Self.refusal("no issue of the last run has this fingerprint") }
        if let reason = issue.reasonOfNoDecision { throw Self.refusal(reason) }
        guard decision.seen != issue.allSeen else { return }
        guard decision.seen != issue.value ?? "" else {
            throw Self.refusal(
                "it saw “\(decision.seen)” alone, but the issue is about other cells as well, and these may have changed since: look at it again, and where it still holds, write “\(issue.allSeen)” for what was seen, or decide by the fingerprint"
            )
        }
        throw Self.refusal("it saw “\(decision.seen)”, but the cell holds “\(issue.allSeen)”")
    }

    /// Checks that a decision would count: by its reason, its names and its last day.
    private func checkTerms(of decision: Decision, reason: String) throws(DecidedValues.Refusal) {
        if decision.action != .ask, reason.allSatisfy(\.isWhitespace) { throw Self.refusal("it does not say why") }
        if let expires = decision.expires {
            guard expires >= decision.date else {
                throw Self.refusal("it would have expired on \(expires), before it was decided")
            }
            guard expires >= today || decision.action == .withdraw else {
                throw Self.refusal("its last day, \(expires), is over, so it would not count")
            }
        }
        let book = DecisionBook(
            lines: [DecisionLine(line: 0, decision: decision)], needsSecond: survey.definition.decisions.needsSecond,
            today: decision.date)
        if case .needsSecond? = book.void.first?.fault {
            throw Self.refusal("the survey asks for a second name (--agreed-by), another than the reviewer's")
        }
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
        switch decision.action {
        case .withdraw: return ""
        case .waive, .ask:
            guard decision.value.allSatisfy(\.isWhitespace) else {
                throw Self.refusal(
                    "it says \(decision.action.rawValue), and gives the value “\(decision.value)”, which would be lost: say correct, where that is to be published, or take the value out"
                )
            }
            return ""
        case .correct, .accept:
            guard let issue else { return "" }
            let value = try values.value(of: decision, on: issue.finding, current: nil)
            guard decision.action == .correct else { return value.value?.text ?? decision.value }
            let isMultiplied = multiplied.contains([issue.return, issue.table, issue.field])
            // An issue that is settled without a line of its own has another decision's value in its cell.
            let isReplaced = !issue.state.isUnsettled && lastLines[issue.fingerprint] == nil
            if !isMultiplied, !isReplaced, values.isAsTyped(value, on: issue.finding) {
                throw Self.refusal(
                    "“\(decision.value)” is what stands there already, so that the correction would only let it stand: say waive, where that is meant"
                )
            }
            return decision.value
        }
    }
}

extension PublishedIssue {
    /// Why nothing can be decided about it; nil where something can.
    fileprivate var reasonOfNoDecision: String? {
        // Figures are drawn of what is published, after all decisions.
        if rule.hasPrefix("figure.") {
            return "a figure's query is mended in the definition; nothing that is published depends on it"
        }
        // A decision about it would be called gone by the next run, and it would stand.
        if rule.hasPrefix("decision.") {
            return "what is said of a decision is mended in its own line of decisions.csv"
        }
        return nil
    }

    /// What was found, as far as the issue file tells.
    var finding: Finding {
        Finding(
            rule: rule, severity: severity, message: .text(message), table: table, record: record,
            field: field, sheet: sheet, cell: cell, value: value, expected: expected.map { .text($0) },
            suggestion: suggestion.map { .text($0) })
    }
}
