/// Constraints of fields.
extension DefinitionDecoder {
    /// The constraints of a field. Each may stand by itself or, in its long form, with what there is to say of it.
    mutating func constraints(of field: YAMLNode.Entry, type: FieldType) -> Constraints {
        let node = field.value["constraints"]
        func value(_ name: ConstraintName) -> YAMLNode? {
            node?[name.rawValue].map { $0["value"] ?? $0 }
        }
        func length(_ name: ConstraintName) -> Int? { (value(name)?.text).flatMap { Int($0) } }
        var constraints = Constraints(
            required: boolean(value(.required)), unique: boolean(value(.unique)),
            minimum: bound(value(.minimum), "minimum", type), maximum: bound(value(.maximum), "maximum", type),
            minLength: length(.minLength), maxLength: length(.maxLength),
            pattern: value(.pattern).flatMap { pattern($0) }, enumeration: texts(value(.enumeration)),
            severity: (node?["severity"]?.text).flatMap { Severity(rawValue: $0) } ?? .error)
        let isAskedOfAll = field.value["asked_if"] == nil
        for name in ConstraintName.allCases {
            guard let given = node?[name.rawValue] else { continue }
            guard constraints.has(name) else {
                checkIsSilent(given, name)
                continue
            }
            let rule = name == .required && !isAskedOfAll ? FieldDefinition.ruleOfNotAnswered : name.rule
            constraints.terms[name] = terms(given, id: rule, severity: constraints.severity, needsID: false)
        }
        return constraints
    }

    /// What is said of a constraint that is not set would be passed over in silence.
    private mutating func checkIsSilent(_ node: YAMLNode, _ name: ConstraintName) {
        guard node.entries.count > 1, node["value"]?.text == "false" else { return }
        report(
            node.position, "`\(name.rawValue)` is false, but more is said of it",
            "Write `value: true`; or take it out, and switch it off for some by `off:`.")
    }
}

extension Constraints {
    /// Whether a constraint is set.
    public func has(_ name: ConstraintName) -> Bool {
        switch name {
        case .required: required
        case .unique: unique
        case .minimum: minimum != nil
        case .maximum: maximum != nil
        case .minLength: minLength != nil
        case .maxLength: maxLength != nil
        case .pattern: pattern != nil
        case .enumeration: !enumeration.isEmpty
        }
    }
}
