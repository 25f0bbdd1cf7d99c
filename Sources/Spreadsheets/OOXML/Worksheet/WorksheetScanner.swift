/// Scans rows in the plain form that real writers produce, many times faster than a general XML parser.
///
/// It takes only what is surely well-formed and known: rows of cells with `v`, `f` and simple `is`, unprefixed, ASCII
/// attributes without references. Before anything else it stops, and libxml2 goes on from there.
struct WorksheetScanner {
    /// The start tag of the open row: libxml2 is told it when it goes on within the row.
    private(set) var openRow: [UInt8] = []
    private var isInRow = false
    private var blanks = 0
    private var tag = ScannedTag()
    private var stored = ScannedText()
    private var inline = ScannedText()
    private var formula = ScannedText()

    /// Lets attributes have these prefixes.
    mutating func allow(_ prefixes: [String]) { tag.prefixes = prefixes.map { Array($0.utf8) } }

    /// Scans from a place within `sheetData` and returns how far it is certain: the end of what is known, at the latest the
    /// end of the window. NULs must follow the window.
    ///
    /// In bounds: every loop ends at a NUL, and at most eight bytes from any byte that is not NUL are looked at: NULs enough
    /// follow the window.
    mutating func scan(
        _ window: UnsafeRawBufferPointer, into rows: inout WorksheetRows
    ) throws(SpreadsheetError) -> ScanStop {
        guard let base = window.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .needsMore(0) }
        let end = base + window.count
        var position = base
        while position < end {
            if position[0] == 0x3C {
                blanks = 0
                if isInRow, position[1] == 0x63 {
                    guard let next = try cell(position, &rows) else { return .needsMore(position - base) }
                    position = next
                } else if isInRow {
                    guard matches(position, "</row>") else { return .needsMore(position - base) }
                    try rows.endRow()
                    isInRow = false
                    openRow.removeAll(keepingCapacity: true)
                    position += 6
                } else if matches(position, "</sheetData>") {
                    return .ended(position - base)
                } else if matches(position, "<row/>") {
                    rows.startRow(stated: nil, isHidden: false)
                    try rows.endRow()
                    position += 6
                } else {
                    guard matches(position, "<row"), let next = try row(position, &rows) else {
                        return .needsMore(position - base)
                    }
                    position = next
                }
            } else if isXMLBlank(position[0]), blanks < 1 << 16 {
                blanks += 1
                position += 1
            } else {
                return .unknown(position - base)
            }
        }
        return .needsMore(position - base)
    }

    // MARK: Rows

    private mutating func row(_ start: BytePointer, _ rows: inout WorksheetRows) throws(SpreadsheetError)
        -> BytePointer?
    {
        guard let end = tag.scan(start + 4) else { return nil }
        var number: Int?
        if let stated = tag.value("r") {
            guard let value = Self.integer(stated), value > 0 else { return nil }
            number = value
        }
        let isHidden = tag.value("hidden").map { isXMLTrue(String(decoding: $0, as: UTF8.self)) } ?? false
        rows.startRow(stated: number, isHidden: isHidden)
        if tag.isEmptyElement {
            try rows.endRow()
        } else {
            isInRow = true
            openRow.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
        }
        return end
    }

    private static func integer(_ digits: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        var value = 0
        for byte in digits {
            guard byte &- 0x30 <= 9 else { return nil }
            value = value * 10 + Int(byte &- 0x30)
        }
        return value
    }

    // MARK: Cells

    /// Whether `</v></c>` stands at a place: eight bytes, compared as one number.
    @inline(__always)
    private static func endsCell(_ position: BytePointer) -> Bool {
        // In bounds: NULs enough follow any byte that is scanned.
        UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self)) == 0x3E63_2F3C_3E76_2F3C
    }

    /// A cell's start tag.
    private struct CellTag {
        var row = 0
        var column = 0
        var style: UInt32 = 0
        var type = CellType.number
        var isEmptyElement = false
        private var seen: UInt8 = 0

        /// Whether an attribute comes for the first time.
        @inline(__always)
        mutating func isFirst(_ bit: UInt8) -> Bool {
            defer { seen |= bit }
            return seen & bit == 0
        }
    }

    @inline(__always)
    private mutating func cell(_ start: BytePointer, _ rows: inout WorksheetRows) throws(SpreadsheetError)
        -> BytePointer?
    {
        var tag = CellTag()
        guard var position = Self.cellTag(start + 2, &tag) else { return nil }
        if tag.isEmptyElement {
            try place(tag, &rows)
            return position
        }
        // Nearly every cell is a number or the index of a shared string in a `v` of its own.
        if position[0] == 0x3C, position[1] == 0x76, position[2] == 0x3E {
            switch tag.type {
            case .number:
                if let (value, end) = NumberText.scan(position + 3), Self.endsCell(end) {
                    try place(tag, &rows)
                    try rows.appendNumber(value, style: tag.style, hasFormula: false)
                    return end + 8
                }
            case .sharedString:
                position += 3
                if let (index, end) = Self.index(position), Self.endsCell(end),
                    index < rows.stringCount || !rows.keepsCells
                {
                    try place(tag, &rows)
                    try rows.appendSharedString(index, style: tag.style, hasFormula: false)
                    return end + 8
                }
                position -= 3
            case .boolean:
                if position[3] & 0xFE == 0x30, Self.endsCell(position + 4) {
                    try place(tag, &rows)
                    try rows.append(.boolean, bits: UInt64(position[3] & 1), style: tag.style, hasFormula: false)
                    return position + 12
                }
            case .formulaString, .inlineString, .error, .date: break
            }
        }
        return try content(position, tag, &rows)
    }

    @inline(__always)
    private func place(_ tag: CellTag, _ rows: inout WorksheetRows) throws(SpreadsheetError) {
        if tag.column > 0 {
            try rows.place(row: tag.row, column: tag.column)
        } else {
            try rows.placeNext()
        }
    }

    /// Scans what follows `<c`, to behind its `>`.
    @inline(__always)
    private static func cellTag(_ start: BytePointer, _ tag: inout CellTag) -> BytePointer? {
        var position = start
        while true {
            switch position[0] {
            case 0x20:
                position += 1
                guard position[1] == 0x3D, position[2] == 0x22 else {
                    // The space before `>` or `/>`.
                    if position[0] == 0x3E || position[0] == 0x2F { continue }
                    guard let end = metadata(position, &tag) else { return nil }
                    position = end
                    continue
                }
                let value = position + 3
                let end: BytePointer?
                switch position[0] {
                case 0x72: end = tag.isFirst(1) ? address(value, &tag) : nil
                case 0x73: end = tag.isFirst(2) ? style(value, &tag) : nil
                case 0x74: end = tag.isFirst(4) ? type(value, &tag) : nil
                default: end = nil
                }
                guard let end, end[0] == 0x22 else { return nil }
                position = end + 1
            case 0x3E: return position + 1
            case 0x2F:
                tag.isEmptyElement = true
                return position[1] == 0x3E ? position + 2 : nil
            default: return nil
            }
        }
    }

    /// `cm` and `vm`, which Excel gives to cells of dynamic arrays and of rich types: they say nothing about the value.
    private static func metadata(_ start: BytePointer, _ tag: inout CellTag) -> BytePointer? {
        guard start[0] == 0x63 || start[0] == 0x76, start[1] == 0x6D, start[2] == 0x3D, start[3] == 0x22,
            tag.isFirst(start[0] == 0x63 ? 8 : 16), let (_, end) = index(start + 4), end[0] == 0x22
        else { return nil }
        return end + 1
    }

    /// `B12`, in capitals and without dollar signs.
    @inline(__always)
    private static func address(_ start: BytePointer, _ tag: inout CellTag) -> BytePointer? {
        var position = start
        var column = 0
        while position[0] &- 0x41 < 26 {
            column = column &* 26 &+ Int(position[0] &- 0x40)
            position += 1
        }
        let digits = position
        guard digits > start, digits - start <= 3, digits[0] != 0x30 else { return nil }
        var row = 0
        while position[0] &- 0x30 <= 9 {
            row = row &* 10 &+ Int(position[0] &- 0x30)
            position += 1
        }
        guard position > digits, position - digits <= 9 else { return nil }
        tag.column = column
        tag.row = row
        return position
    }

    @inline(__always)
    private static func style(_ start: BytePointer, _ tag: inout CellTag) -> BytePointer? {
        guard let (value, end) = index(start) else { return nil }
        tag.style = UInt32(truncatingIfNeeded: value)
        return end
    }

    /// A whole number of up to nine digits.
    @inline(__always)
    private static func index(_ start: BytePointer) -> (value: Int, end: BytePointer)? {
        var position = start
        var value = 0
        while position[0] &- 0x30 <= 9 {
            value = value &* 10 &+ Int(position[0] &- 0x30)
            position += 1
        }
        return position > start && position - start <= 9 ? (value, position) : nil
    }

    @inline(__always)
    private static func type(_ start: BytePointer, _ tag: inout CellTag) -> BytePointer? {
        if start[0] == 0x73, start[1] == 0x22 {
            tag.type = .sharedString
            return start + 1
        }
        var position = start
        while position[0] &- 0x41 < 58 { position += 1 }
        guard let type = CellType(UnsafeBufferPointer(start: start, count: position - start)) else { return nil }
        tag.type = type
        return position
    }

    // MARK: Content

    /// Scans the content of a cell that is not the plainest, to behind its `</c>`, and takes the cell.
    private mutating func content(
        _ start: BytePointer, _ tag: CellTag, _ rows: inout WorksheetRows
    ) throws(SpreadsheetError) -> BytePointer? {
        var position = start
        var hasValue = false
        var hasFormula = false
        var hasInline = false
        stored.reset()
        inline.reset()
        while !matches(position, "</c>") {
            if isXMLBlank(position[0]) {
                position += 1
            } else if matches(position, "<v>"), !hasValue {
                guard let end = stored.scan(position + 3), matches(end, "</v>") else { return nil }
                hasValue = true
                position = end + 4
            } else if matches(position, "<v/>"), !hasValue {
                hasValue = true
                position += 4
            } else if matches(position, "<f"), !hasFormula {
                guard let end = formula(position) else { return nil }
                hasFormula = true
                position = end
            } else if matches(position, "<is><t"), !hasInline {
                guard let end = inlineText(position + 6) else { return nil }
                hasInline = true
                position = end
            } else {
                return nil
            }
        }
        let limit = rows.limits.stringBytes
        guard stored.withBytes({ $0.count <= limit }), inline.withBytes({ $0.count <= limit }) else { return nil }
        try place(tag, &rows)
        try stored.withBytes { (stored) throws(SpreadsheetError) in
            try inline.withBytes { (inline) throws(SpreadsheetError) in
                try rows.endCell(
                    tag.type, style: tag.style, hasFormula: hasFormula, hasValue: hasValue || hasInline,
                    stored: stored, inline: inline)
            }
        }
        return position + 4
    }

    /// A formula: its text is not kept.
    private mutating func formula(_ start: BytePointer) -> BytePointer? {
        guard let content = tag.scan(start + 2) else { return nil }
        if tag.isEmptyElement { return content }
        guard let end = formula.scan(content), matches(end, "</f>") else { return nil }
        return end + 4
    }

    /// What follows `<is><t`.
    private mutating func inlineText(_ start: BytePointer) -> BytePointer? {
        guard let content = tag.scan(start) else { return nil }
        if tag.isEmptyElement { return matches(content, "</is>") ? content + 5 : nil }
        guard let end = inline.scan(content), matches(end, "</t></is>") else { return nil }
        return end + 9
    }
}

/// Where a scanner stopped: an offset in the window that it was given.
enum ScanStop {
    /// What begins there is not all in the window, or not known: libxml2 knows, if more does not help.
    case needsMore(Int)
    /// What stands there is not known.
    case unknown(Int)
    /// What the scanner is for ends there.
    case ended(Int)
}
