import OrderedCollections

/// References between the parts of a definition: tables, fields, code lists. Each is looked for in the tree, so that it is told where it stands.
extension DefinitionDecoder {
    mutating func checkReferences(in definition: SurveyDefinition, _ root: YAMLNode) {
        for entry in root["tables"]?.entries ?? [] {
            guard let table = definition.tables[entry.key] else { continue }
            checkTable(table, entry.value, in: definition)
        }
        for names in layoutNames { checkLayout(names, in: definition) }
        checkIdentity(of: definition, root["reporters"])
        checkRules(of: definition, root["rules"])
        checkIDs(ofChecksIn: definition)
        checkFigures(root["figures"])
        checkReferences(ofBuiltInIn: definition)
        // A base layout is decoded once for each version; its faults are said once.
        var seen: Set<DefinitionDiagnostic> = []
        diagnostics = diagnostics.filter { seen.insert($0).inserted }
    }

    private mutating func checkTable(_ table: TableDefinition, _ node: YAMLNode, in definition: SurveyDefinition) {
        checkName(of: table, in: definition)
        checkReferences(ofChecksIn: table, node, definition)
        for field in names(node["key"]) where table.fields[field.text] == nil {
            report(
                field.position,
                "the key of the table '\(table.name)' names the field '\(field.text)', which it does not have",
                Spelling.advice(for: field.text, among: Array(table.fields.keys)))
        }
        for field in table.key where table.fields[field]?.isPrivate == true {
            report(
                table.fields[field]?.position ?? table.position,
                "the field '\(table.name).\(field)' is private and belongs to the table's key, by which results name its records",
                "Leave it out of `key:`, or remove `private:`.")
        }
        for field in table.fields.values {
            checkDerivedNames(of: field, table)
            for key in ["codelist", "scale"] {
                guard let list = node["fields"]?[field.name]?[key]?.placedName,
                    definition.codeLists[list.text] == nil
                else { continue }
                report(
                    list.position,
                    "the field '\(table.name).\(field.name)' uses the code list '\(list.text)', which is not defined",
                    Spelling.advice(for: list.text, among: Array(definition.codeLists.keys)))
            }
        }
    }

    /// No field has the name of a column that Canvass makes of another.
    private mutating func checkDerivedNames(of field: FieldDefinition, _ table: TableDefinition) {
        for name in TableDefinition.derivedEndings.map({ field.name + $0 }) {
            guard let other = table.fields[name] else { continue }
            report(
                other.position,
                "a field cannot be named '\(name)': Canvass adds a column of this name beside '\(field.name)'",
                "Choose another name.")
        }
    }

    /// A table's name is a view's name in SQL, beside those that Canvass makes of other tables.
    private mutating func checkName(of table: TableDefinition, in definition: SurveyDefinition) {
        let derived = definition.tables.keys.flatMap {
            [StagingSchema.currentView($0), StagingSchema.previousView($0)]
        }
        if StagingSchema.isReserved(table: table.name) {
            report(
                table.position,
                "a table cannot be named '\(table.name)': the database keeps such names for itself",
                "Choose another name, such as 'table_\(table.name)'.")
        } else if StagingSchema.views.contains(table.name) || derived.contains(table.name) {
            report(
                table.position, "a table cannot be named '\(table.name)': rules read something else by this name",
                "Choose another name; docs/rules.md lists what rules can read.")
        }
    }

    // MARK: - Layouts

    private mutating func checkLayout(_ names: LayoutNames, in definition: SurveyDefinition) {
        guard let table = definition.tables[names.table.text] else {
            report(
                names.table.position,
                "the layout '\(names.layout)' fills the table '\(names.table.text)', which is not defined",
                Spelling.advice(for: names.table.text, among: Array(definition.tables.keys)))
            return
        }
        for field in names.fields + names.fieldsOfMatrix where table.fields[field.text] == nil {
            report(
                field.position,
                "the layout '\(names.layout)' fills the field '\(field.text)', which the table '\(table.name)' does not have",
                Spelling.advice(for: field.text, among: Array(table.fields.keys)))
        }
        var seen: Set<String> = []
        for field in names.fieldsOfMatrix where !seen.insert(field.text).inserted {
            report(
                field.position, "the matrix of the layout '\(names.layout)' gives the field '\(field.text)' twice",
                "Row labels, header rows and cells give a field each: name another one here.")
        }
        for marks in names.marks {
            guard let field = table.fields[marks.field], field.codeList != nil, !field.isMany else { continue }
            report(
                marks.position,
                "the column '\(field.name)' has marks, of which several may be set, but '\(table.name).\(field.name)' holds one code",
                "Add `many: true` to the field.")
        }
    }

    // MARK: - Reporters and rounds

    private mutating func checkIdentity(of definition: SurveyDefinition, _ node: YAMLNode?) {
        if let list = node?["codelist"]?.placedName, definition.codeLists[list.text] == nil {
            report(
                list.position, "`reporters` uses the code list '\(list.text)', which is not defined",
                Spelling.advice(for: list.text, among: Array(definition.codeLists.keys)))
        }
        for table in names(node?["parts"]) where definition.tables[table.text] == nil {
            report(
                table.position, "`parts` names the table '\(table.text)', which is not defined",
                Spelling.advice(for: table.text, among: Array(definition.tables.keys)))
        }
        let sources = (definition.reporters.sources + definition.round.sources).compactMap { source in
            if case .field(let reference) = source { reference } else { nil }
        }
        for reference in sources + definition.reporters.distinguishedBy
            + [definition.reporters.latestBy].compactMap(\.self)
        {
            checkField(reference, in: definition)
        }
        checkLatest(in: definition)
    }

    /// Returns are compared by what the field is published as, and of dates alone is the later text the later one: of the numbers 9 and 10 the 9 would be,
    /// and of texts 30.11.2026 before 01.12.2026.
    private mutating func checkLatest(in definition: SurveyDefinition) {
        guard let reference = definition.reporters.latestBy,
            let field = definition.tables[reference.table]?.fields[reference.field],
            field.type != .date || field.codeList != nil
        else { return }
        report(
            reference.position,
            field.codeList == nil
                ? "`latest` names the field '\(reference)', which is of type \(field.type.rawValue) and no date"
                : "`latest` names the field '\(reference)', which holds codes and no dates",
            "Name a field of type `date`, or take `latest:` out: the dates of folders, and when files were saved, then tell the later return."
        )
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

    // MARK: - Rules and figures

    private mutating func checkFigures(_ node: YAMLNode?) {
        var seen: Set<String> = []
        for id in (node?.items ?? []).compactMap({ $0["id"]?.placedName }) where !seen.insert(id.text).inserted {
            report(
                id.position, "two figures have the id '\(id.text)'", "Give each an id of its own: links refer to it.")
        }
    }

    private mutating func checkRules(of definition: SurveyDefinition, _ node: YAMLNode?) {
        var seen: Set<String> = []
        for (rule, node) in zip(definition.rules, node?.items ?? []) {
            if !seen.insert(rule.id).inserted {
                report(
                    rule.position, "two rules have the id '\(rule.id)'",
                    "Give each rule an id of its own: decisions refer to it.")
            }
            guard let table = definition.tables[rule.table] else {
                report(
                    node["table"]?.position ?? rule.position,
                    "the rule '\(rule.id)' is about the table '\(rule.table)', which is not defined",
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
            for field in names(node["fields"]) where table.fields[field.text] == nil {
                report(
                    field.position,
                    "the rule '\(rule.id)' points to the field '\(field.text)', which the table '\(table.name)' does not have",
                    Spelling.advice(for: field.text, among: Array(table.fields.keys)))
            }
        }
    }
}
