import CodeLists
import SurveyModel

/// A field of a table, with what its values are read by: made once for all returns, and lent to each value by reference. A definition is large, and to
/// copy it for each value took longer than to read most values.
final class AskedField: Sendable {
    let table: TableDefinition
    let field: FieldDefinition
    /// The field's code list; nil where it has none.
    let codes: AskedCodes?
    /// The marks that say why there is no value: the field's own, or those of the survey.
    let marks: MissingMarks
    let unit: FieldUnit
    /// Whether its values can be in thousands.
    let isScalable: Bool
    /// Whether they are numbers, and no codes.
    let isNumber: Bool

    /// - Parameters:
    ///   - marks: those of the survey.
    ///   - unit: that of the field's unit.
    init(
        _ field: FieldDefinition, of table: TableDefinition, _ matchers: [String: CodeMatcher], marks: MissingMarks,
        unit: FieldUnit
    ) {
        self.table = table
        self.field = field
        codes = field.codeList.flatMap { list in matchers[list].map { AskedCodes(list, $0) } }
        self.marks = field.missing.map { MissingMarks($0) } ?? marks
        self.unit = unit
        isScalable = field.isScalable
        isNumber = (field.type == .number || field.type == .integer) && field.codeList == nil
    }
}

/// A code list that a field's values are of, lent by reference as the field is.
final class AskedCodes: Sendable {
    /// The list's name.
    let list: String
    let matcher: CodeMatcher

    init(_ list: String, _ matcher: CodeMatcher) {
        self.list = list
        self.matcher = matcher
    }
}
