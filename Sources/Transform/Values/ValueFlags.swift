import SurveyModel

/// Marks of quality beside values, such as "e" for estimated, as the survey declares them.
struct ValueFlags: Sendable {
    private let statuses: PhraseTable<String>?

    init(_ flags: [FlagMark]) {
        // The first that declares a mark counts.
        statuses =
            flags.isEmpty
            ? nil
            : PhraseTable(
                flags.reversed().flatMap { flag in
                    flag.marks.map { (flag.status, Self.phrase($0)) }
                })
    }

    /// A mark in parentheses and without is one mark.
    private static func phrase(_ mark: String) -> String {
        mark.replacing("(", with: "").replacing(")", with: "").replacing("|", with: "")
    }

    /// The status that the pieces behind a number end with, and how many of them are its mark.
    func last(of pieces: ArraySlice<TextPiece>) -> (status: String, length: Int)? {
        guard let statuses else { return nil }
        for length in stride(from: min(4, pieces.count), to: 0, by: -1) {
            if let status = statuses[pieces.suffix(length)] { return (status, length) }
        }
        return nil
    }

    /// The status that the pieces before a number begin with.
    func first(of pieces: ArraySlice<TextPiece>) -> (status: String, length: Int)? {
        statuses?.first(of: pieces).map { ($0.meaning, $0.length) }
    }
}
