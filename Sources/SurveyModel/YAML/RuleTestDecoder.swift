import OrderedCollections

extension RuleTestSuite {
    /// Reads `rules-test.yaml`.
    ///
    /// - Parameters:
    ///   - yaml: the text.
    ///   - file: the file's name as the user would write it, for messages.
    ///   - definition: the survey whose rules are tested.
    /// - Throws: ``DefinitionError`` with everything that is wrong.
    public static func decode(yaml: String, file: String, definition: SurveyDefinition) throws(DefinitionError)
        -> RuleTestSuite
    {
        let root = try YAMLNode.parse(
            yaml, file: file, beginning: "Tests stand below the id of their rule; docs/rules.md shows how.")
        var checker = ShapeChecker(file: file)
        checker.check(root, RuleTestShape.root, path: "tests")
        if let error = DefinitionError(checker.diagnostics) { throw error }
        var decoder = RuleTestDecoder(definition: definition, file: file)
        let tests = root.entries.compactMap { decoder.test($0) }
        if let error = DefinitionError(decoder.diagnostics) { throw error }
        return RuleTestSuite(tests: tests, namedCodes: decoder.namedCodes)
    }
}

/// Turns the tests' tree into records of the survey's tables, and collects what does not fit them.
private struct RuleTestDecoder {
    let definition: SurveyDefinition
    let file: String
    private(set) var diagnostics: [DefinitionDiagnostic] = []
    private(set) var namedCodes: [NamedCode] = []

    init(definition: SurveyDefinition, file: String) {
        self.definition = definition
        self.file = file
    }

    private mutating func report(_ position: SourcePosition, _ message: String, _ advice: String) {
        diagnostics.append(.init(file: file, position: position, message: message, advice: advice))
    }

    mutating func test(_ entry: YAMLNode.Entry) -> RuleTestSuite.RuleTest? {
        let rule = definition.rules.first { $0.id == entry.key }
        guard let table = rule.flatMap({ definition.tables[$0.table] }) ?? definition.table(ofCheck: entry.key) else {
            report(
                entry.keyPosition, "there is no rule '\(entry.key)'",
                Spelling.advice(for: entry.key, among: definition.rules.map(\.id) + definition.checkIDs))
            return nil
        }
        var cases: [RuleTestSuite.Case] = []
        for (key, mustPass) in [("pass", true), ("fail", false)] {
            for node in entry.value[key]?.items ?? [] {
                let others = (node["with"]?.entries ?? []).flatMap { self.others($0) }
                cases.append(
                    RuleTestSuite.Case(
                        record: record(node, of: table, mayHaveOthers: true), others: others, mustPass: mustPass,
                        position: node.position))
            }
        }
        return RuleTestSuite.RuleTest(rule: entry.key, cases: cases, position: entry.keyPosition)
    }

    private mutating func others(_ entry: YAMLNode.Entry) -> [RuleTestSuite.TestRecord] {
        guard let table = definition.tables[entry.key] else {
            report(
                entry.keyPosition, "there is no table '\(entry.key)'",
                Spelling.advice(for: entry.key, among: Array(definition.tables.keys)))
            return []
        }
        return entry.value.items.map { record($0, of: table, mayHaveOthers: false) }
    }

    private mutating func record(_ node: YAMLNode, of table: TableDefinition, mayHaveOthers: Bool)
        -> RuleTestSuite.TestRecord
    {
        var entries = [Entry?](repeating: nil, count: table.fields.count)
        let own = ["reporter", "round"] + (mayHaveOthers ? ["with"] : [])
        for entry in node.entries where !own.contains(entry.key) {
            let isStatus = entry.key.hasSuffix(StagingSchema.statusColumn(""))
            let name = isStatus ? String(entry.key.dropLast(StagingSchema.statusColumn("").count)) : entry.key
            guard let index = table.index(of: name) else {
                report(
                    entry.keyPosition, "the table '\(table.name)' has no field '\(name)'",
                    Spelling.advice(for: name, among: Array(table.fields.keys) + own))
                continue
            }
            let field = table.fields.values[index]
            let value = isStatus ? nil : value(entry.value, of: field)
            guard isStatus || value != nil else { continue }
            let known = entries[index]
            let status = isStatus ? entry.value.text : known?.status
            entries[index] = Entry(
                value: value ?? known?.value, status: status,
                raw: .text(value?.text ?? known?.raw.text ?? status ?? ""),
                origin: Origin(sheet: table.name, row: 1, column: index + 1))
        }
        return RuleTestSuite.TestRecord(
            table: table.name, entries: entries, reporter: node["reporter"]?.text, round: round(node["round"]))
    }

    private mutating func round(_ node: YAMLNode?) -> String? {
        guard let node, let round = node.text else { return nil }
        if !definition.round.all.contains(round) {
            report(
                node.position, "there is no round '\(round)'", Spelling.advice(for: round, among: definition.round.all))
        }
        return round
    }

    /// A value of the field's type; nil for an answer that is not there, and for what is reported.
    private mutating func value(_ node: YAMLNode, of field: FieldDefinition) -> Value? {
        if node.isNull { return nil }
        note(node, of: field)
        if field.isMany {
            return .codes(node.items.compactMap(\.text).flatMap { field.codes(in: $0) })
        }
        let value = node.text.flatMap { text -> Value? in
            field.codeList == nil ? field.type.value(written: text) : Value.text(text)
        }
        if value == nil {
            report(
                node.position,
                "\(node.kind) is no value of the field '\(field.name)', which is of type \(field.type.rawValue)",
                "Write a value as it is in the dataset; leave the field out where there is no answer.")
        }
        return value
    }

    /// Notes the codes of a field that has a code list.
    private mutating func note(_ node: YAMLNode, of field: FieldDefinition) {
        guard let list = field.codeList else { return }
        for name in node.placedNames {
            namedCodes += field.codes(in: name.text).map { code in
                NamedCode(list: list, code: code, source: "`\(field.name)` names", position: name.position)
            }
        }
    }
}
