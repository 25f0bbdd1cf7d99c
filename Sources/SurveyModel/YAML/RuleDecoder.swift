/// The survey's own rules.
extension DefinitionDecoder {
    mutating func rule(_ node: YAMLNode) -> RuleDefinition {
        let id = node["id"]?.text ?? ""
        if !Self.isID(id) {
            report(
                node["id"]?.position ?? node.position, "'\(id)' cannot be a rule's id",
                "Use letters, digits and hyphens; a dot marks the rules that Canvass itself raises.")
        }
        let check = node["check"] ?? node["query"]
        var rule = RuleDefinition(
            id: id, table: node["table"]?.text ?? "",
            severity: (node["severity"]?.text).flatMap { Severity(rawValue: $0) } ?? .error,
            check: node["check"].map { .record($0.text ?? "") } ?? .query(node["query"]?.text ?? ""),
            message: localized(node["message"]) ?? "")
        rule.why = localized(node["why"])
        rule.fields = texts(node["fields"])
        (rule.expected, rule.expectedValue) = expected(node["expected"])
        rule.suggestion = node["suggest"].map { expression($0) }
        rule.missing = missing(node)
        rule.threshold = threshold(node["threshold"])
        rule.off = (node["off"]?.items ?? []).map { switchOff($0, rule: id) }
        rule.isTrial = boolean(node["trial"])
        rule.level = (node["level"]?.text).flatMap { RuleLevel(rawValue: $0) }
        rule.action = action(node)
        rule.sentences = sentences(node)
        rule.position = node["id"]?.position ?? node.position
        rule.checkPosition = check?.position ?? node.position
        return rule
    }

    /// Whether a rule or check can be known by a text: it stands in links, names of columns and commands.
    static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
    }

    /// What was expected: a text, or an expression over the record.
    mutating func expected(_ node: YAMLNode?) -> (LocalizedText?, RuleExpression?) {
        node?["sql"].map { (nil, expression($0)) } ?? (localized(node), nil)
    }

    /// Where the sentences of a rule or check stand.
    func sentences(_ node: YAMLNode) -> SentencePlaces {
        var places = SentencePlaces()
        places.message = self.places(node["message"])
        places.expected = self.places(node["expected"])
        return places
    }

    private func places(_ node: YAMLNode?) -> [String: SourcePosition] {
        guard let node else { return [:] }
        if node.text != nil { return ["und": node.position] }
        return Dictionary(uniqueKeysWithValues: node.entries.map { ($0.key, $0.value.position) })
    }

    func action(_ node: YAMLNode) -> IssueAction? { node["action"]?.text.flatMap { IssueAction(rawValue: $0) } }

    func expression(_ node: YAMLNode) -> RuleExpression {
        RuleExpression(sql: node.text ?? "", position: node.position)
    }

    private mutating func missing(_ node: YAMLNode) -> MissingOperand {
        guard let given = node["missing"] else { return .skip }
        if node["query"] != nil {
            report(
                given.position, "`missing` says what a check makes of NULL, but the rule has a query",
                "A query says itself which records offend: take `missing` out.")
        }
        return given.text.flatMap { MissingOperand(rawValue: $0) } ?? .skip
    }

    mutating func threshold(_ node: YAMLNode?) -> RuleThreshold? {
        guard let node else { return nil }
        let warning = node["warning"]?.text.flatMap { Double($0) }
        let error = node["error"]?.text.flatMap { Double($0) }
        let isInRange = [warning, error].compactMap(\.self).allSatisfy { (0...100).contains($0) }
        if !isInRange || (warning == nil && error == nil) || (warning ?? 0) > (error ?? 100) {
            report(
                node.position,
                "`threshold` must give `warning`, `error` or both, from 0 to 100 and `warning` the lower",
                "Write per cent of the records, such as `{warning: 5, error: 20}`.")
        }
        return RuleThreshold(warning: warning, error: error)
    }

    mutating func switchOff(_ node: YAMLNode, rule: String) -> RuleSwitchOff {
        let round = node["round"]?.text
        let reporter = node["reporter"]?.text
        if round == nil, reporter == nil {
            report(
                node.position, "an item of `off` of the rule '\(rule)' names neither a round nor a reporter",
                "Add `round:` or `reporter:`; to switch a rule off for all, take it out or set `trial: true`.")
        }
        let reason = node["reason"]?.text ?? ""
        if reason.allSatisfy(\.isWhitespace) {
            report(
                node["reason"]?.position ?? node.position,
                "the rule '\(rule)' is switched off without a reason", "Say why, for those who come after.")
        }
        return RuleSwitchOff(round: round, reporter: reporter, reason: reason, position: node.position)
    }
}
