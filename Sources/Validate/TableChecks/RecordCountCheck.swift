import OrderedCollections
import SurveyModel

/// The number of a return's records of a table, against the field of its cover that states it. Of a questionnaire in parts they may be in another return.
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
            return try CheckTally(
                run, check.terms, table: table, field: check.field.field, words: "", level: .withinReturn)
        }
        var tally = try CheckTally(
            run, check.terms, table: cover, field: check.field.field, words: check.words(in: table),
            level: .withinReturn)
        for item in records[cover.name] {
            if tally.isOff(in: item) {
                tally.count(.notApplicable, records: item.records.count, in: item)
                continue
            }
            guard let holder = records.holder(of: table.name, for: item) else {
                tally.count(.notVerifiable, records: item.records.count, in: item)
                continue
            }
            let counted = records.records(of: table.name, in: holder)
            // Only cells of the return itself can be named.
            let ends = holder == item.id ? [counted.first, counted.last].compactMap { $0?.anchor } : []
            for record in item.records { judge(record, field, counted.count, ends, item, &tally) }
        }
        return tally
    }

    private func judge(
        _ record: Record, _ field: Int, _ counted: Int, _ ends: [Origin], _ item: StagedReturn,
        _ tally: inout CheckTally<Records>
    ) {
        guard let stated = record.number(field) else {
            tally.count(.notVerifiable, in: item)
            return
        }
        guard stated != Double(counted) else {
            tally.count(.passed, in: item)
            return
        }
        let numbers: (stated: Message, counted: Message) = (.text(stated.shown()), .number(counted))
        let values = [
            "stated": numbers.stated, "counted": numbers.counted,
            "difference": .text((stated - Double(counted)).shown()),
        ]
        tally.tell(
            .init(
                message: .own(
                    .tableCountDiffers,
                    [
                        "table": .localized(table.title), "stated": numbers.stated, "counted": numbers.counted,
                    ]),
                values: values, expected: numbers.counted, cells: ends.map { InvolvedCell($0) }),
            record, field: check.field.field, in: item)
    }
}
