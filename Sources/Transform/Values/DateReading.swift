import Foundation
import SurveyModel

/// A day as people type it.
struct DateReading: Sendable, Hashable {
    enum Outcome: Sendable, Hashable {
        case day(CalendarDay)
        /// Day and month may be either.
        case ambiguous(CalendarDay, CalendarDay)
        case none
    }

    let outcome: Outcome
    let method: String

    /// Reads a text; `order` settles what 03/04/2026 means.
    init(_ text: String, order: DateOrder?) {
        let trimmed = text.trimmed
        if let day = CalendarDay(trimmed.prefix(10)), trimmed.count == 10 || trimmed.dropFirst(10).first == "T" {
            outcome = .day(day)
            method = trimmed.count == 10 ? "date" : "date-time"
            return
        }
        if let reading = Self.numeric(trimmed, order: order) {
            outcome = reading
            method = "date-text"
        } else {
            outcome = Self.worded(trimmed).map { .day($0) } ?? .none
            method = "date-text"
        }
    }

    private static func numeric(_ text: String, order: DateOrder?) -> Outcome? {
        let parts = text.split(whereSeparator: { "/.- ".contains($0) })
        guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        if parts[0].count == 4 {
            return CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2]).map { .day($0) }
        }
        guard parts[2].count == 4 || parts[2].count == 2 else { return nil }
        let year = parts[2].count == 2 ? fullYear(numbers[2]) : numbers[2]
        let dayFirst = CalendarDay(year: year, month: numbers[1], day: numbers[0])
        let monthFirst = CalendarDay(year: year, month: numbers[0], day: numbers[1])
        switch (dayFirst, monthFirst) {
        case (let day?, let other?) where day == other: return .day(day)
        case (let day?, let other?): return order.map { .day($0 == .dayFirst ? day : other) } ?? .ambiguous(day, other)
        case (let day?, nil), (nil, let day?): return .day(day)
        case (nil, nil): return nil
        }
    }

    /// A year of two digits as Excel reads it: 00 to 29 are of this century, 30 to 99 of the last.
    private static func fullYear(_ year: Int) -> Int { year < 30 ? 2000 + year : 1900 + year }

    /// "15 March 2026", "March 15, 2026", "15 mars 2026", "1er avril 2026".
    private static func worded(_ text: String) -> CalendarDay? {
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        let words = folded.split(whereSeparator: { " ,./-".contains($0) }).map(String.init).filter {
            !["of", "de", "the", "le"].contains($0)
        }
        guard words.count == 3, let monthIndex = words.firstIndex(where: { month($0) != nil }),
            let month = month(words[monthIndex])
        else { return nil }
        let numbers = words.indices.filter { $0 != monthIndex }.compactMap { index in
            Int(words[index].prefix { $0.isNumber })
        }
        guard numbers.count == 2 else { return nil }
        let (year, day) = numbers[0] > 31 ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
        return CalendarDay(year: year < 100 ? fullYear(year) : year, month: month, day: day)
    }

    /// The month that a word or the beginning of one names, in any of the languages; nil where it may be two, such as "jui".
    private static func month(_ word: String) -> Int? {
        guard word.count >= 3, word.allSatisfy(\.isLetter) else { return nil }
        for names in monthNames {
            if let index = names.firstIndex(of: word) { return index + 1 }
        }
        var months: Set<Int> = []
        for names in monthNames {
            for (index, name) in names.enumerated() where name.hasPrefix(word) { months.insert(index + 1) }
        }
        return months.count == 1 ? months.first : nil
    }

    /// English, French, Spanish, German; without diacritics.
    private static let monthNames: [[String]] = [
        [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ],
        [
            "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
            "decembre",
        ],
        [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre",
        ],
        [
            "januar", "februar", "marz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
            "dezember",
        ],
    ]

    /// The day of a spreadsheet's serial number in the 1900 date system (ECMA-376 Part 1, 18.17.4.1), from March 1900 to 9999.
    static func day(ofSerial serial: Double) -> CalendarDay? {
        guard serial >= 61, serial < 2_958_466 else { return nil }
        // Days since 1970-01-01 to a civil date: H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
        let shifted = Int(serial) - 25_569 + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let calendarMonth = month < 10 ? month + 3 : month - 9
        return CalendarDay(year: yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0), month: calendarMonth, day: day)
    }
}
