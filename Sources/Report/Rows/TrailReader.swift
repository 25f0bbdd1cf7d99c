import OrderedCollections
public import SurveyModel
import Synchronization

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
public struct TrailRows: Sendable {
    /// How many records there are.
    let count: Int
    /// Those of which something may still be told.
    let rows: [TrailRow]
    /// Whether there are none of these.
    public var isEmpty: Bool { rows.isEmpty }
}

/// Takes from records what is told of their rows, on any thread.
public struct TrailReader: Sendable {
    /// Whether there is still room for rows; it is known a little later than it is so, which costs time and changes nothing.
    final class Demand: Sendable {
        private let full = Atomic(false)
        private let fullOfMarked = Atomic(false)

        /// No row is wanted any more that no issue is about.
        var isFull: Bool {
            get { full.load(ordering: .relaxed) }
            set { full.store(newValue, ordering: .relaxed) }
        }
        /// No row is wanted any more because an issue is about it.
        var isFullOfMarked: Bool {
            get { fullOfMarked.load(ordering: .relaxed) }
            set { fullOfMarked.store(newValue, ordering: .relaxed) }
        }
    }

    let tables: [String: TrailTable]
    /// The records that issues are about, by return and table.
    let withIssues: [String: [String: Set<Int>]]
    let demand = Demand()

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

    /// The rows of records. Returns that another took the place of have none.
    ///
    /// - Parameters:
    ///   - item: the return.
    ///   - count: how many records there are.
    ///   - isKeptOut: whether a record is not in the dataset.
    ///   - records: some records of a return, those of one table after the other. They are asked for where one of them may be told of.
    /// - Throws: what `records` throws.
    public func rows(
        in item: Return, count: Int, isKeptOut: (Record) -> Bool, of records: () throws -> [Record]
    ) rethrows -> TrailRows {
        guard item.state == .live || item.state == .held else { return TrailRows(count: 0, rows: []) }
        let isFull = demand.isFull
        let marked = demand.isFullOfMarked ? nil : withIssues[item.id]
        if isFull, marked == nil { return TrailRows(count: count, rows: []) }
        let rows = try records().compactMap { record -> TrailRow? in
            guard let table = tables[record.table] else { return nil }
            if isFull, marked?[record.table]?.contains(record.number) != true { return nil }
            let read = read(record, table)
            let mayBeMoved = !read.isEmpty && table.told.contains { record.entries[$0] == nil }
            return TrailRow(
                table: record.table, number: record.number, anchor: record.anchor, isKeptOut: isKeptOut(record),
                keys: table.key.map { record.entries[$0]?.value?.text }, read: read,
                record: mayBeMoved ? record : nil)
        }
        return TrailRows(count: count, rows: rows)
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
