import class GRDB.Database
import OrderedCollections
public import SurveyModel

extension Store {
    /// Makes the staged tables fit the definition: those of another definition are dropped, since nothing in them can be trusted.
    ///
    /// - Parameters:
    ///   - definitionHash: SHA-256 of the definition with all that belongs to it.
    ///   - reporters: the register.
    ///   - codes: the codes of all lists.
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func prepareStaging(definitionHash: String, reporters: [Reporter], codes: [StagedCode]) throws {
        let definition = definition
        try changing { database in
            let fingerprint = "\(Self.schemaVersion) \(definitionHash)"
            let staged = try String.fetchOne(
                database, sql: "SELECT value FROM _ledger_staging WHERE key = 'definition'")
            guard staged != fingerprint else { return }
            try Self.dropStaging(in: database)
            for statement in StagingSchema.commonStatements + StagingSchema.statements(for: definition) {
                try database.execute(sql: statement)
            }
            try Self.fillCommonTables(in: database, definition: definition, reporters: reporters, codes: codes)
            try database.execute(
                sql:
                    "DELETE FROM _ledger_staged; INSERT OR REPLACE INTO _ledger_staging (key, value) VALUES ('definition', ?)",
                arguments: [fingerprint])
        }
    }

    /// What the names of the ledger's tables begin with.
    private static let ledgerPrefix = "_ledger_"

    private static func dropStaging(in database: Database) throws {
        let names = try String.fetchAll(
            database, sql: "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
        for name in names { try database.execute(sql: "DROP VIEW \(StagingSchema.quoted(name))") }
        let tables = try String.fetchAll(
            database,
            sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        // What only the ledger knows no archive gives back. No table of staging is called so.
        for name in tables where !name.hasPrefix(ledgerPrefix) {
            try database.execute(sql: "DROP TABLE \(StagingSchema.quoted(name))")
        }
    }

    private static func fillCommonTables(
        in database: Database, definition: SurveyDefinition, reporters: [Reporter], codes: [StagedCode]
    ) throws {
        for reporter in reporters {
            try database.execute(
                sql: "INSERT INTO reporters (code, name, language, contact) VALUES (?, ?, ?, ?)",
                arguments: [reporter.code, reporter.name, reporter.language, reporter.contact])
        }
        for (index, round) in definition.round.all.enumerated() {
            try database.execute(
                sql: "INSERT INTO rounds (round, number, previous) VALUES (?, ?, ?)",
                arguments: [round, index + 1, index > 0 ? definition.round.all[index - 1] : nil])
        }
        let statement = try database.makeStatement(
            sql: "INSERT INTO codes (list, code, parent, level, label) VALUES (?, ?, ?, ?, ?)")
        for code in codes {
            try statement.execute(arguments: [code.list, code.code, code.parent, code.level, code.label])
        }
        let paths = try database.makeStatement(
            sql: "INSERT INTO code_paths (list, code, ancestor, distance) VALUES (?, ?, ?, ?)")
        let lists = CodeTree(codes)
        for code in codes {
            for (distance, step) in lists.path(of: code.code, list: code.list).enumerated() {
                try paths.execute(arguments: [code.list, code.code, step.code, distance])
            }
        }
    }

    /// The folder of the survey whose results these are, as the last run noted it; nil before the first.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func owner() throws -> String? {
        try asking { try String.fetchOne($0, sql: "SELECT value FROM _ledger_staging WHERE key = 'survey'") }
    }

    /// Notes whose results these are.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func setOwner(_ folder: String) throws {
        try changing {
            try $0.execute(
                sql: "INSERT OR REPLACE INTO _ledger_staging (key, value) VALUES ('survey', ?)", arguments: [folder])
        }
    }

    /// The returns whose records are staged under the present definition.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func stagedReturns() throws -> Set<String> {
        try asking { try String.fetchSet($0, sql: "SELECT id FROM _ledger_staged") }
    }

    /// Has the records of returns staged anew: what is staged of them was read under another name, and may be something else.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read or written.
    public func outdate(_ ids: some Sequence<String>) throws {
        let outdated = try stagedReturns().intersection(ids).sorted()
        guard !outdated.isEmpty else { return }
        try changing { database in
            let statement = try database.makeStatement(sql: "DELETE FROM _ledger_staged WHERE id = ?")
            for id in outdated { try statement.execute(arguments: [id]) }
        }
    }

    /// Returns that share a transaction: each waits for the disk once.
    public static let returnsInTransaction = 100

    /// Stages the records of returns in place of what is staged of them, several in each transaction, which has all of a return or nothing.
    ///
    /// - Parameters:
    ///   - ids: the returns, in the order in which they are staged.
    ///   - records: their records, which are read block by block.
    /// - Throws: ``LoadError`` where the store cannot be written, `DatabaseError` where it has not the definition's tables, and what records cannot be read
    ///   for.
    public func stage(_ ids: [String], _ records: some ReturnRecords) throws {
        for start in stride(from: 0, to: ids.count, by: Self.returnsInTransaction) {
            // Read within the transaction, so that one block at a time is held.
            try changing { database in
                let staging = try RecordStaging(definition, in: database)
                var values = StagedValues()
                for id in ids[start..<min(ids.count, start + Self.returnsInTransaction)] {
                    try Self.unstage(id, definition, in: database)
                    for block in records.blocks(of: id).indices {
                        try records.put(valuesOf: id, blocks: block..<block + 1, into: &values)
                        try staging.stage(values)
                    }
                    try Self.note(id, in: database)
                }
            }
        }
    }

    /// Stages a return's records, all in one transaction.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written, `DatabaseError` where the return is staged already.
    public func stage(_ bundle: ReturnBundle) throws {
        let definition = definition
        try changing { database in
            try RecordStaging(definition, in: database).stage(bundle.records, of: bundle.id)
            try Self.note(bundle.id, in: database)
        }
    }

    private static func note(_ id: String, in database: Database) throws {
        try database.cachedStatement(sql: "INSERT INTO _ledger_staged (id) VALUES (?)").execute(arguments: [id])
    }

    /// Sets which returns count, for the views that rules read.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func setReturns(_ returns: [Return]) throws {
        try changing { database in
            try database.execute(sql: "DELETE FROM _returns")
            let statement = try database.makeStatement(
                sql: "INSERT INTO _returns (id, reporter, round, state, body) VALUES (?, ?, ?, ?, ?)")
            for item in returns where item.state != .refused {
                try statement.execute(
                    arguments: [item.id, item.reporter, item.round, item.state.rawValue, item.body])
            }
        }
    }

    /// Marks the records that are kept out of the dataset, for the views that figures read. Those that were and are no more are found by an index.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func setRejected(_ rejected: Set<RecordID>) throws {
        let definition = definition
        try changing { database in
            for table in definition.tables.values {
                let name = StagingSchema.quoted(StagingSchema.stagedTable(table.name))
                try database.execute(sql: "UPDATE \(name) SET _state = 'published' WHERE _state <> 'published'")
                let statement = try database.makeStatement(
                    sql: "UPDATE \(name) SET _state = 'rejected' WHERE \"return\" = ? AND record = ?")
                for record in rejected.filter({ $0.table == table.name }).sorted(by: {
                    ($0.returnID, $0.number) < ($1.returnID, $1.number)
                }) {
                    try statement.execute(arguments: [record.returnID, record.number])
                }
            }
        }
    }
}

/// A record of a return.
public struct RecordID: Sendable, Hashable {
    /// The return's id.
    public let returnID: String
    /// The table.
    public let table: String
    /// The record's number in its return and table.
    public let number: Int

    /// A record of a return.
    public init(returnID: String, table: String, number: Int) {
        self.returnID = returnID
        self.table = table
        self.number = number
    }
}
