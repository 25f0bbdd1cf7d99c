import OrderedCollections
import SurveyModel

/// The constrained fields of a table, and its key, as a record meets them.
struct TableChecks: Sendable {
    private let table: TableDefinition
    private let fields: [FieldCheck]
    private let key: [Int]

    init(_ table: TableDefinition) {
        self.table = table
        fields = table.fields.values.enumerated().compactMap { index, field in
            field.constraints.named.isEmpty ? nil : FieldCheck(field, at: index)
        }
        key = table.key.compactMap { table.index(of: $0) }
    }

    func check(_ record: Record, _ seen: inout SeenValues, _ findings: inout [Finding]) {
        for check in fields {
            if !check.isFulfilled(by: record) {
                findings += ConstraintWording(table: table, field: check.field, record: record, index: check.index)
                    .findings()
            }
            if check.field.constraints.unique, let value = record.entries[check.index]?.value,
                let first = seen.first(with: ValueKey(value), at: check.index, record)
            {
                findings.append(
                    ConstraintWording(table: table, field: check.field, record: record, index: check.index)
                        .repeated(first))
            }
        }
        if let key = ValueKey(record, fields: key), let first = seen.first(with: key, at: -1, record) {
            findings.append(ConstraintWording.repeatedKey(of: record, in: table, first))
        }
    }
}

/// A field's constraints, in the form in which a value is held against them without a copy being made.
struct FieldCheck: Sendable {
    let field: FieldDefinition
    let index: Int
    private let constraints: Constraints
    private let allowed: Set<String>

    init(_ field: FieldDefinition, at index: Int) {
        self.field = field
        self.index = index
        constraints = field.constraints
        allowed = Set(field.constraints.enumeration)
    }

    /// Whether a record breaks none of the constraints that one value can break by itself.
    func isFulfilled(by record: Record) -> Bool {
        guard let value = record.entries[index]?.value else {
            return !constraints.required || !field.lacksRequiredAnswer(record.entries[index])
        }
        if let minimum = constraints.minimum, value.isLess(than: minimum) { return false }
        if let maximum = constraints.maximum, maximum.isLess(than: value) { return false }
        guard
            constraints.minLength != nil || constraints.maxLength != nil || constraints.pattern != nil
                || !allowed.isEmpty
        else { return true }
        // A text is its own text: nothing is made. The other kinds of value seldom have such constraints.
        let text = value.text
        return hasLength(text) && (constraints.pattern?.matchesWhole(text) ?? true)
            && (allowed.isEmpty || allowed.contains(text))
    }

    /// Characters are counted only where the bytes do not tell: there are never more characters than bytes.
    private func hasLength(_ text: String) -> Bool {
        let bytes = text.utf8.count
        if let most = constraints.maxLength, bytes > most, text.count > most { return false }
        if let least = constraints.minLength, bytes < least || text.count < least { return false }
        return true
    }
}

extension Value {
    /// Whether it is less, for numbers and days; other kinds are not compared.
    func isLess(than other: Value) -> Bool {
        if case .date(let first) = self, case .date(let second) = other { return first < second }
        guard let first = number, let second = other.number else { return false }
        return first < second
    }
}

/// A value, or the values of a key: what must not occur twice. Up to four values take no memory of their own.
struct ValueKey: Hashable {
    private let first: Value
    private var second: Value?
    private var third: Value?
    private var fourth: Value?
    private var rest: [Value] = []

    init(_ value: Value) { first = value }

    /// The values of a record's key; nil where one is missing, and where there is no key.
    init?(_ record: Record, fields: [Int]) {
        guard let index = fields.first, let value = record.entries[index]?.value else { return nil }
        first = value
        for (place, index) in fields.enumerated().dropFirst() {
            guard let value = record.entries[index]?.value else { return nil }
            switch place {
            case 1: second = value
            case 2: third = value
            case 3: fourth = value
            default: rest.append(value)
            }
        }
    }
}

/// Values and keys that were seen in the records of a table in a return.
struct SeenValues {
    private var seen: [Int: [ValueKey: Record]] = [:]

    /// The record that had the value first; nil where this one is the first, which is then remembered.
    mutating func first(with key: ValueKey, at field: Int, _ record: Record) -> Record? {
        if let first = seen[field, default: [:]][key] { return first }
        seen[field, default: [:]][key] = record
        return nil
    }
}
