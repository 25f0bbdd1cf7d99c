import CodeLists

/// Several choices in one cell, as people separate them.
enum CodeChoices {
    /// Parts beyond this number are no choices but a text.
    private static let most = 200
    /// So many parts are told apart in all, since each line may have many: what is behind them is one part. All countries of the world are fewer.
    private static let mostInAll = 400
    /// How many bytes a choice may have that is put together again, or parted at "and": no label is as long. Each byte is asked for with what stands
    /// around it, so that longer ones would take the time of many texts.
    private static let longest = 2_000

    /// The choices of a text. What is a code or label as a whole is not split; else it is split at line breaks, what is still no code at semicolons, then
    /// at bars, bullets and slashes, then at commas, then at "and".
    ///
    /// - Parameters:
    ///   - language: the language of the text if it is known.
    ///   - isChoice: whether a text is surely one code.
    static func parts(of text: String, language: String?, isChoice: (String) -> Bool) -> [String] {
        guard pieces(of: text, at: { $0.isNewline || isSemicolon($0) }).count <= most else {
            return [withoutBullet(text)]
        }
        let text = withoutDashes(text)
        return split(withoutBullet(text), level: 0, room: mostInAll, language, isChoice: isChoice)
    }

    /// Lines first: what stands in several cells comes in lines, and the label in one of them may have any of the other signs.
    private static let separators: [@Sendable (Character) -> Bool] = [
        { $0.isNewline }, { CodeChoices.isSemicolon($0) }, { "|•·▪►‣●/".contains($0) }, { ",、，،".contains($0) },
    ]

    private static func isSemicolon(_ character: Character) -> Bool { character == ";" || character == "；" }

    /// What stands between separators, but for blanks.
    private static func pieces(of text: String, at isSeparator: (Character) -> Bool) -> [Substring] {
        text.split(whereSeparator: isSeparator).filter { $0.contains { !$0.isWhitespace } }
    }

    /// - Parameter room: how many parts there may be.
    private static func split(
        _ text: String, level: Int, room: Int, _ language: String?, isChoice: (String) -> Bool
    ) -> [String] {
        guard level < separators.count else {
            let parts = splitAtAnd(text, language, isChoice: isChoice)
            return parts.count <= room ? parts : [text]
        }
        let atoms = pieces(of: text, at: separators[level])
        guard atoms.count <= most else { return [text] }
        guard atoms.count > 1 else {
            return split(
                atoms.first.map { clean($0) } ?? text, level: level + 1, room: room, language, isChoice: isChoice)
        }
        var parts: [String] = []
        var index = 0
        while index < atoms.count {
            guard parts.count + 1 < room else {
                parts.append(clean(text[atoms[index].startIndex...]))
                break
            }
            // A label with a separator in it, such as "Review, evaluation", is put together again; lines are not.
            let last = (index..<min(index + (level == 0 ? 1 : 4), atoms.count)).last { last in
                let piece = text[atoms[index].startIndex..<atoms[last].endIndex]
                return (last == index || piece.utf8.count <= longest) && isChoice(clean(piece))
            }
            if let last {
                parts.append(clean(text[atoms[index].startIndex..<atoms[last].endIndex]))
                index = last + 1
            } else {
                // What follows is one part at least.
                let left = room - parts.count - (index + 1 < atoms.count ? 1 : 0)
                parts += split(clean(atoms[index]), level: level + 1, room: left, language, isChoice: isChoice)
                index += 1
            }
        }
        return parts
    }

    /// The choices of a text that begins with a code, has another one behind a separator or "and", and is cut before each: "02 Defence; 02.2 Civil
    /// defence", which is like a code and its label as a whole. Nil where there are not several.
    ///
    /// - Parameter isCode: whether a word is a code of the list.
    static func coded(of text: String, language: String?, isCode: (String) -> Bool) -> [String]? {
        guard text.utf8.count <= longest else { return nil }
        var starts: [String.Index] = []
        var ends: [String.Index] = []
        var lastEnd = text.startIndex
        for piece in pieces(of: text, at: { $0.isNewline || isSemicolon($0) || "|•·▪►‣●/,、，،&+".contains($0) }) {
            var isParted = true
            for word in piece.split(whereSeparator: \.isWhitespace) {
                if isParted, isCode(CodeWithLabel.signed(word)) {
                    if !starts.isEmpty { ends.append(lastEnd) }
                    starts.append(word.startIndex)
                } else if starts.isEmpty {
                    return nil
                }
                isParted = LinkWords.isJoining(word, language: language)
                if !isParted { lastEnd = word.endIndex }
            }
        }
        ends.append(lastEnd)
        return starts.count < 2 ? nil : zip(starts, ends).map { String(text[$0..<$1]) }
    }

    /// "Design and delivery": split only where both sides are choices, so that "and" may belong to a label.
    private static func splitAtAnd(_ text: String, _ language: String?, isChoice: (String) -> Bool) -> [String] {
        guard text.utf8.count <= longest else { return [text] }
        let words = text.split { $0.isWhitespace }
        let joined = pieces(of: text, at: { "&+＆＋".contains($0) }).map { clean($0) }
        guard words.count >= 2 || joined.count > 1, words.count <= 40, !isChoice(text) else { return [text] }
        // "a, b, and c": the comma has split it before.
        if words.count > 1, LinkWords.isJoining(words[0], language: language) {
            let rest = clean(text[words[1].startIndex...])
            return isChoice(rest) ? [rest] : [text]
        }
        for index in words.indices.dropFirst().dropLast() where LinkWords.isJoining(words[index], language: language) {
            let first = clean(text[..<words[index - 1].endIndex])
            let rest = clean(text[words[index + 1].startIndex...])
            guard isChoice(first) else { continue }
            let others = isChoice(rest) ? [rest] : splitAtAnd(rest, language, isChoice: isChoice)
            if others.allSatisfy(isChoice) { return [first] + others }
        }
        // "Health&education".
        return (2...most).contains(joined.count) && joined.allSatisfy(isChoice) ? joined : [text]
    }

    private static func clean(_ text: some StringProtocol) -> String {
        withoutBullet(String(text).trimmed)
    }

    /// Without the dashes before the lines of a list that all begin with one: such a dash is a bullet, be there a number behind it.
    private static func withoutDashes(_ text: String) -> String {
        let lines = pieces(of: text, at: { $0.isNewline })
        let rests = lines.compactMap { line -> Substring? in
            let rest = line.drop(while: \.isWhitespace).dropFirst()
            guard let dash = line.first(where: { !$0.isWhitespace }), CodeWithLabel.isDash(dash),
                rest.first?.isWhitespace ?? false, rest.contains(where: { !$0.isWhitespace })
            else { return nil }
            return rest
        }
        return rests.count > 1 && rests.count == lines.count ? rests.joined(separator: "\n") : text
    }

    /// Without a bullet or number before the words: "- Delivery", "2) Delivery". A dash before a number may be a minus.
    private static func withoutBullet(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }) else { return text }
        var end = first
        let isDash = CodeWithLabel.isDash(text[first])
        if isDash || "*•·▪►‣○●".contains(text[first]) {
            end = text.index(after: first)
        } else {
            let digits = text[first...].prefix { $0.isASCII && $0.isNumber }
            guard (1...2).contains(digits.count), digits.endIndex < text.endIndex, ").".contains(text[digits.endIndex])
            else { return text }
            end = text.index(after: digits.endIndex)
        }
        guard end < text.endIndex, text[end].isWhitespace else { return text }
        let rest = String(text[end...]).trimmed
        return rest.isEmpty || isDash && rest.first?.isNumber ?? false ? text : rest
    }

    /// What a text names of which one is meant, or one is not: "health or education", "health, but not education". The text alone where no word
    /// parts it.
    static func alternatives(of text: String, language: String?) -> [String] {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count <= most, words.contains(where: { LinkWords.isParting($0, language: language) }) else {
            return [text]
        }
        let groups = words.split { LinkWords.isParting($0, language: language) }
        return groups.compactMap { group -> String? in
            // "Health instead of education", "plutôt que".
            let isOpened = group.startIndex > words.startIndex && group.count > 1
            let meant = isOpened && openings.contains(group.first?.lowercased() ?? "") ? group.dropFirst() : group
            guard let first = meant.first, let last = meant.last else { return nil }
            let piece = CodeWithLabel.signed(text[first.startIndex..<last.endIndex])
            return piece.isEmpty ? nil : piece
        }
    }

    /// Words that belong to the one that parts before them.
    private static let openings: Set = ["of", "de", "du", "des", "que"]

    /// The parts of a text at signs that stand within names as well: dashes between words, colons, parentheses, full stops, arrows.
    static func atWeakSigns(_ text: String) -> [String] {
        var parts: [[Substring]] = []
        for var piece in text.split(whereSeparator: { ":()[]：（）=>→⇒➔".contains($0) }) {
            // The arrow of "health->education".
            if piece.endIndex < text.endIndex, text[piece.endIndex] == ">" {
                while let last = piece.last, CodeWithLabel.isDash(last) { piece.removeLast() }
            }
            parts.append([])
            for word in piece.split(whereSeparator: \.isWhitespace) {
                let isDash = word.dropFirst().isEmpty && word.allSatisfy(CodeWithLabel.isDash)
                if !isDash { parts[parts.count - 1].append(word) }
                // "St." is cut short, and no end.
                if isDash || word.last == "." && word.count > 3 { parts.append([]) }
            }
        }
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
    }
}
