import Report
import SurveyModel

extension QueryLetter {
    /// The letter of a survey whose code lists have no labels.
    init?(to reporter: Reporter, in result: RunResult, workbooks: [String]) throws {
        try self.init(
            to: reporter, in: result, workbooks: workbooks, policy: IssuePolicy(result.definition),
            label: { _, _, _ in nil })
    }
}
