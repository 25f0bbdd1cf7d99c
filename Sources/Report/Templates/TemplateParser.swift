/// A part of a template.
indirect enum TemplatePart: Sendable, Equatable {
    case text(String)
    /// What a name stands for; as it is where it is raw, else escaped.
    case value([String], isRaw: Bool)
    /// What is there once for each of several, or where there is something; inverted, where there is not.
    case section([String], isInverted: Bool, [TemplatePart])
    /// Another template, in whose place it stands.
    case partial(String)
}

/// Reads a template in that part of Mustache (mustache(5)) which the page's have: names, sections, their opposites, and other templates. A section's mark that
/// stands alone on its line leaves no line behind.
///
/// swift-mustache reads and renders the same, by far slower; what both make of the page is compared by a test.
struct TemplateParser {
    /// What is wrong with a template.
    struct Fault: Error {
        let reason: String
    }

    private let bytes: [UInt8]
    private var position = 0

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The parts of a template.
    static func parts(of text: String) throws(Fault) -> [TemplatePart] {
        var parser = TemplateParser(text)
        let startsAnew = parser.skipLineEnd()
        return try parser.parts(inside: nil, startsLine: startsAnew)
    }

    /// - Parameters:
    ///   - name: the section's; nil for the template itself.
    ///   - startsLine: whether nothing stands before it on its line.
    private mutating func parts(inside name: String?, startsLine: Bool) throws(Fault) -> [TemplatePart] {
        var parts: [TemplatePart] = []
        var startsLine = startsLine
        var space = ""
        while position < bytes.count {
            if startsLine { space = skipSpace() }
            let text = textBeforeTag()
            if position < bytes.count, bytes[position] == Self.lineFeed {
                position += 1
                Self.append(space + text + "\n", to: &parts)
                startsLine = true
                continue
            }
            if !text.isEmpty {
                Self.append(space + text, to: &parts)
                space = ""
                startsLine = false
            }
            guard position < bytes.count else { break }
            let mark = bytes[position]
            var isAlone = false
            switch mark {
            case UInt8(ascii: "#"), UInt8(ascii: "^"), UInt8(ascii: "/"):
                position += 1
                let own = try self.name()
                isAlone = startsLine && skipLineEnd()
                if !isAlone, !space.isEmpty {
                    Self.append(space, to: &parts)
                    space = ""
                }
                if mark == UInt8(ascii: "/") {
                    guard own == name else { throw Fault(reason: "\(own) ends where \(name ?? "nothing") has begun") }
                    return parts
                }
                let inner = try self.parts(inside: own, startsLine: isAlone)
                parts.append(.section(Self.path(own), isInverted: mark == UInt8(ascii: "^"), inner))
            case UInt8(ascii: ">"):
                position += 1
                let own = try self.name()
                isAlone = startsLine && skipLineEnd()
                guard space.isEmpty else { throw Fault(reason: "\(own) is indented") }
                parts.append(.partial(own))
            default:
                Self.append(space, to: &parts)
                space = ""
                let isRaw = mark == UInt8(ascii: "{")
                if isRaw { position += 1 }
                let own = try self.name()
                if isRaw { try self.take(UInt8(ascii: "}"), of: own) }
                parts.append(.value(Self.path(own), isRaw: isRaw))
            }
            startsLine = isAlone
        }
        if let name { throw Fault(reason: "\(name) has no end") }
        return parts
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let brace = UInt8(ascii: "{")

    /// Adds a text, as one with what stands before it.
    private static func append(_ text: String, to parts: inout [TemplatePart]) {
        guard !text.isEmpty else { return }
        if case .text(let before) = parts.last {
            parts[parts.count - 1] = .text(before + text)
        } else {
            parts.append(.text(text))
        }
    }

    private static func path(_ name: String) -> [String] {
        name.utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
    }

    /// The text up to the end of the line, or of the template, or to a tag, whose beginning is stepped over.
    private mutating func textBeforeTag() -> String {
        let start = position
        while position < bytes.count, bytes[position] != Self.lineFeed {
            if bytes[position] == Self.brace, position + 1 < bytes.count, bytes[position + 1] == Self.brace {
                defer { position += 2 }
                return String(decoding: bytes[start..<position], as: UTF8.self)
            }
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func skipSpace() -> String {
        let start = position
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Steps to the next line where nothing more stands on this one; else nowhere.
    private mutating func skipLineEnd() -> Bool {
        var place = position
        while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
        guard position < bytes.count else { return true }
        guard place < bytes.count, bytes[place] == Self.lineFeed else { return false }
        position = place + 1
        return true
    }

    /// The name in a tag, whose end is stepped over.
    private mutating func name() throws(Fault) -> String {
        _ = skipSpace()
        let start = position
        while position < bytes.count, Self.isOfName(bytes[position]) { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        guard !name.isEmpty, !name.hasPrefix(".") else { throw Fault(reason: "a tag has no name") }
        _ = skipSpace()
        for _ in 0..<2 { try take(UInt8(ascii: "}"), of: name) }
        return name
    }

    private mutating func take(_ byte: UInt8, of name: String) throws(Fault) {
        guard position < bytes.count, bytes[position] == byte else {
            throw Fault(reason: "the tag of \(name) does not end")
        }
        position += 1
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
