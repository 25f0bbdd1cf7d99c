/// The attributes of a start tag, scanned: plain ASCII values without references, no namespace declarations.
///
/// Anything else, and what may be wrong, is not taken. Used for tags that are not many: rows, formulas, font properties.
struct ScannedTag {
    private var names: [UnsafeBufferPointer<UInt8>] = []
    private var values: [UnsafeBufferPointer<UInt8>] = []
    /// The prefixes that attributes may have: those declared, and `xml`.
    var prefixes: [[UInt8]] = []
    /// Whether the tag ends by `/>`.
    private(set) var isEmptyElement = false

    /// The value of an attribute. Valid as long as the window that was scanned.
    func value(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        for (index, known) in names.enumerated()
        where known.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)) {
            return values[index]
        }
        return nil
    }

    /// Scans what follows an element's name, to behind its `>`; `nil` where it is not surely well-formed or not all there.
    ///
    /// In bounds: a NUL ends every loop, and no byte after one is looked at.
    mutating func scan(_ start: BytePointer) -> BytePointer? {
        names.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        isEmptyElement = false
        var position = start
        while true {
            let blanks = position
            while isXMLBlank(position[0]) { position += 1 }
            // Longer tags are libxml2's, which holds them against the limit.
            guard position - start < 1 << 16 else { return nil }
            if position[0] == 0x3E { return position + 1 }
            if position[0] == 0x2F {
                isEmptyElement = true
                return position[1] == 0x3E ? position + 2 : nil
            }
            guard position > blanks, let end = attribute(position) else { return nil }
            position = end
        }
    }

    private mutating func attribute(_ start: BytePointer) -> BytePointer? {
        var position = start
        while Self.isNameByte(position[0]) { position += 1 }
        let name = UnsafeBufferPointer(start: start, count: position - start)
        guard isPlainName(name), position[0] == 0x3D else { return nil }
        let quote = position[1]
        guard quote == 0x22 || quote == 0x27 else { return nil }
        position += 2
        let first = position
        while position[0] >= 0x20, position[0] < 0x7F, position[0] != quote, position[0] != 0x3C, position[0] != 0x26 {
            position += 1
        }
        guard position[0] == quote, names.count < 32, !isRepeated(name) else { return nil }
        names.append(name)
        values.append(UnsafeBufferPointer(start: first, count: position - first))
        return position + 1
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    /// A letter, then letters, digits and a few marks, with one colon at most behind a declared prefix; no `xmlns`.
    private func isPlainName(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
        guard let first = name.first, let last = name.last, isLetter(first), last != 0x3A else { return false }
        guard !name.starts(with: [0x78, 0x6D, 0x6C, 0x6E, 0x73]) else { return false }
        guard let colon = name.firstIndex(of: 0x3A) else { return true }
        guard name.lastIndex(of: 0x3A) == colon, isLetter(name[colon + 1]) else { return false }
        return prefixes.contains { $0.elementsEqual(name[..<colon]) }
    }

    /// Whether an attribute may stand there twice: two prefixes can be names of one namespace.
    private func isRepeated(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        func local(_ name: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>> {
            name.firstIndex(of: 0x3A).map { name[($0 + 1)...] } ?? name[...]
        }
        return names.contains { local($0).elementsEqual(local(name)) }
    }
}

/// Whether a byte is white space in XML.
@inline(__always)
func isXMLBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
