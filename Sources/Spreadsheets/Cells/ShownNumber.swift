extension Cell {
    /// What the cell shows of a whole number in a format of nothing but zeros: 007 for a 7 in the format `000`; `nil` for all else.
    public var zeroPadded: String? {
        guard case .zeroPadded(let digits) = format, case .number(let number) = value, number.magnitude < 0x1p53,
            let whole = Int(exactly: number)
        else { return nil }
        return (whole < 0 ? "-" : "") + Self.padded(whole.magnitude, digits)
    }

    /// What the cell shows of a number beside which its format writes words or signs, but for how many digits it shows: `5.2 Mio. kr.` for 5.2 in the format
    /// `0.0" Mio. kr."`. `nil` where it writes none, where the number is zero, and where commas of the format divide it by thousands.
    ///
    /// - Parameter digits: gives the digits of a number that is not negative.
    public func worded(_ digits: (Double) -> String) -> String? {
        guard let wording, case .number(let number) = value else { return nil }
        return wording.text(of: number, digits: digits)
    }

    /// The length of time that the cell shows, as `36:00:00` for 1.5 days: hours, minutes and seconds, and milliseconds where there are any;
    /// `nil` where it shows none.
    public var lengthOfTime: String? {
        guard format == .duration, case .number(let days) = value else { return nil }
        let milliseconds = (days.magnitude * 86_400_000).rounded()
        // More than a hundred million years, which no sheet shows.
        guard milliseconds < 0x1p62 else { return nil }
        let whole = UInt(milliseconds)
        let parts = [whole / 3_600_000, whole / 60_000 % 60, whole / 1_000 % 60]
        let shown = (days < 0 ? "-" : "") + parts.map { Self.padded($0, 2) }.joined(separator: ":")
        return whole % 1_000 == 0 ? shown : shown + "." + Self.padded(whole % 1_000, 3)
    }

    /// A number in so many digits at least, with zeros in front.
    private static func padded(_ number: UInt, _ digits: Int) -> String {
        let shown = String(number)
        return String(repeating: "0", count: max(0, digits - shown.utf8.count)) + shown
    }
}
