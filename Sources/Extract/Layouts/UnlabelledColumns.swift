import Spreadsheets

/// The columns of a matrix that have no label and stand in front of those that have one, or behind them.
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

    /// Those that hold answers: numbers, but for such as count or number the rows, or texts that stand below labels too, as no units or notes do.
    func answered(among blank: [Int], in grid: SheetGrid) -> Set<Int> {
        guard !blank.isEmpty else { return [] }
        let rows = ((lastRow + 1)...(lastRow + Self.rowsWithin)).compactMap { grid.row($0) }.filter { row in
            row[labelColumn]?.isFilled ?? false
        }
        let columns = known.prefix(Self.most)
        let texts = Set(
            rows.flatMap { row in columns.compactMap { column in row[column].flatMap { Self.words(in: $0) } } })
        let answers = rows.flatMap { row in
            columns.compactMap { column in row[column].flatMap { Self.number(in: $0) } }
        }
        return Set(
            blank.suffix(Self.most).filter { column in
                let cells = rows.compactMap { $0[column] }.filter(\.isFilled)
                let numbers = cells.compactMap { Self.number(in: $0) }
                let isCount = numbers.count > 2 && (Self.isCount(numbers) || Self.isCodes(numbers, beside: answers))
                let alike = cells.count { cell in Self.words(in: cell).map { texts.contains($0) } ?? false }
                return !isCount && (numbers.count + alike) * 2 > cells.count
            })
    }

    /// Whether numbers rise, or count on: from one again in each group.
    static func isCount(_ numbers: [Double]) -> Bool {
        let pairs = zip(numbers, numbers.dropFirst())
        if pairs.allSatisfy({ $0 < $1 }) { return true }
        let steps = pairs.count { $1 == $0 + 1 }
        let again = pairs.count { $1 == 1 }
        return numbers.first == 1 && steps + again == numbers.count - 1 && steps >= again
    }

    /// Whether numbers are those of sections, such as 3.1 and 2.4: none is whole, at most one in ten stands twice, as 1.1 and 1.10 do, and no answer is
    /// like them.
    private static func isCodes(_ numbers: [Double], beside answers: [Double]) -> Bool {
        let isSection = { (number: Double) in number > 0 && number < 100 && number != number.rounded() }
        let twice = numbers.count - Set(numbers).count
        return numbers.allSatisfy(isSection) && twice <= max(1, numbers.count / 10)
            && !answers.contains(where: isSection)
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
