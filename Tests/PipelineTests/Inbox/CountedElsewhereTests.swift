import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Contents that counted for another reporter or round, and returns whose place another has taken")
struct CountedElsewhereTests {
    private static let rounds = "{current: \"2026\", all: [\"2025\", \"2026\"], from: {folder: 1}}"
    private static let moving = ["{current: \"2026\"}": rounds, "settle: 0": "settle: 0, after: move"]
    private static let rule = "return.counted-elsewhere"

    private func waiver(_ issue: SurveyModel.Issue) -> String {
        "\(issue.fingerprint),waive,\(issue.finding.value ?? ""),,it is meant so,reviewer A,,2026-01-01,"
    }

    private func remove(_ path: String, from project: InboxProject) throws {
        try FileManager.default.removeItem(at: project.inbox.url.appending(path: path))
    }

    @Test(
        "last round's file that comes again for this one is held until it lies where it counted, though files are moved out"
    )
    func again() async throws {
        let project = try InboxProject(Self.moving)
        try project.put("2025/NOR.csv")
        #expect(try await project.run().states == ["2025/NOR.csv": .live])
        try project.put("2026/NOR.csv")
        for _ in 1...3 {
            let run = try await project.run()
            #expect(run.states == ["2026/NOR.csv": .held])
            #expect(try run.published(Self.rule) == 1)
            #expect(try project.inbox.list().files.isEmpty)
            #expect(try await project.verify(run.id).differences.isEmpty)
        }
        // What the store knew stands in the last run as well.
        try project.loseStore()
        for _ in 1...2 { #expect(try await project.run().states == ["2026/NOR.csv": .held]) }
        try project.put("2025/NOR.csv")
        for _ in 1...2 {
            let run = try await project.run()
            #expect(run.states == ["2025/NOR.csv": .live])
            #expect(try run.published(Self.rule) == 0)
        }
    }

    @Test("it counts under the new path when the finding is waived, as long as it is")
    func waived() async throws {
        let project = try InboxProject(Self.moving)
        try project.put("2025/NOR.csv")
        _ = try await project.run()
        try project.put("2026/NOR.csv")
        let held = try await project.run()
        let issue = try #require(held.result.issues.first { $0.finding.rule == Self.rule })
        #expect(issue.finding.value == "2025/NOR.csv" && issue.round == "2026")
        try project.decide([waiver(issue)])
        for _ in 1...2 {
            let run = try await project.run()
            #expect(run.states == ["2026/NOR.csv": .live])
            #expect(run.result.returns.map(\.round) == ["2026"])
            #expect(try await project.verify(run.id).differences.isEmpty)
        }
        try project.decide([])
        #expect(try await project.run().states == ["2026/NOR.csv": .held])
    }

    @Test("the same file from another reporter takes nothing over in silence", arguments: ["leave", "move"])
    func reporters(after: String) async throws {
        let project = try InboxProject([
            "settle: 0": "settle: 0, after: \(after)", "[{field: cover.country}, {filename": "[{filename",
        ])
        try project.put("NOR.csv")
        #expect(try await project.run().states == ["NOR.csv": .live])
        if after == "leave" { try remove("NOR.csv", from: project) }
        try project.put("FRA.csv")
        let run = try await project.run()
        #expect(run.states == ["FRA.csv": .held] && run.rules == [Self.rule])
    }

    @Test("what counted for a closed round counts on for it, wherever it comes again")
    func closed() async throws {
        let closed = Self.rounds.replacing("}}", with: "}, closed: {\"2025\": 2025-12-31}}")
        let project = try InboxProject(["{current: \"2026\"}": closed])
        let first = "2025/2025-10-01/NOR.csv"
        try project.put(first)
        #expect(try await project.run().states == [first: .live])
        try project.put("2026/NOR.csv")
        func expectKept() async throws {
            let run = try await project.run()
            #expect(run.states == [first: .live] && run.result.returns.map(\.round) == ["2025"])
            #expect(run.result.counts.recordsPublished == 1)
            #expect(try run.published(Self.rule) == 1)
            #expect(try await project.verify(run.id).differences.isEmpty)
        }
        try await expectKept()
        try remove(first, from: project)
        for _ in 1...2 { try await expectKept() }
        try remove("2026/NOR.csv", from: project)
        try await expectKept()
        try project.loseStore()
        try await expectKept()
    }

    @Test("what did not count, or told no round, may come again where it is right")
    func corrected() async throws {
        let project = try InboxProject(["{current: \"2026\"}": Self.rounds])
        try project.put("2031/NOR.csv")
        try project.put("FRA.csv", country: "France")
        #expect(try await project.run().states == ["2031/NOR.csv": .held, "FRA.csv": .live])
        for path in ["2031/NOR.csv", "FRA.csv"] { try remove(path, from: project) }
        try project.put("2025/NOR.csv")
        try project.put("2025/FRA.csv", country: "France")
        for _ in 1...2 {
            let run = try await project.run()
            #expect(run.states == ["2025/NOR.csv": .live, "2025/FRA.csv": .live])
            #expect(try run.published(Self.rule) == 0)
        }
    }

    @Test(
        "a return in whose place another reporter's lies is told, and held where the survey says so, unless that is waived"
    )
    func replaced() async throws {
        let rule = "return.replaced-elsewhere"
        let project = try InboxProject()
        try project.put("return.csv")
        _ = try await project.run()
        try project.put("return.csv", country: "France")
        func states(_ run: SurveyRun.Outcome) -> [String: ReturnState] {
            Dictionary(run.result.returns.map { ($0.reporter, $0.state) }) { first, _ in first }
        }
        let told = try await project.run()
        #expect(states(told) == ["NOR": .live, "FRA": .live] && told.rules == [rule])
        #expect(try await project.verify(told.id).differences.isEmpty)
        try project.define(["layouts:": "builtin:\n  \(rule): {action: hold}\nlayouts:"])
        let held = try await project.run()
        #expect(states(held) == ["NOR": .held, "FRA": .live])
        #expect(held.result.counts.recordsRejected == 1)
        #expect(try await project.verify(held.id).differences.isEmpty)
        try project.decide([waiver(try #require(held.result.issues.first { $0.finding.rule == rule }))])
        #expect(states(try await project.run()) == ["NOR": .live, "FRA": .live])
    }

    @Test("a return that is held since another has its place keeps no other of its reporter and round out")
    func replacedTakesNoPlace() throws {
        let survey = try SpecimenSurvey.load(
            SpecimenSurvey.definition.replacing(
                "layouts:", with: "builtin:\n  return.replaced-elsewhere: {action: hold}\nlayouts:"))
        func read(_ content: String, _ file: String, _ country: String, _ completed: String, isPresent: Bool = true)
            -> ReadReturn
        {
            SpecimenSurvey.read(
                content, file: file, country: country, body: "A", completed: completed, isPresent: isPresent)
        }
        let returns = [
            read("a", "right.csv", "NOR", "2026-01-01"), read("b", "slip.csv", "NOR", "2026-02-01", isPresent: false),
            read("c", "slip.csv", "FRA", "2026-02-02"),
        ]
        let consolidation = Consolidation(returns, survey: survey)
        let states = Dictionary(consolidation.returns.map { ($0.sha256, $0.state) }) { first, _ in first }
        #expect(returns.map { states[$0.bundle.sha256] } == [.live, .held, .live])
        #expect(Array(consolidation.replacedElsewhere.keys) == [returns[1].bundle.id])
    }
}
