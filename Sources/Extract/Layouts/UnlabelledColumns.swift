import Spreadsheets

/// The columns of a matrix that have no label and stand in front of those that have one.
struct UnlabelledColumns {
    /// So many rows below the header tell whether one is answered.
    private static let rowsWithin = 30
    /// So many columns are looked at.
    private static let most = 20

    let labelColumn: Int
    /// The columns whose labels are known.
    let known: [Int]
    /// The last header row.
    let lastRow: Int

    /// Those that hold answers: numbers, but for such as count the rows, or texts that stand below labels too, as no units or notes do.
    func answered(among blank: [Int], in grid: SheetGrid) -> Set<Int> {
        guard !blank.isEmpty else { return [] }
        let rows = ((lastRow + 1)...(lastRow + Self.rowsWithin)).compactMap { grid.row($0) }.filter { row in
            row[labelColumn]?.isFilled ?? false
        }
        let columns = known.prefix(Self.most)
        let texts = Set(
            rows.flatMap { row in columns.compactMap { column in row[column].flatMap { Self.words(in: $0) } } })
        return Set(
            blank.suffix(Self.most).filter { column in
                let cells = rows.compactMap { $0[column] }.filter(\.isFilled)
                let numbers = cells.compactMap { Self.number(in: $0) }
                let isCount = numbers.count > 2 && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
                let alike = cells.count { cell in Self.words(in: cell).map { texts.contains($0) } ?? false }
                return !isCount && (numbers.count + alike) * 2 > cells.count
            })
    }

    /// The number that a cell holds, be it as text.
    private static func number(in cell: Cell) -> Double? {
        switch cell.value {
        case .number(let number): number
        case .text(let text): text.utf8.count <= 40 ? Double(text) : nil
        case .boolean, .date, .error: nil
        }
    }

    /// The words of a cell that holds no number.
    private static func words(in cell: Cell) -> String? {
        guard case .text(let text) = cell.value, number(in: cell) == nil, text.utf8.count <= RowLabels.longest else {
            return nil
        }
        return LabelText.folded(text)
    }
}
