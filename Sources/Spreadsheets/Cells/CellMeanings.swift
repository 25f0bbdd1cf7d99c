/// How the cells of a style show numbers.
struct CellFormat: Sendable {
    let kind: NumberFormatKind
    var wording: NumberWording?
}

/// What the stored cells of a sheet refer to: shared strings, number formats, the date system.
final class CellMeanings: Sendable {
    let strings: SharedStringTable
    let formats: [CellFormat]
    /// For each of `formats` whether it shows numbers as dates or times: asked for every number.
    let showsDate: [Bool]
    let uses1904: Bool

    init(strings: SharedStringTable, formats: [CellFormat], uses1904: Bool) {
        self.strings = strings
        self.formats = formats
        showsDate = formats.map(\.kind.isDateOrTime)
        self.uses1904 = uses1904
    }

    /// The meanings of the cells of a text file: all are text.
    static let plainText = CellMeanings(
        strings: SharedStringTable(), formats: [CellFormat(kind: .text)], uses1904: false)

    /// How a cell of a style shows numbers.
    func format(ofStyle style: UInt32) -> NumberFormatKind {
        Int(style) < formats.count ? formats[Int(style)].kind : .general
    }

    /// What the cells of a style show beside a number.
    func wording(ofStyle style: UInt32) -> NumberWording? {
        Int(style) < formats.count ? formats[Int(style)].wording : nil
    }

    /// The date of a cell; it was found to be one when the cell was stored.
    func date(_ cell: StoredCell, text: [UInt8]) -> DateTime? {
        if cell.kind == .isoDate {
            return ISO8601Text.dateTime(String(decoding: text[cell.textRange], as: UTF8.self))
        }
        let format = format(ofStyle: cell.style)
        // A cell that is a date by its type may have any format.
        let shown = format.isDateOrTime ? format : .date
        switch SerialDate.read(Double(bitPattern: cell.bits), format: shown, uses1904: uses1904) {
        case .value(let date), .leapDay1900(let date): return date
        case .outOfRange: return nil
        }
    }

    /// Whether two cells have one value. `leftText` and `rightText` hold the cells' own texts. Copies nothing: a file can have
    /// the same long text in many cells.
    func haveSameValue(
        _ left: StoredCell, _ leftText: [UInt8], _ right: StoredCell, _ rightText: [UInt8]
    ) -> Bool {
        switch (left.kind, right.kind) {
        case (.number, .number): Double(bitPattern: left.bits) == Double(bitPattern: right.bits)
        case (.boolean, .boolean): left.bits == right.bits
        case (.date, .date), (.date, .isoDate), (.isoDate, .date), (.isoDate, .isoDate):
            date(left, text: leftText) == date(right, text: rightText)
        case (.sharedText, .sharedText) where left.bits == right.bits: true
        case (.error, .error), (.text, .text), (.text, .sharedText), (.sharedText, .text), (.sharedText, .sharedText):
            bytes(of: left, text: leftText) == bytes(of: right, text: rightText)
        default: false
        }
    }

    /// The bytes of a cell's text, its own or shared.
    private func bytes(of cell: StoredCell, text: [UInt8]) -> ArraySlice<UInt8> {
        guard cell.kind == .sharedText else { return text[cell.textRange] }
        let place = strings.place(of: Int(cell.bits))
        return strings.block(place)[place.range]
    }

    /// A cell's value, its text copied.
    func value(of cell: StoredCell, text: [UInt8]) -> CellValue {
        switch cell.kind {
        case .number: .number(Double(bitPattern: cell.bits))
        case .date, .isoDate: date(cell, text: text).map { .date($0) } ?? .number(Double(bitPattern: cell.bits))
        case .boolean: .boolean(cell.bits != 0)
        case .sharedText: .text(strings.string(at: Int(cell.bits)))
        case .text: .text(String(decoding: text[cell.textRange], as: UTF8.self))
        case .error: .error(String(decoding: text[cell.textRange], as: UTF8.self))
        }
    }
}
