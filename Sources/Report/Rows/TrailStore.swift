import SurveyModel

/// Trails in the making, with the lists that they refer to. All of it only grows, so that what came last can be taken off again.
struct TrailStore: Sendable {
    /// Characters of a text that are told.
    static let textLimit = 200

    /// What a value was made of: cells with what was typed there, and how.
    struct Reading: Hashable, Sendable {
        /// The place of a text; 0 for a row or column that is where the field's place says, and -1 for the record's sheet.
        struct Cell: Hashable, Sendable {
            let typed: Int
            let column: Int
            let row: Int
            let sheet: Int
        }

        let method: Int
        let value: Int
        let cells: [Cell]

        /// The method of an answer that was not given: it has nothing but a cell, where that is not the expected one.
        static let blank = -1

        /// `[method, value, typed]` where the cell is the expected one; else with column, row and sheet behind each of what was typed.
        var json: String {
            let isExpected = cells.count == 1 && cells[0].column == 0 && cells[0].row == 0 && cells[0].sheet < 0
            let numbers = cells.flatMap { isExpected ? [$0.typed] : [$0.typed, $0.column, $0.row, $0.sheet] }
            return "[" + ([method, value] + numbers).map(String.init).joined(separator: ",") + "]"
        }
    }

    /// Distinct things, each written once, in the order of their first use.
    private struct List<Item: Hashable & Sendable>: Sendable {
        private(set) var written: [String] = []
        private var places: [Item: Int] = [:]

        /// The place of an item, which is written where it is new; `size` grows by what is written.
        mutating func place(_ item: Item, _ size: inout Int, write: () -> String) -> Int {
            if let place = places[item] { return place }
            let text = write()
            size += text.utf8.count + 1
            places[item] = written.count
            written.append(text)
            return written.count - 1
        }

        mutating func truncate(to count: Int) { written.removeLast(written.count - count) }
    }

    private struct Block {
        let json: String
        let reporter: String
        let key: String
        let numbers: [Int]
    }

    private struct LastPlaces {
        let fields: [FieldPlace]
        let cells: ExpectedCells
        /// The place in the list of them.
        var place: Int?
    }

    /// What the columns of a table had lately.
    private struct RecentColumns {
        /// By the fields whose values are told.
        var readings: [RecentPlaces<KnownReading>]
        /// The texts of the key, by its fields.
        var keys: [RecentPlaces<String>]

        init(_ table: TrailTable) {
            readings = Array(repeating: RecentPlaces(), count: table.told.count)
            keys = Array(repeating: RecentPlaces(), count: table.key.count)
        }
    }

    /// How much there was when a block had been added.
    private struct Mark {
        let size: Int
        let counts: [Int]
    }

    private let ration: RowTrails.Ration
    private var texts = List<String>()
    private var methods = List<Normalisation>()
    private var names: [Normalisation] = []
    private var readings = List<Reading>()
    private var places = List<String>()
    private var returns = List<String>()
    /// The reporters of the blocks, as ``RowTrails`` writes them with their names.
    private var named = List<String>()
    private let reporterNames: [String: String]
    /// Where the fields of each table stood in the last return, by the table's number: returns that fill in one questionnaire have it all alike.
    private var lastPlaces: [Int: LastPlaces] = [:]
    /// What the columns of each table had lately, by the table's number.
    private var recent: [Int: RecentColumns] = [:]
    private var blocks: [Block] = []
    private var marks: [Mark] = []
    /// How many bytes it takes, at least so many for each record as the ration counts.
    private(set) var size = 0
    /// Whether something did not fit.
    private(set) var isFull = false

    /// - Parameter names: the reporters' names, by code.
    init(_ ration: RowTrails.Ration, names: [String: String]) {
        self.ration = ration
        reporterNames = names
    }

    /// How many records it has.
    var count: Int { blocks.reduce(0) { $0 + $1.numbers.count } }
    /// The numbers of its records, by return and table.
    var numbers: [String: Set<Int>] { blocks.reduce(into: [:]) { $0[$1.key, default: []].formUnion($1.numbers) } }
    /// The codes of the reporters whose records it has.
    var reporters: Set<String> { Set(blocks.map(\.reporter)) }

    /// Adds rows of a return, table by table; where those of one do not fit, nothing is added any more.
    mutating func add(_ added: TrailRows, _ tables: [String: TrailTable]) {
        let rows = added.rows
        var start = 0
        while start < rows.count, !isFull {
            let name = rows[start].record.table
            let end = rows[start...].firstIndex { $0.record.table != name } ?? rows.count
            if let table = tables[name] {
                add(rows[start..<end], of: added.item, table, added.places.filter { $0.table == name })
            }
            start = end
        }
    }

    /// Adds rows of one table of a return; where they do not fit, nothing is added any more.
    private mutating func add(
        _ rows: ArraySlice<TrailRow>, of item: Return, _ table: TrailTable, _ places: [FieldPlace]
    ) {
        let before = size
        _ = named.place(item.reporter, &size) { Self.named(item.reporter, reporterNames) }
        let cells = cells(places, of: table)
        let block = block(rows, of: item, table, cells)
        size = max(size + block.json.utf8.count + 1, before + rows.count * ration.leastOfRecord)
        guard size <= ration.bytes else {
            isFull = true
            self = truncated(to: before)
            return
        }
        blocks.append(block)
        marks.append(Mark(size: size, counts: counts))
    }

    /// A reporter as a member of an object: the code, with the name.
    static func named(_ code: String, _ names: [String: String]) -> String {
        "\(JSONText.quoted(code)):\(JSONText.quoted(DisplayText.visible(names[code] ?? code)))"
    }

    private var counts: [Int] {
        [
            texts.written.count, methods.written.count, readings.written.count, places.written.count,
            returns.written.count, named.written.count,
        ]
    }

    /// The same with as many of its first blocks as fit into so many bytes, and nothing that only others refer to.
    func truncated(to bytes: Int) -> TrailStore {
        var copy = self
        while let last = copy.marks.last, last.size > bytes {
            copy.marks.removeLast()
            copy.blocks.removeLast()
        }
        let counts = copy.marks.last?.counts ?? [0, 0, 0, 0, 0, 0]
        copy.texts.truncate(to: counts[0])
        copy.methods.truncate(to: counts[1])
        copy.names.removeLast(copy.names.count - counts[1])
        copy.readings.truncate(to: counts[2])
        copy.places.truncate(to: counts[3])
        copy.returns.truncate(to: counts[4])
        copy.named.truncate(to: counts[5])
        copy.size = copy.marks.last?.size ?? 0
        return copy
    }

    /// What the blocks refer to, and the blocks: return, table, places, numbers, anchors, readings by field, columns of the key, and the numbers of
    /// the records that are kept out.
    func json(_ catalogue: Catalogue) -> String {
        func array(_ items: some Sequence<String>) -> String { "[" + items.joined(separator: ",") + "]" }
        let methods = names.map { name in
            let titles = name.method.split(separator: "+").map { catalogue.methodTitle(String($0)) }
            return JSONText.texts([
                name.method, titles.joined(separator: ", "), Value.shortest((name.confidence * 100).rounded()),
            ])
        }
        return JSONText.compactObject([
            ("texts", array(texts.written)), ("methods", array(methods)), ("readings", array(readings.written)),
            ("places", array(places.written)), ("returns", array(returns.written)),
            ("blocks", array(blocks.map(\.json))),
        ])
    }

    // MARK: - Blocks

    private mutating func block(
        _ rows: ArraySlice<TrailRow>, of item: Return, _ table: TrailTable, _ cells: ExpectedCells
    ) -> Block {
        var numbers = NumberRanges()
        var keptOut = NumberRanges()
        var anchors = AnchorRuns()
        var columns = [NumberRuns](repeating: NumberRuns(), count: table.told.count)
        var keys = [NumberRuns](repeating: NumberRuns(), count: table.key.count)
        // Taken out, so that it is not copied.
        var lately = recent.removeValue(forKey: table.number) ?? RecentColumns(table)
        var expected = (sheet: "", cells: cells.onSheet(""))
        for row in rows {
            let record = row.record
            numbers.add(record.number)
            if row.isKeptOut { keptOut.add(record.number) }
            anchors.add(record.anchor) { text($0) }
            if record.anchor.sheet != expected.sheet {
                expected = (record.anchor.sheet, cells.onSheet(record.anchor.sheet))
            }
            add(record, to: &columns, &lately.readings, table, cells, expected.cells)
            for (column, field) in table.key.enumerated() {
                keys[column].add(record.entries[field]?.value.map { text($0.text, &lately.keys[column]) })
            }
        }
        recent[table.number] = lately
        let read = zip(table.told, columns.indices).compactMap { field, column -> (String, String)? in
            let runs = columns[column].finish()
            return runs.isEmpty ? nil : (String(field), "\"\(runs)\"")
        }
        let parts = [
            String(place(of: item)), String(table.number), String(place(of: cells, table)), "\"\(numbers.finish())\"",
            "\"\(anchors.finish())\"", JSONText.compactObject(read),
            "[" + keys.indices.map { "\"\(keys[$0].finish())\"" }.joined(separator: ",") + "]",
            "\"\(keptOut.finish())\"",
        ]
        return Block(
            json: "[" + parts.joined(separator: ",") + "]", reporter: item.reporter, key: "\(item.id) \(table.number)",
            numbers: rows.map(\.record.number))
    }

    /// Adds to the columns what a record's values were made of.
    private mutating func add(
        _ record: Record, to columns: inout [NumberRuns], _ recent: inout [RecentPlaces<KnownReading>],
        _ table: TrailTable, _ cells: ExpectedCells, _ expected: ExpectedCells.OnSheet
    ) {
        for (column, field) in table.told.enumerated() {
            guard let entry = record.entries[field] else {
                columns[column].add(cells.movedCell(of: field, in: record).map { blank($0) })
                continue
            }
            guard let normalisation = entry.normalisation else {
                columns[column].add(nil)
                continue
            }
            let place = expected.cell(of: field, anchor: record.anchor)
            columns[column].add(reading(entry, normalisation, at: place, anchor: record.anchor, &recent[column]))
        }
    }

    /// The place of a text of which a column has many alike.
    private mutating func text(_ asked: String, _ recent: inout RecentPlaces<String>) -> Int {
        if let held = recent.place(where: { $0 == asked }) { return held }
        let place = text(asked)
        if asked.utf8.count <= KnownReading.mostBytes { recent.add(asked, at: place) }
        return place
    }

    private mutating func text(_ text: String) -> Int {
        texts.place(text, &size) { JSONText.quoted(DisplayText.visible(text, limit: Self.textLimit)) }
    }

    private mutating func place(of item: Return) -> Int {
        returns.place(item.id, &size) {
            let file = DisplayText.visible(item.file, limit: Self.textLimit)
            return JSONText.texts([item.id, file, item.reporter, item.round, item.state.rawValue])
        }
    }

    /// Where the values of a table's records are expected to stand.
    private mutating func cells(_ places: [FieldPlace], of table: TrailTable) -> ExpectedCells {
        if let last = lastPlaces[table.number], last.fields == places { return last.cells }
        let cells = ExpectedCells(places, of: table)
        lastPlaces[table.number] = LastPlaces(fields: places, cells: cells)
        return cells
    }

    /// The fields' places, which a block refers to.
    private mutating func place(of cells: ExpectedCells, _ table: TrailTable) -> Int {
        if let place = lastPlaces[table.number]?.place { return place }
        let place = list(cells)
        lastPlaces[table.number]?.place = place
        return place
    }

    private mutating func list(_ cells: ExpectedCells) -> Int {
        let listed = cells.listed.map { place in
            "[\(place.field),\(text(place.sheet)),\"\(place.column)\",\"\(place.row)\"]"
        }
        let written = "[" + listed.joined(separator: ",") + "]"
        return places.place(written, &size) { written }
    }

    /// The place of what a value was made of.
    ///
    /// - Parameter place: the cell where it is expected.
    private mutating func reading(
        _ entry: Entry, _ normalisation: Normalisation, at place: (row: Int, column: Int)?, anchor: Origin,
        _ recent: inout RecentPlaces<KnownReading>
    ) -> Int {
        let held = recent.place { $0.isMade(of: entry, normalisation, at: place, anchor: anchor) }
        if let held { return held }
        let typed = entry.raw.cells(at: entry.origin)
        let cells = typed.map { origin, typed in
            let isOnSheet = origin.sheet == anchor.sheet
            return Reading.Cell(
                typed: text(typed), column: isOnSheet && origin.column == place?.column ? 0 : origin.column,
                row: isOnSheet && origin.row == place?.row ? 0 : origin.row,
                sheet: isOnSheet ? -1 : text(origin.sheet))
        }
        let method = method(normalisation)
        let reading = Reading(method: method, value: text(entry.value?.text ?? ""), cells: cells)
        let number = readings.place(reading, &size) { reading.json }
        if let known = KnownReading(entry, normalisation, typed: typed, cells: cells) { recent.add(known, at: number) }
        return number
    }

    /// The place of a blank answer's cell.
    private mutating func blank(_ place: (row: Int, column: Int)) -> Int {
        let cell = Reading.Cell(typed: -1, column: place.column, row: place.row, sheet: -1)
        let reading = Reading(method: Reading.blank, value: -1, cells: [cell])
        return readings.place(reading, &size) { reading.json }
    }

    private mutating func method(_ normalisation: Normalisation) -> Int {
        let place = methods.place(normalisation, &size) {
            // The words stand in the page's language, which is not known here: about so many bytes.
            String(repeating: " ", count: 60)
        }
        if place == names.count { names.append(normalisation) }
        return place
    }
}
