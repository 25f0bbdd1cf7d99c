import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("One return, checked by itself")
struct ReturnCheckTests {
    @Test("it has the decisions on its own issues, and none on other returns")
    func decisions() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,400,5,food,,"], "BBB.csv": ["1,500,5,food,,"]])
        let issues = try await survey.run().issues("constraint.maximum")
        try survey.decide(
            issues.map { issue in
                let reason = "Asked of \(issue.reporter)"
                return "\(issue.fingerprint),waive,\(issue.finding.value ?? ""),,\(reason),reviewer A,,2026-11-01,"
            })
        #expect(try await survey.run().issues("constraint.maximum").map(\.state) == [.waived, .waived])
        let check = ReturnCheck(survey: try survey.survey())
        let result = try check.check(survey.folder.appending(path: "inbox/AAA.csv"))
        #expect(result.decisions.map(\.reason) == ["Asked of AAA"])
        let page = try check.html(result)
        #expect(page.contains("Asked of AAA") && !page.contains("Asked of BBB"))
    }
}
