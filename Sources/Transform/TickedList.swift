import CodeLists

/// Answers in one cell of which some are ticked, as forms print their options: `[x] Users`, `[ ] Citizens`; `○ Users`, `● Citizens`; `Users: x`.
///
/// Without its marks such a text names all of its options alike, those that nobody has ticked too.
struct TickedList {
    struct Part {
        /// The whole of it.
        let text: String
        /// What stands beside the mark.
        let answer: String
        /// Whether it is ticked; nil where it has no mark, or one that does not tell.
        let isTicked: Bool?
        /// Whether a ring says that it is not, which may be a bullet as well.
        let isRing: Bool
        /// Whether an empty box says that it is not: then it matters not what stands beside it.
        let isEmptyBox: Bool
    }

    let parts: [Part]
    /// Whether each part tells by itself, and by like marks, whether it is ticked, and one is.
    let isClear: Bool

    /// Lists longer than this are no options but a text.
    private static let most = 200

    /// Nil where no part is ticked or has a box.
    ///
    /// - Parameter isAnswer: whether a part is an answer as it stands, whatever mark it may seem to have.
    init?(_ text: String, isAnswer: (String) -> Bool) {
        let pieces = Self.pieces(of: text)
        guard pieces.count <= Self.most else { return nil }
        let typed = pieces.map { piece -> (text: String, mark: Mark, answer: String) in
            guard let (mark, answer) = Mark.first(of: piece), !mark.mayBelong || !isAnswer(piece) else {
                return (piece, .absent, piece)
            }
            return (piece, mark, answer)
        }
        // Beside rings `×` may say no, as in Japan.
        let hasRing = typed.contains { $0.mark == .ring }
        let marked = typed.map { part in
            (text: part.text, mark: part.mark.settled(besideRings: hasRing), answer: part.answer)
        }
        let marks = Set(marked.map { $0.mark })
        let hasRings = marks.contains(.ring) && marks.contains(.filled) || Self.hasRings(text)
        guard hasRings || pieces.count > 1 && !marks.isDisjoint(with: [.tick, .cross, .no, .box]) else { return nil }
        let meanings = Meanings(marks)
        parts = marked.map { text, mark, answer in
            Part(
                text: text, answer: answer, isTicked: meanings.isTicked(mark), isRing: mark == .ring,
                isEmptyBox: mark == .box)
        }
        isClear = meanings.isClear && parts.allSatisfy { $0.isTicked != nil }
    }

    private static let separators: [@Sendable (Character) -> Bool] = [
        { $0 == ";" || $0 == "；" || $0.isNewline }, { ",、，،".contains($0) }, { "/|".contains($0) },
    ]

    /// The text cut where it is cut first.
    private static func pieces(of text: String) -> [String] {
        for separator in separators {
            let pieces = text.split(whereSeparator: separator).map { String($0).trimmed }.filter { !$0.isEmpty }
            if pieces.count > 1 { return pieces }
        }
        return [text.trimmed]
    }

    /// Whether rings stand beside filled ones, be it on one line.
    private static func hasRings(_ text: String) -> Bool {
        text.unicodeScalars.contains { Mark.signs[$0] == .ring }
            && text.unicodeScalars.contains { Mark.circles.contains($0) }
    }

    /// What the marks of a list mean beside each other.
    private struct Meanings {
        private let hasEmpties: Bool
        private let hasTicks: Bool
        private let chosen: Set<Mark>

        init(_ marks: Set<Mark>) {
            hasTicks = marks.contains(.tick) || marks.contains(.cross)
            hasEmpties = marks.contains(.ring) || marks.contains(.box)
            var chosen = marks.intersection([.tick, .cross, .no])
            if hasEmpties, marks.contains(.filled) { chosen.insert(.filled) }
            self.chosen = chosen
        }

        /// Whether one kind of mark ticks: beside ticks a cross may say no.
        var isClear: Bool { chosen.count == 1 && !chosen.contains(.no) }

        func isTicked(_ mark: Mark) -> Bool? {
            switch mark {
            case .tick, .cross: true
            case .box: false
            // By themselves these are bullets.
            case .filled: hasEmpties ? true : nil
            case .ring: chosen.isEmpty ? nil : false
            case .dash: hasTicks ? false : nil
            case .times, .no, .absent: nil
            }
        }
    }

    private enum Mark {
        case tick
        case cross
        /// `×`, which is a cross, or says no.
        case times
        /// A cross that says no, or marks.
        case no
        case filled
        case ring
        case box
        case dash
        case absent

        /// Whether an answer of the list may have it: "Class X", "Other ( )". `×` is no letter, and no label is told by it.
        var mayBelong: Bool { [.tick, .cross, .no, .box].contains(self) }

        /// What it is among the marks of a list.
        func settled(besideRings: Bool) -> Mark { self == .times ? (besideRings ? .no : .cross) : self }

        /// Whether it stands before the parts of any list.
        var isBullet: Bool { [.dash, .filled, .ring].contains(self) }

        static let circles: Set<Unicode.Scalar> = ["●", "◉", "⦿"]

        static let signs: [Unicode.Scalar: Mark] = [
            "✓": .tick, "✔": .tick, "☑": .tick, "✅": .tick, "√": .tick,
            "x": .cross, "X": .cross, "х": .cross, "Х": .cross, "×": .times, "☒": .cross,
            "✗": .no, "✘": .no, "✖": .no, "❌": .no, "❎": .no,
            "●": .filled, "◉": .filled, "⦿": .filled, "■": .filled, "◼": .filled, "○": .ring, "◯": .ring,
            "◻": .box, "☐": .box, "□": .box, "⬜": .box, "❑": .box, "❏": .box, "▢": .box,
            "-": .dash, "–": .dash,
        ]

        /// The mark with which a part begins, else that with which it ends, and what stands beside it; nil where there is none.
        static func first(of part: String) -> (mark: Mark, answer: String)? {
            let characters = Array(part)
            guard let (mark, length) = leading(characters) else { return last(of: part) }
            let answer = String(characters[length...]).trimmed
            // "- Users (x)": a bullet before an option with its own mark.
            if mark.isBullet, let own = last(of: answer), !own.mark.isBullet { return own }
            return answer.contains(where: \.isLetter) ? (mark, answer) : last(of: part)
        }

        private static func last(of part: String) -> (mark: Mark, answer: String)? {
            let characters = Array(part)
            guard let (mark, length) = leading(characters.reversed()) else { return nil }
            let answer = String(characters.dropLast(length)).trimmed
            return answer.contains(where: \.isLetter) ? (mark, answer) : nil
        }

        /// The mark with which characters begin, as they are read or from their end, and how many it takes.
        private static func leading(_ characters: [Character]) -> (mark: Mark, length: Int)? {
            guard let first = characters.first else { return nil }
            if let closing = closings[first] {
                guard let end = characters.prefix(6).firstIndex(of: closing) else { return nil }
                return boxed(characters[1..<end]).map { ($0, end + 1) }
            }
            // A line to be ticked: "__ Users", "_x_ Citizens".
            let word = characters.prefix { !$0.isWhitespace && $0 != ":" }
            if first == "_" { return boxed(word).map { ($0 == .box ? .dash : $0, word.count) } }
            guard let sign = first.unicodeScalars.first, let mark = signs[sign] else { return nil }
            // "X-ray" and "-some" have no mark; a sign that is no letter needs no space.
            return mark != .dash && !first.isLetter || word.count == 1 ? (mark, 1) : nil
        }

        /// Those of boxes, be they read from their end.
        private static let closings = Dictionary(
            uniqueKeysWithValues: EmptyBox.closings.flatMap { opening, closing in
                [(Character(opening), Character(closing)), (Character(closing), Character(opening))]
            })

        /// What stands in a box: nothing, or the sign that ticks it.
        private static func boxed(_ content: ArraySlice<Character>) -> Mark? {
            let signs = content.filter { !$0.unicodeScalars.allSatisfy(EmptyBox.isIdle) }
            guard let sign = signs.first?.unicodeScalars.first else { return .box }
            guard signs.count == 1, let mark = Self.signs[sign], [.tick, .cross, .times, .no].contains(mark) else {
                return nil
            }
            return mark
        }
    }
}
