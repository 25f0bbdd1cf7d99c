import OrderedCollections
import SurveyModel

/// Where a check's columns stand in a scan's rows. Outside the scan, which is generic: the type of something inside would be looked up at each use.
private struct CheckColumn {
    let result: Int
    /// Whether a number is missing that counts as nought.
    let isMissing: Int?
    /// What the check makes of NULL.
    let missing: MissingOperand
}

/// The scan of a table's records by its checks. For a record that passes nothing is allocated.
struct RecordScan<Records: RecordSource> {
    private let run: RuleRun<Records>
    private let table: TableDefinition
    private let checks: [CompiledRule]
    private let columns: [CheckColumn]
    private let rows: SQLStatement
    private var expressions: [RecordExpressions?]
    private var counted: [RuleTally]

    init(run: RuleRun<Records>, table: TableDefinition, checks: [CompiledRule]) throws(SQLFailure) {
        self.run = run
        self.table = table
        self.checks = checks
        var next = 1
        columns = checks.map { check in
            let isZero = check.rule.missing == .zero
            defer { next += isZero ? 2 : 1 }
            return CheckColumn(result: next, isMissing: isZero ? next + 1 : nil, missing: check.rule.missing)
        }
        rows = try SQLStatement(RuleSQL.scan(checks, table: table), in: run.database)
        expressions = []
        for check in checks { expressions.append(try RecordExpressions(check.rule, in: run.database)) }
        counted = checks.map { RuleTally($0.rule, in: run.definition) }
    }

    mutating func tallies() throws(SQLFailure) -> [RuleTally] {
        for returnID in run.returns.keys.sorted() { try scan(returnID) }
        return counted
    }

    private mutating func scan(_ returnID: String) throws(SQLFailure) {
        let isCurrent = run.isCurrent(returnID)
        let isOff = checks.map { run.isOff($0.rule, in: returnID) }
        var passed = [Int](repeating: 0, count: checks.count)
        var notVerifiable = passed
        var notApplicable = passed
        try rows.bind(returnID)
        while try rows.step() {
            for index in checks.indices {
                guard !isOff[index] else {
                    notApplicable[index] += 1
                    continue
                }
                switch (rows.truth(columns[index].result), columns[index].missing) {
                case (true?, .skip), (true?, .fail): passed[index] += 1
                case (nil, .skip): notVerifiable[index] += 1
                default: try judge(index, returnID, isCurrent: isCurrent)
                }
            }
        }
        for index in checks.indices {
            counted[index].count(.passed, records: passed[index], isCurrent: isCurrent)
            counted[index].count(.notVerifiable, records: notVerifiable[index], isCurrent: isCurrent)
            counted[index].count(.notApplicable, records: notApplicable[index], isCurrent: isCurrent)
        }
    }

    /// A record that does not simply pass, or of which it cannot simply not be told.
    private mutating func judge(_ index: Int, _ returnID: String, isCurrent: Bool) throws(SQLFailure) {
        let check = checks[index]
        let number = rows.integer(0)
        let record = run.records.record(number, table: table.name, returnID: returnID)
        var verdict: RuleTally.Verdict =
            switch rows.truth(columns[index].result) {
            case true?: .passed
            case false?: .failed
            case nil: check.rule.missing == .fail ? .failed : .notVerifiable
            }
        if let record {
            let isUnreadable = columns[index].isMissing.map { rows.truth($0) == true } ?? false
            if isUnreadable, run.hasUnreadableOperand(record, check, in: table) { verdict = .notVerifiable }
            if verdict == .failed, run.lacksOperand(record, of: returnID, check, in: table) { verdict = .notVerifiable }
        }
        counted[index].count(verdict, isCurrent: isCurrent)
        guard verdict == .failed, let record else { return }
        let values = try expressions[index]?.values(returnID, number)
        if let failure = values?.failure { counted[index].expressionFailed(check.told(failure)) }
        let wording = FindingWording(
            rule: check, table: table, record: record, columns: [:], records: run.records,
            expectedValue: values?.expected, suggestion: values?.suggestion)
        counted[index].add(RuleFinding(returnID: returnID, finding: wording.finding()))
    }
}
