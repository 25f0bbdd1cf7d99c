/// How values, origins and entries are coded in a bundle: as short arrays, not as objects with the same keys a million times over.
/// A bundle is read by the version of Canvass that wrote it, or not at all, so the form may change with the bundles' version.
extension Value {
    private enum Kind: Int, Codable {
        case text, integer, number, boolean, date, codes
    }

    /// Reads kind and content.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        switch try container.decode(Kind.self) {
        case .text: self = .text(try container.decode(String.self))
        case .integer: self = .integer(try container.decode(Int.self))
        case .number: self = .number(try container.decode(Double.self))
        case .boolean: self = .boolean(try container.decode(Bool.self))
        case .date: self = .date(try container.decode(CalendarDay.self))
        case .codes: self = .codes(try container.decode([String].self))
        }
    }

    /// Writes kind and content.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        switch self {
        case .text(let text):
            try container.encode(Kind.text)
            try container.encode(text)
        case .integer(let integer):
            try container.encode(Kind.integer)
            try container.encode(integer)
        case .number(let number):
            try container.encode(Kind.number)
            try container.encode(number)
        case .boolean(let boolean):
            try container.encode(Kind.boolean)
            try container.encode(boolean)
        case .date(let day):
            try container.encode(Kind.date)
            try container.encode(day)
        case .codes(let codes):
            try container.encode(Kind.codes)
            try container.encode(codes)
        }
    }
}

extension RawValue {
    private enum Kind: Int, Codable {
        case text, number, percentage, boolean, date, error, marks, parts
    }

    /// Reads kind and content.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        switch try container.decode(Kind.self) {
        case .text: self = .text(try container.decode(String.self))
        case .number: self = .number(try container.decode(Double.self), isPercent: false)
        case .percentage: self = .number(try container.decode(Double.self), isPercent: true)
        case .boolean: self = .boolean(try container.decode(Bool.self))
        case .date: self = .date(try container.decode(String.self))
        case .error: self = .error(try container.decode(String.self))
        case .marks: self = .marks(try container.decode([Mark].self))
        case .parts: self = .parts(try container.decode([Part].self))
        }
    }

    /// Writes kind and content.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        switch self {
        case .text(let text):
            try container.encode(Kind.text)
            try container.encode(text)
        case .number(let number, let isPercent):
            try container.encode(isPercent ? Kind.percentage : Kind.number)
            try container.encode(number)
        case .boolean(let boolean):
            try container.encode(Kind.boolean)
            try container.encode(boolean)
        case .date(let date):
            try container.encode(Kind.date)
            try container.encode(date)
        case .error(let error):
            try container.encode(Kind.error)
            try container.encode(error)
        case .marks(let marks):
            try container.encode(Kind.marks)
            try container.encode(marks)
        case .parts(let parts):
            try container.encode(Kind.parts)
            try container.encode(parts)
        }
    }
}

extension Origin {
    /// Reads sheet, row and column.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        self.init(
            sheet: try container.decode(String.self), row: try container.decode(Int.self),
            column: try container.decode(Int.self))
    }

    /// Writes sheet, row and column.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(sheet)
        try container.encode(row)
        try container.encode(column)
    }
}

extension Entry {
    /// Reads raw value, origin, value, status, and how the value was made.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let raw = try container.decode(RawValue.self)
        let origin = try container.decode(Origin.self)
        let value = try container.decodeIfPresent(Value.self)
        let status = try container.decodeIfPresent(String.self)
        let method = try container.decodeIfPresent(String.self)
        let confidence = try container.decode(Double.self)
        self.init(
            value: value, status: status, raw: raw, origin: origin,
            normalisation: method.map { Normalisation(method: $0, confidence: confidence) })
    }

    /// Writes raw value, origin, value, status, and how the value was made.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(raw)
        try container.encode(origin)
        try container.encode(value)
        try container.encode(status)
        try container.encode(normalisation?.method)
        try container.encode(normalisation?.confidence ?? 0)
    }
}
