import OrderedCollections
import SurveyModel

/// A total and its parts: within a record, over records of a return, or over another table's records of it. Where the total or a part is missing nothing can
/// be told, unless missing parts count as nought and at least one is given. A record of which it is not clear whether it is a part may be one that is missing.
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
        var tally = try CheckTally(
            run, check.terms, table: table, field: check.field, words: check.words, level: check.level)
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
        /// Whether the parts stand in the total's own return: only such cells can be named.
        var areOfReturn = true
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
        var unclear = UnclearParts()
        let allowed = Set(parts)
        for record in item.records {
            let code = record.entries[over]?.value?.text
            if code == total {
                totals.append(record)
            } else if let code, !allowed.isEmpty, !allowed.contains(code) {
                continue
            } else if let code, let group = record.texts(by) {
                groups[group, default: [:]][code, default: []].append(record.entries[field])
            } else {
                unclear.add(record, of: by, value: field)
            }
        }
        return totals.map { record in
            guard let group = record.texts(by), !unclear.mayBelong(to: group), let found = groups[group] else {
                return Total(record: record, parts: [])
            }
            let codes = parts.isEmpty ? found.keys.sorted() : parts
            return Total(record: record, parts: codes.flatMap { found[$0] ?? [nil] })
        }
    }

    private func totals(in item: StagedReturn, _ name: String, _ field: String, by: [String]) -> [Total] {
        guard let other = run.definition.tables[name], let field = other.index(of: field) else { return [] }
        let theirs = other.indexes(of: by)
        let ours = table.indexes(of: by)
        let holder = records.holder(of: name, for: item)
        var groups: [[String]: [Entry?]] = [:]
        var unclear = UnclearParts()
        // Returns are in one order, but a table may be empty in some: the return is looked up by its id.
        for record in holder.map({ records.records(of: name, in: $0) }) ?? [] {
            if let group = record.texts(theirs) {
                groups[group, default: []].append(record.entries[field])
            } else {
                unclear.add(record, of: theirs, value: field)
            }
        }
        return item.records.map { record in
            guard let group = record.texts(ours), !unclear.mayBelong(to: group), let parts = groups[group] else {
                return Total(record: record, parts: [])
            }
            return Total(record: record, parts: parts, areOfReturn: holder == item.id)
        }
    }

    // MARK: - Judgement

    private func judge(_ total: Total, _ item: StagedReturn, _ tally: inout CheckTally<Records>) {
        guard let field = table.index(of: check.field), let stated = total.record.number(field),
            let parts = numbers(of: total.parts)
        else {
            tally.count(.notVerifiable, in: item)
            return
        }
        let sum = parts.reduce(0, +)
        guard sum.isFinite else {
            tally.count(.notVerifiable, in: item)
            return
        }
        guard abs(stated - sum).exceeds(check.tolerance.reach(around: sum), of: parts + [stated], size: 1) else {
            tally.count(.passed, in: item)
            return
        }
        // With so many digits that numbers which differ are shown to.
        let shown: (total: Message, sum: Message) = (.text(stated.shown(digits: 13)), .text(sum.shown(digits: 13)))
        let values: [String: Message] = [
            "total": shown.total, "sum": shown.sum, "difference": .text((stated - sum).shown()),
            "parts": .number(total.parts.count),
        ]
        tally.tell(
            .init(
                message: .own(
                    total.parts.count == 1 ? .tableTotalDiffersOne : .tableTotalDiffers, from: values,
                    question: .localized(table.fields.values[field].title)),
                values: values, expected: shown.sum,
                cells: total.areOfReturn ? total.parts.compactMap { $0.map { InvolvedCell($0) } } : []),
            total.record, field: check.field, in: item)
    }

    /// The numbers that are added up; nil where one is missing, or none is given.
    private func numbers(of parts: [Entry?]) -> [Double]? {
        var numbers: [Double] = []
        for part in parts {
            if let number = part?.value?.number {
                numbers.append(number)
            } else if !check.countsMissingAsZero || (part != nil && part?.status == nil) {
                // What was typed but is no number is missing, but not nought.
                return nil
            }
        }
        return numbers.isEmpty ? nil : numbers
    }
}
