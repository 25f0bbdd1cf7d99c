import OrderedCollections
public import SurveyModel

/// Checks records against the constraints of their fields (Frictionless Data Package v2, Table Schema, section Field constraints) and tables against their keys.
public struct FieldConstraints: Sendable {
    private let definition: SurveyDefinition
    private let tables: [String: TableChecks]

    /// Constraints of a survey.
    public init(definition: SurveyDefinition) {
        self.definition = definition
        tables = definition.tables.values.reduce(into: [:]) { $0[$1.name] = TableChecks($1) }
    }

    /// Findings for the records of one return.
    ///
    /// - Parameter records: all records of the return.
    /// - Returns: a finding for each field of a record that breaks a constraint, with its cell. O(records × constrained fields); a record that
    ///   breaks none costs no memory but for what is unique.
    public func findings(in records: [Record]) -> [Finding] {
        var findings: [Finding] = []
        var seen: [String: SeenValues] = [:]
        var table = ""
        var checks: TableChecks?
        var values = SeenValues()
        // Records of a table follow one another, so its checks are looked up once for each run of them.
        for (place, record) in records.enumerated() {
            if record.table != table {
                seen[table] = values
                table = record.table
                checks = tables[table]
                values = seen.removeValue(forKey: table) ?? SeenValues()
            }
            checks?.check(place, of: records, &values, &findings)
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

extension FieldDefinition {
    /// Whether an answer is required and not there. What was typed but could not be read is another matter.
    func lacksRequiredAnswer(_ entry: Entry?) -> Bool {
        guard constraints.required else { return false }
        guard let entry else { return true }
        guard entry.value == nil else { return false }
        // All that stands in a group of columns to be marked may say that none is.
        if case .marks = entry.raw { return true }
        return entry.status != nil
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
