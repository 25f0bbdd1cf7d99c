/// What Canvass has written into the note of a cell, and what others have written there: they answer where they are asked.
///
/// Ours stands between two marks that nobody sees. Behind the second, digits that nobody sees either tell whether it still says what
/// it said, for an answer may also be typed in the midst of it.
public struct OwnNote: Sendable, Hashable {
    /// What every note of ours begins with: two invisible separators (U+2063).
    public static let mark = "\u{2063}\u{2063}"
    /// What it ends with, in front of the digits: two invisible plus signs (U+2064).
    private static let end = "\u{2064}\u{2064}"
    /// The digits from 0 to 3: U+2061 to U+2064.
    private static let digits: [Unicode.Scalar] = ["\u{2061}", "\u{2062}", "\u{2063}", "\u{2064}"]
    private static let digitCount = 8

    /// What others have written in front of ours and behind it; also ours, as it is now, where they have changed it.
    public let others: String
    /// All that follows the mark where there is no end, as in notes of Canvass before it wrote one: what of it is ours cannot be told.
    private let undivided: String

    /// Takes a note's text apart; nil where nothing in it is ours.
    public init?(in note: String) {
        guard let start = note.firstRange(of: Self.mark) else { return nil }
        let rest = note[start.upperBound...]
        guard let end = rest.firstRange(of: Self.end) else {
            others = Self.visible(note[..<start.lowerBound])
            undivided = Self.visible(rest)
            return
        }
        let own = rest[..<end.lowerBound]
        let behind = rest[end.upperBound...].unicodeScalars
        // Who deletes what stands last deletes a digit.
        let check = behind.prefix(Self.digitCount).prefix { Self.digits.contains($0) }
        let isAltered = !check.elementsEqual(Self.check(own))
        others = Self.joined([
            Self.visible(note[..<start.lowerBound]), isAltered ? Self.visible(own) : "",
            Self.visible(Substring(behind[check.endIndex...])),
        ])
        undivided = ""
    }

    /// All of it that may be somebody else's.
    public var told: String { Self.joined([others, undivided]) }

    /// A text of ours as it stands in a note.
    public static func written(_ text: String) -> String {
        // What is quoted may have the signs of our marks, which nobody sees there.
        var own = String.UnicodeScalarView()
        own.append(contentsOf: text.unicodeScalars.filter { !digits.contains($0) })
        var check = String.UnicodeScalarView()
        check.append(contentsOf: Self.check(String(own)))
        return mark + String(own) + end + String(check)
    }

    private static func joined(_ texts: [String]) -> String {
        texts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// A text without what belongs to our marks, and without white space at its ends.
    private static func visible(_ text: Substring) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.filter { !digits.contains($0) })
        return String(scalars).withoutWhiteSpaceAtEnds
    }

    /// The digits of a text: its checksum (FNV-1a over characters). Blanks, line ends and control characters do not count, which
    /// programs write in their own ways.
    private static func check(_ text: some StringProtocol) -> [Unicode.Scalar] {
        let sum = ScalarHash.of(
            text.unicodeScalars.lazy.filter { scalar in
                let value = scalar.value
                return value > 0x20 && (value < 0x7F || value > 0x9F && !scalar.properties.isWhitespace)
            })
        return (0..<digitCount).map { digits[Int(sum >> (2 * UInt32($0)) & 3)] }
    }
}
