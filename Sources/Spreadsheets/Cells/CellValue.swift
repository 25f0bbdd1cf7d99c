/// What a cell holds. Empty cells and empty texts are left out of a ``Row``.
public enum CellValue: Sendable, Hashable {
    /// Text, with its white space, escapes decoded.
    case text(String)
    /// A number, with the bits that the file gives.
    case number(Double)
    /// A truth value.
    case boolean(Bool)
    /// A number that the cell's format shows as a date or a time of day.
    case date(DateTime)
    /// An error as the program shows it: `#N/A`, `#DIV/0!`.
    case error(String)
}

/// How a cell's number format shows a number (ECMA-376 Part 1, 18.8.30 and 18.8.31).
public enum NumberFormatKind: Sendable, Hashable {
    /// No particular format.
    case general
    /// A number with so many decimals, `nil` where the format leaves them open.
    case number(decimals: Int?)
    /// A whole number with zeros in front up to so many digits, at least two: in the format `000` a 7 shows as 007.
    case zeroPadded(digits: Int)
    /// A percentage: 0.25 shows as 25 %.
    case percent
    /// Powers of ten.
    case scientific
    /// A fraction such as 1/4.
    case fraction
    /// A day.
    case date
    /// A time of day.
    case time
    /// A day and a time.
    case dateTime
    /// A length of time such as `[h]:mm`. Its values are ``CellValue/number(_:)``, in days.
    case duration
    /// Text: what is typed is kept as typed.
    case text

    /// Whether a number in this format stands for a date or a time of day.
    public var isDateOrTime: Bool {
        switch self {
        case .date, .time, .dateTime: true
        case .general, .number, .zeroPadded, .percent, .scientific, .fraction, .duration, .text: false
        }
    }
}

/// What the body of ``Workbook/forEachRow(in:_:)`` wants next.
public enum RowControl: Sendable, Hashable {
    /// The next row.
    case next
    /// No more rows. What follows in the file is then not read and not verified.
    case stop
}
