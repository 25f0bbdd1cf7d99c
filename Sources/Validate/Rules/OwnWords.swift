import SurveyModel

/// What the author of a check says in place of Canvass: its sentence, what it expects, and what it suggests.
struct OwnWords<Records: RecordSource> {
    private let rule: RuleDefinition
    private let table: TableDefinition?
    private let records: Records
    /// What the check expects and suggests by SQL; nil where it does not, or where that would tell a private answer.
    private let expressions: RecordExpressions?

    /// - Parameter table: that of the records that it tells of; nil where it tells of none, or of those of several tables.
    /// - Throws: ``SQLFailure`` where the store cannot be asked for what is expected or suggested.
    init(_ rule: RuleDefinition, table: TableDefinition?, in run: RuleRun<Records>) throws(SQLFailure) {
        self.rule = rule
        self.table = table
        records = run.records
        expressions = run.tellsPrivate(rule) ? nil : try RecordExpressions(rule, in: run.database)
    }

    /// Whether anything is asked of the store.
    var hasExpressions: Bool { expressions != nil }

    /// Whether nothing differs from Canvass's own words.
    var isSilent: Bool { rule.message.isSilent && rule.expected == nil && expressions == nil }

    /// The sentence: the check's own with its placeholders filled, else that of Canvass.
    func message(_ canvass: Message, _ values: [String: Message], _ record: Record?) -> Message {
        rule.message.isSilent ? canvass : filled(rule.message, values, record)
    }

    /// What was expected, in the check's own words, else in those of its kind.
    func expected(_ canvass: Message?, _ values: [String: Message], _ record: Record?) -> Message? {
        rule.expected.map { filled($0, values, record) } ?? canvass
    }

    /// What the expressions say of a record.
    ///
    /// - Throws: ``SQLFailure`` where the store itself has failed.
    func values(_ returnID: String, _ number: Int) throws(SQLFailure) -> RecordExpressions.Values {
        guard let expressions else { return RecordExpressions.Values() }
        return try expressions.values(returnID, number)
    }

    /// What the expressions say of the records of findings, up to the first for which that takes too long.
    ///
    /// - Throws: ``SQLFailure`` where the store itself has failed.
    func values(of found: [RuleFinding]) throws(SQLFailure) -> [RecordExpressions.Values] {
        var values: [RecordExpressions.Values] = []
        for one in found {
            values.append(try self.values(one.returnID, one.finding.record ?? 0))
            if values.last?.failure?.isInterrupted ?? false { break }
        }
        return values
    }

    private func filled(_ text: LocalizedText, _ values: [String: Message], _ record: Record?) -> Message {
        .localized(SentenceFilling(table: table, record: record, values: values, records: records).filled(text))
    }
}

extension LocalizedText {
    /// Whether it stands for a sentence that was not given.
    fileprivate var isSilent: Bool { texts == ["und": ""] }
}
