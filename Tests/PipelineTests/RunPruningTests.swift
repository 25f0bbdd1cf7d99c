import Foundation
import Logging
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Old runs that a survey no longer keeps")
struct RunPruningTests {
    private let now: Date

    init() throws {
        now = try #require(UTC.date(ofRun: "20261130T020000Z"))
    }

    @Test("a run that is named twice to be removed is removed once")
    func twice() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,,2026-01-01"]])
        let first = try await survey.run()
        try survey.send("BBB.csv", ["1,20,5,food,,2026-01-01"])
        try await survey.run()
        let removal = RunRemoval(try survey.survey(), output: survey.output, now: now)
        #expect(try removal.remove([first.id, first.id]) == ["removed the run \(first.id)"])
        #expect(!FileManager.default.fileExists(atPath: first.folder.path))
    }

    /// A survey's output folder with runs, gone after the body.
    private func withRuns(_ ids: [String], _ body: (RunHistory) throws -> Void) throws {
        let output = FileManager.default.temporaryDirectory.appending(
            path: "canvass-pruning-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: output) }
        for id in ids {
            let folder = output.appending(path: "runs/\(id)/dataset")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        try body(RunHistory(output: output))
    }

    private static let ids = [
        "20261130T020000Z", "20261130T010000Z", "20261129T020000Z-2", "20261129T020000Z", "20261101T020000Z",
        "20260101T020000Z",
    ]

    @Test(
        "a run stays while its number or its age says so",
        arguments: [
            (KeepDefinition(), 6), (KeepDefinition(runs: 2), 2), (KeepDefinition(runs: 3), 3),
            (KeepDefinition(days: 1), 2), (KeepDefinition(days: 2), 4), (KeepDefinition(runs: 5, days: 1), 5),
            (KeepDefinition(runs: 1, days: 30), 5), (KeepDefinition(runs: 100), 6),
        ])
    func kept(keep: KeepDefinition, number: Int) throws {
        try withRuns(Self.ids) { history in
            let gone = RunPruning(history: history, keep: keep).surplus(now: now, needed: [])
            #expect(gone == Array(Self.ids.dropFirst(number)))
        }
    }

    @Test("the latest run and the one that it is compared with stay, and so does what no run has made")
    func needed() throws {
        try withRuns(Self.ids + ["notes", "20261129T020000Z-old"]) { history in
            let removed = RunPruning(history: history, keep: KeepDefinition(runs: 1)).prune(
                now: now, needed: [Self.ids[1], Self.ids[5]], logger: Logger(label: "test"))
            #expect(removed == Array(Self.ids[2...4]))
            let (ids, strangers) = (try history.ids, try history.strangers)
            #expect(Set(ids) == [Self.ids[0], Self.ids[1], Self.ids[5]])
            #expect(strangers == ["20261129T020000Z-old", "notes"])
        }
    }

    @Test(
        "the id of a run is behind all that are there, also where the clock was set back or the first runs of a second are gone"
    )
    func nextID() throws {
        for (ids, next) in [
            ([], "20261130T020000Z"), (["20261129T020000Z-7"], "20261130T020000Z"),
            (["20261130T020000Z"], "20261130T020000Z-2"),
            (["20261130T020000Z-2", "20261130T020000Z-3"], "20261130T020000Z-4"),
            (["20261130T020000Z-9", "20261130T020000Z-10"], "20261130T020000Z-11"),
            (["20271130T020000Z"], "20271130T020000Z-2"),
            // No run is numbered so, and behind it there is no number.
            (["20261130T020000Z-\(Int.max)"], "20261130T020000Z"),
        ] {
            try withRuns(ids) { history in
                let id = try history.nextID(at: now)
                #expect(id == next, "\(ids)")
            }
        }
    }

    @Test("a run of the future, as after a clock was set back, is not old")
    func future() throws {
        try withRuns(["20271130T020000Z", "20261130T020000Z"]) { history in
            let pruning = RunPruning(history: history, keep: KeepDefinition(days: 1))
            #expect(pruning.surplus(now: now, needed: []).isEmpty)
        }
    }

    @Test("what a removal that broke off has left goes with the next")
    func remains() throws {
        try withRuns([".20260101T020000Z.removed", ".20261130T020000Z.partial", "20261130T020000Z"]) { history in
            RunPruning(history: history, keep: KeepDefinition()).prune(
                now: now, needed: [], logger: Logger(label: "test"))
            let runs = history.folder("x").deletingLastPathComponent()
            let names = try FileManager.default.contentsOfDirectory(atPath: runs.path).sorted()
            #expect(names == [".20261130T020000Z.partial", "20261130T020000Z"])
        }
    }

    @Test(
        "only a run's name tells when it started",
        arguments: ["", "latest", "20261130", "20261130T020000", "20261330T020000Z", "20261130T020000Z-", "a-1"])
    func noRun(name: String) {
        #expect(UTC.date(ofRun: name) == nil)
    }
}
