import OrderedCollections

/// References of declared checks to tables and fields.
extension DefinitionDecoder {
    mutating func checkReferences(ofChecksIn table: TableDefinition, _ definition: SurveyDefinition) {
        for key in table.checks.foreignKeys { check(key, table, definition) }
        for total in table.checks.totals { check(total, table, definition) }
        if let count = table.checks.count { check(count, table, definition) }
        for check in table.checks.plausibility { self.check(check, table) }
        for limits in table.checks.nonresponse {
            for field in limits.fields { require(field, in: table, "`nonresponse` names", limits.position) }
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

    /// Whether a table has a field, as the sentence '`what` the field …' says it must.
    @discardableResult
    private mutating func require(
        _ name: String, in table: TableDefinition, _ what: String, _ position: SourcePosition, number: Bool = false
    ) -> Bool {
        guard let field = table.fields[name] else {
            report(
                position, "\(what) the field '\(name)', which the table '\(table.name)' does not have",
                Spelling.advice(for: name, among: Array(table.fields.keys)))
            return false
        }
        guard number, !field.isNumeric else { return true }
        report(
            position, "\(what) the field '\(table.name).\(name)', which holds no numbers",
            "Only fields of type `integer` and `number` can be compared by size.")
        return false
    }

    private mutating func table(
        _ name: String, _ what: String, _ position: SourcePosition, _ definition: SurveyDefinition
    ) -> TableDefinition? {
        if let table = definition.tables[name] { return table }
        report(
            position, "\(what) the table '\(name)', which is not defined",
            Spelling.advice(for: name, among: Array(definition.tables.keys)))
        return nil
    }

    private mutating func check(_ key: ForeignKey, _ table: TableDefinition, _ definition: SurveyDefinition) {
        let position = key.terms.position
        for field in key.fields { require(field, in: table, "a foreign key names", position) }
        if key.resource == "reporters" {
            if key.referenced != ["code"] {
                report(
                    position, "a foreign key refers to reporters by \(key.referenced.joined(separator: ", "))",
                    "Reporters are known by their `code`.")
            }
            return
        }
        let other =
            key.resource.isEmpty ? table : self.table(key.resource, "a foreign key refers to", position, definition)
        guard let other else { return }
        for field in key.referenced { require(field, in: other, "a foreign key refers to", position) }
    }

    private mutating func check(_ total: TotalCheck, _ table: TableDefinition, _ definition: SurveyDefinition) {
        let position = total.terms.position
        require(total.field, in: table, "a total names", position, number: true)
        switch total.parts {
        case .fields(let parts):
            for field in parts { require(field, in: table, "a total names", position, number: true) }
        case .records(let over, _, _, let by):
            for field in [over] + by { require(field, in: table, "a total names", position) }
        case .table(let name, let field, let by):
            guard let other = self.table(name, "a total adds up", position, definition) else { return }
            require(field, in: other, "a total adds up", position, number: true)
            for field in by {
                require(field, in: table, "a total agrees in", position)
                require(field, in: other, "a total agrees in", position)
            }
        }
    }

    private mutating func check(_ count: CountCheck, _ table: TableDefinition, _ definition: SurveyDefinition) {
        let position = count.terms.position
        guard let cover = self.table(count.field.table, "`count` names", position, definition) else { return }
        require(count.field.field, in: cover, "`count` names", position, number: true)
    }

    private mutating func check(_ check: PlausibilityCheck, _ table: TableDefinition) {
        let position = check.terms.position
        let what = "a check of kind '\(check.kind.rawValue)' names"
        for field in check.fields { require(field, in: table, what, position, number: check.kind != .unchanged) }
        for field in check.by + Array(check.only.keys) + check.key + [check.period].compactMap(\.self) {
            require(field, in: table, what, position)
        }
        if check.kind.comparesRounds, check.key.isEmpty {
            report(
                position, "\(what) no key, and the table '\(table.name)' has none",
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
