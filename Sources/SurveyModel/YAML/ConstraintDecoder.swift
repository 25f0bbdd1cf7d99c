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
            minimum: bound(value(.minimum), "minimum", of: field, type),
            maximum: bound(value(.maximum), "maximum", of: field, type),
            minLength: length(.minLength), maxLength: length(.maxLength),
            pattern: value(.pattern).flatMap { pattern($0) }, enumeration: texts(value(.enumeration)),
            severity: (node?["severity"]?.text).flatMap { Severity(rawValue: $0) } ?? .error)
        checkOrder(of: constraints, value(.maximum), value(.maxLength), field)
        checkEnumeration(value(.enumeration), of: field, type)
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

    private mutating func bound(
        _ node: YAMLNode?, _ key: String, of field: YAMLNode.Entry, _ type: FieldType
    ) -> Value? {
        guard let node, let text = node.text else { return nil }
        guard field.value["codelist"] == nil else {
            // Codes are texts, be they numbers in their list: none is less than another.
            report(
                node.position, "the field '\(field.key)' has a `\(key)`, but holds codes of its `codelist`",
                type == .integer
                    ? "Write `scale:` in place of `codelist:` for numbers that have words, or give the codes allowed in `enum:`."
                    : "Take it out; `enum:` gives the codes allowed.")
            return nil
        }
        let hasBounds = type != .string && type != .boolean
        let value = hasBounds ? type.value(written: text) : nil
        if value == nil {
            report(
                node.position, "`\(key)` of a field of type \(type.rawValue) cannot be '\(text)'",
                hasBounds
                    ? "Write a value of type \(type.rawValue), \(type.example)."
                    : "Only numbers, years and dates have a \(key).")
        }
        return value
    }

    /// Values are compared as the dataset writes them: one that it writes otherwise, or not at all, would allow nothing, in silence. Codes are held against
    /// their list when that is read.
    private mutating func checkEnumeration(_ node: YAMLNode?, of field: YAMLNode.Entry, _ type: FieldType) {
        guard field.value["codelist"] == nil else { return }
        for name in names(node) {
            let published = type.value(written: name.text)?.text.withoutWhiteSpaceAtEnds ?? ""
            guard published != name.text || name.text.isEmpty else { continue }
            report(
                name.position,
                published.isEmpty
                    ? "`enum` of the field '\(field.key)' names '\(name.text)', which is no value of type \(type.rawValue)"
                    : "`enum` of the field '\(field.key)' names '\(name.text)', which is published as '\(published)'",
                published.isEmpty ? "Write each as the dataset has it, \(type.example)." : "Write '\(published)'.")
        }
    }

    private mutating func checkOrder(
        of constraints: Constraints, _ maximum: YAMLNode?, _ maxLength: YAMLNode?, _ field: YAMLNode.Entry
    ) {
        if let least = constraints.minimum, let most = constraints.maximum, least.isAbove(most) {
            reportCrossed(
                "`minimum` of the field '\(field.key)'", least.text, "maximum", most.text,
                at: maximum?.position ?? field.keyPosition)
        }
        if let least = constraints.minLength, let most = constraints.maxLength, least > most {
            reportCrossed(
                "`minLength` of the field '\(field.key)'", String(least), "maxLength", String(most),
                at: maxLength?.position ?? field.keyPosition)
        }
    }

    /// No value can be at least the greater and at most the lesser of two.
    ///
    /// - Parameters:
    ///   - lower: what gives the lower bound, as the beginning of a sentence.
    ///   - upper: the key of the upper one.
    mutating func reportCrossed(
        _ lower: String, _ least: String, _ upper: String, _ most: String, at position: SourcePosition
    ) {
        report(
            position, "\(lower), \(least), is above its `\(upper)`, \(most)",
            "Correct one of the two: no value is within both.")
    }

    /// What is said of a constraint that is not set would be passed over in silence.
    private mutating func checkIsSilent(_ node: YAMLNode, _ name: ConstraintName) {
        guard node.entries.count > 1, node["value"]?.text == "false" else { return }
        report(
            node.position, "`\(name.rawValue)` is false, but more is said of it",
            "Write `value: true`; or take it out, and switch it off for some by `off:`.")
    }
}

extension Value {
    /// Whether one bound of a field is greater than another, which has the field's type as well.
    fileprivate func isAbove(_ other: Value) -> Bool {
        switch (self, other) {
        case (.integer(let one), .integer(let two)): one > two
        case (.number(let one), .number(let two)): one > two
        case (.date(let one), .date(let two)): one > two
        default: false
        }
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
