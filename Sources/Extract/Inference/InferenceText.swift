import SurveyModel

/// What texts in a questionnaire are for, as their form tells.
enum InferenceText {
    /// A text with its line breaks and runs of white space made single spaces.
    static func onOneLine(_ text: String) -> String {
        text.split { $0.isWhitespace }.joined(separator: " ")
    }

    /// The two halves of a text in two languages: `City / Ville`, or one language in each of two lines.
    static func halves(_ text: String) -> (first: String, second: String)? {
        for separator in [" / ", "\n"] {
            let parts = text.split(separator: separator).map { onOneLine(String($0)) }.filter { !$0.isEmpty }
            guard parts.count == 2, parts.allSatisfy({ $0.contains(where: \.isLetter) }) else { continue }
            return (parts[0], parts[1])
        }
        return nil
    }

    /// The second language of texts of which most are in two; nil where they are in one.
    static func languages(of texts: [String]) -> (first: String, second: String)? {
        let words = texts.filter { $0.contains(where: \.isLetter) && $0.count <= 300 }
        let pairs = words.compactMap(halves)
        guard pairs.count >= 5, pairs.count * 2 >= words.count,
            let first = InferenceWords.language(of: pairs.map(\.first)),
            let second = InferenceWords.language(of: pairs.map(\.second)), first != second
        else { return nil }
        return (first, second)
    }

    /// Whether a text only holds a place: `< Select >`, `[enter text]`, `Please select`, `dd/mm/yyyy`.
    static func isPlaceholder(_ text: String) -> Bool {
        guard let first = text.first, text.count <= 60 else { return false }
        if (first == "<" && text.last == ">") || (first == "[" && text.last == "]") { return true }
        if text.allSatisfy({ "_.…".contains($0) }) { return text.count >= 3 }
        let folded = TextFolding.fold(text)
        if ["dd mm yyyy", "jj mm aaaa", "mm dd yyyy", "yyyy mm dd", "dd mm aaaa", "tt mm jjjj"].contains(folded) {
            return true
        }
        // "Enter the number of staff:" asks; "Please select" only holds the place.
        let asks = text.hasSuffix(":") || text.hasSuffix("?") || words(text).count > 4
        return InferenceWords.placeholders.contains { folded == $0 || !asks && folded.hasPrefix($0 + " ") }
    }

    /// Whether a text tells something rather than asks: a sentence, or too long for a label.
    static func isSentence(_ text: String) -> Bool {
        if text.count > 200 { return true }
        guard text.split(separator: " ").count >= 5, let last = text.last else { return false }
        return ".!;".contains(last) || text.contains(". ") && !text.hasSuffix("?") && text.count > 80
    }

    /// Whether a text is nothing but a question's or a section's number: `1.1`, `Q3`, `A2b`, `(4)`, `A.1`, `A.`, `IV.`.
    static func isNumbering(_ text: String) -> Bool {
        let bare = text.trimmed { "().:".contains($0) || $0.isWhitespace }
        guard (1...8).contains(bare.count), !InferenceWords.substances.contains(UnitText.plain(bare).lowercased())
        else { return false }
        let letters = bare.prefix { $0.isLetter }
        guard bare.contains(where: \.isNumber) else {
            // A letter alone is a word; with a full stop or parenthesis it numbers a section.
            let isOne = letters.count == 1 || letters.allSatisfy { "IVX".contains($0) }
            return isOne && letters == bare && letters.allSatisfy { $0.isASCII && $0.isUppercase } && text != bare
        }
        var rest = bare.dropFirst(letters.count)
        if !letters.isEmpty, rest.first == "." { rest = rest.dropFirst() }
        guard letters.count <= 2, rest.first?.isNumber ?? false else { return false }
        let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "-" }
        // A year is part of its label: the budget of 2024 is not that of 2025.
        if letters.isEmpty, let year = Int(bare), (1_900...2_100).contains(year) { return false }
        return rest.count - digits.count <= 1 && rest.dropFirst(digits.count).allSatisfy(\.isLowercase)
    }

    /// The number in front of a label, such as `1.1`; nil where there is none or nothing else.
    static func numbering(of text: String) -> String? {
        guard let space = text.firstIndex(where: \.isWhitespace) else { return nil }
        let first = String(text[..<space])
        guard isNumbering(first), !isUnit(first), text[space...].contains(where: \.isLetter) else { return nil }
        return first.trimmed { "().:".contains($0) }
    }

    /// Whether a word that could be a number by its form is a unit: `km²`.
    private static func isUnit(_ word: String) -> Bool { word.contains(where: \.isNumber) && UnitText.isUnit(word) }

    /// A label without its number, and without a colon or star at its end.
    static func withoutNumbering(_ text: String) -> String {
        var rest = Substring(text)
        if numbering(of: text) != nil, let space = text.firstIndex(where: \.isWhitespace) {
            rest = text[space...].drop { $0.isWhitespace || "-–—:".contains($0) }
        }
        return withoutMarks(String(rest)) ?? text
    }

    /// A label as it is looked for in returns: without its number where labels are compared without it too. `I. Basis` and `A.1 Policy` are not.
    static func sought(_ text: String) -> String {
        let bare = withoutNumbering(text)
        return LabelText(bare).core == LabelText(text).core ? bare : withoutMarks(text) ?? text
    }

    /// A label without a colon or star at its end; nil where it is nothing else.
    private static func withoutMarks(_ text: String) -> String? {
        let bare = text.trimmed { $0.isWhitespace || $0 == "*" || $0 == ":" }
        return bare.isEmpty ? nil : bare
    }

    /// What stands in a label's last parentheses.
    static func parenthesis(of text: String) -> String? {
        guard let open = text.lastIndex(of: "("), let close = text.lastIndex(of: ")"), open < close else { return nil }
        return String(text[text.index(after: open)..<close])
    }

    /// A label without what stands in parentheses.
    static func withoutParentheses(_ text: String) -> String {
        var depth = 0
        let kept = text.filter { character in
            if character == "(" { depth += 1 }
            defer { if character == ")" { depth = max(0, depth - 1) } }
            return depth == 0
        }
        let bare = onOneLine(kept)
        return bare.isEmpty ? text : bare
    }

    /// The words of a text, folded.
    static func words(_ text: String) -> [String] {
        TextFolding.fold(text).split(separator: " ").map(String.init)
    }

    /// Whether a text begins with one of the words for a total.
    static func isTotal(_ text: String) -> Bool {
        guard let first = words(text).first else { return false }
        return InferenceWords.totals.contains(first)
    }

    /// The ways to read a heading such as "Practice 3": its words with `{n}` for the number, and the number. Where the number stands in both of two
    /// languages, "Practice 3 / Pratique 3", each half has it.
    static func numbered(_ text: String) -> [(start: String, number: Int)] {
        let last = lastNumbered(text)
        let both = bothNumbered(text)
        return [last, both?.start == last?.start ? nil : both].compactMap(\.self)
    }

    /// A heading by its last number; words behind it are dropped: the heading is found with them too.
    private static func lastNumbered(_ text: String) -> (start: String, number: Int)? {
        guard text.count <= 60 else { return nil }
        let words = text.split(separator: " ")
        for (index, word) in words.enumerated().reversed() where index > 0 {
            guard let number = headingNumber(word) else { continue }
            let before = words[..<index].joined(separator: " ")
            guard before.contains(where: \.isLetter) else { return nil }
            return ("\(before) {n}", number)
        }
        return lastJoined(text)
    }

    /// A heading in a script that puts no space before a number: "事業1".
    private static func lastJoined(_ text: String) -> (start: String, number: Int)? {
        let digits = text.reversed().prefix { $0.isNumber }.count
        let before = text.dropLast(digits)
        guard let last = before.last, last.isLetter, let scalar = last.unicodeScalars.first, scalar.value >= 0x3040,
            let number = headingNumber(text.suffix(digits))
        else { return nil }
        return ("\(before){n}", number)
    }

    /// A heading that has one number twice, for each of two languages.
    private static func bothNumbered(_ text: String) -> (start: String, number: Int)? {
        if let halves = halves(text) {
            guard let first = lastNumbered(halves.first), let second = lastNumbered(halves.second),
                first.number == second.number
            else { return nil }
            return ("\(first.start) / \(second.start)", first.number)
        }
        guard let (start, number) = lastNumbered(text) else { return nil }
        let words = start.split(separator: " ").map { headingNumber($0) == number ? "{n}" : $0 }
        return (words.joined(separator: " "), number)
    }

    /// The number that a word of a heading is, such as `3`, `3:` or `3.`.
    private static func headingNumber(_ word: Substring) -> Int? {
        guard word.allSatisfy({ $0.isNumber || ":.)".contains($0) }),
            let number = Int(TextFolding.withPlainDigits(String(word.filter(\.isNumber)))), (1...999).contains(number)
        else { return nil }
        return number
    }
}

extension String {
    /// Without the characters at either end that a condition drops.
    func trimmed(_ isDropped: (Character) -> Bool) -> String {
        var rest = Substring(self)
        while let first = rest.first, isDropped(first) { rest.removeFirst() }
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return String(rest)
    }
}
