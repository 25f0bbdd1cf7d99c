import Spreadsheets
import SurveyModel

/// A heading that stands several times with a number in it: "Practice 1", "Practice 2".
struct NumberedHeading: Sendable {
    /// A heading, where it stands.
    struct Place {
        let row: Int
        let column: Int
        let number: Int
        let text: String
        /// Whether a name stands behind the number.
        var hasName = false
    }

    private static let most = 5_000
    /// Longer texts are no headings; behind a heading a name may be longer.
    private static let longest = 120

    private let starts: [NumberedStart]

    init(_ labels: Labels) {
        starts = labels.all.compactMap { NumberedStart($0) }
    }

    /// How such headings look, for people: "Practice 1, Practice 2, …".
    static func shown(_ labels: Labels) -> String {
        labels.all.map { spelling in
            let headings = [1, 2].map { number in spelling.replacing("{n}", with: String(number)) }
            return headings.joined(separator: ", ") + ", …"
        }.joined(separator: " / ")
    }

    /// The headings in a sheet, in reading order.
    func places(in grid: SheetGrid) -> [Place] {
        guard !starts.isEmpty else { return [] }
        var places: [Place] = []
        var named: [Place] = []
        for row in grid.rows {
            // An answer stands behind its question; before a heading there is nothing but other headings.
            var isFirst = true
            for cell in row.cells {
                guard case .text(let text) = cell.value, cell.isFilled else { continue }
                if let number = number(in: text) {
                    places.append(Place(row: row.number, column: cell.column, number: number, text: text))
                    // Nobody asks for more; the cost of what follows grows with the square.
                    if places.count == Self.most { return places }
                } else if isFirst, named.count < Self.most, let number = numberBeforeName(in: text) {
                    named.append(
                        Place(row: row.number, column: cell.column, number: number, text: text, hasName: true))
                } else {
                    isFirst = false
                }
            }
        }
        guard !named.isEmpty else { return places }
        return (places + Self.headings(among: named, besides: places)).sorted {
            ($0.row, $0.column) < ($1.row, $1.column)
        }
    }

    /// Which of the texts that begin as a heading does are one: "Practice 3: Repair café" is an answer where another cell says "Practice 3", or
    /// where headings stand in other rows and columns.
    private static func headings(among named: [Place], besides places: [Place]) -> [Place] {
        var numbers = Set(places.map(\.number))
        let rows = Set(places.map(\.row))
        let columns = Set(places.map(\.column))
        return named.filter { place in
            (places.isEmpty || rows.contains(place.row) || columns.contains(place.column))
                && numbers.insert(place.number).inserted
        }
    }

    // MARK: - One text

    /// The number in a heading such as "Practice 3", which may carry more words in parentheses: "Practice 3 (optional)". "Practice 3 of the
    /// ministry" is an answer.
    private func number(in text: String) -> Int? {
        guard text.utf8.count <= Self.longest else { return nil }
        let label = LabelText(text)
        return starts.lazy.compactMap { $0.number(in: label) }.first
    }

    /// The number in a heading with a name behind it: "Practice 3: Repair café", "Practice 3 – Repair café".
    private func numberBeforeName(in text: String) -> Int? {
        guard text.utf8.count <= LabelText.longestKept else { return nil }
        let label = LabelText(text)
        guard starts.contains(where: { $0.mayBegin(label) }) else { return nil }
        return Self.heads(of: text).lazy.compactMap { number(in: $0) }.first
    }

    /// What stands before each sign that sets a name apart: a colon, a line's end, a dash or stroke beside a space.
    private static func heads(of text: String) -> [String] {
        var heads: [String] = []
        var before: Character?
        let beginning = text.prefix(longest)
        for index in beginning.indices {
            let sign = beginning[index]
            let next = beginning.index(after: index)
            let isSpaced =
                before?.isWhitespace ?? false || next < beginning.endIndex && beginning[next].isWhitespace
            if sign.isNewline || ":：".contains(sign) || isSpaced && "-–—/".contains(sign) {
                heads.append(String(beginning[..<index]))
            }
            before = sign
        }
        return heads
    }
}

/// One spelling of a heading with a number in it, made ready for comparison.
private struct NumberedStart: Sendable {
    /// What stands around its numbers, folded: before the first, between two, behind the last.
    private let parts: [String]

    /// The spelling with `{n}` for the number; where that stands twice, as in "Practice {n} / Pratique {n}", it is the same number. Nil where it
    /// stands nowhere.
    init?(_ spelling: String) {
        var parts = spelling.split(separator: "{n}", omittingEmptySubsequences: false).map {
            TextFolding.fold(String($0))
        }
        guard parts.count > 1 else { return nil }
        for index in parts.indices.dropLast() { parts[index] = Self.withoutNumberWord(at: parts[index]) }
        self.parts = parts
    }

    /// Whether a text begins as the heading does, whatever comes then. A number alone begins too much.
    func mayBegin(_ label: LabelText) -> Bool {
        parts.contains { !$0.isEmpty } && words(of: label).hasPrefix(parts[0])
    }

    /// The number in a text that says nothing but the heading; nil where it is none.
    func number(in label: LabelText) -> Int? {
        var rest = Substring(words(of: label))
        var number: Int?
        for (index, part) in parts.enumerated() {
            guard rest.hasPrefix(part) else { return nil }
            rest = rest.dropFirst(part.count)
            guard index < parts.count - 1 else { break }
            rest = Self.withoutNumberWord(before: rest)
            guard let (own, length) = Self.leadingNumber(of: rest), own < 10_000, number == nil || number == own else {
                return nil
            }
            number = own
            rest = rest.dropFirst(length).drop { $0 == " " }
        }
        return rest.isEmpty ? number : nil
    }

    /// The number with which folded words begin, and how many characters it takes: digits, or one of ① to ⑳.
    private static func leadingNumber(of words: Substring) -> (number: Int, length: Int)? {
        if let scalar = words.unicodeScalars.first, (0x2460...0x2473).contains(scalar.value) {
            return (Int(scalar.value) - 0x245F, 1)
        }
        let digits = words.prefix { $0.isASCII && $0.isNumber }
        return Int(digits).map { ($0, digits.count) }
    }

    /// A number in front of words counts as numbering elsewhere; here it is the heading's: "2. Practice".
    private func words(of label: LabelText) -> String {
        parts[0].isEmpty ? label.full : label.core
    }

    // MARK: - Words for "number"

    /// Words and signs for "number", folded: "Practice no. 3" is "Practice 3".
    private static let numberWords: Set<String> = [
        "no", "nr", "n", "num", "number", "numero", "nummer", "n°", "nº", "°", "º", "o", "رقم",
    ]

    /// Without such a word at the end, unless there is no other.
    private static func withoutNumberWord(at part: String) -> String {
        var words = part.split(separator: " ")
        while words.count > 1, let last = words.last, numberWords.contains(String(last)) { words.removeLast() }
        return words.joined(separator: " ")
    }

    /// Without such a word and spaces in front.
    private static func withoutNumberWord(before rest: Substring) -> Substring {
        var rest = rest.drop { $0 == " " }
        while true {
            let word = rest.prefix { $0 != " " && !($0.isASCII && $0.isNumber) }
            guard !word.isEmpty, numberWords.contains(String(word)) else { return rest }
            rest = rest.dropFirst(word.count).drop { $0 == " " }
        }
    }
}

extension RawEntry {
    /// The number of a heading, which is a part of its text.
    init(_ heading: NumberedHeading.Place, in grid: SheetGrid) {
        self.init(value: .text(heading.text), origin: grid.origin(heading.row, heading.column))
        part = String(heading.number)
    }
}
