import OrderedCollections

/// The constraints that a field may have, by their names in Frictionless Table Schema (Data Package v2, section Field constraints).
public enum ConstraintName: String, Sendable, Hashable, CaseIterable {
    /// A value must be there.
    case required
    /// No two records of a return have the same value.
    case unique
    /// The least value.
    case minimum
    /// The greatest value.
    case maximum
    /// The least number of characters.
    case minLength
    /// The greatest number of characters.
    case maxLength
    /// A regular expression that the whole value must match.
    case pattern
    /// The values allowed.
    case enumeration = "enum"

    /// The id of the rule that tells of its breach in a question that is asked of every record.
    public var rule: String {
        switch self {
        case .minLength: "constraint.min-length"
        case .maxLength: "constraint.max-length"
        default: "constraint.\(rawValue)"
        }
    }
}

extension FieldDefinition {
    /// The rule of an answer that was not asked for.
    public static let ruleOfNotAsked = "condition.not-asked"
    /// The rule of a required answer that is not there though it was asked for.
    public static let ruleOfNotAnswered = "condition.not-answered"

    /// The rule that tells of a breach of one of its constraints: of a question that is asked of some records only, `required` is told as
    /// ``ruleOfNotAnswered``.
    public func rule(of name: ConstraintName) -> String {
        name == .required && askedIf != nil ? Self.ruleOfNotAnswered : name.rule
    }

    /// The terms of its constraints, in the order of their names, and of its condition.
    public var terms: [CheckTerms] {
        ConstraintName.allCases.compactMap { constraints.terms[$0] } + [notAskedTerms].compactMap(\.self)
    }
}

extension SurveyDefinition {
    /// The terms on which a finding was told: those of a constraint of its field, or of its field's condition. Nil for what other rules find.
    public func fieldTerms(of finding: Finding) -> CheckTerms? {
        guard finding.rule.hasPrefix("constraint.") || finding.rule.hasPrefix("condition."),
            let table = finding.table, let name = finding.field, let field = tables[table]?.fields[name]
        else { return nil }
        if finding.rule == FieldDefinition.ruleOfNotAsked { return field.notAskedTerms }
        return ConstraintName.allCases.first { field.rule(of: $0) == finding.rule }.flatMap {
            field.constraints.terms[$0]
        }
    }

    /// Whether no published value breaks a constraint: whoever breaks it, the open issue keeps the record out.
    public func keeps(_ name: ConstraintName, of field: FieldDefinition) -> Bool {
        guard let terms = field.constraints.terms[name], terms.off.isEmpty, !terms.isTrial else { return false }
        let isAlwaysAsked = name != .required || field.askedIf == nil
        return isAlwaysAsked && (terms.action ?? policy[terms.severity]) == .reject
    }
}
