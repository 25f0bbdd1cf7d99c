import OrderedCollections
import SurveyModel

/// A question that is asked of some records only.
struct Condition: Sendable {
    let field: FieldDefinition
    /// The expression over the record that says whether it is asked.
    let rule: CompiledRule

    var table: String { rule.rule.table }

    /// The conditional fields of a survey, each with its expression as a rule that can be compiled.
    static func sources(in definition: SurveyDefinition) -> [(field: FieldDefinition, rule: RuleDefinition)] {
        definition.tables.values.flatMap { table in
            table.fields.values.compactMap { field in
                field.askedIf.map { expression in
                    var rule = RuleDefinition(
                        id: "asked_if of \(table.name).\(field.name)", table: table.name, severity: .warning,
                        check: .record(expression.sql), message: "")
                    rule.position = expression.position
                    rule.checkPosition = expression.position
                    return (field, rule)
                }
            }
        }
    }
}
