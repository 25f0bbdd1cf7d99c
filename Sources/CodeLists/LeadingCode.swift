/// A service's code at the beginning of a text ("03.1 Police services", "3 - Public order"), with what stands behind it.
struct LeadingCode {
    let item: Int
    /// What stands behind the code: it has a letter at least.
    let rest: String

    /// Nil where the text does not begin with a code of the list, or says nothing behind it.
    init?(_ text: String, in list: CodeList) {
        guard let end = text.firstIndex(where: { $0 == " " || $0 == ":" || $0 == ")" || $0 == "\u{A0}" || $0 == "-" }),
            text[..<end].contains(where: \.isNumber),
            text[end...].contains(where: \.isLetter), let code = CodeForms.functionCode(String(text[..<end])),
            let item = list.index(of: code)
        else { return nil }
        self.item = item
        rest = String(text[end...])
    }

    /// The items whose codes stand behind it as well, but for those above and beneath it. A single digit among words is a number: "level 3
    /// care".
    func others(in list: CodeList) -> [Int] {
        var found: [Int] = []
        for word in rest.split(whereSeparator: { $0.isWhitespace || ",;:/|&+()[]-–—".contains($0) }) {
            guard word.utf8.count > 1, let code = CodeForms.functionCode(String(word)),
                let other = list.index(of: code), !list.isInLine(other, item), !found.contains(other)
            else { continue }
            found.append(other)
        }
        return found
    }

    /// The words of the rest, with the signs beside them.
    var words: [Substring] { rest.split(whereSeparator: \.isWhitespace) }

    /// What the rest lists, cut also where a part may be the same in another language, a remark, or what is not meant.
    func parts(language: String?) -> [[Substring]] {
        let pieces = rest.split { ",;&+/|:()[]".contains($0) || $0.isNewline }
        return pieces.flatMap { piece -> [[Substring]] in
            let words = piece.split(whereSeparator: \.isWhitespace)
            return words.split { Self.separates($0, language) }.map { Array($0) }
        }
    }

    private static func separates(_ word: Substring, _ language: String?) -> Bool {
        separators.contains(word.lowercased()) || LinkWords.isParting(word, language: language)
    }

    /// Dashes, and words that join and are nothing else in another language, as the Dutch "en" is.
    private static let separators: Set = [
        "-", "–", "—", "and", "et", "y", "und", "og", "och", "és", "și", "και", "и", "та", "ve", "agus", "plus",
        "sowie",
    ]
}

extension CodeList {
    /// Whether one of two items is the other or lies beneath it.
    func isInLine(_ one: Int, _ other: Int) -> Bool {
        isIn(items[one].code, items[other].code) || isIn(items[other].code, items[one].code)
    }
}
