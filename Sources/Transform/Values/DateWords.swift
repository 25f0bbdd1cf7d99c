/// The words and numbers of a date's text, without what says nothing: weekdays, "of", ordinal endings, a time of day.
struct DateWords {
    let parts: [String]
    /// Whether a time of day stood behind the date.
    let hasTime: Bool
    /// Whether the last two parts are two days rather than a day and a year: a dash, a slash or an `a` joins them, and not the part before them in the same
    /// way. `May 10-13` and `mayo 10 a 13` end so, `May-10-13`, `May 10, 13` and `mayo 10 de 13` do not.
    let endsWithRange: Bool

    init(_ text: String) {
        var words = Self.words(of: text)
        var hasTime = false
        // "T14:30" of ISO 8601, "14:30:00", "2:30 pm".
        while let last = words.last?.text, words.count > 1, Self.isTime(last) || ["am", "pm", "uhr"].contains(last) {
            words.removeLast()
            hasTime = true
        }
        self.hasTime = hasTime
        words = Self.withoutIdle(words)
        endsWithRange = Self.isRange(words.suffix(2).map(\.joint))
        let kept = Self.joined(words.map(\.text))
        // "1o de maio", but "3O/04/2026" is a slip for a thirtieth.
        let hasMonthName = kept.contains { $0.count >= 3 && $0.allSatisfy(\.isLetter) }
        parts = kept.map { word in
            // "April '26".
            if word.hasPrefix("'"), word.count == 3, Self.number(String(word.dropFirst())) != nil {
                return String(word.dropFirst())
            }
            return hasMonthName || !["o", "a"].contains(word.last.map(String.init)) ? Self.withoutEnding(word) : word
        }
    }

    private struct Word {
        var text: String
        /// What stands between it and the word before.
        let joint: String
    }

    private static func words(of text: String) -> [Word] {
        var words: [Word] = []
        var joint = ""
        for scalar in PlainText(text).scalars {
            if isSeparator(scalar) {
                joint.unicodeScalars.append(scalar)
            } else if joint.isEmpty, !words.isEmpty {
                words[words.count - 1].text.unicodeScalars.append(scalar)
            } else {
                words.append(Word(text: String(scalar), joint: joint))
                joint = ""
            }
        }
        return words
    }

    /// The words that say something. What is left out stands between those around it.
    private static func withoutIdle(_ words: [Word]) -> [Word] {
        var kept: [Word] = []
        var joint = ""
        for word in words {
            joint += word.joint
            if idle.contains(word.text) {
                joint += word.text
            } else {
                kept.append(Word(text: word.text, joint: joint))
                joint = ""
            }
        }
        return kept
    }

    /// Whether the second of two joints is one of a range, and the first another.
    private static func isRange(_ joints: [String]) -> Bool {
        guard joints.count == 2, joints[0] != joints[1] else { return false }
        // Of the words that say nothing "a" alone joins days: "mayo 10 de 26" ends with a year.
        return joints[1].contains { $0 == "-" || $0 == "/" } || joints[1].split(separator: " ").contains("a")
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        " ,./-年月日년월일،«»„“”\"".unicodeScalars.contains(scalar)
    }

    /// Words in which a month's name of two words is one: كانون الثاني is January.
    static func joined(_ words: [String]) -> [String] {
        var result: [String] = []
        for word in words {
            if let last = result.last, MonthNames.isOfTwoWords(last, word) {
                result[result.count - 1] = last + word
            } else {
                result.append(word)
            }
        }
        return result
    }

    private static func isTime(_ word: String) -> Bool {
        // "14:30", "14:30:00", "14h30".
        let parts = word.split(
            separator: word.contains("h") ? "h" : ":", omittingEmptySubsequences: !word.contains(":"))
        return (word.contains("h") ? 1...2 : 2...3).contains(parts.count)
            && parts.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy(\.isNumber) }
    }

    /// The number of digits only, nil where there is anything else.
    static func number(_ part: String) -> Int? {
        !part.isEmpty && part.count <= 4 && part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
    }

    /// How many digits a part has.
    static func digits(_ part: String) -> Int { part.count { $0.isNumber } }

    /// `30th` and `1er` without what makes them ordinal.
    private static func withoutEnding(_ word: String) -> String {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, endings.contains(String(word.dropFirst(digits.count))) else { return word }
        return String(digits)
    }

    private static let endings = PlainText.words("st nd rd th er ère ere e º ª ° o a re de r η ο го ви й ui г р م")

    private static let idle = PlainText.words(
        """
        of on at um kl de del the le el il den d dne dnia a fómhair mí na ta' г года г р r roku m g l gada n m. année anno año day
        года год року рік م عام سنة يوم
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
        lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim
        montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend mo di mi do fr sa so
        lunes martes miércoles jueves viernes sábado domingo
        lunedì martedì mercoledì giovedì venerdì sabato domenica
        maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
        segunda terça quarta quinta sexta feira
        mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag
        poniedziałek wtorek środa czwartek piątek sobota niedziela
        понедельник вторник среда четверг пятница суббота воскресенье
        понеділок вівторок середа п'ятниця субота неділя
        الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت
        """)
}
