/// Turns a serial number into the date that a spreadsheet shows for it (ECMA-376 Part 1, 18.17.4).
enum SerialDate {
    /// What became of a serial number.
    enum Reading: Equatable {
        case value(DateTime)
        /// Serial 60 of the 1900 system, the 29 February 1900 that never was, read as 28 February.
        case leapDay1900(DateTime)
        /// Negative, or after the year 9999.
        case outOfRange
    }

    private static let millisecondsPerDay = 86_400_000.0

    /// Reads a serial number; fractions of a second are rounded to milliseconds, as Excel does.
    ///
    /// A number from 0 to below 1 is a time of day. A whole number in a format without hours is a day alone; with hours
    /// it is that day's midnight.
    static func read(_ serial: Double, format: NumberFormatKind, uses1904: Bool) -> Reading {
        guard serial >= 0, serial < 2_958_466 else { return .outOfRange }
        var day = Int(serial)
        var milliseconds = Int(((serial - Double(day)) * millisecondsPerDay).rounded())
        if milliseconds == 86_400_000 {
            milliseconds = 0
            day += 1
        }
        guard let time = timeOfDay(milliseconds) else { return .outOfRange }
        // In the 1904 system a date format shows day 0 as 1 January 1904; in the 1900 system there is no such day.
        if day == 0, !uses1904 || format != .date { return .value(DateTime(time)) }
        // Days since 1 January 1970. In the 1900 system, days before the phantom leap day count from one day later.
        let epochDay = uses1904 ? day - 24_107 : (day < 60 ? day - 25_568 : day - 25_569)
        guard let date = calendarDay(sinceEpoch: epochDay), date.year <= 9999 else { return .outOfRange }
        let showsTime = milliseconds != 0 || format == .dateTime || format == .time
        let value = DateTime(date, time: showsTime ? time : nil)
        return day == 60 && !uses1904 ? .leapDay1900(value) : .value(value)
    }

    private static func timeOfDay(_ milliseconds: Int) -> DateTime.TimePart? {
        DateTime.TimePart(
            hour: milliseconds / 3_600_000, minute: milliseconds / 60_000 % 60, second: milliseconds / 1_000 % 60,
            nanosecond: milliseconds % 1_000 * 1_000_000)
    }

    /// The Gregorian date of a day counted from 1 January 1970: Howard Hinnant's `civil_from_days`.
    private static func calendarDay(sinceEpoch days: Int) -> DateTime.DatePart? {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return DateTime.DatePart(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}
