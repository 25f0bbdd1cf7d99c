import SurveyModel

extension Catalogue {
    /// A heading for a rule: from the catalogue for Canvass's own, else made of its id.
    func ruleTitle(_ rule: String) -> String {
        if let title = optionalText("rule.\(rule)") { return title }
        let parts = rule.split(separator: ".", maxSplits: 1).map { $0.split(separator: "-").joined(separator: " ") }
        let sentence = parts.joined(separator: ": ")
        return sentence.prefix(1).uppercased() + sentence.dropFirst()
    }

    /// Counts by severity as a screen reader should say them.
    func spoken(_ count: SeverityCount) -> String {
        list(
            Severity.allCases.compactMap { severity in
                count[severity] > 0 ? text("severityCount.\(severity.rawValue)", count: count[severity]) : nil
            })
    }

    /// The name of a way in which a code was matched.
    func methodTitle(_ method: String) -> String {
        optionalText("method.\(method)") ?? method.split(separator: "-").joined(separator: " ")
    }
}
