/// A text written as a formula, `="0012"`, as report servers write it into CSV files, so that spreadsheet programs keep its zeros.
enum QuotedFormula {
    /// What stands between the quotation marks; nil where the text is no such formula as a whole.
    static func content(of text: String) -> String? {
        // Asked for every text: nearly all begin otherwise.
        guard text.utf8.first(where: { $0 != UInt8(ascii: " ") }) == UInt8(ascii: "=") else { return nil }
        let formula = text.trimmed
        guard formula.utf8.count > 2, formula.hasPrefix("=\""), formula.hasSuffix("\"") else { return nil }
        let content = String(formula.dropFirst(2).dropLast())
        // A mark that stands alone ends a text, and others follow: `="a"&"b"`.
        guard !content.replacing("\"\"", with: "").contains("\"") else { return nil }
        return content.replacing("\"\"", with: "\"")
    }
}
