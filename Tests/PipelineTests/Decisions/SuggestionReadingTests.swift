import Foundation
import SurveyModel
import Testing
import Validate

@testable import Pipeline

@Suite("What a suggestion's text means as values")
struct SuggestionReadingTests {
    /// A survey with other fields and lists, and a rule that suggests a text for the kind.
    private static func survey(
        _ row: String, suggest: String = "kind", changes: [(String, String)] = [], lists: [String: String] = [:]
    ) throws -> ReviewedSurvey {
        try ReviewedSurvey(returns: ["AAA.csv": [row]]) { folder in
            var definition = ReviewedSurvey.definition
            for (old, new) in changes { definition = definition.replacing(old, with: new) }
            let rule =
                "  - {id: kind-rule, table: items, severity: warning, check: \"kind <> 'road'\", fields: kind, "
                + "message: M, suggest: \"\(suggest)\"}\n"
            try Data((definition + rule).utf8).write(to: folder.appending(path: "pipeline.yaml"))
            for (name, content) in lists { try Data(content.utf8).write(to: folder.appending(path: name)) }
        }
    }

    private static let textKind = [
        ("kind: {type: string, codelist: kinds, title: Kind}", "kind: {type: string, title: Kind}")
    ]

    private func accept(_ value: String = "") -> DecisionRequest {
        DecisionRequest(
            action: .accept, value: value, reason: "", reviewer: "reviewer A",
            date: CalendarDay("2026-11-20") ?? .distantPast)
    }

    @Test(
        "a text that is suggested is one value, whatever signs are in it: it is accepted, written and published as it stands",
        arguments: ["Bar (Ltd)", "One; second", "Heating (heat); Roads (road)", "(x)"])
    func texts(_ text: String) async throws {
        let survey = try Self.survey("1,10,5,road,,", suggest: "'\(text)'", changes: Self.textKind)
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue("kind-rule"))
        #expect(issue.finding.suggestion?.text(in: "en") == text)
        #expect(outcome.result.choices.of(issue.finding) == nil)
        let desk = try DecisionDesk(survey.survey(), output: survey.output)
        let lines = try desk.lines(about: [issue.fingerprint], accept())
        #expect(lines.map(\.decision.value) == [text])
        try DecisionWriting(survey: survey.folder).append(lines.map(\.decision))
        let after = try await survey.run()
        #expect(after.issue("kind-rule")?.state == .accepted)
        #expect(try survey.rows(after).first?["kind"] == text)
    }

    @Test("codes are found by the list's labels, which may have in them what parts suggestions and encloses codes")
    func labels() async throws {
        let suggested = "Food; supply (heat) (food); Heating (all) (heat)"
        let survey = try Self.survey(
            "1,10,5,road,,", suggest: "'\(suggested)'",
            lists: ["kinds.csv": "code,label_en\nfood,Food; supply (heat)\nheat,Heating (all)\nroad,Roads\n"])
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue("kind-rule"))
        #expect(
            outcome.result.choices.of(issue.finding) == [
                SuggestedValue(value: "food", words: "Food; supply (heat) (food)"),
                SuggestedValue(value: "heat", words: "Heating (all) (heat)"),
            ])
        let desk = try DecisionDesk(survey.survey(), output: survey.output)
        let error = #expect(throws: PipelineError.self) { try desk.lines(about: [issue.fingerprint], accept()) }
        #expect(error?.description.contains("there are 2 suggestions") == true)
        for value in ["food", "Food; supply (heat) (food)"] {
            let lines = try desk.lines(about: [issue.fingerprint], accept(value))
            #expect(lines.map(\.decision.value) == ["food"])
        }
    }

    @Test("the words of a scale are read as those of a code list, parentheses in them and all")
    func scale() async throws {
        let survey = try Self.survey(
            "1,10,1 - middling,food,,",
            changes: [
                ("share: {type: number,", "share: {type: integer, scale: levels,"),
                (
                    "kinds: {file: kinds.csv, confidence: 0.99}",
                    "kinds: {file: kinds.csv, confidence: 0.99}\n  levels: {file: levels.csv}"
                ),
            ], lists: ["levels.csv": "code,label_en\n1,small (under 10)\n2,middling\n"])
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue("type.not-a-number"))
        #expect(
            outcome.result.choices.of(issue.finding) == [
                SuggestedValue(value: "1", words: "small (under 10) (1)"),
                SuggestedValue(value: "2", words: "middling (2)"),
            ])
        let desk = try DecisionDesk(survey.survey(), output: survey.output)
        let lines = try desk.lines(about: [issue.fingerprint], accept("middling (2)"))
        #expect(lines.map(\.decision.value) == ["2"])
    }

    @Test("what a number may be are several values, of which one is accepted")
    func readings() async throws {
        let survey = try Self.survey("1,10,10-15,food,,")
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue("type.range"))
        #expect(outcome.result.choices.of(issue.finding)?.map(\.value) == ["10", "15"])
        let desk = try DecisionDesk(survey.survey(), output: survey.output)
        #expect(throws: PipelineError.self) { try desk.lines(about: [issue.fingerprint], accept()) }
        #expect(try desk.lines(about: [issue.fingerprint], accept("15")).map(\.decision.value) == ["15"])
    }
}
