import SurveyModel

/// The marks that say why there is no value, with the status that each stands for.
struct MissingMarks: Sendable {
    /// No mark is longer, in bytes.
    private static let longest = 400

    /// By the marks in lower case.
    private let statuses: [String: String]
    /// For each sign of ASCII whether a mark begins with it; nil where one begins with another sign, so that any text may be a mark.
    private let beginnings: [Bool]?
    /// Whether a mark is a number, such as -99.
    let hasNumbers: Bool

    init(_ marks: [MissingMark]) {
        let statuses = Dictionary(
            marks.flatMap { mark in mark.marks.map { ($0.trimmed.lowercased(), mark.status) } }
        ) { first, _ in first }
        self.statuses = statuses
        hasNumbers = statuses.keys.contains { Double($0) != nil }
        let first = statuses.keys.compactMap(\.utf8.first)
        if first.allSatisfy({ $0 < 0x80 }) {
            var beginnings = [Bool](repeating: false, count: 0x80)
            for byte in first { beginnings[Int(byte)] = true }
            self.beginnings = beginnings
        } else {
            beginnings = nil
        }
    }

    /// The status that a text stands for, if it is a mark.
    func status(of text: String) -> String? {
        guard text.utf8.count <= Self.longest, mayBeMark(text) else { return nil }
        return statuses[text.trimmed.lowercased()]
    }

    /// Whether a text begins as a mark does, as few answers do: to make it ready to be looked up costs more than to look at its first letter.
    private func mayBeMark(_ text: String) -> Bool {
        guard let beginnings else { return true }
        var bytes = text.utf8.makeIterator()
        // White space in front does not count. Before another sign of ASCII a visible one is a letter of its own, of which only the case changes.
        guard let first = bytes.next(), (0x21...0x7E).contains(first), bytes.next() ?? 0 < 0x80 else { return true }
        return beginnings[Int((0x41...0x5A).contains(first) ? first | 0x20 : first)]
    }
}
