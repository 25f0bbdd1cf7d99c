import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Returns that are the questionnaire as it was sent, with the answers that stood in it")
struct PrefilledTests {
    private static let rows = ["1,10,5,food,,", "2,20,5,heat,,"]

    /// - Parameter sent: the rows of AAA's questionnaire as it was sent.
    private func survey(_ returns: [String: [String]], sent: [String] = rows) throws -> ReviewedSurvey {
        try ReviewedSurvey("prefilled: sent\n", returns: returns) { folder in
            try FileManager.default.createDirectory(
                at: folder.appending(path: "sent"), withIntermediateDirectories: true)
            try Data(([ReviewedSurvey.header] + sent).joined(separator: "\n").utf8).write(
                to: folder.appending(path: "sent/AAA.csv"))
        }
    }

    @Test("one with the same answers, though saved otherwise, is told and held; nothing of it is published")
    func held() async throws {
        let saved = Self.rows.map { $0.replacing("food", with: "\"food\"") }
        let survey = try survey(["AAA.csv": saved, "BBB.csv": ["1,11,5,food,,"]])
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue("return.unchanged"))
        #expect(issue.reporter == "AAA" && issue.finding.value == "sent/AAA.csv" && issue.finding.severity == .warning)
        #expect(outcome.issues("return.unchanged").count == 1)
        #expect(outcome.result.returns.map(\.state) == [.held, .live])
        #expect(try survey.rows(outcome).map { $0["reporter"] } == ["BBB"])
        let reasons = try survey.rows(outcome, "rejected/items.csv").map { $0["reasons"] }
        #expect(reasons == ["the return is held back: return.unchanged", "the return is held back: return.unchanged"])
        #expect(outcome.issues("coverage.missing-return").map(\.reporter) == ["AAA"])
    }

    @Test(
        "one answer more, less or other makes it a return like any other",
        arguments: [
            ["1,10,5,food,,", "2,20,6,heat,,"], ["1,10,5,food,,", "2,20,,heat,,"], ["1,10,5,food,,"],
            ["1,10,5,food,,", "2,20,5,heat,,", "3,1,1,road,,"], ["1,10,5,food,,", "2,20,5,heat,road,"],
        ])
    func changed(_ rows: [String]) async throws {
        let outcome = try await survey(["AAA.csv": rows]).run()
        #expect(outcome.issue("return.unchanged") == nil)
        #expect(outcome.result.returns.map(\.state) == [.live])
    }

    @Test(
        "the answers of an earlier round, with which it was filled in before it was sent, were not sent and count",
        arguments: [("sent", "sent"), ("sent/2026", "sent/2026"), ("sent", "sent/2026")])
    func earlierRound(prefilled: String, folder: String) async throws {
        func define(current: String, in home: URL) throws {
            let round = "{current: \"\(current)\", all: [\"2024\", \"2026\", \"2028\"], from: {folder: 1}}"
            let definition = ReviewedSurvey.definition.replacing("{current: \"2026\"}", with: round)
            try Data((definition + "prefilled: \(prefilled)\n").utf8).write(to: home.appending(path: "pipeline.yaml"))
        }
        let saved = Self.rows.map { $0.replacing("food", with: "\"food\"") }
        let survey = try ReviewedSurvey(returns: ["2024/AAA.csv": Self.rows, "2026/AAA.csv": saved]) { home in
            try define(current: "2026", in: home)
            try FileManager.default.createDirectory(
                at: home.appending(path: folder), withIntermediateDirectories: true)
            try Data(([ReviewedSurvey.header] + Self.rows).joined(separator: "\n").utf8).write(
                to: home.appending(path: "\(folder)/AAA.csv"))
        }
        #expect(try await survey.run().result.returns.map(\.state) == [.live, .held])
        #expect(try await survey.run(round: "2024").result.returns.map(\.state) == [.live, .held])
        guard folder.hasSuffix("2026") else { return }
        // The next round does not publish what nobody has worked on.
        try define(current: "2028", in: survey.folder)
        #expect(try await survey.run().result.returns.map(\.state) == [.live, .held])
    }

    @Test("it takes no filled-in return's place, though it came later")
    func supersedesNothing() async throws {
        let survey = try survey(["2026-11-01/AAA.csv": ["1,12,5,food,,"], "2026-11-02/AAA.csv": Self.rows])
        let outcome = try await survey.run()
        #expect(outcome.result.returns.map(\.state) == [.live, .held])
        #expect(try survey.rows(outcome).map { $0["amount"] } == ["12"])
    }

    @Test(
        "the answers that come later, or with it, take its place, as they take that of one without any; nobody is asked for these any more",
        arguments: [("2026-11-01/AAA.csv", "2026-11-02/AAA.csv"), ("AAA first.csv", "AAA second.csv")], [rows, []])
    func superseded(_ files: (first: String, later: String), _ rows: [String]) async throws {
        let survey = try survey([files.first: rows, files.later: ["1,12,5,food,,"]])
        let outcome = try await survey.run()
        #expect(outcome.result.returns.map(\.state) == [.superseded, .live])
        #expect(outcome.result.returns[0].supersededBy == outcome.result.returns[1].id)
        #expect(outcome.issue("return.unchanged") == nil && outcome.issue("return.nothing-read") == nil)
        #expect(outcome.issues("return.superseded").count == 1)
        #expect(outcome.result.verdicts.count == 1)
        let counts = outcome.result.counts
        #expect(counts.recordsPublished == 1 && counts.recordsSuperseded == rows.count && counts.recordsRejected == 0)
        #expect(try survey.text(outcome, "returns/AAA/letter.txt").contains("All of it could be used as you sent it"))
    }

    @Test(
        "a sheet written as text without any answer is the blank questionnaire, where all of its labels are there",
        arguments: [(ReviewedSurvey.header, "return.blank"), ("Number,Amount", "return.nothing-read")])
    func blankText(_ header: String, _ rule: String) async throws {
        let survey = try ReviewedSurvey("template: blank.csv\n", returns: [:]) { folder in
            try Data("\(ReviewedSurvey.header)\n".utf8).write(to: folder.appending(path: "blank.csv"))
            try Data("\(header)\n".utf8).write(to: folder.appending(path: "inbox/AAA.csv"))
        }
        let outcome = try await survey.run()
        #expect(outcome.result.returns.map(\.state) == [.held])
        let told = outcome.result.issues.map(\.finding.rule).filter { $0.hasPrefix("return.") }
        #expect(told == [rule])
    }

    @Test(
        "a return without an answer is told to be empty where its labels are the questionnaire's, and else to be another",
        arguments: [
            (ReviewedSurvey.header, "the cells for answers are empty"),
            ("Number,Amount", "are not those of the questionnaire"),
        ])
    func nothingRead(_ header: String, _ words: String) async throws {
        let survey = try ReviewedSurvey(returns: [:]) { folder in
            try Data("\(header)\n".utf8).write(to: folder.appending(path: "inbox/AAA.csv"))
        }
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue("return.nothing-read"))
        #expect(issue.finding.message.text(in: "en").contains(words))
    }

    @Test("when the sent file is taken out of the folder, the return counts")
    func confirmed() async throws {
        let survey = try survey(["AAA.csv": Self.rows])
        #expect(try await survey.run().result.returns.map(\.state) == [.held])
        try FileManager.default.removeItem(at: survey.folder.appending(path: "sent/AAA.csv"))
        #expect(try await survey.run().result.returns.map(\.state) == [.live])
    }

    @Test("one that is another by now than when the definition was read ends the run, and so does one that is gone")
    func replaced() throws {
        let survey = try survey([:])
        let loaded = try survey.survey()
        _ = try SentQuestionnaires(loaded)
        let file = survey.folder.appending(path: "sent/AAA.csv")
        try Data("\(ReviewedSurvey.header)\n1,11,5,food,,\n".utf8).write(to: file)
        let other = #expect(throws: PipelineError.self) { _ = try SentQuestionnaires(loaded) }
        #expect(other?.code == .definition && other?.description.contains("sent/AAA.csv") == true)
        _ = try SentQuestionnaires(survey.survey())
        try FileManager.default.removeItem(at: file)
        let gone = #expect(throws: PipelineError.self) { _ = try SentQuestionnaires(loaded) }
        #expect(gone?.code == .io && gone?.description.contains("sent/AAA.csv") == true)
    }

    @Test("answers that stand in the blank questionnaire itself are found out as well")
    func template() async throws {
        let survey = try ReviewedSurvey("template: blank.csv\n", returns: ["AAA.csv": Self.rows]) { folder in
            try Data(([ReviewedSurvey.header] + Self.rows).joined(separator: "\n").utf8).write(
                to: folder.appending(path: "blank.csv"))
        }
        let outcome = try await survey.run()
        #expect(outcome.result.returns.map(\.state) == [.held])
        let rules = outcome.result.issues.map(\.finding.rule)
        #expect(rules.contains("return.unchanged") || rules.contains("return.blank"))
    }

    @Test("a folder that is not there, and a file that is no workbook, are faults of the definition with their line")
    func faults() throws {
        let survey = try ReviewedSurvey(returns: [:])
        try survey.define("prefilled: nowhere\n")
        let line = ReviewedSurvey.definition.split(separator: "\n", omittingEmptySubsequences: false).count
        let missing = #expect(throws: DefinitionError.self) { try survey.survey() }
        #expect(missing?.diagnostics.map(\.position.line) == [line])
        #expect(missing?.diagnostics.first?.message.contains("no folder 'nowhere'") == true)
        try FileManager.default.createDirectory(
            at: survey.folder.appending(path: "sent"), withIntermediateDirectories: true)
        try Data([0x50, 0x4B, 3, 4, 0, 0, 1]).write(to: survey.folder.appending(path: "sent/AAA.xlsx"))
        try survey.define("prefilled: sent\n")
        let broken = #expect(throws: DefinitionError.self) { try survey.survey() }
        #expect(broken?.diagnostics.first?.message.contains("sent/AAA.xlsx") == true)
    }

    @Test("a link in the folder is not followed, and is a fault of the definition")
    func link() throws {
        let survey = try ReviewedSurvey(returns: [:])
        let folder = survey.folder.appending(path: "sent")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "AAA.xlsx"), withDestinationURL: survey.folder.appending(path: "pipeline.yaml"))
        try survey.define("prefilled: sent\n")
        let error = #expect(throws: DefinitionError.self) { try survey.survey() }
        #expect(error?.diagnostics.map { $0.message.contains("sent/AAA.xlsx' is not read") } == [true])
    }
}
