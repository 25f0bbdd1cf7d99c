public import class GRDB.Database
public import protocol GRDB.DatabaseReader
import OrderedCollections
import SurveyModel

/// A part of a run of the rules that needs nothing of the others.
private enum RuleStep: Sendable {
    /// Which questions are asked of which records.
    case conditions
    /// How many records each return has in a table.
    case counts(table: String)
    /// All record checks of a table, in one scan of its records.
    case records(table: TableDefinition, [CompiledRule])
    case query(CompiledRule)
    case declared
}

/// What a step has told, for those after it or of the rules themselves.
private enum StepResult: Sendable {
    case conditions(ConditionOutcome)
    case counts(table: String, [String: Int])
    case tallies([RuleTally])
    case declared(RuleOutcome)
}

/// What the steps need that look at records.
private struct Groundwork: Sendable {
    var conditions = ConditionOutcome()
    /// The records of each return, by table.
    var counts: [String: [String: Int]] = [:]

    init(_ results: [StepResult]) {
        for result in results {
            switch result {
            case .conditions(let outcome): conditions = outcome
            case .counts(let table, let own): counts[table] = own
            case .tallies, .declared: break
            }
        }
    }
}

extension RuleChecks {
    /// Runs every rule, and the declared checks of tables, one after another. All record checks of a table run in one scan of its records.
    ///
    /// A rule that fails on the data, such as by an overflow, or that takes longer than `limits: secondsPerRule:` is told as `rule.failed` or
    /// `rule.timeout`; the others run all the same.
    /// - Throws: `DatabaseError` where the store itself cannot be read.
    public func run(in database: Database, records: some RecordSource) throws -> RuleOutcome {
        let run = try prepared(in: database, records)
        let ground = Groundwork(try groundwork.map { try result(of: $0, run, Groundwork([])) })
        return outcome(ground, try steps.map { try result(of: $0, run, ground) })
    }

    /// Runs them as ``run(in:records:)`` does, several at once, each over a connection of its own. What comes of it is the same.
    ///
    /// - Parameters:
    ///   - reader: gives several threads at once connections to the same records.
    ///   - width: how many run at once.
    /// - Throws: `DatabaseError` where the store itself cannot be read.
    public func run(in reader: any DatabaseReader, records: some RecordSource, width: Int) throws -> RuleOutcome {
        func results(of steps: [RuleStep], _ ground: Groundwork) throws -> [StepResult] {
            var results: [StepResult] = []
            try steps.inOrder(width: width) { step in
                try reader.read { try result(of: step, try prepared(in: $0, records), ground) }
            } take: {
                results.append($0)
            }
            return results
        }
        let ground = Groundwork(try results(of: groundwork, Groundwork([])))
        return outcome(ground, try results(of: steps, ground))
    }

    private var groundwork: [RuleStep] {
        var tables: OrderedSet<String> = []
        for rule in rules {
            if case .query = rule.rule.check { tables.append(rule.rule.table) }
        }
        return [.conditions] + tables.map { .counts(table: $0) }
    }

    private var steps: [RuleStep] {
        // A query that reads another table's fields may take as long as all others together, and had better not be the last one that everybody waits for.
        let joining = rules.filter { !$0.otherFields.isEmpty } + rules.filter { $0.otherFields.isEmpty }
        let queries = joining.compactMap { rule -> RuleStep? in
            guard case .query = rule.rule.check else { return nil }
            return .query(rule)
        }
        let scans = definition.tables.values.map { table in
            RuleStep.records(
                table: table,
                rules.filter { rule in
                    if case .record = rule.rule.check { rule.rule.table == table.name } else { false }
                })
        }
        return queries + scans + [.declared]
    }

    private func result(
        of step: RuleStep, _ run: RuleRun<some RecordSource>, _ ground: Groundwork
    ) throws -> StepResult {
        var run = run
        run.conditions = ground.conditions
        switch step {
        case .conditions: return .conditions(try run.askConditions(conditions))
        case .counts(let table): return .counts(table: table, try run.recordCounts(of: table))
        case .records(let table, let checks): return .tallies(try run.checkRecords(of: table, by: checks))
        case .query(let rule):
            return .tallies([try run.query(rule, counts: ground.counts[rule.rule.table] ?? [:])])
        case .declared:
            return .declared(try SQLFailure.rethrowing { try DeclaredChecks(run, declared).outcome() })
        }
    }

    /// What the steps have told, in the definition's order.
    private func outcome(_ ground: Groundwork, _ results: [StepResult]) -> RuleOutcome {
        var tallies: [String: RuleTally] = [:]
        var told = RuleOutcome()
        for result in results {
            switch result {
            case .tallies(let own): for tally in own { tallies[tally.rule.id] = tally }
            case .declared(let outcome): told = outcome
            case .conditions, .counts: break
            }
        }
        var outcome = RuleOutcome()
        for rule in rules {
            guard let tally = tallies[rule.rule.id] else { continue }
            outcome.append(tally, level: rule.level)
        }
        if declared.tellsConditions { outcome.append(ground.conditions.outcome) }
        outcome.append(told)
        return outcome
    }
}
