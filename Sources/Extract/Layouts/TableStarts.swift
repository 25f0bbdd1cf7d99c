import Spreadsheets
import SurveyModel

/// What begins one of a layout's repeated tables: a heading or a tag; where the definition has no heading, a label above the table.
struct TableStart {
    let row: Int
    let column: Int
    let text: String
    /// The number in a heading that says nothing else.
    var number: Int?
}

/// The headings above tables that stand again, such as "Project 2": which texts are some, and which of them lead to no header.
struct TableStarts {
    private let headings: NumberedHeading
    private let form: FormReader
    private let hasHeadings: Bool
    /// So many cells a row has at least that may be a table's.
    private let leastCells: Int

    init(_ layout: TableLayout, form: FormReader) {
        let start = layout.repetition?.start ?? Labels([:])
        headings = NumberedHeading(start)
        hasHeadings = !start.isEmpty
        self.form = form
        leastCells = min(2, layout.columns.count)
    }

    // MARK: - Headings

    /// The headings of tables side by side.
    func across(in grid: SheetGrid) -> [NumberedHeading.Place] { headings.places(in: grid) }

    /// The headings of tables one below the other. A text such as "Project 3" that stands beside other cells in a table's columns is a record's, unless
    /// a table follows right below it, or most tables have such headings.
    func down(to instances: [TableInstance], in grid: SheetGrid) -> [NumberedHeading.Place] {
        let headers = Set(instances.map(\.header.rows.lowerBound))
        let columns = Self.columns(of: instances)
        let all = headings.places(in: grid)
        let rows = Set(all.map(\.row))
        // A row may have thousands of headings.
        let leading = rows.filter { leads($0, to: headers, past: rows, grid) }
        let places = all.map { place in
            (place: place, isAlone: isAlone(place, columns, grid), leads: leading.contains(place.row))
        }
        let beside = places.count { $0.leads && !$0.isAlone }
        let areBeside = beside > 0 && beside * 2 >= instances.count
        return places.filter { areBeside || $0.isAlone || $0.leads }.map { $0.place }
    }

    private static func columns(of instances: [TableInstance]) -> ClosedRange<Int> {
        let first = instances.map(\.header.columns.lowerBound).min() ?? 1
        let last = instances.map(\.header.columns.upperBound).max() ?? 1
        return first...max(first, last)
    }

    private func isAlone(_ place: NumberedHeading.Place, _ columns: ClosedRange<Int>, _ grid: SheetGrid) -> Bool {
        let cells = grid.row(place.row)?.cells(in: columns) ?? []
        return !cells.contains { $0.isFilled && $0.column != place.column }
    }

    /// Whether one of the rows below a heading's begins a header, or has a label of what stands above each table.
    private func leads(_ heading: Int, to headers: Set<Int>, past headings: Set<Int>, _ grid: SheetGrid) -> Bool {
        for number in (heading + 1)...(heading + 3) {
            guard let row = grid.row(number), row.cells.contains(where: \.isFilled) else { continue }
            if headers.contains(number) || beginsWithLabel(row) { return true }
            // A line of instructions may stand in between; a record may not, nor another heading.
            let filled = row.cells.filter(\.isFilled)
            guard filled.count == 1, filled[0].isText, !headings.contains(number) else { return false }
        }
        return false
    }

    /// Whether a label of what stands above each table is one of a row's first cells: a hostile row has thousands, and is looked at below each heading.
    private func beginsWithLabel(_ row: GridRow) -> Bool {
        let first = row.cells.prefix(RowLabels.columns)
        return form.label(in: GridRow(number: row.number, isHidden: row.isHidden, cells: Array(first))) != nil
    }

    /// The text that stands where the heading of a table would: alone in its row, right above what belongs to the table and below a blank row.
    func title(above instance: TableInstance, in grid: SheetGrid) -> CellAddress? {
        let number = instance.top - 1
        guard hasHeadings, instance.heading == nil, let row = grid.row(number) else { return nil }
        let filled = row.cells.filter(\.isFilled)
        guard filled.count == 1, filled[0].isText, grid.row(number - 1)?.cells.contains(where: \.isFilled) != true
        else { return nil }
        return CellAddress(row: number, column: filled[0].column)
    }

    // MARK: - Ends

    /// Ends each of the tables one below the other where what begins another stands. What leads to no header is handed to the table above it: its
    /// rows are none of that table's. What is called as a heading and has no rows of its own may be that table's last record.
    func end(_ instances: inout [TableInstance], at headings: [NumberedHeading.Place], in grid: SheetGrid) {
        let starts = unled(instances, headings, in: grid)
        for (index, start) in starts.enumerated() {
            let above = instances.lastIndex { $0.header.rows.upperBound < start.row }
            let next = instances.first { $0.header.rows.lowerBound > start.row }?.top ?? SearchArea.lastRow
            let stop = min(next, index + 1 < starts.count ? starts[index + 1].row : next)
            let leads = stop > start.row + 1 && hasRows((start.row + 1)...(stop - 1), in: grid)
            if let above, leads || !isRecord(start, of: instances, above, in: grid) {
                instances[above].end(before: start.row)
            }
            if leads { instances[above ?? 0].headless.append(start) }
        }
    }

    private func hasRows(_ rows: ClosedRange<Int>, in grid: SheetGrid) -> Bool {
        hasRows(from: rows.lowerBound, in: grid, SearchArea(rows: rows, columns: 1...CellAddress.lastColumn))
    }

    /// Whether what is called as a heading and leads to no rows is a record of the table above it: it stands right below another row, and is not the next
    /// table's heading.
    private func isRecord(_ start: TableStart, of instances: [TableInstance], _ above: Int, in grid: SheetGrid) -> Bool
    {
        hasHeadings && grid.row(start.row - 1)?.cells.contains(where: \.isFilled) == true
            && !isNextHeading(start, of: instances, above, in: grid)
    }

    /// Whether a heading goes on with the count from the table above, and has nothing beside it, or the very words that the heading of that one has: so
    /// stands the heading of a table whose header was taken away, and in which nobody has answered anything.
    private func isNextHeading(_ start: TableStart, of instances: [TableInstance], _ above: Int, in grid: SheetGrid)
        -> Bool
    {
        let heading = instances[above].heading
        guard let number = start.number, number == (heading?.number ?? above + 1) + 1,
            !instances.contains(where: { $0.heading?.number == number })
        else { return false }
        let words = words(beside: start.column, row: start.row, in: grid)
        return words.isEmpty || heading.map { words == self.words(beside: $0.column, row: $0.row, in: grid) } ?? false
    }

    /// What stands in a row beside a column, in its order.
    private func words(beside column: Int, row: Int, in grid: SheetGrid) -> [String] {
        (grid.row(row)?.cells ?? []).filter { $0.isFilled && $0.column != column }.map(\.rawValue.text)
    }

    /// What begins a table and is none of the instances' own. Above the first one a list of contents may name them all.
    private func unled(_ instances: [TableInstance], _ headings: [NumberedHeading.Place], in grid: SheetGrid)
        -> [TableStart]
    {
        guard let first = instances.first?.header.rows.lowerBound else { return [] }
        guard hasHeadings else { return labels(besides: instances, below: first, in: grid) }
        let own = Set(instances.compactMap(\.heading?.row))
        let numbers = Set(instances.compactMap(\.heading?.number))
        // Several headings above the first table of which one is an instance's are a list of contents.
        let above = headings.filter { $0.row < first && !own.contains($0.row) }
        let isListed = above.count > 1 && above.contains { numbers.contains($0.number) }
        return headings.filter { place in
            !own.contains(place.row) && (place.row > first || !(isListed || numbers.contains(place.number)))
        }.map { TableStart(row: $0.row, column: $0.column, text: $0.text, number: $0.hasName ? nil : $0.number) }
    }

    /// The first labels of further tables, in the column where those of the others stand.
    private func labels(besides instances: [TableInstance], below first: Int, in grid: SheetGrid) -> [TableStart] {
        let columns = Set(instances.flatMap(\.labels).map(\.column))
        guard !columns.isEmpty else { return [] }
        var own: Set<Int> = []
        for instance in instances { own.formUnion(instance.labels.map(\.row)) }
        var starts: [TableStart] = []
        var last = 0
        for row in grid.rows where row.number > first && !own.contains(row.number) {
            guard let cell = form.label(in: row), columns.contains(cell.column) else { continue }
            // The labels of one table stand together.
            if row.number > last + 2 {
                starts.append(TableStart(row: row.number, column: cell.column, text: cell.rawValue.text))
            }
            last = row.number
        }
        return starts
    }

    /// Whether a row stands in an area that may be one of a table.
    func hasRows(from first: Int, in grid: SheetGrid, _ area: SearchArea) -> Bool {
        grid.rows.contains { row in
            row.number >= first && area.rows.contains(row.number)
                && row.cells(in: area.columns).count(where: \.isFilled) >= leastCells
        }
    }

    /// Ends each of the tables side by side where the next heading stands. One with words below it that are no header of the layout's is handed to
    /// the table beside it.
    func endAcross(_ instances: inout [TableInstance], at headings: [NumberedHeading.Place]) {
        for index in instances.indices {
            let (columns, own) = (instances[index].columns, instances[index].heading)
            let others = headings.filter { other in
                own.map { other.row == $0.row && other.column > $0.column } ?? false && columns.contains(other.column)
            }
            guard let next = others.first else { continue }
            let words = instances[index].header.extra.count { $0.column >= next.column }
            guard words >= leastCells else { continue }
            instances[index].columns = columns.lowerBound...max(columns.lowerBound, next.column - 1)
            instances[index].headless += others.map { TableStart(row: $0.row, column: $0.column, text: $0.text) }
        }
    }
}

extension TableInstance {
    /// Ends it above a row below its header; where nothing is left its header's last row alone is, which holds no record.
    mutating func end(before row: Int) {
        let last = min(rows.upperBound, max(header.rows.upperBound, row - 1))
        rows = min(rows.lowerBound, last)...last
    }
}
