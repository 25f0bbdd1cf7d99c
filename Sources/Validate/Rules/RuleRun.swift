import class GRDB.Database
import class GRDB.Row
import OrderedCollections
import SurveyModel

/// Whose return, and of which round.
struct LiveReturn: Hashable {
    let reporter: String
    let round: String
    /// The body of its reporter, where the survey tells several apart.
    let body: String
}

/// One run of a survey's rules over the staged records of the returns that count.
struct RuleRun<Records: RecordSource> {
    let definition: SurveyDefinition
    let database: Database
    let records: Records
    let returns: [String: LiveReturn]
    let secondsPerRule: Int
    /// Where the checks stand whose `expected` or `suggest` reads a private field.
    var privateReaders: Set<SourcePosition> = []
    /// What the conditions of questions have told.
    var conditions = ConditionOutcome()

    init(definition: SurveyDefinition, database: Database, records: Records) throws {
        self.definition = definition
        self.database = database
        self.records = records
        secondsPerRule = definition.secondsPerRule
        var returns: [String: LiveReturn] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id, reporter, round, body FROM _returns WHERE state = 'live'")
        while let row = try rows.next() {
            returns[row[0]] = LiveReturn(reporter: row[1], round: row[2], body: row[3])
        }
        self.returns = returns
    }

    /// Whether a rule is switched off for a return.
    func isOff(_ rule: RuleDefinition, in returnID: String) -> Bool {
        guard !rule.off.isEmpty, let item = returns[returnID] else { return false }
        return rule.off.contains { $0.covers(reporter: item.reporter, round: item.round) }
    }

    /// Whether what a check expects or suggests by SQL would tell a private answer.
    func tellsPrivate(_ rule: RuleDefinition) -> Bool { privateReaders.contains(rule.position) }

    /// The reporters of which several bodies have reported in one round.
    var reportersOfSeveralBodies: Set<String> {
        guard !definition.reporters.distinguishedBy.isEmpty else { return [] }
        let bodies = Dictionary(grouping: returns.values) { [$0.reporter, $0.round] }.mapValues { items in
            Set(items.map(\.body))
        }
        return Set(bodies.filter { $0.value.count > 1 }.compactMap(\.key.first))
    }

    func isCurrent(_ returnID: String) -> Bool { returns[returnID]?.round == definition.round.current }

    /// Whether nothing is told on some terms in a return.
    private func leavesOut(_ terms: CheckTerms?, in returnID: String) -> Bool {
        guard let terms, let item = returns[returnID] else { return false }
        return terms.leavesOut(reporter: item.reporter, round: item.round)
    }

    /// Runs a check; its SQL that is stepped after the time of a rule is up fails as interrupted.
    func limited<Result, Failure: Error>(_ check: () throws(Failure) -> Result) throws(Failure) -> Result {
        try TimeLimit(seconds: secondsPerRule)(in: database, check)
    }

    // MARK: - Record checks

    /// All of a table's checks in one scan. Where the scan fails or takes too long each check is run by itself, so that one costs only itself.
    ///
    /// - Throws: `DatabaseError` where the store itself fails.
    func checkRecords(of table: TableDefinition, by checks: [CompiledRule]) throws -> [RuleTally] {
        guard !checks.isEmpty else { return [] }
        do throws(SQLFailure) {
            return try scan(table, checks)
        } catch {
            try error.rethrowStoreFailure()
        }
        return try checks.flatMap { check -> [RuleTally] in
            do throws(SQLFailure) {
                return try scan(table, [check])
            } catch {
                try error.rethrowStoreFailure()
                var tally = RuleTally(check.rule, in: definition)
                tally.fail(check.told(error), counts: try recordCounts(of: table.name), of: self)
                return [tally]
            }
        }
    }

    private func scan(_ table: TableDefinition, _ checks: [CompiledRule]) throws(SQLFailure) -> [RuleTally] {
        var scan = try RecordScan(run: self, table: table, checks: checks)
        return try TimeLimit(seconds: secondsPerRule)(in: database) { () throws(SQLFailure) in try scan.tallies() }
    }

    // MARK: - Queries

    /// Runs a query. What it does not return has passed.
    ///
    /// - Parameter counts: the records of each return in the rule's table.
    /// - Throws: `DatabaseError` where the store itself fails.
    func query(_ rule: CompiledRule, counts: [String: Int]) throws -> RuleTally {
        try NarrowViews(of: rule.rule, in: definition).during(in: database) { try asked(rule, counts: counts) }
    }

    private func asked(_ rule: CompiledRule, counts: [String: Int]) throws -> RuleTally {
        var tally = RuleTally(rule.rule, in: definition)
        do throws(SQLFailure) {
            try TimeLimit(seconds: secondsPerRule)(in: database) { () throws(SQLFailure) in
                try QueryRows(run: self, rule: rule).collect(into: &tally, counts: counts)
            }
        } catch {
            try error.rethrowStoreFailure()
            tally.fail(rule.told(error), counts: counts, of: self)
        }
        return tally
    }

    /// The records of each return in a table that has some.
    ///
    /// - Parameter condition: which of them, in SQL; nil for all.
    func recordCounts(of table: String, where condition: String? = nil) throws -> [String: Int] {
        let rows = try Row.fetchCursor(database, sql: RuleSQL.counts(of: table, where: condition))
        var counts: [String: Int] = [:]
        while let row = try rows.next() {
            if row[1] > 0 { counts[row[0]] = row[1] }
        }
        return counts
    }

    /// The records of each return in a table that lack a part of its key, where they do.
    func recordsLackingKey(of table: TableDefinition) throws -> [String: Int] {
        let lacks = table.key.map { "\(StagingSchema.quoted($0)) IS NULL" }.joined(separator: " OR ")
        return lacks.isEmpty ? [:] : try recordCounts(of: table.name, where: lacks)
    }

    // MARK: - What cannot be told

    /// Whether a record lacks an answer that is required and that a rule reads: that is told already, and nothing that depends on it can be. Where the
    /// lack is not told, for the constraint is on trial or switched off, the rule tells what there is to tell.
    func lacksOperand(_ record: Record, of returnID: String, _ rule: CompiledRule, in table: TableDefinition) -> Bool {
        rule.fields.contains { name in
            guard let index = table.index(of: name) else { return false }
            let field = table.fields.values[index]
            let isLacking =
                field.lacksRequiredAnswer(record.entries[index])
                || conditions.lacksAnswer(returnID, table.name, name, record.number)
            return isLacking && !leavesOut(field.constraints.terms[.required], in: returnID)
        }
    }

    /// Whether something was typed into a number that a rule reads which cannot be read as one: it is missing, but not nought.
    func hasUnreadableOperand(_ record: Record, _ rule: CompiledRule, in table: TableDefinition) -> Bool {
        rule.numbers(of: table).contains { name in
            guard let entry = table.index(of: name).flatMap({ record.entries[$0] }) else { return false }
            return entry.value == nil && entry.status == nil
        }
    }
}
