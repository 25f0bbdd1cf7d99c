/// Reads of a drawing part (ECMA-376 Part 1, 20.5) what lies over which cell.
final class DrawingHandler: XMLContentHandler {
    private let limits: ReaderLimits
    private let allowance: ListAllowance
    private(set) var drawings: [SheetDrawing] = []
    private var kind: SheetDrawing.Kind?
    private var corner = AnchorCorner()
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
            corner = AnchorCorner()
            words.removeAll(keepingCapacity: true)
        // In a group the picture tells more than the frame around it.
        case "pic": kind = .picture
        case "graphicFrame": kind = kind ?? .chart
        case "sp", "cxnSp", "contentPart": kind = kind ?? .shape
        default: corner.start(name)
        }
    }

    func end(_ name: XMLElementName) throws(SpreadsheetError) {
        switch name.namespace {
        case .sheetDrawing:
            switch name.text {
            case "twoCellAnchor", "oneCellAnchor", "absoluteAnchor": try add()
            default: corner.end(name)
            }
        case .drawing:
            isInText = false
            // A paragraph ends a line.
            if equal(name.local, "p"), !words.isEmpty, words.last != 0x0A { words.append(0x0A) }
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        corner.text(bytes)
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
        drawings.append(SheetDrawing(cell: corner.cell, kind: kind, text: text))
    }
}
