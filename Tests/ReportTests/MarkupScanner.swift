/// The tags of an HTML page as a browser would find them: bytes, not characters, decide where markup starts.
/// Enough of the HTML standard's tokenizer for pages that are made by templates.
struct MarkupScanner {
    /// A start tag with the names of its attributes, or an end tag.
    struct Tag: Equatable {
        let name: String
        let attributes: [String]
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ page: String) {
        bytes = Array(page.utf8)
    }

    /// All tags in order.
    static func tags(of page: String) -> [Tag] {
        var scanner = MarkupScanner(page)
        return scanner.tags()
    }

    private mutating func tags() -> [Tag] {
        var result: [Tag] = []
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<"), position + 1 < bytes.count, Self.startsTag(bytes[position + 1])
            else {
                position += 1
                continue
            }
            let tag = tag()
            result.append(tag)
            // What stands in these two is text until their end tag.
            if tag.name == "script" || tag.name == "style" { skip(to: "</" + tag.name) }
        }
        return result
    }

    private static func startsTag(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    }

    private mutating func tag() -> Tag {
        position += 1
        let name = word()
        var attributes: [String] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
            let attribute = word()
            if attribute.isEmpty {
                position += 1
                continue
            }
            attributes.append(attribute)
            guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { continue }
            position += 1
            skipValue()
        }
        position += 1
        return Tag(name: name, attributes: attributes)
    }

    private mutating func skipValue() {
        guard position < bytes.count else { return }
        let quote = bytes[position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            position += 1
            while position < bytes.count, bytes[position] != quote { position += 1 }
            position += 1
        } else {
            _ = word()
        }
    }

    private mutating func word() -> String {
        let start = position
        let ends: [UInt8] = [0x20, 0x0A, 0x09, UInt8(ascii: ">"), UInt8(ascii: "=")]
        while position < bytes.count, !ends.contains(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    }

    private mutating func skip(to text: String) {
        let target = Array(text.utf8)
        while position + target.count <= bytes.count {
            if bytes[position..<position + target.count].map({ $0 | 0x20 }).elementsEqual(target.map { $0 | 0x20 }) {
                return
            }
            position += 1
        }
        position = bytes.count
    }
}
