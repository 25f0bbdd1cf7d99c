import Load
import OrderedCollections
import SurveyModel

/// What is counted of a run's returns once it is known what becomes of their records, and which needs nothing of the run's figures.
struct ReturnTallies: Sendable {
    let codes: RunCodings
    let outcomes: RecordOutcomes
    let coverage: [TableCoverage]
    let questions: [QuestionCoverage]

    /// - Parameters:
    ///   - notAsked: by return and table, how many empty answer cells belong to questions that were not asked.
    ///   - exempt: what the records say which were not asked, by return, table and field.
    /// - Throws: ``PipelineError`` where a return's bundle is gone.
    init(
        _ returns: [Return], _ bundles: RunBundles, _ disposition: Disposition, of survey: Survey,
        notAsked: [String: [String: Int]], exempt: [String: [String: [String: AnswerTally]]]
    ) throws {
        codes = try RunCodings(returns, bundles, survey)
        outcomes = RecordOutcomes(returns, bundles, disposition)
        coverage = Self.coverage(of: survey.definition, returns, bundles, outcomes, notAsked: notAsked)
        questions = QuestionCounts(survey.definition).all(returns, bundles, exempt: exempt)
    }

    private static func coverage(
        of definition: SurveyDefinition, _ returns: [Return], _ bundles: RunBundles, _ outcomes: RecordOutcomes,
        notAsked: [String: [String: Int]]
    ) -> [TableCoverage] {
        let tables = Array(definition.tables.keys)
        return returns.filter { $0.state == .live || $0.state == .held }.flatMap { item -> [TableCoverage] in
            let id = item.id
            return tables.map { table -> TableCoverage in
                let records = outcomes.counts(id, table)
                let answers = bundles.heads[id]?.bundle.answers[table] ?? AnswerCount(asked: 0, given: 0)
                let asked = max(answers.given, answers.asked - (notAsked[id]?[table] ?? 0))
                return TableCoverage(
                    returnID: id, reporter: item.reporter, round: item.round, table: table, asked: asked,
                    given: answers.given, records: records.read, published: records.published)
            }
        }
    }
}
