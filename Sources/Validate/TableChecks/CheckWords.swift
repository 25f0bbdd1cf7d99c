import OrderedCollections
public import SurveyModel

/// A declared check, constraint or condition as lists of rules show it.
public struct DeclaredCheckSummary: Sendable, Hashable {
    /// Id, severity, why.
    public let terms: CheckTerms
    /// The table that it is about; empty where it is about no one table.
    public let table: String
    /// The field that it is about, where other fields share its id; else nil.
    public var field: String?
    /// How much of the data it looks at.
    public let level: RuleLevel
    /// What it says.
    public let words: String
    /// What its sentences may name beside the fields of the record.
    let placeholders: [String]
    /// Whether what it finds is about one record.
    public var isOfRecord = true
    /// What is said of a rule of Canvass's own; nil for what the survey declares itself.
    public var builtIn: BuiltInTerms?

    /// What it is called where its id alone does not tell it from others.
    var name: String {
        guard let builtIn else { return field.map { "\(terms.id) of \(table).\($0)" } ?? terms.id }
        guard let table = builtIn.table else { return terms.id }
        let places = builtIn.fields.isEmpty ? [table] : builtIn.fields.map { "\(table).\($0)" }
        return "\(terms.id) of \(places.joined(separator: ", "))"
    }
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
                + checks.nonresponse.flatMap { $0.summaries(of: table.name) }
        }
    }

    /// The constraints of all fields, in the definition's order.
    public static func constraints(in definition: SurveyDefinition) -> [DeclaredCheckSummary] {
        definition.tables.values.flatMap { table in
            table.fields.values.flatMap { field in
                ConstraintName.allCases.compactMap { name in
                    guard field.rule(of: name) == name.rule else { return nil }
                    return field.summary(of: name, in: table.name)
                }
            }
        }
    }

    /// What the survey says of Canvass's own rules, in the definition's order.
    public static func builtIn(in definition: SurveyDefinition) -> [DeclaredCheckSummary] {
        definition.builtIn.map { item in
            DeclaredCheckSummary(
                terms: item.terms, table: item.table ?? "", level: item.rule.level, words: item.words,
                placeholders: item.rule.placeholders, isOfRecord: item.table != nil, builtIn: item)
        }
    }

    /// The conditions of all fields that have one, each with what is required where it is asked, in the definition's order.
    public static func conditions(in definition: SurveyDefinition) -> [DeclaredCheckSummary] {
        definition.tables.values.flatMap { table in
            table.fields.values.flatMap { field in
                guard let terms = field.notAskedTerms else { return [DeclaredCheckSummary]() }
                let notAsked = DeclaredCheckSummary(
                    terms: terms, table: table.name, field: field.name, level: .withinRecord,
                    words: field.wordsOfCondition, placeholders: ["question", "value"])
                let notAnswered = field.constraints.terms[.required].map { terms in
                    DeclaredCheckSummary(
                        terms: terms, table: table.name, field: field.name, level: .withinRecord,
                        words: field.wordsOfCondition, placeholders: ["question", "value"])
                }
                return [notAsked] + [notAnswered].compactMap(\.self)
            }
        }
    }
}

extension FieldDefinition {
    /// What its condition says.
    var wordsOfCondition: String { "\(name): asked if \(askedIf?.sql ?? "")" }

    fileprivate func summary(of constraint: ConstraintName, in table: String) -> DeclaredCheckSummary? {
        guard let terms = constraints.terms[constraint], let words = constraints.words(of: constraint) else {
            return nil
        }
        return DeclaredCheckSummary(
            terms: terms, table: table, field: name, level: .structure, words: "\(name): \(words)",
            placeholders: constraint.placeholders)
    }
}

extension BuiltInTerms {
    /// What is looked at.
    fileprivate var words: String {
        switch rule.subject {
        case .answer:
            guard let table else { return "answers" }
            return "answers to " + (fields.isEmpty ? table : fields.map { "\(table).\($0)" }.joined(separator: ", "))
        case .record: return table.map { "records of \($0)" } ?? "records"
        case .return: return "returns"
        case .reporter: return "reporters of the register"
        }
    }
}

extension BuiltInRule {
    fileprivate var level: RuleLevel {
        switch subject {
        case .answer: .structure
        case .record: .withinReturn
        case .return, .reporter: id.hasPrefix("coverage.") ? .betweenReporters : .structure
        }
    }
}

extension ConstraintName {
    /// What its sentences may name beside the fields of the record.
    fileprivate var placeholders: [String] {
        let more: [String] =
            switch self {
            case .required, .pattern, .enumeration: []
            case .unique: ["cell"]
            case .minimum, .maximum: ["limit"]
            case .minLength, .maxLength: ["length", "limit"]
            }
        return ["question", "value"] + more
    }
}

extension NonresponseLimits {
    /// What its sentences may name.
    static let placeholders = ["missing", "asked", "percent"]

    /// What it says of fields.
    var wordsOfFields: String {
        [("note", note), ("warning", warning)].compactMap { name, limit in
            limit.map { "\(name) above \(Value.shortest($0)) % of \(named) without an answer" }
        }.joined(separator: ", ")
    }

    /// What it says of returns.
    var wordsOfReturns: String {
        perReturn.map { "at most \(Value.shortest($0)) % of \(named) of a return without an answer" } ?? ""
    }

    private var named: String { fields.isEmpty ? "all questions" : fields.joined(separator: ", ") }

    fileprivate func summaries(of table: String) -> [DeclaredCheckSummary] {
        let ofFields = ofFields.map { terms in
            DeclaredCheckSummary(
                terms: terms, table: table, level: .betweenReporters, words: wordsOfFields,
                placeholders: Self.placeholders + ["question"], isOfRecord: false)
        }
        let ofReturns = ofReturns.map { terms in
            DeclaredCheckSummary(
                terms: terms, table: table, level: .withinReturn, words: wordsOfReturns,
                placeholders: Self.placeholders,
                isOfRecord: false)
        }
        return [ofFields, ofReturns].compactMap(\.self)
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
