/// A piece of an XML document as it stands in its bytes.
package enum XMLToken: Sendable {
    /// A start tag, or a tag that is a whole element.
    case start(XMLTag)
    /// An end tag.
    case end(XMLTag)
    /// Anything between tags: text, comments, CDATA, instructions.
    case other(Range<Int>)

    /// Where it stands.
    package var range: Range<Int> {
        switch self {
        case .start(let tag), .end(let tag): tag.range
        case .other(let range): range
        }
    }
}

/// A tag in the bytes of a document.
package struct XMLTag: Sendable {
    /// From `<` to behind `>`.
    package let range: Range<Int>
    /// The qualified name.
    package let name: Range<Int>
    /// Whether it ends by `/>`.
    package let isEmpty: Bool
}

/// A well-formed XML document in UTF-8, taken apart without losing a byte, so that a part can be changed in one place and kept in
/// all others.
///
/// It relies on the document having been found well-formed, as ``PackageEditor/xml(_:)`` does; of one that is not, it gives
/// pieces that make no sense, but never looks outside its bytes.
package struct XMLTokens: Sendable {
    /// The document.
    package let bytes: [UInt8]

    private var position = 0

    /// Takes a document apart from a place on that is not inside a tag.
    package init(_ bytes: [UInt8], from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// The next piece; `nil` at the end.
    package mutating func next() -> XMLToken? {
        guard position < bytes.count else { return nil }
        let start = position
        guard bytes[start] == UInt8(ascii: "<") else {
            position = find(UInt8(ascii: "<"), from: start) ?? bytes.count
            return .other(start..<position)
        }
        let second = start + 1 < bytes.count ? bytes[start + 1] : 0
        if second == UInt8(ascii: "!") || second == UInt8(ascii: "?") {
            position = endOfMarkup(start)
            return .other(start..<position)
        }
        return tag(start, isEnd: second == UInt8(ascii: "/"))
    }

    private mutating func tag(_ start: Int, isEnd: Bool) -> XMLToken {
        let nameStart = start + (isEnd ? 2 : 1)
        let (nameEnd, index) = bytes.withUnsafeBufferPointer { Self.ends(of: nameStart, in: $0) }
        let name = min(nameStart, nameEnd)..<nameEnd
        position = min(index + 1, bytes.count)
        let isEmpty = index < bytes.count && index > name.upperBound && bytes[index - 1] == UInt8(ascii: "/")
        let tag = XMLTag(range: start..<position, name: name, isEmpty: isEmpty)
        return isEnd ? .end(tag) : .start(tag)
    }

    /// Where a tag's name ends, and where its `>` stands; the end of the bytes where there is none.
    private static func ends(of nameStart: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (name: Int, tag: Int) {
        // In bounds: no byte is looked at from the end on.
        var index = nameStart
        while index < bytes.count, !endsName(bytes[index]) { index += 1 }
        let nameEnd = index
        var quote: UInt8 = 0
        while index < bytes.count {
            let byte = bytes[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                break
            }
            index += 1
        }
        return (nameEnd, index)
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E: true
        default: false
        }
    }

    /// Where a comment, CDATA section, instruction or declaration ends.
    private func endOfMarkup(_ start: Int) -> Int {
        let closing: StaticString
        if starts("<!--", at: start) {
            closing = "-->"
        } else if starts("<![CDATA[", at: start) {
            closing = "]]>"
        } else if starts("<?", at: start) {
            closing = "?>"
        } else {
            closing = ">"
        }
        var index = start + 2
        while let found = find(UInt8(ascii: ">"), from: index) {
            let length = closing.utf8CodeUnitCount
            if found + 1 - length >= start + 2, starts(closing, at: found + 1 - length) { return found + 1 }
            index = found + 1
        }
        return bytes.count
    }

    private func find(_ byte: UInt8, from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            // In bounds: no byte is looked at from the end on.
            var index = start
            while index < bytes.count {
                if bytes[index] == byte { return index }
                index += 1
            }
            return nil
        }
    }

    private func starts(_ text: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + text.utf8CodeUnitCount <= bytes.count else { return false }
        // In bounds: as many bytes follow as the text has.
        for offset in 0..<text.utf8CodeUnitCount where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }
}

extension XMLTokens {
    /// An attribute of a tag: where its name stands, and its value between the quotation marks.
    package struct Attribute: Sendable {
        /// The qualified name.
        package let name: Range<Int>
        /// The value as it is written, with its references.
        package let value: Range<Int>
    }

    /// The attributes of a start tag.
    package func attributes(of tag: XMLTag) -> [Attribute] {
        var found: [Attribute] = []
        var place = tag.name.upperBound
        while let attribute = attribute(from: &place, of: tag) { found.append(attribute) }
        return found
    }

    /// The next attribute of a start tag from a place on, which goes on behind it; `nil` behind the last.
    package func attribute(from place: inout Int, of tag: XMLTag) -> Attribute? {
        var index = place
        let end = tag.range.upperBound
        while index < end, Self.isBlank(bytes[index]) { index += 1 }
        let nameStart = index
        while index < end, bytes[index] != UInt8(ascii: "="), bytes[index] != UInt8(ascii: ">") { index += 1 }
        guard index < end, bytes[index] == UInt8(ascii: "=") else { return nil }
        var nameEnd = index
        while nameEnd > nameStart, Self.isBlank(bytes[nameEnd - 1]) { nameEnd -= 1 }
        index += 1
        while index < end, Self.isBlank(bytes[index]) { index += 1 }
        guard index < end else { return nil }
        let quote = bytes[index]
        let valueStart = index + 1
        index = valueStart
        while index < end, bytes[index] != quote { index += 1 }
        guard index < end else { return nil }
        place = index + 1
        return Attribute(name: nameStart..<nameEnd, value: valueStart..<index)
    }

    /// The attribute of a start tag with that qualified name, which is of ASCII.
    package func attribute(_ name: String, of tag: XMLTag) -> Attribute? {
        var place = tag.name.upperBound
        while let attribute = attribute(from: &place, of: tag) {
            if text(attribute.name, is: name) { return attribute }
        }
        return nil
    }

    /// The value of an attribute, with its references resolved.
    package func value(_ name: String, of tag: XMLTag) -> String? {
        attribute(name, of: tag).map { XMLText.resolved(text($0.value)) }
    }

    /// The text of some bytes.
    package func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Whether some bytes are a text of ASCII.
    package func text(_ range: Range<Int>, is text: String) -> Bool {
        range.count == text.utf8.count && bytes[range].elementsEqual(text.utf8)
    }

    /// Whether the name of a tag without its prefix is one of ASCII.
    package func isNamed(_ name: String, _ tag: XMLTag) -> Bool {
        let colon = bytes[tag.name].firstIndex(of: UInt8(ascii: ":"))
        return text((colon.map { $0 + 1 } ?? tag.name.lowerBound)..<tag.name.upperBound, is: name)
    }

    /// The name of a tag without its prefix.
    package func localName(_ tag: XMLTag) -> String {
        let name = text(tag.name)
        return name.firstIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    /// The prefix of a tag's name with its colon; empty where it has none.
    package func prefix(_ tag: XMLTag) -> String {
        let name = text(tag.name)
        return name.firstIndex(of: ":").map { String(name[...$0]) } ?? ""
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
