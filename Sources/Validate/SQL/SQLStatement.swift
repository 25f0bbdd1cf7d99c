import class GRDB.Database
import struct GRDB.DatabaseError
import struct GRDB.ResultCode
import GRDBSQLite
import SurveyModel

/// What SQLite says of an SQL text.
struct SQLFailure: Error, Hashable {
    /// Whether it was stopped because it took too long.
    let isInterrupted: Bool
    /// SQLite's message.
    let message: String
    /// SQLite's code where the disk, the machine or the store has failed under the statement: no fault of who wrote it.
    var storeCode: Int32?
    /// What to do, where that is known better than by the message.
    var advice: String?

    /// What to do where a name that is no column stands between double quotation marks, as text does elsewhere; nil where it does not.
    ///
    /// - Parameter sql: what is at fault.
    func adviceOnText(in sql: String) -> String? {
        let beginning = "no such column: "
        guard message.hasPrefix(beginning) else { return nil }
        let name = message.dropFirst(beginning.count)
        guard !name.isEmpty, sql.contains("\"\(name)\"") else { return nil }
        return "Text stands in single quotes: '\(name)'."
    }

    /// Throws what the store has failed by; nothing where the statement itself is at fault.
    ///
    /// - Throws: `DatabaseError` where the store itself has failed.
    func rethrowStoreFailure() throws {
        guard let storeCode else { return }
        throw DatabaseError(resultCode: ResultCode(rawValue: storeCode), message: message)
    }

    /// Runs what tells by itself of SQL that is at fault, so that what it throws is the store's.
    ///
    /// - Throws: what `body` throws; in the place of an ``SQLFailure`` of the store `DatabaseError`.
    static func rethrowing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let failure as SQLFailure {
            try failure.rethrowStoreFailure()
            throw failure
        }
    }
}

/// A compiled SELECT that is stepped through row by row, and whose values are looked at where SQLite has them.
///
/// GRDB's rows make an object of each value; a scan of all of a survey's records must not. The statement must not outlive the connection:
/// it is made and dropped within one access to a `Database`, on the thread that GRDB gives it.
final class SQLStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer

    /// Compiles one statement.
    ///
    /// - Throws: ``SQLFailure`` where the text is wrong, empty, or more than one statement.
    init(_ sql: String, in database: Database) throws(SQLFailure) {
        guard let connection = database.sqliteConnection else {
            throw SQLFailure(isInterrupted: false, message: "the connection is closed")
        }
        self.connection = connection
        var statement: OpaquePointer?
        var isAlone = true
        // The buffer lives for the closure's time, and so does the tail, which points into it; SQLite keeps a copy of the text of its own.
        let code = sql.withCString { start in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(connection, start, -1, &statement, &tail)
            // What follows must be blanks, comments and semicolons alone: they compile to no statement.
            while code == SQLITE_OK, let next = tail, next.pointee != 0, isAlone {
                var following: OpaquePointer?
                var rest: UnsafePointer<CChar>?
                let isFine = sqlite3_prepare_v2(connection, next, -1, &following, &rest) == SQLITE_OK
                isAlone = isFine && following == nil
                sqlite3_finalize(following)
                tail = rest
            }
            return code
        }
        guard code == SQLITE_OK, isAlone, let prepared = statement else {
            let failure =
                code == SQLITE_OK
                ? SQLFailure(
                    isInterrupted: false,
                    message: isAlone ? "there is no statement" : "there is more than one statement")
                : Self.failure(code, connection)
            sqlite3_finalize(statement)
            throw failure
        }
        self.statement = prepared
    }

    deinit { sqlite3_finalize(statement) }

    /// What a code says, with the message that belongs to it: the connection must not have been asked for anything else since.
    private static func failure(_ code: Int32, _ connection: OpaquePointer) -> SQLFailure {
        // SQLite's own text, valid until the next call on the connection: copied at once.
        let message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? "unknown error"
        switch code & 0xFF {
        case SQLITE_INTERRUPT: return SQLFailure(isInterrupted: true, message: message)
        // The disk and the file; another program that holds the file; a machine without memory. A rule that is well may meet any of them.
        case SQLITE_FULL, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN,
            SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL, SQLITE_ABORT, SQLITE_NOMEM:
            return SQLFailure(isInterrupted: false, message: message, storeCode: code)
        default: return SQLFailure(isInterrupted: false, message: message)
        }
    }

    /// Whether it changes nothing.
    var isReadOnly: Bool { sqlite3_stmt_readonly(statement) != 0 }

    /// Whether it has places for values that are given later: `?`, `:name`.
    var hasParameters: Bool { sqlite3_bind_parameter_count(statement) != 0 }

    /// What is wrong with SQL that has such places, behind 'the SQL of the rule …', and what to do about it.
    static let parameterFault = (
        message: "has a parameter (?, :name, @name or $name), which nothing fills",
        advice: "Write the value itself; a text stands in single quotes, such as '?'."
    )

    /// The columns' names in order.
    var columnNames: [String] {
        (0..<sqlite3_column_count(statement)).map { index in
            sqlite3_column_name(statement, index).map { String(cString: $0) } ?? ""
        }
    }

    /// Goes to the next row.
    ///
    /// - Returns: false where there is none.
    /// - Throws: ``SQLFailure`` where the statement fails on the data or was stopped, or the store has failed.
    func step() throws(SQLFailure) -> Bool {
        let code = sqlite3_step(statement)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw Self.failure(code, connection)
        }
    }

    /// Starts anew with another value for its first question mark.
    ///
    /// - Throws: ``SQLFailure`` where there is no memory for it: the statement would ask for another's records, or for none.
    func bind(_ text: String) throws(SQLFailure) {
        sqlite3_reset(statement)
        // SQLITE_TRANSIENT, a macro that Swift cannot import: SQLite copies the text before the call returns.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let code = sqlite3_bind_text(statement, 1, text, -1, transient)
        guard code == SQLITE_OK else { throw Self.failure(code, connection) }
    }

    /// Starts anew with other values for its question marks.
    ///
    /// - Throws: ``SQLFailure`` where there is no memory for them.
    func bind(_ text: String, _ integer: Int) throws(SQLFailure) {
        try bind(text)
        let code = sqlite3_bind_int64(statement, 2, Int64(integer))
        guard code == SQLITE_OK else { throw Self.failure(code, connection) }
    }

    // MARK: - Values of the present row

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

    /// Truth as SQL has it: a number other than zero, also 0.25; nil for NULL.
    func truth(_ column: Int) -> Bool? {
        switch sqlite3_column_type(statement, Int32(column)) {
        case SQLITE_NULL: nil
        case SQLITE_INTEGER: sqlite3_column_int64(statement, Int32(column)) != 0
        default: sqlite3_column_double(statement, Int32(column)) != 0
        }
    }

    func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(column))) }

    /// The value as a figure has it; nil for NULL and blobs.
    func figureValue(_ column: Int) -> FigureValue? {
        switch sqlite3_column_type(statement, Int32(column)) {
        case SQLITE_INTEGER: .number(Double(sqlite3_column_int64(statement, Int32(column))))
        case SQLITE_FLOAT: .number(sqlite3_column_double(statement, Int32(column)))
        default: text(column).map(FigureValue.text)
        }
    }

    /// The value as text, numbers in their shortest form; nil for NULL and blobs.
    func text(_ column: Int) -> String? {
        switch sqlite3_column_type(statement, Int32(column)) {
        case SQLITE_INTEGER: return String(sqlite3_column_int64(statement, Int32(column)))
        case SQLITE_FLOAT: return Value.shortest(sqlite3_column_double(statement, Int32(column)))
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(statement, Int32(column)) else { return nil }
            let length = Int(sqlite3_column_bytes(statement, Int32(column)))
            return String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
        default: return nil
        }
    }
}
