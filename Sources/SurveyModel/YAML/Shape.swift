/// What a definition may hold at a place. One tree of shapes (``DefinitionShape``) drives three things, so that they cannot drift apart:
/// the check of a definition, the JSON Schema for editors, and the reference of keys.
indirect enum Shape: Sendable {
    /// Text; any scalar.
    case text
    /// Text that is not blank; with what it is, as in 'must be the name of a file'.
    case filled(String)
    /// One of a few words.
    case word([String])
    /// `true` or `false`.
    case boolean
    case integer(minimum: Int? = nil)
    case number
    /// A number of bytes, `1048576` or `64 MiB`.
    case size
    /// A calendar date, `2026-11-30`.
    case date
    /// A text, or a mapping from language to text (or texts, where `many`).
    case localized(many: Bool = false)
    /// A localized text, or a mapping with the key `sql` alone: an SQL expression.
    case localizedOrExpression
    /// A list; where `orOne`, a single item may stand without the list's brackets; where `atLeastOne`, it cannot be empty.
    case list(Shape, orOne: Bool = false, atLeastOne: Bool = false)
    /// Things by name: the names are the author's, each value has the shape. The names follow the pattern of identifiers.
    case named(Shape, atLeastOne: Bool = false)
    /// Free keys (codes, languages) with values of a shape.
    case keyed(Shape)
    case object(ObjectShape)
    /// A value of a shape, or a mapping that has the value under one of its keys and says more of it.
    case short(Shape, long: ObjectShape)
    /// A value, a list or a mapping, checked where it is used.
    case any
    /// Any value, checked where it is used (the differences of a template version).
    case differences(of: Shape)
}

/// The keys of a mapping.
struct ObjectShape: Sendable {
    let name: String
    let properties: [Property]
    /// Sets of keys of which exactly one must be there: `check` or `query`.
    let exactlyOne: [[String]]

    init(_ name: String, exactlyOne: [[String]] = [], _ properties: [Property]) {
        self.name = name
        self.properties = properties
        self.exactlyOne = exactlyOne
    }
}

struct Property: Sendable {
    let key: String
    let shape: Shape
    let isRequired: Bool
    /// One sentence for the JSON Schema and the reference.
    let summary: String

    init(_ key: String, _ shape: Shape, required: Bool = false, _ summary: String) {
        self.key = key
        self.shape = shape
        self.isRequired = required
        self.summary = summary
    }
}
