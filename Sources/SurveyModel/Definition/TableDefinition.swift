public import OrderedCollections

/// A table of the dataset.
public struct TableDefinition: Sendable {
    /// The columns that close every published table: where a record comes from. No field has such a name.
    public static let identityColumns = ["reporter", "round", "return", "record"]

    /// The columns that close a table of records that were kept out: where each stood, and why. No field has such a name.
    public static let rejectionColumns = ["sheet", "anchor", "reasons"]

    /// What stands behind a field's name in those of the columns that Canvass makes of it, in files and for rules.
    public static let derivedEndings = ["_label", "_status", "_typed", StagingSchema.statusColumn("")]

    /// The table's name: the CSV file's, and the SQL view's that rules read.
    public let name: String
    /// The title, for people.
    public let title: LocalizedText
    /// What a record is, in a sentence.
    public let summary: LocalizedText?
    /// The fields that identify a record within a return; empty: its order does.
    public let key: [String]
    /// The fields by name, in order of publication.
    public let fields: OrderedDictionary<String, FieldDefinition>
    /// Where the table stands in the definition.
    public let position: SourcePosition
    /// Its declared checks.
    public internal(set) var checks = TableCheckDefinitions()

    /// The fields that everybody who reads the results may see.
    public var publicFields: [FieldDefinition] { fields.values.filter { !$0.isPrivate } }

    /// The fields that are kept apart from the results.
    public var privateFields: [FieldDefinition] { fields.values.filter(\.isPrivate) }

    /// The index of a field in ``fields`` and in a record's entries.
    public func index(of field: String) -> Int? {
        fields.index(forKey: field)
    }
}

/// A field of a table.
public struct FieldDefinition: Sendable {
    /// The field's name: a column of the dataset and of the SQL view.
    public let name: String
    /// The title, for people: the question's words.
    public let title: LocalizedText
    /// What the field means, in a sentence.
    public let summary: LocalizedText?
    /// The type of its values.
    public let type: FieldType
    /// The name of its code list.
    public let codeList: String?
    /// The name of the code list that has the words of a scale, such as "3 large", for a field whose values are its whole numbers.
    public let scale: String?
    /// Whether it holds several codes.
    public let isMany: Bool
    /// The unit, such as `percent` or `persons`. `percent` makes a cell formatted as a percentage count 100 times its number, `per mille` 1,000 times.
    public let unit: String?
    /// The power of ten in which the questionnaire asks while the dataset is in units: 3 for `multiplier: 1000`; nil where none is given.
    public let multiplierPower: Int?
    /// What stands for 'no value' in this field, in place of the survey's marks; nil: those of the survey.
    public let missing: [MissingMark]?
    /// The order in which dates are typed, where the questionnaire says; else such as 03/04/2026 is a finding, not a guess.
    public let dateOrder: DateOrder?
    /// The constraints, with the names and meanings of Frictionless Table Schema.
    public let constraints: Constraints
    /// Where the field stands in the definition.
    public let position: SourcePosition
    /// Whether the question is asked of a record, as an SQL expression over it; nil: it always is.
    public internal(set) var askedIf: RuleExpression?
    /// The terms on which an answer is told that was not asked for; nil where the question always is asked.
    public internal(set) var notAskedTerms: CheckTerms?
    /// Whether its values are kept out of dataset, report, letters and issue files, and stand in a file of their own that only its owner may read.
    public internal(set) var isPrivate = false

    /// The codes that a text names, as the dataset writes them: several are joined by `;`.
    public func codes(in text: String) -> [String] {
        isMany ? text.split(separator: ";").map(String.init) : [text]
    }
}

/// The type of a field's values: those of Frictionless Table Schema that questionnaires use.
public enum FieldType: String, Sendable, Hashable, Codable, CaseIterable {
    /// Text.
    case string
    /// A whole number.
    case integer
    /// A number.
    case number
    /// Yes or no.
    case boolean
    /// A calendar day.
    case date
    /// A calendar year.
    case year
}

/// The order of the parts of a date typed as text.
public enum DateOrder: String, Sendable, Hashable, CaseIterable {
    /// 30/11/2026.
    case dayFirst = "day-first"
    /// 11/30/2026.
    case monthFirst = "month-first"
}

/// Constraints on a field, as in Frictionless Table Schema (Data Package v2, section Field constraints).
public struct Constraints: Sendable, Hashable {
    /// A value must be there.
    public let required: Bool
    /// No two records of a return have the same value.
    public let unique: Bool
    /// The least value; of dates, the earliest.
    public let minimum: Value?
    /// The greatest value; of dates, the latest.
    public let maximum: Value?
    /// The least number of characters (Unicode scalars).
    public let minLength: Int?
    /// The greatest number of characters (Unicode scalars).
    public let maxLength: Int?
    /// A regular expression that the whole value must match.
    public let pattern: Pattern?
    /// The values allowed.
    public let enumeration: [String]
    /// What a value is that breaks a constraint, has the wrong type or is not in the code list; `error` where not given.
    public let severity: Severity
    /// The terms of each constraint that is set: what the definition says of it, else the field's severity and Canvass's words.
    public internal(set) var terms: [ConstraintName: CheckTerms] = [:]
}
