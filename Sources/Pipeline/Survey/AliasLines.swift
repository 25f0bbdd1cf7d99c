import Foundation

/// What the lines of `aliases.csv` decide, to find two that contradict each other: the later would count in silence.
struct AliasLines {
    private struct Text: Hashable {
        let list: String
        let raw: String
    }

    private var decided: [Text: (line: Int, code: String)] = [:]

    /// Takes a line.
    ///
    /// - Returns: the earlier line that gives the same text another code; nil where there is none.
    mutating func contradicted(by code: String, for raw: String, list: String, line: Int) -> Int? {
        let text = Text(list: list, raw: raw.trimmingCharacters(in: .whitespacesAndNewlines))
        guard let earlier = decided[text] else {
            decided[text] = (line: line, code: code)
            return nil
        }
        return earlier.code == code ? nil : earlier.line
    }
}
