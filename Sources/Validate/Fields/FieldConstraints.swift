import OrderedCollections
public import SurveyModel

/// Checks records against the constraints of their fields (Frictionless Data Package v2, Table Schema, section Field constraints) and tables against their keys.
public struct FieldConstraints: Sendable {
    private let definition: SurveyDefinition
    private let tables: [String: TableChecks]

    /// Constraints of a survey.
    public init(definition: SurveyDefinition) {
        self.definition = definition
        tables = definition.tables.values.reduce(into: [:]) { $0[$1.name] = TableChecks($1, in: definition) }
    }

    /// Findings for the records of one return.
    ///
    /// - Parameter records: all records of the return.
    /// - Returns: a finding for each field of a record that breaks a constraint, with its cell; where they are more than are told, as many as
    ///   ``FindingsBound`` lets be kept. O(records × constrained fields); a record that breaks none costs no memory but for what is unique.
    public func findings(in records: [Record]) -> [Finding] {
        var findings: [Finding] = []
        var bound = FindingsBound(definition)
        var seen: [String: SeenValues] = [:]
        var table = ""
        var checks: TableChecks?
        var values = SeenValues(capacity: 0)
        // Records of a table follow one another, so its checks are looked up once for each run of them.
        for (place, record) in records.enumerated() {
            if record.table != table {
                seen[table] = values
                table = record.table
                checks = tables[table]
                values =
                    seen.removeValue(forKey: table)
                    ?? SeenValues(capacity: records[place...].prefix { $0.table == table }.count)
            }
            checks?.check(place, of: records, &values, &findings)
            bound.apply(to: &findings)
        }
        return findings
    }
}

extension FieldDefinition {
    /// Whether an answer is required of every record and not there. What was typed but could not be read is another matter. Of a question that is not
    /// asked of every record, ``ConditionScan`` tells.
    func lacksRequiredAnswer(_ entry: Entry?) -> Bool { constraints.required && askedIf == nil && lacksAnswer(entry) }

    /// Whether there is no answer, or only a mark that says why.
    func lacksAnswer(_ entry: Entry?) -> Bool {
        guard let entry else { return true }
        guard entry.value == nil else { return false }
        // All that stands in a group of columns to be marked may say that none is.
        if case .marks = entry.raw { return true }
        return entry.status != nil
    }
}

extension Constraints {
    /// What a constraint demands, for lists of rules; nil where it is not set.
    func words(of name: ConstraintName) -> String? {
        guard has(name) else { return nil }
        return switch name {
        case .required: "a value is there"
        case .unique: "no value occurs twice in a return"
        case .minimum: minimum.map { "at least \($0.text)" }
        case .maximum: maximum.map { "at most \($0.text)" }
        case .minLength: minLength.map { "at least \($0) characters" }
        case .maxLength: maxLength.map { "at most \($0) characters" }
        case .pattern: pattern.map { "of the form \($0)" }
        case .enumeration: "one of \(enumeration.joined(separator: ", "))"
        }
    }
}
