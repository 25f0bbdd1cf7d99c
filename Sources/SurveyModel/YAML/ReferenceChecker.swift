import OrderedCollections

/// References between the parts of a definition: tables, fields, code lists.
extension DefinitionDecoder {
    mutating func checkReferences(in definition: SurveyDefinition) {
        for table in definition.tables.values { checkTable(table, in: definition) }
        for version in definition.versions + definition.overrides.flatMap(\.versions) {
            for layout in version.layouts.values { checkLayout(layout, in: definition) }
        }
        checkIdentity(of: definition)
        checkRules(of: definition)
        checkIDs(ofChecksIn: definition)
        checkReferences(ofBuiltInIn: definition)
        // A base layout is decoded once for each version; its faults are said once.
        var seen: Set<DefinitionDiagnostic> = []
        diagnostics = diagnostics.filter { seen.insert($0).inserted }
    }

    private mutating func checkTable(_ table: TableDefinition, in definition: SurveyDefinition) {
        checkName(of: table, in: definition)
        checkReferences(ofChecksIn: table, definition)
        for field in table.key where table.fields[field] == nil {
            report(
                table.position,
                "the key of the table '\(table.name)' names the field '\(field)', which it does not have",
                Spelling.advice(for: field, among: Array(table.fields.keys)))
        }
        for field in table.key where table.fields[field]?.isPrivate == true {
            report(
                table.fields[field]?.position ?? table.position,
                "the field '\(table.name).\(field)' is private and belongs to the table's key, by which results name its records",
                "Leave it out of `key:`, or remove `private:`.")
        }
        for field in table.fields.values {
            let derived = [
                "\(field.name)_label", "\(field.name)_status", "\(field.name)_typed",
                StagingSchema.statusColumn(field.name),
            ]
            for name in derived {
                guard let other = table.fields[name] else { continue }
                report(
                    other.position,
                    "a field cannot be named '\(name)': Canvass adds a column of this name beside '\(field.name)'",
                    "Choose another name.")
            }
            for list in [field.codeList, field.scale].compactMap(\.self) where definition.codeLists[list] == nil {
                report(
                    field.position,
                    "the field '\(table.name).\(field.name)' uses the code list '\(list)', which is not defined",
                    Spelling.advice(for: list, among: Array(definition.codeLists.keys)))
            }
        }
    }

    /// A table's name is a view's name in SQL, beside those that Canvass gives.
    private mutating func checkName(of table: TableDefinition, in definition: SurveyDefinition) {
        let derived = definition.tables.keys.flatMap {
            [StagingSchema.currentView($0), StagingSchema.previousView($0)]
        }
        guard (StagingSchema.views + derived).contains(table.name) else { return }
        report(
            table.position, "a table cannot be named '\(table.name)': rules read something else by this name",
            "Choose another name; docs/rules.md lists what rules can read.")
    }

    private mutating func checkLayout(_ layout: LayoutDefinition, in definition: SurveyDefinition) {
        guard let table = definition.tables[layout.table] else {
            report(
                layout.position, "the layout '\(layout.name)' fills the table '\(layout.table)', which is not defined",
                Spelling.advice(for: layout.table, among: Array(definition.tables.keys)))
            return
        }
        for field in layout.fieldNames where table.fields[field] == nil {
            report(
                layout.position,
                "the layout '\(layout.name)' fills the field '\(field)', which the table '\(table.name)' does not have",
                Spelling.advice(for: field, among: Array(table.fields.keys)))
        }
    }

    private mutating func checkIdentity(of definition: SurveyDefinition) {
        if let list = definition.reporters.codeList, definition.codeLists[list] == nil {
            report(
                definition.reporters.position, "`reporters` uses the code list '\(list)', which is not defined",
                Spelling.advice(for: list, among: Array(definition.codeLists.keys)))
        }
        for table in definition.reporters.parts where definition.tables[table] == nil {
            report(
                definition.reporters.position, "`parts` names the table '\(table)', which is not defined",
                Spelling.advice(for: table, among: Array(definition.tables.keys)))
        }
        let sources = (definition.reporters.sources + definition.round.sources).compactMap { source in
            if case .field(let reference) = source { reference } else { nil }
        }
        for reference in sources + definition.reporters.distinguishedBy
            + [definition.reporters.latestBy].compactMap(\.self)
        {
            checkField(reference, in: definition)
        }
    }

    private mutating func checkField(_ reference: FieldReference, in definition: SurveyDefinition) {
        guard let table = definition.tables[reference.table] else {
            report(
                reference.position, "'\(reference)' names the table '\(reference.table)', which is not defined",
                Spelling.advice(for: reference.table, among: Array(definition.tables.keys)))
            return
        }
        guard table.fields[reference.field] == nil else { return }
        report(
            reference.position, "'\(reference)' names the field '\(reference.field)', which the table does not have",
            Spelling.advice(for: reference.field, among: Array(table.fields.keys)))
    }

    private mutating func checkRules(of definition: SurveyDefinition) {
        var seen: Set<String> = []
        for rule in definition.rules {
            if !seen.insert(rule.id).inserted {
                report(
                    rule.position, "two rules have the id '\(rule.id)'",
                    "Give each rule an id of its own: decisions refer to it.")
            }
            guard let table = definition.tables[rule.table] else {
                report(
                    rule.position, "the rule '\(rule.id)' is about the table '\(rule.table)', which is not defined",
                    Spelling.advice(for: rule.table, among: Array(definition.tables.keys)))
                continue
            }
            for item in rule.off {
                guard let round = item.round, !definition.round.all.contains(round) else { continue }
                report(
                    item.position,
                    "the rule '\(rule.id)' is switched off in the round '\(round)', which the survey does not have",
                    Spelling.advice(for: round, among: definition.round.all))
            }
            for field in rule.fields where table.fields[field] == nil {
                report(
                    rule.position,
                    "the rule '\(rule.id)' points to the field '\(field)', which the table '\(table.name)' does not have",
                    Spelling.advice(for: field, among: Array(table.fields.keys)))
            }
        }
    }
}
