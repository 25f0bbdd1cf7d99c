/// Limits of non-response.
extension DefinitionDecoder {
    mutating func nonresponse(_ node: YAMLNode) -> NonresponseLimits {
        var limits = NonresponseLimits(
            fields: texts(node["fields"]), note: share(node, "note", most: 100),
            warning: share(node, "warning", most: 100), perReturn: share(node, "return", most: 100),
            position: node.position)
        let isOfFields = limits.note != nil || limits.warning != nil
        let isOfReturns = limits.perReturn != nil
        checkTerms(of: node, isOfFields: isOfFields, isOfReturns: isOfReturns)
        if isOfReturns { limits.ofReturns = terms(node, id: "coverage.return-nonresponse") }
        if isOfFields, isOfReturns {
            // Said once, of the return.
            let before = diagnostics
            limits.ofFields = terms(node, id: "coverage.item-nonresponse")
            diagnostics = before
        } else if isOfFields {
            limits.ofFields = terms(node, id: "coverage.item-nonresponse")
        }
        return limits
    }

    /// Issues of two items must be told apart: by an id, or by their fields.
    mutating func checkIdentities(of items: [NonresponseLimits]) {
        var seen: [(id: String, fields: Set<String>)] = []
        for item in items {
            let own = [(item.ofReturns, [String]()), (item.ofFields, item.fields)].compactMap { terms, fields in
                terms.map { (id: $0.id, fields: Set(fields)) }
            }
            let isTold = own.contains { one in
                seen.contains { other in
                    other.id == one.id
                        && (one.fields.isEmpty || other.fields.isEmpty || !one.fields.isDisjoint(with: other.fields))
                }
            }
            if isTold {
                report(
                    item.position, "two items of `nonresponse` cannot be told apart by what they find",
                    "Give each an `id` of its own, without a dot.")
            }
            seen += own
        }
    }

    /// What goes with which limits: fields are told in a sentence of their own, return by return another, and a field belongs to no return.
    private mutating func checkTerms(of node: YAMLNode, isOfFields: Bool, isOfReturns: Bool) {
        guard isOfFields || isOfReturns else {
            report(
                node.position, "`nonresponse` gives no limit", "Give `note`, `warning` or `return`, in per cent.")
            return
        }
        checkOfNoRecord(node, "`nonresponse`")
        guard isOfFields else { return }
        if isOfReturns {
            for entry in node.entries where ["id", "message", "expected"].contains(entry.key) {
                report(
                    entry.keyPosition, "`nonresponse` has `\(entry.key)` for both fields and returns",
                    "Write two items: one with `note` and `warning`, and one with `return`.")
            }
        }
        let reasons = [
            "severity": "`note` and `warning` say how much it matters",
            "threshold": "`note` and `warning` are the shares that are allowed",
            "action": "a question's share of answers belongs to no return",
        ]
        for entry in node.entries {
            guard let reason = reasons[entry.key] else { continue }
            report(
                entry.keyPosition, "`nonresponse` of fields cannot have `\(entry.key)`: \(reason)",
                isOfReturns
                    ? "Write two items: one with `note` and `warning`, and one with `return` and `\(entry.key)`."
                    : "Take it out; with `return` it can stand.")
        }
    }
}
