/// Scans the items of a shared strings part in the plain form that real writers produce: text, runs with simple
/// properties, phonetic runs. Before anything else it stops, and libxml2 goes on from there.
struct SharedStringsScanner {
    private var blanks = 0
    private var tag = ScannedTag()
    private var text = ScannedText()
    /// The text of an item of several runs.
    private var joined: [UInt8] = []

    /// Lets attributes have these prefixes.
    mutating func allow(_ prefixes: [String]) { tag.prefixes = prefixes.map { Array($0.utf8) } }

    /// Scans from a place within `sst`. NULs must follow the window.
    ///
    /// In bounds: every loop ends at a NUL, and no byte behind a NUL is looked at.
    mutating func scan(
        _ window: UnsafeRawBufferPointer, into strings: inout SharedStringGatherer
    ) throws(SpreadsheetError) -> ScanStop {
        guard let base = window.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .needsMore(0) }
        let end = base + window.count
        var position = base
        while position < end {
            if position[0] == 0x3C {
                blanks = 0
                if matches(position, "</sst>") { return .ended(position - base) }
                guard matches(position, "<si"), let next = try item(position + 3, &strings) else {
                    return .needsMore(position - base)
                }
                position = next
            } else if isXMLBlank(position[0]), blanks < 1 << 16 {
                blanks += 1
                position += 1
            } else {
                return .unknown(position - base)
            }
        }
        return .needsMore(position - base)
    }

    /// Scans what follows `<si`, to behind `</si>`, and takes the string.
    private mutating func item(
        _ start: BytePointer, _ strings: inout SharedStringGatherer
    ) throws(SpreadsheetError) -> BytePointer? {
        // Nearly every item is one text.
        if matches(start, "><t>"), let end = text.scan(start + 4), matches(end, "</t></si>") {
            guard try text.withBytes({ bytes throws(SpreadsheetError) in try strings.append(ifShort: bytes) }) else {
                return nil
            }
            return end + 9
        }
        if matches(start, "/>") {
            try strings.append(UnsafeBufferPointer(start: nil, count: 0))
            return start + 2
        }
        guard start[0] == 0x3E else { return nil }
        joined.removeAll(keepingCapacity: true)
        var position = start + 1
        while !matches(position, "</si>") {
            guard let next = part(position) else { return nil }
            position = next
        }
        let isShort = try joined.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in
            try strings.append(ifShort: bytes)
        }
        return isShort ? position + 5 : nil
    }

    /// Scans one thing within an item: white space, a text, a run, a phonetic run, phonetic properties.
    private mutating func part(_ start: BytePointer) -> BytePointer? {
        if isXMLBlank(start[0]) { return start + 1 }
        if matches(start, "<t") { return textElement(start + 2, isKept: true) }
        if matches(start, "<r>") { return run(start + 3) }
        if matches(start, "<rPh") {
            guard let content = tag.scan(start + 4), !tag.isEmptyElement, matches(content, "<t"),
                let end = textElement(content + 2, isKept: false), matches(end, "</rPh>")
            else { return nil }
            return end + 6
        }
        guard matches(start, "<phoneticPr"), let end = tag.scan(start + 11), tag.isEmptyElement else { return nil }
        return end
    }

    /// What follows `<t`.
    private mutating func textElement(_ start: BytePointer, isKept: Bool) -> BytePointer? {
        guard let content = tag.scan(start) else { return nil }
        if tag.isEmptyElement { return content }
        guard let end = text.scan(content), matches(end, "</t>") else { return nil }
        if isKept { text.withBytes { joined.append(contentsOf: $0) } }
        return end + 4
    }

    /// What follows `<r>`.
    private mutating func run(_ start: BytePointer) -> BytePointer? {
        var position = start
        while !matches(position, "</r>") {
            if isXMLBlank(position[0]) {
                position += 1
            } else if matches(position, "<rPr>") {
                guard let end = runProperties(position + 5) else { return nil }
                position = end
            } else {
                guard matches(position, "<t"), let end = textElement(position + 2, isKept: true) else { return nil }
                position = end
            }
        }
        return position + 4
    }

    /// What follows `<rPr>`: empty elements.
    private mutating func runProperties(_ start: BytePointer) -> BytePointer? {
        var position = start
        while !matches(position, "</rPr>") {
            if isXMLBlank(position[0]) {
                position += 1
                continue
            }
            guard position[0] == 0x3C else { return nil }
            var name = position + 1
            while (name[0] | 0x20) &- 0x61 < 26 { name += 1 }
            guard name > position + 1, let end = tag.scan(name), tag.isEmptyElement else { return nil }
            position = end
        }
        return position + 6
    }
}
