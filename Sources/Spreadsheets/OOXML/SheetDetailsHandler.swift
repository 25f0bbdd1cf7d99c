/// Reads of a worksheet part what stands around its cells.
final class SheetDetailsHandler: ScannableContentHandler {
    static let scannableTag: StaticString = "<row"
    static let scannableDepth = 2

    /// A hyperlink whose target is still the id of a relationship.
    struct Link {
        let range: CellRange
        let relationship: String?
        let location: String?
    }

    /// Where a form control lies; what it is stands in a part of its own.
    struct Control {
        let relationship: String
        let name: String
        var cell: CellAddress?
    }

    private let allowance: ListAllowance
    private(set) var details = SheetDetails()
    private(set) var links: [Link] = []
    private(set) var controls: [Control] = []
    private var control: Control?
    private var corner = AnchorCorner()
    /// The rows, of which only the hidden ones' numbers are wanted.
    private var rows: WorksheetRows
    private var scanner = WorksheetScanner()
    private var isInUnprefixedRows = false
    private var goesOnInRow = false
    private var validation: DataValidation?
    private var gathered: [UInt8]?
    private var operand = Operand.first

    private enum Operand { case first, second, ranges }

    init(sheet: String, limits: ReaderLimits, allowance: ListAllowance) {
        self.allowance = allowance
        rows = WorksheetRows(sheet: sheet, limits: limits, meanings: .plainText, keepsCells: false)
    }

    // MARK: Scanning

    var isAtScannableContent: Bool { isInUnprefixedRows }

    func startScanning(prefixes: [String]) { scanner.allow(prefixes) }

    func scan(_ window: UnsafeRawBufferPointer) throws(SpreadsheetError) -> ScanStop {
        let stop = try scanner.scan(window, into: &rows)
        try takeHiddenRows()
        return stop
    }

    func stopScanning() -> [UInt8] {
        goesOnInRow = !scanner.openRow.isEmpty
        return scanner.openRow
    }

    private func takeHiddenRows() throws(SpreadsheetError) {
        for row in rows.hiddenRows where row <= CellAddress.lastRow { try add(row...row, to: \.hiddenRows) }
        rows.clearHiddenRows()
    }

    // MARK: Events

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        let name = element.name
        switch name.namespace {
        case .spreadsheet: try startMain(element)
        case .sheetDrawing where control != nil: corner.start(name)
        case .excel2009:
            switch name.text {
            case "dataValidation": try startValidation(element)
            case "formula1": operand = .first
            case "formula2": operand = .second
            default: break
            }
        case .excelMacro where validation != nil:
            if equal(name.local, "sqref") { operand = .ranges }
            gathered = []
        default: break
        }
    }

    private func startMain(_ element: XMLElement) throws(SpreadsheetError) {
        switch element.name.text {
        case "sheetData": isInUnprefixedRows = element.isUnprefixed
        case "row" where goesOnInRow: goesOnInRow = false
        case "row":
            let stated = element.integer("r").flatMap { WorksheetRows.rowNumbers.contains($0) ? $0 : nil }
            rows.startRow(stated: stated, isHidden: element.flag("hidden"))
            try takeHiddenRows()
        case "col":
            if element.flag("hidden"), let first = element.integer("min"), let last = element.integer("max"),
                first >= 1, last >= first, last <= CellAddress.lastColumn
            {
                try add(first...last, to: \.hiddenColumns)
            }
        case "dimension": details.declaredDimension = element.string("ref")
        case "mergeCell":
            if let range = element.string("ref").flatMap({ CellRange($0) }) {
                try allowance.takeEntry()
                details.mergedRanges.append(range)
            }
        case "hyperlink":
            if let range = element.string("ref").flatMap({ CellRange($0) }) {
                let link = Link(
                    range: range, relationship: element.string("id", in: .documentRelationships),
                    location: element.string("location"))
                try allowance.takeEntry(texts: link.relationship, link.location)
                links.append(link)
            }
        case "control": try startControl(element)
        case "from" where control != nil: corner.start(element.name)
        case "dataValidation": try startValidation(element)
        case "formula1" where validation != nil:
            operand = .first
            gathered = []
        case "formula2" where validation != nil:
            operand = .second
            gathered = []
        default: break
        }
    }

    private func startControl(_ element: XMLElement) throws(SpreadsheetError) {
        guard let relationship = element.string("id", in: .documentRelationships) else { return }
        let started = Control(relationship: relationship, name: element.string("name") ?? "")
        try allowance.takeEntry(texts: started.relationship, started.name)
        control = started
        corner = AnchorCorner()
    }

    private func startValidation(_ element: XMLElement) throws(SpreadsheetError) {
        let kind = element.string("type").flatMap(DataValidation.Kind.init(rawValue:)) ?? .none
        let isCompared = kind != .none && kind != .list && kind != .custom
        let started = DataValidation(
            ranges: try ranges(element.string("sqref") ?? ""), kind: kind,
            comparison: isCompared ? element.string("operator") ?? "between" : nil,
            allowsBlank: element.flag("allowBlank"), prompt: element.string("prompt"),
            errorMessage: element.string("error"))
        try allowance.takeEntry(texts: started.comparison, started.prompt, started.errorMessage)
        // A validation is larger than other entries by its many fields.
        try allowance.take(bytes: MemoryLayout<DataValidation>.stride)
        validation = started
    }

    func end(_ name: XMLElementName) throws(SpreadsheetError) {
        if name.is("sheetData", in: .spreadsheet) { isInUnprefixedRows = false }
        if var finished = control {
            corner.end(name)
            if name.is("control", in: .spreadsheet) {
                finished.cell = corner.cell
                controls.append(finished)
                control = nil
            }
        }
        if let bytes = gathered,
            name.namespace == .excelMacro || equal(name.local, "formula1") || equal(name.local, "formula2")
        {
            let text = String(decoding: bytes, as: UTF8.self)
            switch operand {
            case .first: validation?.formula1 = text
            case .second: validation?.formula2 = text
            case .ranges: validation?.ranges = try ranges(text)
            }
            gathered = nil
        } else if equal(name.local, "dataValidation"), var finished = validation {
            validation = nil
            if finished.kind == .list { finished.list = finished.formula1.map(Self.list) }
            if case .items(let items) = finished.list {
                try allowance.take(bytes: items.reduce(0) { $0 + 2 * MemoryLayout<String>.stride + $1.utf8.count })
            }
            details.validations.append(finished)
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if control != nil { corner.text(bytes) }
        guard gathered != nil else { return }
        try allowance.take(bytes: bytes.count)
        gathered?.append(contentsOf: bytes)
    }

    /// The values of a list rule: a literal is in quotes with commas between the items, whatever the user's locale. Formulas of a file have no equals sign
    /// in front; some scripts write one.
    static func list(_ written: String) -> DataValidation.ValueList {
        let formula = written.hasPrefix("=") ? String(written.dropFirst()) : written
        guard formula.hasPrefix("\""), formula.hasSuffix("\""), formula.count >= 2 else {
            return .reference(formula, SheetArea(reference: formula))
        }
        var items: [String] = []
        var item = ""
        // A quote inside the literal is written twice.
        var afterQuote = false
        for character in formula.dropFirst().dropLast() {
            if character == "\"" {
                if afterQuote { item.append(character) }
                afterQuote.toggle()
                continue
            }
            afterQuote = false
            if character == "," {
                items.append(item)
                item = ""
            } else {
                item.append(character)
            }
        }
        items.append(item)
        return .items(items.map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty })
    }

    private func ranges(_ text: String) throws(SpreadsheetError) -> [CellRange] {
        let ranges = text.split(separator: " ").compactMap { CellRange($0) }
        try allowance.take(bytes: ranges.count * MemoryLayout<CellRange>.stride)
        return ranges
    }

    /// Adds a range, joined to the last one where it continues it.
    private func add(
        _ range: ClosedRange<Int>, to list: WritableKeyPath<SheetDetails, [ClosedRange<Int>]>
    ) throws(SpreadsheetError) {
        if let last = details[keyPath: list].last, range.lowerBound == last.upperBound + 1 {
            details[keyPath: list][details[keyPath: list].count - 1] = last.lowerBound...range.upperBound
        } else {
            try allowance.takeEntry()
            details[keyPath: list].append(range)
        }
    }
}
