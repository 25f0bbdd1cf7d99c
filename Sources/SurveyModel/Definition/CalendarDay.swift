/// A day of the proleptic Gregorian calendar, without a time zone. Written as ISO 8601, `2026-11-30`.
public struct CalendarDay: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The year, 1 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// A day, if there is one of this number.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(of: month, in: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    private init(certain year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The first day that there is.
    public static let distantPast = CalendarDay(certain: 1, 1, 1)

    /// Reads `2026-11-30`, and nothing else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Days from 1899-12-30 to 1970-01-01, and to 1904-01-01.
    private static let daysToEpoch = 25_569
    private static let daysTo1904 = 1_462

    /// The day of a spreadsheet's serial number, to the year 9999; a time of day in its fraction is dropped.
    ///
    /// Counted from 1899-12-30, or in the 1904 system from 1904-01-01, 1,462 days later (ECMA-376 Part 1, 18.17.4.1). Before March 1900 that is a day less than
    /// spreadsheet programs show, which have a 29 February 1900.
    public init?(serial: Double, uses1904: Bool) {
        let days = uses1904 ? serial + Double(Self.daysTo1904) : serial
        guard days >= 0, days < 2_958_466 else { return nil }
        self.init(daysSinceEpoch: Int(days) - Self.daysToEpoch)
    }

    /// The serial number that a spreadsheet stores for the day; see ``init(serial:uses1904:)``.
    public func serial(uses1904: Bool) -> Int { daysSinceEpoch + Self.daysToEpoch - (uses1904 ? Self.daysTo1904 : 0) }

    /// The day that lies a number of days after 1970-01-01, or before it where negative; nil outside the years 1 to 9999.
    public init?(daysSinceEpoch days: Int) {
        guard days.magnitude < 4_000_000 else { return nil }
        // H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let calendarMonth = month < 10 ? month + 3 : month - 9
        self.init(
            year: yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0), month: calendarMonth,
            day: dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// The number of days since 1970-01-01; negative before it.
    public var daysSinceEpoch: Int {
        // H. Hinnant, as above, days_from_civil; years are from 1, so no era is negative but for January and February of the year 1.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The number of days of a month.
    public static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Earlier days come first.
    public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// ISO 8601.
    public var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
