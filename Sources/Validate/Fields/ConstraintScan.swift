public import class GRDB.Database
import OrderedCollections
public import SurveyModel

/// A return, with what the constraints of its fields have found.
public struct ConstrainedReturn: Sendable {
    let item: Return
    let records: [String: Int]
    let findings: [Finding]

    /// - Parameters:
    ///   - item: the return, with its reporter and round.
    ///   - records: how many records of each table it has.
    ///   - findings: all that was found in it; what no constraint has found is passed over.
    public init(_ item: Return, records: [String: Int], findings: [Finding]) {
        self.item = item
        self.records = records
        self.findings = findings
    }
}

/// What the constraints of fields did over all returns.
public struct ConstraintOutcome: Sendable {
    /// All findings of the returns in which a constraint speaks in its own words, in their order, by return. In the others they stay as they are.
    public var reworded: [String: [Finding]] = [:]
    /// What was found about constraints as a whole: thresholds that are passed, expressions that fail.
    public var ruleFindings: [Finding] = []
    /// What each constraint did, in the definition's order, over the records of the returns that count.
    public var results: [RuleResult] = []
}

extension RuleChecks {
    /// Counts what the constraints of fields have found, where it is known whose returns they are, and words what they say of themselves. A value that
    /// breaks none is not looked at again.
    ///
    /// - Parameter returns: the returns, those that do not count as well.
    /// - Throws: `DatabaseError` where the store itself cannot be read.
    public func constraints(
        of returns: [ConstrainedReturn], in database: Database, records: some RecordSource
    ) throws -> ConstraintOutcome {
        var scan = try ConstraintScan(run: prepared(in: database, records), checks: Self.constraints(in: definition))
        return try scan.outcome(returns)
    }
}

/// The findings of constraints, counted and worded constraint by constraint.
private struct ConstraintScan<Records: RecordSource> {
    private struct Place: Hashable {
        let table: String
        let field: String
        let rule: String

        init(_ check: DeclaredCheckSummary) {
            table = check.table
            field = check.field ?? ""
            rule = check.terms.id
        }

        init?(_ finding: Finding) {
            guard finding.rule.hasPrefix("constraint."), let table = finding.table, let field = finding.field else {
                return nil
            }
            self.table = table
            self.field = field
            rule = finding.rule
        }
    }

    private struct Told: Hashable {
        let check: Int
        let returnID: String
        let record: Int
    }

    private let run: RuleRun<Records>
    private let checks: [DeclaredCheckSummary]
    private let places: [Place: Int]
    private let words: [OwnWords<Records>]
    private var tallies: [RuleTally]
    private var expressions: [Told: RecordExpressions.Values] = [:]

    /// - Throws: `DatabaseError` where the store itself has failed.
    init(run: RuleRun<Records>, checks: [DeclaredCheckSummary]) throws {
        self.run = run
        self.checks = checks
        places = Dictionary(
            checks.enumerated().map { (Place($1), $0) }, uniquingKeysWith: { first, _ in first })
        let rules = checks.map { $0.terms.rule(of: $0.table, words: $0.words) }
        tallies = zip(checks, rules).map { RuleTally($1, round: run.definition.round.current, field: $0.field) }
        var words: [OwnWords<Records>] = []
        for (check, rule) in zip(checks, rules) {
            guard let table = run.definition.tables[check.table] else { continue }
            words.append(try OwnWords(rule, table: table, in: run))
        }
        self.words = words
    }

    mutating func outcome(_ returns: [ConstrainedReturn]) throws -> ConstraintOutcome {
        for item in returns where run.returns[item.item.id] != nil { count(item) }
        try evaluate(returns)
        var outcome = ConstraintOutcome()
        if !words.allSatisfy(\.isSilent) {
            for item in returns { outcome.reworded[item.item.id] = reworded(item) }
        }
        for tally in tallies {
            if !tally.rule.isTrial { outcome.ruleFindings += [tally.thresholdFinding].compactMap(\.self) }
            outcome.ruleFindings += [tally.expressionFinding].compactMap(\.self)
            outcome.results.append(tally.result(level: .structure))
        }
        return outcome
    }

    private func place(of finding: Finding) -> Int? {
        Place(finding).flatMap { places[$0] }
    }

    // MARK: - Counting

    private mutating func count(_ item: ConstrainedReturn) {
        let isCurrent = run.isCurrent(item.item.id)
        var failed: [Int: Int] = [:]
        for finding in item.findings {
            if let place = place(of: finding) { failed[place, default: 0] += 1 }
        }
        for (place, check) in checks.enumerated() {
            let records = item.records[check.table] ?? 0
            if check.terms.off.isEmpty || !run.isOff(tallies[place].rule, in: item.item.id) {
                let broken = failed[place] ?? 0
                tallies[place].count(.passed, records: records - broken, isCurrent: isCurrent)
                tallies[place].count(.failed, records: broken, isCurrent: isCurrent)
            } else {
                tallies[place].count(.notApplicable, records: records, isCurrent: isCurrent)
            }
        }
    }

    // MARK: - Words

    /// Whether a finding is told at all, in words of its constraint's own.
    private func speaks(_ place: Int, in item: Return) -> Bool {
        !words[place].isSilent && !checks[place].terms.leavesOut(reporter: item.reporter, round: item.round)
    }

    /// Asks the store for what constraints expect and suggest, each within the time of a rule.
    private mutating func evaluate(_ returns: [ConstrainedReturn]) throws {
        for place in checks.indices where words[place].hasExpressions {
            let told = returns.flatMap { item in
                item.findings.compactMap { finding -> Told? in
                    guard self.place(of: finding) == place, speaks(place, in: item.item), let record = finding.record
                    else { return nil }
                    return Told(check: place, returnID: item.item.id, record: record)
                }
            }
            let words = words[place]
            let values = run.limited {
                var values: [(Told, RecordExpressions.Values)] = []
                for one in told {
                    values.append((one, words.values(one.returnID, one.record)))
                    // After they have taken too long nothing more is asked.
                    if values.last?.1.failure?.isInterrupted == true { break }
                }
                return values
            }
            // How far it came would be the machine's.
            if let interruption = values.last?.1.failure, interruption.isInterrupted {
                tallies[place].expressionFailed(interruption, records: told.count, endsRule: false)
                continue
            }
            for (one, value) in values {
                try value.failure?.rethrowStoreFailure()
                if let failure = value.failure { tallies[place].expressionFailed(failure, endsRule: false) }
                expressions[one] = value
            }
        }
    }

    /// The findings of a return in the constraints' own words; nil where all stay as they are.
    private func reworded(_ item: ConstrainedReturn) -> [Finding]? {
        var isChanged = false
        let findings = item.findings.map { finding in
            guard let place = place(of: finding), speaks(place, in: item.item) else { return finding }
            isChanged = true
            return reworded(finding, place, item.item.id)
        }
        return isChanged ? findings : nil
    }

    private func reworded(_ finding: Finding, _ place: Int, _ returnID: String) -> Finding {
        let check = checks[place]
        let record = finding.record.flatMap { run.records.record($0, table: check.table, returnID: returnID) }
        let values = values(of: finding)
        let own = finding.record.flatMap { expressions[Told(check: place, returnID: returnID, record: $0)] }
        var told = Finding(
            rule: finding.rule, severity: finding.severity,
            message: words[place].message(finding.message, values, record), table: finding.table,
            record: finding.record, field: finding.field, sheet: finding.sheet, cell: finding.cell,
            value: finding.value,
            expected: own?.expected.map { .text($0) } ?? words[place].expected(finding.expected, values, record),
            suggestion: own?.suggestion.map { .text($0) } ?? finding.suggestion)
        told.cells = finding.cells
        return told
    }

    /// What the placeholders of a constraint's sentence stand for: those of Canvass's, and `{value}`. No sentence tells anything of a private answer.
    private func values(of finding: Finding) -> [String: Message] {
        var values: [String: Message] = [:]
        if case .entry(_, let given) = finding.message {
            for value in given { values[value.name] = value.message }
        }
        values["value"] = .text(finding.value ?? "")
        guard run.definition.isPrivate(finding.field, of: finding.table) else { return values }
        // What the questionnaire says may be told; what is about the answer may not.
        let open = ["question", "limit"]
        return Dictionary(
            uniqueKeysWithValues: values.map { ($0.key, open.contains($0.key) ? $0.value : .text(PrivateAnswers.mark)) }
        )
    }
}
