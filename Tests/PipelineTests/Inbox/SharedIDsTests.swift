import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Contents whose hashes begin alike")
struct SharedIDsTests {
    /// Both have hashes that begin with ffae680935e2; found by trying.
    private static let bodies = ["M8703235", "M9124208"]

    private static func content(_ body: String) -> String {
        "Country,Body,Completed\nNorway,Ministry,\nNorway,\(body),\n"
    }

    @Test("are found in the texts of this test")
    func alike() {
        let hashes = Self.bodies.map { Digest.sha256(Data(Self.content($0).utf8)) }
        #expect(hashes.map { $0.prefix(12) } == ["ffae680935e2", "ffae680935e2"])
        #expect(hashes[0] != hashes[1])
    }

    @Test(
        "the one that came first counts, the other is refused with its reason, whichever has the smaller hash; the run is made anew from the archive",
        arguments: [[0, 1], [1, 0]])
    func firstCounts(order: [Int]) async throws {
        let project = try InboxProject()
        try project.inbox.put("z.csv", Self.content(Self.bodies[order[0]]))
        // Of two that came in the same second neither came first.
        let first = try await project.run(started: InboxProject.minuteAgo)
        #expect(first.states == ["z.csv": .live])
        try project.inbox.put("a.csv", Self.content(Self.bodies[order[1]]))
        let second = try await project.run()
        #expect(second.states == ["z.csv": .live, "a.csv": .refused])
        #expect(second.rules.filter { $0.hasPrefix("file.") } == ["file.same-id"])
        #expect(second.refused.map(\.file) == ["a.csv"] && second.refused.allSatisfy { !$0.reason.isEmpty })
        #expect(second.result.counts.returnsRead == 1 && second.result.counts.returnsRefused == 1)
        #expect(second.result.counts.recordsPublished == 2)
        #expect(try await project.verify(nil).differences.isEmpty)
    }

    @Test(
        "of two that come in one run the smaller hash has the id, under whatever names they lie",
        arguments: [[0, 1], [1, 0]])
    func together(order: [Int]) async throws {
        let project = try InboxProject()
        for (name, index) in zip(["a.csv", "b.csv"], order) {
            try project.inbox.put(name, Self.content(Self.bodies[index]))
        }
        let outcome = try await project.run()
        let live = outcome.result.returns.filter { $0.state == .live }.map(\.sha256)
        #expect(live == [Self.bodies.map { Digest.sha256(Data(Self.content($0).utf8)) }.min()])
    }
}
