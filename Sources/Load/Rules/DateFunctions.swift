import SurveyModel

extension RuleFunction {
    /// Functions of calendar days in ISO 8601. What is no such day gives NULL. SQLite's own date functions are not offered: they know the hour.
    static let ofDates: [RuleFunction] = [
        RuleFunction("days_between", 2) { arguments in
            guard let first = arguments[0].day, let second = arguments[1].day else { return nil }
            return second.daysSinceEpoch - first.daysSinceEpoch
        },
        RuleFunction("add_days", 2) { arguments in
            guard let day = arguments[0].day, let days = arguments[1].number, days.magnitude < 4_000_000 else {
                return nil
            }
            return CalendarDay(daysSinceEpoch: day.daysSinceEpoch + Int(days))?.description
        },
        RuleFunction("year_of", 1) { $0[0].day?.year },
        RuleFunction("month_of", 1) { $0[0].day?.month },
        RuleFunction("quarter_of", 1) { $0[0].day.map { ($0.month + 2) / 3 } },
        RuleFunction("day_of", 1) { $0[0].day?.day },
        // Monday is 1, as in ISO 8601; 1970-01-01 was a Thursday.
        RuleFunction("weekday_of", 1) { $0[0].day.map { (($0.daysSinceEpoch + 3) % 7 + 7) % 7 + 1 } },
    ]
}
