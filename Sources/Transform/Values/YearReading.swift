import SurveyModel

/// A year as people type it: alone, or with a quarter, a month or a day of it.
struct YearReading {
    let year: Int
    let isApproximate: Bool

    /// Reads a text that is not just digits; nil where it is no year, or may be several.
    init?(_ text: String, language: String?) {
        guard text.utf8.count <= 100, !Self.isFraction(text), !Self.isOpen(PlainText.plain(text)) else { return nil }
        var parts = Self.parts(text)
        var isApproximate = false
        if let first = parts.first, let pieces = TextPiece.cut(PlainText(first)),
            NumberWords.approximate[pieces[...]] ?? false
        {
            isApproximate = true
            parts.removeFirst()
        }
        self.isApproximate = isApproximate
        if let year = Self.year(of: parts, language: language) {
            self.year = year
            return
        }
        switch DateReading(text, order: .dayFirst, language: language).outcome {
        case .day(let day): year = day.year
        case .ambiguous(let first, let second) where first.year == second.year: year = first.year
        case .ambiguous, .otherCalendar, .none: return nil
        }
    }

    /// Whether a comma stands between two digits: 2009,5 is no month of 2009.
    private static func isFraction(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func isDigit(_ place: Int) -> Bool { bytes.indices.contains(place) && (0x30...0x39).contains(bytes[place]) }
        return bytes.indices.contains { bytes[$0] == UInt8(ascii: ",") && isDigit($0 - 1) && isDigit($0 + 1) }
    }

    /// Whether a dash or a stroke stands at an end, as of years that go on (2011-), or a single digit behind blanks, such as a footnote's (2011 1).
    private static func isOpen(_ plain: String) -> Bool {
        guard let first = plain.first, let last = plain.last else { return false }
        if "-/".contains(first) || "-/".contains(last) { return true }
        let words = plain.split(separator: " ")
        return words.count == 2 && words[0].utf8.count == 4 && words[1].utf8.count == 1
            && words.allSatisfy { $0.allSatisfy(\.isNumber) }
    }

    private static func parts(_ text: String) -> [String] {
        let plain = PlainText.plain(text)
        let parts = plain.split { " /-年月년월,".contains($0) }.flatMap { part -> [String] in
            // "2014г.": a year with the letter for it.
            if part.prefix(4).allSatisfy(\.isNumber), attached.contains(String(part.dropFirst(4))) {
                return [String(part.prefix(4))]
            }
            let bare = part.hasSuffix(".") && part.dropLast().allSatisfy(\.isNumber) ? part.dropLast() : part[...]
            // "c.2014": the year stands right behind a word.
            let start = bare.lastIndex { !$0.isNumber }.map { bare.index(after: $0) } ?? bare.startIndex
            guard bare[start...].utf8.count == 4, start > bare.startIndex else { return [String(bare)] }
            let before = bare[..<start]
            let month = before.hasSuffix(".") ? before.dropLast() : before
            return [String(month.allSatisfy(\.isNumber) ? month : before), String(bare[start...])]
        }
        return DateWords.joined(parts)
    }

    private static func year(of parts: [String], language: String?) -> Int? {
        var years: [Int] = []
        var months: [(place: Int, month: Int)] = []
        for (place, part) in parts.enumerated() {
            if part.utf8.count == 4, let number = DateWords.number(part), DateReading.years.contains(number) {
                years.append(number)
            } else if part.utf8.count <= 2, let number = DateWords.number(part), (1...12).contains(number) {
                months.append((place, number))
            } else if part.utf8.count == 6, let number = DateWords.number(String(part.prefix(4))),
                DateReading.years.contains(number), quarters.contains(String(part.dropFirst(4)))
            {
                years.append(number)
            } else if !quarters.contains(part), !endings.contains(part),
                MonthNames.months(part, language: language).isEmpty
            {
                return nil
            }
        }
        guard years.count == 1, let year = years.first, months.count <= 1 else { return nil }
        // 2009/10 may be a school year, 2001-05 five years: only a month that cannot end a span of years is one.
        if let (place, month) = months.first, place > 0, month > year % 100 { return nil }
        return year
    }

    private static let quarters: Set = [
        "q1", "q2", "q3", "q4", "1q", "2q", "3q", "4q", "t1", "t2", "t3", "t4", "h1", "h2", "s1", "s2",
    ]
    /// What may stand beside a year and says "year", or "in".
    private static let endings: Set = [
        ".", "г", "г.", "р", "р.", "r", "r.", "m", "m.", "ad", "ce", "in", "en", "im", "de", "year", "annee", "ano",
        "jahr", "rok", "roku",
        "ar", "an", "anno", "jaar", "год", "года", "году", "рік", "року", "році", "م", "عام", "سنة", "ميلادي",
        "ميلادية",
    ]
    /// Those that may stand right behind its digits.
    private static let attached: Set = ["г", "г.", "р", "р.", "r", "r.", "م", "م."]
}
