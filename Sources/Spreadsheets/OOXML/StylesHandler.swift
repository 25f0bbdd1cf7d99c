/// Reads of the styles part only what decides how numbers show: `numFmts` and `cellXfs`. Nothing else in it can fail, but for these in
/// another namespace.
final class StylesHandler: XMLContentHandler {
    private let allowance: ListAllowance
    private var custom: [Int: CellFormat] = [:]
    private var formatIDs: [Int] = []
    private var isInNumberFormats = false
    private var isInCellFormats = false
    private var sawRoot = false
    private var extensions = ExtensionLists()

    init(limits: ReaderLimits) { allowance = ListAllowance(limits: limits) }

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        if !sawRoot {
            // Without its formats every date would be read as a number, in silence.
            guard element.name.is("styleSheet", in: .spreadsheet) else {
                throw SpreadsheetError(.corrupt, "The styles part does not hold styles.")
            }
            sawRoot = true
        }
        guard !extensions.take(start: element.name) else { return }
        guard element.name.namespace == .spreadsheet else { return try refuseStray(element.name) }
        switch element.name.text {
        case "numFmts": isInNumberFormats = true
        case "cellXfs": isInCellFormats = true
        case "xf" where isInCellFormats:
            try allowance.takeEntry()
            formatIDs.append(element.integer("numFmtId") ?? 0)
        // A numFmt also stands inside differential formats (dxf), which are no cell's: Excel gives it any id there, also one of a
        // built-in format that cells have, such as the 14 of dates.
        case "numFmt" where isInNumberFormats:
            // Of an id that is told twice the first counts.
            if let id = element.integer("numFmtId"), custom[id] == nil, let code = element.string("formatCode") {
                try allowance.takeEntry()
                // Excel's own codes end at 255 characters; the first section, which decides the kind, is shorter still.
                let text = String(decoding: code.utf8.prefix(1_024), as: UTF8.self)
                custom[id] = CellFormat(kind: NumberFormatCode.kind(text), wording: NumberFormatCode.wording(text))
            }
        default: break
        }
    }

    private func refuseStray(_ name: XMLElementName) throws(SpreadsheetError) {
        if isInCellFormats { try StrayElement.refuse(name, insteadOf: "xf") }
        if isInNumberFormats { try StrayElement.refuse(name, insteadOf: "numFmt") }
        try StrayElement.refuse(name, insteadOf: "numFmts", "cellXfs")
    }

    func end(_ name: XMLElementName) {
        if extensions.takeEnd() { return }
        if name.is("cellXfs", in: .spreadsheet) { isInCellFormats = false }
        if name.is("numFmts", in: .spreadsheet) { isInNumberFormats = false }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// How each cell format (index `s` of a cell) shows numbers.
    var formats: [CellFormat] {
        formatIDs.map { custom[$0] ?? CellFormat(kind: NumberFormatCode.builtIn($0)) }
    }
}

extension OOXMLPackage {
    /// How each cell format shows numbers, by a styles part; none where there is no such part.
    func cellFormats(in part: String) throws(SpreadsheetError) -> [CellFormat] {
        let made = try made(of: part, in: Self.knownFormats) {
            (entry) throws(SpreadsheetError) -> [CellFormat] in
            let handler = StylesHandler(limits: limits)
            try PartReading.run(entry, of: self, handler: handler)
            return handler.formats
        }
        return made ?? []
    }

    private static let knownFormats = PartMemory<[CellFormat]>()
}
