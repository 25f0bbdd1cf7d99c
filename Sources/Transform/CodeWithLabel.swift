/// A code and its label in one cell, as people write them: `3 - large`, `3. large`, `large (3)`.
enum CodeWithLabel {
    /// A text cut in two: what may be the code, and what may be its label.
    struct Cut: Hashable {
        let code: String
        /// The code without the minus or point before it, which may part it from the label or be a bullet: it counts where no code has them. Nil where
        /// none stands there.
        let unsigned: String?
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
            let (own, plain) = (signed(code), bare(code))
            let isLoose = !isParted && !own.contains(where: \.isNumber)
            // In "2 - 5 years" a sign parts the two, in "2: -5 degrees" it is the label's.
            let parts = !codeLast && label.first.map(isSign) ?? false && !(code.last.map(isSign) ?? false)
            let cut = Cut(
                code: own, unsigned: plain == own ? nil : plain, label: signed(parts ? label.dropFirst() : label),
                isLoose: isLoose)
            guard !cut.code.isEmpty, cut.label.contains(where: \.isLetter), !cuts.contains(cut),
                !isLoose || areCapitals(cut.code) && cut.label.contains(where: \.isLowercase)
            else { return }
            cuts.append(cut)
        }
        // The blank behind a minus parts nothing.
        let start = numberBehindMinus(text[...]) ?? text.startIndex
        if let space = text[start...].firstIndex(where: \.isWhitespace) {
            add(text[..<space], text[space...].drop(while: \.isWhitespace), codeLast: false)
        }
        if let space = text.lastIndex(where: \.isWhitespace) {
            add(text[space...].dropFirst(), text[..<space], codeLast: true)
        }
        // "3-large", "3:large", "large(3)".
        let words = text.drop(while: isIdle)
        if let sign = words.dropFirst().firstIndex(where: isSign) { add(text[..<sign], text[sign...], codeLast: false) }
        if let sign = text.dropLast().lastIndex(where: isSign) {
            let (label, code) = (text[..<sign], text[sign...])
            add(code, label, codeLast: true)
            // The dash of "Better-1" and "Better - 1" may be a minus, or part the two; that of "Better -1" and "Better (-1)" is one.
            if numberBehindMinus(code) != nil, !isMinus(code, behind: label) {
                add(code.dropFirst(), label, codeLast: true)
            }
        }
        return cuts
    }

    /// Whether a dash before a code is a minus by the blanks around it, or a parenthesis before it.
    private static func isMinus(_ code: Substring, behind label: Substring) -> Bool {
        let isParted = label.last.map { $0.isWhitespace || isSign($0) } ?? false
        return isParted && !(code.dropFirst().first?.isWhitespace ?? false)
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

    /// The words of a text without the signs at both ends of each, but with what ``signed(_:)`` keeps.
    static func words(of text: String) -> [String] {
        text.split { $0.isWhitespace || ",;/|&+()[]、".contains($0) }.map { signed($0) }
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

    private static func isSign(_ character: Character) -> Bool { isDash(character) || "=:.,()[]|".contains(character) }

    static func isDash(_ character: Character) -> Bool { "-–—−‐‑‒".contains(character) }

    private static func isIdle(_ character: Character) -> Bool { character.isWhitespace || isSign(character) }

    /// Without white space and signs at both ends, but with a minus or a decimal point before a number, without which it is another one. A minus is
    /// written as codes have it: `-9`.
    static func signed(_ text: Substring) -> String {
        guard let last = text.lastIndex(where: { !isIdle($0) }) else { return "" }
        var rest = text[...last]
        var isBehindPoint = false
        while let first = rest.first, isIdle(first) {
            if let number = numberBehindMinus(rest) { return "-\(rest[number...])" }
            if first == ".", !isBehindPoint, let next = rest.dropFirst().first, next.isNumber { break }
            // The points of ".....2" lead to the number.
            isBehindPoint = first == "."
            rest = rest.dropFirst()
        }
        return String(rest)
    }

    /// Where the number begins before which a text has a dash, be it with a blank behind it; nil where it begins otherwise.
    private static func numberBehindMinus(_ text: Substring) -> Substring.Index? {
        guard let first = text.first, isDash(first),
            let next = text.dropFirst().firstIndex(where: { !$0.isWhitespace }), text[next].isNumber
        else { return nil }
        return next
    }

    /// Without white space and signs at both ends.
    static func bare(_ text: Substring) -> String {
        guard let first = text.firstIndex(where: { !isIdle($0) }), let last = text.lastIndex(where: { !isIdle($0) })
        else { return "" }
        return String(text[first...last])
    }
}
