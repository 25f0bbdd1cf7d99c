/// A number with one of Unicode's fractions, such as `½`, `1 ½` or `2½`, that ends within three decimals.
struct VulgarFraction {
    /// The text with a decimal point in its place: `2.5`.
    let decimal: String

    private static let decimals: [Character: String] = [
        "½": "5", "¼": "25", "¾": "75", "⅕": "2", "⅖": "4", "⅗": "6", "⅘": "8", "⅛": "125", "⅜": "375", "⅝": "625",
        "⅞": "875", "⅒": "1",
    ]

    /// Nil where there is no such fraction; one whose whole number has a fraction of its own is left to be no number.
    init?(_ text: String) {
        guard text.utf8.contains(where: { $0 >= 0x80 }), text.contains(where: { Self.decimals[$0] != nil }) else {
            return nil
        }
        var result = ""
        for character in text {
            guard let digits = Self.decimals[character] else {
                result.append(character)
                continue
            }
            let whole = result.lastIndex { !$0.isWhitespace }.map { result[...$0] } ?? ""
            if whole.last?.isWholeNumber ?? false {
                result = String(whole)
            } else {
                result += "0"
            }
            result += "." + digits
        }
        decimal = result
    }
}
