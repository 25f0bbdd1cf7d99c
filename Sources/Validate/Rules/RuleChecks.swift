import class GRDB.Database
import OrderedCollections
public import SurveyModel

/// The records of returns, by return, table and number: where findings find their cells and the values for their messages.
public protocol RecordSource: Sendable {
    /// A record of a return.
    func record(_ number: Int, table: String, returnID: String) -> Record?
    /// A code's label in a language.
    func label(of code: String, list: String, language: String) -> String?
}

/// A finding of a rule, with the return that it is in.
public struct RuleFinding: Sendable {
    /// The return's id.
    public let returnID: String
    /// What was found.
    public let finding: Finding
}

/// What a survey's rules found.
public struct RuleOutcome: Sendable {
    /// The findings, by rule in the definition's order, then by return and record. Those of rules on trial are not among them.
    public var findings: [RuleFinding] = []
    /// What was found about rules as a whole, which belongs to no return: thresholds that are passed, rules that failed or took too long.
    public var ruleFindings: [Finding] = []
    /// What each rule did, in the definition's order.
    public var results: [RuleResult] = []
    /// How many questions of each table each return has left out, rightly, since they were not asked of the record.
    public var notAsked: [String: [String: Int]] = [:]
    /// What the records say to a conditional question which were not asked it, or of which that cannot be told: by return, table and field.
    public var exempt: [String: [String: [String: AnswerTally]]] = [:]
    /// Of these, what those say of which it cannot be told whether they were asked.
    public var undecided: [String: [String: [String: AnswerTally]]] = [:]

    mutating func append(_ other: RuleOutcome) {
        findings += other.findings
        ruleFindings += other.ruleFindings
        results += other.results
        notAsked.merge(other.notAsked) { $0.merging($1, uniquingKeysWith: +) }
        // A field has one condition, so nothing is counted twice.
        exempt.merge(other.exempt) { $0.merging($1) { $0.merging($1) { first, _ in first } } }
        undecided.merge(other.undecided) { $0.merging($1) { $0.merging($1) { first, _ in first } } }
    }
}

/// The survey's own rules, run by SQLite over the staged records.
public struct RuleChecks: Sendable {
    let definition: SurveyDefinition
    let rules: [CompiledRule]
    let conditions: [Condition]
    let declared: DeclaredCheckSelection
    /// Where the checks stand whose `expected` or `suggest` reads a private field.
    let privateReaders: Set<SourcePosition>

    /// Compiles a survey's rules, and looks at nothing else of it.
    ///
    /// - Parameters:
    ///   - definition: the survey.
    ///   - file: the definition's file name, for messages.
    ///   - functions: the functions that rules may call beside SQLite's own.
    /// - Throws: `DefinitionError` with a diagnostic for each rule whose SQL is wrong, or does what rules may not.
    public init(compiling definition: SurveyDefinition, file: String, functions: RuleFunctionSet) throws {
        let compiled = try RuleCompiler(definition: definition, file: file, functions: functions).compile()
        if let error = DefinitionError(compiled.diagnostics) { throw error }
        self.definition = definition
        rules = compiled.rules
        conditions = compiled.conditions
        privateReaders = compiled.privateReaders
        declared = .all
    }

    /// Some of the rules and declared checks, and nothing else.
    private init(_ whole: RuleChecks, rules: [CompiledRule], declared: DeclaredCheckSelection) {
        definition = whole.definition
        privateReaders = whole.privateReaders
        self.rules = rules
        // Which questions are asked is a part of what a declared check counts.
        conditions = if case .none = declared { [] } else { whole.conditions }
        self.declared = declared
    }

    /// The rules and declared checks that look at one return at a time, and say of it the same whatever others there are.
    public var withinReturns: RuleChecks {
        RuleChecks(self, rules: rules.filter(\.level.isWithinReturn), declared: .withinReturns)
    }

    /// How much of the data a rule looks at; nil where there is no such rule.
    public func level(of id: String) -> RuleLevel? { rules.first { $0.rule.id == id }?.level }

    /// The fields of its own table that a rule reads, in the order of its words.
    public func fields(of id: String) -> [String] { rules.first { $0.rule.id == id }?.fields ?? [] }

    /// One of the rules, or of the declared checks that have an id of their own, in earnest: as though it were neither on trial nor switched off for
    /// anybody. Nil where there is none of this id.
    public func alone(_ id: String) -> RuleChecks? {
        if let compiled = rules.first(where: { $0.rule.id == id }) {
            return RuleChecks(self, rules: [compiled.inEarnest], declared: .none)
        }
        guard definition.table(ofCheck: id) != nil else { return nil }
        return RuleChecks(self, rules: [], declared: .alone(id))
    }

    /// A run of the rules over the staged records.
    func prepared<Records: RecordSource>(in database: Database, _ records: Records) throws -> RuleRun<Records> {
        var run = try RuleRun(definition: definition, database: database, records: records)
        run.privateReaders = privateReaders
        return run
    }
}
