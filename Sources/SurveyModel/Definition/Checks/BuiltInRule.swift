import OrderedCollections

/// A rule that Canvass itself raises, and of which a survey may say on which terms it is told.
public struct BuiltInRule: Sendable, Hashable {
    /// What one of its findings is about, by which is counted.
    public enum Subject: Sendable, Hashable {
        /// An answer: a field of a record.
        case answer
        /// A record.
        case record
        /// A return as a whole, its layout or its sheets.
        case `return`
        /// A reporter of the register, of whom there is no return.
        case reporter
    }

    /// The rule's id, such as `type.not-a-number`.
    public let id: String
    /// What one of its findings is about.
    public let subject: Subject
    /// How much breaking it matters where nothing is said; nil: as the field's constraints say.
    public let severity: Severity?

    private init(_ id: String, _ subject: Subject, _ severity: Severity?) {
        self.id = id
        self.subject = subject
        self.severity = severity
    }

    /// All such rules, in the order of `docs/rules.md`.
    public static let all: [BuiltInRule] = layout + template + values + others

    /// The rule of an id; nil where there is none that can have terms here.
    public static func named(_ id: String) -> BuiltInRule? { byID[id] }

    private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

    private static let layout: [BuiltInRule] =
        rules(
            .return, .error, "layout.wrong-template layout.header-missing layout.block-unclear")
        + rules(
            .return, .warning,
            """
            layout.sheet-long layout.sheet-missing layout.sheet-unread layout.version-unknown layout.column-missing \
            layout.unit-differs layout.label-missing layout.looks-like-total layout.looks-like-heading layout.merges-many \
            layout.merged-answer layout.hidden-row layout.rows-after-end layout.ragged-row layout.control
            """)
        + rules(
            .return, .note,
            """
            layout.sheet-renamed layout.text-unclaimed layout.version-guessed layout.override-used layout.column-extra \
            layout.units-missing layout.label-differs layout.found-by-name layout.found-by-tag layout.found-by-label \
            layout.found-by-position layout.answer-elsewhere layout.text-beside layout.hidden-column layout.comment
            """)

    private static let template: [BuiltInRule] =
        rules(.return, .warning, "template.other-year")
        + rules(
            .return, .note,
            """
            template.rows-inserted template.columns-inserted template.rows-deleted template.columns-deleted \
            template.rows-moved template.columns-moved template.sheet-added template.sheet-missing \
            template.sheet-renamed template.label-changed template.formula-overwritten template.picture
            """)

    private static let values: [BuiltInRule] =
        rules(
            .answer, nil,
            """
            code.unknown type.not-a-number type.not-an-integer type.ambiguous-number type.range type.other-unit \
            type.not-a-date type.ambiguous-date type.not-a-year type.not-yes-or-no type.formula-error
            """)
        + rules(.answer, .warning, "type.not-a-mark value.percent value.number-format value.year-as-date")
        + rules(
            .answer, .note,
            "value.approximate value.number-in-words value.parentheses value.remark value.date-serial")
        // It is told once for a column.
        + rules(.return, .note, "value.header-multiplier")

    private static let others: [BuiltInRule] = [
        BuiltInRule("table.duplicate-key", .record, .error),
        BuiltInRule("return.replaced-elsewhere", .return, .warning),
        BuiltInRule("coverage.missing-return", .reporter, .warning),
        BuiltInRule("coverage.unknown-reporter", .return, .warning),
    ]

    private static func rules(_ subject: Subject, _ severity: Severity?, _ ids: String) -> [BuiltInRule] {
        ids.split(separator: " ").map { BuiltInRule(String($0), subject, severity) }
    }

    /// Whether it is told where a value that was typed is not taken, so that the record has none.
    public var leavesNoValue: Bool { id == "code.unknown" || id.hasPrefix("type.") }

    /// Whether it compares a return with the blank questionnaire.
    public var needsBlank: Bool { id.hasPrefix("template.") }

    /// Whether it can be raised by the answers to a field, which its type and code list tell.
    public func isRaised(by field: FieldDefinition) -> Bool {
        let isNumber = field.type == .integer || field.type == .number
        let hasCodes = field.codeList != nil
        return switch id {
        case "type.formula-error": true
        case "code.unknown", "type.not-a-mark": hasCodes
        case "type.not-an-integer": !hasCodes && field.type == .integer
        case "type.not-a-date", "type.ambiguous-date", "value.date-serial": !hasCodes && field.type == .date
        case "type.not-a-year", "value.year-as-date": !hasCodes && field.type == .year
        case "type.not-yes-or-no", "value.remark": !hasCodes && field.type == .boolean
        case "value.approximate": !hasCodes && (isNumber || field.type == .year)
        default: subject == .answer && !hasCodes && isNumber
        }
    }

    /// What its sentences may name beside the fields of the record.
    public var placeholders: [String] {
        switch subject {
        case .answer: ["question", "value", "sheet", "cell"]
        case .record: ["value", "place", "sheet", "cell"]
        case .return where id.hasPrefix("coverage."): ["reporter"]
        case .return: ["value", "sheet", "cell"]
        case .reporter: ["reporter", "round"]
        }
    }
}

/// What a survey says of a rule that Canvass itself raises, of all that it finds or of some.
public struct BuiltInTerms: Sendable, Hashable {
    /// The rule.
    public let rule: BuiltInRule
    /// The table whose answers or records are meant; nil: those of all.
    public let table: String?
    /// The fields whose answers are meant; empty: those of all.
    public let fields: [String]
    /// The terms, under the rule's id.
    public let terms: CheckTerms
    /// Whether they give the severity; else each finding has its own.
    public let hasSeverity: Bool

    /// Whether it is meant what a rule finds in a field of a table.
    public func covers(rule id: String, table: String?, field: String?) -> Bool {
        guard id == rule.id else { return false }
        if let own = self.table, own != table { return false }
        return fields.isEmpty || field.map(fields.contains) ?? false
    }

    /// Whether a finding is told on these terms, if no earlier ones fit it.
    public func covers(_ finding: Finding) -> Bool {
        covers(rule: finding.rule, table: finding.table, field: finding.field)
    }

    /// Whether the answers to a field are meant.
    public func covers(_ field: FieldDefinition, of table: TableDefinition) -> Bool {
        covers(rule: rule.id, table: table.name, field: field.name) && rule.isRaised(by: field)
    }
}

extension SurveyDefinition {
    /// What the survey says of one of Canvass's own rules where it finds something: the first of its terms that fit.
    public func builtInTerms(of finding: Finding) -> BuiltInTerms? {
        builtIn.isEmpty ? nil : builtIn.first { $0.covers(finding) }
    }

    /// Whether what cannot be read may leave a field empty without an issue: a rule that would tell of it is on trial, or switched off for some.
    public func mayLeaveEmpty(_ field: FieldDefinition, of table: TableDefinition) -> Bool {
        // Of several terms that fit the field the first hold.
        var seen: Set<String> = []
        return builtIn.contains { item in
            guard item.rule.leavesNoValue, item.covers(field, of: table), seen.insert(item.rule.id).inserted else {
                return false
            }
            return item.terms.isTrial || !item.terms.off.isEmpty
        }
    }

    /// The terms on which a finding was told: of a constraint or condition, or of one of Canvass's own rules. Nil where nothing is said of it, and for
    /// what the survey's own rules and declared checks find.
    public func terms(of finding: Finding) -> CheckTerms? {
        fieldTerms(of: finding) ?? builtInTerms(of: finding)?.terms
    }

    /// The field that a finding is about; nil where it is about none, or one that is not there.
    public func field(of finding: Finding) -> FieldDefinition? {
        finding.table.flatMap { table in finding.field.flatMap { tables[table]?.fields[$0] } }
    }
}
