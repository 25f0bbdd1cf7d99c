/// Words and phrases with what each means, compared as ``PlainText`` is: without case, diacritics and the points of abbreviations.
struct PhraseTable<Meaning: Sendable>: Sendable {
    private let meanings: [String: Meaning]
    private let longest: Int

    /// A table of meanings, each with its phrases separated by `|`.
    init(_ rows: [(Meaning, String)]) {
        var meanings: [String: Meaning] = [:]
        var longest = 0
        for (meaning, phrases) in rows {
            for phrase in phrases.split(separator: "|") {
                guard let pieces = TextPiece.cut(PlainText(String(phrase))), !pieces.isEmpty else { continue }
                longest = max(longest, pieces.count)
                meanings[Self.key(pieces[...])] = meaning
            }
        }
        self.meanings = meanings
        self.longest = longest
    }

    /// What the whole of the pieces means.
    subscript(_ pieces: ArraySlice<TextPiece>) -> Meaning? {
        pieces.count > longest ? nil : meanings[Self.key(pieces)]
    }

    /// The longest phrase with which the pieces begin.
    func first(of pieces: ArraySlice<TextPiece>) -> (meaning: Meaning, length: Int)? {
        var length = min(longest, pieces.count)
        while length > 0 {
            if let meaning = meanings[Self.key(pieces.prefix(length))] { return (meaning, length) }
            length -= 1
        }
        return nil
    }

    /// Phrases are kept without the points of abbreviations, but for single letters: "c." is "circa", "c" is not.
    static func key(_ pieces: ArraySlice<TextPiece>) -> String {
        pieces.map { piece in
            piece.kind == .word && piece.text.hasSuffix(".") && piece.text.unicodeScalars.count > 2
                ? String(piece.text.dropLast()) : piece.text
        }.joined(separator: " ")
    }
}

extension PhraseTable where Meaning == Bool {
    /// A table of phrases that mean one thing.
    init(_ phrases: String) {
        self.init([(true, phrases)])
    }
}
