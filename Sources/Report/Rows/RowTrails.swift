import OrderedCollections
public import SurveyModel

/// Where the rows of the dataset come from, for the look-up on the page: of each row its sheet and the cells of its values, and what was typed
/// where it is not published as typed. It is what `lineage/` says in tens of megabytes, as small as a page can carry it.
///
/// Rows are added as their records are published, return by return, and none is held: what is kept of them is what the page will say. The page has a
/// ration. Where all records do not fit into it, those with issues have it first, and then the returns in their order while there is room; which
/// they are depends on the records alone, so that the same result gives the same page.
public struct RowTrails: Sendable {
    /// How much the page may carry.
    public struct Ration: Sendable {
        /// At most so many bytes, with the names of reporters and of returns that are gone; beside them stand the titles of the tables' fields.
        public var bytes = 1_500_000
        /// So many bytes are counted for a record at least, though it may cost less: this bounds the time too.
        public var leastOfRecord = 6

        /// What a page of 5 MB has room for.
        public init() {}
    }

    /// What there is room for beside ``gone``.
    private let ration: Ration
    /// Returns that another took the place of, as the page has them.
    private let gone: String
    /// The reporters' names, by code.
    private let names: [String: String]
    /// Takes from records what is told of them.
    public let reader: TrailReader
    private var inOrder: TrailStore
    private var first: TrailStore
    /// How many records there are that have a trail.
    private(set) var total = 0

    /// No records yet.
    ///
    /// - Parameters:
    ///   - result: the result that the page is made of.
    ///   - ration: how much the page may carry.
    public init(of result: RunResult, ration: Ration = Ration()) {
        gone = Self.gone(result.returns)
        names = Dictionary(result.reporters.map { ($0.code, $0.name) }) { first, _ in first }
        var ration = ration
        // Its braces are there always.
        ration.bytes = max(0, ration.bytes - (gone.utf8.count - 2))
        self.ration = ration
        reader = TrailReader(result)
        inOrder = TrailStore(ration, names: names)
        first = TrailStore(ration, names: names)
    }

    /// Adds rows of a return, those of one table after the other.
    ///
    /// - Parameters:
    ///   - added: some of its rows.
    ///   - item: the return; all of its rows are added before those of another.
    ///   - places: where its fields stand; nobody asks where there are no rows.
    public mutating func add(_ added: TrailRows, of item: Return, places: [FieldPlace]) {
        total += added.count
        let rows = added.rows
        let marked = first.isFull ? nil : reader.withIssues[item.id]
        guard !inOrder.isFull || marked != nil else { return }
        var start = 0
        while start < rows.count {
            let name = rows[start].table
            let end = rows[start...].firstIndex { $0.table != name } ?? rows.count
            defer { start = end }
            guard let table = reader.tables[name] else { continue }
            let cells = ExpectedCells(places.filter { $0.table == name }, of: table)
            if !inOrder.isFull { inOrder.add(rows[start..<end], of: item, table, cells) }
            guard let numbers = marked?[name] else { continue }
            let own = rows[start..<end].filter { numbers.contains($0.number) }
            if !own.isEmpty { first.add(own[...], of: item, table, cells) }
        }
        if inOrder.isFull { reader.demand.isFull = true }
        if first.isFull { reader.demand.isFullOfMarked = true }
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
        let stores = stores
        let codes = Set(stores.flatMap(\.reporters)).sorted()
        return JSONText.compactObject([
            ("tables", "[" + titles.joined(separator: ",") + "]"),
            ("reporters", "{" + codes.map { TrailStore.named($0, names) }.joined(separator: ",") + "}"),
            ("whole", stores.count == 1 ? "true" : "false"), ("gone", gone),
            ("isGoneWhole", index.result.returns.count { $0.state == .superseded } <= Self.mostGone ? "true" : "false"),
            ("stores", "[" + stores.map { $0.json(catalogue) }.joined(separator: ",") + "]"),
        ])
    }

    /// Returns that are named here though nothing of them is published.
    private static let mostGone = 300

    /// Returns that another took the place of, each with that other's file.
    private static func gone(_ returns: [Return]) -> String {
        let files = Dictionary(returns.map { ($0.id, $0.file) }) { first, _ in first }
        let superseded = returns.filter { $0.state == .superseded }.prefix(mostGone)
        let pairs = superseded.map { item in
            let file = item.supersededBy.flatMap { files[$0] } ?? ""
            return (item.id, JSONText.quoted(DisplayText.visible(file, limit: TrailStore.textLimit)))
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
