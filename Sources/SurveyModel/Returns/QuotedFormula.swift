/// A text written as a formula, `="0012"`, as report servers write it into CSV files, so that spreadsheet programs keep its zeros.
package enum QuotedFormula {
    /// What stands between the quotation marks; nil where the text is no such formula as a whole.
    package static func content(of text: String) -> String? {
        guard mayBe(text) else { return nil }
        let formula = text.withoutWhiteSpaceAtEnds
        guard formula.utf8.count > 2, formula.hasPrefix("=\""), formula.hasSuffix("\"") else { return nil }
        let content = String(formula.dropFirst(2).dropLast())
        // A mark that stands alone ends a text, and others follow: `="a"&"b"`.
        guard !content.replacing("\"\"", with: "").contains("\"") else { return nil }
        return content.replacing("\"\"", with: "\"")
    }

    /// Whether a text is such a formula with nothing but white space in it: an empty cell. Of a long text no more is read than up to its first letter.
    package static func isBlank(_ text: String) -> Bool {
        guard mayBe(text) else { return false }
        let formula = text.drop(while: \.isWhitespace)
        guard formula.hasPrefix("=\"") else { return false }
        let behind = formula.dropFirst(2).drop(while: \.isWhitespace)
        return behind.first == "\"" && behind.dropFirst().allSatisfy(\.isWhitespace)
    }

    /// Asked for every text: nearly all begin otherwise.
    private static func mayBe(_ text: String) -> Bool {
        text.utf8.first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "=")
    }
}
