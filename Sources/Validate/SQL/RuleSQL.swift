import OrderedCollections
import SurveyModel

/// The SQL that a survey's rules are turned into.
enum RuleSQL {
    /// SQLite's own functions that rules may call: those that give the same on every machine and at every hour. `docs/rules.md` lists them.
    static let functions: Set<String> = [
        // Of one record.
        "abs", "coalesce", "format", "glob", "hex", "ifnull", "iif", "instr", "length", "like", "lower", "ltrim", "max",
        "min", "nullif", "printf", "replace", "round", "rtrim", "sign", "substr", "substring", "trim", "typeof",
        "unicode", "char", "upper",
        // Of a group.
        "avg", "count", "group_concat", "sum", "total",
        // Of a window.
        "cume_dist", "dense_rank", "first_value", "lag", "last_value", "lead", "nth_value", "ntile", "percent_rank",
        "rank", "row_number",
    ]

    /// A check alone, to see whether it compiles.
    static func single(_ expression: String, table: String) -> String {
        "SELECT \(bracketed(expression)) FROM \(StagingSchema.quoted(table))"
    }

    /// An expression as a condition on each record: there SQLite refuses what makes one of several records, an aggregate or a window.
    static func condition(_ expression: String, table: String) -> String {
        "SELECT 1 FROM \(StagingSchema.quoted(table)) WHERE \(bracketed(expression))"
    }

    /// Expressions over one record, which is given as two question marks: return and number.
    static func ofRecord(_ expressions: [String], table: String) -> String {
        "SELECT \(expressions.map(bracketed).joined(separator: ", ")) FROM \(StagingSchema.quoted(table)) "
            + "WHERE \"return\" = ? AND record = ?"
    }

    /// One scan of a return's records in a table for all its record checks: `record`, and for each rule the columns of ``columns(of:table:)``. The return is
    /// given as a question mark: SQLite goes straight to its records, and does not look up again for each of them whose it is.
    static func scan(_ rules: [CompiledRule], table: TableDefinition) -> String {
        let columns = rules.flatMap { Self.columns(of: $0, table: table) }
        return "SELECT record, \(columns.joined(separator: ", ")) FROM \(StagingSchema.quoted(table.name)) "
            + "WHERE \"return\" = ? ORDER BY record"
    }

    /// How many records of a table each live return has that a condition holds for; returns without any as well.
    static func counts(of table: String, where condition: String?) -> String {
        let also = condition.map { " AND (\($0))" } ?? ""
        return "SELECT r.id, (SELECT count(*) FROM \(StagingSchema.quoted(table)) t WHERE t.\"return\" = r.id\(also)) "
            + "FROM _returns r WHERE r.state = 'live'"
    }

    /// A check's columns in the scan: its result, and where missing numbers count as nought, whether one is missing.
    private static func columns(of rule: CompiledRule, table: TableDefinition) -> [String] {
        let expression = rule.rule.check.sql
        guard rule.rule.missing == .zero else { return [bracketed(expression)] }
        let name = StagingSchema.quoted(table.name)
        let numbers = rule.numbers(of: table)
        let given = rule.columns.map { column in
            let value = "\(name).\(StagingSchema.quoted(column))"
            return (numbers.contains(column) ? "coalesce(\(value), 0)" : value) + " AS \(StagingSchema.quoted(column))"
        }
        // The inner record hides the outer of the same name, so the check's own words stay as they are.
        let inner = "SELECT \(given.isEmpty ? "1" : given.joined(separator: ", "))"
        let missing = numbers.map { "\(name).\(StagingSchema.quoted($0)) IS NULL" }
        return [
            "(SELECT \(bracketed(expression)) FROM (\(inner)) AS \(name))",
            missing.isEmpty ? "0" : "(\(missing.joined(separator: " OR ")))",
        ]
    }

    /// A line break ends a comment that an expression may end with.
    private static func bracketed(_ expression: String) -> String { "(\(expression)\n)" }

    /// Whether a query only reads: it starts with SELECT or WITH. The authorizer refuses the rest.
    static func isSelect(_ sql: String) -> Bool {
        let word = SQLLexer(sql).words.first?.lowercased()
        return word == "select" || word == "with"
    }
}
