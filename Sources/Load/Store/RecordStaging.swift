import class GRDB.Database
import struct GRDB.DatabaseError
import struct GRDB.ResultCode
import GRDBSQLite
import OrderedCollections
import SurveyModel

/// Puts records into the staged tables. Millions of values are bound to SQLite's statements where they are, without an object for each.
///
/// It must not outlive the access to the `Database` in which it is made.
struct RecordStaging {
    private let statements: [String: RecordStatement]

    /// - Parameter replacing: whether records that are staged get other values.
    /// - Throws: `DatabaseError`.
    init(_ definition: SurveyDefinition, in database: Database, replacing: Bool = false) throws {
        var statements: [String: RecordStatement] = [:]
        for table in definition.tables.values {
            statements[table.name] = try RecordStatement(
                replacing ? Self.update(table) : Self.insert(table), fields: table.fields.count, in: database)
        }
        self.statements = statements
    }

    // In both the first two values are the return and the record's number, and then come those of its fields and their statuses.

    private static func insert(_ table: TableDefinition) -> String {
        let columns = columns(of: table)
        let marks = (1...columns.count + 2).map { "?\($0)" }.joined(separator: ", ")
        return
            "INSERT INTO \(name(of: table)) (\"return\", record, \(columns.joined(separator: ", "))) VALUES (\(marks))"
    }

    private static func update(_ table: TableDefinition) -> String {
        let values = columns(of: table).enumerated().map { "\($0.element) = ?\($0.offset + 3)" }
        return
            "UPDATE \(name(of: table)) SET \(values.joined(separator: ", ")) WHERE \"return\" = ?1 AND record = ?2"
    }

    private static func name(of table: TableDefinition) -> String {
        StagingSchema.quoted(StagingSchema.stagedTable(table.name))
    }

    private static func columns(of table: TableDefinition) -> [String] {
        StagingSchema.columns(of: table).map(StagingSchema.quoted)
    }

    /// Stages records of a return.
    ///
    /// - Throws: `DatabaseError`, also where a record is staged already.
    func stage(_ records: [Record], of returnID: String) throws {
        var values = StagedValues()
        for record in records { values.add(record, of: returnID) }
        try stage(values)
    }

    /// Stages records of which the values are given.
    ///
    /// - Throws: `DatabaseError`, also where a record is staged already.
    func stage(_ values: StagedValues) throws {
        for (index, row) in values.rows.enumerated() {
            try statements[row.table]?.run(values.items(ofRow: index), values.texts)
        }
    }
}

/// A statement that a staged record's values are bound to.
private final class RecordStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer
    private let columns: Int32

    init(_ sql: String, fields: Int, in database: Database) throws {
        guard let connection = database.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
        }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw Self.error(code, connection) }
        self.statement = statement
        self.connection = connection
        columns = Int32(2 * fields + 2)
    }

    deinit { sqlite3_finalize(statement) }

    /// - Parameter texts: the bytes in which the items' texts are.
    func run(_ items: ArraySlice<StagedValues.Item>, _ texts: [UInt8]) throws {
        // SQLite reads the texts in place while the statement is stepped, all of it within this closure; the next record binds every column anew.
        let code = texts.withUnsafeBufferPointer { step(items, $0) }
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else { throw Self.error(code, connection) }
    }

    /// Binds a record's values and steps the statement; gives what SQLite has said. A value that is not taken, such as one too large or one too many,
    /// must not stand as NULL.
    private func step(_ items: ArraySlice<StagedValues.Item>, _ texts: UnsafeBufferPointer<UInt8>) -> Int32 {
        var column: Int32 = 0
        for item in items {
            column += 1
            let code = bind(item, column, texts)
            guard code == SQLITE_OK else { return code }
        }
        // A record that has fewer entries than its table has fields.
        while column < columns {
            column += 1
            let code = sqlite3_bind_null(statement, column)
            guard code == SQLITE_OK else { return code }
        }
        return sqlite3_step(statement)
    }

    private func bind(_ item: StagedValues.Item, _ column: Int32, _ texts: UnsafeBufferPointer<UInt8>) -> Int32 {
        switch item {
        case .nothing: return sqlite3_bind_null(statement, column)
        case .integer(let integer): return sqlite3_bind_int64(statement, column, Int64(integer))
        case .number(let number): return sqlite3_bind_double(statement, column, number)
        case .text(let range):
            // In bounds: the ranges are those of the bytes as they were appended. An empty text has an address too, else it would be NULL.
            let start = texts.baseAddress.map { UnsafeRawPointer($0 + range.lowerBound) }
            return sqlite3_bind_text64(
                statement, column, start?.assumingMemoryBound(to: CChar.self), UInt64(range.count), nil,
                UInt8(SQLITE_UTF8))
        }
    }

    private static func error(_ code: Int32, _ connection: OpaquePointer) -> DatabaseError {
        // SQLite's own text, valid until the next call on the connection: copied at once.
        DatabaseError(
            resultCode: ResultCode(rawValue: code), message: sqlite3_errmsg(connection).map { String(cString: $0) })
    }
}
