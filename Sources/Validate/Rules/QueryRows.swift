import OrderedCollections
import SurveyModel

/// The rows of a rule's query, each of which is an offending record.
struct QueryRows<Records: RecordSource> {
    let run: RuleRun<Records>
    let rule: CompiledRule

    /// A record of a return.
    private struct Place: Hashable {
        let returnID: String
        let number: Int
    }

    /// Collects the findings, and counts every record of the table: what the query does not return has passed.
    func collect(into tally: inout RuleTally, counts: [String: Int]) throws(SQLFailure) {
        guard let table = run.definition.tables[rule.rule.table] else { return }
        for (returnID, count) in counts {
            tally.count(
                run.isOff(rule.rule, in: returnID) ? .notApplicable : .passed, records: count,
                isCurrent: run.isCurrent(returnID))
        }
        let rows = try SQLStatement(rule.rule.check.sql, in: run.database)
        let expressions = try RecordExpressions(rule.rule, in: run.database)
        let names = rows.columnNames
        guard let returnColumn = names.firstIndex(of: "return"), let recordColumn = names.firstIndex(of: "record")
        else { return }
        var seen: Set<Place> = []
        // The first by its name, in whatever order they come.
        var unplaced: String?
        while try rows.step() {
            let place = Place(returnID: rows.text(returnColumn) ?? "", number: rows.integer(recordColumn))
            guard !run.isOff(rule.rule, in: place.returnID) else { continue }
            guard let record = run.records.record(place.number, table: table.name, returnID: place.returnID) else {
                let names = [returnColumn, recordColumn].map { rows.text($0).map { "'\($0)'" } ?? "NULL" }
                unplaced = min(unplaced ?? names.joined(separator: " and "), names.joined(separator: " and "))
                continue
            }
            let isFirst = seen.insert(place).inserted
            if run.lacksOperand(record, of: place.returnID, rule, in: table) {
                if isFirst { tally.recount(.notVerifiable, isCurrent: run.isCurrent(place.returnID)) }
                continue
            }
            if isFirst { tally.recount(.failed, isCurrent: run.isCurrent(place.returnID)) }
            let columns = Dictionary(names.indices.map { (names[$0], rows.text($0) ?? "") }) { first, _ in first }
            let values = try expressions?.values(place.returnID, place.number)
            if let failure = values?.failure { tally.expressionFailed(rule.told(failure)) }
            let wording = FindingWording(
                rule: rule, table: table, record: record, columns: columns, records: run.records,
                others: others(rows, names, in: place.returnID), expectedValue: values?.expected,
                suggestion: values?.suggestion)
            tally.add(RuleFinding(returnID: place.returnID, finding: wording.finding()))
        }
        if let unplaced {
            // Nobody could say what such a row is about. What else the query returns is no better founded.
            throw SQLFailure(
                isInterrupted: false,
                message:
                    "a row's \"return\" and record are \(unplaced), which is no record of \(table.name) that counts")
        }
        // In one order, whatever the query's: the same findings must come out the same.
        tally.sortFindings { left, right in
            Self.place(of: left) < Self.place(of: right)
        }
    }

    private static func place(of finding: RuleFinding) -> (String, Int, String, String, String, String) {
        let (told, id) = (finding.finding, finding.returnID)
        return (
            id, told.record ?? 0, told.field ?? "", told.message.text(in: "en"), told.expected?.text(in: "en") ?? "",
            told.suggestion?.text(in: "en") ?? ""
        )
    }

    /// The records of other tables of the same return that a row names in a column `<table>_record`.
    private func others(_ rows: SQLStatement, _ names: [String], in returnID: String) -> [FindingWording.Other] {
        run.definition.tables.values.compactMap { table in
            guard table.name != rule.rule.table, let column = names.firstIndex(of: "\(table.name)_record"),
                !rows.isNull(column),
                let record = run.records.record(rows.integer(column), table: table.name, returnID: returnID)
            else { return nil }
            return FindingWording.Other(table: table, record: record, fields: rule.otherFields[table.name] ?? [])
        }
    }
}
