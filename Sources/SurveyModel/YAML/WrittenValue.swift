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
}
