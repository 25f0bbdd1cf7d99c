/// Reads of a drawing part (ECMA-376 Part 1, 20.5) what lies over which cell.
final class DrawingHandler: XMLContentHandler {
    private enum Coordinate { case row, column }

    private let limits: ReaderLimits
    private let allowance: ListAllowance
    private(set) var drawings: [SheetDrawing] = []
    private var kind: SheetDrawing.Kind?
    private var row: Int?
    private var column: Int?
    private var isInFrom = false
    private var coordinate: Coordinate?
    private var digits: [UInt8] = []
    private var isInText = false
    private var words: [UInt8] = []

    init(limits: ReaderLimits, allowance: ListAllowance) {
        self.limits = limits
        self.allowance = allowance
    }

    func start(_ element: XMLElement) {
        let name = element.name
        switch name.namespace {
        case .sheetDrawing: startOfSheet(name)
        case .drawing: isInText = equal(name.local, "t")
        default: break
        }
    }

    private func startOfSheet(_ name: XMLElementName) {
        switch name.text {
        case "twoCellAnchor", "oneCellAnchor", "absoluteAnchor":
            kind = nil
            row = nil
            column = nil
            words.removeAll(keepingCapacity: true)
        case "from": isInFrom = true
        case "row" where isInFrom: startCoordinate(.row)
        case "col" where isInFrom: startCoordinate(.column)
        // In a group the picture tells more than the frame around it.
        case "pic": kind = .picture
        case "graphicFrame": kind = kind ?? .chart
        case "sp", "cxnSp", "contentPart": kind = kind ?? .shape
        default: break
        }
    }

    private func startCoordinate(_ which: Coordinate) {
        coordinate = which
        digits.removeAll(keepingCapacity: true)
    }

    func end(_ name: XMLElementName) throws(SpreadsheetError) {
        switch name.namespace {
        case .sheetDrawing:
            switch name.text {
            case "twoCellAnchor", "oneCellAnchor", "absoluteAnchor": try add()
            case "from": isInFrom = false
            case "row", "col": endCoordinate()
            default: break
            }
        case .drawing:
            isInText = false
            // A paragraph ends a line.
            if equal(name.local, "p"), !words.isEmpty, words.last != 0x0A { words.append(0x0A) }
        default: break
        }
    }

    private func endCoordinate() {
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

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if coordinate != nil, digits.count < 20 { digits.append(contentsOf: bytes.prefix(20)) }
        guard isInText else { return }
        words.append(contentsOf: bytes)
        guard words.count <= limits.stringBytes else {
            throw ReaderLimits.reached(\.stringBytes, of: limits, name: "stringBytes", what: "The text of a shape")
        }
    }

    private func add() throws(SpreadsheetError) {
        guard let kind else { return }
        var text = String(decoding: words, as: UTF8.self)
        while text.last == "\n" { text.removeLast() }
        try allowance.takeEntry(texts: text)
        var cell: CellAddress?
        if let row, let column { cell = CellAddress(row: row, column: column) }
        drawings.append(SheetDrawing(cell: cell.flatMap { $0.isOnGrid ? $0 : nil }, kind: kind, text: text))
    }
}
