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

    @Test(
        "a rule that keeps something out and reads the current round alone is told: the next round would publish it",
        arguments: [
            ("items_current", "severity: error", true), ("\"Items_Current\"", "severity: error", true),
            ("items_current", "severity: warning, action: hold", true), ("items_current", "severity: warning", false),
            ("items_current", "severity: error, action: publish", false), ("items", "severity: error", false),
            ("items AS my_items_current", "severity: error", false),
        ])
    func currentRound(read: String, terms: String, isTold: Bool) throws {
        let query = "SELECT \"return\", record FROM \(read) WHERE share > amount"
        let rule = "  - {id: kept, table: items, \(terms), query: '\(query)', fields: share, message: Much.}\n"
        let findings = DefinitionReview(try ReviewedSurvey(rule, returns: [:]).survey()).diagnoses().map(\.finding)
        #expect(
            findings.contains { $0.hasPrefix("what kept keeps out or marks is published") } == isTold, "\(findings)")
    }

    @Test("several rounds and nothing by which a return tells its own are a warning, one round or a source is none")
    func rounds() throws {
        func warnings(_ round: String) throws -> [Diagnosis] {
            let definition = SpecimenSurvey.definition.replacing("{current: \"2026\"}", with: round)
            return DefinitionReview(try SpecimenSurvey.load(definition)).diagnoses().filter { $0.subject == "rounds" }
        }
        let warning = try #require(try warnings("{current: \"2026\", all: [\"2025\", \"2026\"]}").first)
        #expect(warning.state == .warning && warning.finding.contains("2 rounds and no `from:`"))
        #expect(try warnings("{current: \"2026\"}").isEmpty)
        #expect(try warnings("{current: \"2026\", all: [\"2025\", \"2026\"], from: {folder: 1}}").isEmpty)
    }
}
