import SurveyModel

/// A label as it is compared: without case, accents, punctuation, line breaks, numbering ("1.1"), what stands in parentheses, and the units
/// behind a comma; digits of any script are the same. A year in front is one of its words. Signs alone ("№") are compared as they stand.
struct LabelText: Sendable {
    /// The text with what is compared of it. Each text is made ready once, not for each place that asks.
    private final class Parts: Sendable {
        let text: String
        let full: String
        let core: String
        let number: String?
        /// What stands there where no word does, such as "№" or "#"; empty where there are words.
        let sign: String
        let wholeNumber: Int?
        let shape: TextShape
        let hash: Int

        init(_ text: String) {
            self.text = text
            full = TextFolding.fold(text)
            sign = full.isEmpty ? text.filter { !$0.isWhitespace && !".:()[]".contains($0) } : ""
            let plain = TextFolding.withPlainDigits(text)
            wholeNumber = Int(plain)
            let numbered = LabelNumbering(LabelText.withoutParentheses(plain))
            let own = UnitWords.dropped(from: numbered.words)
            core = own == text ? full : TextFolding.fold(own)
            number = numbered.number
            shape = TextShape(core)
            hash = ExactText(text).hashValue
        }
    }

    private static let memory = Memory<ExactText, Parts>(most: 4_096)
    /// Longer texts, in bytes, are answers, which seldom come again, and no labels.
    static let longestKept = 400

    private let parts: Parts

    init(_ text: some StringProtocol) {
        let text = String(text)
        parts =
            text.utf8.count > Self.longestKept ? Parts(text) : Self.memory.value(of: ExactText(text)) { Parts(text) }
    }

    /// A text as it is compared. That of a text which may be a label is known as soon as anybody has asked for it.
    static func folded(_ text: String) -> String {
        text.utf8.count > longestKept ? TextFolding.fold(text) : LabelText(text).full
    }

    /// The words, joined by single spaces.
    var full: String { parts.full }

    /// The same without a leading number, parentheses and units behind a comma; empty where nothing else is left.
    var core: String { parts.core }

    /// The number in front of its words that nothing but a blank sets apart: that of a question, or one of the words.
    var number: String? { parts.number }

    /// Whether both begin with such a number, and not with the same.
    func hasOtherNumber(than other: LabelText) -> Bool {
        guard let number, let others = other.number else { return false }
        return number != others
    }

    /// Whether the number in front counts what the words say and nothing else: "24 months".
    var isCounted: Bool { number != nil && LabelNumbering.isCounted(core) }

    /// Whether it is too long to be looked up again.
    var isLong: Bool { parts.text.utf8.count > Self.longestKept }

    /// The text as it was typed.
    var typed: String { parts.text }

    /// The whole number that the text is, in digits of any script; nil where it is none.
    var wholeNumber: Int? { parts.wholeNumber }

    private var shape: TextShape { parts.shape }

    /// The words as they stand, on one line, for patterns.
    var line: String { parts.text.onOneLine }

    private static func withoutParentheses(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "(")) || text.utf8.contains(UInt8(ascii: "[")) else { return text }
        var depth = 0
        var kept: [UInt8] = []
        kept.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                if depth == 0 { kept.append(byte) }
                depth = max(0, depth - 1)
            default:
                if depth == 0 { kept.append(byte) }
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// How alike two labels are, from 0 to 1: 1 the same words; ``LabelSet/same`` the same but for numbering and parentheses; ``LabelSet/near`` a slip or
    /// two, of which none makes another thing's label of it; ``LabelSet/beginning`` the one starts with all words of the other, which are at least two. What
    /// is counted twice and not alike is two things: "12 months", "24 months".
    func likeness(to other: LabelText) -> Double {
        if parts === other.parts || full == other.full {
            // Of "№" and "#" nothing is left: the signs themselves are compared.
            return full.isEmpty && (parts.sign.isEmpty || parts.sign != other.parts.sign) ? 0 : 1
        }
        guard !core.isEmpty, !other.core.isEmpty else { return 0 }
        if hasOtherNumber(than: other), isCounted, other.isCounted { return 0 }
        if core == other.core { return LabelSet.same }
        if shape.mayBeSlip(of: other.shape), QuestionSlip.isSlip(core, other.core) { return LabelSet.near }
        if starts(with: other) || other.starts(with: self) { return LabelSet.beginning }
        return 0
    }

    /// Whether it begins with all the words of another, be it a single word.
    func begins(with label: LabelText) -> Bool {
        [label.full, label.core].contains { words in
            !words.isEmpty && [full, core].contains { $0.hasPrefix(words + " ") }
        }
    }

    /// What stands between its first and its last parenthesis.
    var inParentheses: Substring? {
        let line = self.line
        guard let first = line.firstIndex(where: { $0 == "(" || $0 == "[" }) else { return nil }
        let rest = line[line.index(after: first)...]
        return rest[..<(rest.lastIndex { $0 == ")" || $0 == "]" } ?? rest.endIndex)]
    }

    /// What stands before a colon.
    var beforeColon: Substring? {
        line.firstIndex { $0 == ":" || $0 == "：" }.map { line[..<$0] }
    }

    /// What stands before a dash between spaces; that of a compound is none.
    var beforeDash: Substring? {
        [" - ", " – ", " — "].compactMap { line.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }.map {
            line[..<$0.lowerBound]
        }
    }

    /// The label without years and units at its end: "Total 2023, EUR" is "Total".
    var withoutYears: LabelText {
        var words = core.split(separator: " ")
        while words.count > 1, let last = words.last,
            LabelDifference.isUnitOrNumber(last) || LabelNumbering.isYear(last)
        {
            words.removeLast()
        }
        return LabelText(words.joined(separator: " "))
    }

    /// The label without a year in front: "2024 Total" is "Total". Nil where there is none.
    var withoutLeadingYear: LabelText? {
        let first = full.prefix { $0 != " " }
        guard first.utf8.count < full.utf8.count, LabelNumbering.isYear(first) else { return nil }
        return LabelText(full.dropFirst(first.count + 1))
    }

    private func starts(with short: LabelText) -> Bool {
        guard short.shape.hasSeveralWords, core.utf8.count > short.core.utf8.count else { return false }
        guard shape.isASCII, short.shape.isASCII else { return core.hasPrefix(short.core + " ") }
        // Without a new text for each pair: most pairs differ in their first letters.
        let rest = core.utf8.dropFirst(short.core.utf8.count)
        return rest.first == 0x20 && core.utf8.starts(with: short.core.utf8)
    }
}

/// Labels of the very same text are the same: all else follows from it.
extension LabelText: Hashable {
    static func == (left: LabelText, right: LabelText) -> Bool {
        left.parts === right.parts || ExactText(left.typed) == ExactText(right.typed)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(parts.hash) }
}

/// What tells most texts apart before they are compared letter by letter: counted once for a text, not for each pair.
private struct TextShape: Sendable, Hashable {
    let count: Int
    /// Another number is another thing: the budget of 2023 is not that of 2024.
    let digits: String
    /// A bit for each letter, several letters sharing one.
    let letters: UInt64
    let hasSeveralWords: Bool
    let isASCII: Bool

    init(_ text: String) {
        var bytes = text
        self = bytes.withUTF8 { Self(ascii: $0) } ?? Self(other: text)
    }

    /// Looks at each byte once: a folded text has no line breaks, so each is a letter. Nil where there is a byte beyond ASCII.
    private init?(ascii bytes: UnsafeBufferPointer<UInt8>) {
        var digits: [UInt8] = []
        var letters: UInt64 = 0
        // The loop goes through the buffer itself, so that it is never left.
        for byte in bytes {
            guard byte < 0x80 else { return nil }
            letters |= 1 << UInt64(byte & 63)
            if (0x30...0x39).contains(byte) { digits.append(byte) }
        }
        hasSeveralWords = bytes.contains(0x20)
        isASCII = true
        count = bytes.count
        self.digits = String(decoding: digits, as: UTF8.self)
        self.letters = letters
    }

    private init(other text: String) {
        hasSeveralWords = text.utf8.contains(0x20)
        isASCII = false
        count = text.count
        digits = text.filter { $0.isNumber }
        letters = text.unicodeScalars.reduce(0) { $0 | (1 << UInt64($1.value & 63)) }
    }

    /// Whether the texts may be the same but for a slip: each edit changes two letters at the most, so most texts need no distance.
    func mayBeSlip(of other: TextShape) -> Bool {
        let bound = EditDistance.bound(max(count, other.count))
        return (letters ^ other.letters).nonzeroBitCount <= 2 * bound && abs(count - other.count) <= bound
            && digits == other.digits
    }
}

/// Small edits between labels.
enum EditDistance {
    /// How many letters may differ in texts of a length: one for each eight, none below five.
    static func bound(_ longest: Int) -> Int { longest < 5 ? 0 : max(1, longest / 8) }

    /// Whether one text is the other with few letters changed.
    static func isSlip(_ left: String, _ right: String) -> Bool {
        let (a, b) = (Array(left), Array(right))
        let bound = bound(max(a.count, b.count))
        return bound > 0 && distance(a, b, bound: bound) <= bound
    }

    /// Whether one text is the other but for one letter, or two that have changed places.
    static func isOne(_ left: String, _ right: String) -> Bool {
        var (a, b) = (Array(left)[...], Array(right)[...])
        while let first = a.first, first == b.first { (a, b) = (a.dropFirst(), b.dropFirst()) }
        while let last = a.last, last == b.last { (a, b) = (a.dropLast(), b.dropLast()) }
        return max(a.count, b.count) <= 1 || (a.count == 2 && a.elementsEqual(b.reversed()))
    }

    /// The Levenshtein distance, or something above `bound`. O(n·m).
    private static func distance(_ a: [Character], _ b: [Character], bound: Int) -> Int {
        var previous = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for (j, right) in b.enumerated() {
                row.append(min(previous[j + 1] + 1, row[j] + 1, previous[j] + (left == right ? 0 : 1)))
            }
            if row.allSatisfy({ $0 > bound }) { return bound + 1 }
            previous = row
        }
        return previous[b.count]
    }
}

extension String {
    /// The words as they stand, with a single space between.
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
