import CodeLists

/// A yes or no with a remark behind it, such as "Yes, we think so" or "No (planned for 2027)".
///
/// It is an answer only where the first word is nothing but yes or no, a sign parts it from the remark, and the remark takes nothing back.
struct AnswerWithRemark {
    let isYes: Bool
    /// What stands behind the answer.
    let remark: String

    /// Remarks longer than this are for a person to read.
    private static let longest = 400

    init?(_ text: String, language: String?) {
        guard text.utf8.count <= Self.longest else { return nil }
        let trimmed = text.trimmed
        let first = trimmed.prefix { $0.isLetter }
        let behind = trimmed[first.endIndex...].drop { $0.isWhitespace && !$0.isNewline }
        guard let sign = behind.first, Self.signs.contains(sign) || sign.isNewline,
            !BooleanReading.isQuestion(trimmed),
            // "Yes [ ] see annex" is not ticked.
            !EmptyBox.stands(atAnEndOf: behind.utf8),
            let isYes = Self.answer(String(first), language)
        else { return nil }
        // "Non-renseigné" is one word.
        guard sign != "-" || first.endIndex < behind.startIndex || behind.dropFirst().first?.isWhitespace ?? true
        else { return nil }
        let remark = behind.drop { Self.signs.contains($0) || $0.isWhitespace }
        // "No. 5" is a number.
        guard remark.contains(where: \.isLetter), sign != "." || !(remark.first?.isNumber ?? true) else { return nil }
        guard !Self.begins(remark, with: !isYes, language), !RemarkWords.takesBack(String(remark), isYes: isYes)
        else { return nil }
        self.isYes = isYes
        self.remark = String(remark.reversed().drop { ")]）］】".contains($0) }.reversed())
    }

    private static let signs: Set<Character> = [
        ",", ".", ";", ":", "-", "–", "—", "(", "[", "!", "،", "؛", "、", "，", "。", "；", "：", "（", "［", "【", "！",
    ]

    /// Whether a remark begins with the other answer, as where both that were printed are left standing. A word of `alsoOthers` is one only where no words
    /// follow it: "No, año 2020" is of the year 2020.
    private static func begins(_ remark: Substring, with isYes: Bool, _ language: String?) -> Bool {
        let word = String(remark.prefix { $0.isLetter })
        guard answer(word, language) == isYes else { return false }
        guard alsoOthers.contains(PlainText.plain(word)) else { return true }
        let behind = remark.dropFirst(word.count).first { !$0.isWhitespace || $0.isNewline }
        return !(behind.map { $0.isLetter || $0.isNumber } ?? false)
    }

    /// What a word says that is yes or no in its own language and no other word in those that answer surveys: "si" alone is also "if", and the
    /// Ukrainian "так" is "so" in Russian.
    private static func answer(_ word: String, _ language: String?) -> Bool? {
        let plain = PlainText.plain(word)
        if plain == "так", LanguageCustom.base(language) == "ru" { return nil }
        if plain == "si" {
            return word.lowercased() == "sí" || word.lowercased() == "sì" || isHome(language) ? true : nil
        }
        return yes.contains(plain) ? true : no.contains(plain) ? false : nil
    }

    private static func isHome(_ language: String?) -> Bool {
        LanguageCustom.base(language).map(["es", "it", "ca", "gl"].contains) ?? false
    }

    private static let yes = PlainText.words(
        "yes oui ja jawel sim kyllä joo tak ano áno igen ναι да так taip jah jā evet já نعم はい 是 是的")
    private static let no = PlainText.words(
        "no non nein nej nee nei não nie ne nem όχι нет ні не ei nē hayır لا いいえ 否 不是")
    /// "Yes" in Czech, and the year in Spanish; in Polish and Ukrainian, and "so" in others.
    private static let alsoOthers = PlainText.words("ano tak так")
}
