import OrderedCollections
public import SurveyModel

/// Checks records against the constraints of their fields (Frictionless Data Package v2, Table Schema, section Field constraints) and tables against their keys.
public struct FieldConstraints: Sendable {
    private let definition: SurveyDefinition

    /// Constraints of a survey.
    public init(definition: SurveyDefinition) {
        self.definition = definition
    }

    /// Findings for the records of one return.
    ///
    /// - Parameter records: all records of the return.
    /// - Returns: a finding for each field of a record that breaks a constraint, with its cell. O(records × fields).
    public func findings(in records: [Record]) -> [Finding] {
        var findings: [Finding] = []
        var seen = SeenValues()
        for record in records {
            guard let table = definition.tables[record.table] else { continue }
            for (index, field) in table.fields.values.enumerated() {
                let subject = Subject(
                    table: table, field: field, record: record, entry: record.entries[index])
                findings += subject.violations().map(\.finding)
                if field.constraints.unique, let finding = seen.repeated(subject) { findings.append(finding) }
            }
            if let finding = seen.repeatedKey(of: record, in: table) { findings.append(finding) }
        }
        return findings
    }

    /// What each constraint is, for the report: id, table, and what it says.
    public func catalogue() -> [(rule: String, table: String, field: String, expression: String, severity: Severity)] {
        definition.tables.values.flatMap { table in
            table.fields.values.flatMap { field in
                field.constraints.named.map {
                    ("constraint.\($0.rule)", table.name, field.name, $0.expression, field.constraints.severity)
                }
            }
        }
    }
}

extension Constraints {
    /// The constraints that are set, by the names that findings carry.
    var named: [(rule: String, expression: String)] {
        var named: [(rule: String, expression: String)] = []
        if required { named.append(("required", "a value is there")) }
        if unique { named.append(("unique", "no value occurs twice in a return")) }
        if let minimum { named.append(("minimum", "at least \(minimum.text)")) }
        if let maximum { named.append(("maximum", "at most \(maximum.text)")) }
        if let minLength { named.append(("min-length", "at least \(minLength) characters")) }
        if let maxLength { named.append(("max-length", "at most \(maxLength) characters")) }
        if let pattern { named.append(("pattern", "of the form \(pattern)")) }
        if !enumeration.isEmpty { named.append(("enum", "one of \(enumeration.joined(separator: ", "))")) }
        return named
    }
}

/// A field of a record, to be checked.
private struct Subject {
    struct Violation {
        let finding: Finding
    }

    let table: TableDefinition
    let field: FieldDefinition
    let record: Record
    let entry: Entry?

    func violations() -> [Violation] {
        guard let value = entry?.value else { return missing().map { [$0] } ?? [] }
        let constraints = field.constraints
        var violations: [Violation] = []
        let shown = entry?.raw.text ?? value.text
        if let minimum = constraints.minimum, Self.isLess(value, minimum) {
            violations.append(
                violation("minimum", "“\(shown)” is less than \(minimum.text).", "at least \(minimum.text)"))
        }
        if let maximum = constraints.maximum, Self.isLess(maximum, value) {
            violations.append(
                violation("maximum", "“\(shown)” is more than \(maximum.text).", "at most \(maximum.text)"))
        }
        let length = value.text.count
        if let least = constraints.minLength, length < least {
            violations.append(
                violation(
                    "min-length", "The answer has \(length) characters, fewer than \(least).",
                    "at least \(least) characters"))
        }
        if let most = constraints.maxLength, length > most {
            violations.append(
                violation(
                    "max-length", "The answer has \(length) characters, more than \(most).",
                    "at most \(most) characters"))
        }
        if let pattern = constraints.pattern, !pattern.matchesWhole(value.text) {
            violations.append(
                violation("pattern", "“\(shown)” does not have the form that is asked for.", pattern.source))
        }
        if !constraints.enumeration.isEmpty, !constraints.enumeration.contains(value.text) {
            let allowed = constraints.enumeration.joined(separator: ", ")
            violations.append(violation("enum", "“\(shown)” is not one of the answers allowed.", "one of \(allowed)"))
        }
        return violations
    }

    /// A required field without an answer. What was typed but could not be read has its own finding already.
    private func missing() -> Violation? {
        guard field.constraints.required, entry == nil || (entry?.value == nil && entry?.status != nil) || hasNoMark
        else { return nil }
        let mark = entry.map { ", only “\($0.raw.text)”" } ?? ""
        return violation("required", "There is no answer to “\(title)”\(mark), which is needed.", "an answer")
    }

    /// Whether all that stands in a group of columns to be marked says that none is.
    private var hasNoMark: Bool {
        if case .marks? = entry?.raw { entry?.value == nil } else { false }
    }

    private var title: String { field.title.text(in: "en") }

    private func violation(_ rule: String, _ message: String, _ expected: String) -> Violation {
        let origin = entry?.origin ?? record.anchor
        let isText = rule == "required"
        return Violation(
            finding: Finding(
                rule: "constraint.\(rule)", severity: field.constraints.severity,
                message: LocalizedText(isText ? message : "\(title): \(message)"), table: table.name,
                record: record.number, field: field.name,
                sheet: origin.sheet, cell: origin.cell, value: entry?.raw.text, expected: expected))
    }

    private static func isLess(_ left: Value, _ right: Value) -> Bool {
        if case .date(let first) = left, case .date(let second) = right { return first < second }
        guard let first = left.number, let second = right.number else { return false }
        return first < second
    }
}

/// Values and keys that were seen in a return.
private struct SeenValues {
    private struct Key: Hashable {
        let table: String
        let field: String?
        let values: [String]
    }

    private var seen: [Key: Record] = [:]

    mutating func repeated(_ subject: Subject) -> Finding? {
        guard let entry = subject.entry, let value = entry.value else { return nil }
        let key = Key(table: subject.table.name, field: subject.field.name, values: [value.text])
        guard let first = seen[key] else {
            seen[key] = subject.record
            return nil
        }
        return Finding(
            rule: "constraint.unique", severity: subject.field.constraints.severity,
            message: LocalizedText(
                "\(subject.field.title.text(in: "en")): “\(entry.raw.text)” stands also in the record at \(first.anchor.cell)."
            ),
            table: subject.table.name, record: subject.record.number, field: subject.field.name,
            sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.raw.text, expected: "each value once")
    }

    /// A key that another record of the return has. A record without its whole key is not compared.
    mutating func repeatedKey(of record: Record, in table: TableDefinition) -> Finding? {
        guard !table.key.isEmpty else { return nil }
        let values = table.key.compactMap { field in table.index(of: field).flatMap { record.entries[$0]?.value?.text }
        }
        guard values.count == table.key.count else { return nil }
        let key = Key(table: table.name, field: nil, values: values)
        guard let first = seen[key] else {
            seen[key] = record
            return nil
        }
        let field = table.key[0]
        let origin = table.index(of: field).flatMap { record.entries[$0]?.origin } ?? record.anchor
        return Finding(
            rule: "table.duplicate-key", severity: .error,
            message: LocalizedText(
                "\(table.title.text(in: "en")): “\(values.joined(separator: ", "))” is given twice, first at \(first.anchor.sheet)!\(first.anchor.cell)."
            ),
            table: table.name, record: record.number, field: field, sheet: origin.sheet, cell: origin.cell,
            value: values.joined(separator: ", "),
            expected: "each \(table.key.joined(separator: ", ")) once in a return")
    }
}
