public import class GRDB.Database
public import class GRDB.DatabasePool
import OrderedCollections
import SurveyModel

extension Store {
    /// What figures are drawn from: the published records alone. Several threads may ask at once.
    ///
    /// - Parameter read: reads the data; its connection shows published records under the names of the tables, and refuses to write.
    /// - Throws: what `read` throws; ``LoadError`` where the store itself fails.
    public func figures<Drawn: Sendable>(_ read: @Sendable (Database) throws -> Drawn) throws -> Drawn {
        let definition = definition
        // A connection that cannot write to the file has temporary views nevertheless; a store in memory has one connection alone.
        guard connections is DatabasePool else {
            return try changing { try Self.showingPublished(of: definition, in: $0, read) }
        }
        return try asking { try Self.showingPublished(of: definition, in: $0, read) }
    }

    /// Views of the connection's own hide those of the same names that rules read. Nothing is written while they are read.
    ///
    /// - Throws: what `read` throws; `DatabaseError` where the store itself fails, also where the views cannot be taken away again, and would hide from
    ///   rules what is not published.
    private static func showingPublished<Drawn>(
        of definition: SurveyDefinition, in database: Database, _ read: (Database) throws -> Drawn
    ) throws -> Drawn {
        let drawn = Result<Drawn, any Error> {
            try makeViews(of: definition, in: database)
            // Also what is temporary must not be written: GRDB holds a connection that cannot write to the file for one that only reads.
            try database.execute(sql: "PRAGMA query_only = 1")
            return try read(database)
        }
        // The views are taken away also where that fails.
        let writable = Result<Void, any Error> { try database.execute(sql: "PRAGMA query_only = 0") }
        let removed = Result<Void, any Error> { try removeViews(of: definition, from: database) }
        // What the figures themselves have failed for comes first.
        let figures = try drawn.get()
        try writable.get()
        try removed.get()
        return figures
    }

    private static func makeViews(of definition: SurveyDefinition, in database: Database) throws {
        for table in definition.tables.values {
            let views = StagingSchema.views(of: table, in: definition, recordStates: ["published"], temporary: true)
            for view in views { try database.execute(sql: view) }
        }
    }

    /// Takes the views away, also where not all could be made.
    private static func removeViews(of definition: SurveyDefinition, from database: Database) throws {
        for table in definition.tables.keys {
            for view in StagingSchema.viewNames(of: table) {
                try database.execute(sql: "DROP VIEW IF EXISTS temp.\(StagingSchema.quoted(view))")
            }
        }
    }
}
