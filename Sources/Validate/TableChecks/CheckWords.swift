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
    /// What its sentences may name beside the fields of the record.
    let placeholders: [String]
    /// Whether what it finds is about one record.
    var isOfRecord = true
}

extension RuleChecks {
    /// The declared checks of all tables, in the definition's order.
    public static func declared(in definition: SurveyDefinition) -> [DeclaredCheckSummary] {
        definition.tables.values.flatMap { table -> [DeclaredCheckSummary] in
            let checks = table.checks
            let keys = checks.foreignKeys.map { key in
                DeclaredCheckSummary(
                    terms: key.terms, table: table.name, level: key.level, words: key.words(in: table),
                    placeholders: ForeignKey.placeholders)
            }
            let totals = checks.totals.map { total in
                DeclaredCheckSummary(
                    terms: total.terms, table: table.name, level: total.level, words: total.words,
                    placeholders: TotalCheck.placeholders)
            }
            let counts = [checks.count].compactMap(\.self).map { count in
                DeclaredCheckSummary(
                    terms: count.terms, table: count.field.table, level: .withinReturn, words: count.words(in: table),
                    placeholders: CountCheck.placeholders)
            }
            let plausibility = checks.plausibility.map { check in
                DeclaredCheckSummary(
                    terms: check.terms, table: table.name, level: check.level, words: check.words,
                    placeholders: check.kind.placeholders, isOfRecord: !check.kind.isOfSeries)
            }
            return keys + totals + counts + plausibility
        }
    }
}

extension ForeignKey {
    static let placeholders = ["key", "resource"]

    func words(in table: TableDefinition) -> String {
        let other = resource.isEmpty ? table.name : resource
        return "\(fields.joined(separator: ", ")) in \(other).\(referenced.joined(separator: ", "))"
    }

    var level: RuleLevel { scope == .round && resource != "reporters" ? .betweenReporters : .withinReturn }
}

extension TotalCheck {
    static let placeholders = ["total", "sum", "difference", "parts"]

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
    static let placeholders = ["stated", "counted", "difference"]

    func words(in table: TableDefinition) -> String { "\(field) = number of records of \(table.name)" }
}

extension PlausibilityCheck.Kind {
    var placeholders: [String] {
        switch self {
        case .range: ["value", "range", "group"]
        case .outlier: ["value", "median", "distance", "range", "group"]
        case .change: ["value", "before", "before_round", "ratio", "difference", "percent"]
        case .unitShift: ["count", "compared", "before_round", "group", "percent", "factor"]
        case .rowShift: ["count", "before_round", "from", "to", "rows"]
        case .unchanged: ["count", "compared", "before_round", "group", "percent"]
        }
    }
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
        case .outlier: ["more than \(Value.shortest(deviations)) robust deviations from the median"]
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
