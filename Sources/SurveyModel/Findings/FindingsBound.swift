/// Bounds what is found in a return while it is found: a file of a few megabytes can break every rule in each of a million cells, and what
/// is not told in the end would fill the memory until then. Of what this lets be kept, ``IssueLimit/kept(_:in:)`` keeps what it would keep of all.
public struct FindingsBound: Sendable {
    private let limit: IssueLimit
    private let definition: SurveyDefinition
    /// What is kept so far, by severity; under nil what may not be told.
    private var counts: [Severity?: IssueCount] = [:]
    /// How many of the findings have been looked at.
    private var looked = 0

    /// Nothing has been found yet.
    public init(_ definition: SurveyDefinition) {
        limit = IssueLimit(definition)
        self.definition = definition
    }

    /// Takes away what is more than may be told, but for one more of each severity, by which it is known that there are more. O(findings since the last call).
    ///
    /// - Parameter findings: what the last call has left, and behind it what was found since.
    public mutating func apply(to findings: inout [Finding]) {
        guard findings.count > looked else { return }
        var kept = looked
        for place in looked..<findings.count {
            guard keeps(findings[place]) else { continue }
            if kept < place { findings.swapAt(kept, place) }
            kept += 1
        }
        findings.removeSubrange(kept...)
        looked = kept
    }

    private mutating func keeps(_ finding: Finding) -> Bool {
        guard IssueLimit.counts(finding) else { return true }
        let kind: Severity? = IssueLimit.isQuiet(finding, in: definition) ? nil : finding.severity
        guard !limit.isExceeded(by: counts[kind, default: IssueCount()]) else { return false }
        counts[kind, default: IssueCount()].add(finding)
        return true
    }
}
