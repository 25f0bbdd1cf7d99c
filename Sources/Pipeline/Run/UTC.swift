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

    /// When a run started, as its id tells (`20261124T021503Z`, `20261124T021503Z-2`); nil for any other name.
    static func date(ofRun id: String) -> Date? {
        let parts = id.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let stamp = Array(parts.first ?? "")
        // As runs are numbered, and no other spelling of it. None gets near the greatest number, behind which there must be a next one.
        if parts.count == 2,
            Int(parts[1]).map({ (1..<1_000_000_000).contains($0) && String($0) == parts[1] }) != true
        {
            return nil
        }
        guard stamp.count == 16, stamp[8] == "T", stamp[15] == "Z" else { return nil }
        let day = "\(String(stamp[0..<4]))-\(String(stamp[4..<6]))-\(String(stamp[6..<8]))"
        let time = "\(String(stamp[9..<11])):\(String(stamp[11..<13])):\(String(stamp[13..<15]))"
        return try? Date("\(day)T\(time)Z", strategy: .iso8601)
    }

    /// `20261124T021503Z`, for folder names.
    static func compact(_ date: Date) -> String {
        text(date).filter { $0 != "-" && $0 != ":" }
    }
}
