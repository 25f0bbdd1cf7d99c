import Foundation
import class GRDB.Database
import struct GRDB.DatabaseValue
import GRDBSQLite

/// A function as one connection has it, which asks it from one thread at a time.
///
/// A query that joins two tables may ask for the same code's ancestor tens of millions of times. GRDB's functions make an array and a value of each
/// argument at each call; here arguments that were asked lately are known by their bytes, and have the answer that they had.
final class InstalledFunction {
    /// What was answered to some arguments.
    private struct Answer {
        var asked: [UInt8] = []
        var value = DatabaseValue.null
    }

    /// How many answers are remembered: as many as a code list of usual length has codes.
    private static let mostAnswers = 256
    /// Longer arguments are texts that seldom come again, and whose answers take memory.
    private static let mostBytes = 256

    private let body: RuleFunction.Body
    /// Each at the place that its arguments' hash tells; what comes to the same place takes it.
    private var answers: [Answer] = []
    /// The arguments in hand.
    private var asked: [UInt8] = []

    init(_ body: @escaping RuleFunction.Body) {
        self.body = body
    }

    /// Makes it known to a connection, which keeps it until it is closed.
    ///
    /// - Parameter count: of how many arguments it is.
    func install(_ name: String, _ count: Int, in database: Database) {
        // SQLite calls the last closure also where it refuses the function, so that what is retained here is released in any case.
        let own = Unmanaged.passRetained(self).toOpaque()
        let code = sqlite3_create_function_v2(
            database.sqliteConnection, name, Int32(count), SQLITE_UTF8 | SQLITE_DETERMINISTIC, own,
            { context, count, values in
                // What `install` has given, and SQLite holds while the function is known.
                guard let own = sqlite3_user_data(context) else { return }
                Unmanaged<InstalledFunction>.fromOpaque(own).takeUnretainedValue().answer(context, count, values)
            },
            nil, nil,
            { own in
                if let own { Unmanaged<InstalledFunction>.fromOpaque(own).release() }
            })
        // Names and numbers of arguments are the program's own, and no input; SQLite's function of the same name must not answer in its place.
        precondition(code == SQLITE_OK, "SQLite refuses the function \(name)")
    }

    /// Answers a call. SQLite gives `count` values, which are there until this returns.
    private func answer(_ context: OpaquePointer?, _ count: Int32, _ values: UnsafeMutablePointer<OpaquePointer?>?) {
        let arguments = UnsafeMutableBufferPointer(start: values, count: Int(count))
        asked.removeAll(keepingCapacity: true)
        for argument in arguments { Self.append(argument, to: &asked) }
        guard (1...Self.mostBytes).contains(asked.count) else {
            asked = []
            return give(context) { try value(of: arguments) }
        }
        if answers.isEmpty { answers = Array(repeating: Answer(), count: Self.mostAnswers) }
        let place = Self.place(of: asked)
        if answers[place].asked == asked { return Self.give(answers[place].value, context) }
        give(context) {
            let value = try value(of: arguments)
            answers[place] = Answer(asked: asked, value: value)
            return value
        }
    }

    private func value(of arguments: UnsafeMutableBufferPointer<OpaquePointer?>) throws -> DatabaseValue {
        try body(arguments.map(Self.read))?.databaseValue ?? .null
    }

    private func give(_ context: OpaquePointer?, _ value: () throws -> DatabaseValue) {
        do {
            Self.give(try value(), context)
        } catch {
            sqlite3_result_error(context, "\(error)", -1)
        }
    }

    private static func give(_ value: DatabaseValue, _ context: OpaquePointer?) {
        // SQLITE_TRANSIENT, a macro that Swift cannot import: SQLite copies the bytes before the call returns.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value.storage {
        case .null: sqlite3_result_null(context)
        case .int64(let integer): sqlite3_result_int64(context, integer)
        case .double(let double): sqlite3_result_double(context, double)
        case .string(var text):
            text.withUTF8 { bytes in
                // An empty text may have no address; for SQLite that would be NULL.
                guard let start = bytes.baseAddress else { return sqlite3_result_text(context, "", 0, transient) }
                start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_result_text64(context, $0, UInt64(bytes.count), transient, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let data):
            data.withUnsafeBytes { sqlite3_result_blob64(context, $0.baseAddress, UInt64($0.count), transient) }
        }
    }

    // MARK: - Arguments

    private static func read(_ argument: OpaquePointer?) -> DatabaseValue {
        switch sqlite3_value_type(argument) {
        case SQLITE_INTEGER: sqlite3_value_int64(argument).databaseValue
        case SQLITE_FLOAT: sqlite3_value_double(argument).databaseValue
        case SQLITE_TEXT: String(decoding: bytes(of: argument), as: UTF8.self).databaseValue
        case SQLITE_BLOB: Data(bytes(of: argument)).databaseValue
        default: .null
        }
    }

    /// The bytes of a text or blob, which are there while the function is called and nobody asks SQLite for the value in another form.
    private static func bytes(of argument: OpaquePointer?) -> UnsafeRawBufferPointer {
        // First the address: it may change what the length is told of.
        let start: UnsafeRawPointer? =
            sqlite3_value_type(argument) == SQLITE_TEXT
            ? sqlite3_value_text(argument).map { UnsafeRawPointer($0) } : sqlite3_value_blob(argument)
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(argument)))
    }

    /// Adds an argument's type and bytes, a text's or blob's behind their number, of which one byte is enough: what has more is not remembered. Others
    /// never give the same.
    private static func append(_ argument: OpaquePointer?, to asked: inout [UInt8]) {
        let type = sqlite3_value_type(argument)
        asked.append(UInt8(truncatingIfNeeded: type))
        switch type {
        case SQLITE_INTEGER: withUnsafeBytes(of: sqlite3_value_int64(argument)) { asked.append(contentsOf: $0) }
        case SQLITE_FLOAT: withUnsafeBytes(of: sqlite3_value_double(argument)) { asked.append(contentsOf: $0) }
        case SQLITE_TEXT, SQLITE_BLOB:
            let bytes = bytes(of: argument)
            asked.append(UInt8(truncatingIfNeeded: bytes.count))
            asked.append(contentsOf: bytes)
        default: break
        }
    }

    /// FNV-1a of Fowler, Noll and Vo, which is quick for few bytes.
    private static func place(of asked: [UInt8]) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in asked { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(hash % UInt64(mostAnswers))
    }
}
