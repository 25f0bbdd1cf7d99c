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

    /// Whether words behind a number are such as statisticians write for its quality.
    static func isLikely(_ pieces: ArraySlice<TextPiece>) -> Bool { likely[pieces] ?? false }

    private static let likely = PhraseTable(
        """
        e|est|estim|estimate|estimated|estimation|p|prov|provisional|prel|prelim|preliminary|r|rev|revised|f|forecast|projected|projection\
        |b|break|u|unreliable|i|imputed|*|* *|†|‡|#|estimé|estimée|provisoire|révisé|prévision|estimado|estimada|estimación|revisado\
        |geschätzt|schätzung|vorläufig|revidiert|szacunek|wstępne|uppskattning|preliminär|geschat|voorlopig|stima|provvisorio|estimativa
        """)

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
