/// A difference of one letter between a text and a label: whether it can only be a slip of the pen.
///
/// At the beginning of a word a letter more or less turns it into its contrary ("moral", "amoral"; "ever", "never") or into another word ("other",
/// "mother"), and few slip there. In a short word it makes another one: "not", "now".
enum LabelSlip {
    /// The shortest word in which a slip is told from another word, in letters.
    private static let shortest = 4

    static func isHarmless(_ text: FoldedText, _ label: FoldedText) -> Bool {
        isHarmless(text.words.map { text.bytes(of: $0) }, label.words.map { label.bytes(of: $0) })
    }

    /// As for texts, for their words.
    static func isHarmless(_ text: [ArraySlice<UInt8>], _ label: [ArraySlice<UInt8>]) -> Bool {
        guard let text = LetteredWords(text), let label = LetteredWords(label) else { return false }
        let (own, others) = (text.letters, label.letters)
        guard abs(own.count - others.count) <= 1 else { return false }
        var place = 0
        while place < min(own.count, others.count), own[place] == others[place] { place += 1 }
        if own.count > others.count {
            return own[(place + 1)...] == others[place...] && !text.begins(at: place)
                && text.length(at: place) > shortest
        }
        if own.count < others.count {
            return own[place...] == others[(place + 1)...] && !label.begins(at: place)
                && label.length(at: place) >= shortest
        }
        if place == own.count { return true }
        guard label.length(at: place) >= shortest, text.length(at: place) >= shortest else { return false }
        if own[(place + 1)...] == others[(place + 1)...] { return !text.begins(at: place) && !label.begins(at: place) }
        let next = place + 1
        return next < own.count && own[place] == others[next] && own[next] == others[place]
            && own[(next + 1)...] == others[(next + 1)...]
    }
}

/// The letters of some words side by side, with the word of each.
private struct LetteredWords {
    private(set) var letters: [UInt16] = []
    private var wordOfLetter: [Int] = []
    private var lengths: [Int] = []

    /// Nil for scripts in which one sign is a syllable or a word.
    init?(_ words: [ArraySlice<UInt8>]) {
        for (number, word) in words.enumerated() {
            guard let own = Spelling.letters(word) else { return nil }
            letters += own
            wordOfLetter += repeatElement(number, count: own.count)
            lengths.append(own.count)
        }
    }

    /// Whether a word begins with this letter.
    func begins(at place: Int) -> Bool { place == 0 || wordOfLetter[place] != wordOfLetter[place - 1] }

    /// How many letters the word has in which this one stands.
    func length(at place: Int) -> Int { lengths[wordOfLetter[place]] }
}
