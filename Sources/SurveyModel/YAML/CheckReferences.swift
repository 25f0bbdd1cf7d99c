import OrderedCollections

/// References of declared checks to tables and fields.
extension DefinitionDecoder {
    mutating func checkReferences(
        ofChecksIn table: TableDefinition, _ node: YAMLNode, _ definition: SurveyDefinition
    ) {
        for key in node["foreignKeys"]?.items ?? [] { checkForeignKey(key, table, definition) }
        for total in node["totals"]?.items ?? [] { checkTotal(total, table, definition) }
        if let count = table.checks.count { checkCount(count, definition) }
        for (check, node) in zip(table.checks.plausibility, node["plausibility"]?.items ?? []) {
            checkPlausibility(check, node, table)
        }
        for limits in node["nonresponse"]?.items ?? [] {
            for field in names(limits["fields"]) { require(field, in: table, "`nonresponse` names") }
        }
        for item in (table.checks.terms + table.fields.values.flatMap(\.terms)).flatMap(\.off) {
            guard let round = item.round, !definition.round.all.contains(round) else { continue }
            report(
                item.position, "a check is switched off in the round '\(round)', which the survey does not have",
                Spelling.advice(for: round, among: definition.round.all))
        }
    }

    /// Ids of one's own are known by reports and decisions: one for each check, and none of a rule.
    mutating func checkIDs(ofChecksIn definition: SurveyDefinition) {
        var seen = Set(definition.rules.map(\.id))
        for terms in definition.tables.values.flatMap(\.checks.terms) where !terms.id.contains(".") {
            if seen.insert(terms.id).inserted { continue }
            report(
                terms.position, "two rules or checks have the id '\(terms.id)'",
                "Give each an id of its own: decisions refer to it.")
        }
    }

    /// Reports a field that a table does not have, as the sentence '`what` the field …' says that it must, or that holds no numbers where it must.
    private mutating func require(
        _ name: PlacedName, in table: TableDefinition, _ what: String, number: Bool = false
    ) {
        guard let field = table.fields[name.text] else {
            report(
                name.position, "\(what) the field '\(name.text)', which the table '\(table.name)' does not have",
                Spelling.advice(for: name.text, among: Array(table.fields.keys)))
            return
        }
        guard number, !field.isNumeric else { return }
        report(
            name.position, "\(what) the field '\(table.name).\(name.text)', which holds no numbers",
            "Only fields of type `integer` and `number` can be compared by size.")
    }

    private mutating func table(
        _ name: PlacedName, _ what: String, _ definition: SurveyDefinition
    ) -> TableDefinition? {
        if let table = definition.tables[name.text] { return table }
        report(
            name.position, "\(what) the table '\(name.text)', which is not defined",
            Spelling.advice(for: name.text, among: Array(definition.tables.keys)))
        return nil
    }

    private mutating func checkForeignKey(
        _ node: YAMLNode, _ table: TableDefinition, _ definition: SurveyDefinition
    ) {
        for key in names(node["fields"]) { require(key, in: table, "a foreign key names") }
        let reference = node["reference"]
        let referenced = names(reference?["fields"])
        // As in Table Schema, an empty name is the table itself.
        let resource = (reference?["resource"]?.placedName).flatMap { $0.text.isEmpty ? nil : $0 }
        if resource?.text == "reporters" {
            if referenced.map(\.text) != ["code"] {
                report(
                    referenced.first?.position ?? node.position,
                    "a foreign key refers to reporters by \(referenced.map(\.text).joined(separator: ", "))",
                    "Reporters are known by their `code`.")
            }
            return
        }
        var other: TableDefinition? = table
        if let resource { other = self.table(resource, "a foreign key refers to", definition) }
        guard let known = other else { return }
        for field in referenced { require(field, in: known, "a foreign key refers to") }
    }

    private mutating func checkTotal(_ node: YAMLNode, _ table: TableDefinition, _ definition: SurveyDefinition) {
        for total in names(node["field"]) { require(total, in: table, "a total names", number: true) }
        let by = names(node["by"])
        if let sum = node["sum"], let name = node["table"]?.placedName {
            guard let other = self.table(name, "a total adds up", definition) else { return }
            for field in names(sum) { require(field, in: other, "a total adds up", number: true) }
            for field in by {
                require(field, in: table, "a total agrees in")
                require(field, in: other, "a total agrees in")
            }
            if other.name == table.name { refuseTotal(node["field"], among: names(sum)) }
        } else if let over = node["over"] {
            for field in names(over) + by { require(field, in: table, "a total names") }
            refuseTotal(node["total"], among: names(node["parts"]))
        } else {
            for field in names(node["parts"]) { require(field, in: table, "a total names", number: true) }
            refuseTotal(node["field"], among: names(node["parts"]))
        }
    }

    /// Reports a part that is the total itself: no sum of others would be held against it.
    private mutating func refuseTotal(_ total: YAMLNode?, among parts: [PlacedName]) {
        guard let total = total?.placedName, let part = parts.first(where: { $0.text == total.text }) else { return }
        report(
            part.position, "a total names itself, '\(total.text)', among its parts",
            "Name what adds up to it, without the total.")
    }

    private mutating func checkCount(_ count: CountCheck, _ definition: SurveyDefinition) {
        let field = count.field
        let name = PlacedName(text: field.table, position: field.position)
        guard let cover = self.table(name, "`count` names", definition) else { return }
        require(PlacedName(text: field.field, position: field.position), in: cover, "`count` names", number: true)
    }

    private mutating func checkPlausibility(_ check: PlausibilityCheck, _ node: YAMLNode, _ table: TableDefinition) {
        let what = "a check of kind '\(check.kind.rawValue)' names"
        for field in names(node["fields"]) { require(field, in: table, what, number: check.kind != .unchanged) }
        let only = (node["only"]?.entries ?? []).map(\.placedKey)
        for field in names(node["by"]) + only + names(node["key"]) + names(node["period"]) {
            require(field, in: table, what)
        }
        if check.kind.comparesRounds, check.key.isEmpty {
            report(
                check.terms.position, "\(what) no key, and the table '\(table.name)' has none",
                "Name in `key:` the fields that tell which record of the round before is the same.")
        }
    }
}

extension FieldDefinition {
    /// Whether its values are numbers that can be compared and added up.
    var isNumeric: Bool {
        codeList == nil && !isMany && (type == .integer || type == .number)
    }
}
