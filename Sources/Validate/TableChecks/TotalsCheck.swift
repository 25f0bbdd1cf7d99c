import OrderedCollections
import SurveyModel

/// A total and its parts: within a record, over records of a return, or over another table's records of it. Where the total or a part is missing nothing can
/// be told, unless missing parts count as nought and at least one is given.
struct TotalsCheck<Records: RecordSource> {
    let run: RuleRun<Records>
    let records: StagedReturns
    let table: TableDefinition
    let check: TotalCheck

    /// - Throws: ``SQLFailure`` where the store cannot be asked for what the check expects or suggests.
    func tally() throws -> CheckTally<Records> {
        try run.limited { try counted() }
    }

    private func counted() throws(SQLFailure) -> CheckTally<Records> {
        var tally = try CheckTally(run, check.terms, table: table, words: check.words, level: check.level)
        for item in records[table.name] {
            let totals = totals(in: item)
            if tally.isOff(in: item) {
                tally.count(.notApplicable, records: totals.count, in: item)
                continue
            }
            for total in totals { judge(total, item, &tally) }
        }
        return tally
    }

    /// A total with the entries of its parts; nil for a part that is not there, no parts at all where they cannot be found.
    private struct Total {
        let record: Record
        let parts: [Entry?]
    }

    // MARK: - Totals and their parts

    private func totals(in item: StagedReturn) -> [Total] {
        switch check.parts {
        case .fields(let parts):
            let fields = table.indexes(of: parts)
            return item.records.map { record in Total(record: record, parts: fields.map { record.entries[$0] }) }
        case .records(let over, let total, let parts, let by):
            return totals(in: item, over: over, total: total, parts: parts, by: table.indexes(of: by))
        case .table(let name, let field, let by): return totals(in: item, name, field, by: by)
        }
    }

    private func totals(
        in item: StagedReturn, over: String, total: String, parts: [String], by: [Int]
    ) -> [Total] {
        guard let over = table.index(of: over), let field = table.index(of: check.field) else { return [] }
        var totals: [Record] = []
        var groups: [[String]: [String: [Entry?]]] = [:]
        let allowed = Set(parts)
        for record in item.records {
            guard let code = record.entries[over]?.value?.text else { continue }
            if code == total {
                totals.append(record)
            } else if allowed.isEmpty || allowed.contains(code), let group = record.texts(by) {
                groups[group, default: [:]][code, default: []].append(record.entries[field])
            }
        }
        return totals.map { record in
            guard let group = record.texts(by), let found = groups[group] else {
                return Total(record: record, parts: parts.map { _ in nil })
            }
            let codes = parts.isEmpty ? found.keys.sorted() : parts
            return Total(record: record, parts: codes.flatMap { found[$0] ?? [nil] })
        }
    }

    private func totals(in item: StagedReturn, _ name: String, _ field: String, by: [String]) -> [Total] {
        guard let other = run.definition.tables[name], let field = other.index(of: field) else { return [] }
        let theirs = other.indexes(of: by)
        let ours = table.indexes(of: by)
        var groups: [[String]: [Entry?]] = [:]
        // Returns are in one order, but a table may be empty in some: the return is looked up by its id.
        for record in records.records(of: name, in: item.id) {
            if let group = record.texts(theirs) { groups[group, default: []].append(record.entries[field]) }
        }
        return item.records.map { record in
            Total(record: record, parts: record.texts(ours).flatMap { groups[$0] } ?? [])
        }
    }

    // MARK: - Judgement

    private func judge(_ total: Total, _ item: StagedReturn, _ tally: inout CheckTally<Records>) {
        guard let field = table.index(of: check.field), let stated = total.record.number(field),
            let sum = sum(of: total.parts)
        else {
            tally.count(.notVerifiable, in: item)
            return
        }
        guard !check.tolerance.allows(stated, expected: sum) else {
            tally.count(.passed, in: item)
            return
        }
        let values: [String: Message] = [
            "total": .text(stated.shown()), "sum": .text(sum.shown()), "difference": .text((stated - sum).shown()),
            "parts": .number(total.parts.count),
        ]
        tally.tell(
            .init(
                message: .own(
                    .tableTotalDiffers, from: values, question: .localized(table.fields.values[field].title)),
                values: values, expected: .text(sum.shown()),
                cells: total.parts.compactMap { $0.map { InvolvedCell($0) } }),
            total.record, field: check.field, in: item)
    }

    private func sum(of parts: [Entry?]) -> Double? {
        var sum = 0.0
        var given = 0
        for part in parts {
            if let number = part?.value?.number {
                sum += number
                given += 1
            } else if !check.countsMissingAsZero || (part != nil && part?.status == nil) {
                // What was typed but is no number is missing, but not nought.
                return nil
            }
        }
        return given > 0 && sum.isFinite ? sum : nil
    }
}

extension StagedReturns {
    /// A return's records of a table.
    func records(of table: String, in returnID: String) -> [Record] {
        byID[table]?[returnID].map { self[table][$0].records } ?? []
    }
}
