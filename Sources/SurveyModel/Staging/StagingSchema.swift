import OrderedCollections

/// The names under which records stand in the store, for the stages that read and write it and for the survey's rules.
/// Internal names start with an underscore, which no table of a survey can.
public enum StagingSchema {
    /// The STRICT table that holds a table's staged records.
    public static func stagedTable(_ table: String) -> String { "_staged_\(table)" }

    /// The column that says why a field has no value.
    public static func statusColumn(_ field: String) -> String { "\(field)__status" }

    /// The greatest number of a table's fields. Each has two columns beside those of the record, and SQLite has at most 2,000 in a table or result.
    public static let mostFields = 990

    /// Names that rules may read beside the survey's own tables and their views.
    public static let views = ["reporters", "rounds", "codes", "code_paths"]

    /// The column of ``previousView(_:)`` that tells for which round a record is one of the round before. No field has such a name.
    public static let roundOfPrevious = "for_round"

    /// Words that SQL takes for a value, not for a column, wherever they stand without quotation marks, and some of them also within: no field has such a name.
    public static let valueWords = ["true", "false", "null", "current_date", "current_time", "current_timestamp"]

    /// Whether SQLite would refuse a table or view of this name, or one that is made of it.
    public static func isReserved(table name: String) -> Bool { "\(name)_".hasPrefix("sqlite_") }

    /// The view of a table's records of the current round.
    public static func currentView(_ table: String) -> String { "\(table)_current" }

    /// The view of a table's records as those of the round before the one in its column ``roundOfPrevious``.
    public static func previousView(_ table: String) -> String { "\(table)_previous" }

    /// The views of a table's records, in the order of ``views(of:in:recordStates:temporary:isRead:)``: all, those of the current round, and
    /// of the rounds before.
    public static func viewNames(of table: String) -> [String] { [table, currentView(table), previousView(table)] }

    /// An identifier in quotation marks.
    public static func quoted(_ name: String) -> String {
        // Nearly no name has one, and looking for it as letters takes long.
        name.utf8.contains(UInt8(ascii: "\"")) ? "\"" + name.replacing("\"", with: "\"\"") + "\"" : "\"" + name + "\""
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
            // Most records are published: they are so from the first, and need not be written once more to become it.
            let keys = [
                "\"return\" TEXT NOT NULL", "\"record\" INTEGER NOT NULL",
                "\"_state\" TEXT NOT NULL DEFAULT 'published'",
            ]
            let create =
                "CREATE TABLE \(quoted(stagedTable(table.name))) (\((keys + fields).joined(separator: ", ")), "
                + "PRIMARY KEY (\"return\", \"record\")) STRICT, WITHOUT ROWID"
            // By it the few that are not are found without a look at all.
            let others =
                "CREATE INDEX \(quoted("_unpublished_\(table.name)")) ON \(quoted(stagedTable(table.name))) (\"return\") "
                + "WHERE \"_state\" <> 'published'"
            return [create, others] + views(of: table, in: definition, recordStates: nil, temporary: false)
        }
    }

    /// The statements that create a table's views over live returns, and over the records in `recordStates` where given: all rounds, the current
    /// round, and the rounds before.
    ///
    /// - Parameter isRead: whether anybody reads a column of a field, by the column's name; those that nobody does are NULL.
    public static func views(
        of table: TableDefinition, in definition: SurveyDefinition, recordStates: [String]?, temporary: Bool,
        isRead: (_ column: String) -> Bool = { _ in true }
    ) -> [String] {
        let create = "CREATE \(temporary ? "TEMP " : "")VIEW "
        let schema = temporary ? "temp" : "main"
        let all = "\(schema).\(quoted(table.name))"
        let columns = columns(of: table).map { column in
            isRead(column) ? "s.\(quoted(column))" : "NULL AS \(quoted(column))"
        }
        let list = { (words: [String]) in words.map { "'\($0)'" }.joined(separator: ", ") }
        let current = definition.round.current.replacing("'", with: "''")
        return [
            create + quoted(table.name) + " AS SELECT r.reporter AS reporter, r.round AS round, "
                + "s.\"return\" AS \"return\", s.record AS record, \(columns.joined(separator: ", ")) "
                + "FROM main.\(quoted(stagedTable(table.name))) s JOIN main._returns r ON r.id = s.\"return\" "
                + "WHERE r.state = 'live'" + (recordStates.map { " AND s._state IN (\(list($0)))" } ?? ""),
            create + quoted(currentView(table.name)) + " AS SELECT * FROM \(all) WHERE round = '\(current)'",
            create + quoted(previousView(table.name)) + " AS SELECT n.round AS \(roundOfPrevious), p.* "
                + "FROM main.rounds n JOIN \(all) p ON p.round = n.previous",
        ]
    }

    /// The columns of a table's fields: of each its value, and why it has none.
    public static func columns(of table: TableDefinition) -> [String] {
        table.fields.keys.flatMap { [$0, statusColumn($0)] }
    }

    /// A table or view that rules may read.
    public struct Readable: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Its columns with their types in SQL, in order.
        public let columns: [Column]
    }

    /// A column that rules may read.
    public struct Column: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Its type in SQL.
        public let type: String
    }

    /// All that rules may read, and nothing else: the tables' views, and what they may join.
    ///
    /// - Parameter seesPrivate: whether private fields are among it; what figures show everybody sees.
    public static func readable(for definition: SurveyDefinition, seesPrivate: Bool = true) -> [Readable] {
        func columns(_ columns: [(String, String)]) -> [Column] { columns.map { Column(name: $0.0, type: $0.1) } }
        let own = definition.tables.values.flatMap { table in
            let keys = [("reporter", "TEXT"), ("round", "TEXT"), ("return", "TEXT"), ("record", "INTEGER")]
            let fields = table.fields.values.filter { seesPrivate || !$0.isPrivate }.flatMap {
                [($0.name, sqlType(of: $0)), (statusColumn($0.name), "TEXT")]
            }
            return [
                Readable(name: table.name, columns: columns(keys + fields)),
                Readable(name: currentView(table.name), columns: columns(keys + fields)),
                Readable(name: previousView(table.name), columns: columns([(roundOfPrevious, "TEXT")] + keys + fields)),
            ]
        }
        return own + [
            Readable(
                name: "reporters",
                columns: columns([("code", "TEXT"), ("name", "TEXT"), ("language", "TEXT"), ("contact", "TEXT")])),
            Readable(
                name: "rounds", columns: columns([("round", "TEXT"), ("number", "INTEGER"), ("previous", "TEXT")])),
            Readable(
                name: "codes",
                columns: columns([
                    ("list", "TEXT"), ("code", "TEXT"), ("parent", "TEXT"), ("level", "INTEGER"), ("label", "TEXT"),
                ])),
            Readable(
                name: "code_paths",
                columns: columns([
                    ("list", "TEXT"), ("code", "TEXT"), ("ancestor", "TEXT"), ("distance", "INTEGER"),
                ])),
        ]
    }

    /// The statements that create what the staged tables stand on: the returns of a run, and what rules may join.
    ///
    /// Returns have no rowid: views find each of them by one search and not two, and go through them in the order in which their records are staged, so that
    /// what is read of these lies together.
    public static let commonStatements = [
        "CREATE TABLE _returns (id TEXT NOT NULL PRIMARY KEY, reporter TEXT NOT NULL, round TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID",
        "CREATE TABLE reporters (code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, language TEXT, contact TEXT) STRICT",
        "CREATE TABLE rounds (round TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL, previous TEXT) STRICT",
        "CREATE TABLE codes (list TEXT NOT NULL, code TEXT NOT NULL, parent TEXT, level INTEGER NOT NULL, label TEXT NOT NULL, PRIMARY KEY (list, code)) STRICT",
        "CREATE TABLE code_paths (list TEXT NOT NULL, code TEXT NOT NULL, ancestor TEXT NOT NULL, distance INTEGER NOT NULL, PRIMARY KEY (list, code, ancestor)) STRICT, WITHOUT ROWID",
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
