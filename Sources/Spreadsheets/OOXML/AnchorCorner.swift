/// Gathers from a part's events the cell under the upper left corner of what is anchored over the cells (ECMA-376 Part 1, 20.5.2.5): of drawings, and
/// of controls, whose anchor stands in the sheet's own part.
struct AnchorCorner {
    private enum Coordinate { case row, column }

    private var row: Int?
    private var column: Int?
    private var isInFrom = false
    private var coordinate: Coordinate?
    private var digits: [UInt8] = []

    /// The cell; `nil` where none is told that is on the grid.
    var cell: CellAddress? {
        guard let row, let column else { return nil }
        let cell = CellAddress(row: row, column: column)
        return cell.isOnGrid ? cell : nil
    }

    mutating func start(_ name: XMLElementName) {
        switch name.text {
        case "from": isInFrom = true
        case "row" where isInFrom: start(.row)
        case "col" where isInFrom: start(.column)
        default: break
        }
    }

    private mutating func start(_ which: Coordinate) {
        coordinate = which
        digits.removeAll(keepingCapacity: true)
    }

    mutating func end(_ name: XMLElementName) {
        switch name.text {
        case "from": isInFrom = false
        case "row", "col": endCoordinate()
        default: break
        }
    }

    private mutating func endCoordinate() {
        // Counted from 0 here, unlike everywhere else.
        let number = Int(String(decoding: digits, as: UTF8.self)).flatMap {
            (0..<CellAddress.lastRow).contains($0) ? $0 + 1 : nil
        }
        switch coordinate {
        case .row: row = number
        case .column: column = number
        case nil: break
        }
        coordinate = nil
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if coordinate != nil, digits.count < 20 { digits.append(contentsOf: bytes.prefix(20)) }
    }
}
