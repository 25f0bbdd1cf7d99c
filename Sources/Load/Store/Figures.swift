public import class GRDB.Database
public import struct GRDB.DatabaseError
import OrderedCollections
import SurveyModel

extension Store {
    /// What figures are drawn from: the published records alone.
    ///
    /// - Parameter read: reads the data; its connection shows published records under the names of the tables, and refuses to write.
    /// - Throws: what `read` throws; ``LoadError`` where the store itself fails.
    public func figures<Drawn>(_ read: (Database) throws -> Drawn) throws -> Drawn {
        let definition = definition
        do {
            return try queue.write { database in
                // Views of the connection's own hide those of the same names that rules read.
                for table in definition.tables.values {
                    for view in StagingSchema.views(
                        of: table, in: definition, recordStates: ["published"], temporary: true)
                    {
                        try database.execute(sql: view)
                    }
                }
                defer {
                    for table in definition.tables.keys {
                        for view in [table, StagingSchema.currentView(table), StagingSchema.previousView(table)] {
                            try? database.execute(sql: "DROP VIEW temp.\(StagingSchema.quoted(view))")
                        }
                    }
                }
                return try database.readOnly { try read(database) }
            }
        } catch let error as DatabaseError {
            throw LoadError.ofStore(error, at: "of the survey") ?? error
        }
    }
}
