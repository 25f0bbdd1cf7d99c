import class GRDB.Database
import struct GRDB.DatabaseError
import OrderedCollections
import SurveyModel

/// Views of a connection's own that hide those of the same names from a rule's query, and show of each record what the rule names.
///
/// Where SQLite cannot look a view's records up one by one, such as on the right of a LEFT JOIN, it first copies all of them into a file, with all of
/// the view's columns: of a table with answers in sentences nearly all that is written there, and read again, is nothing that the query asks for.
struct NarrowViews {
    private let views: [(name: String, sql: String)]

    /// Those of the tables that a rule names some columns of; none where it may read columns without naming them, or is no query.
    init(of rule: RuleDefinition, in definition: SurveyDefinition) {
        guard case .query(let sql) = rule.check else {
            views = []
            return
        }
        // What the rule expects and suggests is asked for while the query runs, and reads the same views.
        let texts = [sql] + [rule.expectedValue, rule.suggestion].compactMap { $0?.sql }
        let lexers = texts.map { SQLLexer($0) }
        // SQLite takes a text in single quotes for a name where only a name can stand.
        let names = Set(lexers.flatMap { $0.words + $0.texts }.map { $0.lowercased() })
        let all = Set(
            definition.tables.keys.flatMap { StagingSchema.viewNames(of: $0) }.map { $0.lowercased() })
        guard !names.contains("natural"), !texts.contains(where: Self.hasStar),
            !lexers.contains(where: { Self.comparesWithWhole(all, $0) })
        else {
            views = []
            return
        }
        views = definition.tables.values.flatMap { table -> [(name: String, sql: String)] in
            let own = StagingSchema.viewNames(of: table.name)
            guard own.contains(where: { names.contains($0.lowercased()) }),
                StagingSchema.columns(of: table).contains(where: { !names.contains($0.lowercased()) })
            else { return [] }
            let statements = StagingSchema.views(of: table, in: definition, recordStates: nil, temporary: true) {
                names.contains($0.lowercased())
            }
            return zip(own, statements).map { (name: $0, sql: $1) }
        }
    }

    /// Whether a star may stand for columns. That of `count(*)` stands for none; any other, be it of a product, is taken to.
    private static func hasStar(_ sql: String) -> Bool {
        sql.replacing("(*)", with: "").utf8.contains(UInt8(ascii: "*"))
    }

    /// Whether values may be looked for in a view itself, as in `(a, b) IN practices`: they are compared with all of its columns, by their order.
    private static func comparesWithWhole(_ views: Set<String>, _ lexer: SQLLexer) -> Bool {
        let words = lexer.words.map { $0.lowercased() }
        guard words.contains("in") else { return false }
        // In single quotes it may be a name or a text.
        if lexer.texts.contains(where: { views.contains($0.lowercased()) }) { return true }
        return zip(words, words.dropFirst()).contains { word, next in
            word == "in" && (views.contains(next) || next == "main" || next == "temp")
        }
    }

    /// Runs a query over these views.
    ///
    /// - Throws: what `body` throws; `DatabaseError` where the store itself fails, also where the views cannot be taken away again, and would hide from
    ///   others what these read.
    func during<Told>(in database: Database, _ body: () throws -> Told) throws -> Told {
        guard !views.isEmpty, try make(in: database) else { return try body() }
        let told = Result { try body() }
        do {
            try remove(views.count, from: database)
        } catch {
            // What the query itself has failed for comes first.
            _ = try told.get()
            throw error
        }
        return try told.get()
    }

    /// Makes the views, unless the connection may not even have any of its own: queries then read those of the store, and find the same.
    private func make(in database: Database) throws -> Bool {
        var made = 0
        do {
            for view in views {
                try database.execute(sql: view.sql)
                made += 1
            }
            return true
        } catch let error as DatabaseError {
            try remove(made, from: database)
            let mayNot = [DatabaseError.SQLITE_READONLY, .SQLITE_AUTH].contains(error.resultCode)
            guard mayNot else { throw error }
            return false
        }
    }

    /// Takes the first of the views away, which are those that were made.
    private func remove(_ made: Int, from database: Database) throws {
        for view in views.prefix(made).reversed() {
            try database.execute(sql: "DROP VIEW IF EXISTS temp.\(StagingSchema.quoted(view.name))")
        }
    }
}
