import OrderedCollections
import SurveyModel

/// Holds the answers to conditional questions against their conditions, in one scan of a table's records.
struct ConditionScan<Records: RecordSource> {
    private let run: RuleRun<Records>
    private let table: TableDefinition
    private let conditions: [Condition]
    private let indexes: [Int]
    private var notAsked: [RuleTally]
    private var notAnswered: [RuleTally]

    init(run: RuleRun<Records>, table: TableDefinition, conditions: [Condition]) {
        self.run = run
        self.table = table
        self.conditions = conditions
        indexes = conditions.compactMap { table.index(of: $0.field.name) }
        let round = run.definition.round.current
        notAsked = conditions.map { RuleTally(Self.rule("condition.not-asked", .warning, $0), round: round) }
        notAnswered = conditions.map {
            RuleTally(Self.rule("condition.not-answered", $0.field.constraints.severity, $0), round: round)
        }
    }

    private static func rule(_ id: String, _ severity: Severity, _ condition: Condition) -> RuleDefinition {
        let words = "\(condition.field.name): asked if \(condition.rule.rule.check.sql)"
        return RuleDefinition(id: id, table: condition.table, severity: severity, check: .query(words), message: "")
    }

    /// Scans the records and adds what was found to the outcome.
    mutating func collect(into outcome: inout ConditionOutcome) throws(SQLFailure) {
        let rows = try SQLStatement(RuleSQL.scan(conditions.map(\.rule), table: table), in: run.database)
        while try rows.step() {
            let returnID = rows.text(0) ?? ""
            guard let record = run.records.record(rows.integer(1), table: table.name, returnID: returnID) else {
                continue
            }
            for place in conditions.indices { judge(place, rows.truth(place + 2), record, returnID, &outcome) }
        }
        for place in conditions.indices {
            outcome.outcome.findings += notAsked[place].findings + notAnswered[place].findings
            outcome.outcome.results.append(notAsked[place].result(level: .withinRecord))
            if conditions[place].field.constraints.required {
                outcome.outcome.results.append(notAnswered[place].result(level: .withinRecord))
            }
        }
    }

    private mutating func judge(
        _ place: Int, _ isAsked: Bool?, _ record: Record, _ returnID: String, _ outcome: inout ConditionOutcome
    ) {
        let field = conditions[place].field
        let entry = record.entries[indexes[place]]
        let isCurrent = run.isCurrent(returnID)
        if isAsked != true {
            outcome.setExempt(returnID, table.name, field.name, record.number)
            outcome.outcome.exempt[returnID, default: [:]][table.name, default: [:]][
                field.name, default: AnswerTally()
            ].count(entry)
            if isAsked == false, entry == nil {
                outcome.outcome.notAsked[returnID, default: [:]][table.name, default: 0] += 1
            }
        }
        let isMissing = field.constraints.required && field.lacksAnswer(entry)
        switch isAsked {
        case nil:
            notAsked[place].count(.notVerifiable, isCurrent: isCurrent)
            notAnswered[place].count(.notVerifiable, isCurrent: isCurrent)
        case false?:
            notAsked[place].count(entry.isAnswer ? .failed : .passed, isCurrent: isCurrent)
            notAnswered[place].count(.notApplicable, isCurrent: isCurrent)
            if entry.isAnswer { notAsked[place].add(answered(place, record, returnID)) }
        case true?:
            notAsked[place].count(.notApplicable, isCurrent: isCurrent)
            notAnswered[place].count(isMissing ? .failed : .passed, isCurrent: isCurrent)
            guard isMissing else { return }
            outcome.setUnanswered(returnID, table.name, field.name, record.number)
            notAnswered[place].add(unanswered(place, record, returnID))
        }
    }

    // MARK: - Findings

    private func answered(_ place: Int, _ record: Record, _ returnID: String) -> RuleFinding {
        let typed = record.entries[indexes[place]]?.raw.text ?? ""
        return finding(
            place, record, returnID, notAsked[place].rule,
            .own(.conditionNotAsked, ["question": question(place), "value": .text(typed)]), .own(.expectedNoAnswer))
    }

    private func unanswered(_ place: Int, _ record: Record, _ returnID: String) -> RuleFinding {
        let message: Message =
            if let entry = record.entries[indexes[place]] {
                .own(
                    .conditionNotAnsweredMark, ["question": question(place), "mark": .text(entry.raw.text)])
            } else {
                .own(.conditionNotAnswered, ["question": question(place)])
            }
        return finding(place, record, returnID, notAnswered[place].rule, message, .own(.expectedAnswer))
    }

    private func question(_ place: Int) -> Message { .localized(conditions[place].field.title) }

    /// At the answer's cell, with the cells of what the condition reads.
    private func finding(
        _ place: Int, _ record: Record, _ returnID: String, _ rule: RuleDefinition, _ message: Message,
        _ expected: Message
    ) -> RuleFinding {
        let entry = record.entries[indexes[place]]
        let origin = entry?.origin ?? record.anchor
        var finding = Finding(
            rule: rule.id, severity: rule.severity, message: message, table: table.name,
            record: record.number, field: conditions[place].field.name, sheet: origin.sheet, cell: origin.cell,
            value: entry?.raw.text, expected: expected)
        finding.cells = conditions[place].rule.fields.compactMap { name in
            table.index(of: name).flatMap { record.entries[$0]?.origin }
        }.filter { $0 != origin }
        return RuleFinding(returnID: returnID, finding: finding)
    }
}

extension RuleRun {
    /// Asks of all records which conditional questions they must answer. A condition that fails on the data is told, and then asks nothing of anybody.
    ///
    /// - Throws: `DatabaseError` where the store itself fails.
    func askConditions(_ conditions: [Condition]) throws -> ConditionOutcome {
        var outcome = ConditionOutcome()
        for table in definition.tables.values {
            let own = conditions.filter { $0.table == table.name }
            guard !own.isEmpty else { continue }
            var together = outcome
            if (try? ask(own, table, &together)) != nil {
                outcome = together
                continue
            }
            for condition in own {
                var alone = outcome
                do throws(SQLFailure) {
                    try ask([condition], table, &alone)
                    outcome = alone
                } catch {
                    try error.rethrowStoreFailure()
                    var tally = RuleTally(condition.rule.rule, round: definition.round.current)
                    tally.fail(error, records: 0)
                    outcome.outcome.ruleFindings += [tally.failureFinding].compactMap(\.self)
                }
            }
        }
        return outcome
    }

    private func ask(
        _ conditions: [Condition], _ table: TableDefinition, _ outcome: inout ConditionOutcome
    ) throws(SQLFailure) {
        var scan = ConditionScan(run: self, table: table, conditions: conditions)
        var collected = outcome
        try TimeLimit(seconds: secondsPerRule)(in: database) { () throws(SQLFailure) in
            try scan.collect(into: &collected)
        }
        outcome = collected
    }
}

extension Entry? {
    /// Whether something was answered: a mark that says why there is no value is no answer, nor are columns of which none is marked.
    var isAnswer: Bool {
        guard let self else { return false }
        if self.value != nil { return true }
        if case .marks = self.raw { return false }
        return self.status == nil
    }
}
