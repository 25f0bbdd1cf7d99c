import SurveyModel

/// Findings of one kind in one sheet, told as one where they are many: a reviewer reads the first and how far they reach.
enum FindingGroups {
    /// So many of a kind are told one by one.
    static let most = 20

    /// The findings in their order, each group of more than ``most`` in the place of its first.
    static func grouped(_ findings: [Finding]) -> [Finding] {
        var counts: [Kind: Int] = [:]
        var last: [Kind: Finding] = [:]
        for finding in findings {
            guard let kind = Kind(finding) else { continue }
            counts[kind, default: 0] += 1
            last[kind] = finding
        }
        var told: Set<Kind> = []
        return findings.compactMap { finding in
            guard let kind = Kind(finding), let count = counts[kind], count > most else { return finding }
            guard told.insert(kind).inserted else { return nil }
            let more = Message.number(count - 1)
            let message: Message =
                if let last = last[kind]?.cell {
                    .own(.wordsGroupedLast, ["message": finding.message, "count": more, "cell": .text(last)])
                } else {
                    .own(.wordsGrouped, ["message": finding.message, "count": more])
                }
            return Finding(
                rule: finding.rule, severity: finding.severity, message: message, sheet: finding.sheet,
                cell: finding.cell, value: finding.value, expected: finding.expected, suggestion: finding.suggestion)
        }
    }

    private struct Kind: Hashable {
        let rule: String
        let sheet: String

        /// Only what respondents may have typed or altered by the hundred, and what no record is wrong for.
        init?(_ finding: Finding) {
            let isGrouped = finding.rule == "layout.text-unclaimed" || finding.rule.hasPrefix("template.")
            guard isGrouped, let sheet = finding.sheet else { return nil }
            rule = finding.rule
            self.sheet = sheet
        }
    }
}
