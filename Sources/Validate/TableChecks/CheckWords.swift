import OrderedCollections
public import SurveyModel

/// A declared check as lists of rules show it.
public struct DeclaredCheckSummary: Sendable, Hashable {
    /// Id, severity, why.
    public let terms: CheckTerms
    /// The table that it is about.
    public let table: String
    /// How much of the data it looks at.
    public let level: RuleLevel
    /// What it says.
    public let words: String
}

extension RuleChecks {
    /// The declared checks of all tables, in the definition's order.
    public static func declared(in definition: SurveyDefinition) -> [DeclaredCheckSummary] {
        definition.tables.values.flatMap { table -> [DeclaredCheckSummary] in
            let checks = table.checks
            let summary = { (terms: CheckTerms, table: String, level: RuleLevel, words: String) in
                DeclaredCheckSummary(terms: terms, table: table, level: level, words: words)
            }
            return checks.foreignKeys.map { summary($0.terms, table.name, $0.level, $0.words(in: table)) }
                + checks.totals.map { summary($0.terms, table.name, $0.level, $0.words) }
                + [checks.count].compactMap(\.self).map {
                    summary($0.terms, $0.field.table, .withinReturn, $0.words(in: table))
                }
                + checks.plausibility.map { summary($0.terms, table.name, $0.level, $0.words) }
        }
    }
}

extension ForeignKey {
    func words(in table: TableDefinition) -> String {
        let other = resource.isEmpty ? table.name : resource
        return "\(fields.joined(separator: ", ")) in \(other).\(referenced.joined(separator: ", "))"
    }

    var level: RuleLevel { scope == .round && resource != "reporters" ? .betweenReporters : .withinReturn }
}

extension TotalCheck {
    var words: String {
        switch parts {
        case .fields(let parts): "\(field) = \(parts.joined(separator: " + "))"
        case .records(let over, let total, let parts, let by):
            "\(field) where \(over) is \(total) = sum of \(field) where \(over) is "
                + (parts.isEmpty ? "another" : parts.joined(separator: ", ")) + agreeing(by)
        case .table(let name, let summed, let by): "\(field) = sum of \(name).\(summed)\(agreeing(by))"
        }
    }

    private func agreeing(_ by: [String]) -> String { by.isEmpty ? "" : ", by \(by.joined(separator: ", "))" }

    var level: RuleLevel { if case .fields = parts { .withinRecord } else { .withinReturn } }
}

extension CountCheck {
    func words(in table: TableDefinition) -> String { "\(field) = number of records of \(table.name)" }
}

extension PlausibilityCheck {
    var words: String {
        var parts = ["\(kind.rawValue) of \(fields.joined(separator: ", "))"]
        if !by.isEmpty { parts.append("by \(by.joined(separator: ", "))") }
        for (field, codes) in only { parts.append("where \(field) is \(codes.joined(separator: " or "))") }
        parts += limits.words(of: kind)
        return parts.joined(separator: ", ")
    }

    var level: RuleLevel {
        switch kind {
        case .range: .withinRecord
        case .outlier: .betweenReporters
        case .change, .unitShift, .rowShift, .unchanged: .betweenRounds
        }
    }
}

extension PlausibilityLimits {
    fileprivate func words(of kind: PlausibilityCheck.Kind) -> [String] {
        switch kind {
        case .range:
            [range?.words ?? file ?? ranges.map { "\($0.key): \($0.value.words)" }.joined(separator: "; ")]
        case .outlier: ["more than \(Value.shortest(threshold)) robust deviations from the median"]
        case .change:
            [
                ratio.map { "more than \(Value.shortest($0)) times as much or as little" },
                relative.map { "by more than \(Value.shortest($0 * 100)) %" },
                absolute.map { "by more than \(Value.shortest($0))" },
            ].compactMap(\.self)
        case .unitShift, .rowShift, .unchanged: ["\(Value.shortest(share * 100)) % of at least \(atLeast)"]
        }
    }
}
