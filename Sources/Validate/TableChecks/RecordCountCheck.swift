import OrderedCollections
import SurveyModel

/// The number of a return's records of a table, against the field of its cover that states it.
struct RecordCountCheck<Records: RecordSource> {
    let run: RuleRun<Records>
    let records: StagedReturns
    let table: TableDefinition
    let check: CountCheck

    /// - Throws: ``SQLFailure`` where the store cannot be asked for what the check expects or suggests.
    func tally() throws -> CheckTally<Records> {
        try run.limited { try counted() }
    }

    private func counted() throws(SQLFailure) -> CheckTally<Records> {
        guard let cover = run.definition.tables[check.field.table], let field = cover.index(of: check.field.field)
        else {
            return try CheckTally(run, check.terms, table: table, words: "", level: .withinReturn)
        }
        var tally = try CheckTally(
            run, check.terms, table: cover, words: check.words(in: table), level: .withinReturn)
        for item in records[cover.name] {
            let counted = records.records(of: table.name, in: item.id)
            for record in item.records { judge(record, field, cover, counted, item, &tally) }
        }
        return tally
    }

    private func judge(
        _ record: Record, _ field: Int, _ cover: TableDefinition, _ counted: [Record], _ item: StagedReturn,
        _ tally: inout CheckTally<Records>
    ) {
        if tally.isOff(in: item) {
            tally.count(.notApplicable, in: item)
        } else if let stated = record.number(field) {
            guard stated != Double(counted.count) else {
                tally.count(.passed, in: item)
                return
            }
            let numbers: (stated: Message, counted: Message) = (.text(stated.shown()), .number(counted.count))
            let values = [
                "stated": numbers.stated, "counted": numbers.counted,
                "difference": .text((stated - Double(counted.count)).shown()),
            ]
            tally.tell(
                .init(
                    message: .own(
                        .tableCountDiffers,
                        [
                            "table": .localized(table.title), "stated": numbers.stated, "counted": numbers.counted,
                        ]),
                    values: values, expected: numbers.counted,
                    cells: [counted.first?.anchor, counted.last?.anchor].compactMap { $0.map { InvolvedCell($0) } }),
                record, field: check.field.field, in: item)
        } else {
            tally.count(.notVerifiable, in: item)
        }
    }
}
