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
    func kind(of row: GridRow, _ cells: [Cell], in table: TableInstance, header: [Int: String], taken: [TakenArea])
        -> Kind
    {
        if let tag = layout.anchors.endTag, row.cells.contains(where: { $0.says(tag) }) { return .stop }
        guard let first = cells.first else { return .plain }
        if taken.contains(where: { !$0.isOpen && $0.holds(row.number, first.column) }) { return .foreign }
        if isAgainHeader(cells, table, header) { return .again }
        if !skip.isEmpty, let (text, isAlone) = leadingText(cells), skip.names(text, isAlone: isAlone) {
            return .skipped
        }
        if isEnd(first) { return .end }
        if let cell = headingCell(cells, in: table) { return .heading(cell) }
        return .plain
    }

    /// The end's label stands where a row's own label would: it is the first text of its row, not an answer further on.
    private func isEnd(_ first: Cell) -> Bool {
        guard !end.isEmpty, case .text(let text) = first.value, text.utf8.count <= 200 else { return false }
        return end.contains(LabelText(text))
    }

    /// The first text of a row, such as the title behind its number, and whether nothing stands behind it.
    private func leadingText(_ cells: [Cell]) -> (text: LabelText, isAlone: Bool)? {
        guard let index = leading(cells), case .text(let text) = cells[index].value, text.utf8.count <= 400 else {
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

    /// Whether the header is printed again, as on each page, or in other words that the definition has for it.
    private func isAgainHeader(_ cells: [Cell], _ table: TableInstance, _ header: [Int: String]) -> Bool {
        guard cells.count >= 2 else { return false }
        let texts = cells.compactMap { cell in
            if case .text(let text) = cell.value, text.utf8.count <= 400 { text } else { nil }
        }
        guard texts.count == cells.count else { return false }
        if zip(cells, texts).allSatisfy({ header[$0.column] == $1 }) { return true }
        // Most rows of texts are told by their first word.
        guard finder.words.contains(TextFolding.fold(texts[0])) else { return false }
        return zip(cells, texts).allSatisfy { finder.isLabel($1, of: table.header.slots[$0.column]) }
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

    /// Whether the first row below the header holds units: no number, and at least one unit that the definition names, or words in columns of numbers
    /// alone, one of which has a unit, where these may have been altered; where it names none, a word in a column of numbers.
    func isUnits(_ row: GridRow, _ header: TableHeader, mayBeAltered: Bool) -> Bool {
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
