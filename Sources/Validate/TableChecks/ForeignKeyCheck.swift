import class GRDB.Database
import class GRDB.Row
import OrderedCollections
import SurveyModel

/// Referential integrity: the values of a record's fields must be those of a record elsewhere (Table Schema, *foreignKeys*). A record in which one is missing
/// refers to nothing, and a return without any record of the other table cannot be told from one whose sheet was not found: neither is verifiable. Of a
/// questionnaire in parts the other table may be in another return.
struct ForeignKeyCheck<Records: RecordSource> {
    let run: RuleRun<Records>
    let records: StagedReturns
    let table: TableDefinition
    let key: ForeignKey

    /// - Throws: `DatabaseError` where the register of reporters cannot be read; ``SQLFailure`` where the store cannot be asked for what the check expects or
    ///   suggests.
    func tally() throws -> CheckTally<Records> {
        try run.limited { try counted() }
    }

    private func counted() throws -> CheckTally<Records> {
        let known = try knownKeys()
        let fields = key.fields.compactMap { table.index(of: $0) }
        var tally = try CheckTally(
            run, key.terms, table: table, field: key.fields[0], words: key.words(in: table), level: key.level)
        for item in records[table.name] {
            if tally.isOff(in: item) {
                tally.count(.notApplicable, records: item.records.count, in: item)
                continue
            }
            guard let scope = soughtScope(of: item), let keys = known[scope], !keys.isEmpty else {
                tally.count(.notVerifiable, records: item.records.count, in: item)
                continue
            }
            for record in item.records { judge(record, fields, keys, item, &tally) }
        }
        return tally
    }

    private var other: String { key.resource.isEmpty ? table.name : key.resource }

    private func judge(
        _ record: Record, _ fields: [Int], _ keys: Set<[String]>, _ item: StagedReturn,
        _ tally: inout CheckTally<Records>
    ) {
        guard let values = record.texts(fields) else {
            tally.count(.notVerifiable, in: item)
            return
        }
        // Each of several codes must be there.
        let sought: [[String]] =
            if fields.count == 1, case .codes(let codes) = record.entries[fields[0]]?.value {
                codes.map { [$0] }
            } else {
                [values]
            }
        guard let lacking = sought.first(where: { !keys.contains($0) }) else {
            tally.count(.passed, in: item)
            return
        }
        let shown = Message.list(table.shown(lacking, of: fields))
        let place: Message =
            run.definition.tables[other].map { .localized($0.title) } ?? .own(.tableNoSuchKeyRegister)
        tally.tell(
            .init(
                message: .own(
                    .tableNoSuchKey,
                    ["question": table.title(ofField: key.fields[0]), "key": shown, "resource": place]),
                values: ["key": shown, "resource": place],
                expected: .own(.tableNoSuchKeyExpected, ["fields": .list(key.referenced), "resource": place]),
                cells: fields.compactMap { record.entries[$0].map { InvolvedCell($0) } }),
            record, field: key.fields[0], in: item)
    }

    // MARK: - What there is

    /// Records are looked for among those of one scope: the return's, or the round's.
    private func scope(of item: StagedReturn) -> String { key.scope == .return ? item.id : item.round }

    /// The scope in which what a return refers to is looked for; nil where nobody can say.
    private func soughtScope(of item: StagedReturn) -> String? {
        if key.resource == "reporters" { return "" }
        return key.scope == .return ? records.holder(of: other, for: item) : item.round
    }

    private func knownKeys() throws -> [String: Set<[String]>] {
        var keys: [String: Set<[String]>] = [:]
        if key.resource == "reporters" {
            let rows = try Row.fetchCursor(run.database, sql: "SELECT code FROM reporters")
            while let row = try rows.next() { keys["", default: []].insert([row[0]]) }
            return keys
        }
        guard let fields = run.definition.tables[other]?.indexes(of: key.referenced) else { return keys }
        for item in records[other] {
            for record in item.records {
                if let values = record.texts(fields) { keys[scope(of: item), default: []].insert(values) }
            }
        }
        return keys
    }
}

extension TableDefinition {
    /// The indexes of fields by name; the definition's references are checked, so that each is there.
    func indexes(of fields: [String]) -> [Int] { fields.compactMap { index(of: $0) } }

    /// The values of fields as sentences may quote them: those of private fields are hidden.
    func shown(_ values: [String], of indexes: [Int]) -> [String] {
        zip(indexes, values).map { fields.values[$0].isPrivate ? PrivateAnswers.mark : $1 }
    }
}
