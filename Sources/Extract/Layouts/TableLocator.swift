import Spreadsheets
import SurveyModel

/// One table of a sheet: its header, how far it reaches, and what stands above it for all of its records.
struct TableInstance {
    let header: TableHeader
    /// The rows below the header that may be its records.
    var rows: ClosedRange<Int>
    /// The columns that may be its own.
    var columns: ClosedRange<Int>
    let rung: FieldPlace.Rung
    /// The first row of what belongs to it: its tag, title or heading, else its header.
    var top: Int
    /// The last row of an Excel table's totals.
    var totals = 0
    /// Entries that all of its records have, by field.
    var shared: [String: RawEntry] = [:]
    /// What is written beside these, by field.
    var sharedHeadings: [String: Heading] = [:]
    /// The heading with its number.
    var heading: NumberedHeading.Place?
    /// What stands where the heading would, in other words.
    var title: CellAddress?
    /// Labels of what stands above it.
    var labels: [FormAnchor] = []
    /// Where these were looked for.
    var above: Region?
    /// What begins further tables that have no header: below it or beside it, and above the first one.
    var headless: [TableStart] = []

    /// Its columns in a row: where a label of a form stands beside it, what is there is that form's.
    func columns(ofRow row: Int, beside labels: [TakenArea]) -> ClosedRange<Int> {
        guard !labels.isEmpty else { return columns }
        let own = header.columns
        var (first, last) = (columns.lowerBound, columns.upperBound)
        for label in labels where label.rows.contains(row) {
            if label.columns.upperBound < own.lowerBound {
                first = max(first, min(own.lowerBound, last))
            } else {
                last = max(first, min(last, label.columns.lowerBound - 1))
            }
        }
        return first...last
    }
}

/// Finds a table, or all of a repeated table's, in a sheet.
struct TableLocator {
    let layout: TableLayout
    let finder: TableHeaderFinder
    let areas: AreaFinder
    private let form: FormReader
    private let starts: TableStarts
    private let identity = SheetGrid.Finder()
    /// Below this share of its columns a header is another's.
    static let enough = 0.3
    private static let enoughAgain = 0.6

    /// - Parameter titles: the titles of the other layouts that are looked for in the same sheet.
    init(_ layout: TableLayout, besides titles: [Labels]) {
        self.layout = layout
        finder = TableHeaderFinder(layout)
        areas = AreaFinder(layout.anchors, headerRows: layout.headerRows, besides: titles)
        form = FormReader(layout.repetition?.fields ?? [])
        starts = TableStarts(layout, form: form)
    }

    /// The tables in reading order; empty where there is none.
    func instances(in grid: SheetGrid, taken: [TakenArea]) -> [TableInstance] {
        guard taken.isEmpty else { return found(in: grid, taken: taken) }
        return grid.tables.value(of: identity) { found(in: grid, taken: []) }
    }

    private func found(in grid: SheetGrid, taken: [TakenArea]) -> [TableInstance] {
        guard let repetition = layout.repetition else {
            return [first(in: grid, taken: taken)].compactMap(\.self).map { bounded($0, by: taken) }
        }
        var instances = tagged(in: grid)
        if instances.isEmpty, let first = first(in: grid, taken: taken) {
            instances = repetition.isAcross ? across(first, in: grid) : down(first, in: grid, taken: taken)
        }
        describe(&instances, isAcross: repetition.isAcross, in: grid)
        return instances.map { bounded($0, by: taken) }
    }

    /// The tables at each tag; one without a header is handed to the table in front of it.
    private func tagged(in grid: SheetGrid) -> [TableInstance] {
        var instances: [TableInstance] = []
        var headless: [TableStart] = []
        for found in areas.tagged(in: grid) {
            if let instance = instance(in: grid, found) {
                instances.append(instance)
            } else if let top = found.top, starts.hasRows(from: top, in: grid, found.area) {
                let start = TableStart(row: top, column: found.area.columns.lowerBound, text: layout.anchors.tag ?? "")
                if instances.isEmpty {
                    headless.append(start)
                } else {
                    instances[instances.count - 1].headless.append(start)
                }
            }
        }
        if !instances.isEmpty { instances[0].headless = headless + instances[0].headless }
        return instances
    }

    /// The table where its surest anchor has it.
    private func first(in grid: SheetGrid, taken: [TakenArea]) -> TableInstance? {
        for found in areas.areas(in: grid, taken: taken) {
            if let instance = instance(in: grid, found) { return instance }
        }
        return placed(in: grid, taken: taken)
    }

    /// The last rung: the place that the template has the header at.
    private func placed(in grid: SheetGrid, taken: [TakenArea]) -> TableInstance? {
        var area = SearchArea.whole
        area.taken = taken
        guard let place = layout.anchors.address, let header = finder.header(near: place, in: grid, area) else {
            return nil
        }
        let below = header.rows.upperBound + 1
        return TableInstance(
            header: header, rows: below...SearchArea.lastRow, columns: header.columns, rung: .position,
            top: header.rows.lowerBound)
    }

    private func instance(in grid: SheetGrid, _ found: AreaFinder.Found) -> TableInstance? {
        guard let (header, columns) = self.header(in: grid, found), header.fit >= Self.enough else { return nil }
        let below = header.rows.upperBound + 1
        let first = header.rows.lowerBound
        return TableInstance(
            header: header, rows: below...max(below, found.area.rows.upperBound), columns: columns,
            rung: found.rung, top: min(areas.top(of: found, above: first, in: grid) ?? first, first),
            totals: found.totals)
    }

    /// The best header in an area, and the columns that may be its table's. Where those below its title have all that is asked for, it is theirs, and not
    /// that of a table left of them.
    private func header(in grid: SheetGrid, _ found: AreaFinder.Found) -> (TableHeader, ClosedRange<Int>)? {
        let narrow = finder.find(in: grid, found.area)
        var own = found.area
        if let header = narrow, let column = found.titleColumn, header.columns.lowerBound < column {
            own.columns = column...own.columns.upperBound
            let titled = finder.header(startingAt: header.rows.lowerBound, in: grid, own)
            if let titled, finder.hasAll(titled) { return (titled, own.columns) }
        }
        if found.isBetween, (narrow?.fit ?? 0) < 1 {
            // A note that begins with another title is none: no label stands twice in such a header. One that begins left of its own title is the
            // table's beside it.
            own.columns = SearchArea.whole.columns
            if let wide = finder.find(in: grid, own), wide.fit > narrow?.fit ?? 0,
                narrow != nil || found.area.columns.contains(wide.columns.lowerBound),
                finder.groups(in: wide.rows, grid, own).count == 1
            {
                return (wide, own.columns)
            }
        }
        return narrow.map { ($0, found.area.columns) }
    }

    /// A table ends where another layout's starts below it, and has no columns of one beside it.
    private func bounded(_ instance: TableInstance, by taken: [TakenArea]) -> TableInstance {
        var instance = instance
        let own = instance.header.columns
        for area in taken where area.isOpen {
            if area.rows.lowerBound > instance.header.rows.upperBound, area.columns.overlaps(own) {
                let last = max(instance.rows.lowerBound, area.rows.lowerBound - 1)
                instance.rows = instance.rows.lowerBound...min(instance.rows.upperBound, last)
            }
        }
        return instance
    }

    // MARK: - Again and again

    /// The tables below one another: wherever at least half as many of the labels' words as the first header has, or of its own, stand again in
    /// a row, a header is looked for.
    private func down(_ first: TableInstance, in grid: SheetGrid, taken: [TakenArea]) -> [TableInstance] {
        var area = SearchArea.whole
        area.taken = taken
        // The best header need not be the uppermost.
        let words = leafWords(of: first.header, in: grid)
        var instances: [TableInstance] = []
        var below = 0
        for row in grid.rows where row.number > below {
            let shared = row.cells.count { cell in
                if case .text(let text) = cell.value, text.utf8.count <= LabelText.longestKept {
                    words.contains(TextFolding.fold(text)) || finder.hasWords(text)
                } else {
                    false
                }
            }
            guard shared * 2 >= words.count else { continue }
            let start = max(below + 1, row.number - layout.headerRows + 1)
            let headers = (start...row.number).compactMap { finder.header(startingAt: $0, in: grid, area) }
            guard let header = headers.max(by: { ($0.fit, $0.quality) < ($1.fit, $1.quality) }),
                header.fit >= Self.enoughAgain
            else { continue }
            below = header.rows.upperBound
            instances.append(
                TableInstance(
                    header: header, rows: (below + 1)...SearchArea.lastRow, columns: first.columns, rung: first.rung,
                    top: header.rows.lowerBound))
        }
        return instances.isEmpty ? [first] : instances
    }

    private func leafWords(of header: TableHeader, in grid: SheetGrid) -> Set<String> {
        Set(
            header.slots.keys.compactMap { column in
                grid.cell(header.rows.upperBound, column).map { TextFolding.fold($0.rawValue.text) }
            }.filter { !$0.isEmpty })
    }

    /// The tables beside one another: a new one starts where the labels stand again.
    private func across(_ first: TableInstance, in grid: SheetGrid) -> [TableInstance] {
        let rows = first.header.rows
        let area = SearchArea(rows: rows, columns: first.columns)
        let instances = finder.groups(in: rows, grid, area).compactMap { columns -> TableInstance? in
            let own = SearchArea(rows: rows, columns: columns)
            guard let header = finder.header(startingAt: rows.lowerBound, in: grid, own),
                header.fit >= Self.enoughAgain
            else { return nil }
            return TableInstance(
                header: header, rows: first.rows, columns: columns, rung: first.rung, top: header.rows.lowerBound)
        }
        return instances.isEmpty ? [first] : instances
    }

    // MARK: - What stands above each

    /// Gives each table its heading and its fields, and ends it where what belongs to the next begins, be the next one's header lost.
    private func describe(_ instances: inout [TableInstance], isAcross: Bool, in grid: SheetGrid) {
        let places = isAcross ? starts.across(in: grid) : starts.down(to: instances, in: grid)
        for index in instances.indices {
            let header = instances[index].header
            let previous = isAcross || index == 0 ? 0 : instances[index - 1].header.rows.upperBound
            let columns = isAcross ? instances[index].columns : 1...max(1, grid.lastColumn)
            let above = places.lazy.filter {
                $0.row > previous && $0.row < header.rows.lowerBound && columns.contains($0.column)
            }
            // Side by side, a heading further right is another table's, whether its header was found or not.
            let own = above.max {
                ($0.row, isAcross ? -$0.column : $0.column) < ($1.row, isAcross ? -$1.column : $1.column)
            }
            if let own {
                instances[index].heading = own
                instances[index].top = min(instances[index].top, own.row)
            }
            readFields(&instances[index], after: previous, in: grid, columns)
        }
        guard !isAcross else { return starts.endAcross(&instances, at: places) }
        for index in instances.indices.dropFirst() {
            if let title = starts.title(above: instances[index], in: grid) {
                instances[index].title = title
                instances[index].top = title.row
            }
            instances[index - 1].end(before: instances[index].top)
        }
        starts.end(&instances, at: places, in: grid)
    }

    private func readFields(
        _ instance: inout TableInstance, after previous: Int, in grid: SheetGrid, _ columns: ClosedRange<Int>
    ) {
        if let heading = instance.heading, let field = layout.repetition?.numberField {
            instance.shared[field] = RawEntry(heading, in: grid)
        }
        let first = max(previous + 1, instance.heading?.row ?? 1)
        let last = instance.header.rows.lowerBound - 1
        guard !form.fields.isEmpty, first <= last else { return }
        let region = Region(rows: first...last, columns: columns)
        instance.above = region
        instance.labels = form.anchors(in: grid, region)
        for anchor in instance.labels { instance.top = min(instance.top, anchor.row) }
        readAnswers(&instance, form, in: grid)
    }

    private func readAnswers(_ instance: inout TableInstance, _ form: FormReader, in grid: SheetGrid) {
        guard let region = instance.above else { return }
        let anchors = instance.labels
        let column = form.answerColumn(of: anchors, in: grid, region)
        for anchor in anchors {
            let answer = form.answer(to: anchor, among: anchors, column: column, in: grid, region)
            instance.shared[anchor.field.field] = answer?.entry
            instance.sharedHeadings[anchor.field.field] = answer.flatMap { _ in
                grid.heading(anchor.row...anchor.row, anchor.column)
            }
        }
    }

    /// A table with what is answered above it, where the blank questionnaire tells what is printed there.
    func read(_ instance: TableInstance, beside blank: SheetAlignment?, in grid: SheetGrid) -> TableInstance {
        guard blank != nil, instance.above != nil else { return instance }
        var instance = instance
        readAnswers(&instance, form.reading(beside: blank), in: grid)
        return instance
    }
}
