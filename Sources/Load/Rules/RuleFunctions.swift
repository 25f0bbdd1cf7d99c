public import class GRDB.Database
public import SurveyModel

/// The SQL functions that a survey's rules and figures may use beside SQLite's own. `docs/rules.md` is their reference.
///
/// Each is a pure function of its arguments: no clock, no chance, no locale.
public struct RuleFunctions: Sendable {
    private let functions: [RuleFunction]

    /// The functions, over the codes of a survey's lists.
    public init(codes: [StagedCode]) {
        functions =
            RuleFunction.ofText + RuleFunction.ofDates + RuleFunction.ofCodes(CodeTree(codes))
            + RuleFunction.ofNumbers + RuleFunction.aggregates
    }

    /// The functions' names.
    public var names: Set<String> { Set(functions.map(\.name)) }

    /// Makes the functions known to a connection.
    public func register(in database: Database) {
        for function in functions { function.install(in: database) }
    }
}
