import SurveyModel

extension CellMap {
    /// The map for a terminal: a letter for each cell that a layout read, `+` for labels it knows, `.` for text that none did.
    public var lines: [String] {
        let legend = layouts.indices.map { "\(Self.letter($0)) \(layouts[$0])" }
        return ["\(legend.joined(separator: "   "))   + a layout's labels   . not read"]
            + sheets.filter { !$0.cells.isEmpty }.flatMap(Self.lines)
    }

    private static func lines(_ sheet: Sheet) -> [String] {
        let width = sheet.lastColumn
        let rows = Dictionary(grouping: sheet.cells, by: \.row)
        let name = DisplayText.visible(sheet.name, limit: 100)
        let title = "\(name)\(sheet.isVisible ? "" : " (hidden)")\(sheet.isCut ? " (its first rows and columns)" : "")"
        let head =
            String(repeating: " ", count: 7) + (1...max(1, width)).map { Origin.columnLetters($0).suffix(1) }.joined()
        var lines = ["", title, head]
        var last = 0
        for (row, cells) in rows.sorted(by: { $0.key < $1.key }) {
            if row > last + 1, last > 0 { lines.append("") }
            var signs = [Character](repeating: " ", count: width)
            for cell in cells where cell.column <= width { signs[cell.column - 1] = sign(cell) }
            let number = String(row)
            let line = String(repeating: " ", count: max(0, 6 - number.count)) + number + " " + String(signs)
            lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
            last = row
        }
        return lines
    }

    private static func sign(_ cell: Cell) -> Character {
        if let claim = cell.claims.first { return letter(claim.layout) }
        return cell.isKnown ? "+" : "."
    }
}
