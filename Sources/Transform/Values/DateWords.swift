/// The words and numbers of a date's text, without what says nothing: weekdays, "of", ordinal endings, a time of day.
struct DateWords {
    let parts: [String]
    /// Whether a time of day stood behind the date.
    let hasTime: Bool

    init(_ text: String) {
        var scalars: [Unicode.Scalar] = []
        for scalar in PlainText(text).scalars { scalars.append(Self.isSeparator(scalar) ? " " : scalar) }
        var words = String(String.UnicodeScalarView(scalars)).split(separator: " ").map(String.init)
        var hasTime = false
        // "T14:30" of ISO 8601, "14:30:00", "2:30 pm".
        while let last = words.last, words.count > 1, Self.isTime(last) || ["am", "pm", "uhr"].contains(last) {
            words.removeLast()
            hasTime = true
        }
        self.hasTime = hasTime
        let kept = Self.joined(words.filter { !Self.idle.contains($0) })
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
        of on at um kl de del the le el il den d dne dnia a fómhair mí na ta' г года г р r roku m g l gada n m. année anno año day and
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
