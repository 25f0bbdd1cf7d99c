import CodeLists
import SurveyModel

/// A field of a table, with the matcher of its code list: made once for all returns, and lent to each value by reference. A definition is large, and to
/// copy it for each value took longer than to read most values.
final class AskedField: Sendable {
    let table: TableDefinition
    let field: FieldDefinition
    /// Nil where it has no code list.
    let matcher: CodeMatcher?

    init(_ field: FieldDefinition, of table: TableDefinition, _ matchers: [String: CodeMatcher]) {
        self.table = table
        self.field = field
        matcher = field.codeList.flatMap { matchers[$0] }
    }
}
