/// How many issues a return may have, and how much text these. Each takes some kilobytes in the run and in what it writes, with as much as was typed into its
/// cell, and a file of a few megabytes can break every rule in each of a million cells: beyond the limit no more are told, the return says so and is held.
public struct IssueLimit: Sendable, Hashable {
    /// The rule that tells of it.
    public static let rule = "return.many-issues"

    /// The most issues that are told of a return, beside those of the return as a whole.
    public let most: Int
    /// The most text that these have, as ``IssueCount`` counts it.
    public let mostBytes: Int

    /// The limit of a survey: `limits: issuesPerReturn:` and `issueBytesPerReturn:`.
    public init(_ definition: SurveyDefinition) {
        // The bounds keep sums in range; no machine holds as many.
        most = min(definition.limits["issuesPerReturn"] ?? 100_000, 1 << 40)
        mostBytes = min(definition.limits["issueBytesPerReturn"] ?? 64 << 20, 1 << 50)
    }

    /// Whether a finding is one of those that may be very many, and not about the return as a whole.
    public static func counts(_ finding: Finding) -> Bool { finding.cell != nil || finding.record != nil }

    /// Whether so many are more than may be told, or have more text.
    public func isExceeded(by count: IssueCount) -> Bool { count.number > most || count.bytes > mostBytes }

    /// What is kept of the findings of one return: all of them, or as many as may be, what weighs most first, and that there are more. Findings that
    /// may not be told, being of what is on trial or switched off for some, displace none, and make a return one that has too many only where they are told. O(n).
    public func kept(_ findings: [Finding], in definition: SurveyDefinition) -> [Finding] {
        let findings = findings.filter { $0.rule != Self.rule }
        guard isExceeded(by: Self.count(findings)) else { return findings }
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
        let count = Self.count(counted)
        let told = isExceeded(by: count) ? [finding(of: count)] : []
        return whole + cut(counted, of: { $0 }) + upToOneMore(quiet) + told
    }

    private static func count(_ findings: [Finding]) -> IssueCount {
        var count = IssueCount()
        for finding in findings { count.add(finding) }
        return count
    }

    /// The first findings, with one more than may be told, by which it is known that there are more.
    private func upToOneMore(_ findings: [Finding]) -> [Finding] {
        var count = IssueCount()
        var kept: [Finding] = []
        for finding in findings {
            if isExceeded(by: count) { break }
            count.add(finding)
            kept.append(finding)
        }
        return kept
    }

    /// Whether a finding may not be told: its rule is on trial, or switched off for some.
    static func isQuiet(_ finding: Finding, in definition: SurveyDefinition) -> Bool {
        definition.terms(of: finding).map { $0.isTrial || !$0.off.isEmpty } ?? false
    }

    /// Whether findings that may not be told are missing from what ``kept(_:in:)`` has left. O(n).
    func lacksQuiet(_ findings: [Finding], in definition: SurveyDefinition) -> Bool {
        guard isExceeded(by: Self.count(findings)) else { return false }
        return isExceeded(
            by: Self.count(findings.filter { Self.counts($0) && Self.isQuiet($0, in: definition) }))
    }

    /// Whether findings are all that were found, as far as ``kept(_:in:)`` tells. O(n).
    public func isWhole(_ findings: [Finding], in definition: SurveyDefinition) -> Bool {
        !findings.contains { $0.rule == Self.rule } && !lacksQuiet(findings, in: definition)
    }

    /// As many as may be told, what weighs most first and else in their order; all of them as they are where they are no more. O(n).
    public func cut<Element>(_ elements: [Element], of finding: (Element) -> Finding) -> [Element] {
        var all = IssueCount()
        for element in elements { all.add(finding(element)) }
        guard isExceeded(by: all) else { return elements }
        var count = IssueCount()
        var kept: [Element] = []
        for level in Severity.allCases {
            for element in elements where finding(element).severity == level {
                count.add(finding(element))
                if isExceeded(by: count) { return kept }
                kept.append(element)
            }
        }
        return kept
    }

    /// Says that a return has more issues than are told.
    public var finding: Finding {
        Finding(
            rule: Self.rule, severity: .error,
            message: .own(.returnManyIssues, ["most": .number(most)]), expected: .own(.returnManyIssuesExpected))
    }

    /// Says that a return has more issues than are told, or that these have more text than may be.
    ///
    /// - Parameter count: what the return has.
    public func finding(of count: IssueCount) -> Finding {
        guard count.number <= most else { return finding }
        return Finding(
            rule: Self.rule, severity: .error,
            message: .own(.returnManyIssuesBytes, ["most": .text(ByteSize.text(mostBytes))]),
            expected: .own(.returnManyIssuesBytesExpected))
    }
}
