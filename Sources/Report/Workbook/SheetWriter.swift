import Spreadsheets

/// Writes the part of a worksheet row by row, compressing as it goes (ECMA-376 Part 1, 18.3.1).
///
/// Texts are written as texts in the cell itself, never as formulas, whatever they begin with: no program runs them.
struct SheetWriter {
    /// What goes into a cell.
    enum Content {
        /// A text.
        case text(String)
        /// A number.
        case number(Double)
        /// A truth value.
        case boolean(Bool)
        /// An error value, such as `#N/A`.
        case error(String)
        /// Nothing but a format.
        case blank
    }

    /// Excel holds no more characters (UTF-16) in a cell.
    static let mostCharacters = 32_767
    private static let pieceBytes = 64 << 10

    private let deflater: Deflater
    private var text: [UInt8] = []
    private(set) var row = 0
    /// The row's number as it stands in the addresses of its cells.
    private var rowDigits = ""

    /// Begins a sheet.
    ///
    /// - Parameters:
    ///   - namespace: that of sheets, Transitional or Strict.
    ///   - head: what comes before the rows, as XML: properties, views, columns.
    init(namespace: String, head: String) throws(SpreadsheetError) {
        deflater = try Deflater()
        append(PackageEditor.declaration)
        append("<worksheet xmlns=\"\(namespace)\">\(head)<sheetData>")
    }

    /// Begins the next row, or one farther below.
    mutating func beginRow(_ number: Int? = nil, attributes: String = "") {
        row = max(number ?? row + 1, row + 1)
        rowDigits = String(row)
        append("<row r=\"\(row)\"\(attributes)>")
    }

    /// Ends the row.
    mutating func endRow() throws(SpreadsheetError) {
        append("</row>")
        if text.count >= Self.pieceBytes { try flush() }
    }

    /// Adds a cell to the row, to the right of the last.
    mutating func add(_ content: Content, column: Int, style: Int = 0) {
        append("<c r=\"")
        append(CellAddress.letters(ofColumn: column))
        append(rowDigits)
        append("\"")
        if style != 0 {
            append(" s=\"")
            append(String(style))
            append("\"")
        }
        switch content {
        case .blank: append("/>")
        case .number(let number): append(number.isFinite ? "><v>\(Self.shortest(number))</v></c>" : "/>")
        case .boolean(let boolean): append(" t=\"b\"><v>\(boolean ? 1 : 0)</v></c>")
        case .error(let error): append(" t=\"e\"><v>\(XMLText.escaped(error))</v></c>")
        case .text(let string):
            append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
            append(XMLText.cellText(Self.fitting(string)))
            append("</t></is></c>")
        }
    }

    /// Ends the sheet.
    ///
    /// - Parameter tail: what comes behind the rows, as XML, in the schema's order.
    mutating func finish(tail: String) throws(SpreadsheetError) -> DeflatedContent {
        append("</sheetData>\(tail)</worksheet>")
        try flush()
        return try deflater.finish()
    }

    private mutating func append(_ string: String) { text += string.utf8 }

    private mutating func flush() throws(SpreadsheetError) {
        try deflater.append(text)
        text.removeAll(keepingCapacity: true)
    }

    /// The text as far as it fits into a cell.
    static func fitting(_ text: String, most: Int = mostCharacters) -> String {
        guard text.utf8.count > most, text.utf16.count > most else { return text }
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            count += scalar.value > 0xFFFF ? 2 : 1
            guard count < most else { break }
            result.unicodeScalars.append(scalar)
        }
        return result + "…"
    }

    private static func shortest(_ number: Double) -> String {
        // Whole numbers without a fraction of zero, as every program writes them.
        number == number.rounded() && number.magnitude < 1e15 ? String(Int64(number)) : "\(number)"
    }
}
