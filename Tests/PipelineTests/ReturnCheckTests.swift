import Foundation
import Spreadsheets
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

    /// A survey in whose inbox each round has a folder, with a return of the earlier round.
    private func survey() throws -> ReviewedSurvey {
        let survey = try ReviewedSurvey(returns: ["2025/AAA.csv": ["1,400,5,food,,"]])
        let rounds = #"round: {current: "2026", all: ["2025", "2026"], from: {folder: 1}}"#
        let definition = ReviewedSurvey.definition.replacing(#"round: {current: "2026"}"#, with: rounds)
        try Data(definition.utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        return survey
    }

    @Test("a file that lies in the inbox is of the round that its folder tells, with the run's issues")
    func folderInInbox() async throws {
        let survey = try survey()
        let file = survey.folder.appending(path: "inbox/2025/AAA.csv")
        let issue = try #require(try await survey.run().issue("constraint.maximum"))
        let checked = try ReturnCheck(survey: survey.survey()).check(file)
        #expect(issue.round == "2025" && checked.returns.map(\.round) == ["2025"])
        #expect(checked.issues.map(\.fingerprint).contains(issue.fingerprint))
        // As well by another way to it, and in an inbox that is named.
        let link = survey.folder.appending(path: "linked")
        try FileManager.default.createSymbolicLink(
            at: link, withDestinationURL: survey.folder.appending(path: "inbox", directoryHint: .isDirectory))
        let linked = try ReturnCheck(survey: survey.survey()).check(link.appending(path: "2025/AAA.csv"))
        #expect(linked.returns.map(\.file) == ["2025/AAA.csv"])
        let other = survey.folder.appending(path: "other", directoryHint: .isDirectory)
        try FileManager.default.copyItem(at: survey.folder.appending(path: "inbox"), to: other)
        let copy = other.appending(path: "2025/AAA.csv")
        #expect(try ReturnCheck(survey: survey.survey()).check(copy).returns.map(\.round) == ["2026"])
        #expect(try ReturnCheck(survey: survey.survey(), inbox: other).check(copy).returns.map(\.round) == ["2025"])
    }

    @Test("a file elsewhere is of the round that is taken for the current one")
    func namedRound() throws {
        let survey = try survey()
        let copy = survey.folder.appending(path: "AAA.csv")
        try FileManager.default.copyItem(at: survey.folder.appending(path: "inbox/2025/AAA.csv"), to: copy)
        let check = ReturnCheck(survey: try SurveyLoader.load(survey.folder, round: "2025"))
        #expect(try check.check(copy).returns.map(\.round) == ["2025"])
    }

    @Test("a link to a return is followed, and what is none is told as what it is")
    func links() throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,400,5,food,,"]])
        let check = ReturnCheck(survey: try survey.survey())
        let link = survey.folder.appending(path: "AAA-link.csv")
        try FileManager.default.createSymbolicLink(
            at: link, withDestinationURL: survey.folder.appending(path: "inbox/AAA.csv"))
        #expect(try check.check(link).counts.recordsRead == 1)
        let folder = #expect(throws: SpreadsheetError.self) { try check.check(survey.folder) }
        #expect(folder?.message.hasSuffix("is a folder.") == true)
        let missing = #expect(throws: SpreadsheetError.self) {
            try check.check(survey.folder.appending(path: "no-such.csv"))
        }
        #expect(missing?.code == .notFound)
    }
}
