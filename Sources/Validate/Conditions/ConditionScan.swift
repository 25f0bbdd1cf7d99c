import OrderedCollections
import SurveyModel

/// Holds the answers to conditional questions against their conditions, in one scan of a table's records.
struct ConditionScan<Records: RecordSource> {
    private let run: RuleRun<Records>
    private let table: TableDefinition
    private let conditions: [Condition]
    private let indexes: [Int]
    private var notAsked: [Told]
    private var notAnswered: [Told]

    /// What is told of a condition: what was counted and found, and in which words.
    private struct Told {
        var tally: RuleTally
        let words: OwnWords<Records>
        /// Whether it is switched off for the return that is looked at.
        var isOff = false

        mutating func add(_ finding: RuleFinding) { tally.add(finding) }

        /// Asks the store for what is expected and suggested where something was found, within the time of a rule. Where that takes too long there
        /// is none of it: how far it came would be the machine's.
        ///
        /// - Throws: ``SQLFailure`` where the store itself has failed.
        mutating func evaluate(in run: RuleRun<Records>) throws(SQLFailure) {
            guard words.hasExpressions else { return }
            let found = tally.findings
            let values = try run.limited { () throws(SQLFailure) -> [RecordExpressions.Values] in
                try words.values(of: found)
            }
            if let interruption = values.first(where: { $0.failure?.isInterrupted ?? false })?.failure {
                return tally.expressionFailed(interruption, records: found.count, endsRule: false)
            }
            for value in values {
                if let failure = value.failure { tally.expressionFailed(failure, endsRule: false) }
            }
            tally.complete(by: values)
        }

        /// Counts a record of the return that is looked at.
        ///
        /// - Returns: whether there is something to tell.
        mutating func count(_ verdict: RuleTally.Verdict, isCurrent: Bool) -> Bool {
            tally.count(isOff ? .notApplicable : verdict, isCurrent: isCurrent)
            return verdict == .failed && !isOff
        }
    }

    /// - Throws: ``SQLFailure`` where the store cannot be asked for what is expected or suggested.
    init(run: RuleRun<Records>, table: TableDefinition, conditions: [Condition]) throws(SQLFailure) {
        self.run = run
        self.table = table
        self.conditions = conditions
        indexes = conditions.compactMap { table.index(of: $0.field.name) }
        notAsked = []
        notAnswered = []
        for condition in conditions {
            let words = condition.field.wordsOfCondition
            // Where nothing is required, nothing is told of an answer that is not there.
            let own = [condition.field.notAskedTerms, condition.field.constraints.terms[.required]]
            let rules = own.map { $0?.rule(of: table.name, words: words) ?? condition.rule.rule }
            let told = try rules.map { rule throws(SQLFailure) in
                Told(
                    tally: RuleTally(rule, in: run.definition, field: condition.field.name),
                    words: try OwnWords(rule, table: table, in: run))
            }
            notAsked.append(told[0])
            notAnswered.append(told[1])
        }
    }

    /// Scans the records.
    mutating func collect(into outcome: inout ConditionOutcome) throws(SQLFailure) {
        let rows = try SQLStatement(RuleSQL.scan(conditions.map(\.rule), table: table), in: run.database)
        for returnID in run.returns.keys.sorted() {
            look(at: returnID)
            try rows.bind(returnID)
            while try rows.step() {
                guard let record = run.records.record(rows.integer(0), table: table.name, returnID: returnID) else {
                    continue
                }
                for place in conditions.indices { judge(place, rows.truth(place + 1), record, returnID, &outcome) }
            }
        }
    }

    /// Adds what was found to the outcome, with what is expected and suggested.
    ///
    /// - Throws: ``SQLFailure`` where the store itself has failed.
    mutating func conclude(into outcome: inout ConditionOutcome) throws(SQLFailure) {
        for place in conditions.indices {
            try notAsked[place].evaluate(in: run)
            outcome.outcome.append(notAsked[place].tally, level: .withinRecord)
            guard conditions[place].field.constraints.required else { continue }
            try notAnswered[place].evaluate(in: run)
            outcome.outcome.append(notAnswered[place].tally, level: .withinRecord)
        }
    }

    private mutating func look(at returnID: String) {
        for place in conditions.indices {
            notAsked[place].isOff = run.isOff(notAsked[place].tally.rule, in: returnID)
            notAnswered[place].isOff = run.isOff(notAnswered[place].tally.rule, in: returnID)
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
            if isAsked == nil {
                outcome.outcome.undecided[returnID, default: [:]][table.name, default: [:]][
                    field.name, default: AnswerTally()
                ].count(entry)
            }
            if isAsked == false, entry == nil {
                outcome.outcome.notAsked[returnID, default: [:]][table.name, default: 0] += 1
            }
        }
        let isMissing = field.constraints.required && field.lacksAnswer(entry)
        switch isAsked {
        case nil:
            _ = notAsked[place].count(.notVerifiable, isCurrent: isCurrent)
            _ = notAnswered[place].count(.notVerifiable, isCurrent: isCurrent)
        case false?:
            _ = notAnswered[place].count(.notApplicable, isCurrent: isCurrent)
            if notAsked[place].count(entry.isAnswer ? .failed : .passed, isCurrent: isCurrent) {
                notAsked[place].add(answered(place, record, returnID))
            }
        case true?:
            _ = notAsked[place].count(.notApplicable, isCurrent: isCurrent)
            if isMissing { outcome.setUnanswered(returnID, table.name, field.name, record.number) }
            // Something that could not be read may be the answer, or none.
            let isUnreadable = field.constraints.required && entry?.value == nil
            let verdict: RuleTally.Verdict = isMissing ? .failed : isUnreadable ? .notVerifiable : .passed
            if notAnswered[place].count(verdict, isCurrent: isCurrent) {
                notAnswered[place].add(unanswered(place, record, returnID))
            }
        }
    }

    // MARK: - Findings

    private func answered(_ place: Int, _ record: Record, _ returnID: String) -> RuleFinding {
        let typed = record.entries[indexes[place]]?.raw.text ?? ""
        return worded(
            place, record, returnID, notAsked[place],
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
        return worded(place, record, returnID, notAnswered[place], message, .own(.expectedAnswer))
    }

    private func question(_ place: Int) -> Message { .localized(conditions[place].field.title) }

    /// At the answer's cell, with the cells of what the condition reads.
    private func worded(
        _ place: Int, _ record: Record, _ returnID: String, _ told: Told, _ message: Message, _ expected: Message
    ) -> RuleFinding {
        let entry = record.entries[indexes[place]]
        let origin = entry?.origin ?? record.anchor
        let field = conditions[place].field
        let shown = field.isPrivate ? PrivateAnswers.mark : entry?.raw.text ?? ""
        let values: [String: Message] = ["question": question(place), "value": .text(shown)]
        var finding = Finding(
            rule: told.tally.rule.id, severity: told.tally.rule.severity,
            message: told.words.message(message, values, record), table: table.name,
            record: record.number, field: field.name, sheet: origin.sheet, cell: origin.cell,
            value: entry?.raw.text,
            expected: told.words.expected(expected, values, record))
        finding.involve(
            conditions[place].rule.fields.compactMap { name in
                table.index(of: name).flatMap { record.entries[$0] }.map { InvolvedCell($0) }
            })
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
            do throws(SQLFailure) {
                try ask(own, table, &together)
                outcome = together
                continue
            } catch {
                try error.rethrowStoreFailure()
            }
            for condition in own {
                var alone = outcome
                do throws(SQLFailure) {
                    try ask([condition], table, &alone)
                    outcome = alone
                } catch {
                    try error.rethrowStoreFailure()
                    var tally = RuleTally(condition.rule.rule, in: definition)
                    tally.fail(condition.rule.told(error))
                    outcome.outcome.ruleFindings += [tally.failureFinding].compactMap(\.self)
                }
            }
        }
        return outcome
    }

    private func ask(
        _ conditions: [Condition], _ table: TableDefinition, _ outcome: inout ConditionOutcome
    ) throws(SQLFailure) {
        var scan = try ConditionScan(run: self, table: table, conditions: conditions)
        var collected = outcome
        try TimeLimit(seconds: secondsPerRule)(in: database) { () throws(SQLFailure) in
            try scan.collect(into: &collected)
        }
        try scan.conclude(into: &collected)
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
