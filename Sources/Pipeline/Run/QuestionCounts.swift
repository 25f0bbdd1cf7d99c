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
        return definition.tables.values.flatMap { questions(of: $0, heads, exempt: exempt) }
    }

    /// The questions of a table. Each return is gone to once for all of them: there may be thousands.
    private func questions(
        of table: TableDefinition, _ heads: [BundleHead], exempt: [String: [String: [String: AnswerTally]]]
    ) -> [QuestionCoverage] {
        let fields = Array(table.fields.keys)
        let cellField = cells[table.name]
        var questions = fields.map { QuestionCoverage(table: table.name, field: $0) }
        for head in heads {
            let tallies = head.tallies[table.name] ?? []
            let notAsked = exempt[head.bundle.id]?[table.name] ?? [:]
            for (index, field) in fields.enumerated() {
                var tally = tallies.indices.contains(index) ? tallies[index] : AnswerTally()
                if field == cellField, let answers = head.bundle.answers[table.name] {
                    tally.add(blank: max(0, answers.asked - answers.given))
                }
                questions[index].add(tally, exempt: notAsked[field] ?? AnswerTally())
            }
        }
        return questions
    }
}
