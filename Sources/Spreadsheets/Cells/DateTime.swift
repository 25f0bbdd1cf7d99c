/// A date, a time of day, or both, as a cell shows it: without a time zone, in the proleptic Gregorian calendar.
public struct DateTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// A calendar day.
    public struct DatePart: Sendable, Hashable, Comparable {
        /// The year, 1 to 9999.
        public let year: Int
        /// The month, 1 to 12.
        public let month: Int
        /// The day of the month, from 1.
        public let day: Int

        /// Makes a calendar day; `nil` where there is no such day.
        public init?(year: Int, month: Int, day: Int) {
            guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
                day <= DateTime.days(inMonth: month, of: year)
            else { return nil }
            self.init(checkedYear: year, month, day)
        }

        init(checkedYear year: Int, _ month: Int, _ day: Int) {
            self.year = year
            self.month = month
            self.day = day
        }

        /// In order of time.
        public static func < (left: DatePart, right: DatePart) -> Bool {
            (left.year, left.month, left.day) < (right.year, right.month, right.day)
        }
    }

    /// A time of day.
    public struct TimePart: Sendable, Hashable, Comparable {
        /// The hour, 0 to 23.
        public let hour: Int
        /// The minute, 0 to 59.
        public let minute: Int
        /// The second, 0 to 59.
        public let second: Int
        /// The nanosecond, 0 to 999,999,999.
        public let nanosecond: Int

        /// Makes a time of day; `nil` where there is no such time.
        public init?(hour: Int, minute: Int, second: Int = 0, nanosecond: Int = 0) {
            guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
                (0...999_999_999).contains(nanosecond)
            else { return nil }
            self.hour = hour
            self.minute = minute
            self.second = second
            self.nanosecond = nanosecond
        }

        /// In order of time.
        public static func < (left: TimePart, right: TimePart) -> Bool {
            (left.hour, left.minute, left.second, left.nanosecond)
                < (right.hour, right.minute, right.second, right.nanosecond)
        }
    }

    /// The day; absent for a time alone.
    public let date: DatePart?
    /// The time of day; absent for a day alone.
    public let time: TimePart?

    /// Makes a value of a day, a time, or both; `nil` of neither.
    public init?(date: DatePart?, time: TimePart?) {
        guard date != nil || time != nil else { return nil }
        self.date = date
        self.time = time
    }

    /// Makes a day.
    public init(_ date: DatePart, time: TimePart? = nil) {
        self.date = date
        self.time = time
    }

    /// Makes a time of day.
    public init(_ time: TimePart) {
        date = nil
        self.time = time
    }

    /// ISO 8601: `2010-11-23`, `2010-11-23T14:30:00`, `14:30:00`; a fraction of a second has 3, 6 or 9 digits.
    public var iso8601: String {
        var bytes: [UInt8] = []
        appendISO8601(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the ASCII bytes of ``iso8601``.
    public func appendISO8601(to bytes: inout [UInt8]) {
        if let date {
            Self.append(date.year, 4, to: &bytes)
            bytes.append(UInt8(ascii: "-"))
            Self.append(date.month, 2, to: &bytes)
            bytes.append(UInt8(ascii: "-"))
            Self.append(date.day, 2, to: &bytes)
        }
        guard let time else { return }
        if date != nil { bytes.append(UInt8(ascii: "T")) }
        Self.append(time.hour, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(time.minute, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(time.second, 2, to: &bytes)
        guard time.nanosecond != 0 else { return }
        bytes.append(UInt8(ascii: "."))
        if time.nanosecond % 1_000 != 0 {
            Self.append(time.nanosecond, 9, to: &bytes)
        } else if time.nanosecond % 1_000_000 != 0 {
            Self.append(time.nanosecond / 1_000, 6, to: &bytes)
        } else {
            Self.append(time.nanosecond / 1_000_000, 3, to: &bytes)
        }
    }

    /// The same as ``iso8601``.
    public var description: String { iso8601 }

    /// In order of time; a time alone comes before every day, a day alone before its first moment.
    public static func < (left: DateTime, right: DateTime) -> Bool {
        if left.date != right.date {
            guard let leftDate = left.date else { return true }
            guard let rightDate = right.date else { return false }
            return leftDate < rightDate
        }
        guard let rightTime = right.time else { return false }
        guard let leftTime = left.time else { return true }
        return leftTime < rightTime
    }

    /// Appends the digits of a number, with zeros in front up to a width.
    private static func append(_ number: Int, _ width: Int, to bytes: inout [UInt8]) {
        var power = 1
        for _ in 1..<width { power *= 10 }
        while power > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / power % 10))
            power /= 10
        }
    }

    /// The length of a month in the Gregorian calendar.
    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
