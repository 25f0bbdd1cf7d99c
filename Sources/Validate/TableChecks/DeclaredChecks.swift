import class GRDB.Database
import OrderedCollections
import SurveyModel

/// Runs the declared checks of all tables: keys elsewhere, totals, counts, plausibility, non-response. Each goes over the records a fixed number of times,
/// so the time grows with their number alone (for outliers, n log n).
struct DeclaredChecks<Records: RecordSource> {
    private let run: RuleRun<Records>
    private let records: StagedReturns
    private let selection: DeclaredCheckSelection

    /// - Throws: `DatabaseError` where the records cannot be listed.
    init(_ run: RuleRun<Records>, _ selection: DeclaredCheckSelection) throws {
        self.run = run
        self.selection = selection
        records = try StagedReturns(of: Self.tables(of: run.definition, selection), run)
    }

    /// The tables whose records are looked at.
    private static func tables(of definition: SurveyDefinition, _ selection: DeclaredCheckSelection) -> Set<String> {
        var names: Set<String> = []
        for table in definition.tables.values {
            let checks = selection.chosen(from: table.checks)
            if !checks.terms.isEmpty { names.insert(table.name) }
            names.formUnion(checks.foreignKeys.map(\.resource))
            if let count = checks.count { names.insert(count.field.table) }
            for total in checks.totals {
                if case .table(let name, _, _) = total.parts { names.insert(name) }
            }
        }
        return names.intersection(definition.tables.keys)
    }

    /// - Throws: `DatabaseError` where the register of reporters cannot be read; ``SQLFailure`` where the store has failed under what a check expects or
    ///   suggests.
    func outcome() throws -> RuleOutcome {
        var outcome = RuleOutcome()
        for table in run.definition.tables.values {
            let checks = selection.chosen(from: table.checks)
            for key in checks.foreignKeys {
                try add(ForeignKeyCheck(run: run, records: records, table: table, key: key).tally(), to: &outcome)
            }
            for total in checks.totals {
                try add(TotalsCheck(run: run, records: records, table: table, check: total).tally(), to: &outcome)
            }
            if let count = checks.count {
                try add(RecordCountCheck(run: run, records: records, table: table, check: count).tally(), to: &outcome)
            }
            for tally in try PlausibilityChecks(run: run, records: records, table: table, checks: checks.plausibility)
                .tallies()
            {
                try add(tally, to: &outcome)
            }
            for limits in checks.nonresponse {
                outcome.append(try NonresponseCheck(run: run, records: records, table: table, limits: limits).outcome())
            }
        }
        return outcome
    }

    private func add(_ check: CheckTally<Records>, to outcome: inout RuleOutcome) throws(SQLFailure) {
        outcome.append(try check.concluded(), level: check.level)
    }
}

/// Which of the declared checks are run.
enum DeclaredCheckSelection: Sendable {
    case all
    case none
    /// The one of this id, in earnest.
    case alone(String)
    /// Those that look at one return at a time.
    case withinReturns

    func chosen(from checks: TableCheckDefinitions) -> TableCheckDefinitions {
        switch self {
        case .all: return checks
        case .none: return TableCheckDefinitions()
        case .alone(let id): return checks.alone(id)
        case .withinReturns:
            var own = checks
            own.foreignKeys.removeAll { !$0.level.isWithinReturn }
            own.plausibility.removeAll { !$0.level.isWithinReturn }
            return own
        }
    }

    /// Whether what the conditions of questions have found is told as well.
    var tellsConditions: Bool {
        switch self {
        case .all, .withinReturns: true
        case .none, .alone: false
        }
    }
}
