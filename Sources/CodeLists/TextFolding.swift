/// What stands between two words; several at once where several marks stand there.
struct Gap: OptionSet, Sendable, Hashable {
    let rawValue: UInt16
    static let space = Gap(rawValue: 1 << 0)
    static let hyphen = Gap(rawValue: 1 << 1)
    static let apostrophe = Gap(rawValue: 1 << 2)
    static let comma = Gap(rawValue: 1 << 3)
    static let open = Gap(rawValue: 1 << 4)
    static let close = Gap(rawValue: 1 << 5)
    static let slash = Gap(rawValue: 1 << 6)
    static let semicolon = Gap(rawValue: 1 << 7)
    static let colon = Gap(rawValue: 1 << 8)
    static let period = Gap(rawValue: 1 << 9)
    static let other = Gap(rawValue: 1 << 10)
    /// A sign that stands for "and".
    static let joint = Gap(rawValue: 1 << 11)

    /// Whether a qualification may begin here.
    var parts: Bool {
        !isDisjoint(with: [.comma, .open, .slash, .semicolon, .colon]) || isSuperset(of: [.hyphen, .space])
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "-"): self = .hyphen
        case UInt8(ascii: "'"): self = .apostrophe
        case UInt8(ascii: ","): self = .comma
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): self = .open
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): self = .close
        case UInt8(ascii: "/"), UInt8(ascii: "|"): self = .slash
        case UInt8(ascii: ";"): self = .semicolon
        case UInt8(ascii: ":"): self = .colon
        case UInt8(ascii: "."): self = .period
        case UInt8(ascii: "&"), UInt8(ascii: "+"): self = .joint
        case 0x09...0x0D, 0x20: self = .space
        default: self = .other
        }
    }
}

/// A text in the form in which texts are compared: lower case, no accents, no punctuation, its words side by side.
struct FoldedText: Sendable {
    struct Word: Sendable {
        let start: Int32
        var end: Int32
        /// What stands before the word.
        let gap: Gap
        /// Whether the word began with a capital letter.
        let capital: Bool
    }

    /// The bytes at the beginning, and behind them what a longer text has left: making room anew takes longer than folding.
    fileprivate var room: [UInt8] = []
    fileprivate(set) var count = 0
    fileprivate(set) var words: [Word] = []

    /// UTF-8 of all words without anything between them.
    var bytes: ArraySlice<UInt8> { room[..<count] }
    var isEmpty: Bool { count == 0 }

    func bytes(of word: Word) -> ArraySlice<UInt8> {
        room[Int(word.start)..<Int(word.end)]
    }

    func bytes(of range: Range<Int>) -> ArraySlice<UInt8> {
        guard !range.isEmpty else { return [] }
        return room[Int(words[range.lowerBound].start)..<Int(words[range.upperBound - 1].end)]
    }

    /// The first words alone.
    func prefix(_ words: Int) -> FoldedText {
        var kept = self
        kept.words.removeSubrange(words...)
        kept.count = kept.words.last.map { Int($0.end) } ?? 0
        return kept
    }
}

/// Folds text by the table that Scripts/make-codelists derives from the Unicode character database, so that the
/// result depends on no locale and no system library.
final class TextFolding: Sendable {
    /// Stands for a character that a wrong encoding has destroyed; no name contains it.
    static let lost: UInt8 = 0x01

    /// By scalar below U+10000: 0 keeps it, 1 is a gap, 2 drops it, n > 2 puts the replacement of that number.
    private let actions: [UInt16]
    /// Replacements in one piece of memory, and where each ends; the first three are empty.
    private let replacements: [UInt8]
    private let ends: [Int]
    /// How many bytes one byte of text may become.
    private let expansion: Int

    static let file = "folding.csv"

    /// The folding of the resource folding.csv, without which no list can be read.
    static let shared = TextFolding()

    private init() {
        var actions = [UInt16](repeating: 0, count: 0x10000)
        var replacements: [UInt8] = []
        var ends = [0, 0, 0]
        var places: [[UInt8]: UInt16] = [:]
        var expansion = 1
        try? BundledText.forEachLine(of: Self.file) { line in
            guard let comma = line.firstIndex(of: UInt8(ascii: ",")), comma > 0, comma <= 4,
                let value = Self.hexadecimal(line[..<comma])
            else { return true }
            let folded = Array(line[(comma + 1)...])
            if folded.isEmpty {
                actions[value] = 2
            } else if folded == [0x20] {
                actions[value] = 1
            } else if let place = places[folded] {
                actions[value] = place
            } else {
                let place = UInt16(ends.count)
                replacements += folded
                ends.append(replacements.count)
                places[folded] = place
                actions[value] = place
                // A character of the table has at least two bytes.
                expansion = max(expansion, (folded.count + 1) / 2)
            }
            return true
        }
        self.actions = actions
        self.replacements = replacements
        self.ends = ends
        self.expansion = expansion
    }

    private static func hexadecimal(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var value = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: value = value << 4 | Int(digit - 0x30)
            case 0x41...0x46: value = value << 4 | Int(digit - 0x37)
            default: return nil
            }
        }
        return value
    }

    func fold(_ text: String) -> FoldedText {
        var text = text
        return text.withUTF8 { fold($0) }
    }

    func fold(_ source: UnsafeBufferPointer<UInt8>) -> FoldedText {
        var folded = FoldedText()
        fold(source, into: &folded)
        return folded
    }

    /// Folds UTF-8, with the room that an earlier text had. Bytes that are no UTF-8 give some folding, never a fault.
    func fold(_ source: UnsafeBufferPointer<UInt8>, into folded: inout FoldedText) {
        let needed = source.count * expansion
        if folded.room.count < needed { folded.room = [UInt8](repeating: 0, count: max(needed, 256)) }
        var words: [FoldedText.Word] = []
        swap(&words, &folded.words)
        words.removeAll(keepingCapacity: true)
        folded.count = folded.room.withUnsafeMutableBufferPointer { room in
            var writer = WordWriter(room: room, words: words)
            words = []
            write(source, &writer)
            writer.close()
            swap(&words, &writer.words)
            return writer.count
        }
        folded.words = words
    }

    private func write(_ source: UnsafeBufferPointer<UInt8>, _ writer: inout WordWriter) {
        var position = 0
        while position < source.count {
            let byte = source[position]
            if byte.isASCIISmallOrDigit {
                var end = position + 1
                while end < source.count, source[end].isASCIISmallOrDigit { end += 1 }
                writer.put(source, position..<end, capital: false)
                position = end
            } else if byte < 0x80 {
                position += 1
                if byte.isASCIILetter {
                    writer.put(byte | 0x20, capital: true)
                } else if byte == UInt8(ascii: "?"), writer.inWord, position < source.count,
                    source[position].isASCIILetter
                {
                    writer.put(Self.lost, capital: false)
                } else {
                    writer.end(with: Gap(byte))
                }
            } else {
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                let end = min(position + length, source.count)
                foldScalar(source, position..<end, &writer)
                position = end
            }
        }
    }

    @inline(__always)
    private func foldScalar(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ writer: inout WordWriter) {
        let first = Int(source[range.lowerBound])
        var value: Int
        switch range.count {
        case 2: value = (first & 0x1F) << 6 | Int(source[range.lowerBound + 1] & 0x3F)
        case 3:
            value = (first & 0x0F) << 12 | Int(source[range.lowerBound + 1] & 0x3F) << 6
            value |= Int(source[range.lowerBound + 2] & 0x3F)
        default: return writer.put(source, range, capital: false)
        }
        let action = actions[value]
        if action == 0, value != 0xFFFD { return writer.put(source, range, capital: false) }
        act(action, value, &writer)
    }

    private func act(_ action: UInt16, _ value: Int, _ writer: inout WordWriter) {
        if value == 0xFFFD { return writer.put(Self.lost, capital: false) }
        switch action {
        case 1: writer.end(with: Self.gap(of: value))
        case 2: break
        default:
            replacements.withUnsafeBufferPointer { replacements in
                // The ends lie within the replacements, in order.
                let replacement = UnsafeBufferPointer(rebasing: replacements[ends[Int(action) - 1]..<ends[Int(action)]])
                if replacement.contains(0x20) {
                    writer.end(with: .other)
                    for byte in replacement where byte != 0x20 { writer.put(byte, capital: false) }
                } else {
                    // Capitals are known only roughly outside ASCII: those of Latin-1, where it matters.
                    writer.put(replacement, 0..<replacement.count, capital: value >= 0xC0 && value <= 0xDE)
                }
            }
        }
    }

    private static func gap(of value: Int) -> Gap {
        switch value {
        case 0x2018, 0x2019, 0x201B, 0x00B4, 0x2032: .apostrophe
        case 0x2010, 0x2011: .hyphen
        case 0x2012...0x2015, 0x2212: [.hyphen, .space]
        case 0x3001, 0xFF0C, 0x060C: .comma
        case 0x2024, 0xFF0E, 0x066B: .period
        case 0xFF08: .open
        case 0xFF09: .close
        case 0xFF06, 0xFF0B: .joint
        case 0x00A0, 0x2000...0x200A, 0x202F, 0x3000: .space
        default: .other
        }
    }

    /// Builds the words as bytes come. The room is as large as the text times `expansion`, which is checked by its
    /// subscript only in debug builds.
    private struct WordWriter {
        let room: UnsafeMutableBufferPointer<UInt8>
        var words: [FoldedText.Word]
        private(set) var count = 0
        private(set) var inWord = false
        private var gap: Gap = []

        init(room: UnsafeMutableBufferPointer<UInt8>, words: [FoldedText.Word]) {
            self.room = room
            self.words = words
        }

        mutating func put(_ byte: UInt8, capital: Bool) {
            if !inWord { begin(capital) }
            room[count] = byte
            count += 1
        }

        mutating func put(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, capital: Bool) {
            if !inWord { begin(capital) }
            var end = count
            for place in range {
                room[end] = source[place]
                end += 1
            }
            count = end
        }

        private mutating func begin(_ capital: Bool) {
            words.append(FoldedText.Word(start: Int32(count), end: Int32(count), gap: gap, capital: capital))
            inWord = true
            gap = []
        }

        mutating func end(with mark: Gap) {
            close()
            gap.insert(mark)
        }

        mutating func close() {
            if inWord { words[words.count - 1].end = Int32(count) }
            inWord = false
        }
    }
}

extension UInt8 {
    fileprivate var isASCIISmallOrDigit: Bool {
        self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") || self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9")
    }

    fileprivate var isASCIILetter: Bool {
        let lower = self | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }
}
