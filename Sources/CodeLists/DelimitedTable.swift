/// Comma-separated text (RFC 4180) for code lists, small and trusted to be UTF-8. Its fields are known by where they stand: of the texts of a list most are
/// never asked for.
struct DelimitedTable: Sendable {
    /// A row as texts.
    struct Record {
        /// The line on which the row begins, counted from 1.
        let line: Int
        let fields: [String]
    }

    /// What keeps the text from being read, and the line on which it begins.
    struct Fault: Error {
        let line: Int
        let message: String
    }

    struct Row: Sendable {
        /// The line on which the row begins, counted from 1.
        let line: Int
        /// The numbers of its fields among those of the table.
        let fields: Range<Int>
    }

    /// The rows, without blank lines.
    let rows: [Row]
    /// The text, and behind it what those fields hold that do not stand in it as they are.
    private let bytes: [UInt8]
    /// Where each field stands in the bytes.
    private let places: [Range<Int>]

    /// Cuts a text into its fields. A byte order mark is skipped; LF, CR LF and CR all end a line.
    ///
    /// - Throws: where a quotation mark is never closed.
    init(_ text: [UInt8]) throws(Fault) {
        var scanner = FieldScanner(text)
        var rows: [Row] = []
        var places: [Range<Int>] = []
        while !scanner.isAtEnd {
            let line = scanner.line
            let first = places.count
            var more = true
            while more {
                places.append(try scanner.field())
                more = scanner.separator()
            }
            if places.count == first + 1, places[first].isEmpty {
                places.removeLast()
            } else {
                rows.append(Row(line: line, fields: first..<places.count))
            }
        }
        self.rows = rows
        self.places = places
        bytes = scanner.content.isEmpty ? text : text + scanner.content
    }

    /// Whether nothing stands in a field.
    func isEmpty(_ field: Int) -> Bool { places[field].isEmpty }

    /// What stands in a field.
    func text(_ field: Int) -> String { String(decoding: bytes[places[field]], as: UTF8.self) }

    /// All fields of a row.
    func texts(_ row: Row) -> [String] { row.fields.map { text($0) } }

    /// All rows as texts.
    var records: [Record] { rows.map { Record(line: $0.line, fields: texts($0)) } }
}

/// Goes through comma-separated text, field by field.
private struct FieldScanner {
    /// What those fields hold that do not stand in the text as they are; their places lie behind its end.
    private(set) var content: [UInt8] = []
    private(set) var line = 1

    private let bytes: [UInt8]
    private var position: Int

    private static let mark = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    var isAtEnd: Bool { position >= bytes.count }

    /// Where the next field stands.
    mutating func field() throws(DelimitedTable.Fault) -> Range<Int> {
        if position < bytes.count, bytes[position] == Self.mark { return try quoted() }
        let start = position
        var place = start
        while place < bytes.count, !Self.isEnd(bytes[place]) { place += 1 }
        position = place
        return start..<place
    }

    private mutating func quoted() throws(DelimitedTable.Fault) -> Range<Int> {
        let opened = line
        let start = position + 1
        var place = start
        while place < bytes.count, bytes[place] != Self.mark {
            if bytes[place] == Self.lineFeed { line += 1 }
            place += 1
        }
        if place < bytes.count, place + 1 == bytes.count || Self.isEnd(bytes[place + 1]) {
            position = place + 1
            return start..<place
        }
        // There are doubled marks, or more stands behind the last mark.
        let first = content.count
        content += bytes[start..<place]
        position = place
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == Self.mark {
                guard position < bytes.count, bytes[position] == byte else {
                    while position < bytes.count, !Self.isEnd(bytes[position]) {
                        content.append(bytes[position])
                        position += 1
                    }
                    return (bytes.count + first)..<(bytes.count + content.count)
                }
                position += 1
            } else if byte == Self.lineFeed {
                line += 1
            }
            content.append(byte)
        }
        throw DelimitedTable.Fault(
            line: opened, message: "a quotation mark opens here and is never closed; close or double it")
    }

    private static func isEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// Steps over what ended the field: true for a comma.
    mutating func separator() -> Bool {
        guard position < bytes.count else { return false }
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: ",") { return true }
        if byte == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
            position += 1
        }
        line += 1
        return false
    }
}
