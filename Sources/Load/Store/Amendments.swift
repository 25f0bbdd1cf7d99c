import class GRDB.Database
import OrderedCollections
public import SurveyModel

/// A record of a return with its values.
public struct StagedRecord: Sendable {
    /// The return's id.
    public let returnID: String
    /// The record.
    public let record: Record

    /// A record of a return.
    public init(returnID: String, record: Record) {
        self.returnID = returnID
        self.record = record
    }
}

/// Values that decisions and policy put in the place of those that were typed, for as long as a run lasts.
extension Store {
    /// Removes what is staged of a return, such as what a run has amended that broke off.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func unstage(_ returnID: String) throws {
        let definition = definition
        try changing { try Self.unstage(returnID, definition, in: $0) }
    }

    static func unstage(_ returnID: String, _ definition: SurveyDefinition, in database: Database) throws {
        for table in definition.tables.keys {
            let name = StagingSchema.quoted(StagingSchema.stagedTable(table))
            try database.cachedStatement(sql: "DELETE FROM \(name) WHERE \"return\" = ?").execute(
                arguments: [returnID])
        }
        try database.cachedStatement(sql: "DELETE FROM _ledger_staged WHERE id = ?").execute(arguments: [returnID])
    }

    /// Puts other values into staged records. Their returns count as not staged until ``restore(_:)``, so that a run that breaks off between
    /// leaves nothing behind that the next one would take for what was typed.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func amend(_ records: [StagedRecord]) throws {
        guard !records.isEmpty else { return }
        let definition = definition
        try changing { database in
            try Self.update(records, definition, in: database)
            for id in Set(records.map(\.returnID)).sorted() {
                try database.execute(sql: "DELETE FROM _ledger_staged WHERE id = ?", arguments: [id])
            }
        }
    }

    /// Puts the values as typed back into staged records.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func restore(_ records: [StagedRecord]) throws {
        guard !records.isEmpty else { return }
        let definition = definition
        try changing { database in
            try Self.update(records, definition, in: database)
            for id in Set(records.map(\.returnID)).sorted() {
                try database.execute(sql: "INSERT OR IGNORE INTO _ledger_staged (id) VALUES (?)", arguments: [id])
            }
        }
    }

    private static func update(
        _ records: [StagedRecord], _ definition: SurveyDefinition, in database: Database
    ) throws {
        let staging = try RecordStaging(definition, in: database, replacing: true)
        for item in records { try staging.stage([item.record], of: item.returnID) }
    }
}
