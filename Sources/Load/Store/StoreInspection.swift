import Foundation
import class GRDB.Database
import struct GRDB.Configuration
import struct GRDB.DatabaseError
import class GRDB.DatabaseQueue

/// What a store says of itself, which is left as it is: also while a run goes on, and from a disk that cannot be written.
public struct StoreInspection: Sendable {
    /// What SQLite finds wrong with the file; empty where it is sound.
    public let damage: [String]
    /// The returns that the ledger knows, ordered by hash.
    public let received: [ReceivedReturn]
    /// The runs that the ledger knows, the newest first.
    public let runs: [RunRecord]

    /// Looks into a store.
    ///
    /// - Throws: ``LoadError`` of kind `store` where it cannot be opened or is none.
    public init(path: String) throws {
        self = try Self.looking(into: path) { database in
            let damage = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            return StoreInspection(
                damage: damage, received: try ReceivedReturn.all(in: database),
                runs: try RunRecord.last(Int.max, in: database))
        }
    }

    /// The published runs that a store knows, newest first; none where it is of a version that does not keep them so.
    ///
    /// - Parameters:
    ///   - path: the store.
    ///   - limit: how many at most.
    /// - Throws: ``LoadError`` of kind `store` where it cannot be opened or is none.
    public static func lastRuns(path: String, limit: Int) throws -> [RunRecord] {
        try looking(into: path) { database in
            guard try database.tableExists("_ledger_runs") else { return [] }
            return try RunRecord.last(limit, in: database)
        }
    }

    /// A note of the ledger, by its name; nil where there is none.
    ///
    /// - Throws: ``LoadError`` of kind `store` where the store cannot be opened or is none.
    public static func note(_ name: String, path: String) throws -> String? {
        try looking(into: path) { try Store.text(ofNote: name, in: $0) }
    }

    private init(damage: [String], received: [ReceivedReturn], runs: [RunRecord]) {
        self.damage = damage
        self.received = received
        self.runs = runs
    }

    /// What SQLite finds wrong at a quick look, which leaves out whether indexes agree with their tables; empty where it finds nothing.
    ///
    /// - Throws: what SQLite says where the store cannot be looked into, but for a damage that keeps it from being opened.
    public static func quickCheck(path: String) throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            return try DatabaseQueue(path: path, configuration: configuration).read {
                try String.fetchAll($0, sql: "PRAGMA quick_check(3)").filter { $0 != "ok" }
            }
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            return [error.message ?? "no database"]
        }
    }

    /// Reads from a store, also where nothing but reading is allowed: to another account, or on a disk that cannot be written.
    private static func looking<Result>(into path: String, _ body: (Database) throws -> Result) throws -> Result {
        do {
            return try read(path, body)
        } catch let error as DatabaseError
            where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
            || LoadError.isLackOfRoom(error, at: path) && !isBeingWritten(path)
        {
            // Where nothing can be written SQLite must be told that nothing is being written either.
            do {
                return try read("file:\(path.escapedForURI)?immutable=1", body)
            } catch {
                throw Self.failure(error, path)
            }
        } catch {
            throw Self.failure(error, path)
        }
    }

    private static func read<Result>(_ path: String, _ body: (Database) throws -> Result) throws -> Result {
        var configuration = Configuration()
        // Not opened for reading alone: SQLite would leave its two helping files behind. Queries are all that this connection can do.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA query_only = ON") }
        configuration.busyMode = .timeout(10)
        return try DatabaseQueue(path: path, configuration: configuration).read(body)
    }

    /// Whether SQLite's log holds what the file itself does not hold yet.
    private static func isBeingWritten(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
        return (attributes?[.size] as? NSNumber).map { $0.intValue > 0 } ?? false
    }

    private static func failure(_ error: any Error, _ path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        if LoadError.isLackOfRoom(error, at: path) {
            return LoadError(
                .store,
                "The store \(path) cannot be looked into while there is no room on the disk: SQLite needs a little. Make room, and try again."
            )
        }
        if access(path, R_OK) != 0, errno == EACCES {
            return LoadError(
                .store,
                "The store \(path) may not be read by this account. Use the account that makes the runs, such as by `sudo -u canvass`."
            )
        }
        return LoadError(
            .store,
            "The store \(path) cannot be read: \(error.message ?? "unknown error"). If it is damaged, move it away; the next run makes a new one from the archive."
        )
    }
}

extension String {
    /// The path as it may stand in a `file:` URI: what would begin an escape, a query or a fragment there is escaped.
    fileprivate var escapedForURI: String {
        replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    }
}
