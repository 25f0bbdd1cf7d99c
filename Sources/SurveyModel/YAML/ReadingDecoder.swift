/// Limits, and the dialect of CSV returns.
extension DefinitionDecoder {
    func limits(_ node: YAMLNode?) -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: (node?.entries ?? []).compactMap { entry in
                entry.value.text.flatMap { Int($0) ?? ByteSize.bytes($0) }.map { (entry.key, $0) }
            })
    }

    mutating func csv(_ node: YAMLNode?) -> CSVDefinition {
        let delimiter = node?["delimiter"].flatMap { sign($0, "delimiter", word: "tab") }
        let quote = node?["quote"].flatMap { sign($0, "quote", word: "none") }
        if let node, let quote = node["quote"], quote.text != "none", quote.text == node["delimiter"]?.text {
            report(quote.position, "`quote` and `delimiter` of `csv` are the same", "Change one of the two.")
        }
        if let node, let escape = node["escape"], node["quote"]?.text == "none" {
            report(
                escape.position, "`escape` of `csv` says how a quote is written, but `quote` is none",
                "Remove one of the two.")
        }
        return CSVDefinition(
            delimiter: delimiter.map { $0 == "tab" ? "\t" : Character($0) },
            quote: quote.map { $0 == "none" ? CSVDefinition.Quote.none : .mark(Character($0)) },
            escape: (node?["escape"]?.text).flatMap { CSVDefinition.Escape(rawValue: $0) },
            encoding: node?["encoding"]?.text)
    }

    /// One ASCII character, or a word in its place; anything else is reported.
    private mutating func sign(_ node: YAMLNode, _ key: String, word: String) -> String? {
        let text = node.text ?? ""
        if text == word { return text }
        let isSign = text.utf8.count == 1 && !text.contains { $0.isLetter || $0.isNumber || $0.isNewline }
        if isSign, text != "\0", text != "\\" { return text }
        report(
            node.position, "`\(key)` of `csv` cannot be \(node.kind)",
            "Write one sign of ASCII between quotes, such as `\(key == "quote" ? "'\"'" : "\";\"")`, or `\(word)`.")
        return nil
    }
}
