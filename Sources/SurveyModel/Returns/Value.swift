/// A typed value of the dataset.
public enum Value: Sendable, Hashable, Codable {
    /// Text, or a code of a code list.
    case text(String)
    /// A whole number or a year.
    case integer(Int)
    /// A number; finite.
    case number(Double)
    /// Yes or no.
    case boolean(Bool)
    /// A calendar day.
    case date(CalendarDay)
    /// Several codes, in the order of their code list.
    case codes([String])

    /// The value as the dataset writes it: numbers in the shortest form that reads back the same, `true`/`false`, ISO 8601, codes joined by `;`.
    public var text: String {
        switch self {
        case .text(let text): text
        case .integer(let integer): String(integer)
        case .number(let number): Self.shortest(number)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .date(let day): day.description
        case .codes(let codes): codes.joined(separator: ";")
        }
    }

    /// The number, where it is one.
    public var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        case .text, .boolean, .date, .codes: nil
        }
    }

    /// A number in the shortest form that reads back as the same double; whole numbers without a fraction.
    public static func shortest(_ number: Double) -> String {
        if let whole = whole(number) { return String(whole) }
        // Where whole numbers are not all doubles any more and Swift has not gone over to powers of ten, it writes a fraction of zero.
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// The number that is written without a fraction; nil for others.
    static func whole(_ number: Double) -> Int? {
        number.magnitude < 0x1p53 && number.rounded(.towardZero) == number ? Int(number) : nil
    }
}

/// Observation status: why a value is as it is, or why there is none.
/// The codes are those of SDMX CL_OBS_STATUS, version 2.2 (SDMX Content-Oriented Guidelines, Annex 2: cross-domain code lists).
public enum ObservationStatus {
    /// The codes that mean 'no value here', with their names.
    public static let missing: [(code: String, name: String)] = [
        ("M", "Missing value; data cannot exist"),
        ("L", "Missing value; data exist but were not collected"),
        ("O", "Missing value"),
        ("Q", "Missing value; suppressed"),
        ("H", "Missing value; holiday or weekend"),
        ("K", "Data included in another category"),
    ]

    /// The codes that say something of a value that is there, with their names.
    public static let flags: [(code: String, name: String)] = [
        ("B", "Time series break"),
        ("D", "Definition differs"),
        ("E", "Estimated value"),
        ("F", "Forecast value"),
        ("G", "Experimental value"),
        ("I", "Imputed value (CCSA definition)"),
        ("J", "Derogation"),
        ("N", "Not significant"),
        ("P", "Provisional value"),
        ("S", "Strike and other special events"),
        ("U", "Low reliability"),
        ("V", "Unvalidated value"),
        ("W", "Includes data from another category"),
    ]

    /// The status of a value that is published although an open issue stands on it: "V", the observation as received, not validated.
    public static let unvalidated = "V"

    /// The status of a value that an open issue keeps out: "O". "M" and "L" tell what the respondent said of it, and "Q" is for confidentiality.
    public static let keptOut = "O"

    static var codesOfFlags: [String] { flags.map(\.code) }

    static var codesOfMissing: [String] { missing.map(\.code) }

    /// The name of a status code.
    public static func name(of code: String) -> String? {
        (missing + flags).first { $0.code == code }?.name
    }
}
