import class GRDB.Database
import class GRDB.Row
import SurveyModel

/// What tells whether a file has changed without reading it.
public struct FileStamp: Sendable, Hashable {
    /// Bytes.
    public let size: Int64
    /// The time of the last change of content, in nanoseconds since 1970.
    public let modified: Int64
    /// The file's number in its file system.
    public let inode: UInt64

    /// A stamp.
    public init(size: Int64, modified: Int64, inode: UInt64) {
        self.size = size
        self.modified = modified
        self.inode = inode
    }
}

/// A return that was once received.
public struct ReceivedReturn: Sendable, Hashable {
    /// SHA-256 of its content, in hex.
    public let sha256: String
    /// The file name's ending, in lower case, without a dot.
    public let fileExtension: String
    /// The path in the inbox under which it was first seen; of one that came again under another path, this.
    public let file: String
    /// When it was first seen, ISO 8601 in UTC.
    public let firstSeen: String

    /// A received return.
    public init(sha256: String, fileExtension: String, file: String, firstSeen: String) {
        self.sha256 = sha256
        self.fileExtension = fileExtension
        self.file = file
        self.firstSeen = firstSeen
    }

    /// Every return that a store knows, ordered by hash.
    static func all(in database: Database) throws -> [ReceivedReturn] {
        try Row.fetchAll(
            database, sql: "SELECT sha256, extension, file, first_seen FROM _ledger_received ORDER BY sha256"
        ).map {
            ReceivedReturn(sha256: $0[0], fileExtension: $0[1], file: $0[2], firstSeen: $0[3])
        }
    }
}

/// A run that was published.
public struct RunRecord: Sendable, Hashable {
    /// The run's id, which is its folder's name.
    public let id: String
    /// When it started, ISO 8601 in UTC.
    public let started: String
    /// When it was published, ISO 8601 in UTC.
    public let finished: String
    /// SHA-256 of the definition with all that belongs to it.
    public let definition: String
    /// Its counts, as in `run.json`.
    public let counts: String
    /// SHA-256 of its `run.json`, in hex; empty of runs that earlier builds have entered.
    public let manifest: String
    /// When `keep:` or somebody has removed it, ISO 8601 in UTC; nil where nobody has.
    public let removed: String?

    /// A run.
    public init(
        id: String, started: String, finished: String, definition: String, counts: String, manifest: String,
        removed: String? = nil
    ) {
        self.id = id
        self.started = started
        self.finished = finished
        self.definition = definition
        self.counts = counts
        self.manifest = manifest
        self.removed = removed
    }
}

extension Store {
    /// The content hash of each file that has not changed since it was last read, in the files' order; nil of others.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func knownHashes(of files: [(path: String, stamp: FileStamp)]) throws -> [String?] {
        try asking { database in
            let statement = try database.cachedStatement(
                sql: "SELECT sha256 FROM _ledger_files WHERE path = ? AND size = ? AND modified = ? AND inode = ?")
            return try files.map { path, stamp in
                try String.fetchOne(
                    statement, arguments: [path, stamp.size, stamp.modified, Int64(bitPattern: stamp.inode)])
            }
        }
    }

    /// Remembers files of the inbox and the returns that they hold, all in one transaction.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func remember(_ files: [(path: String, stamp: FileStamp, received: ReceivedReturn)]) throws {
        guard !files.isEmpty else { return }
        try changing { database in
            for (path, stamp, received) in files {
                try database.execute(
                    sql:
                        "INSERT OR REPLACE INTO _ledger_files (path, size, modified, inode, sha256) VALUES (?, ?, ?, ?, ?)",
                    arguments: [path, stamp.size, stamp.modified, Int64(bitPattern: stamp.inode), received.sha256])
                try Self.insert(received, in: database)
            }
        }
    }

    /// Remembers returns of which there are receipts, all in one transaction.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func remember(_ received: [ReceivedReturn]) throws {
        try changing { database in
            for item in received { try Self.insert(item, in: database) }
        }
    }

    /// Notes the path under which a content has come again, for each of them, all in one transaction. When it first came stays.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func setFiles(_ received: [ReceivedReturn]) throws {
        guard !received.isEmpty else { return }
        try changing { database in
            for item in received {
                try database.execute(
                    sql: "UPDATE _ledger_received SET file = ? WHERE sha256 = ?", arguments: [item.file, item.sha256])
            }
        }
    }

    static func insert(_ received: ReceivedReturn, in database: Database) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO _ledger_received (sha256, extension, file, first_seen) VALUES (?, ?, ?, ?)",
            arguments: [received.sha256, received.fileExtension, received.file, received.firstSeen])
    }

    /// Every return ever received, ordered by hash.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func receivedReturns() throws -> [ReceivedReturn] {
        try asking { try ReceivedReturn.all(in: $0) }
    }

    /// The hashes of the contents of all returns ever received.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func receivedHashes() throws -> Set<String> {
        try asking { try String.fetchSet($0, sql: "SELECT sha256 FROM _ledger_received") }
    }

    /// Whether any return was ever received.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func hasReceived() throws -> Bool {
        try asking { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM _ledger_received)") ?? false }
    }

    /// A note about the last published run, by its name; nil where there is none.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func note(_ name: String) throws -> String? {
        try asking { try Self.text(ofNote: name, in: $0) }
    }

    static func text(ofNote name: String, in database: Database) throws -> String? {
        try String.fetchOne(
            database, sql: "SELECT value FROM _ledger_staging WHERE key = ?", arguments: ["note \(name)"])
    }

    /// Keeps a note about the last published run; nil removes it.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func setNote(_ name: String, _ text: String?) throws {
        try changing { database in
            try database.execute(sql: "DELETE FROM _ledger_staging WHERE key = ?", arguments: ["note \(name)"])
            guard let text else { return }
            try database.execute(
                sql: "INSERT INTO _ledger_staging (key, value) VALUES (?, ?)", arguments: ["note \(name)", text])
        }
    }

    /// Remembers a published run.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func record(_ run: RunRecord) throws {
        try changing { database in
            try database.execute(
                sql:
                    "INSERT OR REPLACE INTO _ledger_runs (id, started, finished, definition, counts, manifest) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [run.id, run.started, run.finished, run.definition, run.counts, run.manifest])
        }
    }

    /// Notes that runs are about to be removed, and when: a run that is missing otherwise is lost.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func noteRemoval(ofRuns ids: [String], at time: String) throws {
        guard !ids.isEmpty else { return }
        try changing { database in
            for id in ids {
                try database.execute(sql: "UPDATE _ledger_runs SET removed = ? WHERE id = ?", arguments: [time, id])
            }
        }
    }

    /// The published runs, newest first.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func runs(limit: Int) throws -> [RunRecord] {
        try asking { try RunRecord.last(limit, in: $0) }
    }
}

extension RunRecord {
    /// The runs of a ledger, newest first.
    static func last(_ limit: Int, in database: Database) throws -> [RunRecord] {
        try Row.fetchAll(
            database,
            // Several runs of a second have numbers behind the second: the tenth comes after the second.
            sql: "SELECT * FROM _ledger_runs ORDER BY substr(id, 1, 16) DESC, length(id) DESC, id DESC LIMIT ?",
            arguments: [limit]
        )
        .map { row in
            // The last two columns are not in a store that no run of this build has opened.
            RunRecord(
                id: row["id"], started: row["started"], finished: row["finished"], definition: row["definition"],
                counts: row["counts"], manifest: row["manifest"] ?? "", removed: row["removed"])
        }
    }
}
