/// What is known of a return's findings by those that ``IssueLimit`` has let be told: of which kinds they are all there.
public struct ToldIssues: Sendable {
    private let definition: SurveyDefinition
    /// The least grave of those that are told where not all are: graver ones are all there. Nil where all are told.
    private let least: Severity?
    /// Whether some are missing of those that may not be told.
    private let isQuietCut: Bool

    /// - Parameters:
    ///   - findings: what is kept of a return's findings, as ``IssueLimit/kept(_:in:)`` has left it. O(n).
    ///   - definition: the survey.
    public init(_ findings: [Finding], in definition: SurveyDefinition) {
        self.definition = definition
        isQuietCut = IssueLimit(definition).lacksQuiet(findings, in: definition)
        guard findings.contains(where: { $0.rule == IssueLimit.rule }) else {
            least = nil
            return
        }
        let counted = findings.lazy.filter { IssueLimit.counts($0) && !IssueLimit.isQuiet($0, in: definition) }
        least = counted.map(\.severity).max() ?? .error
    }

    /// Whether all of the return's findings are told.
    public var areAll: Bool { least == nil && !isQuietCut }

    /// Whether a finding would be among those that are told, if it had been found in the return: where not, that it is not there says nothing.
    public func wouldTell(_ finding: Finding) -> Bool {
        guard IssueLimit.counts(finding) else { return true }
        if IssueLimit.isQuiet(finding, in: definition) { return !isQuietCut }
        return least.map { finding.severity < $0 } ?? true
    }
}
