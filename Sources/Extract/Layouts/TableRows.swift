import OrderedCollections
import Spreadsheets
import SurveyModel

/// Tells what a row below a table's header is.
struct TableRows {
    /// What a row of a table can be.
    enum Kind {
        /// Answers, or nothing.
        case plain
        /// The table's end.
        case end
        /// The tag that says so: nothing below is the table's.
        case stop
        /// Another layout's label: the table has ended.
        case foreign
        /// Instructions, examples, subtotals.
        case skipped
        /// The header printed again.
        case again
        /// Text that holds for the rows below.
        case heading(Cell)
    }

    private let end: LabelSet
    private let skip: LabelSet
    private let heading: LabelSet
    private let headingCodes: CodeLabels?
    private let layout: TableLayout
    private let table: TableDefinition
    private let labels: CodeLabelLists
    private let finder: TableHeaderFinder

    init(
        _ layout: TableLayout, table: TableDefinition, labels: CodeLabelLists, finder: TableHeaderFinder
    ) {
        self.layout = layout
        self.table = table
        self.labels = labels
        self.finder = finder
        end = LabelSet(layout.end)
        skip = LabelSet(layout.skip.labels, layout.skip.patterns)
        heading = LabelSet(layout.headings?.match.labels ?? Labels([:]), layout.headings?.match.patterns ?? .init([:]))
        headingCodes = layout.headings.flatMap { table.fields[$0.field]?.codeList }.flatMap { labels[$0] }
    }

    /// What a row is; `cells` are those that belong to the table.
    func kind(of row: GridRow, _ cells: [Cell], in table: TableInstance, header: HeaderWords, taken: [TakenArea])
        -> Kind
    {
        if let tag = layout.anchors.endTag, row.cells.contains(where: { $0.says(tag) }) { return .stop }
        guard let first = cells.first else { return .plain }
        if beginsWithLabel(row.number, cells, first, of: taken, in: table.header) { return .foreign }
        if isAgainHeader(cells, table, header) { return .again }
        if !skip.isEmpty, let (text, isAlone) = leadingText(cells), skip.names(text, isAlone: isAlone) {
            return .skipped
        }
        if isEnd(first) { return .end }
        if let cell = headingCell(cells, in: table) { return .heading(cell) }
        return .plain
    }

    /// Whether another layout's label is the first cell of a row, or the first below the header: left of that a number may stand.
    private func beginsWithLabel(
        _ row: Int, _ cells: [Cell], _ first: Cell, of taken: [TakenArea], in header: TableHeader
    ) -> Bool {
        let labels = taken.filter { !$0.isOpen && $0.rows.contains(row) }
        guard !labels.isEmpty else { return false }
        let columns = header.columns
        let own = cells.first { columns.contains($0.column) } ?? first
        return labels.contains { $0.columns.contains(first.column) || $0.columns.contains(own.column) }
    }

    /// The end's label stands where a row's own label would: it is the first text of its row, not an answer further on.
    private func isEnd(_ first: Cell) -> Bool {
        guard !end.isEmpty, case .text(let text) = first.value, text.utf8.count <= 200 else { return false }
        return end.contains(LabelText(text))
    }

    /// The first text of a row, such as the title behind its number, and whether nothing stands behind it.
    private func leadingText(_ cells: [Cell]) -> (text: LabelText, isAlone: Bool)? {
        guard let index = leading(cells), case .text(let text) = cells[index].value,
            text.utf8.count <= LabelText.longestKept
        else {
            return nil
        }
        return (LabelText(text), index == cells.count - 1)
    }

    private func leading(_ cells: [Cell]) -> Int? {
        cells.prefix(3).firstIndex(where: \.isText)
    }

    /// The first text of a row, where it is the name of a sum that no code of the column's list has.
    func sum(_ cells: [Cell], in header: TableHeader) -> Cell? {
        guard let index = leading(cells), case .text(let text) = cells[index].value, TotalWords.mayName(text) else {
            return nil
        }
        if case .field(let column)? = header.slots[cells[index].column],
            let list = table.fields[layout.columns[column].field]?.codeList, let codes = labels[list],
            codes.code(for: LabelText(text)) != nil
        {
            return nil
        }
        return cells[index]
    }

    /// Whether a row of the header is printed again, as on each page, or in other words that the definition has for it.
    private func isAgainHeader(_ cells: [Cell], _ table: TableInstance, _ header: HeaderWords) -> Bool {
        let texts = cells.compactMap { cell in
            if case .text(let text) = cell.value, text.utf8.count <= LabelText.longestKept { text } else { nil }
        }
        guard texts.count == cells.count else { return false }
        if cells.count >= 2, zip(cells, texts).allSatisfy({ header.lowest[$0.column] == $1 }) { return true }
        if header.upper.contains(where: { isUpperRow(cells, texts, $0, table) }) { return true }
        // Most rows have none of the labels' words.
        guard cells.count >= 2, texts.contains(where: finder.mayBeLabel) else { return false }
        return hasLabels(cells, texts, table)
    }

    /// Whether each text stands where an upper header row has one, and is that, or says the same in other words.
    private func isUpperRow(_ cells: [Cell], _ texts: [String], _ words: [Int: String], _ table: TableInstance) -> Bool
    {
        guard cells.count * 2 >= words.count else { return false }
        return zip(cells, texts).allSatisfy { cell, text in
            guard let own = words[cell.column] else { return false }
            guard own != text else { return true }
            let slot = table.header.slots[cell.column]
            return finder.mayBeLabel(text) && (finder.isGroup(text, of: slot) || finder.isLabel(text, of: slot))
        }
    }

    /// Whether all texts are the labels of their columns, or most are, and most of those of fields: a mark may be written as its column's label.
    private func hasLabels(_ cells: [Cell], _ texts: [String], _ table: TableInstance) -> Bool {
        var (known, own, knownFields, fields) = (0, 0, 0, 0)
        for (cell, text) in zip(cells, texts) {
            guard let slot = table.header.slots[cell.column] else { continue }
            let isLabel = finder.isLabel(text, of: slot)
            own += 1
            if isLabel { known += 1 }
            guard case .field = slot else { continue }
            fields += 1
            if isLabel { knownFields += 1 }
        }
        if known == cells.count { return true }
        return known >= 2 && known * 2 > own && knownFields * 2 > fields
    }

    /// The only text of a row, where it says what a sub-heading does: by its words, else by the code list, else it stands in the first column.
    private func headingCell(_ cells: [Cell], in table: TableInstance) -> Cell? {
        guard layout.headings != nil, cells.count == 1, let cell = cells.first, case .text(let text) = cell.value else {
            return nil
        }
        let label = LabelText(text)
        let isHeading =
            if !heading.isEmpty {
                heading.begins(label)
            } else if let headingCodes {
                headingCodes.code(for: label) != nil
            } else {
                cell.column <= table.header.columns.lowerBound
            }
        return isHeading ? cell : nil
    }
}

/// The words of a table's header by column, by which its rows are known where they are printed again.
struct HeaderWords {
    /// Those of the lowest row, also where a cell is merged with what stands above it.
    let lowest: [Int: String]
    /// Those of each row above, in their own cells.
    let upper: [[Int: String]]

    /// - Parameter height: the number of rows that the questionnaire's header has: a row with a single group's label may not have been needed to find it.
    init(_ header: TableHeader, height: Int, in grid: SheetGrid) {
        let columns = Set(header.slots.keys).union(header.extra.map(\.column))
        let last = header.rows.upperBound
        lowest = Self.words(columns.map { ($0, grid.text(last, $0)) })
        upper = (max(1, last - height + 1)..<last).map { row in
            Self.words(columns.map { ($0, grid.cell(row, $0).flatMap { $0.isFilled ? $0.rawValue.text : nil }) })
        }.filter { !$0.isEmpty }
    }

    private static func words(_ texts: [(column: Int, text: String?)]) -> [Int: String] {
        var words: [Int: String] = [:]
        for (column, text) in texts { words[column] = text }
        return words
    }
}

/// Tells the row of units below a header.
struct UnitsRow {
    private let layout: TableLayout
    private let table: TableDefinition
    private let units: [LabelSet]

    init(_ layout: TableLayout, table: TableDefinition) {
        self.layout = layout
        self.table = table
        units = layout.columns.map { LabelSet($0.unit) }
    }

    /// The row of units: the first that is one of the first filled rows below a header.
    func row(among rows: [(row: GridRow, cells: [Cell])], of header: TableHeader) -> Int? {
        rows.enumerated().first { place, row in
            // Further down, words in columns of numbers alone are a record's.
            isUnits(row.row, header, mayBeAltered: place == 0)
        }?.element.row.number
    }

    /// Whether the first row below the header holds units: no number, and at least one unit that the definition names, or words in columns of numbers
    /// alone, one of which has a unit, where these may have been altered; where it names none, a word in a column of numbers.
    private func isUnits(_ row: GridRow, _ header: TableHeader, mayBeAltered: Bool) -> Bool {
        var speaks = false
        var (isAltered, isOfNumbers) = (false, true)
        let named = units.contains { !$0.isEmpty }
        for cell in row.cells where cell.isFilled {
            guard case .field(let index)? = header.slots[cell.column] else { continue }
            guard case .text(let text) = cell.value else { return false }
            // A word in a column of words, such as a title beside "n.a.", is a record's.
            if !named, !isNumeric(index) { return false }
            if named {
                if !units[index].isEmpty, units[index].contains(LabelText(text)) { speaks = true }
                if text.contains(where: \.isNumber) || !isNumeric(index) { isOfNumbers = false }
                if !units[index].isEmpty { isAltered = true }
            } else {
                speaks = speaks || (isNumeric(index) && !text.contains(where: \.isNumber))
            }
        }
        return speaks || mayBeAltered && isAltered && isOfNumbers
    }

    private func isNumeric(_ index: Int) -> Bool {
        switch table.fields[layout.columns[index].field]?.type {
        case .integer, .number: true
        case .string, .boolean, .date, .year, nil: false
        }
    }

    /// Columns whose unit is another than the definition's.
    func differing(_ row: GridRow, _ header: TableHeader) -> [(column: TableColumn, cell: Cell)] {
        row.cells.compactMap { cell in
            guard cell.isFilled, case .field(let index)? = header.slots[cell.column], !units[index].isEmpty,
                !units[index].contains(LabelText(cell.rawValue.text))
            else { return nil }
            return (layout.columns[index], cell)
        }
    }
}
