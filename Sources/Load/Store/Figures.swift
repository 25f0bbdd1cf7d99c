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
    private static func showingPublished<Drawn>(
        of definition: SurveyDefinition, in database: Database, _ read: (Database) throws -> Drawn
    ) throws -> Drawn {
        for table in definition.tables.values {
            let views = StagingSchema.views(of: table, in: definition, recordStates: ["published"], temporary: true)
            for view in views { try database.execute(sql: view) }
        }
        defer {
            for table in definition.tables.keys {
                for view in [table, StagingSchema.currentView(table), StagingSchema.previousView(table)] {
                    try? database.execute(sql: "DROP VIEW temp.\(StagingSchema.quoted(view))")
                }
            }
        }
        // Also what is temporary must not be written: GRDB holds a connection that cannot write to the file for one that only reads.
        try database.execute(sql: "PRAGMA query_only = 1")
        defer { try? database.execute(sql: "PRAGMA query_only = 0") }
        return try read(database)
    }
}
