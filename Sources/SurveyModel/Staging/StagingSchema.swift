import OrderedCollections

/// The names under which records stand in the store, for the stages that read and write it and for the survey's rules.
/// Internal names start with an underscore, which no table of a survey can.
public enum StagingSchema {
    /// The STRICT table that holds a table's staged records.
    public static func stagedTable(_ table: String) -> String { "_staged_\(table)" }

    /// The column that says why a field has no value.
    public static func statusColumn(_ field: String) -> String { "\(field)__status" }

    /// Names that rules may read beside the survey's own tables.
    public static let views = ["reporters", "rounds", "codes"]

    /// An identifier in quotation marks.
    public static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    /// The SQL type of a field's column in a STRICT table. Several codes are text, joined by `;`.
    public static func sqlType(of field: FieldDefinition) -> String {
        guard field.codeList == nil, !field.isMany else { return "TEXT" }
        return switch field.type {
        case .string, .date: "TEXT"
        case .integer, .year, .boolean: "INTEGER"
        case .number: "REAL"
        }
    }

    /// The statements that create a survey's staged tables, empty, and the views that rules read.
    ///
    /// The view of a table shows the records of live returns of all rounds, with `reporter`, `round`, `return`, `record`, each field's value, and
    /// `<field>__status`.
    public static func statements(for definition: SurveyDefinition) -> [String] {
        definition.tables.values.flatMap { table -> [String] in
            let fields = table.fields.values.flatMap { field in
                ["\(quoted(field.name)) \(sqlType(of: field))", "\(quoted(statusColumn(field.name))) TEXT"]
            }
            let keys = [
                "\"return\" TEXT NOT NULL", "\"record\" INTEGER NOT NULL", "\"_state\" TEXT NOT NULL DEFAULT 'staged'",
            ]
            let create =
                "CREATE TABLE \(quoted(stagedTable(table.name))) (\((keys + fields).joined(separator: ", ")), "
                + "PRIMARY KEY (\"return\", \"record\")) STRICT, WITHOUT ROWID"
            return [create, view(of: table, states: ["live"], recordStates: nil, temporary: false)]
        }
    }

    /// The view of a table over the returns in `states`, and the records in `recordStates` where given.
    public static func view(of table: TableDefinition, states: [String], recordStates: [String]?, temporary: Bool)
        -> String
    {
        let columns = table.fields.values.flatMap { ["s.\(quoted($0.name))", "s.\(quoted(statusColumn($0.name)))"] }
        let list = { (words: [String]) in words.map { "'\($0)'" }.joined(separator: ", ") }
        return
            "CREATE \(temporary ? "TEMP " : "")VIEW \(quoted(table.name)) AS SELECT r.reporter AS reporter, r.round AS round, "
            + "s.\"return\" AS \"return\", s.record AS record, \(columns.joined(separator: ", ")) "
            + "FROM main.\(quoted(stagedTable(table.name))) s JOIN main._returns r ON r.id = s.\"return\" "
            + "WHERE r.state IN (\(list(states)))" + (recordStates.map { " AND s._state IN (\(list($0)))" } ?? "")
    }

    /// The statements that create what the staged tables stand on: the returns of a run, and what rules may join.
    public static let commonStatements = [
        "CREATE TABLE _returns (id TEXT NOT NULL PRIMARY KEY, reporter TEXT NOT NULL, round TEXT NOT NULL, state TEXT NOT NULL) STRICT",
        "CREATE TABLE reporters (code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, language TEXT, contact TEXT) STRICT",
        "CREATE TABLE rounds (round TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL, previous TEXT) STRICT",
        "CREATE TABLE codes (list TEXT NOT NULL, code TEXT NOT NULL, parent TEXT, level INTEGER NOT NULL, label TEXT NOT NULL, PRIMARY KEY (list, code)) STRICT",
    ]
}

/// A code of one of the survey's lists, as rules and figures see it.
public struct StagedCode: Sendable, Hashable {
    /// The list's name in the survey.
    public let list: String
    /// The code.
    public let code: String
    /// The code above it.
    public let parent: String?
    /// The level in the hierarchy, 1 being the top.
    public let level: Int
    /// The label in the survey's first language.
    public let label: String

    /// A code of a list.
    public init(list: String, code: String, parent: String?, level: Int, label: String) {
        self.list = list
        self.code = code
        self.parent = parent
        self.level = level
        self.label = label
    }
}
