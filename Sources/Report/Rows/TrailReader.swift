import OrderedCollections
public import SurveyModel

/// What is told of a row of the dataset, taken from its record: far less than the record, so that many can wait for their turn.
struct TrailRow: Sendable {
    /// A value that is not published as typed.
    struct Value: Sendable {
        let field: Int
        /// The cells with what was typed in each.
        let cells: [(origin: Origin, text: String)]
        let value: String
        let normalisation: Normalisation
    }

    let table: String
    let number: Int
    let anchor: Origin
    let isKeptOut: Bool
    /// The values of the key's fields.
    let keys: [String?]
    /// In the order of the fields.
    let read: [Value]
    /// The record itself, where answers are blank that may stand elsewhere than their fields do: what else was read tells.
    let record: Record?
}

/// The rows of some records of a return.
struct TrailRows: Sendable {
    let item: Return
    /// In the records' order: those of one table after the other.
    let rows: [TrailRow]
    /// Where the return's fields stand; nobody asks where there are no rows.
    let places: [FieldPlace]
}

/// Some records of one return, of which the page may tell where they come from. They are read when they are asked for, on any thread.
public protocol TrailPiece: Sendable {
    /// The return.
    var item: Return { get }
    /// How many records there are.
    var count: Int { get }
    /// All of them, those of one table after the other.
    func records() throws -> [Record]
    /// Those that have one of some numbers, which are told by table, in the same order.
    func records(numbered numbers: [String: Set<Int>]) throws -> [Record]
    /// Where the return's fields stand.
    func places() throws -> [FieldPlace]
    /// Whether a record is not in the dataset.
    func isKeptOut(_ record: Record) -> Bool
}

/// Takes from records what is told of their rows, on any thread.
struct TrailReader: Sendable {
    let tables: [String: TrailTable]
    /// The records that issues are about, by return and table.
    let withIssues: [String: [String: Set<Int>]]

    init(_ result: RunResult) {
        tables = Dictionary(
            uniqueKeysWithValues: result.definition.tables.values.enumerated().map { number, table in
                (table.name, TrailTable(number: number, table))
            })
        var withIssues: [String: [String: Set<Int>]] = [:]
        for issue in result.issues where !issue.returnID.isEmpty {
            guard let table = issue.finding.table, let record = issue.finding.record else { continue }
            withIssues[issue.returnID, default: [:]][table, default: []].insert(record)
        }
        self.withIssues = withIssues
    }

    /// The rows of all records.
    ///
    /// - Throws: what they cannot be read for.
    func rows(in piece: some TrailPiece) throws -> TrailRows { try rows(of: piece.records(), in: piece) }

    /// The rows of the records that issues are about.
    ///
    /// - Throws: what they cannot be read for.
    func markedRows(in piece: some TrailPiece) throws -> TrailRows {
        try rows(of: piece.records(numbered: withIssues[piece.item.id] ?? [:]), in: piece)
    }

    private func rows(of records: [Record], in piece: some TrailPiece) throws -> TrailRows {
        let rows = records.compactMap { record -> TrailRow? in
            guard let table = tables[record.table] else { return nil }
            let read = read(record, table)
            let mayBeMoved = !read.isEmpty && table.told.contains { record.entries[$0] == nil }
            return TrailRow(
                table: record.table, number: record.number, anchor: record.anchor, isKeptOut: piece.isKeptOut(record),
                keys: table.key.map { record.entries[$0]?.value?.text }, read: read,
                record: mayBeMoved ? record : nil)
        }
        return TrailRows(item: piece.item, rows: rows, places: rows.isEmpty ? [] : try piece.places())
    }

    private func read(_ record: Record, _ table: TrailTable) -> [TrailRow.Value] {
        var values: [TrailRow.Value] = []
        for field in table.told where record.entries[field]?.normalisation != nil {
            guard let entry = record.entries[field], let normalisation = entry.normalisation else { continue }
            values.append(
                TrailRow.Value(
                    field: field, cells: entry.raw.cells(at: entry.origin), value: entry.value?.text ?? "",
                    normalisation: normalisation))
        }
        return values
    }
}

/// A table as the trails see it.
struct TrailTable: Sendable {
    /// Its place among the definition's tables.
    let number: Int
    let definition: TableDefinition
    let fields: [String: Int]
    /// The fields' names, by their places in a record.
    let names: [String]
    /// The fields whose values are told, by their places in a record; private ones are not.
    let told: [Int]
    /// The fields of its key, by which people know a record; private ones are none.
    let key: [Int]

    init(number: Int, _ table: TableDefinition) {
        self.number = number
        definition = table
        names = Array(table.fields.keys)
        fields = Dictionary(table.fields.keys.enumerated().map { ($1, $0) }) { first, _ in first }
        told = table.fields.values.enumerated().filter { !$0.element.isPrivate }.map(\.offset)
        key = table.key.compactMap { name in
            table.fields[name].flatMap { $0.isPrivate ? nil : table.index(of: name) }
        }
    }
}
