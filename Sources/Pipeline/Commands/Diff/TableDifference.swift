import OrderedCollections
import SurveyModel

/// What differs in a table of the dataset between two runs.
public struct TableDifference: Sendable {
    /// A row that only one of the runs has.
    public struct Row: Sendable, Hashable {
        /// The reporter.
        public let reporter: String
        /// The round.
        public let round: String
        /// The return's id.
        public let returnID: String
        /// The record's number.
        public let record: String
    }

    /// A value that is not as it was.
    public struct Change: Sendable, Hashable {
        /// The row, as the later run has it.
        public let row: Row
        /// The column.
        public let column: String
        /// The value in the earlier run; empty where there was none.
        public let was: String
        /// The value in the later run.
        public let now: String
    }

    /// A column that only one of the runs has.
    public struct Column: Sendable, Hashable {
        /// The column.
        public let name: String
        /// How many values it has there.
        public let values: Int
    }

    /// The table.
    public let table: String
    /// Rows of the later run alone.
    public let added: [Row]
    /// Rows of the earlier run alone.
    public let removed: [Row]
    /// Values that changed, in rows that both have and columns that both have.
    public let changed: [Change]
    /// Columns of the later run alone.
    public let addedColumns: [Column]
    /// Columns of the earlier run alone.
    public let removedColumns: [Column]

    /// Whether nothing differs.
    public var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && changed.isEmpty && addedColumns.isEmpty && removedColumns.isEmpty
    }

    /// Compares two states of a table. A row is known by its return and record; one of a resubmission, by the return whose place that took and the
    /// table's key. Where one of the two lacks a column of the key, as one that was named otherwise then, nothing is known by it.
    ///
    /// - Parameter predecessors: by return of the later state, those of the earlier one with which its rows are compared.
    init(
        _ name: String, key: [String], predecessors: [String: [String]], from earlier: PublishedTable,
        to later: PublishedTable
    ) {
        table = name
        var old = Rows(earlier, key: key)
        let new = Rows(later, key: key)
        let shared = later.columns.enumerated().compactMap { index, column -> (String, Int, Int)? in
            guard column != "return", column != "record", let other = old.column(column) else { return nil }
            return (column, other, index)
        }
        var pairs: [(new: Int, old: Int)] = []
        var left: [Int] = []
        for index in later.rows.indices {
            if let other = old.take(exactly: new.identity(index)) {
                pairs.append((index, other))
            } else {
                left.append(index)
            }
        }
        var added: [Row] = []
        for index in left {
            let row = new.row(index)
            let returns = [row.returnID] + (predecessors[row.returnID] ?? [])
            if let other = old.take(alike: returns.compactMap { new.likeness(index, of: $0) }) {
                pairs.append((index, other))
            } else {
                added.append(row)
            }
        }
        self.added = added
        changed = pairs.sorted { $0.new < $1.new }.flatMap { pair in
            shared.compactMap { column, before, now in
                let was = earlier.rows[pair.old][before]
                let value = later.rows[pair.new][now]
                return was == value ? nil : Change(row: new.row(pair.new), column: column, was: was, now: value)
            }
        }
        removed = old.rest.map { old.row($0) }
        addedColumns = later.columns(notIn: earlier)
        removedColumns = earlier.columns(notIn: later)
    }
}

extension PublishedTable {
    /// The columns that another state of the table lacks, with their values. Of a table that is not there at all nothing is said but its rows.
    fileprivate func columns(notIn other: PublishedTable) -> [TableDifference.Column] {
        let known = Set(other.columns)
        guard !known.isEmpty else { return [] }
        return columns.indices.filter { !known.contains(columns[$0]) }.map { index in
            TableDifference.Column(name: columns[index], values: rows.count(where: { !$0[index].isEmpty }))
        }
    }
}

/// The rows of a table by what they are known by.
private struct Rows {
    private let table: PublishedTable
    private let columns: [String: Int]
    /// The columns of the table's key; nil where one is lacking.
    private let key: [Int]?
    private var byIdentity: [String: Int] = [:]
    private var byLikeness: [String: [Int]] = [:]
    private var isTaken: [Bool]

    init(_ table: PublishedTable, key: [String]) {
        self.table = table
        columns = Dictionary(table.columns.enumerated().map { ($1, $0) }) { first, _ in first }
        let columns = columns
        let names = key.isEmpty ? ["record"] : key
        let places = names.compactMap { columns[$0] }
        self.key = places.count == names.count ? places : nil
        isTaken = [Bool](repeating: false, count: table.rows.count)
        // From the last to the first, so that taking one from the end takes the first.
        for index in table.rows.indices.reversed() {
            byIdentity[identity(index)] = index
            if let likeness = likeness(index, of: text("return", index)) {
                byLikeness[likeness, default: []].append(index)
            }
        }
    }

    func column(_ name: String) -> Int? { columns[name] }

    private func text(_ name: String, _ index: Int) -> String { columns[name].map { table.rows[index][$0] } ?? "" }

    func identity(_ index: Int) -> String { "\(text("return", index)) \(text("record", index))" }

    /// What a row is known by among those of a return; nil where nothing of the key tells.
    func likeness(_ index: Int, of returnID: String) -> String? {
        key.map { ([returnID] + $0.map { table.rows[index][$0] }).joined(separator: "\u{1F}") }
    }

    func row(_ index: Int) -> TableDifference.Row {
        TableDifference.Row(
            reporter: text("reporter", index), round: text("round", index), returnID: text("return", index),
            record: text("record", index))
    }

    mutating func take(exactly identity: String) -> Int? {
        guard let index = byIdentity[identity], !isTaken[index] else { return nil }
        isTaken[index] = true
        return index
    }

    /// The first row that is known by one of these, in their order.
    mutating func take(alike likenesses: [String]) -> Int? {
        for likeness in likenesses {
            while let index = byLikeness[likeness]?.popLast() {
                guard !isTaken[index] else { continue }
                isTaken[index] = true
                return index
            }
        }
        return nil
    }

    /// The rows that were not taken.
    var rest: [Int] { table.rows.indices.filter { !isTaken[$0] } }
}
