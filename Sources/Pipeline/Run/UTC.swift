import Foundation
import SurveyModel

/// Times as results carry them: ISO 8601 in UTC, whatever the time zone of the machine.
enum UTC {
    static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(timeZone: .gmt))
    }

    /// The day that it is now.
    static var today: CalendarDay { day(of: Date()) }

    /// A moment's day.
    static func day(of date: Date) -> CalendarDay {
        // Before the year 1 and after 9999 no clock goes.
        CalendarDay(text(date).prefix(10)) ?? CalendarDay.distantPast
    }

    /// `20261124T021503Z`, for folder names.
    static func compact(_ date: Date) -> String {
        text(date).filter { $0 != "-" && $0 != ":" }
    }
}
