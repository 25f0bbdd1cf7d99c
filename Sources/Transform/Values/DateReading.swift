import SurveyModel

/// A day as people type it.
struct DateReading: Sendable, Hashable {
    enum Outcome: Sendable, Hashable {
        case day(CalendarDay)
        /// One of two: day and month may be either, or the month's name is another month's in another language.
        case ambiguous(CalendarDay, CalendarDay)
        /// A day of a year that is not of our calendar's recent centuries: a slip, or a year of another calendar.
        case otherCalendar(year: Int)
        case none
    }

    let outcome: Outcome
    let method: String

    /// The years in which a date typed as text is believed, and a number that is to be a year. Hijri years (1447) lie below, those of the Buddhist era
    /// (2569) above.
    static let years = 1583...2400

    /// Reads a text; `order` settles what 03/04/2026 means, `language` what some months' names do.
    init(_ text: String, order: DateOrder?, language: String?) {
        let trimmed = text.trimmed
        guard trimmed.utf8.count <= 100 else {
            outcome = .none
            method = "date-text"
            return
        }
        if let day = CalendarDay(trimmed.prefix(10)), Self.isTime(trimmed.dropFirst(10)) {
            outcome = Self.believed(.day(day))
            method = trimmed.utf8.count == 10 ? "date" : "date-time"
            return
        }
        let words = DateWords(trimmed)
        method = words.hasTime ? "date-time" : "date-text"
        outcome = Self.believed(Self.read(words, order: order, language: language))
    }

    /// Whether nothing, or a time of day, is what stands behind a date of ISO 8601; RFC 3339 lets a blank stand for the `T`. A time zone
    /// says nothing of the day, which is that of the place where it was written.
    private static func isTime(_ rest: Substring) -> Bool {
        switch rest.first {
        case nil: true
        case "T": TimeOfDay.isOne(rest.dropFirst()) || TimeOfDay.isBasic(rest.dropFirst())
        case " ": TimeOfDay.isOne(rest.dropFirst())
        default: false
        }
    }

    private static func believed(_ outcome: Outcome) -> Outcome {
        switch outcome {
        case .day(let day), .ambiguous(let day, _): years.contains(day.year) ? outcome : .otherCalendar(year: day.year)
        case .otherCalendar, .none: outcome
        }
    }

    private static func read(_ words: DateWords, order: DateOrder?, language: String?) -> Outcome {
        let parts = words.parts
        if parts.count == 1, parts[0].count == 8, let number = Int(parts[0]) {
            return day(number / 10_000, number / 100 % 100, number % 100)
        }
        guard parts.count == 3 else { return .none }
        let numbers = parts.map { DateWords.number($0) }
        if let first = numbers[0], let second = numbers[1], let third = numbers[2] {
            return numeric(
                (first, second, third), digits: parts.map(\.count), order: order,
                mayStartWithYear: LanguageCustom.startsWithYear(language))
        }
        return worded(words, numbers, language: language)
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Outcome {
        CalendarDay(year: year, month: month, day: day).map { .day($0) } ?? .none
    }

    private static func numeric(
        _ numbers: (Int, Int, Int), digits: [Int], order: DateOrder?, mayStartWithYear: Bool
    ) -> Outcome {
        // A third digit of a day or month is a footnote's or a slip: 2022-01-031 may be the 3rd.
        if digits[0] == 4 { return digits[1] <= 2 && digits[2] <= 2 ? day(numbers.0, numbers.1, numbers.2) : .none }
        guard digits[2] == 4 || digits[2] == 2, digits[0] <= 2, digits[1] <= 2 else { return .none }
        let year = digits[2] == 2 ? fullYear(numbers.2) : numbers.2
        var days: [CalendarDay] = []
        if order != .monthFirst, let day = CalendarDay(year: year, month: numbers.1, day: numbers.0) {
            days.append(day)
        }
        if order != .dayFirst || days.isEmpty, let day = CalendarDay(year: year, month: numbers.0, day: numbers.1) {
            if !days.contains(day) { days.append(day) }
        }
        if days.isEmpty, let day = CalendarDay(year: year, month: numbers.1, day: numbers.0) { days.append(day) }
        // Not only where it is the custom: 26-04-30 is rather of this century than the 26th of April 1930.
        let mayBeYear = mayStartWithYear || (year < 2000 && fullYear(numbers.0) >= 2000)
        if digits[2] == 2, digits[0] == 2, mayBeYear,
            let day = CalendarDay(year: fullYear(numbers.0), month: numbers.1, day: numbers.2), !days.contains(day)
        {
            days.append(day)
        }
        switch days.count {
        case 0: return .none
        case 1: return .day(days[0])
        default: return .ambiguous(days[0], days[1])
        }
    }

    /// A year of two digits as Excel reads it: 00 to 29 are of this century, 30 to 99 of the last.
    static func fullYear(_ year: Int) -> Int { year < 30 ? 2000 + year : 1900 + year }

    /// "15 March 2026", "March 15th, 2026", "15 mars 2026", "1er avril 2026", "30.IV.2026".
    private static func worded(_ words: DateWords, _ numbers: [Int?], language: String?) -> Outcome {
        let parts = words.parts
        guard let place = numbers.firstIndex(of: nil), numbers.count(where: { $0 == nil }) == 1 else { return .none }
        let months = MonthNames.months(parts[place], language: language)
        let rest = numbers.indices.filter { $0 != place }
        guard !months.isEmpty, months.count <= 2, let first = numbers[rest[0]], let second = numbers[rest[1]] else {
            return .none
        }
        // Two months' beginning, such as "jui", is no name of a month.
        guard months.count == 1 || MonthNames.isName(parts[place]) else { return .none }
        let startsWithYear = DateWords.digits(parts[rest[0]]) == 4
        let digits = DateWords.digits(parts[startsWithYear ? rest[0] : rest[1]])
        // A year of two digits stands last, and no range does: "10-13 May" and "May 10-13" are several days of some year.
        let mayEndWithYear = place < parts.count - 1 && !(place == 0 && words.endsWithRange)
        let dayDigits = DateWords.digits(parts[startsWithYear ? rest[1] : rest[0]])
        guard digits == 4 || digits == 2 && mayEndWithYear, dayDigits <= 2 else { return .none }
        let (year, day) = startsWithYear ? (first, second) : (digits == 2 ? fullYear(second) : second, first)
        let days = months.sorted().compactMap { CalendarDay(year: year, month: $0, day: day) }
        switch days.count {
        case 0: return .none
        case 1: return .day(days[0])
        default: return .ambiguous(days[0], days[1])
        }
    }
}
