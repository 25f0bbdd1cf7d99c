import OrderedCollections

/// Layouts, and template versions as what differs from them.
extension DefinitionDecoder {
    mutating func versions(_ root: YAMLNode) -> [TemplateVersion] {
        let base = root["layouts"]?.entries ?? []
        let declared = root["versions"]?.entries ?? []
        guard !declared.isEmpty else {
            return [TemplateVersion(id: "1", texts: [], templates: texts(root["template"]), layouts: layouts(base))]
        }
        return declared.enumerated().map { index, version in
            // What stands at the top is sent today: the newest version.
            let template = version.value["template"] ?? (index == 0 ? root["template"] : nil)
            return TemplateVersion(
                id: version.key, texts: texts(version.value["text"]), templates: texts(template),
                layouts: layouts(merged(base, with: version)))
        }
    }

    private mutating func layouts(_ entries: [YAMLNode.Entry]) -> OrderedDictionary<String, LayoutDefinition> {
        OrderedDictionary(uniqueKeysWithValues: entries.map { ($0.key, layout($0)) })
    }

    /// The base layouts with a version's differences laid over them, checked whole again: a difference may leave a layout without what it needs.
    private mutating func merged(_ base: [YAMLNode.Entry], with version: YAMLNode.Entry) -> [YAMLNode.Entry] {
        let differences = version.value["layouts"]?.entries ?? []
        for difference in differences where !base.contains(where: { $0.key == difference.key }) {
            report(
                difference.keyPosition,
                "the version \(version.key) changes the layout '\(difference.key)', which is not below `layouts`",
                Spelling.advice(for: difference.key, among: base.map(\.key)))
        }
        return base.map { entry in
            guard let difference = differences.first(where: { $0.key == entry.key }) else { return entry }
            let value = overlay(entry.value, difference.value, replacingKinds: true)
            var checker = ShapeChecker(file: file)
            checker.check(value, DefinitionShape.layout, path: "versions.\(version.key).layouts.\(entry.key)")
            diagnostics += checker.diagnostics
            return YAMLNode.Entry(key: entry.key, keyPosition: difference.keyPosition, value: value)
        }
    }

    /// Mappings are merged key by key; anything else is replaced. A layout of another kind loses the base's kind.
    private func overlay(_ base: YAMLNode, _ difference: YAMLNode, replacingKinds: Bool = false) -> YAMLNode {
        guard case .mapping(let old) = base.content, case .mapping(let new) = difference.content else {
            return difference
        }
        let newKind = new.first { DefinitionShape.kinds.contains($0.key) }?.key
        var entries: [YAMLNode.Entry] = []
        for entry in old {
            if replacingKinds, let newKind, DefinitionShape.kinds.contains(entry.key), entry.key != newKind { continue }
            if let change = new.first(where: { $0.key == entry.key }) {
                entries.append(
                    .init(key: entry.key, keyPosition: change.keyPosition, value: overlay(entry.value, change.value)))
            } else {
                entries.append(entry)
            }
        }
        entries += new.filter { entry in !old.contains { $0.key == entry.key } }
        return YAMLNode(content: .mapping(entries), position: difference.position)
    }

    private mutating func layout(_ entry: YAMLNode.Entry) -> LayoutDefinition {
        let node = entry.value
        return LayoutDefinition(
            name: entry.key, table: node["into"]?.text ?? "",
            sheet: SheetSelector(names: labels(node["sheet"]?["named"]), isAny: boolean(node["sheet"]?["any"])),
            isRequired: boolean(node["required"]), kind: kind(node), position: entry.keyPosition)
    }

    private mutating func kind(_ node: YAMLNode) -> LayoutDefinition.Kind {
        if let form = node["form"] { return .form(FormLayout(fields: formFields(form))) }
        if let table = node["table"] {
            return .table(
                TableLayout(
                    headerRows: integer(table["header"]) ?? 1, end: labels(table["end"]),
                    blankRows: integer(table["blank"]) ?? 10,
                    columns: (table["columns"]?.entries ?? []).map { column($0) }))
        }
        if let matrix = node["matrix"] {
            if let header = matrix["header"], texts(header).isEmpty {
                report(
                    header.position, "a matrix needs at least one header row",
                    "Name the field that its columns give in `header:`.")
            }
            return .matrix(
                MatrixLayout(
                    rowField: matrix["rows"]?.text ?? "", rowHeader: labels(matrix["corner"]),
                    headerFields: texts(matrix["header"]),
                    valueField: matrix["value"]?.text ?? "", end: labels(matrix["end"])))
        }
        let blocks = node["blocks"]
        return .blocks(
            BlocksLayout(
                start: labels(blocks?["start"]), numberField: blocks?["number"]?.text,
                fields: blocks.map { formFields($0) } ?? []))
    }

    private func integer(_ node: YAMLNode?) -> Int? {
        (node?.text).flatMap { Int($0) }
    }

    private func formFields(_ node: YAMLNode) -> [FormField] {
        (node["fields"]?.entries ?? []).map { entry in
            let answer: AnswerPosition =
                if let offset = entry.value["offset"] {
                    .offset(rows: integer(offset["rows"]) ?? 0, columns: integer(offset["columns"]) ?? 0)
                } else {
                    entry.value["answer"]?.text == "below" ? .below : .right
                }
            return FormField(
                field: entry.key, labels: labels(entry.value["label"]), definedName: entry.value["name"]?.text,
                answer: answer)
        }
    }

    private mutating func column(_ entry: YAMLNode.Entry) -> TableColumn {
        let node = entry.value
        let marks = OrderedDictionary(
            uniqueKeysWithValues: (node["marks"]?.entries ?? []).map { ($0.key, labels($0.value)) })
        if marks.isEmpty, node["label"] == nil {
            report(
                entry.keyPosition, "the column '\(entry.key)' has neither a label nor marks",
                "Add `label:` with the words above the column.")
        }
        return TableColumn(
            field: entry.key, labels: labels(node["label"]), group: labels(node["group"]), marks: marks,
            isPreprinted: boolean(node["preprinted"]), isOptional: boolean(node["optional"]))
    }
}
