/// Whether a label is another one but for a slip of the keyboard. A few letters can also make the opposite of it, or the next of several things.
enum QuestionSlip {
    /// Whether one folded label is the other with few letters changed, and no word of it another thing's.
    static func isSlip(_ left: String, _ right: String) -> Bool {
        EditDistance.isSlip(left, right) && !areApart(left, right)
    }

    /// Whether a word that only one of the labels has, or that stands in another's place, makes them labels of different things.
    private static func areApart(_ left: String, _ right: String) -> Bool {
        let (a, b) = (left.split(separator: " "), right.split(separator: " "))
        guard a.count != b.count else { return zip(a, b).contains { $0 != $1 && areApart($0, $1) } }
        // A space too many, or too few.
        if a.joined() == b.joined() { return false }
        let (own, other) = (Set(a), Set(b))
        return own.symmetricDifference(other).contains { isMark($0) || negations.contains($0) }
    }

    private static func areApart(_ word: Substring, _ other: Substring) -> Bool {
        isMark(word) && isMark(other) || isOpposite(word, other) || isOpposite(other, word)
    }

    /// Whether a word is a letter or a Roman number, by which one thing is told from the next: "Section A", "Part II".
    private static func isMark(_ word: Substring) -> Bool {
        word.count == 1 || (word.utf8.count <= 5 && word.utf8.allSatisfy(romans.contains))
    }

    /// Whether a word is the other with something in front that turns it round, or both have what is turned round: "imports" and "exports".
    private static func isOpposite(_ word: Substring, _ other: Substring) -> Bool {
        if word.hasSuffix(other), prefixes.contains(word.dropLast(other.count)) { return true }
        return pairs.contains { first, second in
            word.hasPrefix(first) && other.hasPrefix(second) && word.count > first.count + 2
                && word.dropFirst(first.count) == other.dropFirst(second.count)
        }
    }

    private static let romans = Set("ivx".utf8)
    private static let negations: Set<Substring> = ["no", "non", "not", "ohne", "pas", "sans", "sin", "without"]
    private static let prefixes: Set<Substring> = [
        "anti", "de", "dis", "fe", "il", "im", "in", "ir", "mis", "non", "un", "wo",
    ]
    private static let pairs = [
        ("e", "im"), ("ex", "im"), ("ex", "in"), ("de", "in"), ("out", "in"), ("inter", "intra"), ("extra", "intra"),
        ("extra", "inter"), ("macro", "micro"), ("max", "min"), ("over", "under"), ("post", "pre"),
    ]
}
