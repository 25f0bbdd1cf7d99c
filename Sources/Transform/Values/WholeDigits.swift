/// Whole numbers in digits, of which a double does not hold all (IEEE 754, binary64).
enum WholeDigits {
    /// More digits than these are beyond what is compared: of so many not all are held, but of a few numbers.
    private static let most = 38

    /// Whether a text is a whole number in digits, perhaps in groups, and another one than the double that was made of it: 12345678901234567.
    static func areOther(_ text: String, than number: Double) -> Bool {
        // Below, all whole numbers are held.
        guard number.magnitude >= 0x1p53, let pieces = TextPiece.cut(PlainText(text)) else { return false }
        let numerals = pieces.filter { $0.kind == .numeral }
        guard numerals.count == 1, let numeral = numerals.first?.text, !numeral.contains("e") else { return false }
        // A mark that stands once before other digits is no group's where the whole has so many.
        let marks = numeral.filter { $0 == "." || $0 == "," }
        guard marks.count != 1, Set(marks).count <= 1 else { return false }
        let digits = numeral.filter(\.isNumber).drop { $0 == "0" }
        guard digits.count <= most, let typed = UInt128(digits) else { return true }
        return typed != UInt128(exactly: number.magnitude)
    }
}
