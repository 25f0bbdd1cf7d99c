public import SurveyModel

/// What is told of decisions that do not count. None of it ever touches a record: the issue that was to be decided is open, and has its own effect.
public enum DecisionFindings {
    /// The line's place, for messages.
    private static func place(_ line: DecisionLine) -> Message { .own(.decisionLine, ["line": .number(line.line)]) }

    /// A line that does not count.
    ///
    /// - Parameters:
    ///   - line: the line.
    ///   - fault: why it does not count.
    ///   - issue: the issue that it is about; nil where no issue of this run has its fingerprint.
    /// - Returns: the finding; nil where nobody need know: the issue is gone, and the line would not have counted anyway.
    public static func void(_ line: DecisionLine, _ fault: DecisionBook.Fault, on issue: Issue?) -> Finding? {
        let place = place(line)
        switch fault {
        case .unreadable(let fault):
            return finding(
                "unreadable", .own(.decisionUnreadable, ["place": place, "fault": fault.message]), line, issue,
                suggestion: fault.advice)
        case .takesNothingBack:
            return finding(
                "no-match", .own(.decisionNoMatchTakesNothingBack, ["place": place]), line, issue, severity: .note,
                suggestion: .own(.decisionNoMatchTakesNothingBackAdvice))
        case .lacksReason where issue != nil:
            return finding(
                "lacks-reason", .own(.decisionLacksReason, ["place": place]), line, issue,
                suggestion: .own(.decisionLacksReasonAdvice))
        case .needsSecond where issue != nil:
            return finding(
                "needs-second", .own(.decisionNeedsSecond, ["place": place]), line, issue,
                suggestion: .own(.decisionNeedsSecondAdvice))
        case .expired(let day) where issue != nil:
            return finding(
                "expired", .own(.decisionExpired, ["place": place, "day": .text("\(day)")]), line, issue,
                suggestion: .own(.decisionExpiredAdvice))
        case .lacksReason, .needsSecond, .expired:
            return noMatch(line)
        }
    }

    /// A line that fits no issue of this run.
    public static func noMatch(_ line: DecisionLine) -> Finding {
        finding(
            "no-match", .own(.decisionNoMatchGone, ["place": place(line)]), line, nil,
            severity: .note, suggestion: .own(.decisionNoMatchGoneAdvice))
    }

    /// A line that gave a value and fits no issue of this run: its value is in the dataset no more, which somebody has to know.
    public static func valueGone(_ line: DecisionLine) -> Finding {
        finding(
            "no-match", .own(.decisionNoMatchValue, ["place": place(line)]), line, nil,
            suggestion: .own(.decisionNoMatchValueAdvice))
    }

    /// A line whose issue is gone because the value that it was about has changed.
    ///
    /// - Parameters:
    ///   - line: the line.
    ///   - now: what stands there now.
    ///   - issue: the issue that now stands there; nil where there is none.
    ///   - place: the finding whose place it was.
    public static func changed(_ line: DecisionLine, now: String, issue: Issue?, place: Finding) -> Finding {
        let (was, isNow) = (quoted(line.decision?.seen ?? ""), quoted(now))
        let message: Message =
            if let issue {
                .own(
                    .decisionNoMatchChangedIssue,
                    ["place": self.place(line), "was": was, "now": isNow, "issue": .text(issue.fingerprint)])
            } else {
                .own(.decisionNoMatchChanged, ["place": self.place(line), "was": was, "now": isNow])
            }
        var finding = finding(
            "no-match", message, line, issue, severity: issue == nil ? .note : .warning,
            suggestion: .own(issue == nil ? .decisionNoMatchGoneAdvice : .decisionNoMatchChangedAdvice))
        finding.table = place.table
        finding.field = place.field
        finding.sheet = issue?.finding.sheet ?? place.sheet
        finding.cell = issue?.finding.cell ?? place.cell
        return finding
    }

    /// A line whose `seen` is not what the issue's cell holds.
    public static func unbound(_ line: DecisionLine, on issue: Issue) -> Finding {
        let now = SeenValue(issue.finding).text
        return finding(
            "no-match",
            .own(
                .decisionNoMatchUnbound,
                ["place": place(line), "seen": .text(line.decision?.seen ?? ""), "now": .text(now)]),
            line, issue, suggestion: .own(.decisionNoMatchUnboundAdvice))
    }

    /// A line whose value cannot be the field's.
    public static func valueUnreadable(_ line: DecisionLine, _ reason: Message, expected: Message?, on issue: Issue)
        -> Finding
    {
        finding(
            "value-unreadable", .own(.decisionValueUnreadable, ["place": place(line), "reason": reason]), line, issue,
            expected: expected, suggestion: .own(.decisionValueUnreadableAdvice))
    }

    /// Two lines that give one cell different values.
    public static func contradiction(_ earlier: DecisionLine, _ later: DecisionLine, on issue: Issue) -> Finding {
        finding(
            "contradiction",
            .own(.decisionContradiction, ["earlier": .number(earlier.line), "later": .number(later.line)]),
            later, issue, suggestion: .own(.decisionContradictionAdvice))
    }

    /// What stood in a cell, in quotation marks where it is anything.
    private static func quoted(_ text: String) -> Message {
        text.isEmpty ? .own(.wordsNothing) : .own(.wordsQuoted, ["text": .text(text)])
    }

    private static func finding(
        _ name: String, _ message: Message, _ line: DecisionLine, _ issue: Issue?, severity: Severity = .warning,
        expected: Message? = nil, suggestion: Message
    ) -> Finding {
        Finding(
            rule: "decision.\(name)", severity: severity, message: message,
            table: issue?.finding.table, field: issue?.finding.field, sheet: issue?.finding.sheet,
            cell: issue?.finding.cell, value: line.fingerprint, expected: expected, suggestion: suggestion)
    }
}
