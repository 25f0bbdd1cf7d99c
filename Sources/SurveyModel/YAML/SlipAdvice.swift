/// What to write in place of slips that the spelling of a word does not explain.
extension [YAMLNode.Entry] {
    /// Whether an entry is what stands behind a comma of a text that lacks its quotation marks: a key without a value, on the line of the entry before it,
    /// as is only in braces.
    func isBehindComma(_ index: Int) -> Bool {
        index > 0 && self[index].value.isNull
            && self[index - 1].keyPosition.line == self[index].keyPosition.line
    }

    /// What to write where a comma in a text or number has made a key of what is behind it; nil where none has.
    func adviceOnComma(before index: Int) -> String? {
        guard isBehindComma(index) else { return nil }
        let separates = "in braces a comma separates."
        guard let text = self[index - 1].value.text else {
            return "A text with a comma stands between quotation marks: \(separates)"
        }
        let parts = [text] + self[index...].prefix { $0.value.isNull }.map(\.key)
        guard parts.allSatisfy({ part in !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) } }) else {
            let whole = parts.joined(separator: ", ").replacing("\"", with: "\\\"")
            return "Write `\(self[index - 1].key): \"\(whole)\"`, with the quotation marks: \(separates)"
        }
        let isGrouped = parts.dropFirst().allSatisfy { $0.utf8.count == 3 }
        if isGrouped { return "Write \(parts.joined()) without a comma: \(separates)" }
        return "Write \(parts.joined(separator: ".")) with a point: \(separates)"
    }
}

extension ObservationStatus {
    /// What to write where a status is given under the key for those of the other kind; nil where it is none, or `words` are no codes of statuses.
    static func advice(for word: String, among words: [String]) -> String? {
        let code = word.uppercased()
        if words == codesOfMissing, codesOfFlags.contains(code) {
            return "\(told(code)) is said of a value that is there: give it below `flags`."
        }
        if words == codesOfFlags, codesOfMissing.contains(code) {
            return "\(told(code)) says why there is no value: give it below `missing`."
        }
        return nil
    }

    private static func told(_ code: String) -> String { "'\(code)' (\(name(of: code) ?? code))" }
}
