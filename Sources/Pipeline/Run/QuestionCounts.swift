import OrderedCollections
import SurveyModel

/// How the questions of the current round were answered, over the returns that count: from what each return's records say, without those that were not asked.
struct QuestionCounts {
    private let definition: SurveyDefinition
    /// The fields that matrices of their tables fill: a cell without an answer makes no record there, but it was asked.
    private let cells: [String: String]

    init(_ definition: SurveyDefinition) {
        self.definition = definition
        var cells: [String: Set<String>] = [:]
        for layout in definition.versions.flatMap(\.layouts.values) {
            if case .matrix(let matrix) = layout.kind {
                cells[layout.table, default: []].insert(matrix.valueField)
            } else {
                // Other layouts have records for what was not answered, so what is lacking cannot be told from these.
                cells[layout.table, default: []].insert("")
            }
        }
        self.cells = cells.compactMapValues { $0.count == 1 ? $0.first.flatMap { $0.isEmpty ? nil : $0 } : nil }
    }

    /// The questions in the definition's order.
    ///
    /// - Parameter exempt: what the records say which were not asked, by return, table and field.
    func all(
        _ returns: [Return], _ bundles: RunBundles, exempt: [String: [String: [String: AnswerTally]]]
    ) -> [QuestionCoverage] {
        let heads = returns.filter { $0.state == .live && $0.round == definition.round.current }
            .compactMap { bundles.heads[$0.id] }
        return definition.tables.values.flatMap { table in
            table.fields.keys.enumerated().map { index, field in
                var question = QuestionCoverage(table: table.name, field: field)
                for head in heads {
                    let tallies = head.tallies[table.name] ?? []
                    var tally = tallies.indices.contains(index) ? tallies[index] : AnswerTally()
                    if cells[table.name] == field, let answers = head.bundle.answers[table.name] {
                        tally.add(blank: max(0, answers.asked - answers.given))
                    }
                    question.add(tally, exempt: exempt[head.bundle.id]?[table.name]?[field] ?? AnswerTally())
                }
                return question
            }
        }
    }
}
