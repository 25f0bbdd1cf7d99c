import Foundation
import class GRDB.Database
import struct GRDB.DatabaseError
import class GRDB.DatabaseQueue
import Load
import Synchronization
import Testing

@testable import Pipeline

@Suite("A run that stages while it reads")
struct StagingRunTests {
    /// Each has two records.
    private static let returns = [
        "AAA.csv": ["1,10,50,food,,2026-01-01", "2,400,5,heat,,"],
        "BBB.csv": ["1,20,30,raod,,2026-02-01", "2,900,,food,,"],
        "CCC.csv": ["1,20,10,road,,2026-02-01", "2,7,1,road,,"],
        "DDD.csv": ["1,,10,road,food,2026-02-01", "1,5,10,road,food,"],
    ]

    @Test("what is read once more under another name is staged once more")
    func renamed() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,,2026-01-01"]])
        #expect(try await survey.run().issue("sum-of-amounts") == nil)
        // As though it had said something else under its old name.
        let store = try DatabaseQueue(path: survey.results.appending(path: "canvass.sqlite").path)
        try await store.write { try $0.execute(sql: "UPDATE _staged_items SET amount = 999") }
        try store.close()
        let inbox = survey.folder.appending(path: "inbox", directoryHint: .isDirectory)
        try FileManager.default.moveItem(
            at: inbox.appending(path: "AAA.csv"), to: inbox.appending(path: "AAA-2.csv"))
        let outcome = try await survey.run()
        #expect(outcome.newlyRead == 1)
        #expect(outcome.issue("sum-of-amounts") == nil)
    }

    /// Does something when a step begins, and when a return was read.
    private struct Hooks: RunProgress {
        var atStep: @Sendable (String) -> Void = { _ in }
        var atReturn: @Sendable (Int) -> Void = { _ in }

        func step(_ text: String) { atStep(text) }
        func read(_ done: Int, of total: Int, file: String) { atReturn(done) }
        func finished() {}
    }

    /// What hooks have seen.
    private final class Seen: Sendable {
        private let texts = Mutex<Set<String>>([])

        func note(_ more: [String]) { texts.withLock { $0.formUnion(more) } }

        var all: Set<String> { texts.withLock { $0 } }
    }

    /// How many records are staged of each return that is staged.
    private static func staged(_ survey: ReviewedSurvey) -> [String: Int] {
        do {
            let store = try Store(
                path: survey.results.appending(path: "canvass.sqlite").path, definition: survey.survey().definition,
                codes: [])
            let ids = try store.stagedReturns()
            let rows = try store.read { try String.fetchAll($0, sql: "SELECT \"return\" FROM _staged_items") }
            return Dictionary(uniqueKeysWithValues: ids.map { id in (id, rows.count { $0 == id }) })
        } catch {
            Issue.record(error)
            return [:]
        }
    }

    /// Compares a run with one from nothing.
    private func expectSame(_ outcome: SurveyRun.Outcome, _ survey: ReviewedSurvey) async throws {
        try survey.forget()
        let full = try await survey.run()
        #expect(full.newlyRead == Self.returns.count)
        #expect(try survey.files(outcome) == survey.files(full))
        #expect(try survey.manifest(outcome) == survey.manifest(full))
    }

    @Test(
        "has staged whole batches before it checks, and publishes what one publishes that stages all at the end",
        arguments: [1, 3, 5])
    func same(batch: Int) async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let seen = Seen()
        let hooks = Hooks(atStep: { text in
            if text.hasPrefix("Checking ") { seen.note(Array(Self.staged(survey).keys)) }
        })
        let outcome = try await survey.run(progress: hooks, stagedAtOnce: batch)
        #expect(seen.all.count == 4 / batch * batch)
        #expect(Self.staged(survey).values.allSatisfy { $0 == 2 } && Self.staged(survey).count == 4)
        try await expectSame(outcome, survey)
    }

    @Test("ends while it reads where a return cannot be staged, and the next run is as from nothing")
    func failure() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let seen = Seen()
        let hooks = Hooks(
            atStep: { seen.note([$0]) },
            atReturn: { if $0 == 1 { Self.dropStaging(of: survey) } })
        await #expect(throws: DatabaseError.self) { try await survey.run(progress: hooks, stagedAtOnce: 1) }
        #expect(seen.all.contains { $0.hasPrefix("Reading ") } && !seen.all.contains { $0.hasPrefix("Checking ") })
        try await expectSame(try await survey.run(), survey)
    }

    /// Puts the tables of another definition in the place of the survey's.
    private static func dropStaging(of survey: ReviewedSurvey) {
        do {
            let store = try Store(
                path: survey.results.appending(path: "canvass.sqlite").path,
                definition: SpecimenSurvey.load().definition, codes: [])
            try store.prepareStaging(definitionHash: "another", reporters: [], codes: [])
        } catch {
            Issue.record(error)
        }
    }

    @Test(
        "leaves a return to the end whose bundle is damaged or lost before it is staged, and reads it anew",
        arguments: [true, false])
    func damaged(isThere: Bool) async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let seen = Seen()
        let hooks = Hooks(
            atStep: { text in
                if text.hasPrefix("Checking ") { seen.note(Array(Self.staged(survey).keys)) }
            },
            atReturn: { if $0 == 1 { Self.damageBundles(of: survey, isThere: isThere) } })
        let outcome = try await survey.run(progress: hooks, stagedAtOnce: 4)
        #expect(seen.all.count == 3)
        #expect(Self.staged(survey).count == 4)
        try await expectSame(outcome, survey)
    }

    /// Damages what is kept of returns, or takes it away.
    private static func damageBundles(of survey: ReviewedSurvey, isThere: Bool) {
        do {
            let files = try FileManager.default.contentsOfDirectory(
                at: survey.results.appending(path: "bundles"), includingPropertiesForKeys: nil)
            #expect(files.count == 1)
            for file in files {
                var bytes = Array(try Data(contentsOf: file))
                bytes[bytes.count - 40] ^= 1
                try FileManager.default.removeItem(at: file)
                if isThere { try Data(bytes).write(to: file) }
            }
        } catch {
            Issue.record(error)
        }
    }

    @Test("broken off while it reads, it leaves whole returns staged, and the next run is as from nothing")
    func brokenOff() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let bundles = survey.results.appending(path: "bundles")
        let aside = survey.results.appending(path: "aside")
        let hooks = Hooks(atReturn: { done in
            guard done == 2 else { return }
            Self.wait { Self.staged(survey).count == 2 }
            // From now on no bundle can be kept.
            do {
                try FileManager.default.moveItem(at: bundles, to: aside)
                try Data().write(to: bundles)
            } catch {
                Issue.record(error)
            }
        })
        let error = try await #require(throws: PipelineError.self) {
            try await survey.run(progress: hooks, stagedAtOnce: 1)
        }
        #expect(error.code == .cannotWrite)
        #expect(Array(Self.staged(survey).values) == [2, 2])
        try FileManager.default.removeItem(at: bundles)
        try FileManager.default.moveItem(at: aside, to: bundles)
        let next = try await survey.run()
        #expect(next.newlyRead == 2)
        try await expectSame(next, survey)
    }

    /// Waits until something is so, and no longer than half a minute.
    private static func wait(until isSo: () -> Bool) {
        for _ in 0..<3_000 {
            if isSo() { return }
            Thread.sleep(forTimeInterval: 0.01)
        }
    }
}
