public import class GRDB.Database
import OrderedCollections
import SurveyModel

extension RuleChecks {
    /// Counts what the constraints of fields have found, and the rules of Canvass's own of which the survey says something, where it is known whose
    /// returns they are, and words what the survey says of them. A value that breaks none is not looked at again.
    ///
    /// - Parameters:
    ///   - returns: the returns, those that do not count as well.
    ///   - rules: what the survey's rules have found, which knows what was not asked.
    /// - Throws: `DatabaseError` where the store itself cannot be read.
    public func constraints(
        of returns: [ConstrainedReturn], after rules: RuleOutcome, in database: Database, records: some RecordSource
    ) throws -> ConstraintOutcome {
        // Who has reported is told by the register, and not by returns.
        let builtIn = Self.builtIn(in: definition).filter { !Coverage.rules.contains($0.terms.id) }
        return try SQLFailure.rethrowing { () throws -> ConstraintOutcome in
            var scan = try ConstraintScan(
                run: prepared(in: database, records), checks: Self.constraints(in: definition) + builtIn, asked: rules)
            return try scan.outcome(returns)
        }
    }
}

/// The findings of constraints and of rules of Canvass's own, counted and worded one by one.
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
    private let asked: RuleOutcome
    private let limit: IssueLimit
    private let places: [Place: Int]
    /// Where the checks stand that are about a rule of Canvass's own, by its id.
    private let ofBuiltIn: [String: [Int]]
    private let counts: [Int: BuiltInCount]
    /// The index of each constraint's field in its table.
    private let indexes: [Int?]
    /// Of each check whether it asks that a value be there, and whether it is about returns: thousands of returns are held against each.
    private let isOfRequired: [Bool]
    private let isOfReturns: [Bool]
    private let words: [OwnWords<Records>]
    private var tallies: [RuleTally]
    private var expressions: [Told: RecordExpressions.Values] = [:]

    /// - Throws: `DatabaseError` and ``SQLFailure`` where the store itself has failed.
    init(run: RuleRun<Records>, checks: [DeclaredCheckSummary], asked: RuleOutcome) throws {
        self.run = run
        self.checks = checks
        self.asked = asked
        limit = IssueLimit(run.definition)
        places = Dictionary(
            checks.enumerated().filter { $1.builtIn == nil }.map { (Place($1), $0) },
            uniquingKeysWith: { first, _ in first })
        ofBuiltIn = Dictionary(
            grouping: checks.indices.filter { checks[$0].builtIn != nil }, by: { checks[$0].terms.id })
        indexes = checks.map { check in
            check.field.flatMap { run.definition.tables[check.table]?.index(of: $0) }
        }
        isOfRequired = checks.map { $0.terms.id == ConstraintName.required.rule }
        isOfReturns = checks.map { $0.builtIn?.rule.subject == .return }
        var counts: [Int: BuiltInCount] = [:]
        var earlier: [String: [BuiltInTerms]] = [:]
        for (place, check) in checks.enumerated() {
            guard let item = check.builtIn else { continue }
            counts[place] = try BuiltInCount(item, after: earlier[item.rule.id] ?? [], in: run.definition) {
                try run.recordsLackingKey(of: $0)
            }
            earlier[item.rule.id, default: []].append(item)
        }
        self.counts = counts
        let rules = checks.map { $0.terms.rule(of: $0.table, words: $0.words) }
        tallies = zip(checks, rules).map { RuleTally(name: $0.name, $1, in: run.definition, field: $0.field) }
        words = try zip(checks, rules).map { check, rule in
            try OwnWords(rule, table: run.definition.tables[check.table], in: run)
        }
    }

    /// - Throws: ``SQLFailure`` where the store itself has failed.
    mutating func outcome(_ returns: [ConstrainedReturn]) throws(SQLFailure) -> ConstraintOutcome {
        for item in returns { count(item) }
        try evaluate(returns)
        var outcome = ConstraintOutcome()
        if checks.indices.contains(where: saysSomething) {
            for item in returns { outcome.reworded[item.item.id] = reworded(item) }
        }
        for (check, tally) in zip(checks, tallies) {
            if !tally.rule.isTrial { outcome.ruleFindings += [tally.thresholdFinding].compactMap(\.self) }
            outcome.ruleFindings += [tally.expressionFinding].compactMap(\.self)
            outcome.results.append(tally.result(level: check.level))
        }
        return outcome
    }

    private func place(of finding: Finding) -> Int? {
        if let place = Place(finding) { return places[place] }
        guard !ofBuiltIn.isEmpty else { return nil }
        return ofBuiltIn[finding.rule]?.first { checks[$0].builtIn?.covers(finding) ?? false }
    }

    // MARK: - Counting

    private mutating func count(_ item: ConstrainedReturn) {
        var found: [Int: [Finding]] = [:]
        for finding in item.findings {
            if let place = place(of: finding) { found[place, default: []].append(finding) }
        }
        let isWhole = limit.isWhole(item.findings, in: run.definition)
        let isCurrent = item.item.round == run.definition.round.current
        // Records count where their return does. What is about returns counts in all that were read: some of it is why one does not count.
        let isLive = run.returns[item.item.id] != nil
        let isRead = item.item.state != .refused
        // Of a check no more is taken out than is asked for: it is large.
        for place in checks.indices {
            guard isOfReturns[place] ? isRead : isLive else { continue }
            let own = found[place] ?? []
            var counts =
                counts[place]?.counts(in: item, own: own) ?? self.counts(of: place, in: item, failed: own.count)
            if !isWhole { counts = counts.ofSome }
            let isOff = checks[place].terms.off.contains {
                $0.covers(reporter: item.item.reporter, round: item.item.round)
            }
            tallies[place].count(isOff ? counts.off : counts, isCurrent: isCurrent)
        }
    }

    /// What came of a return's records under a constraint: one without a value cannot be told, and where it was not asked the constraint does not
    /// apply. That a value is there can be told of all but those where something was typed that cannot be read.
    private func counts(
        of place: Int, in item: ConstrainedReturn, failed: Int
    ) -> VerdictCounts {
        let table = checks[place].table
        let tally = indexes[place].map { item.tally(table, $0) } ?? AnswerTally()
        let all = item.records[table] ?? 0
        guard !isOfRequired[place] else {
            return VerdictCounts(of: all, failed: failed, notVerifiable: Int(tally.unreadable))
        }
        guard !asked.exempt.isEmpty else {
            return VerdictCounts(of: all, failed: failed, notVerifiable: tally.withoutValue)
        }
        let field = checks[place].field ?? ""
        func without(_ tallies: [String: [String: [String: AnswerTally]]]) -> Int {
            tallies[item.item.id]?[table]?[field]?.withoutValue ?? 0
        }
        let notAsked = without(asked.exempt) - without(asked.undecided)
        return VerdictCounts(
            of: all, failed: failed, notVerifiable: tally.withoutValue - notAsked, notApplicable: notAsked)
    }

    // MARK: - Words

    /// Whether what is told differs from what Canvass says by itself.
    private func saysSomething(_ place: Int) -> Bool {
        !words[place].isSilent || checks[place].builtIn?.hasSeverity ?? false
    }

    /// Whether a finding is told at all, in words of its constraint's own.
    private func speaks(_ place: Int, in item: Return) -> Bool {
        saysSomething(place) && !checks[place].terms.leavesOut(reporter: item.reporter, round: item.round)
    }

    /// Asks the store for what constraints expect and suggest, each within the time of a rule.
    ///
    /// - Throws: ``SQLFailure`` where the store itself has failed.
    private mutating func evaluate(_ returns: [ConstrainedReturn]) throws(SQLFailure) {
        for place in checks.indices where words[place].hasExpressions {
            let told = returns.flatMap { item in
                item.findings.compactMap { finding -> Told? in
                    guard self.place(of: finding) == place, speaks(place, in: item.item), let record = finding.record
                    else { return nil }
                    return Told(check: place, returnID: item.item.id, record: record)
                }
            }
            let words = words[place]
            let values = try run.limited { () throws(SQLFailure) -> [(Told, RecordExpressions.Values)] in
                var values: [(Told, RecordExpressions.Values)] = []
                for one in told {
                    let value = try words.values(one.returnID, one.record)
                    values.append((one, value))
                    // After they have taken too long nothing more is asked.
                    if value.failure?.isInterrupted == true { break }
                }
                return values
            }
            // How far it came would be the machine's.
            if let interruption = values.last?.1.failure, interruption.isInterrupted {
                tallies[place].expressionFailed(interruption, records: told.count, endsRule: false)
                continue
            }
            for (one, value) in values {
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
        let table = finding.table ?? check.table
        let record = finding.record.flatMap { run.records.record($0, table: table, returnID: returnID) }
        let values = values(of: finding, check)
        let own = finding.record.flatMap { expressions[Told(check: place, returnID: returnID, record: $0)] }
        var told = Finding(
            rule: finding.rule,
            severity: check.builtIn?.hasSeverity == true ? check.terms.severity : finding.severity,
            message: words[place].message(finding.message, values, record), table: finding.table,
            record: finding.record, field: finding.field, sheet: finding.sheet, cell: finding.cell,
            value: finding.value,
            expected: own?.expected.map { .text($0) } ?? words[place].expected(finding.expected, values, record),
            suggestion: own?.suggestion.map { .text($0) } ?? finding.suggestion)
        told.cells = finding.cells
        told.otherValues = finding.otherValues
        told.alike = finding.alike
        return told
    }

    /// What the placeholders of a sentence stand for: those of Canvass's, and what was typed; of a rule of Canvass's own its place as well. No sentence
    /// tells anything of a private answer.
    private func values(of finding: Finding, _ check: DeclaredCheckSummary) -> [String: Message] {
        var values: [String: Message] = [:]
        if case .entry(_, let given) = finding.message {
            for value in given { values[value.name] = value.message }
        }
        values["value"] = .text(finding.value ?? "")
        // What the questionnaire says may be told; what is about the answer may not.
        var open = ["question", "limit"]
        if check.builtIn != nil {
            open = ["question", "sheet", "cell"]
            values["sheet"] = .text(finding.sheet ?? "")
            values["cell"] = .text(finding.cell ?? "")
            if let field = finding.field {
                values["question"] = finding.table.flatMap { run.definition.tables[$0]?.title(ofField: field) }
            }
            // What else Canvass's sentence is filled with is no part of what a survey's may name.
            values = values.filter { check.placeholders.contains($0.key) }
        }
        guard run.definition.isPrivate(finding.field, of: finding.table) else { return values }
        return Dictionary(
            uniqueKeysWithValues: values.map { ($0.key, open.contains($0.key) ? $0.value : .text(PrivateAnswers.mark)) }
        )
    }
}
