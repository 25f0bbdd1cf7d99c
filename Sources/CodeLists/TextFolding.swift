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

    /// UTF-8 of all words without anything between them.
    var bytes: [UInt8] = []
    var words: [Word] = []

    func bytes(of word: Word) -> ArraySlice<UInt8> {
        bytes[Int(word.start)..<Int(word.end)]
    }

    func bytes(of range: Range<Int>) -> ArraySlice<UInt8> {
        guard !range.isEmpty else { return [] }
        return bytes[Int(words[range.lowerBound].start)..<Int(words[range.upperBound - 1].end)]
    }
}

/// Folds text by the table that Scripts/make-codelists derives from the Unicode character database, so that the
/// result depends on no locale and no system library.
struct TextFolding: Sendable {
    /// Stands for a character that a wrong encoding has destroyed; no name contains it.
    static let lost: UInt8 = 0x01

    /// By scalar below U+10000: 0 keeps it, 1 is a gap, 2 drops it, n > 2 puts `replacements[n]`.
    private let actions: [UInt16]
    private let replacements: [[UInt8]]

    /// The folding of the resource folding.csv. An installation without it folds ASCII only, and the lists, which lie
    /// beside it, cannot be loaded either.
    static let shared = TextFolding()

    private init() {
        var actions = [UInt16](repeating: 0, count: 0x10000)
        var replacements: [[UInt8]] = [[], [], []]
        var places: [String: UInt16] = [:]
        let records = (try? BundledText.records("folding.csv")) ?? []
        for record in records.dropFirst() where record.fields.count == 2 {
            guard let value = UInt16(record.fields[0], radix: 16) else { continue }
            let folded = record.fields[1]
            if folded.isEmpty {
                actions[Int(value)] = 2
            } else if folded == " " {
                actions[Int(value)] = 1
            } else if let place = places[folded] {
                actions[Int(value)] = place
            } else {
                let place = UInt16(replacements.count)
                replacements.append(Array(folded.utf8))
                places[folded] = place
                actions[Int(value)] = place
            }
        }
        self.actions = actions
        self.replacements = replacements
    }

    func fold(_ text: String) -> FoldedText {
        var text = text
        return text.withUTF8 { fold($0) }
    }

    /// Folds UTF-8. The buffer is read only between its bounds; Swift strings hold well-formed UTF-8.
    private func fold(_ source: UnsafeBufferPointer<UInt8>) -> FoldedText {
        var folded = FoldedText()
        folded.bytes.reserveCapacity(source.count + 8)
        folded.words.reserveCapacity(4)
        var writer = WordWriter()
        var position = 0
        while position < source.count {
            let byte = source[position]
            if byte < 0x80 {
                position += 1
                if byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
                    || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                {
                    writer.put(byte, capital: false, into: &folded)
                } else if byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") {
                    writer.put(byte | 0x20, capital: true, into: &folded)
                } else if byte == UInt8(ascii: "?"), writer.inWord, position < source.count,
                    source[position].isASCIILetter
                {
                    writer.put(Self.lost, capital: false, into: &folded)
                } else {
                    writer.end(with: Gap(byte))
                }
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            let end = min(position + length, source.count)
            foldScalar(source[position..<end], &writer, into: &folded)
            position = end
        }
        return folded
    }

    private func foldScalar(
        _ scalar: Slice<UnsafeBufferPointer<UInt8>>, _ writer: inout WordWriter, into folded: inout FoldedText
    ) {
        guard scalar.count < 4 else { return writer.put(scalar, capital: false, into: &folded) }
        var value = 0
        for (index, byte) in scalar.enumerated() {
            value = index == 0 ? Int(byte) & (scalar.count == 2 ? 0x1F : 0x0F) : value << 6 | Int(byte) & 0x3F
        }
        if value == 0xFFFD { return writer.put(Self.lost, capital: false, into: &folded) }
        switch actions[value] {
        case 0: writer.put(scalar, capital: false, into: &folded)
        case 1: writer.end(with: Self.gap(of: value))
        case 2: break
        case let place:
            let replacement = replacements[Int(place)]
            if replacement.contains(0x20) {
                writer.end(with: .other)
                for byte in replacement where byte != 0x20 { writer.put(byte, capital: false, into: &folded) }
            } else {
                // Capitals are known only roughly outside ASCII: those of Latin-1, where it matters.
                writer.put(replacement, capital: value >= 0xC0 && value <= 0xDE, into: &folded)
            }
        }
    }

    private static func gap(of value: Int) -> Gap {
        switch value {
        case 0x2018, 0x2019, 0x201B, 0x00B4, 0x2032: .apostrophe
        case 0x2010, 0x2011: .hyphen
        case 0x2012...0x2015, 0x2212: [.hyphen, .space]
        case 0x3001, 0xFF0C, 0x060C: .comma
        case 0xFF08: .open
        case 0xFF09: .close
        case 0x00A0, 0x2000...0x200A, 0x202F, 0x3000: .space
        default: .other
        }
    }

    /// Builds the words as bytes come.
    private struct WordWriter {
        private(set) var inWord = false
        private var gap: Gap = []

        mutating func put(_ byte: UInt8, capital: Bool, into folded: inout FoldedText) {
            begin(capital, in: &folded)
            folded.bytes.append(byte)
            folded.words[folded.words.count - 1].end += 1
        }

        mutating func put(_ bytes: some Collection<UInt8>, capital: Bool, into folded: inout FoldedText) {
            begin(capital, in: &folded)
            folded.bytes.append(contentsOf: bytes)
            folded.words[folded.words.count - 1].end += Int32(bytes.count)
        }

        private mutating func begin(_ capital: Bool, in folded: inout FoldedText) {
            guard !inWord else { return }
            let place = Int32(folded.bytes.count)
            folded.words.append(FoldedText.Word(start: place, end: place, gap: gap, capital: capital))
            inWord = true
            gap = []
        }

        mutating func end(with mark: Gap) {
            inWord = false
            gap.insert(mark)
        }
    }
}

extension UInt8 {
    fileprivate var isASCIILetter: Bool {
        let lower = self | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }
}
