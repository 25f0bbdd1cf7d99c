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
        for record in records { try statements[record.table]?.run(record, of: returnID) }
    }
}

/// A statement that a staged record's values are bound to.
private final class RecordStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer
    private var values: BoundValues

    init(_ sql: String, fields: Int, in database: Database) throws {
        guard let connection = database.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
        }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw Self.error(code, connection) }
        self.statement = statement
        self.connection = connection
        values = BoundValues(to: statement, columns: 2 * fields + 2)
    }

    deinit { sqlite3_finalize(statement) }

    func run(_ record: Record, of returnID: String) throws {
        let code = values.step(record, of: returnID)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else { throw Self.error(code, connection) }
    }

    private static func error(_ code: Int32, _ connection: OpaquePointer) -> DatabaseError {
        // SQLite's own text, valid until the next call on the connection: copied at once.
        DatabaseError(
            resultCode: ResultCode(rawValue: code), message: sqlite3_errmsg(connection).map { String(cString: $0) })
    }
}

/// The values of a record as they are bound to a statement, which outlives them.
private struct BoundValues {
    private let statement: OpaquePointer
    private let columns: Int
    /// The bytes of a record's texts, one behind the other, and where in them each column's text is.
    private var texts: [UInt8] = []
    private var ranges: [Range<Int>?] = []
    /// What SQLite has said of the first value that it did not take.
    private var refusal = SQLITE_OK

    init(to statement: OpaquePointer, columns: Int) {
        self.statement = statement
        self.columns = columns
    }

    /// Binds a record's values and steps the statement; gives what SQLite has said.
    mutating func step(_ record: Record, of returnID: String) -> Int32 {
        gather(record, returnID)
        // SQLite reads the texts in place while the statement is stepped, all of it within this closure; the next record binds every column anew.
        return texts.withUnsafeBufferPointer { texts in
            var refusal = refusal
            for (column, range) in ranges.enumerated() {
                guard let range else { continue }
                // In bounds: the ranges are those of the bytes as they were appended. An empty text has an address too, else it would be NULL.
                let start = texts.baseAddress.map { UnsafeRawPointer($0 + range.lowerBound) }
                let code = sqlite3_bind_text64(
                    statement, Int32(column + 1), start?.assumingMemoryBound(to: CChar.self), UInt64(range.count),
                    nil, UInt8(SQLITE_UTF8))
                if refusal == SQLITE_OK { refusal = code }
            }
            return refusal == SQLITE_OK ? sqlite3_step(statement) : refusal
        }
    }

    /// Binds what is no text, and gathers what is.
    private mutating func gather(_ record: Record, _ returnID: String) {
        // One byte that is nobody's, so that there is an address also where all texts are empty.
        texts.removeAll(keepingCapacity: true)
        texts.append(0)
        refusal = SQLITE_OK
        ranges.removeAll(keepingCapacity: true)
        add(returnID)
        add(record.number)
        for index in record.entries.indices {
            switch record.entries[index]?.value {
            case .text(let text)?: add(text)
            case .integer(let integer)?: add(integer)
            case .number(let number)?:
                ranges.append(nil)
                note(sqlite3_bind_double(statement, Int32(ranges.count), number))
            case .boolean(let boolean)?: add(boolean ? 1 : 0)
            case let value?: add(value.text)
            case nil: addNull()
            }
            if let status = record.entries[index]?.status { add(status) } else { addNull() }
        }
        // A record that has fewer entries than its table has fields.
        while ranges.count < columns { addNull() }
    }

    private mutating func add(_ text: String) {
        var text = text
        let start = texts.count
        // The text's own bytes, for as long as the closure runs.
        text.withUTF8 { texts.append(contentsOf: $0) }
        ranges.append(start..<texts.count)
    }

    private mutating func add(_ integer: Int) {
        ranges.append(nil)
        note(sqlite3_bind_int64(statement, Int32(ranges.count), Int64(integer)))
    }

    private mutating func addNull() {
        ranges.append(nil)
        note(sqlite3_bind_null(statement, Int32(ranges.count)))
    }

    /// A value that is not taken, such as one too large or one too many, must not stand as NULL.
    private mutating func note(_ code: Int32) {
        if refusal == SQLITE_OK { refusal = code }
    }
}
