/// Reads the text of a cell of type `d` (ECMA-376 Part 1, 18.18.11): a date, a time, or both, of ISO 8601.
enum ISO8601Text {
    /// The value; `nil` where the text is something else. A time zone says nothing that a cell could show; RFC 3339 lets a
    /// blank stand for the `T`.
    static func dateTime(_ text: String) -> DateTime? {
        let body = withoutZone(text[...])
        let halves = body.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
        if halves.count == 2 {
            guard let time = time(halves[1]) else { return nil }
            if halves[0].isEmpty { return DateTime(time) }
            return date(halves[0]).map { DateTime($0, time: time) }
        }
        if let date = date(body) { return DateTime(date) }
        return time(body).map { DateTime($0) }
    }

    /// A length of time such as `PT10H30M1.5S` in days (ISO 8601-1, 5.5.2.2); years and months have no fixed length.
    static func days(_ text: String) -> Double? {
        guard text.hasPrefix("P"), text.utf8.count > 2 else { return nil }
        var seconds = 0.0
        var number = ""
        var isTime = false
        for character in text.dropFirst() {
            switch character {
            case "0"..."9", ".": number.append(character)
            case "T" where !isTime && number.isEmpty: isTime = true
            default:
                let units: [Character: Double] = isTime ? ["H": 3_600, "M": 60, "S": 1] : ["W": 604_800, "D": 86_400]
                guard let unit = units[character], let count = Double(number) else { return nil }
                seconds += count * unit
                number = ""
            }
        }
        return number.isEmpty ? seconds / 86_400 : nil
    }

    /// The text without `Z` or an offset (`+01:00`) behind a time.
    private static func withoutZone(_ text: Substring) -> Substring {
        if text.last == "Z" { return text.dropLast() }
        guard let colon = text.firstIndex(of: ":"),
            let sign = text[colon...].lastIndex(where: { $0 == "+" || $0 == "-" }),
            time(text[sign...].dropFirst()) != nil
        else { return text }
        return text[..<sign]
    }

    private static func date(_ text: Substring) -> DateTime.DatePart? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        return DateTime.DatePart(year: year, month: month, day: day)
    }

    private static func time(_ text: Substring) -> DateTime.TimePart? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts[0].count == 2, let hour = Int(parts[0]),
            parts[1].count == 2, let minute = Int(parts[1])
        else { return nil }
        guard parts.count == 3 else { return DateTime.TimePart(hour: hour, minute: minute) }
        let seconds = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard seconds[0].count == 2, let second = Int(seconds[0]) else { return nil }
        guard seconds.count == 2 else { return DateTime.TimePart(hour: hour, minute: minute, second: second) }
        let digits = seconds[1].prefix(9)
        guard !digits.isEmpty, seconds[1].allSatisfy({ $0.isASCII && $0.isNumber }), var nanosecond = Int(digits)
        else { return nil }
        for _ in digits.count..<9 { nanosecond *= 10 }
        return DateTime.TimePart(hour: hour, minute: minute, second: second, nanosecond: nanosecond)
    }
}
