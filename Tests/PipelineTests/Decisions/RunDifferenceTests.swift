import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What differs between two runs, and what a changed definition would change")
struct RunDifferenceTests {
    private static let rows = ["1,10,5,food,,2026-01-01", "2,400,5,heat,,"]

    @Test("issues by rule, states, returns, rows and values between two runs")
    func runs() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let first = try await survey.run()
        let issue = try #require(first.issue("constraint.maximum"))
        try survey.decide(["\(issue.fingerprint),correct,400,40,Slip,reviewer A,,2026-11-01,"])
        try survey.send("BBB.csv", ["1,500,5,food,,"])
        let second = try await survey.run()
        let difference = try RunDifference.ofRuns(survey.survey(), output: survey.output, ids: nil)
        #expect(difference.earlier == first.id && difference.later == second.id)
        #expect(difference.newReturns == ["BBB.csv"] && difference.goneReturns.isEmpty)
        #expect(difference.rules.first { $0.rule == "constraint.maximum" }?.added.map(\.reporter) == ["BBB"])
        #expect(difference.rules.first { $0.rule == "coverage.missing-return" }?.gone.map(\.reporter) == ["BBB"])
        #expect(difference.states.contains { $0.issue.rule == "constraint.maximum" && $0.now == .corrected })
        #expect(difference.tables.first?.added.map(\.record) == ["2"])
        let back = try RunDifference.ofRuns(survey.survey(), output: survey.output, ids: (second.id, first.id))
        #expect(back.tables.first?.removed.count == 1 && back.goneReturns == ["BBB.csv"])
    }

    @Test("a resubmission's rows are the earlier return's rows, by their key")
    func resubmission() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,,2026-01-01", "2,20,5,heat,,"]])
        try await survey.run()
        try survey.send("2026-11-20/AAA.csv", ["2,21,5,heat,,", "1,10,5,food,,2026-01-02"])
        try await survey.run()
        let difference = try RunDifference.ofRuns(survey.survey(), output: survey.output, ids: nil)
        let table = try #require(difference.tables.first)
        #expect(table.added.isEmpty && table.removed.isEmpty)
        #expect(
            table.changed.map { "\($0.column) \($0.was) \($0.now)" } == [
                "amount 20 21", "day 2026-01-01 2026-01-02",
            ])
    }

    @Test("each of a reporter's bodies is compared with its own earlier return, whichever run is named first")
    func bodies() async throws {
        let survey = try ReviewedSurvey(
            returns: ["AAA-1.csv": ["1,10,5,food,,2026-01-01"], "AAA-2.csv": ["1,20,5,heat,,2026-01-01"]])
        try Self.define(survey, [("latest: items.day", "latest: items.day, distinguish: items.kind")])
        let first = try await survey.run()
        try survey.send("AAA-3.csv", ["1,21,5,heat,,2026-03-01"])
        try survey.send("AAA-4.csv", ["1,11,5,food,,2026-03-01"])
        let second = try await survey.run()
        func amounts(_ earlier: String, _ later: String) throws -> [String] {
            let difference = try RunDifference.ofRuns(
                survey.survey(), output: survey.output, ids: (earlier: earlier, later: later))
            let table = try #require(difference.tables.first)
            #expect(table.added.isEmpty && table.removed.isEmpty)
            #expect(Set(table.changed.map(\.column)) == ["amount", "day"])
            return table.changed.filter { $0.column == "amount" }.map { "\($0.was) \($0.now)" }.sorted()
        }
        let there = try amounts(first.id, second.id)
        #expect(there == ["10 11", "20 21"])
        let back = try amounts(second.id, first.id)
        #expect(back == ["11 10", "21 20"])
    }

    @Test("where the key was named otherwise, no row of a resubmission is taken for another")
    func renamedKey() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,,2026-01-01", "2,20,5,heat,,"]])
        try await survey.run()
        try survey.send("2026-11-20/AAA.csv", ["2,21,5,heat,,", "1,10,5,food,,2026-01-02"])
        try await survey.run()
        try Self.define(
            survey,
            [
                ("key: number", "key: serial"), ("number: {type: integer", "serial: {type: integer"),
                ("number: {label", "serial: {label"),
            ])
        let difference = try RunDifference.ofRuns(survey.survey(), output: survey.output, ids: nil)
        let table = try #require(difference.tables.first)
        #expect(table.changed.isEmpty && table.added.count == 2 && table.removed.count == 2)
    }

    @Test("columns that only one of the two has are told with their values")
    func columns() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,heat,2026-01-01", "2,20,5,heat,,"]])
        try await survey.run()
        try Self.define(survey, [("kinds: {type: string", "sorts: {type: string"), ("kinds: {label", "sorts: {label")])
        let difference = try await DefinitionTrial(survey: survey.survey(), inbox: nil, output: survey.output)
            .difference()
        let table = try #require(difference.tables.first)
        #expect(table.added.isEmpty && table.removed.isEmpty && table.changed.isEmpty)
        #expect(table.removedColumns.first == TableDifference.Column(name: "kinds", values: 1))
        #expect(table.addedColumns.first == TableDifference.Column(name: "sorts", values: 1))
        #expect(difference.text().contains("- column kinds, 1 value"))
        #expect(difference.json.contains(#""removed_columns": [{"column": "kinds", "values": 1}"#))
    }

    /// Defines the survey otherwise.
    private static func define(_ survey: ReviewedSurvey, _ changes: [(String, String)]) throws {
        let text = changes.reduce(ReviewedSurvey.definition) { $0.replacing($1.0, with: $1.1) }
        try Data(text.utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
    }

    @Test("a changed definition is tried over the returns of the last run, and nothing is published or kept")
    func definition() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let first = try await survey.run()
        let none = try await DefinitionTrial(survey: survey.survey(), inbox: nil, output: survey.output).difference()
        #expect(none.rules.isEmpty && none.tables.isEmpty && none.states.isEmpty)
        try survey.send("BBB.csv", ["1,500,5,food,,"])
        try survey.define(
            "  - {id: no-food, table: items, severity: error, check: kind <> 'food', fields: kind, message: Food.}\n")
        let before = try FileManager.default.subpathsOfDirectory(atPath: survey.output.path).sorted()
        let trial = try await DefinitionTrial(survey: survey.survey(), inbox: nil, output: survey.output).difference()
        #expect(trial.earlier == first.id && trial.later == "definition" && trial.notReceived == 1)
        #expect(trial.rules.map(\.rule) == ["no-food"])
        #expect(trial.rules.first?.added.map(\.place) == ["AAA!D2"])
        #expect(trial.tables.first?.removed.map(\.record) == ["1"])
        #expect(try FileManager.default.subpathsOfDirectory(atPath: survey.output.path).sorted() == before)
        #expect(trial.text().contains("no-food  +1 -0"))
        let json = try JSONSerialization.jsonObject(with: Data(trial.json.utf8)) as? [String: Any]
        #expect((json?["rules"] as? [[String: Any]])?.first?["rule"] as? String == "no-food")
        // The survey's next run is as if nobody had tried.
        try survey.define("")
        #expect(try await survey.run().newlyRead == 1)
    }

    @Test("a file's name stands on one line, whatever its sender has put into it")
    func names() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        try await survey.run()
        try survey.send("BBB\u{1B}[31m\nline.csv", ["1,50,5,food,,"])
        try await survey.run()
        let text = try RunDifference.ofRuns(survey.survey(), output: survey.output, ids: nil).text()
        #expect(text.contains("+ BBB [31m line.csv\n") && !text.contains("\u{1B}"), "\(text)")
    }

    @Test("a round that the run was told to take is taken for the definition too, but not one that was current then")
    func rounds() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let both = (#"round: {current: "2026"}"#, #"round: {current: "2026", all: ["2025", "2026"]}"#)
        try Self.define(survey, [both])
        try await survey.run(round: "2025")
        let named = try await DefinitionTrial(survey: survey.survey(), inbox: nil, output: survey.output).difference()
        #expect(named.rules.isEmpty && named.tables.isEmpty)
        try await survey.run()
        try Self.define(survey, [both, (#"current: "2026""#, #"current: "2025""#)])
        let moved = try await DefinitionTrial(survey: survey.survey(), inbox: nil, output: survey.output).difference()
        #expect(moved.rules.map(\.rule).contains("coverage.missing-return"))
    }

    @Test(
        "a run of which a file is damaged is told with it, as what cannot be read",
        arguments: ["run.json", "issues.json", "returns.csv"])
    func damaged(file: String) async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        try await survey.run()
        try survey.send("BBB.csv", ["1,500,5,food,,"])
        let second = try await survey.run()
        let url = second.folder.appending(path: file)
        try FileManager.default.removeItem(at: url)
        try Data("damaged\n".utf8).write(to: url)
        let loaded = try survey.survey()
        let error = try #require(throws: PipelineError.self) {
            _ = try RunDifference.ofRuns(loaded, output: survey.output, ids: nil)
        }
        #expect(error.code == .io && error.description.contains("/\(file) "), "\(error)")
        #expect(!error.description.contains("Error"), "\(error)")
    }

    @Test("without the store that tells what was received nothing is compared, and none is made in its place")
    func noStore() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        try await survey.run()
        try survey.forget()
        let trial = try DefinitionTrial(survey: survey.survey(), inbox: nil, output: survey.output)
        let error = try await #require(throws: PipelineError.self) { _ = try await trial.difference() }
        #expect(error.code == .noInput && error.description.contains("the next run makes it"), "\(error)")
        #expect(!FileManager.default.fileExists(atPath: survey.results.appending(path: "canvass.sqlite").path))
    }

    @Test("a rule whose severity or words are changed, and what one on trial does, are told")
    func told() async throws {
        let rule =
            "  - {id: no-food, table: items, severity: warning, check: kind <> 'food', fields: kind, message: Food.}\n"
        let trial = "  - {id: small, table: items, severity: note, trial: true, check: amount < 500, message: Large.}\n"
        let survey = try ReviewedSurvey(rule + trial, returns: ["AAA.csv": Self.rows])
        try await survey.run()
        try survey.define(
            rule.replacing("warning", with: "note").replacing("Food.", with: "It is food.")
                + trial.replacing("< 500", with: "< 50"))
        let difference = try await DefinitionTrial(survey: survey.survey(), inbox: nil, output: survey.output)
            .difference()
        #expect(difference.rules.isEmpty && difference.states.isEmpty && difference.tables.isEmpty)
        #expect(difference.reworded.map { [$0.was.severity, $0.now.severity] } == [[.warning, .note]])
        #expect(difference.counts.map(\.rule) == ["small"])
        #expect(difference.counts.map { [$0.was?.failed, $0.now?.failed] } == [[0, 1]])
        let text = difference.text()
        for line in [
            "1 told otherwise", "      - warning  AAA  AAA!D2  Food.", "      + note  AAA  AAA!D2  It is food.",
            "small  failed 0 -> 1",
        ] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
        let json = try JSONSerialization.jsonObject(with: Data(difference.json.utf8)) as? [String: Any]
        #expect((json?["reworded"] as? [Any])?.count == 1 && (json?["counts"] as? [Any])?.count == 1)
    }

    @Test("a run that there is not, or one run alone, is no input")
    func noInput() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let id = try await survey.run().id
        for ids in [nil, (earlier: id, later: "nowhere")] {
            let error = #expect(throws: PipelineError.self) {
                try RunDifference.ofRuns(survey.survey(), output: survey.output, ids: ids)
            }
            #expect(error?.code == .noInput)
        }
    }
}
