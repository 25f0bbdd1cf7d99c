import OrderedCollections

/// What a survey says of the rules that Canvass itself raises.
extension DefinitionDecoder {
    mutating func builtIn(
        _ node: YAMLNode?, _ tables: OrderedDictionary<String, TableDefinition>
    ) -> [BuiltInTerms] {
        (node?.entries ?? []).flatMap { entry -> [BuiltInTerms] in
            guard let rule = BuiltInRule.named(entry.key) else {
                report(
                    entry.keyPosition, "`builtin` names '\(entry.key)', of which nothing can be said there",
                    adviceOnBuiltIn(entry.key))
                return []
            }
            let items = entry.value.items.map { builtIn($0, rule, tables) }
            checkReached(items)
            return items
        }
    }

    private func adviceOnBuiltIn(_ id: String) -> String {
        if id.hasPrefix("constraint.") || id.hasPrefix("condition.") {
            return "Say it of the field's constraint or condition, in its long form."
        }
        let declared = ["table.", "plausibility.", "coverage."]
        if declared.contains(where: id.hasPrefix), Spelling.nearest(to: id, among: BuiltInRule.all.map(\.id)) == nil {
            return "Say it of the check that the table declares."
        }
        return Spelling.advice(for: id, among: BuiltInRule.all.map(\.id))
    }

    private mutating func builtIn(
        _ node: YAMLNode, _ rule: BuiltInRule, _ tables: OrderedDictionary<String, TableDefinition>
    ) -> BuiltInTerms {
        let table = node["table"]?.text
        let fields = texts(node["fields"])
        checkPlace(node, rule, table.flatMap { tables[$0] }, tables)
        checkSubject(node, rule)
        let severity = usualSeverity(rule, table: table, fields: fields, tables)
        return BuiltInTerms(
            rule: rule, table: table, fields: fields,
            terms: terms(node, id: rule.id, severity: severity, needsID: false), hasSeverity: node["severity"] != nil)
    }

    /// The rule's own severity; where that is the fields', theirs, and of several the worst.
    private func usualSeverity(
        _ rule: BuiltInRule, table: String?, fields: [String], _ tables: OrderedDictionary<String, TableDefinition>
    ) -> Severity {
        if let severity = rule.severity { return severity }
        let covered = tables.values.filter { table == nil || $0.name == table }.flatMap { table in
            table.fields.values.filter { rule.isRaised(by: $0) && (fields.isEmpty || fields.contains($0.name)) }
        }
        return covered.map(\.constraints.severity).min() ?? .error
    }

    /// Only answers and records are of a table, and only answers of a field.
    private mutating func checkPlace(
        _ node: YAMLNode, _ rule: BuiltInRule, _ table: TableDefinition?,
        _ tables: OrderedDictionary<String, TableDefinition>
    ) {
        let isOfTable = rule.subject == .answer || rule.subject == .record
        for (key, isAllowed) in [("table", isOfTable), ("fields", rule.subject == .answer)] {
            guard let given = node[key], !isAllowed else { continue }
            report(
                given.position, "'\(rule.id)' cannot be told apart by `\(key)`: it is not about single \(key)",
                "Take it out: what is said holds for all that the rule finds.")
        }
        guard isOfTable else { return }
        if let name = node["table"]?.text, table == nil {
            report(
                node["table"]?.position ?? node.position,
                "'\(rule.id)' in `builtin` is about the table '\(name)', which is not defined",
                Spelling.advice(for: name, among: Array(tables.keys)))
        }
        if rule.subject == .answer, node["fields"] != nil, node["table"] == nil {
            report(node.position, "'\(rule.id)' in `builtin` names fields, but no table", "Add `table:`.")
        }
        for field in node["fields"]?.items ?? [] { checkField(field, rule, table) }
        if rule.subject == .record, let table, table.key.isEmpty {
            report(
                node["table"]?.position ?? node.position,
                "'\(rule.id)' cannot be found in the table '\(table.name)', which has no key",
                "Give the table a `key:`, or take this out.")
        }
        for (key, given) in [("suggest", node["suggest"]), ("expected", node["expected"]?["sql"])] {
            guard let given, node["table"] == nil else { continue }
            report(
                given.position, "'\(rule.id)' in `builtin` has SQL in `\(key)`, but names no table",
                "Add `table:`, whose records the expression is about.")
        }
    }

    private mutating func checkField(_ node: YAMLNode, _ rule: BuiltInRule, _ table: TableDefinition?) {
        guard let table, let name = node.text, rule.subject == .answer else { return }
        guard let field = table.fields[name] else {
            report(
                node.position,
                "'\(rule.id)' in `builtin` names the field '\(name)', which the table '\(table.name)' does not have",
                Spelling.advice(for: name, among: Array(table.fields.keys)))
            return
        }
        guard !rule.isRaised(by: field) else { return }
        let able = table.fields.values.filter(rule.isRaised).map(\.name)
        report(
            node.position, "'\(rule.id)' is never found in the field '\(table.name).\(name)', which is of another type",
            able.isEmpty ? "No field of the table is of such a type." : "It may be in \(able.joined(separator: ", ")).")
    }

    /// What is found of a whole return, or of a reporter, is about no one record.
    private mutating func checkSubject(_ node: YAMLNode, _ rule: BuiltInRule) {
        guard rule.subject == .return || rule.subject == .reporter else { return }
        if rule.subject == .reporter, let given = node["action"], let action = action(node), action != .publish {
            report(
                given.position, "'\(rule.id)' cannot \(action.rawValue): there is no return to hold back",
                "Take `action` out.")
            return
        }
        checkOfNoRecord(node, "'\(rule.id)'")
    }

    /// Terms behind others that fit the same would be passed over in silence.
    private mutating func checkReached(_ items: [BuiltInTerms]) {
        for (place, item) in items.enumerated() {
            let isReached = !items[..<place].contains { earlier in
                guard earlier.table == nil || earlier.table == item.table else { return false }
                return earlier.fields.isEmpty
                    || (!item.fields.isEmpty && Set(item.fields).isSubset(of: earlier.fields))
            }
            if isReached { continue }
            report(
                item.terms.position,
                "an item of '\(item.rule.id)' in `builtin` is never used: one before it fits all that it does",
                "Put what is said of one table or field before what is said of all.")
        }
    }

    /// Rounds for which a rule is switched off must be the survey's.
    mutating func checkReferences(ofBuiltInIn definition: SurveyDefinition) {
        for terms in definition.builtIn.map(\.terms) {
            for item in terms.off {
                guard let round = item.round, !definition.round.all.contains(round) else { continue }
                report(
                    item.position,
                    "the rule '\(terms.id)' is switched off in the round '\(round)', which the survey does not have",
                    Spelling.advice(for: round, among: definition.round.all))
            }
        }
    }
}
