/// An error that was planted, and what must be said of it.
struct SeededError {
    let kind: String
    let rule: String
    let sheet: String
    /// The cells of which one must be named; an empty one where a whole sheet is meant.
    let cells: [String]
    /// The field that must be named; any where it is nil.
    let field: String?
    /// What else may be said of the return because of it: a rule, and the cell where one is given.
    var consequences: [Place] = []
    /// Whether a suggestion must be offered.
    var isSuggested = false

    /// A rule at a cell; at any cell of the return where it is nil.
    struct Place {
        let rule: String
        let cell: String?
    }

    init(
        _ kind: String, _ rule: String, _ sheet: String, _ cell: String, extent: [String] = [],
        field: String? = nil, consequences: [Place] = [], isSuggested: Bool = false
    ) {
        self.kind = kind
        self.rule = rule
        self.sheet = sheet
        cells = [cell] + extent
        self.field = field
        self.consequences = consequences
        self.isSuggested = isSuggested
    }
}

/// A kind of error, and how it is planted; nil where the return has no free place for it.
struct SeededKind: Sendable {
    let name: String
    let plant: @Sendable (inout SeededReturn, inout SeededGenerator) -> SeededError?

    init(
        _ name: String, _ plant: @escaping @Sendable (inout SeededReturn, inout SeededGenerator) -> SeededError?
    ) {
        self.name = name
        self.plant = plant
    }
}
