import OrderedCollections

/// Layouts, in the order of a definition.
extension DefinitionDecoder {
    mutating func layouts(_ entries: [YAMLNode.Entry]) -> OrderedDictionary<String, LayoutDefinition> {
        OrderedDictionary(uniqueKeysWithValues: entries.map { ($0.key, layout($0)) })
    }

    private mutating func layout(_ entry: YAMLNode.Entry) -> LayoutDefinition {
        let node = entry.value
        layoutNames.append(LayoutNames(entry))
        return LayoutDefinition(
            name: entry.key, table: node["into"]?.text ?? "", sheet: sheet(node["sheet"]),
            isRequired: boolean(node["required"]), kind: kind(node), position: entry.keyPosition)
    }

    private mutating func sheet(_ node: YAMLNode?) -> SheetSelector {
        SheetSelector(
            names: labels(node?["named"]), pattern: node?["pattern"].flatMap { pattern($0) },
            position: integer(node?["position"]), isAny: boolean(node?["any"]))
    }

    private mutating func kind(_ node: YAMLNode) -> LayoutDefinition.Kind {
        if let form = node["form"] { return .form(FormLayout(fields: formFields(form))) }
        if let table = node["table"] { return .table(self.table(table)) }
        if let matrix = node["matrix"] { return .matrix(self.matrix(matrix)) }
        let blocks = node["blocks"]
        return .blocks(
            BlocksLayout(
                start: numberedLabels(blocks?["start"]), numberField: blocks?["number"]?.text,
                fields: blocks.map { formFields($0) } ?? []))
    }

    private mutating func matrix(_ node: YAMLNode) -> MatrixLayout {
        for (key, what) in [("header", "header row"), ("rows", "column of row labels")] {
            guard let list = node[key], texts(list).isEmpty else { continue }
            report(
                list.position, "a matrix needs at least one \(what)", "Name the field that it gives in `\(key):`.")
        }
        return MatrixLayout(
            anchors: areaAnchors(node), rowFields: texts(node["rows"]), rowHeader: labels(node["corner"]),
            headerFields: texts(node["header"]), valueField: node["value"]?.text ?? "", end: labels(node["end"]))
    }

    private mutating func areaAnchors(_ node: YAMLNode) -> AreaAnchors {
        if let end = node["end_tag"], node["tag"] == nil {
            report(end.position, "`end_tag` needs `tag`", "Add `tag:` with what the cell says at which it starts.")
        }
        return AreaAnchors(
            excelTable: node["name"]?.text, tag: node["tag"]?.text, endTag: node["end_tag"]?.text,
            title: labels(node["under"]), address: node["address"].flatMap { address($0) })
    }

    /// The labels of headings that are told apart by their numbers: without a place for the number none would be found.
    private mutating func numberedLabels(_ node: YAMLNode?) -> Labels {
        var spellings = node?.items ?? []
        if case .mapping(let entries)? = node?.content { spellings = entries.flatMap { $0.value.items } }
        for spelling in spellings {
            guard let text = spelling.text, !text.contains("{n}") else { continue }
            let words = text.split(separator: " ").filter { Int($0) == nil }.joined(separator: " ")
            report(
                spelling.position, "the heading '\(text.prefix(200))' does not say where its number stands",
                "Write `{n}` in the number's place, such as \"\(words.prefix(200)) {n}\".")
        }
        return labels(node)
    }

    /// Whether labels are given. One that is given and blank is reported: nothing is found by it.
    private mutating func hasWords(_ node: YAMLNode?) -> Bool {
        guard let node else { return false }
        let all = labels(node).all
        if all.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
            report(node.position, "a label is empty", "Write the words that stand there, or take it out.")
            return true
        }
        return !all.isEmpty
    }

    func integer(_ node: YAMLNode?) -> Int? {
        (node?.text).flatMap { Int($0) }
    }

    /// Regular expressions by language; what is none is reported at its place.
    private mutating func patterns(_ node: YAMLNode?) -> LabelPatterns {
        guard let node else { return LabelPatterns([:]) }
        guard case .mapping(let entries) = node.content else {
            return LabelPatterns(["und": node.items.compactMap { pattern($0) }])
        }
        var patterns: [String: [Pattern]] = [:]
        for entry in entries { patterns[entry.key] = entry.value.items.compactMap { pattern($0) } }
        return LabelPatterns(patterns)
    }
}

/// Forms.
extension DefinitionDecoder {
    private mutating func formFields(_ node: YAMLNode) -> [FormField] {
        (node["fields"]?.entries ?? []).map { formField($0) }
    }

    private mutating func formField(_ entry: YAMLNode.Entry) -> FormField {
        let node = entry.value
        let isLabelled = hasWords(node["label"])
        if !isLabelled, !["pattern", "tag", "name", "address"].contains(where: { node[$0] != nil }) {
            report(
                entry.keyPosition, "nothing tells where the field '\(entry.key)' stands",
                "Add `label:` with the question's words, or one of pattern, tag, name, address.")
        }
        let isBelow = node["answer"]?.text == "below"
        let offset = node["offset"].map { (rows: integer($0["rows"]) ?? 0, columns: integer($0["columns"]) ?? 0) }
        let answer: AnswerPosition =
            offset.map { .offset(rows: $0.rows, columns: $0.columns) } ?? (isBelow ? .below : .right)
        return FormField(
            field: entry.key, labels: labels(node["label"]), patterns: patterns(node["pattern"]),
            tag: node["tag"]?.text, definedName: node["name"]?.text, address: node["address"].flatMap { address($0) },
            answer: answer, answers: integer(node["answers"]) ?? 1,
            answersGoDown: node["onward"].map { $0.text == "below" } ?? (offset.map { $0.columns == 0 } ?? isBelow),
            position: entry.keyPosition)
    }

    private mutating func address(_ node: YAMLNode) -> CellPlace? {
        if let place = CellPlace(node.text ?? "") { return place }
        report(node.position, "\(node.kind) is not the address of a cell", "Write it as in Excel, such as `D5`.")
        return nil
    }
}

/// Tables.
extension DefinitionDecoder {
    private mutating func table(_ node: YAMLNode) -> TableLayout {
        TableLayout(
            anchors: areaAnchors(node), headerRows: integer(node["header"]) ?? 1, hasUnits: boolean(node["units"]),
            end: labels(node["end"]), blankRows: integer(node["blank"]) ?? 10, skip: rowMatch(node["skip"]),
            headings: node["headings"].map { HeadingRows(field: $0["field"]?.text ?? "", match: rowMatch($0)) },
            repetition: node["repeat"].map { repetition($0) },
            columns: (node["columns"]?.entries ?? []).map { column($0) })
    }

    private mutating func rowMatch(_ node: YAMLNode?) -> RowMatch {
        RowMatch(labels: labels(node?["label"]), patterns: patterns(node?["pattern"]))
    }

    private mutating func repetition(_ node: YAMLNode) -> TableRepetition {
        if let number = node["number"], node["start"] == nil {
            report(
                number.position, "`number` of a repeated table needs `start`",
                "Add `start:` with the heading above each table, such as \"Project {n}\".")
        }
        return TableRepetition(
            isAcross: node["direction"]?.text == "across", start: numberedLabels(node["start"]),
            numberField: node["number"]?.text, fields: formFields(node))
    }

    private mutating func column(_ entry: YAMLNode.Entry) -> TableColumn {
        let node = entry.value
        let marks = OrderedDictionary(
            uniqueKeysWithValues: (node["marks"]?.entries ?? []).map { ($0.key, labels($0.value)) })
        let isLabelled = hasWords(node["label"])
        if marks.isEmpty, !isLabelled, node["pattern"] == nil {
            report(
                entry.keyPosition, "the column '\(entry.key)' has neither a label nor marks",
                "Add `label:` with the words above the column.")
        }
        return TableColumn(
            field: entry.key, labels: labels(node["label"]), patterns: patterns(node["pattern"]),
            group: labels(node["group"]), unit: labels(node["unit"]), marks: marks,
            isPreprinted: boolean(node["preprinted"]), isOptional: boolean(node["optional"]),
            position: entry.keyPosition)
    }
}
