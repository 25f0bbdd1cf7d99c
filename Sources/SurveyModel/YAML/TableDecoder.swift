import OrderedCollections

extension FieldDefinition {
    /// The multipliers that a definition may give.
    static let multipliers = [10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000]
}

/// Tables, fields and constraints.
extension DefinitionDecoder {
    mutating func table(_ entry: YAMLNode.Entry) -> TableDefinition {
        let node = entry.value
        let fields = node["fields"]?.entries ?? []
        if fields.count > StagingSchema.mostFields {
            report(
                fields[StagingSchema.mostFields].keyPosition,
                "the table '\(entry.key)' has \(fields.count) fields, and the store holds at most \(StagingSchema.mostFields)",
                "Split the table; several layouts may read one sheet.")
        }
        return TableDefinition(
            name: entry.key, title: localized(node["title"]) ?? "", summary: localized(node["description"]),
            key: texts(node["key"]),
            fields: OrderedDictionary(
                uniqueKeysWithValues: fields.map { ($0.key, field($0)) }),
            position: entry.keyPosition, checks: checks(node, key: texts(node["key"])))
    }

    private mutating func checkFieldName(_ entry: YAMLNode.Entry) {
        let reason: String
        if TableDefinition.identityColumns.contains(entry.key) {
            reason = "Canvass adds a column of this name to every table"
        } else if TableDefinition.rejectionColumns.contains(entry.key) {
            reason = "Canvass adds a column of this name to the records in rejected/"
        } else if entry.key == StagingSchema.roundOfPrevious {
            reason = "rules read something else by this name"
        } else if StagingSchema.valueWords.contains(entry.key) {
            reason = "in rules this word is a value"
        } else {
            return
        }
        report(
            entry.keyPosition, "a field cannot be named '\(entry.key)': \(reason)",
            "Choose another name, such as '\(entry.key)_name'.")
    }

    private mutating func field(_ entry: YAMLNode.Entry) -> FieldDefinition {
        let node = entry.value
        checkFieldName(entry)
        let type = (node["type"]?.text).flatMap { FieldType(rawValue: $0) } ?? .string
        let isMany = boolean(node["many"])
        if isMany, node["codelist"] == nil {
            report(
                entry.keyPosition, "the field '\(entry.key)' holds several codes but names no code list",
                "Add `codelist:`, or remove `many:`.")
        }
        return FieldDefinition(
            name: entry.key, title: localized(node["title"]) ?? "", summary: localized(node["description"]), type: type,
            codeList: node["codelist"]?.text, scale: scale(node["scale"], type: type), isMany: isMany,
            unit: node["unit"]?.text,
            multiplierPower: multiplierPower(node["multiplier"], type: type),
            missing: node["missing"].map { missingMarks($0) },
            dateOrder: dateOrder(node["dates"], type: type),
            constraints: constraints(of: entry, type: type), position: entry.keyPosition,
            askedIf: node["asked_if"].map { expression($0["sql"] ?? $0) },
            notAskedTerms: node["asked_if"].map { condition in
                terms(condition, id: FieldDefinition.ruleOfNotAsked, needsID: false)
            }, isPrivate: boolean(node["private"]))
    }

    private mutating func scale(_ node: YAMLNode?, type: FieldType) -> String? {
        guard let node else { return nil }
        if type != .integer {
            report(
                node.position, "a field of type \(type.rawValue) cannot have a scale",
                "Make it an `integer`, or write `codelist:` in place of `scale:`.")
        }
        return node.text
    }

    private mutating func dateOrder(_ node: YAMLNode?, type: FieldType) -> DateOrder? {
        guard let node else { return nil }
        if type != .date {
            report(
                node.position, "a field of type \(type.rawValue) cannot have an order of dates",
                "Remove `dates:`, or make it a `date`.")
        }
        return node.text.flatMap { DateOrder(rawValue: $0) }
    }

    private mutating func multiplierPower(_ node: YAMLNode?, type: FieldType) -> Int? {
        guard let node, let text = node.text else { return nil }
        if type != .number, type != .integer {
            report(
                node.position, "a field of type \(type.rawValue) cannot have a multiplier",
                "Remove `multiplier:`, or make it a `number`.")
        }
        return text.count - 1
    }

    /// Marks that stand for 'no value'. One that had two meanings would silently have the first.
    mutating func missingMarks(_ node: YAMLNode?) -> [MissingMark] {
        var statuses: [String: String] = [:]
        for item in node?.items ?? [] {
            let status = item["status"]?.text ?? ""
            for mark in names(item["marks"]) {
                let folded = mark.text.withoutWhiteSpaceAtEnds.lowercased()
                let first = statuses[folded] ?? status
                statuses[folded] = first
                guard first != status else { continue }
                report(
                    mark.position, "the mark '\(mark.text)' stands for two statuses, \(first) and \(status)",
                    "Keep one of the two; marks are compared without case.")
            }
        }
        return (node?.items ?? []).map { MissingMark(status: $0["status"]?.text ?? "", marks: texts($0["marks"])) }
    }
}
