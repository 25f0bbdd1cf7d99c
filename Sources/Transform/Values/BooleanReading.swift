import CodeLists

/// Yes and no as people type them.
enum BooleanReading {
    /// The truth value of a word or mark; nil where it is neither.
    static func read(_ text: String, customs: MarkCustoms) -> Bool? {
        guard text.utf8.count <= 100 else { return nil }
        let trimmed = text.trimmed
        // "[ ] Yes" is not ticked.
        guard !isQuestion(trimmed), !EmptyBox.stands(atAnEndOf: trimmed.utf8) else { return nil }
        if let own = customs.meaning(of: trimmed) { return own }
        if customs.leaveOpen(trimmed) { return nil }
        if let mark = marks[trimmed] { return mark }
        return meaning(trimmed)
    }

    /// Whether a question mark of any script stands in a text: "Yes?" is no answer.
    static func isQuestion(_ text: String) -> Bool { text.contains { "?？؟".contains($0) } }

    /// Whether a text is a cross that says no where others are ticks, and marks where it stands alone: ✗ and its like.
    static func isCross(_ text: String) -> Bool { crosses.contains(text.trimmed) }

    /// Whether a text is a tick or circle, beside which a cross says no.
    static func isTick(_ text: String) -> Bool { ticks.contains(text.trimmed) || isCircle(text) }

    /// Whether a text is a circle, which is yes in some languages and may be a bullet in others.
    static func isCircle(_ text: String) -> Bool { text.utf8.count <= 20 && circles.contains(text.trimmed) }

    /// Whether a text in a cell to be marked with an X means that it is not marked.
    static func isUnmarked(_ text: String) -> Bool {
        let trimmed = text.trimmed
        return ["-", "–", "—", "☐", "□"].contains(trimmed) || meaning(trimmed) == false
    }

    /// What a word means, or one in each of two or three languages that mean the same: `Yes / Sí`. A Latin letter or a digit alone is no such word:
    /// `1/1` and `s/s` stand for other things.
    private static func meaning(_ text: String) -> Bool? {
        if let meaning = YesNoMeaning.of(word(text)) { return meaning }
        let words = text.split { $0 == "/" || $0.isNewline }.map { word(String($0)) }
        guard (2...3).contains(words.count), words.allSatisfy({ $0.utf8.count > 1 }) else { return nil }
        let meanings = Set(words.map { YesNoMeaning.of($0) })
        return meanings.count == 1 ? meanings.first.flatMap(\.self) : nil
    }

    /// Lower case without diacritics and without punctuation at its ends.
    private static func word(_ text: String) -> String {
        let plain = PlainText.plain(text)
        guard let first = plain.firstIndex(where: { !$0.isPunctuation && !$0.isWhitespace }),
            let last = plain.lastIndex(where: { !$0.isPunctuation && !$0.isWhitespace })
        else { return "" }
        let bare = String(plain[first...last])
        // The number -1 is neither, nor are 1 % and #1.
        return plain.contains(where: { "-%‰#".contains($0) }) && bare.allSatisfy(\.isNumber) ? "" : bare
    }

    private static let ticks: Set = [
        "✓", "✔", "✔️", "☑", "☑️", "✅", "√", "ü", "þ", "\u{F0FC}", "\u{F0FE}", "\u{F052}", "\u{F050}",
        "レ", "ﾚ",
    ]
    private static let circles: Set = ["○", "◯", "〇", "◎"]
    private static let crosses: Set = ["✗", "✘", "✖", "✖️", "❌", "❎", "û", "\u{F0FB}", "\u{F0FD}", "ý", "☒", "×"]

    /// Marks that are no words. ü, ý and þ are what the check marks of the Wingdings font are without the font; the katakana レ looks like one.
    private static let marks: [String: Bool] = [
        "x": true, "X": true, "✓": true, "✔": true, "✔️": true, "☑": true, "☑️": true, "✅": true, "√": true, "☒": true,
        "×": true, "•": true, "●": true, "■": true, "⚫": true, "☐": false, "□": false, "ü": true, "Ü": true, "ý": true,
        "þ": true, "\u{F0FC}": true, "\u{F0FD}": true, "\u{F0FE}": true, "\u{F052}": true, "\u{F050}": true,
        "\u{F06F}": false, "\u{F0A8}": false, "х": true, "Х": true,
        "レ": true, "ﾚ": true,
    ]
}
