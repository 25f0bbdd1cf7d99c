extension CodeItem {
    /// Whether a text is a day, month or year in ISO 8601, as ``isValid(on:)`` compares them: `2026-11-30`, `2026-11` or `2026`.
    /// A time behind the day, as registries write it (`2015-01-01T00:00:00`), has no say in what is compared.
    public static func isDate(_ text: String) -> Bool {
        if let time = text.firstIndex(of: "T") {
            let day = text[..<time]
            return day.utf8.count == 10 && isDate(String(day))
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let lengths = [4, 2, 2]
        guard parts.count <= lengths.count,
            zip(parts, lengths).allSatisfy({ $0.utf8.count == $1 && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return false }
        let numbers = parts.compactMap { Int($0) }
        guard let year = numbers.first, year > 0 else { return false }
        guard numbers.count > 1 else { return true }
        guard (1...12).contains(numbers[1]) else { return false }
        return numbers.count == 2 || (1...days(ofMonth: numbers[1], in: year)).contains(numbers[2])
    }

    private static func days(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
