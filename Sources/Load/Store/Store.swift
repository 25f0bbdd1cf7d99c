import Foundation
import class GRDB.Database
import struct GRDB.Configuration
import struct GRDB.DatabaseError
import class GRDB.DatabasePool
import class GRDB.DatabaseQueue
import protocol GRDB.DatabaseWriter
import OrderedCollections
public import SurveyModel

/// A survey's store: ledger, staged records, runs. One SQLite file, written by one process at a time.
public final class Store: Sendable {
    /// Changes when the tables of the store do; another store is made anew from the archive.
    static let schemaVersion = 4

    /// One connection that writes and, where the store is a file, others that read beside it.
    let connections: any DatabaseWriter
    let definition: SurveyDefinition
    /// Where it is, as it is told: the file's path, or that there is none.
    let place: String

    /// Opens a survey's store, and makes it if there is none.
    ///
    /// - Parameters:
    ///   - path: the file; nil for a store in memory, which is gone with the object.
    ///   - definition: the survey.
    ///   - codes: the codes of its lists, for rules and figures.
    /// - Throws: ``LoadError`` where the file is no store or cannot be opened.
    public init(path: String?, definition: SurveyDefinition, codes: [StagedCode]) throws {
        self.definition = definition
        let place = path ?? "in memory"
        self.place = place
        let functions = RuleFunctions(codes: codes)
        var configuration = Configuration()
        // Others look into the store while a run goes on, such as `canvass status`; neither shall fail for the other's moment.
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = Self.width
        configuration.prepareDatabase { database in
            if path != nil {
                // Rules and figures go through the records from end to end, so that no connection finds much again of what it holds; the system holds the
                // file. More than 4 MiB were no quicker, and are memory that grows with the survey for each connection.
                try database.execute(sql: "PRAGMA cache_size = -4096")
                // A row of a staged table that is longer than a quarter of a page goes on in a page of its own: of answers in sentences most would. With
                // pages of 16 KiB a store of such answers is half as large and read in two thirds of the time of 4 KiB. A store that exists stays as it is.
                try database.execute(sql: "PRAGMA page_size = 16384")
            }
            functions.register(in: database)
        }
        do {
            if let path {
                let pool = try DatabasePool(path: path, configuration: configuration)
                // A pool sets WAL mode, and with it that a power failure may take what was written last: it must not.
                try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
                connections = pool
            } else {
                connections = try DatabaseQueue(configuration: configuration)
            }
            try connections.write { try Self.createLedger(in: $0) }
        } catch let error as CocoaError {
            // What the system has said of the files beside the store, which GRDB looks at by itself.
            let system = error.userInfo[NSUnderlyingErrorKey] as? NSError
            let reason =
                system.map { String(cString: strerror(Int32(clamping: $0.code))) } ?? error.localizedDescription
            throw LoadError(
                .store,
                "The store \(place) cannot be opened: \(reason). Mend its permissions, or look into the system's log for the disk. The archive and the last published run are untouched."
            )
        } catch let error as DatabaseError {
            throw LoadError.ofStore(error, at: place)
                ?? LoadError(
                    .store,
                    "The store \(place) cannot be opened: \(error.message ?? "unknown error"). Move it away; the archive is untouched, and the next run makes a new store from it."
                )
        }
    }

    private static func createLedger(in database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS _ledger_files (
                    path TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL, sha256 TEXT NOT NULL
                ) STRICT;
                CREATE TABLE IF NOT EXISTS _ledger_received (
                    sha256 TEXT NOT NULL PRIMARY KEY, extension TEXT NOT NULL, file TEXT NOT NULL, first_seen TEXT NOT NULL
                ) STRICT;
                CREATE TABLE IF NOT EXISTS _ledger_members (
                    container TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, extension TEXT NOT NULL, sha256 TEXT NOT NULL,
                    rule TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (container, number)
                ) STRICT;
                CREATE TABLE IF NOT EXISTS _ledger_opened (container TEXT NOT NULL PRIMARY KEY, under TEXT NOT NULL) STRICT;
                CREATE TABLE IF NOT EXISTS _ledger_runs (
                    id TEXT NOT NULL PRIMARY KEY, started TEXT NOT NULL, finished TEXT NOT NULL, definition TEXT NOT NULL, counts TEXT NOT NULL,
                    manifest TEXT NOT NULL DEFAULT '', removed TEXT
                ) STRICT;
                CREATE TABLE IF NOT EXISTS _ledger_staging (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
                CREATE TABLE IF NOT EXISTS _ledger_staged (id TEXT NOT NULL PRIMARY KEY) STRICT;
                """)
        // A store of an earlier build knows its runs still.
        let columns = Set(try database.columns(in: "_ledger_runs").map(\.name))
        for (column, declaration) in [("manifest", "TEXT NOT NULL DEFAULT ''"), ("removed", "TEXT")]
        where !columns.contains(column) {
            try database.execute(sql: "ALTER TABLE _ledger_runs ADD COLUMN \(column) \(declaration)")
        }
    }

    /// How many rules or figures read the store at once.
    public static let width = min(4, ProcessInfo.processInfo.activeProcessorCount)

    /// Lets go of the records that connections hold: after rules and figures they are read no more.
    public func releaseMemory() {
        (connections as? DatabasePool)?.releaseMemory()
    }

    /// Closes the store's files, so that a process that ends right away leaves none beside it. What is asked of the store afterwards fails.
    public func close() {
        // Readers go first: the log is taken in and removed by the last connection, and one that only reads can do neither.
        releaseMemory()
        // What is not taken in now is taken in by whoever opens the store next.
        try? connections.close()
    }
}
