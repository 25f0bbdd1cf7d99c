import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Runs over an inbox")
struct InboxRunTests {
    @Test("a file that is being written is left for the next run, and the summary says so")
    func waiting() async throws {
        let project = try InboxProject(["settle: 0": "settle: 1"])
        try project.put("NOR.csv")
        let growing = try project.put("FRA.csv", country: "France")
        let writer = Thread {
            for count in 0..<200 {
                try? Data(String(repeating: "x", count: count).utf8).write(to: growing)
                Thread.sleep(forTimeInterval: 0.05)
                if Thread.current.isCancelled { break }
            }
        }
        writer.start()
        let outcome = try await project.run()
        writer.cancel()
        #expect(outcome.states == ["NOR.csv": .live])
        #expect(outcome.waiting.map(\.file) == ["FRA.csv"])
        #expect(outcome.summary(reportPath: "x").contains("waiting    1 file left for the next run"))
        #expect(outcome.json(reportPath: "x").contains("\"waiting\": [{\"file\": \"FRA.csv\""))
    }

    @Test("the summary tells what became of returns before what is left for the next run")
    func order() async throws {
        let project = try InboxProject()
        try project.put("a/NOR.csv", completed: "2026-01-01")
        try project.put("b/NOR.csv", completed: "2026-02-01")
        var outcome = try await project.run()
        outcome.waiting = [("FRA.csv", .changed)]
        let summary = outcome.summary(reportPath: "x")
        let superseded = try #require(summary.range(of: "1 superseded by a later return"))
        let waiting = try #require(summary.range(of: "  waiting    1 file"))
        #expect(superseded.lowerBound < waiting.lowerBound)
    }

    @Test("a field of a CSV file that is written as an empty formula is empty, and rows of nothing else are no records")
    func emptyFormulas() async throws {
        let project = try InboxProject()
        try project.inbox.put(
            "NOR.csv", "Country,Body,Completed\n=\"NOR\",=\"Ministry\",=\"\"\n=\"\",=\"\",=\"\"\n")
        let run = try await project.run()
        #expect(run.result.returns.map(\.reporter) == ["NOR"])
        #expect(run.result.counts.recordsRead == 1 && run.result.counts.recordsPublished == 1)
    }

    @Test(
        "a return that was moved counts on, a refused file that was moved is no issue any more, and the inbox is empty")
    func moved() async throws {
        let project = try InboxProject(["settle: 0": "settle: 0, after: move"])
        try project.put("2026-03-01/NOR.csv")
        try project.inbox.put("FRA.csv", "%PDF-1.7")
        let first = try await project.run()
        #expect(first.states == ["2026-03-01/NOR.csv": .live, "FRA.csv": .refused])
        #expect(first.rules == ["file.pdf"])
        #expect(try project.inbox.list().files.isEmpty)
        for path in ["Done/2026-03-01/NOR.csv", "Refused/FRA.csv"] {
            #expect(FileManager.default.fileExists(atPath: project.inbox.parent.appending(path: path).path))
        }
        let second = try await project.run()
        #expect(second.states == ["2026-03-01/NOR.csv": .live])
        #expect(second.rules.isEmpty)
        #expect(second.newlyRead == 0)
    }

    @Test("a return over a limit of size is read once, and not again by each run")
    func overLimit() async throws {
        let project = try InboxProject(["settle: 0}": "settle: 0}\nlimits: {rows: 2}"])
        try project.inbox.put("NOR.csv", "Country,Body,Completed\nNorway,A,\nNorway,B,\n")
        let first = try await project.run()
        #expect(first.rules == ["file.limit"])
        #expect(first.newlyRead == 1)
        let second = try await project.run()
        #expect(second.newlyRead == 0)
        #expect(try second.published("file.limit") == 1)
    }

    @Test("unless that is asked for, a run changes nothing in the inbox")
    func left() async throws {
        let project = try InboxProject()
        try project.put("NOR.csv")
        try project.inbox.put("FRA.csv", "%PDF-1.7")
        let before = try project.inbox.list().files.map(\.stamp)
        _ = try await project.run()
        #expect(try project.inbox.list().files.map(\.stamp) == before)
    }

    @Test("a refused file that has left the inbox is passed over from then on")
    func strayGone() async throws {
        let project = try InboxProject()
        try project.put("NOR.csv")
        let stray = try project.inbox.put("stray.csv", "%PDF-1.7")
        #expect(try await project.run().rules == ["file.pdf"])
        try FileManager.default.removeItem(at: stray)
        #expect(try await project.run().rules.isEmpty)
    }
}
