import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Returns that count when somebody says so")
struct ChoiceTests {
    private func waiver(_ issue: SurveyModel.Issue) -> String {
        let seen = (issue.finding.value ?? "").replacing("\"", with: "\"\"")
        return "\(issue.fingerprint),waive,\"\(seen)\",,the second ministry's is right,reviewer A,,2026-01-01,"
    }

    @Test("of several returns the one counts for which the choice was waived; when another comes, all are held again")
    func choice() async throws {
        let project = try InboxProject(["  latest: cover.completed": "  resubmissions: decision"])
        try project.put("NOR 1.csv", completed: "2026-01-01")
        #expect(try await project.run().states == ["NOR 1.csv": .live])
        try project.put("NOR 2.csv", completed: "2026-01-02")
        let held = try await project.run()
        #expect(held.states == ["NOR 1.csv": .held, "NOR 2.csv": .held])
        #expect(held.rules == ["return.choice-needed", "return.choice-needed"])
        let first = try #require(held.result.returns.first { $0.file == "NOR 1.csv" })
        let issue = try #require(held.result.issues.first { $0.returnID == first.id })
        try project.decide([waiver(issue)])
        let chosen = try await project.run()
        #expect(chosen.states == ["NOR 1.csv": .live, "NOR 2.csv": .superseded])
        #expect(chosen.result.issues.first { $0.finding.rule == "return.choice-needed" }?.state == .waived)
        #expect(chosen.result.counts.recordsPublished == 1 && chosen.result.counts.recordsSuperseded == 1)
        try project.put("NOR 3.csv", completed: "2026-01-03")
        #expect(Set(try await project.run().states.values) == [.held])
    }

    @Test("two choices are none")
    func two() async throws {
        let project = try InboxProject(["  latest: cover.completed": "  resubmissions: decision"])
        for number in 1...2 { try project.put("NOR \(number).csv", completed: "2026-01-0\(number)") }
        let issues = try await project.run().result.issues.filter { $0.finding.rule == "return.choice-needed" }
        try project.decide(issues.map { waiver($0) })
        #expect(Set(try await project.run().states.values) == [.held])
    }

    @Test(
        "a late return of a closed round is archived and held until its finding is waived, or the round is opened",
        arguments: [true, false])
    func closed(waived: Bool) async throws {
        let closed = ["{current: \"2026\"}": "{current: \"2026\", closed: {\"2026\": 2020-01-31}}"]
        let project = try InboxProject(closed)
        try project.put("NOR.csv")
        try project.put("2020-01-31/FRA.csv", country: "France")
        let held = try await project.run()
        #expect(held.states == ["NOR.csv": .held, "2020-01-31/FRA.csv": .live])
        #expect(held.result.counts.recordsRejected == 1)
        let issue = try #require(held.result.issues.first { $0.finding.rule == "return.round-closed" })
        if waived { try project.decide([waiver(issue)]) } else { try project.define([:]) }
        let taken = try await project.run()
        #expect(taken.states["NOR.csv"] == .live)
        #expect(
            taken.result.issues.filter { $0.finding.rule == "return.round-closed" }.map(\.state)
                == (waived ? [.waived] : []))
    }

    @Test(
        "with another round named, returns that tell none belong to it, and coverage is counted for it; the next run is as before"
    )
    func round() async throws {
        let project = try InboxProject(["{current: \"2026\"}": "{current: \"2026\", all: [\"2010\", \"2026\"]}"])
        try project.put("NOR.csv")
        let usual = try await project.run()
        let other = try await project.run(round: "2010")
        #expect(other.result.returns.map(\.round) == ["2010"])
        #expect(other.result.counts.reportersReported == 1)
        #expect(other.newlyRead == 0)
        let again = try await project.run()
        #expect(again.result.returns.map(\.round) == usual.result.returns.map(\.round))
        await #expect(throws: PipelineError.self) { try await project.run(round: "1999") }
    }
}
