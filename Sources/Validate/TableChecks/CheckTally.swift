import OrderedCollections
import SurveyModel

/// Counts what a declared check does, and words what it finds.
struct CheckTally<Records: RecordSource> {
    let run: RuleRun<Records>
    let table: TableDefinition
    let level: RuleLevel
    private(set) var tally: RuleTally

    /// - Parameters:
    ///   - terms: id, severity and message.
    ///   - table: the table that the findings are about.
    ///   - words: what the check says, for lists of rules.
    ///   - level: how much of the data it looks at.
    init(_ run: RuleRun<Records>, _ terms: CheckTerms, table: TableDefinition, words: String, level: RuleLevel) {
        self.run = run
        self.table = table
        self.level = level
        var rule = RuleDefinition(
            id: terms.id, table: table.name, severity: terms.severity, check: .query(words),
            message: terms.message ?? "")
        rule.why = terms.why
        rule.off = terms.off
        rule.isTrial = terms.isTrial
        rule.position = terms.position
        tally = RuleTally(rule, round: run.definition.round.current)
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
        var cells: [Origin] = []
    }

    /// Counts a record as failed and tells why, at the cell of one of its fields.
    mutating func tell(_ found: Found, _ record: Record, field: String, in item: StagedReturn) {
        count(.failed, in: item)
        let entry = table.index(of: field).flatMap { record.entries[$0] }
        let origin = entry?.origin ?? record.anchor
        var finding = Finding(
            rule: tally.rule.id, severity: tally.rule.severity, message: message(found, record), table: table.name,
            record: record.number, field: field, sheet: origin.sheet, cell: origin.cell, value: entry?.raw.text,
            expected: found.expected, suggestion: found.suggestion)
        finding.cells = found.cells.filter { $0 != origin }
        tally.add(RuleFinding(returnID: item.id, finding: finding))
    }

    /// Counts a series of a return's values as failed and tells it once, with all its cells. It belongs to no one record; its value is that which was typed
    /// in the first cell, so that a decision on it lapses when the series is corrected.
    mutating func tellSeries(_ found: Found, first entry: Entry?, field: String, in item: StagedReturn) {
        count(.failed, in: item)
        let first = found.cells.first
        var finding = Finding(
            rule: tally.rule.id, severity: tally.rule.severity, message: message(found, nil), table: table.name,
            field: field, sheet: first?.sheet, cell: first?.cell, value: entry?.raw.text,
            expected: found.expected, suggestion: found.suggestion)
        finding.cells = Array(found.cells.dropFirst())
        tally.add(RuleFinding(returnID: item.id, finding: finding))
    }

    private func message(_ found: Found, _ record: Record?) -> Message {
        guard tally.rule.message.texts != ["und": ""] else { return found.message }
        let filling = SentenceFilling(table: table, record: record, values: found.values, records: run.records)
        return .localized(filling.filled(tally.rule.message))
    }
}
