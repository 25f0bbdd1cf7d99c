/// The declared checks of a table.
public struct TableCheckDefinitions: Sendable {
    /// Keys of records elsewhere that its fields must hold.
    public var foreignKeys: [ForeignKey] = []
    /// Totals that must equal the sum of their parts.
    public var totals: [TotalCheck] = []
    /// The field of another table that says how many records there are.
    public var count: CountCheck?
    /// What is odd though not impossible.
    public var plausibility: [PlausibilityCheck] = []
    /// How many questions may stay without an answer.
    public var nonresponse: [NonresponseLimits] = []

    /// No checks.
    public init() {}

    /// The check of an id and nothing else, in earnest: neither on trial nor switched off for anybody.
    public func alone(_ id: String) -> TableCheckDefinitions {
        var alone = TableCheckDefinitions()
        alone.foreignKeys = foreignKeys.filter { $0.terms.id == id }
        alone.totals = totals.filter { $0.terms.id == id }
        alone.count = count?.terms.id == id ? count : nil
        alone.plausibility = plausibility.filter { $0.terms.id == id }
        alone.nonresponse = nonresponse.filter { $0.terms.contains { $0.id == id } }
        for index in alone.foreignKeys.indices { alone.foreignKeys[index].terms.makeEarnest() }
        for index in alone.totals.indices { alone.totals[index].terms.makeEarnest() }
        alone.count?.terms.makeEarnest()
        for index in alone.plausibility.indices { alone.plausibility[index].terms.makeEarnest() }
        for index in alone.nonresponse.indices { alone.nonresponse[index].makeEarnest() }
        return alone
    }

    /// The terms of all checks, in the definition's order.
    public var terms: [CheckTerms] {
        foreignKeys.map(\.terms) + totals.map(\.terms) + [count?.terms].compactMap(\.self) + plausibility.map(\.terms)
            + nonresponse.flatMap(\.terms)
    }
}

/// Fields whose values must be those of a record elsewhere (Frictionless Table Schema, section *foreignKeys*).
public struct ForeignKey: Sendable, Hashable {
    /// Where the other records are looked for.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// In the same return.
        case `return`
        /// In all returns of the same round.
        case round
    }

    /// Id, severity, message.
    public internal(set) var terms: CheckTerms
    /// The fields of the table.
    public let fields: [String]
    /// The other table, or `reporters`.
    public let resource: String
    /// The fields there, in the same order.
    public let referenced: [String]
    /// Where the other records are looked for.
    public let scope: Scope
}

/// A number that must equal a sum of others, within a tolerance.
public struct TotalCheck: Sendable, Hashable {
    /// What is added up.
    public enum Parts: Sendable, Hashable {
        /// Other fields of the same record.
        case fields([String])
        /// The same field of the other records of the return that agree in `by`: the total is the record in which the field `over` has the code `total`, the
        /// parts are those with the codes in `parts`, or with any other.
        case records(over: String, total: String, parts: [String], by: [String])
        /// A field of another table's records of the return, those that agree in `by`.
        case table(String, field: String, by: [String])
    }

    /// Id, severity, message.
    public internal(set) var terms: CheckTerms
    /// The field with the total.
    public let field: String
    /// What is added up.
    public let parts: Parts
    /// How far the two may lie apart.
    public let tolerance: Tolerance
    /// Whether a part that is missing counts as nought; else nothing can be told.
    public let countsMissingAsZero: Bool
}

/// A field that says how many records a table has.
public struct CountCheck: Sendable, Hashable {
    /// Id, severity, message.
    public internal(set) var terms: CheckTerms
    /// The field, of another table of the return.
    public let field: FieldReference
}

/// The shares of questions without an answer above which that is told, in per cent.
public struct NonresponseLimits: Sendable, Hashable {
    /// The fields that are looked at; empty: all.
    public let fields: [String]
    /// Of one field in the current round: above it a note.
    public let note: Double?
    /// Of one field in the current round: above it a warning.
    public let warning: Double?
    /// Of all fields of one return: above it a warning.
    public let perReturn: Double?
    /// Where it stands in the definition.
    public let position: SourcePosition
    /// The terms on which a field is told; nil where none is. How much it matters is told by which limit is passed.
    public internal(set) var ofFields: CheckTerms?
    /// The terms on which a return is told; nil where none is.
    public internal(set) var ofReturns: CheckTerms?

    /// The terms of what is told.
    public var terms: [CheckTerms] { [ofFields, ofReturns].compactMap(\.self) }

    mutating func makeEarnest() {
        ofFields?.makeEarnest()
        ofReturns?.makeEarnest()
    }
}
