/// How many issues a return may have. Each takes some kilobytes in the run and in what it writes, and a file of a few megabytes can break every rule in
/// each of a million cells: beyond the limit no more are told, the return says so and is held.
public struct IssueLimit: Sendable, Hashable {
    /// The rule that tells of it.
    public static let rule = "return.many-issues"

    /// The most issues that are told of a return, beside those of the return as a whole.
    public let most: Int

    /// The limit of a survey: `limits: issuesPerReturn:`.
    public init(_ definition: SurveyDefinition) {
        // The bound keeps sums in range; no machine holds as many.
        most = min(definition.limits["issuesPerReturn"] ?? 100_000, 1 << 40)
    }

    /// Whether a finding is one of those that may be very many, and not about the return as a whole.
    public static func counts(_ finding: Finding) -> Bool { finding.cell != nil || finding.record != nil }

    /// What is kept of the findings of one return: all of them, or as many as may be, what weighs most first, and that there are more. Findings that
    /// may not be told, being of what is on trial or switched off for some, displace none, and make a return one that has too many only where they are told. O(n).
    public func kept(_ findings: [Finding], in definition: SurveyDefinition) -> [Finding] {
        let findings = findings.filter { $0.rule != Self.rule }
        guard findings.count > most else { return findings }
        var whole: [Finding] = []
        var counted: [Finding] = []
        var quiet: [Finding] = []
        for finding in findings {
            if !Self.counts(finding) {
                whole.append(finding)
            } else if Self.isQuiet(finding, in: definition) {
                quiet.append(finding)
            } else {
                counted.append(finding)
            }
        }
        let told = counted.count > most ? [finding] : []
        return whole + cut(counted, by: \.severity) + quiet.prefix(most + 1) + told
    }

    /// Whether a finding may not be told: its rule is on trial, or switched off for some.
    static func isQuiet(_ finding: Finding, in definition: SurveyDefinition) -> Bool {
        definition.terms(of: finding).map { $0.isTrial || !$0.off.isEmpty } ?? false
    }

    /// Whether findings are all that were found, as far as ``kept(_:in:)`` tells. O(n).
    public func isWhole(_ findings: [Finding], in definition: SurveyDefinition) -> Bool {
        guard findings.count > most else { return !findings.contains { $0.rule == Self.rule } }
        return !findings.contains { $0.rule == Self.rule }
            && findings.count { Self.counts($0) && Self.isQuiet($0, in: definition) } <= most
    }

    /// As many as may be told, what weighs most first and else in their order; all of them as they are where they are no more. O(n).
    public func cut<Element>(_ elements: [Element], by severity: (Element) -> Severity) -> [Element] {
        guard elements.count > most else { return elements }
        let ordered = Severity.allCases.flatMap { level in elements.filter { severity($0) == level } }
        return Array(ordered.prefix(most))
    }

    /// Says that a return has more issues than are told.
    public var finding: Finding {
        Finding(
            rule: Self.rule, severity: .error,
            message: .own(.returnManyIssues, ["most": .number(most)]), expected: .own(.returnManyIssuesExpected))
    }
}
