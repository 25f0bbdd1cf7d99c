import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Rounds that were typed and cannot be read")
struct UnreadRoundTests {
    private func project() throws -> InboxProject {
        try InboxProject([
            "{current: \"2026\"}":
                "{current: \"2026\", all: [\"2025\", \"2026\"], from: [{field: cover.completed}, {folder: 1}]}",
            "  latest: cover.completed": "  resubmissions: arrival", "completed: {type: date": "completed: {type: year",
        ])
    }

    @Test(
        "what was typed and is no year holds the return, unless another source tells; nothing typed means the current round"
    )
    func typed() async throws {
        let project = try project()
        try project.put("NOR.csv", completed: "2025*")
        try project.put("FRA.csv", country: "France")
        try project.put("2025/FRA.csv", country: "France", completed: "2025/26")
        let run = try await project.run()
        #expect(run.states == ["NOR.csv": .held, "FRA.csv": .live, "2025/FRA.csv": .live])
        let rounds = Dictionary(run.result.returns.map { ($0.file, $0.round) }) { first, _ in first }
        #expect(rounds["FRA.csv"] == "2026" && rounds["2025/FRA.csv"] == "2025")
        let told = run.result.issues.filter { $0.finding.rule == "return.round-unknown" }
        #expect(told.map(\.finding.value) == ["2025*"])
        #expect(try await project.verify(run.id).differences.isEmpty)
    }

    @Test("several rounds of which none has more than half of the records hold the return")
    func several() async throws {
        let project = try project()
        try project.inbox.put("NOR.csv", "Country,Body,Completed\nNorway,A,2025\nNorway,B,2026\n")
        try project.inbox.put("FRA.csv", "Country,Body,Completed\nFrance,A,2025\nFrance,B,2025\nFrance,C,2026\n")
        let run = try await project.run()
        #expect(run.states == ["NOR.csv": .held, "FRA.csv": .live])
        #expect(run.result.returns.first { $0.file == "FRA.csv" }?.round == "2025")
        let told = run.result.issues.filter { $0.finding.rule == "return.round-unknown" }
        #expect(told.map(\.finding.value) == ["cover.completed"])
    }
}
