import class GRDB.Database
import GRDBSQLite
import OrderedCollections
import SurveyModel

/// Says what SQL may do while it is compiled, and notes which columns it reads (SQLite, `sqlite3_set_authorizer`: *Compile-Time Authorization Callbacks*).
///
/// A rule may read the columns that it is offered and call the functions that it is offered. Everything else is refused as the statement is compiled,
/// so it never runs.
final class RuleAuthorizer {
    /// A column that a statement reads.
    struct Read: Hashable {
        let table: String
        let column: String
    }

    private let columns: [String: Set<String>]
    private let functions: Set<String>
    private let codeLists: [String]
    /// Who is told what may not be, in the plural: rules or figures.
    private let subject: String
    /// What the last statement reads, in the order in which SQLite came upon it.
    private(set) var reads: OrderedSet<Read> = []
    /// The first thing that the last statement may not do, as the end of the sentence 'the rule …'.
    private(set) var refusal: String?

    /// - Parameters:
    ///   - readable: the tables and columns that may be read.
    ///   - functions: the names of the functions that may be called, in lower case.
    ///   - codeLists: the survey's code lists.
    ///   - subject: what is compiled, in the plural, for messages.
    init(readable: [StagingSchema.Readable], functions: Set<String>, codeLists: [String], subject: String) {
        self.subject = subject
        self.codeLists = codeLists
        columns = Dictionary(uniqueKeysWithValues: readable.map { ($0.name, Set($0.columns.map(\.name))) })
        self.functions = functions
    }

    /// Compiles a statement under this authorizer.
    ///
    /// A pattern or a code list's name that stands in the SQL as a text is looked at too, so that a bad one does not wait for the night.
    /// - Parameter database: a connection of the compiler's own: GRDB's authorizer is not put back, since SQLite does not tell it.
    func compile(_ sql: String, in database: Database) throws(SQLFailure) -> SQLStatement {
        reads = []
        refusal = nil
        let connection = database.sqliteConnection
        // The pointer to self is valid while the authorizer is set, which ends before this method does.
        sqlite3_set_authorizer(
            connection,
            { context, action, first, second, _, _ in
                guard let context else { return SQLITE_DENY }
                let authorizer = Unmanaged<RuleAuthorizer>.fromOpaque(context).takeUnretainedValue()
                return authorizer.isAllowed(action, first, second) ? SQLITE_OK : SQLITE_DENY
            }, Unmanaged.passUnretained(self).toOpaque())
        defer { sqlite3_set_authorizer(connection, nil, nil) }
        let statement = try SQLStatement(sql, in: database)
        if let failure = LiteralArguments(in: sql, codeLists: codeLists).failure { throw failure }
        return statement
    }

    private func isAllowed(_ action: CInt, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> Bool {
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: return true
        case SQLITE_READ:
            guard let first else { return refuse("reads what it may not") }
            return read(String(cString: first), second.map { String(cString: $0) } ?? "")
        case SQLITE_FUNCTION:
            let name = second.map { String(cString: $0).lowercased() } ?? ""
            return functions.contains(name) || refuse("calls the function \(name), which \(subject) may not")
        case SQLITE_ATTACH, SQLITE_DETACH: return refuse("opens another database, which \(subject) may not")
        case SQLITE_PRAGMA: return refuse("uses a PRAGMA, which \(subject) may not")
        // Table-valued functions such as json_each come here too: SQLite declares their table first.
        default: return refuse("does not only read the survey's tables")
        }
    }

    private func read(_ table: String, _ column: String) -> Bool {
        guard let columns = columns[table] else {
            // The database has no other table but SQLite's own, so this is what a recursive query calls itself.
            return table.hasPrefix("sqlite_") ? refuse("reads \(table), which \(subject) may not") : true
        }
        // An empty column: rows are counted, no column is read.
        guard column.isEmpty || columns.contains(column) else {
            return refuse("reads \(table).\(column), which \(subject) may not")
        }
        if !column.isEmpty { reads.append(Read(table: table, column: column)) }
        return true
    }

    private func refuse(_ what: String) -> Bool {
        if refusal == nil { refusal = what }
        return false
    }
}
