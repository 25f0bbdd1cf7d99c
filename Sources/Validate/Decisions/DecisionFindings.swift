public import SurveyModel

/// What is told of decisions that do not count. None of it ever touches a record: the issue that was to be decided is open, and has its own effect.
public enum DecisionFindings {
    /// The file, for messages.
    static let file = "decisions.csv"

    /// A line that does not count.
    ///
    /// - Parameters:
    ///   - line: the line.
    ///   - fault: why it does not count.
    ///   - issue: the issue that it is about; nil where no issue of this run has its fingerprint.
    /// - Returns: the finding; nil where nobody need know: the issue is gone, and the line would not have counted anyway.
    public static func void(_ line: DecisionLine, _ fault: DecisionBook.Fault, on issue: Issue?) -> Finding? {
        let place = "\(file), line \(line.line)"
        switch fault {
        case .unreadable(let fault):
            return finding(
                "unreadable", "\(place): \(fault.message), so it does not count.", line, issue,
                suggestion: fault.advice)
        case .takesNothingBack:
            return finding(
                "no-match", "\(place) takes back a decision that nobody has made.", line, issue, severity: .note,
                suggestion: "Remove the line, or correct its fingerprint.")
        case .lacksReason where issue != nil:
            return finding(
                "lacks-reason", "\(place) does not say why, so it does not count.", line, issue,
                suggestion: "Write the reason into the line.")
        case .needsSecond where issue != nil:
            return finding(
                "needs-second",
                "\(place) needs a second name in the column agreed_by, another than the reviewer's; without it, it does not count.",
                line, issue, suggestion: "Have somebody else agree.")
        case .expired(let day) where issue != nil:
            return finding(
                "expired", "\(place) held until \(day) and has expired; the issue is open again.", line, issue,
                suggestion: "Decide anew, or ask the reporter.")
        case .lacksReason, .needsSecond, .expired:
            return noMatch(line)
        }
    }

    /// A line that fits no issue of this run.
    public static func noMatch(_ line: DecisionLine) -> Finding {
        finding(
            "no-match", "\(file), line \(line.line) fits no issue any more: what it decided is gone.", line, nil,
            severity: .note, suggestion: "Nothing; or remove the line.")
    }

    /// A line whose issue is gone because the value that it was about has changed.
    ///
    /// - Parameters:
    ///   - line: the line.
    ///   - now: what stands there now.
    ///   - issue: the issue that now stands there; nil where there is none.
    ///   - place: the finding whose place it was.
    public static func changed(_ line: DecisionLine, now: String, issue: Issue?, place: Finding) -> Finding {
        let seen = line.decision?.seen ?? ""
        let was = seen.isEmpty ? "nothing" : "“\(seen)”"
        let isNow = now.isEmpty ? "nothing" : "“\(now)”"
        let sentence =
            "\(file), line \(line.line) no longer counts: the respondent changed the cell from \(was) to \(isNow)"
        var finding = finding(
            "no-match", issue.map { "\(sentence); see the issue \($0.fingerprint)." } ?? "\(sentence).", line, issue,
            severity: issue == nil ? .note : .warning,
            suggestion: issue == nil ? "Nothing; or remove the line." : "Decide anew.")
        finding.table = place.table
        finding.field = place.field
        finding.sheet = issue?.finding.sheet ?? place.sheet
        finding.cell = issue?.finding.cell ?? place.cell
        return finding
    }

    /// A line whose `seen` is not what the issue's cell holds.
    public static func unbound(_ line: DecisionLine, on issue: Issue) -> Finding {
        let now = issue.finding.value ?? ""
        return finding(
            "no-match",
            "\(file), line \(line.line) saw “\(line.decision?.seen ?? "")”, but the cell holds “\(now)”; so it does not count.",
            line, issue, suggestion: "Decide anew, by the value that stands there.")
    }

    /// A line whose value cannot be the field's.
    public static func valueUnreadable(_ line: DecisionLine, _ reason: String, expected: String?, on issue: Issue)
        -> Finding
    {
        finding(
            "value-unreadable", "\(file), line \(line.line): \(reason), so it does not count.", line, issue,
            expected: expected, suggestion: "Write the value as the dataset has it.")
    }

    /// Two lines that give one cell different values.
    public static func contradiction(_ earlier: DecisionLine, _ later: DecisionLine, on issue: Issue) -> Finding {
        finding(
            "contradiction",
            "\(file), lines \(earlier.line) and \(later.line) give the same cell different values; the later counts.",
            later, issue, suggestion: "Take one of them back.")
    }

    private static func finding(
        _ name: String, _ message: String, _ line: DecisionLine, _ issue: Issue?, severity: Severity = .warning,
        expected: String? = nil, suggestion: String
    ) -> Finding {
        Finding(
            rule: "decision.\(name)", severity: severity, message: LocalizedText(message),
            table: issue?.finding.table, field: issue?.finding.field, sheet: issue?.finding.sheet,
            cell: issue?.finding.cell, value: line.fingerprint, expected: expected, suggestion: suggestion)
    }
}
