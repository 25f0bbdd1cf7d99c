/// How many issues a return may have. Each takes some kilobytes in the run and in what it writes, and a file of a few megabytes can break every rule in
/// each of a million cells: beyond the limit no more are told, the return says so and is held.
public struct IssueLimit: Sendable, Hashable {
    /// The rule that tells of it.
    public static let rule = "return.many-issues"

    /// The most issues that are told of a return, beside those of the return as a whole.
    public let most: Int

    /// The limit of a survey: `limits: issuesPerReturn:`.
    public init(_ definition: SurveyDefinition) {
        most = definition.limits["issuesPerReturn"] ?? 100_000
    }

    /// Whether a finding is one of those that may be very many, and not about the return as a whole.
    public static func counts(_ finding: Finding) -> Bool { finding.cell != nil || finding.record != nil }

    /// What is told of the findings of one return: all of them, or as many as may be, what weighs most first, and that there are more. O(n).
    public func kept(_ findings: [Finding]) -> [Finding] {
        guard findings.count > most else { return findings }
        let counted = findings.filter(Self.counts)
        guard counted.count > most else { return findings }
        let ordered = Severity.allCases.flatMap { severity in counted.lazy.filter { $0.severity == severity } }
        return findings.filter { !Self.counts($0) } + ordered.prefix(most) + [finding]
    }

    /// Says that a return has more issues than are told.
    public var finding: Finding {
        Finding(
            rule: Self.rule, severity: .error,
            message: .own(.returnManyIssues, ["most": .number(most)]), expected: .own(.returnManyIssuesExpected))
    }
}
