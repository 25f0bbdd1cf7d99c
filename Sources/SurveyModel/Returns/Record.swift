/// How a value was made from what was typed.
public struct Normalisation: Sendable, Hashable, Codable {
    /// The way, such as `label`, `edit-distance`, `decimal-comma`; one word or hyphenated words.
    public let method: String
    /// From 0 to 1: how sure.
    public let confidence: Double

    /// A way with its confidence.
    public init(method: String, confidence: Double) {
        self.method = method
        self.confidence = confidence
    }
}

/// A field's value in a record, with what was typed and how the one became the other.
public struct Entry: Sendable, Hashable, Codable {
    /// The value; nil where there is none, or none that can be used.
    public var value: Value?
    /// The observation status where a missing-value mark was typed, or a flag beside the value.
    public var status: String?
    /// What was typed.
    public let raw: RawValue
    /// Where.
    public let origin: Origin
    /// How the value was made; nil where it is published exactly as typed.
    public var normalisation: Normalisation?

    /// An entry of a record.
    public init(
        value: Value?, status: String? = nil, raw: RawValue, origin: Origin, normalisation: Normalisation? = nil
    ) {
        self.value = value
        self.status = status
        self.raw = raw
        self.origin = origin
        self.normalisation = normalisation
    }
}

/// A typed, normalised record of a return.
public struct Record: Sendable, Hashable, Codable {
    /// The table's name.
    public let table: String
    /// The record's number in its return and table, from 1.
    public let number: Int
    /// The record's first cell.
    public let anchor: Origin
    /// Entries by the field's index in the table; nil where nothing was typed.
    public var entries: [Entry?]

    /// A record with its entries in the order of the table's fields.
    public init(table: String, number: Int, anchor: Origin, entries: [Entry?]) {
        self.table = table
        self.number = number
        self.anchor = anchor
        self.entries = entries
    }
}
