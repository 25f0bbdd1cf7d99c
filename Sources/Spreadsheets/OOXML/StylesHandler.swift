/// Reads of the styles part only what decides how numbers show: `numFmts` and `cellXfs`. Nothing else in it can fail.
final class StylesHandler: XMLContentHandler {
    private let limit: Int
    private var codes: [Int: String] = [:]
    private var formatIDs: [Int] = []
    private var isInCellFormats = false

    init(limits: ReaderLimits) { limit = limits.listEntries }

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        guard element.name.namespace == .spreadsheet else { return }
        switch element.name.text {
        case "cellXfs": isInCellFormats = true
        case "xf" where isInCellFormats && formatIDs.count < limit:
            formatIDs.append(element.integer("numFmtId") ?? 0)
        case "numFmt" where codes.count < limit:
            // A numFmt also stands inside differential formats (dxf), whose ids repeat those of the list: first wins.
            if let id = element.integer("numFmtId"), let code = element.string("formatCode"), codes[id] == nil {
                codes[id] = code
            }
        default: break
        }
    }

    func end(_ name: XMLElementName) {
        if name.is("cellXfs", in: .spreadsheet) { isInCellFormats = false }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// How each cell format (index `s` of a cell) shows numbers.
    var kinds: [NumberFormatKind] {
        var known: [Int: NumberFormatKind] = [:]
        return formatIDs.map { id in
            if let kind = known[id] { return kind }
            let kind = codes[id].map(NumberFormatCode.kind) ?? NumberFormatCode.builtIn(id)
            known[id] = kind
            return kind
        }
    }
}
