import OrderedCollections

/// A table's declared checks.
extension DefinitionDecoder {
    mutating func checks(_ node: YAMLNode, key: [String]) -> TableCheckDefinitions {
        var checks = TableCheckDefinitions()
        checks.foreignKeys = (node["foreignKeys"]?.items ?? []).map { foreignKey($0) }
        checks.totals = (node["totals"]?.items ?? []).compactMap { total($0) }
        checks.count = node["count"].flatMap { count($0) }
        checks.plausibility = (node["plausibility"]?.items ?? []).map { plausibility($0, tableKey: key) }
        checks.nonresponse = (node["nonresponse"]?.items ?? []).map { nonresponse($0) }
        checkIdentities(of: checks.nonresponse)
        return checks
    }

    /// What all checks have.
    ///
    /// - Parameter needsID: whether it is told from others of its kind by an `id` alone.
    mutating func terms(
        _ node: YAMLNode, id: String, severity: Severity = .warning, needsID: Bool = true
    ) -> CheckTerms {
        if let own = node["id"], !Self.isID(own.text ?? "") {
            report(
                own.position, "\(own.kind) cannot be a check's id",
                "Use letters, digits and hyphens; a dot marks the rules that Canvass itself raises.")
        }
        let name = node["id"]?.text ?? id
        if needsID, node["id"] == nil {
            for key in ["action", "threshold"] {
                guard let given = node[key] else { continue }
                report(
                    given.position, "a check has `\(key)`, but no id by which it is told from others of its kind",
                    "Give it an `id` of its own, without a dot.")
            }
        }
        var terms = CheckTerms(
            id: name, kind: id, severity: node["severity"]?.text.flatMap { Severity(rawValue: $0) } ?? severity,
            message: localized(node["message"]), why: localized(node["why"]), isTrial: boolean(node["trial"]),
            off: (node["off"]?.items ?? []).map { switchOff($0, rule: name) },
            position: node["id"]?.position ?? node.position)
        (terms.expected, terms.expectedValue) = expected(node["expected"])
        terms.suggestion = node["suggest"].map { expression($0) }
        terms.threshold = threshold(node["threshold"])
        terms.action = action(node)
        terms.sentences = sentences(node)
        return terms
    }

    // MARK: - Table checks

    private mutating func foreignKey(_ node: YAMLNode) -> ForeignKey {
        let key = ForeignKey(
            terms: terms(node, id: "table.no-such-key", severity: .error), fields: texts(node["fields"]),
            resource: node["reference"]?["resource"]?.text ?? "", referenced: texts(node["reference"]?["fields"]),
            scope: node["within"]?.text.flatMap { ForeignKey.Scope(rawValue: $0) } ?? .return)
        if key.fields.count != key.referenced.count || key.fields.isEmpty {
            report(
                node.position,
                "a foreign key names \(key.fields.count) \(key.fields.count == 1 ? "field" : "fields") here and \(key.referenced.count) in what it refers to",
                "Name as many in `reference: fields:` as in `fields:`, in the same order.")
        }
        return key
    }

    private mutating func total(_ node: YAMLNode) -> TotalCheck? {
        guard let parts = parts(node) else {
            report(
                node.position, "a total does not say what adds up to it",
                "Give the fields in `parts:`; or `over:` and `total:` where parts are records; or `table:` and `sum:`."
            )
            return nil
        }
        return TotalCheck(
            terms: terms(node, id: "table.total-differs"), field: node["field"]?.text ?? "", parts: parts,
            tolerance: Tolerance(
                absolute: share(node["tolerance"], "absolute", most: .infinity) ?? 0,
                relative: share(node["tolerance"], "relative", most: 1) ?? 0),
            countsMissingAsZero: node["missing"]?.text == MissingOperand.zero.rawValue)
    }

    private func parts(_ node: YAMLNode) -> TotalCheck.Parts? {
        let given = Set(node.entries.map(\.key))
        let parts = texts(node["parts"])
        let by = texts(node["by"])
        if given.isSuperset(of: ["over", "total"]), given.isDisjoint(with: ["table", "sum"]) {
            return .records(over: node["over"]?.text ?? "", total: node["total"]?.text ?? "", parts: parts, by: by)
        }
        if given.isSuperset(of: ["table", "sum"]), given.isDisjoint(with: ["over", "total", "parts"]) {
            return .table(node["table"]?.text ?? "", field: node["sum"]?.text ?? "", by: by)
        }
        guard !parts.isEmpty, given.isDisjoint(with: ["over", "total", "table", "sum", "by"]) else { return nil }
        return .fields(parts)
    }

    private mutating func count(_ node: YAMLNode) -> CountCheck? {
        guard let field = node["field"].flatMap({ reference($0) }) else { return nil }
        return CountCheck(terms: terms(node, id: "table.count-differs"), field: field)
    }

    /// A number from 0 to `most`.
    mutating func share(_ node: YAMLNode?, _ key: String, most: Double) -> Double? {
        guard let given = node?[key], let number = given.text.flatMap({ Double($0) }) else { return nil }
        if number < 0 || number > most {
            report(
                given.position, "`\(key)` cannot be \(given.kind)",
                most == .infinity ? "Write a number of 0 or more." : "Write a number from 0 to \(Value.shortest(most))."
            )
        }
        return number
    }
}
