import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What a person should look at in a definition")
struct DefinitionReviewTests {
    @Test("comments that init has left are told by their lines, whatever ends these", arguments: ["\n", "\r\n"])
    func marks(lineEnd: String) throws {
        let survey = try ReviewedSurvey(returns: [:])
        let text = ReviewedSurvey.definition + "# check: one\n# check: another\n"
        try Data(text.replacing("\n", with: lineEnd).utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        let findings = DefinitionReview(try survey.survey()).diagnoses().map(\.finding)
        let first = ReviewedSurvey.definition.count { $0 == "\n" } + 1
        #expect(findings.contains("2 comments still marked check: (lines \(first), \(first + 1))"), "\(findings)")
    }
}
