import OrderedCollections
public import SurveyModel

extension Transformer {
    /// What is told of text that nobody reads: such as a title over a table, or a note of the questionnaire's that was altered.
    private static let unread: Set<String> = ["layout.text-unclaimed", "template.label-changed"]

    /// What reading a return has found, as warnings where a text that nobody reads states thousands or millions, and the blank questionnaire's text in
    /// its place does not. It does not say which numbers are meant, so that nothing is multiplied by it: somebody has to look.
    ///
    /// - Parameter language: the language of the return's labels.
    public func weighed(_ findings: [Finding], language: String?) -> [Finding] {
        let hasAmounts = definition.tables.values.contains { $0.fields.values.contains(where: \.isScalable) }
        guard hasAmounts else { return findings }
        return findings.map { finding in
            // A remark beside a record is about that record.
            guard finding.severity == .note, finding.record == nil, Self.unread.contains(finding.rule),
                Self.statesScale(finding, language: language)
            else { return finding }
            var finding = finding
            finding.severity = .warning
            return finding
        }
    }

    private static func statesScale(_ finding: Finding, language: String?) -> Bool {
        guard let text = finding.value else { return false }
        let stated = HeadingScale([text], language: language)
        let before = finding.expected.map { HeadingScale([$0.text(in: language ?? "en")], language: language) }
        switch stated {
        case .none, .plain: return false
        case .power, .unclear: return stated != before
        }
    }
}
