import class GRDB.Database
import struct GRDB.Configuration
import struct GRDB.DatabaseError
import class GRDB.DatabaseQueue
import class GRDB.Row

/// What a store says of itself, which is left as it is: also while a run goes on, and from a disk that cannot be written.
public struct StoreInspection: Sendable {
    /// What SQLite finds wrong with the file; empty where it is sound.
    public let damage: [String]
    /// The returns that the ledger knows, ordered by hash.
    public let received: [ReceivedReturn]
    /// The ids of the runs that the ledger knows, the oldest first.
    public let runs: [String]

    /// Looks into a store.
    ///
    /// - Throws: ``LoadError`` of kind `store` where it cannot be opened or is none.
    public init(path: String) throws {
        do {
            self = try Self.read(path)
        } catch let error as DatabaseError where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) {
            // Where nothing can be written SQLite must be told that nothing is being written either.
            do {
                self = try Self.read("file:\(path.addingSlashEscapes)?immutable=1")
            } catch {
                throw Self.failure(error, path)
            }
        } catch {
            throw Self.failure(error, path)
        }
    }

    private init(damage: [String], received: [ReceivedReturn], runs: [String]) {
        self.damage = damage
        self.received = received
        self.runs = runs
    }

    private static func read(_ path: String) throws -> StoreInspection {
        var configuration = Configuration()
        // Not opened for reading alone: SQLite would leave its two helping files behind. Queries are all that this connection can do.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA query_only = ON") }
        configuration.busyMode = .timeout(10)
        return try DatabaseQueue(path: path, configuration: configuration).read { database in
            let damage = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            let received = try Row.fetchAll(
                database, sql: "SELECT sha256, extension, file, first_seen FROM _ledger_received ORDER BY sha256")
            return StoreInspection(
                damage: damage,
                received: received.map {
                    ReceivedReturn(sha256: $0[0], fileExtension: $0[1], file: $0[2], firstSeen: $0[3])
                },
                runs: try String.fetchAll(database, sql: "SELECT id FROM _ledger_runs ORDER BY id"))
        }
    }

    private static func failure(_ error: any Error, _ path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return LoadError(
            .store,
            "The store \(path) cannot be read: \(error.message ?? "unknown error"). If it is damaged, move it away; the next run makes a new one from the archive."
        )
    }
}

extension String {
    /// The path as it may stand in a `file:` URI.
    fileprivate var addingSlashEscapes: String {
        replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    }
}
