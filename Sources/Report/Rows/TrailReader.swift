import OrderedCollections
public import SurveyModel

/// A row of the dataset, of which the page may tell: its record is gone through when its turn comes, and no copy is made of what it has.
struct TrailRow: Sendable {
    let record: Record
    let isKeptOut: Bool
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

/// Reads the records of whose rows is told, on any thread.
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
        var rows: [TrailRow] = []
        rows.reserveCapacity(records.count)
        // Records of one table follow one another.
        var last = (table: "", isKnown: tables[""] != nil)
        for record in records {
            if record.table != last.table { last = (record.table, tables[record.table] != nil) }
            if last.isKnown { rows.append(TrailRow(record: record, isKeptOut: piece.isKeptOut(record))) }
        }
        return TrailRows(item: piece.item, rows: rows, places: rows.isEmpty ? [] : try piece.places())
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
