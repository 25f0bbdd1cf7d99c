public import class GRDB.Database
public import struct GRDB.DatabaseError
public import class GRDB.Row
import OrderedCollections
public import SurveyModel

extension Store {
    /// The data of the survey's figures, from the published records alone.
    ///
    /// - Throws: ``LoadError`` of kind `query` where a query fails while it runs.
    public func figures() throws -> [FigureData] {
        let definition = definition
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
            return try definition.figures.map { try Self.data(of: $0, in: database) }
        }
    }

    private static func data(of figure: FigureDefinition, in database: Database) throws -> FigureData {
        do {
            let statement = try database.makeStatement(sql: figure.query)
            let rows = try Row.fetchAll(statement).map { row in
                row.map { _, value -> FigureValue? in
                    switch value.storage {
                    case .null, .blob: nil
                    case .int64(let integer): .number(Double(integer))
                    case .double(let double): .number(double)
                    case .string(let string): .text(string)
                    }
                }
            }
            return FigureData(definition: figure, columns: statement.columnNames, rows: rows)
        } catch let error as DatabaseError {
            if let failure = LoadError.ofStore(error, at: "of the survey") { throw failure }
            throw LoadError(
                .query, "The query of the figure '\(figure.id)' fails: \(error.message ?? "unknown error").")
        }
    }

    /// Compiles the figures' queries.
    ///
    /// - Returns: a diagnostic for each whose SQL is wrong, that does not only read, or that lacks a column that its kind needs.
    public static func figureDiagnostics(of definition: SurveyDefinition, file: String, in database: Database)
        -> [DefinitionDiagnostic]
    {
        definition.figures.compactMap { figure in
            do {
                let statement = try database.makeStatement(sql: figure.query)
                guard statement.isReadonly else {
                    return DefinitionDiagnostic(
                        file: file, position: figure.position,
                        message: "the query of the figure '\(figure.id)' does not only read",
                        advice: "Start it with SELECT or WITH.")
                }
                let lacking = figure.kind.columns.filter { !statement.columnNames.contains($0) }
                guard !lacking.isEmpty else { return nil }
                return DefinitionDiagnostic(
                    file: file, position: figure.position,
                    message:
                        "the query of the figure '\(figure.id)' lacks the column \(lacking.map { "'\($0)'" }.joined(separator: " and "))",
                    advice:
                        "A figure of kind \(figure.kind.rawValue) needs \(figure.kind.columns.joined(separator: ", "))."
                )
            } catch {
                let message = (error as? DatabaseError)?.message ?? "\(error)"
                return DefinitionDiagnostic(
                    file: file, position: figure.position,
                    message: "the SQL of the figure '\(figure.id)' is wrong: \(message)",
                    advice:
                        "Figures may read \((Array(definition.tables.keys) + StagingSchema.views).joined(separator: ", "))."
                )
            }
        }
    }
}

extension FigureDefinition.Kind {
    /// The columns that a figure of this kind needs.
    public var columns: [String] {
        switch self {
        case .bar, .dotPlot: ["category", "value"]
        case .stackedBar: ["category", "series", "value"]
        case .heatMap: ["row", "column", "value"]
        case .histogram: ["value"]
        case .trend: ["round", "value"]
        case .list: []
        }
    }
}
