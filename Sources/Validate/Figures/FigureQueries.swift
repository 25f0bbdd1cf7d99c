public import class GRDB.Database
import OrderedCollections
public import SurveyModel

/// The queries of a survey's figures. They may do what rules may, under the same authorizer, and take as long as a rule.
public struct FigureQueries: Sendable {
    private let definition: SurveyDefinition

    /// The queries of a survey whose ``diagnostics(of:file:functions:)`` are none.
    public init(_ definition: SurveyDefinition) {
        self.definition = definition
    }

    /// What came of a figure's query.
    public enum Drawn: Sendable {
        case figure(FigureData)
        /// What is told where it could not be drawn.
        case fault(Finding)
    }

    /// Runs the queries. One that fails on the data, such as by an overflow, or takes longer than `limits: secondsPerRule:`, is told, and the others
    /// are drawn all the same: what one return says must not keep the others from being published.
    ///
    /// - Parameters:
    ///   - width: how many are run at once.
    ///   - reading: gives a query a connection that only reads, and shows the records which figures are drawn from.
    /// - Returns: the figures that could be had, in the definition's order, and what is told of the others.
    /// - Throws: `DatabaseError` where the store itself cannot be read.
    public func run(
        width: Int = 1,
        _ reading: @escaping @Sendable (_ query: @Sendable (Database) throws -> Drawn) throws -> Drawn
    ) throws -> (figures: [FigureData], findings: [Finding]) {
        let all = definition.figures
        var drawn = [Drawn?](repeating: nil, count: all.count)
        try longestFirst.inOrder(width: width) { number -> (Int, Drawn) in
            (number, try reading { try self.drawn(all[number], in: $0) })
        } take: { (number: Int, one: Drawn) in
            drawn[number] = one
        }
        var figures: [FigureData] = []
        var findings: [Finding] = []
        for one in drawn.compactMap(\.self) {
            switch one {
            case .figure(let data): figures.append(data)
            case .fault(let finding): findings.append(finding)
            }
        }
        return (figures, findings)
    }

    /// The figures' numbers: first those whose queries name the most tables. One of these may take as long as all others together, and had better not be the
    /// last one that everybody waits for.
    private var longestFirst: [Int] {
        let tables = Set(definition.tables.keys.flatMap { StagingSchema.viewNames(of: $0) })
        let named = definition.figures.map { figure in
            SQLLexer(figure.query).words.count { tables.contains($0) }
        }
        return named.indices.sorted { (named[$1], $0) < (named[$0], $1) }
    }

    private func drawn(_ figure: FigureDefinition, in database: Database) throws -> Drawn {
        do throws(SQLFailure) {
            return .figure(try data(of: figure, in: database))
        } catch {
            try error.rethrowStoreFailure()
            return .fault(Self.finding(of: figure, error))
        }
    }

    /// The figure's id stands as the value, so that the issue is the same from night to night.
    private static func finding(of figure: FigureDefinition, _ failure: SQLFailure) -> Finding {
        failure.isInterrupted
            ? Finding(
                rule: "figure.timeout", severity: .warning,
                message: .own(.figureTimeout, ["figure": .text(figure.id)]), value: figure.id,
                expected: .own(.figureTimeoutExpected))
            : Finding(
                rule: "figure.failed", severity: .warning,
                message: .own(.figureFailed, ["figure": .text(figure.id), "reason": .text(failure.message)]),
                value: figure.id, expected: .own(.figureFailedExpected))
    }

    private func data(of figure: FigureDefinition, in database: Database) throws(SQLFailure) -> FigureData {
        let statement = try SQLStatement(figure.query, in: database)
        let columns = statement.columnNames
        var rows: [[FigureValue?]] = []
        try TimeLimit(seconds: definition.secondsPerRule)(in: database) { () throws(SQLFailure) in
            while try statement.step() { rows.append(columns.indices.map { statement.figureValue($0) }) }
        }
        return FigureData(definition: figure, columns: columns, rows: rows)
    }

    /// Compiles the figures' queries.
    ///
    /// - Parameters:
    ///   - definition: the survey.
    ///   - file: the definition's file name, for messages.
    ///   - functions: the functions that figures may call beside SQLite's own.
    /// - Returns: a diagnostic for each query whose SQL is wrong, that does what figures may not, or that lacks a column that its kind needs.
    /// - Throws: `DatabaseError` where the database in memory cannot be made in which they are compiled.
    public static func diagnostics(
        of definition: SurveyDefinition, file: String, functions: RuleFunctionSet
    ) throws -> [DefinitionDiagnostic] {
        guard !definition.figures.isEmpty else { return [] }
        return try CompilingDatabase(
            definition: definition, functions: functions, subject: "figures", seesPrivate: false
        ).use {
            authorizer, database in
            definition.figures.compactMap { figure in
                fault(of: figure, authorizer, database, definition).map { fault in
                    DefinitionDiagnostic(
                        file: file, position: figure.position, message: fault.message, advice: fault.advice)
                }
            }
        }
    }

    private static func fault(
        of figure: FigureDefinition, _ authorizer: RuleAuthorizer, _ database: Database, _ definition: SurveyDefinition
    ) -> (message: String, advice: String)? {
        let readable = (Array(definition.tables.keys) + StagingSchema.views).joined(separator: ", ")
        guard RuleSQL.isSelect(figure.query) else {
            return ("the query of the figure '\(figure.id)' does not only read", "Start it with SELECT or WITH.")
        }
        do throws(SQLFailure) {
            let statement = try authorizer.compile(figure.query, in: database)
            guard statement.isReadOnly else {
                return ("the query of the figure '\(figure.id)' does not only read", "Start it with SELECT or WITH.")
            }
            // Nothing fills a parameter: it would be NULL, and the figure empty without a word.
            guard !statement.hasParameters else {
                let (message, advice) = SQLStatement.parameterFault
                return ("the SQL of the figure '\(figure.id)' \(message)", advice)
            }
            let lacking = figure.kind.columns.filter { !statement.columnNames.contains($0) }
            guard !lacking.isEmpty else { return nil }
            return (
                "the query of the figure '\(figure.id)' lacks the column \(lacking.map { "'\($0)'" }.joined(separator: " and "))",
                "A figure of kind \(figure.kind.rawValue) needs \(figure.kind.columns.joined(separator: ", "))."
            )
        } catch {
            guard let refusal = authorizer.refusal else {
                return (
                    "the SQL of the figure '\(figure.id)' is wrong: \(error.message)",
                    error.adviceOnText(in: figure.query) ?? error.advice ?? "Figures may read \(readable)."
                )
            }
            return (
                "the SQL of the figure '\(figure.id)' \(refusal)",
                refusal.hasPrefix("calls") ? "docs/rules.md lists the functions." : "Figures may read \(readable)."
            )
        }
    }
}

extension FigureDefinition.Kind {
    /// The columns that a figure of this kind needs.
    var columns: [String] {
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
