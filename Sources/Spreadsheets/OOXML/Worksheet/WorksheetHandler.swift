/// Reads a worksheet part (ECMA-376 Part 1, 18.3) from libxml2's events, and lets the scanner read the rows where it can.
final class WorksheetHandler: ScannableContentHandler {
    static let scannableTag: StaticString = "<row"
    static let scannableDepth = 2

    /// What was read so far and not yet taken.
    var rows: WorksheetRows

    private enum Place { case outside, sheetData, row, cell, value, formula, inlineString }
    private var place = Place.outside
    private var sawRoot = false
    private var extensions = ExtensionLists()
    private var isUnprefixed = false
    /// Whether the next start tag is that of a row which the scanner has started already.
    private var goesOnInRow = false
    private var scanner = WorksheetScanner()

    private var type = CellType.number
    private var style: UInt32 = 0
    private var hasFormula = false
    private var hasStored = false
    private var hasInline = false
    private var stored: [UInt8] = []
    /// What the cell stores in its first `v` or `is`, while another is read.
    private var earlier: [UInt8]?
    private var inline = RichText()

    init(_ rows: WorksheetRows) { self.rows = rows }

    // MARK: Scanning

    var isAtScannableContent: Bool { place == .sheetData && isUnprefixed }

    func startScanning(prefixes: [String]) { scanner.allow(prefixes) }

    func scan(_ window: UnsafeRawBufferPointer) throws(SpreadsheetError) -> ScanStop {
        try scanner.scan(window, into: &rows)
    }

    func stopScanning() -> [UInt8] {
        goesOnInRow = !scanner.openRow.isEmpty
        return scanner.openRow
    }

    // MARK: Events

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        let name = element.name
        guard sawRoot else {
            guard name.is("worksheet", in: .spreadsheet) else {
                throw SpreadsheetError(
                    .corrupt, "The sheet's part does not hold a worksheet.", sheet: rows.sheet)
            }
            sawRoot = true
            return
        }
        // Programs differ in what they take of the texts before, in and behind it.
        guard place != .value else { throw corrupt("The cell's value has an element in it.") }
        guard !extensions.take(start: name) else { return }
        guard name.namespace == .spreadsheet else { return try refuseForeign(name) }
        switch place {
        case .outside:
            if equal(name.local, "sheetData") {
                place = .sheetData
                isUnprefixed = element.isUnprefixed
            }
        case .sheetData: if equal(name.local, "row") { startRow(element) } else { try refuseMisplaced(name) }
        case .row: if equal(name.local, "c") { try startCell(element) } else { try refuseMisplaced(name) }
        case .cell: try startContent(name)
        case .inlineString: inline.start(name)
        case .value, .formula: break
        }
    }

    func end(_ name: XMLElementName) throws(SpreadsheetError) {
        guard !extensions.takeEnd() else { return }
        guard name.namespace == .spreadsheet else { return }
        switch place {
        case .outside: break
        case .sheetData: if equal(name.local, "sheetData") { place = .outside }
        case .row:
            if equal(name.local, "row") {
                try rows.endRow()
                place = .sheetData
            }
        case .cell:
            if equal(name.local, "c") {
                try endCell()
                place = .row
            }
        case .value:
            if equal(name.local, "v") {
                place = .cell
                try compare(stored)
            }
        case .formula: if equal(name.local, "f") { place = .cell }
        case .inlineString:
            if equal(name.local, "is") {
                place = .cell
                hasInline = true
                try compare(inline.bytes)
            } else {
                inline.end(name)
            }
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        guard !extensions.isInside else { return }
        let limit = rows.limits.stringBytes
        var fits = true
        switch place {
        case .value:
            stored.append(contentsOf: bytes)
            fits = stored.count <= limit
        case .inlineString: fits = inline.text(bytes, limit: limit)
        case .outside, .sheetData, .row, .cell, .formula: break
        }
        guard fits else {
            throw ReaderLimits.reached(
                \.stringBytes, of: rows.limits, name: "stringBytes", what: "The text of cell \(rows.address)")
        }
    }

    // MARK: Rows and cells

    private func startRow(_ element: XMLElement) {
        place = .row
        guard !goesOnInRow else {
            goesOnInRow = false
            return
        }
        let stated = element.integer("r").flatMap { WorksheetRows.rowNumbers.contains($0) ? $0 : nil }
        rows.startRow(stated: stated, isHidden: element.flag("hidden"))
        if stated == nil, let unclear = element.bytes("r") { rows.noteUnclearRow(unclear) }
    }

    private func startCell(_ element: XMLElement) throws(SpreadsheetError) {
        place = .cell
        hasFormula = false
        hasStored = false
        hasInline = false
        earlier = nil
        stored.removeAll(keepingCapacity: true)
        inline.reset()
        // A style that no list can have shows numbers in no particular way.
        style = element.integer("s").map { UInt32(exactly: $0) ?? .max } ?? 0
        if let reference = element.bytes("r") {
            try rows.place(reference: reference)
        } else {
            try rows.placeNext()
        }
        guard let bytes = element.bytes("t") else {
            type = .number
            return
        }
        if let known = CellType(bytes) {
            type = known
        } else {
            type = .formulaString
            let shown = XMLElement.beginning(bytes)
            rows.note(
                .unreadableValue, "The cell has the unknown type \"\(shown)\"; it was read as text.", rows.address)
        }
    }

    /// Starts what a cell holds. What it holds of one kind a second time is held against the first.
    private func startContent(_ name: XMLElementName) throws(SpreadsheetError) {
        if equal(name.local, "v") {
            place = .value
            earlier = hasStored ? stored : nil
            hasStored = true
            stored.removeAll(keepingCapacity: true)
        } else if equal(name.local, "f") {
            place = .formula
            hasFormula = true
        } else if equal(name.local, "is") {
            place = .inlineString
            earlier = hasInline ? inline.bytes : nil
            inline.reset()
        } else {
            try refuseMisplaced(name)
        }
    }

    private func compare(_ later: [UInt8]) throws(SpreadsheetError) {
        guard let earlier, earlier != later else { return }
        throw WorksheetRows.twoValues(in: rows.address, sheet: rows.sheet)
    }

    private func endCell() throws(SpreadsheetError) {
        try stored.withUnsafeBufferPointer { (stored) throws(SpreadsheetError) in
            try inline.bytes.withUnsafeBufferPointer { (inline) throws(SpreadsheetError) in
                try rows.endCell(
                    type, style: style, hasFormula: hasFormula, hasValue: hasStored || hasInline, stored: stored,
                    inline: inline)
            }
        }
    }

    // MARK: What would be passed over

    private func refuseForeign(_ name: XMLElementName) throws(SpreadsheetError) {
        switch place {
        case .outside: try StrayElement.refuse(name, insteadOf: "sheetData", sheet: rows.sheet)
        case .sheetData: try StrayElement.refuse(name, insteadOf: "row", sheet: rows.sheet)
        case .row: try StrayElement.refuse(name, insteadOf: "c", sheet: rows.sheet)
        case .cell: try StrayElement.refuse(name, insteadOf: "v", "is", sheet: rows.sheet)
        case .inlineString: try StrayElement.refuse(name, insteadOf: "t", sheet: rows.sheet)
        case .value, .formula: break
        }
    }

    /// Refuses a row, a cell or its value where none may stand, such as a row within a row.
    private func refuseMisplaced(_ name: XMLElementName) throws(SpreadsheetError) {
        for own: StaticString in ["row", "c", "v", "is"] where equal(name.local, own) {
            throw corrupt("An element \(own) stands where it has no place.")
        }
    }

    private func corrupt(_ message: String) -> SpreadsheetError {
        let isInCell = place == .cell || place == .value
        return SpreadsheetError(.corrupt, message, sheet: rows.sheet, cell: isInCell ? rows.address : nil)
    }
}
