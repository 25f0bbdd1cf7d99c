/// A code and its label in one cell, as people write them: `3 - large`, `3. large`, `large (3)`.
enum CodeWithLabel {
    /// A text cut in two: what may be the code, and what may be its label.
    struct Cut: Hashable {
        let code: String
        let label: String
        /// Whether nothing but a space parts a code of capital letters from the words: it counts only beside a label.
        let isLoose: Bool
    }

    /// Texts longer than this hold no code and label.
    static let longest = 400

    /// The ways in which a text can be a code and a label, the code first or last. Without a sign between the two only a code with a digit
    /// is one: a code that is a word may be the first word of a text. Two or three capitals beside small letters are one that counts less.
    static func cuts(of text: String) -> [Cut] {
        guard text.utf8.count <= longest else { return [] }
        let text = text.trimmed
        var cuts: [Cut] = []
        func add(_ code: Substring, _ label: Substring, codeLast: Bool) {
            let ends = codeLast ? [code.first, code.last, label.last] : [code.first, code.last, label.first]
            let isParted = ends.contains { $0.map(isSign) ?? false }
            let bareCode = bare(code)
            let isLoose = !isParted && !bareCode.contains(where: \.isNumber)
            let cut = Cut(code: bareCode, label: bare(label), isLoose: isLoose)
            guard !cut.code.isEmpty, cut.label.contains(where: \.isLetter), !cuts.contains(cut),
                !isLoose || areCapitals(cut.code) && cut.label.contains(where: \.isLowercase)
            else { return }
            cuts.append(cut)
        }
        if let space = text.firstIndex(where: \.isWhitespace) {
            add(text[..<space], text[space...].drop(while: \.isWhitespace), codeLast: false)
        }
        if let space = text.lastIndex(where: \.isWhitespace) {
            add(text[space...].dropFirst(), text[..<space], codeLast: true)
        }
        // "3-large", "3:large", "large(3)".
        if let sign = text.dropFirst().firstIndex(where: isSign) { add(text[..<sign], text[sign...], codeLast: false) }
        if let sign = text.dropLast().lastIndex(where: isSign) { add(text[sign...], text[..<sign], codeLast: true) }
        return cuts
    }

    /// What stands behind a word that hedges an answer, such as "rather" or "plutôt"; nil where there is none.
    static func withoutHedge(_ text: String) -> String? {
        guard text.utf8.count <= longest else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace)
        for count in [1, 2] where words.count > count {
            let head = words[..<count].joined(separator: " ")
            if hedges.contains(head.lowercased()) { return words[count...].joined(separator: " ") }
        }
        return nil
    }

    /// The words of a text without the signs at both ends of each.
    static func words(of text: String) -> [String] {
        text.split { $0.isWhitespace || ",;/|&+()[]、".contains($0) }.map { bare($0) }
    }

    /// The words with which the words that hedge begin.
    static var firstWordsOfHedges: Set<String> {
        Set(hedges.map { String($0.prefix { $0 != " " }) })
    }

    private static let hedges: Set = [
        "rather", "mostly", "mainly", "largely", "somewhat", "fairly", "quite", "probably", "plutôt", "plutot",
        "surtout",
        "principalement", "essentiellement", "assez", "más bien", "mas bien", "principalmente", "sobre todo", "eher",
        "überwiegend",
        "vorwiegend", "hauptsächlich", "ziemlich", "piuttosto", "prevalentemente", "vooral", "eerder", "raczej",
        "głównie", "ganska",
        "främst", "snarare", "spíše", "tal vez", "peut-être", "perhaps", "maybe",
    ]

    private static func areCapitals(_ code: String) -> Bool {
        (2...3).contains(code.utf8.count)
            && code.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    private static func isSign(_ character: Character) -> Bool { "-–—=:.,()[]|".contains(character) }

    /// Without white space and signs at both ends.
    static func bare(_ text: Substring) -> String {
        let isIdle = { (character: Character) in character.isWhitespace || isSign(character) }
        guard let first = text.firstIndex(where: { !isIdle($0) }), let last = text.lastIndex(where: { !isIdle($0) })
        else { return "" }
        return String(text[first...last])
    }
}
