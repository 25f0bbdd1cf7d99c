import OrderedCollections

/// The codes that a definition names, which its lists must have.
extension DefinitionDecoder {
    /// The codes of marks, declared checks and constraints of fields with a code list, each place once.
    func namedCodes(in definition: SurveyDefinition, _ root: YAMLNode) -> [NamedCode] {
        var codes: [NamedCode] = []
        for names in layoutNames {
            guard let table = definition.tables[names.table.text] else { continue }
            for marks in names.marks {
                codes += self.codes(marks.codes, of: marks.field, table, "`marks` of the column '\(marks.field)' names")
            }
        }
        for entry in root["tables"]?.entries ?? [] {
            guard let table = definition.tables[entry.key] else { continue }
            codes += codesOfChecks(entry.value, table) + codesOfConstraints(entry.value, table)
        }
        // A base layout is looked at once for each version and override.
        var seen: Set<NamedCode> = []
        return codes.filter { seen.insert($0).inserted }
    }

    /// Names as codes of a field; none where the field has no code list.
    private func codes(
        _ names: [PlacedName], of field: String?, _ table: TableDefinition, _ source: String
    ) -> [NamedCode] {
        guard let field, let list = table.fields[field]?.codeList else { return [] }
        return names.map { NamedCode(list: list, code: $0.text, source: source, position: $0.position) }
    }

    private func codesOfChecks(_ node: YAMLNode, _ table: TableDefinition) -> [NamedCode] {
        var codes: [NamedCode] = []
        for total in node["totals"]?.items ?? [] {
            codes += self.codes(
                names(total["total"]) + names(total["parts"]), of: total["over"]?.text, table, "a total names")
        }
        for check in node["plausibility"]?.items ?? [] {
            let source = "a check of kind '\(check["kind"]?.text ?? "")' names"
            let ranges = (check["ranges"]?.entries ?? []).map(\.placedKey)
            codes += self.codes(ranges, of: texts(check["by"]).first, table, source)
            for only in check["only"]?.entries ?? [] {
                codes += self.codes(names(only.value), of: only.key, table, source)
            }
        }
        return codes
    }

    private func codesOfConstraints(_ node: YAMLNode, _ table: TableDefinition) -> [NamedCode] {
        (node["fields"]?.entries ?? []).flatMap { entry -> [NamedCode] in
            guard let given = entry.value["constraints"]?["enum"], let field = table.fields[entry.key] else {
                return []
            }
            // What several codes are published as holds them all.
            let parts = names(given["value"] ?? given).flatMap { value in
                field.codes(in: value.text).map { PlacedName(text: $0, position: value.position) }
            }
            return codes(parts, of: field.name, table, "`enum` of the field '\(field.name)' names")
        }
    }
}
