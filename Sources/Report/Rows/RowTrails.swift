import OrderedCollections
public import SurveyModel

/// Where the rows of the dataset come from, for the look-up on the page: of each row its sheet and the cells of its values, and what was typed
/// where it is not published as typed. It is what `lineage/` says in tens of megabytes, as small as a page can carry it.
///
/// Records are added as they are published, return by return, and none is held: what is kept of them is what the page will say. The page has a
/// ration. Where all records do not fit into it, those with issues have it first, and then the returns in their order while there is room; which
/// they are depends on the records alone, so that the same result gives the same page.
public struct RowTrails: Sendable {
    /// How much the page may carry.
    public struct Ration: Sendable {
        /// At most so many bytes.
        public var bytes = 1_500_000
        /// So many bytes are counted for a record at least, though it may cost less: this bounds the time too.
        public var leastOfRecord = 6

        /// What a page of 5 MB has room for.
        public init() {}
    }

    /// No trails, for a report of which nothing is published.
    public static let none = RowTrails()

    private let ration: Ration
    private let tables: [String: TrailTable]
    /// The records that issues are about, by return and table.
    private let withIssues: [String: [String: Set<Int>]]
    private var inOrder: TrailStore
    private var first: TrailStore
    /// Where the fields of the return stand that was added last.
    private var places: (returnID: String, places: [FieldPlace]) = ("", [])
    /// How many records there are that have a trail.
    private(set) var total = 0

    private init() {
        let nothing = Ration()
        (ration, tables, withIssues) = (nothing, [:], [:])
        (inOrder, first) = (TrailStore(nothing), TrailStore(nothing))
    }

    /// No records yet.
    ///
    /// - Parameters:
    ///   - result: the result that the page is made of.
    ///   - ration: how much the page may carry.
    public init(of result: RunResult, ration: Ration = Ration()) {
        self.ration = ration
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
        inOrder = TrailStore(ration)
        first = TrailStore(ration)
    }

    /// Adds records of a return, those of one table after the other. Returns that another took the place of have no rows.
    ///
    /// - Parameters:
    ///   - records: some of its records.
    ///   - item: the return; all of its records are added before those of another.
    ///   - places: where its fields stand; nil where that was said before.
    ///   - isKeptOut: whether a record is not in the dataset.
    public mutating func add(
        _ records: [Record], of item: Return, places newPlaces: [FieldPlace]?, isKeptOut: (Record) -> Bool
    ) {
        guard item.state == .live || item.state == .held else { return }
        if let newPlaces { places = (item.id, newPlaces) }
        total += records.count
        let marked = first.isFull ? nil : withIssues[item.id]
        guard !inOrder.isFull || marked != nil else { return }
        var start = 0
        while start < records.count {
            let name = records[start].table
            let end = records[start...].firstIndex { $0.table != name } ?? records.count
            defer { start = end }
            guard let table = tables[name] else { continue }
            let known = places.returnID == item.id ? places.places.filter { $0.table == name } : []
            let cells = ExpectedCells(known, of: table)
            if !inOrder.isFull { inOrder.add(records[start..<end], of: item, table, cells, isKeptOut) }
            guard let numbers = marked?[name] else { continue }
            let own = records[start..<end].filter { numbers.contains($0.number) }
            if !own.isEmpty { first.add(own[...], of: item, table, cells, isKeptOut) }
        }
    }

    /// What the page carries: all records together where they fit, else those with issues and as many others as there is room for.
    var stores: [TrailStore] {
        guard inOrder.isFull else { return [inOrder] }
        return [inOrder.truncated(to: ration.bytes - first.size), first]
    }

    /// The trails as JSON: `tables` with the titles of their fields (private ones have none), then the stores.
    func json(_ index: ResultIndex, _ catalogue: Catalogue) -> String {
        let titles = index.result.definition.tables.values.map { table in
            let fields = table.fields.values.map { field in
                field.isPrivate
                    ? "0" : JSONText.texts([field.name, DisplayText.visible(field.title.text(in: index.language))])
            }
            return
                "[\(JSONText.quoted(table.name)),\(JSONText.quoted(DisplayText.visible(table.title.text(in: index.language)))),"
                + "[\(fields.joined(separator: ","))]]"
        }
        let names = Dictionary(index.reporters.map { ($0.code, $0.name) }) { first, _ in first }
        let stores = stores
        let codes = Set(stores.flatMap(\.reporters)).sorted()
        return JSONText.compactObject([
            ("tables", "[" + titles.joined(separator: ",") + "]"),
            (
                "reporters",
                JSONText.compactObject(codes.map { ($0, JSONText.quoted(DisplayText.visible(names[$0] ?? $0))) })
            ),
            ("whole", stores.count == 1 ? "true" : "false"), ("gone", gone(index.result.returns)),
            ("stores", "[" + stores.map { $0.json(catalogue) }.joined(separator: ",") + "]"),
        ])
    }

    /// Returns that are named here though nothing of them is published.
    private static let mostGone = 300

    /// Returns that another took the place of, each with that other's file.
    private func gone(_ returns: [Return]) -> String {
        let files = Dictionary(returns.map { ($0.id, $0.file) }) { first, _ in first }
        let superseded = returns.filter { $0.state == .superseded }.prefix(Self.mostGone)
        let pairs = superseded.map { item in
            (item.id, JSONText.quoted(DisplayText.visible(item.supersededBy.flatMap { files[$0] } ?? "")))
        }
        return JSONText.compactObject(pairs)
    }

    /// How many records the page has the trails of.
    var held: Int {
        let stores = stores
        guard stores.count > 1 else { return stores.reduce(0) { $0 + $1.count } }
        // What stands in both is one record.
        var seen = stores[0].numbers
        return stores[0].count
            + stores[1].numbers.reduce(0) { sum, entry in
                sum + entry.value.subtracting(seen.removeValue(forKey: entry.key) ?? []).count
            }
    }
}

/// A table as the trails see it.
struct TrailTable: Sendable {
    /// Its place among the definition's tables.
    let number: Int
    let fields: [String: Int]
    /// The fields whose values are told, by their places in a record.
    let told: [Int]
    /// The fields of its key, by which people know a record; private ones are none.
    let key: [Int]

    init(number: Int, _ table: TableDefinition) {
        self.number = number
        fields = Dictionary(table.fields.keys.enumerated().map { ($1, $0) }) { first, _ in first }
        told = table.fields.values.enumerated().filter { !$0.element.isPrivate }.map(\.offset)
        key = table.key.compactMap { name in
            table.fields[name].flatMap { $0.isPrivate ? nil : table.index(of: name) }
        }
    }
}
