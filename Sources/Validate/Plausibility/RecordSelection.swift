import OrderedCollections
import SurveyModel

/// Which records a plausibility check looks at, and into which groups they fall.
struct RecordSelection {
    let table: TableDefinition
    let check: PlausibilityCheck
    /// The fields with the values.
    let fields: [Int]
    let key: [Int]
    private let by: [Int]
    private let period: Int?
    private let only: [(field: Int, codes: Set<String>)]

    init(_ check: PlausibilityCheck, _ table: TableDefinition) {
        self.table = table
        self.check = check
        fields = table.indexes(of: check.fields)
        key = table.indexes(of: check.key)
        by = table.indexes(of: check.by)
        period = check.period.flatMap { table.index(of: $0) }
        only = check.only.compactMap { name, codes in table.index(of: name).map { ($0, Set(codes)) } }
    }

    /// Whether a record is looked at: its codes are those that are asked for, and it is of its return's own round.
    func contains(_ record: Record, round: String) -> Bool {
        if let period, record.entries[period]?.value?.text != round { return false }
        return only.allSatisfy { field, codes in
            record.entries[field]?.value.map { codes.contains($0.text) } ?? false
        }
    }

    /// Calls `judge` for each value that is looked at. The others, and those of returns for which the check is switched off, are counted as not applicable.
    func forEachValue<Records: RecordSource>(
        of returns: [StagedReturn], _ tally: inout CheckTally<Records>,
        _ judge: (_ record: Record, _ field: Int, StagedReturn, inout CheckTally<Records>) -> Void
    ) {
        for item in returns {
            let isOff = tally.isOff(in: item)
            for record in item.records {
                for field in fields {
                    if isOff || !contains(record, round: item.round) {
                        tally.count(.notApplicable, in: item)
                    } else {
                        judge(record, field, item, &tally)
                    }
                }
            }
        }
    }

    /// The values of the group that a record falls into; nil where one is missing.
    func group(of record: Record) -> [String]? { record.texts(by) }

    /// A group as sentences name it: codes by their labels in the sentence's language, private answers not at all.
    func words<Records: RecordSource>(of group: [String], in run: RuleRun<Records>) -> Message {
        let words = zip(by, group).map { index, value -> Message in
            let field = table.fields.values[index]
            if field.isPrivate { return .text(PrivateAnswers.mark) }
            guard let list = field.codeList ?? field.scale else { return .text(value) }
            let labels = run.definition.languages.map { language -> (String, String) in
                let codes = field.codes(in: value)
                return (
                    language,
                    codes.map { run.records.label(of: $0, list: list, language: language) ?? $0 }
                        .joined(separator: ", ")
                )
            }
            return .localized(LocalizedText(Dictionary(labels) { first, _ in first }))
        }
        return words.count == 1 ? words[0] : .list(words, by: .wordsComma)
    }

    /// Whether which group a record falls into is a private answer, or tells one.
    var hasPrivateGroups: Bool { by.contains { table.fields.values[$0].isPrivate } }

    /// A field's name.
    func name(of field: Int) -> String { table.fields.keys[field] }

    /// A field's title, for Canvass's own sentences.
    func title(of field: Int) -> Message { .localized(table.fields.values[field].title) }
}
