/// The type of a cell (ECMA-376 Part 1, 18.18.11, ST_CellType).
enum CellType: Sendable {
    case number, sharedString, formulaString, inlineString, boolean, error, date

    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        switch String(decoding: bytes, as: UTF8.self) {
        case "n": self = .number
        case "s": self = .sharedString
        case "str": self = .formulaString
        case "inlineStr": self = .inlineString
        case "b": self = .boolean
        case "e": self = .error
        case "d": self = .date
        default: return nil
        }
    }
}

/// Makes values of what cells store. A bad cell is an error value and a note, never the end of the workbook.
struct CellDecoder: Sendable {
    let strings: [String]
    let formats: [NumberFormatKind]
    let uses1904: Bool

    /// A value, `nil` for none, and what was odd about it.
    struct Decoded {
        var value: CellValue?
        var note: (code: ReaderNote.Code, message: String)?
    }

    /// How a cell of a style shows numbers.
    func format(ofStyle style: Int) -> NumberFormatKind {
        formats.indices.contains(style) ? formats[style] : .general
    }

    /// The value of the stored bytes.
    func decode(_ type: CellType, _ stored: [UInt8], format: NumberFormatKind) -> Decoded {
        switch type {
        case .formulaString, .inlineString:
            let text = EscapedText.string(stored)
            return Decoded(value: text.isEmpty ? nil : .text(text))
        case .sharedString, .number, .boolean, .error, .date:
            let bytes = NumberText.trimmed(stored[...])
            return bytes.isEmpty ? Decoded() : decodeTrimmed(type, bytes, format)
        }
    }

    private func decodeTrimmed(_ type: CellType, _ bytes: ArraySlice<UInt8>, _ format: NumberFormatKind) -> Decoded {
        switch type {
        case .sharedString: return sharedString(bytes)
        case .boolean:
            switch String(decoding: bytes, as: UTF8.self).lowercased() {
            case "1", "true": return Decoded(value: .boolean(true))
            case "0", "false": return Decoded(value: .boolean(false))
            default: return unreadable(bytes, "a truth value")
            }
        case .error: return Decoded(value: .error(EscapedText.string(bytes)))
        case .date:
            let text = String(decoding: bytes, as: UTF8.self)
            // Some writers mark a serial number as a date.
            if let value = ISO8601Text.dateTime(text) { return Decoded(value: .date(value)) }
            guard let serial = NumberText.double(bytes) else { return unreadable(bytes, "an ISO 8601 date") }
            return number(serial, format.isDateOrTime ? format : .date)
        case .number, .formulaString, .inlineString:
            guard let value = NumberText.double(bytes) else { return unreadable(bytes, "a number") }
            return number(value, format)
        }
    }

    private func sharedString(_ bytes: ArraySlice<UInt8>) -> Decoded {
        guard let index = Int(String(decoding: bytes, as: UTF8.self)), strings.indices.contains(index) else {
            let shown = String(decoding: bytes.prefix(40), as: UTF8.self)
            return Decoded(
                value: .error("#REF!"),
                note: (
                    .missingSharedString,
                    "The cell refers to shared string \(shown), but there are \(strings.count); it was read as #REF!."
                ))
        }
        let text = strings[index]
        return Decoded(value: text.isEmpty ? nil : .text(text))
    }

    private func number(_ value: Double, _ format: NumberFormatKind) -> Decoded {
        guard format.isDateOrTime else { return Decoded(value: .number(value)) }
        switch SerialDate.read(value, format: format, uses1904: uses1904) {
        case .value(let date): return Decoded(value: .date(date))
        case .leapDay1900(let date):
            return Decoded(
                value: .date(date),
                note: (.leapDay1900, "The cell shows 29 February 1900, which never was; it was read as 28 February."))
        case .outOfRange:
            return Decoded(
                value: .number(value),
                note: (.dateOutOfRange, "The cell has a date format, but \(value) is no date; it was read as a number.")
            )
        }
    }

    private func unreadable(_ bytes: ArraySlice<UInt8>, _ expected: String) -> Decoded {
        let shown = String(decoding: bytes.prefix(40), as: UTF8.self)
        return Decoded(
            value: .error("#VALUE!"),
            note: (.unreadableValue, "The cell should hold \(expected) but holds \"\(shown)\"; it was read as #VALUE!.")
        )
    }
}
