import class GRDB.Database
import class GRDB.DatabaseQueue
import OrderedCollections
import SurveyModel

/// An empty database that has what a survey's SQL may read and nothing else, and the authorizer under which SQL is compiled there: it lets it read
/// those columns and call the documented functions and nothing else. What compiles here may run over the records.
struct CompilingDatabase {
    let definition: SurveyDefinition
    let functions: RuleFunctionSet
    /// What is compiled, in the plural, for messages.
    let subject: String
    /// Whether private fields may be read.
    var seesPrivate = true

    func use<Result>(_ body: (RuleAuthorizer, Database) throws -> Result) throws -> Result {
        let readable = StagingSchema.readable(for: definition)
        let authorizer = RuleAuthorizer(
            readable: seesPrivate ? readable : StagingSchema.readable(for: definition, seesPrivate: false),
            functions: RuleSQL.functions.union(functions.names), codeLists: Array(definition.codeLists.keys),
            subject: subject)
        return try DatabaseQueue().write { database in
            functions.register(database)
            for table in readable {
                let columns = table.columns.map { "\(StagingSchema.quoted($0.name)) \($0.type)" }
                try database.execute(
                    sql: "CREATE TABLE \(StagingSchema.quoted(table.name)) (\(columns.joined(separator: ", "))) STRICT")
            }
            return try body(authorizer, database)
        }
    }
}
