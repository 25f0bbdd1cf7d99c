import Foundation

/// Times as results carry them: ISO 8601 in UTC, whatever the time zone of the machine.
enum UTC {
    static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(timeZone: .gmt))
    }

    /// `20261124T021503Z`, for folder names.
    static func compact(_ date: Date) -> String {
        text(date).filter { $0 != "-" && $0 != ":" }
    }
}
