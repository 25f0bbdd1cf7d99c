import OrderedCollections
import Spreadsheets
import SurveyModel

/// Tells the row that numbers a table's columns below its header, as official forms have it: 1, 2, 3, 4. It holds no record.
struct ColumnNumbers {
    /// A row that numbers the columns.
    struct Found {
        let row: Int
        /// Whether the blank questionnaire prints it; else it might be answers, and is told.
        let isPrinted: Bool
    }

    /// Fewer columns are not numbered.
    static let least = 3
    /// Without a blank questionnaire that tells, fewer numbers in a row may well be answers.
    private static let leastUnprinted = 4

    /// For each of the layout's columns whether a small whole number is hardly an answer there: words are asked for, or a day.
    private let areWords: [Bool]

    init(_ layout: TableLayout, table: TableDefinition) {
        areWords = layout.columns.map { column -> Bool in
            guard let field = table.fields[column.field] else { return false }
            switch field.type {
            case .string:
                return field.codeList == nil && field.constraints.enumeration.isEmpty
                    && field.constraints.pattern == nil
            case .date: return true
            case .boolean, .integer, .number, .year: return false
            }
        }
    }

    /// The row among the first filled ones below a header, from top to bottom, each with its cells that are the table's. Without a blank questionnaire it
    /// is the first of several, has numbers in columns of words too, and its first number is not the first of a list that goes on below.
    ///
    /// - Parameter units: the row of units.
    func row(
        among rows: [(row: GridRow, cells: [Cell])], besides units: Int?, of header: TableHeader,
        beside blank: SheetAlignment?
    ) -> Found? {
        let rows = rows.filter { $0.row.number != units }
        if let blank {
            let printed = rows.first { row, cells in
                isCount(cells, of: header, least: Self.least)
                    && cells.allSatisfy { blank.isPrinted($0, row: row.number) }
            }
            return printed.map { Found(row: $0.row.number, isPrinted: true) }
        }
        guard rows.count > 1, let (row, cells) = rows.first, isCount(cells, of: header, least: Self.leastUnprinted),
            cells.dropFirst().contains(where: { isOfWords($0, header) }),
            !rows.dropFirst().prefix(1).contains(where: { goesOn(from: cells, in: $0.cells) })
        else { return nil }
        return Found(row: row.number, isPrinted: false)
    }

    /// Whether cells number all columns of a table, from 1 on, in order.
    private func isCount(_ cells: [Cell], of header: TableHeader, least: Int) -> Bool {
        guard cells.count >= least, Self.count(cells.map { Self.number(of: $0) }) else { return false }
        return Set(cells.map(\.column)).isSuperset(of: header.slots.keys)
    }

    private func isOfWords(_ cell: Cell, _ header: TableHeader) -> Bool {
        if case .field(let index)? = header.slots[cell.column] { areWords[index] } else { false }
    }

    /// Whether the next row has the next number in the same column as the first: then they number the rows.
    private func goesOn(from cells: [Cell], in next: [Cell]) -> Bool {
        next.contains { $0.column == cells.first?.column && Self.number(of: $0) == 2 }
    }

    // MARK: - Numbers

    /// Whether numbers count from 1 on, in order.
    static func count(_ numbers: [Int?]) -> Bool { numbers.enumerated().allSatisfy { $1 == $0 + 1 } }

    /// The numbers that texts are, each by itself; nil where one is none, or there is no text.
    static func all(in texts: [String]) -> [Int]? {
        let numbers = texts.compactMap { number(in: $0) }
        return numbers.isEmpty || numbers.count < texts.count ? nil : numbers
    }

    private static func number(of cell: Cell) -> Int? {
        switch cell.value {
        case .number(let number): Int(exactly: number)
        case .text(let text): number(in: text)
        case .boolean, .date, .error: nil
        }
    }

    /// The number that a text is, as columns are numbered: `1`, `(1)`, `1.`.
    private static func number(in text: String) -> Int? {
        guard text.utf8.count <= 20 else { return nil }
        return Int(TextFolding.withPlainDigits(text).trimmed { $0.isWhitespace || "().".contains($0) })
    }
}
