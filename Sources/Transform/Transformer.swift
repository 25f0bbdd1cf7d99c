public import CodeLists
import OrderedCollections
public import SurveyModel

/// Makes typed values and codes of what was typed.
public struct Transformer: Sendable {
    let definition: SurveyDefinition
    let matchers: [String: CodeMatcher]
    /// The fields of each table, in the definition's order.
    let fields: [String: [AskedField]]
    /// Where in each table's fields yes and no may be answered, or marks set.
    private let marked: [String: [Int]]
    /// The statuses that marks stand for, the marks in lower case.
    private let missing: [String: String]
    /// The same for fields with marks of their own.
    private let missingByField: [FieldKey: [String: String]]
    /// Whether a mark is a number, such as -99.
    let hasNumberMarks: Bool
    /// The thousands or millions in which questions ask, by the id of the questionnaire's version: made when a return of that version comes.
    private let declaredScales = Memory<String, DeclaredScales>(most: 64)
    let flags: ValueFlags
    private let units: [FieldKey: FieldUnit]
    /// What texts were read as: respondents of one survey write the same words.
    let readings = Memory<ReadingKey, CodeReading>(most: 8_192)
    /// Of which answers texts are made that are none as a whole, or not surely.
    let parted = Memory<ReadingKey, CodeReading?>(most: 4_096)

    struct ReadingKey: Hashable {
        let list: String
        let text: ExactText
        let language: String?

        // The text tells nearly all of them apart; few lists and languages share one.
        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    private struct FieldKey: Hashable {
        let table: String
        let field: Int
    }

    /// A transformer for a survey.
    ///
    /// - Parameters:
    ///   - definition: the survey.
    ///   - matchers: a matcher for each code list of the survey, by the list's name.
    public init(definition: SurveyDefinition, matchers: [String: CodeMatcher]) {
        self.definition = definition
        self.matchers = matchers
        missing = Self.statuses(definition.missing)
        flags = ValueFlags(definition.flags)
        var missingByField: [FieldKey: [String: String]] = [:]
        var units: [FieldKey: FieldUnit] = [:]
        var fields: [String: [AskedField]] = [:]
        for (name, table) in definition.tables {
            fields[name] = table.fields.values.map { AskedField($0, of: table, matchers) }
            for (index, field) in table.fields.values.enumerated() {
                let key = FieldKey(table: name, field: index)
                missingByField[key] = field.missing.map(Self.statuses)
                if field.unit != nil { units[key] = FieldUnit(field.unit) }
            }
        }
        self.missingByField = missingByField
        hasNumberMarks = ([missing] + missingByField.values).contains { $0.keys.contains { Double($0) != nil } }
        self.units = units
        self.fields = fields
        marked = fields.mapValues { fields in
            fields.indices.filter { index in
                let field = fields[index].field
                return field.codeList == nil ? field.type == .boolean : field.isMany
            }
        }
    }

    private static func statuses(_ marks: [MissingMark]) -> [String: String] {
        Dictionary(marks.flatMap { mark in mark.marks.map { ($0.trimmed.lowercased(), mark.status) } }) { first, _ in
            first
        }
    }

    /// Makes records of raw records. Each raw record is let go of when its record is made, so that a large return is not held twice.
    ///
    /// - Parameters:
    ///   - records: the raw records of one return.
    ///   - places: where the return's fields stand, with the headings over them: these may say that amounts are in thousands.
    ///   - language: the language of the return's labels; it settles what `1.234` means where the column does not.
    ///   - version: the version of the questionnaire as which the return was read; the newest where nothing is said.
    ///   - override: the name of the override with which it was read.
    ///   - uses1904: whether the workbook's serial numbers of days count from 1904.
    ///   - bound: what bounds the findings; nil where all are wanted.
    public func transform(
        _ records: consuming [RawRecord], places: [FieldPlace] = [], language: String?, version: String? = nil,
        override: String? = nil, uses1904: Bool = false, bound: FindingsBound? = nil
    ) -> Transformation {
        // Nothing is asked of the headings then, nor of the definition's scales, which take long to make.
        if records.isEmpty { return Transformation() }
        // Where the labels do not tell, a survey in one language does.
        let language = language ?? (definition.languages.count == 1 ? definition.languages.first : nil)
        let declared = scales(version, override)
        var pass = TransformPass(
            transformer: self, language: language, signs: decimalSigns(records, language: language),
            scales: AskedScales(declared, definition: definition, places: places, language: language),
            markCustoms: markCustoms(records, language: language), uses1904: uses1904)
        pass.bound = bound
        pass.tellUnits(of: places, declared)
        var numbers: [String: Int] = [:]
        records.reverse()
        while let raw = records.popLast() {
            numbers[raw.table, default: 0] += 1
            pass.take(raw, number: numbers[raw.table, default: 1])
        }
        return pass.finished()
    }

    private func scales(_ version: String?, _ override: String?) -> DeclaredScales {
        let versions = definition.overrides.first { $0.name == override }?.versions ?? definition.versions
        let read = versions.first { $0.id == version } ?? versions[0]
        // Of many reporters' overrides few are used.
        guard override == nil else { return DeclaredScales(definition, read) }
        return declaredScales.value(of: read.id) { DeclaredScales(definition, read) }
    }

    /// The observation status that a text stands for, if it is a missing-value mark.
    func status(of text: String, table: String, field: Int) -> String? {
        // No mark is that long.
        guard text.utf8.count <= 400 else { return nil }
        let own = missingByField.isEmpty ? nil : missingByField[FieldKey(table: table, field: field)]
        return (own ?? missing)[text.trimmed.lowercased()]
    }

    /// The unit of a field.
    func unit(table: String, field: Int) -> FieldUnit {
        units[FieldKey(table: table, field: field)] ?? .absent
    }

    private func markCustoms(_ records: [RawRecord], language: String?) -> MarkCustoms {
        MarkCustoms(language: language, languages: definition.languages) {
            records.contains { record in
                (marked[record.table] ?? []).contains { index in hasCircle(record.entries[index]) }
            }
        }
    }

    /// Whether a circle stands alone in a cell.
    private func hasCircle(_ entry: RawEntry?) -> Bool {
        guard let entry else { return false }
        return switch entry.value {
        case .text(let text): BooleanReading.isCircle(QuotedFormula.content(of: text) ?? text)
        case .marks(let marks): marks.contains { BooleanReading.isCircle($0.text) }
        case .number, .boolean, .date, .error, .parts: false
        }
    }

    /// What settles an ambiguous numeral: the clear ones of its own column; else of all columns; else the language's custom.
    private func decimalSigns(_ records: [RawRecord], language: String?) -> DecimalSigns {
        var signs = DecimalSigns(custom: LanguageCustom.decimalSign(language))
        for record in records {
            guard let table = definition.tables[record.table] else { continue }
            for (index, entry) in record.entries.enumerated() {
                guard case .text(let text)? = entry?.value else { continue }
                let field = table.fields.values[index]
                guard field.type == .number || field.type == .integer, field.codeList == nil,
                    let sign = NumberReading.evidence(
                        QuotedFormula.content(of: text) ?? text,
                        setting: NumberSetting(
                            language: language, unit: unit(table: record.table, field: index), flags: flags))
                else {
                    continue
                }
                signs.add(sign, table: record.table, field: index)
            }
        }
        return signs
    }
}

/// What is known of the decimal signs of a return.
struct DecimalSigns: Sendable {
    private struct Column: Hashable {
        let table: String
        let field: Int
    }

    let custom: DecimalSign?
    private var columns: [Column: Set<DecimalSign>] = [:]
    private var all: Set<DecimalSign> = []

    init(custom: DecimalSign?) {
        self.custom = custom
    }

    mutating func add(_ sign: DecimalSign, table: String, field: Int) {
        columns[Column(table: table, field: field), default: []].insert(sign)
        all.insert(sign)
    }

    /// The sign of a column, where all that tells agrees; only the language's custom where nothing tells.
    func sign(table: String, field: Int) -> (sign: DecimalSign?, isCustom: Bool) {
        if let column = columns[Column(table: table, field: field)] {
            return (column.count == 1 ? column.first : nil, false)
        }
        if !all.isEmpty { return (all.count == 1 ? all.first : nil, false) }
        return (custom, true)
    }
}
