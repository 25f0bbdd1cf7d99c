import OrderedCollections
import SurveyModel

/// The constrained fields of a table, and its key, as a record meets them.
final class TableChecks: Sendable {
    private let table: TableDefinition
    private let fields: [FieldCheck]
    private let key: [Int]
    /// The field that is the whole key and must be unique besides: its values are then remembered once.
    private let uniqueKey: Int?
    /// Whether sentences may name sheets: a name may quote a private answer.
    private let namesSheets: Bool

    init(_ table: TableDefinition, in definition: SurveyDefinition) {
        self.table = table
        namesSheets = !definition.hasPrivateFields
        fields = table.fields.values.enumerated().compactMap { index, field in
            field.constraints.terms.isEmpty ? nil : FieldCheck(field, at: index)
        }
        let key = table.key.compactMap { table.index(of: $0) }
        self.key = key
        let unique = fields.filter(\.isUnique).map(\.index)
        uniqueKey = key.count == 1 ? key.first.flatMap { unique.contains($0) ? $0 : nil } : nil
    }

    /// Checks the record at `place` among `records`.
    func check(_ place: Int, of records: [Record], _ seen: inout SeenValues, _ findings: inout [Finding]) {
        let record = records[place]
        var firstOfKey: Int?
        for check in fields {
            if !check.isFulfilled(by: record) {
                findings += ConstraintWording(table: table, field: check.field, record: record, index: check.index)
                    .findings()
            }
            if check.isUnique, let value = record.entries[check.index]?.value,
                let first = seen.first(with: value, of: check.index, at: place)
            {
                findings.append(
                    ConstraintWording(table: table, field: check.field, record: record, index: check.index)
                        .repeated(records[first], namesSheet: namesSheets))
                if check.index == uniqueKey { firstOfKey = first }
            }
        }
        if uniqueKey == nil, let key = ValueKey(record, fields: key) {
            firstOfKey = seen.first(withKey: key, at: place)
        }
        if let firstOfKey {
            findings.append(ConstraintWording.repeatedKey(of: record, in: table, records[firstOfKey]))
        }
    }
}

/// A field's constraints, in the form in which a value is held against them without a copy being made: an object, since a loop over structures copies
/// all that they refer to.
final class FieldCheck: Sendable {
    let field: FieldDefinition
    let index: Int
    let isUnique: Bool
    private let isRequired: Bool
    private let minimum: Value?
    private let maximum: Value?
    private let minLength: Int?
    private let maxLength: Int?
    private let pattern: Pattern?
    private let allowed: Set<String>
    private let looksAtText: Bool

    init(_ field: FieldDefinition, at index: Int) {
        self.field = field
        self.index = index
        let constraints = field.constraints
        isUnique = constraints.unique
        isRequired = constraints.required
        minimum = constraints.minimum
        maximum = constraints.maximum
        minLength = constraints.minLength
        maxLength = constraints.maxLength
        pattern = constraints.pattern
        allowed = Set(constraints.enumeration)
        looksAtText = minLength != nil || maxLength != nil || pattern != nil || !allowed.isEmpty
    }

    /// Whether a record breaks none of the constraints that one value can break by itself.
    func isFulfilled(by record: Record) -> Bool {
        guard let value = record.entries[index]?.value else {
            return !isRequired || !field.lacksRequiredAnswer(record.entries[index])
        }
        if let minimum, value.isLess(than: minimum) { return false }
        if let maximum, maximum.isLess(than: value) { return false }
        guard looksAtText else { return true }
        // A text is its own text: nothing is made. The other kinds of value seldom have such constraints.
        let text = value.text
        return hasLength(text) && (pattern?.matchesWhole(text) ?? true)
            && (allowed.isEmpty || allowed.contains(text))
    }

    /// Characters are counted only where the bytes do not tell: there are never more characters than bytes. They are Unicode scalars, as for patterns, and
    /// for those who hold the dataset against its description.
    private func hasLength(_ text: String) -> Bool {
        let bytes = text.utf8.count
        if let most = maxLength, bytes > most, text.unicodeScalars.count > most { return false }
        if let least = minLength, bytes < least || text.unicodeScalars.count < least { return false }
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

/// A value, or the values of a key: what must not occur twice.
enum ValueKey: Hashable {
    case one(Value)
    case several([Value])

    /// The values of a record's key; nil where one is missing, and where there is no key.
    init?(_ record: Record, fields: [Int]) {
        guard let index = fields.first, let value = record.entries[index]?.value else { return nil }
        guard fields.count > 1 else {
            self = .one(value)
            return
        }
        var values: [Value] = []
        values.reserveCapacity(fields.count)
        for index in fields {
            guard let value = record.entries[index]?.value else { return nil }
            values.append(value)
        }
        self = .several(values)
    }
}

/// Values and keys that were seen in the records of a table in a return, with the place of the record that had them first.
struct SeenValues {
    /// For how many there is room from the beginning: most values that must be unique are.
    private let capacity: Int
    private var keys: [ValueKey: Int] = [:]
    private var values: [Int: [Value: Int]] = [:]

    /// - Parameter capacity: about how many records there are.
    init(capacity: Int) { self.capacity = capacity }

    /// The place of the record that had the key first; nil where this one is the first, which is then remembered.
    mutating func first(withKey key: ValueKey, at place: Int) -> Int? {
        if keys.isEmpty { keys.reserveCapacity(capacity) }
        return Self.other(than: place, &keys[key, default: place])
    }

    /// The same for the value of a field.
    mutating func first(with value: Value, of field: Int, at place: Int) -> Int? {
        Self.other(
            than: place, &values[field, default: Dictionary(minimumCapacity: capacity)][value, default: place])
    }

    /// What is remembered, unless it is the place itself. Handed over in place, so that a value is looked up once and not once more to write it.
    private static func other(than place: Int, _ remembered: inout Int) -> Int? {
        remembered == place ? nil : remembered
    }
}
