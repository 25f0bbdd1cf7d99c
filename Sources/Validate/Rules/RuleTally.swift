import SurveyModel

/// What a rule has done so far.
struct RuleTally: Sendable {
    let rule: RuleDefinition
    /// What it is called where its id alone does not tell it from others: `constraint.minimum of practices.budget`.
    private let name: String
    /// The field that it is about, by which its counts are told from those of others of its id.
    private let field: String?
    private(set) var tested = 0
    private(set) var failed = 0
    private(set) var notVerifiable = 0
    private(set) var notApplicable = 0
    private(set) var findings: [RuleFinding] = []
    /// What SQLite said where the rule could not be run to its end.
    private(set) var failure: SQLFailure?
    /// What SQLite said where a record's `expected` or `suggest` failed first, and of how many records they did.
    private var failedExpressions: (first: SQLFailure, records: Int)?
    private let limit: IssueLimit
    /// The findings that each return has.
    private var taken: [String: IssueCount] = [:]
    private var testedNow = 0
    private var failedNow = 0

    /// - Parameter field: the field that shares the rule's id with others; nil where the id is the rule's own.
    init(_ rule: RuleDefinition, in definition: SurveyDefinition, field: String? = nil) {
        self.init(name: rule.name(ofField: field), rule, in: definition, field: field)
    }

    /// - Parameters:
    ///   - name: what it is called where its id alone does not tell it from others.
    ///   - field: the field that it is about, where others may share its id.
    init(name: String, _ rule: RuleDefinition, in definition: SurveyDefinition, field: String?) {
        self.rule = rule
        limit = IssueLimit(definition)
        self.name = name
        self.field = field
    }

    private init(anew tally: RuleTally) {
        rule = tally.rule
        limit = tally.limit
        name = tally.name
        field = tally.field
    }

    /// What came of a record.
    enum Verdict: Sendable {
        case passed, failed, notVerifiable, notApplicable
    }

    /// Counts records of a return.
    mutating func count(_ verdict: Verdict, records: Int = 1, isCurrent: Bool) {
        guard verdict != .notApplicable else {
            notApplicable += records
            return
        }
        tested += records
        if isCurrent { testedNow += records }
        switch verdict {
        case .passed, .notApplicable: break
        case .notVerifiable: notVerifiable += records
        case .failed:
            failed += records
            if isCurrent { failedNow += records }
        }
    }

    /// Counts a record as failed, or as not verifiable, that was counted as passed.
    mutating func recount(_ verdict: Verdict, isCurrent: Bool) {
        if verdict == .notVerifiable { notVerifiable += 1 }
        if verdict == .failed {
            failed += 1
            if isCurrent { failedNow += 1 }
        }
    }

    /// Takes a finding, unless its return has so many that it is held for them.
    mutating func add(_ finding: RuleFinding) {
        // One more than is told is taken, by which it is known that there are more.
        guard !limit.isExceeded(by: taken[finding.returnID, default: IssueCount()]) else { return }
        taken[finding.returnID, default: IssueCount()].add(finding.finding)
        findings.append(finding)
    }

    /// Notes that what was expected of a record, or might be meant, could not be had.
    ///
    /// - Parameters:
    ///   - records: for how many records.
    ///   - endsRule: whether a time limit that ran out ends the whole rule, and is told there.
    mutating func expressionFailed(_ failure: SQLFailure, records: Int = 1, endsRule: Bool = true) {
        guard !failure.isInterrupted || !endsRule else { return }
        failedExpressions = (failedExpressions?.first ?? failure, (failedExpressions?.records ?? 0) + records)
    }

    /// Puts what is expected and suggested, by SQL, into the findings, one by one.
    mutating func complete(by values: [RecordExpressions.Values]) {
        for (index, value) in zip(findings.indices, values) {
            findings[index] = findings[index].completed(by: value)
        }
    }

    mutating func sortFindings(by precedes: (RuleFinding, RuleFinding) -> Bool) { findings.sort(by: precedes) }

    /// Takes back what was found: of what was tested nothing could be told.
    mutating func fail(_ error: SQLFailure) {
        let counted = self
        self = RuleTally(anew: counted)
        failure = error
        tested = counted.tested
        notVerifiable = counted.tested
        notApplicable = counted.notApplicable
    }

    /// Takes back what was found and counted: of the records of returns for which the rule is not switched off nothing could be told.
    ///
    /// - Parameter counts: the records of each return.
    mutating func fail<Records: RecordSource>(_ error: SQLFailure, counts: [String: Int], of run: RuleRun<Records>) {
        self = RuleTally(anew: self)
        failure = error
        for (id, records) in counts {
            count(
                run.isOff(rule, in: id) ? .notApplicable : .notVerifiable, records: records,
                isCurrent: run.isCurrent(id))
        }
    }

    /// The rule's table; nil where it is about no one table.
    private var table: String? { rule.table.isEmpty ? nil : rule.table }

    func result(level: RuleLevel) -> RuleResult {
        RuleResult(
            id: rule.id, table: table, field: field, severity: rule.severity, expression: rule.check.sql,
            why: rule.why, tested: tested, failed: failed, notVerifiable: notVerifiable,
            notApplicable: notApplicable, isTrial: rule.isTrial, level: level)
    }

    // MARK: - Findings about the rule

    /// The rule's name stands as the value, so that the issue is the same from night to night while the share changes.
    private func finding(_ id: String, _ severity: Severity, _ message: Message, expected: Message) -> Finding {
        Finding(
            rule: id, severity: severity, message: message, table: table, value: name, expected: expected)
    }

    /// Told where more of the current round's records break the rule than its threshold allows.
    var thresholdFinding: Finding? {
        guard let threshold = rule.threshold, testedNow > 0 else { return nil }
        let share = 100 * Double(failedNow) / Double(testedNow)
        let passed: (severity: Severity, limit: Double)? =
            if let limit = threshold.error, share > limit {
                (.error, limit)
            } else if let limit = threshold.warning, share > limit {
                (.warning, limit)
            } else {
                nil
            }
        guard let passed else { return nil }
        return finding(
            "rule.threshold", passed.severity,
            .own(
                .ruleThreshold,
                [
                    "share": .text(share.shownPercent(above: passed.limit)), "failed": .number(failedNow),
                    "tested": .number(testedNow),
                    "rule": .text(name),
                ]),
            expected: .own(.ruleThresholdExpected, ["limit": .text(Value.shortest(passed.limit))]))
    }

    /// Told where `expected` or `suggest` fails on records: their issues are told without it.
    var expressionFinding: Finding? {
        failedExpressions.map { failed in
            finding(
                "rule.expression-failed", .note,
                .own(
                    .ruleExpressionFailed,
                    [
                        "rule": .text(name), "records": .number(failed.records),
                        "reason": .text(failed.first.message),
                    ]),
                expected: .own(.ruleExpressionFailedExpected))
        }
    }

    /// Told where the rule could not be run to its end.
    var failureFinding: Finding? {
        guard let failure else { return nil }
        return failure.isInterrupted
            ? finding(
                "rule.timeout", .error,
                .own(.ruleTimeout, ["rule": .text(name)]), expected: .own(.ruleTimeoutExpected))
            : finding(
                "rule.failed", .error,
                .own(.ruleFailed, ["rule": .text(name), "reason": .text(failure.message)]),
                expected: .own(.ruleFailedExpected))
    }
}

extension RuleDefinition {
    /// What it is called: its id, with the field where several fields share the id.
    func name(ofField field: String?) -> String { field.map { "\(id) of \(table).\($0)" } ?? id }
}

extension RuleOutcome {
    /// Adds what a rule did: its findings, unless it is on trial, what there is to tell of the rule itself, and its counts.
    mutating func append(_ tally: RuleTally, level: RuleLevel) {
        if !tally.rule.isTrial {
            findings += tally.findings
            ruleFindings += [tally.thresholdFinding].compactMap(\.self)
        }
        ruleFindings += [tally.failureFinding, tally.expressionFinding].compactMap(\.self)
        results.append(tally.result(level: level))
    }
}
