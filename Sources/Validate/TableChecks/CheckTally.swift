import OrderedCollections
import SurveyModel

/// Counts what a declared check does, and words what it finds.
struct CheckTally<Records: RecordSource> {
    let run: RuleRun<Records>
    let table: TableDefinition
    let level: RuleLevel
    private(set) var tally: RuleTally
    private let words: OwnWords<Records>
    /// What SQLite said where nothing more is asked: what is expected or suggested took too long, or the store has failed. Checks go on counting, and it
    /// is told when they are done.
    private var end: SQLFailure?

    /// - Parameters:
    ///   - terms: id, severity and message.
    ///   - table: the table that the findings are about.
    ///   - field: the field that its findings name, by which its counts are told from those of others of its id; nil where they name one of several.
    ///   - words: what the check says, for lists of rules.
    ///   - level: how much of the data it looks at.
    /// - Throws: ``SQLFailure`` where the store cannot be asked for what is expected or suggested.
    init(
        _ run: RuleRun<Records>, _ terms: CheckTerms, table: TableDefinition, field: String?, words: String,
        level: RuleLevel
    ) throws(SQLFailure) {
        self.run = run
        self.table = table
        self.level = level
        let rule = terms.rule(of: table.name, words: words)
        tally = RuleTally(name: rule.id, rule, in: run.definition, field: field)
        self.words = try OwnWords(rule, table: table, in: run)
    }

    /// What was counted; where an expression took too long, that, and nothing else.
    ///
    /// - Throws: ``SQLFailure`` where the store itself has failed under an expression.
    func concluded() throws(SQLFailure) -> RuleTally {
        guard let end else { return tally }
        guard end.isInterrupted else { throw end }
        var stopped = tally
        stopped.fail(end)
        return stopped
    }

    /// Whether the check is switched off for a return.
    func isOff(in item: StagedReturn) -> Bool { run.isOff(tally.rule, in: item.id) }

    mutating func count(_ verdict: RuleTally.Verdict, records: Int = 1, in item: StagedReturn) {
        tally.count(verdict, records: records, isCurrent: run.isCurrent(item.id))
    }

    /// What is found.
    struct Found {
        /// Canvass's own sentence, for where the check has none.
        var message: Message
        /// What the placeholders of the check's own sentence stand for.
        var values: [String: Message] = [:]
        var expected: Message?
        var suggestion: Message?
        /// The other cells that it is about.
        var cells: [InvolvedCell] = []
    }

    /// Counts a record as failed and tells why, at the cell of one of its fields.
    mutating func tell(_ found: Found, _ record: Record, field: String, in item: StagedReturn) {
        count(.failed, in: item)
        let own = values(of: record, in: item)
        let entry = table.index(of: field).flatMap { record.entries[$0] }
        let origin = entry?.origin ?? record.anchor
        var finding = Finding(
            rule: tally.rule.id, severity: tally.rule.severity,
            message: words.message(found.message, found.values, record), table: table.name,
            record: record.number, field: field, sheet: origin.sheet, cell: origin.cell, value: entry?.raw.text,
            expected: own.expected.map { .text($0) } ?? words.expected(found.expected, found.values, record),
            suggestion: own.suggestion.map { .text($0) } ?? found.suggestion)
        finding.involve(found.cells)
        tally.add(RuleFinding(returnID: item.id, finding: finding))
    }

    /// Counts a series of a return's values as failed and tells it once, with all its cells. It belongs to no one record; its value is that which was typed
    /// in the first cell, so that a decision on it lapses when the series is corrected.
    mutating func tellSeries(_ found: Found, first entry: Entry?, field: String, in item: StagedReturn) {
        count(.failed, in: item)
        let first = found.cells.first?.origin
        var finding = Finding(
            rule: tally.rule.id, severity: tally.rule.severity,
            message: words.message(found.message, found.values, nil), table: table.name,
            field: field, sheet: first?.sheet, cell: first?.cell, value: entry?.raw.text,
            expected: words.expected(found.expected, found.values, nil), suggestion: found.suggestion)
        finding.involve(found.cells)
        tally.add(RuleFinding(returnID: item.id, finding: finding))
    }

    /// What the check's expressions say of a record. After they have taken too long, or the store has failed, nothing more is asked.
    private mutating func values(of record: Record, in item: StagedReturn) -> RecordExpressions.Values {
        guard words.hasExpressions, end == nil else { return RecordExpressions.Values() }
        do throws(SQLFailure) {
            let values = try words.values(item.id, record.number)
            if let failure = values.failure {
                if failure.isInterrupted { end = failure } else { tally.expressionFailed(failure) }
            }
            return values
        } catch {
            end = error
            return RecordExpressions.Values()
        }
    }
}

extension CheckTerms {
    /// The check as a rule that can be counted and compiled.
    ///
    /// - Parameter field: the field by which it is told from others of its id, where the rule is to be called by both.
    func rule(of table: String, words: String, field: String? = nil) -> RuleDefinition {
        var rule = RuleDefinition(
            id: field.map { "\(id) of \(table).\($0)" } ?? id, table: table, severity: severity, check: .query(words),
            message: message ?? "")
        rule.why = why
        rule.expected = expected
        rule.expectedValue = expectedValue
        rule.suggestion = suggestion
        rule.threshold = threshold
        rule.off = off
        rule.isTrial = isTrial
        rule.action = action
        rule.position = position
        rule.sentences = sentences
        return rule
    }
}
