import OrderedCollections
public import SurveyModel

/// Where the rows of the dataset come from, for the look-up on the page: of each row its sheet and the cells of its values, and what was typed
/// where it is not published as typed. It is what `lineage/` says in tens of megabytes, as small as a page can carry it.
///
/// The page has a ration. Where all records do not fit into it, those with issues have it first, and then the returns in their order while there is
/// room; which they are depends on the records alone, so that the same result gives the same page. Of the others none is read: of thousands of returns
/// the page has room for few.
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
    private let reader: TrailReader
    private var inOrder: TrailStore
    private var first: TrailStore
    /// Whether ``inOrder`` has all records.
    private var isWhole = false
    /// How many records there are that have a trail.
    let total: Int

    /// The trails of a result's rows.
    ///
    /// - Parameters:
    ///   - result: the result that the page is made of.
    ///   - pieces: its records, those of one return after those of another. Returns that another took the place of have no trails.
    ///   - width: how many pieces are read at once.
    ///   - ration: how much the page may carry.
    /// - Throws: what records cannot be read for.
    public init<Piece: TrailPiece>(
        of result: RunResult, in pieces: [Piece], width: Int = 1, ration: Ration = Ration()
    ) throws {
        gone = Self.gone(result.returns)
        names = Dictionary(result.reporters.map { ($0.code, $0.name) }) { first, _ in first }
        var ration = ration
        // Its braces are there always.
        ration.bytes = max(0, ration.bytes - (gone.utf8.count - 2))
        self.ration = ration
        reader = TrailReader(result)
        inOrder = TrailStore(ration, names: names)
        first = TrailStore(ration, names: names)
        let told = pieces.filter { $0.item.state == .live || $0.item.state == .held }
        total = told.reduce(0) { $0 + $1.count }
        // Where it is certain that not all fit, those with issues come first: what they leave decides how many of the others are read at all.
        if total * ration.leastOfRecord > ration.bytes {
            try addMarked(told, width)
            try addInOrder(told, upTo: ration.bytes - first.size, width)
        } else {
            try addInOrder(told, upTo: ration.bytes, width)
            if !isWhole { try addMarked(told, width) }
        }
    }

    /// No more is wanted.
    private struct Enough: Error {}

    /// How many pieces are held that were read, for each that is read at once: each with all of its records.
    private static let ahead = 2

    /// Adds the records that issues are about while there is room.
    private mutating func addMarked<Piece: TrailPiece>(_ pieces: [Piece], _ width: Int) throws {
        let reader = reader
        let marked = pieces.filter { reader.withIssues[$0.item.id] != nil }
        do {
            try marked.inOrder(width: width, ahead: Self.ahead) { piece in
                try reader.markedRows(in: piece)
            } take: { rows in
                first.add(rows, reader.tables)
                if first.isFull { throw Enough() }
            }
        } catch is Enough {
            // Nothing is read any more.
        }
    }

    /// Adds records in their order, until there is no room or they take more than so many bytes: of these the page shows no more.
    private mutating func addInOrder<Piece: TrailPiece>(
        _ pieces: [Piece], upTo bytes: Int, _ width: Int
    ) throws {
        let reader = reader
        do {
            try pieces.inOrder(width: width, ahead: Self.ahead) { piece in
                try reader.rows(in: piece)
            } take: { rows in
                inOrder.add(rows, reader.tables)
                if inOrder.isFull || inOrder.size > bytes { throw Enough() }
            }
            isWhole = true
        } catch is Enough {
            // Nothing is read any more.
        }
    }

    /// What the page carries: all records together where they fit, else those with issues and as many others as there is room for.
    var stores: [TrailStore] {
        guard !isWhole else { return [inOrder] }
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
