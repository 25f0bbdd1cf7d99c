/// A number of which the ten thousands, thousands and so on are given each in digits, as in Chinese, Japanese and Korean: `35万2千`, `1億2000万`.
enum CompoundNumeral {
    /// Texts longer than this are none.
    private static let longest = 200

    private static let small: [Unicode.Scalar: Int] = ["十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000]
    private static let large: [Unicode.Scalar: Int] = [
        "万": 10_000, "萬": 10_000, "만": 10_000, "億": 100_000_000, "亿": 100_000_000, "억": 100_000_000,
    ]
    /// Signs that make another number of the digits before or behind them.
    static let signs = Set("十百千万萬億亿兆割分厘半〇零一二三四五六七八九两십백천만억조".unicodeScalars)

    /// A text with its one such number in digits; nil where there is none, or it is not clear which. Of `3万5` the 5 may be 5000 or 5.
    static func digits(for text: String, setting: NumberSetting) -> String? {
        // Where thousands are asked for, it would not be clear what is given in them. Most texts have no such signs.
        guard setting.stated == 0, setting.shift == 0, text.utf8.count <= longest,
            text.utf8.contains(where: { $0 >= 0xE0 })
        else { return nil }
        let scalars = PlainText(text).scalars
        guard let start = scalars.firstIndex(where: TextPiece.isDigit), !ends(scalars[..<start], in: ".,"),
            let found = number(in: scalars[start...])
        else { return nil }
        let behind = scalars[found.end...]
        guard !behind.contains(where: TextPiece.isDigit), !(behind.first.map { signs.contains($0) } ?? false) else {
            return nil
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[..<start])
        result.append(contentsOf: String(found.number).unicodeScalars)
        result.append(contentsOf: behind)
        return String(result)
    }

    /// The number with which scalars begin, and where it ends; nil where its parts are not two or more, from the greatest to the least.
    private static func number(in scalars: ArraySlice<Unicode.Scalar>) -> (number: Int, end: Int)? {
        var (total, section) = (0, 0)
        var (lastLarge, lastSmall) = (Int.max, Int.max)
        var parts = 0
        var rest = scalars
        while let first = rest.first, TextPiece.isDigit(first) {
            guard let (number, length, end) = run(rest) else { return nil }
            parts += 1
            rest = rest[end...]
            if let power = rest.first.flatMap({ small[$0] }) {
                guard (1...9).contains(number), power < lastSmall else { return nil }
                section += number * power
                lastSmall = power
                rest = rest.dropFirst()
                // "2千万" is two thousand times ten thousand.
                guard rest.first.flatMap({ large[$0] }) != nil else { continue }
            } else if rest.first.flatMap({ large[$0] }) != nil {
                guard number > 0, number < min(lastSmall, 10_000) else { return nil }
                section += number
            } else {
                // The last digits, of which none may be missing.
                let power = min(lastSmall, lastLarge)
                guard String(power).utf8.count == length + 1 else { return nil }
                section += number
                break
            }
            guard let power = rest.first.flatMap({ large[$0] }), power < lastLarge else { return nil }
            total += section * power
            (section, lastLarge, lastSmall) = (0, power, Int.max)
            rest = rest.dropFirst()
        }
        return parts > 1 ? (total + section, rest.startIndex) : nil
    }

    /// The digits with which scalars begin, perhaps in groups of three.
    private static func run(_ scalars: ArraySlice<Unicode.Scalar>) -> (number: Int, length: Int, end: Int)? {
        var end = scalars.startIndex
        while end < scalars.endIndex, TextPiece.isDigit(scalars[end]) || scalars[end] == "," { end += 1 }
        let groups = scalars[..<end].split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, groups.count == 1 || (1...3).contains(first.count),
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        var digits = String.UnicodeScalarView()
        for group in groups { digits.append(contentsOf: group) }
        // Nine digits and more belong to no such number.
        guard digits.count <= 8, let number = Int(String(digits)) else { return nil }
        return (number, digits.count, end)
    }

    private static func ends(_ scalars: ArraySlice<Unicode.Scalar>, in marks: String) -> Bool {
        scalars.last.map { marks.unicodeScalars.contains($0) } ?? false
    }
}
