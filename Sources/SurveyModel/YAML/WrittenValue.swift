extension FieldType {
    /// The value of this type that a text of a definition, or of a test of its rules, is; nil where it is none.
    func value(written text: String) -> Value? {
        switch self {
        case .string: .text(text)
        case .integer, .year: Int(text).map { .integer($0) }
        case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case .boolean: text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
        case .date: CalendarDay(text).map { .date($0) }
        }
    }

    /// How the dataset writes values of this type, for advice.
    var example: String {
        switch self {
        case .string: "without white space at its ends"
        case .integer: "such as 12"
        case .year: "such as 2026"
        case .number: "such as 1.5"
        case .boolean: "true or false"
        case .date: "such as 2026-11-30"
        }
    }
}
