/// A time of day as databases and data frames write it behind a date: `10:00`, `10:00:00.000`, `10:00:00Z`, `10:00:00.123456+02`, `10:00 UTC`.
enum TimeOfDay {
    /// Whether a text is one, and nothing else.
    static func isOne(_ text: some StringProtocol) -> Bool {
        var scanner = Scanner(rest: Array(text.utf8)[...])
        guard scanner.takesDigits(1...2), scanner.takes(":"), scanner.takesDigits(2...2) else { return false }
        if scanner.takes(":") {
            guard scanner.takesDigits(2...2), scanner.takesFraction() else { return false }
        }
        _ = scanner.takes(" ")
        return isZone(String(decoding: scanner.rest, as: UTF8.self))
    }

    /// Whether a text is one in the basic form of ISO 8601, `103000`, `1030Z` or `103000.5+02`, or an hour alone, as data frames that count in hours write it:
    /// the `10` of `2026-04-30T10`.
    static func isBasic(_ text: some StringProtocol) -> Bool {
        var scanner = Scanner(rest: Array(text.utf8)[...])
        if scanner.takesDigits(6...6) {
            guard scanner.takesFraction() else { return false }
        } else {
            guard scanner.takesDigits(4...4) || scanner.takesDigits(2...2) else { return false }
        }
        return isZone(String(decoding: scanner.rest, as: UTF8.self))
    }

    /// Whether a text is a time zone's, or nothing.
    private static func isZone(_ text: String) -> Bool {
        // Programs in Java write its name too: "+02:00[Europe/Paris]".
        if text.hasSuffix("]"), let bracket = text.firstIndex(of: "["), bracket > text.startIndex {
            return isZone(String(text[..<bracket]))
        }
        if ["", "z", "utc", "gmt"].contains(text.lowercased()) { return true }
        guard let sign = text.first, sign == "+" || sign == "-" else { return false }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return false }
        return parts.map(\.utf8.count) == [4]
            || (1...2).contains(parts.count) && parts.allSatisfy { $0.utf8.count == 2 }
    }

    private struct Scanner {
        var rest: ArraySlice<UInt8>

        /// Takes so many digits; `false` where there are more or fewer.
        mutating func takesDigits(_ counts: ClosedRange<Int>) -> Bool {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            guard counts.contains(count) else { return false }
            rest = rest.dropFirst(count)
            return true
        }

        /// Takes the fraction of a second, if there is one; `false` where no digits stand behind its point.
        mutating func takesFraction() -> Bool {
            if takes(".") || takes(",") { return takesDigits(1...9) }
            return true
        }

        mutating func takes(_ sign: Unicode.Scalar) -> Bool {
            guard let first = rest.first, first == UInt8(ascii: sign) else { return false }
            rest = rest.dropFirst()
            return true
        }
    }
}
