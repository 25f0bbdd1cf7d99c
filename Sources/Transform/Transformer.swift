public import CodeLists
import OrderedCollections
public import SurveyModel

/// Makes typed values and codes of what was typed.
public struct Transformer: Sendable {
    let definition: SurveyDefinition
    let matchers: [String: CodeMatcher]
    /// The status by missing-value mark, the mark in lower case.
    private let missing: [String: String]

    /// A transformer for a survey.
    ///
    /// - Parameters:
    ///   - definition: the survey.
    ///   - matchers: a matcher for each code list of the survey, by the list's name.
    public init(definition: SurveyDefinition, matchers: [String: CodeMatcher]) {
        self.definition = definition
        self.matchers = matchers
        missing = Dictionary(definition.missing.flatMap { mark in mark.marks.map { ($0.lowercased(), mark.status) } }) {
            first, _ in first
        }
    }

    /// Makes records of raw records.
    ///
    /// - Parameters:
    ///   - records: the raw records of one return.
    ///   - language: the language of the return's labels; it settles what `1.234` means where the column does not.
    ///   - uses1904: whether the workbook's serial numbers of days count from 1904.
    public func transform(_ records: [RawRecord], language: String?, uses1904: Bool = false) -> Transformation {
        var pass = TransformPass(
            transformer: self, language: language, signs: decimalSigns(records, language: language), uses1904: uses1904)
        var numbers: [String: Int] = [:]
        for raw in records {
            numbers[raw.table, default: 0] += 1
            pass.take(raw, number: numbers[raw.table, default: 1])
        }
        return pass.finished()
    }

    /// The observation status that a text stands for, if it is a missing-value mark.
    func status(of text: String) -> String? {
        missing[text.trimmed.lowercased()]
    }

    /// What settles an ambiguous numeral: the clear ones of its own column; else of all columns; else the language's custom.
    private func decimalSigns(_ records: [RawRecord], language: String?) -> DecimalSigns {
        var signs = DecimalSigns(custom: language == "fr" || language == "de" || language == "es" ? .comma : nil)
        for record in records {
            guard let table = definition.tables[record.table] else { continue }
            for (index, entry) in record.entries.enumerated() {
                guard case .text(let text)? = entry?.value, table.fields.values[index].type == .number,
                    let sign = NumberReading.evidence(text)
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

    /// The sign of a column, where all that tells agrees.
    func sign(table: String, field: Int) -> DecimalSign? {
        if let column = columns[Column(table: table, field: field)] { return column.count == 1 ? column.first : nil }
        if !all.isEmpty { return all.count == 1 ? all.first : nil }
        return custom
    }
}
