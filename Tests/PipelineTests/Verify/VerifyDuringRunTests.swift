import Foundation
import Testing

@testable import Pipeline

@Suite("Verifying while a run goes on")
struct VerifyDuringRunTests {
    /// A survey with two runs, and what it holds when two more have received a return each and removed the first two.
    private struct Course {
        let project: InboxProject
        let jump: Jump

        init() async throws {
            let round = "round: {current: \"2026\"}"
            project = try InboxProject([round: "\(round)\nkeep: {runs: 1}"])
            jump = Jump(output: project.output, after: project.inbox.parent.appending(path: "after"))
            let before = project.inbox.parent.appending(path: "before")
            try project.put("NOR.csv")
            _ = try await project.run()
            try project.put("FRA.csv", country: "France")
            _ = try await project.run()
            try FileManager.default.copyItem(at: project.output, to: before)
            for number in 2...3 {
                try project.put("NOR \(number).csv", body: "Office \(number)")
                _ = try await project.run()
            }
            try FileManager.default.moveItem(at: project.output, to: jump.after)
            try FileManager.default.moveItem(at: before, to: project.output)
        }
    }

    /// What runs have done, done at one stroke.
    private struct Jump: Sendable {
        let output: URL
        let after: URL

        func callAsFunction() {
            do {
                try FileManager.default.removeItem(at: output)
                try FileManager.default.moveItem(at: after, to: output)
            } catch {
                Issue.record(error)
            }
        }
    }

    /// Does something when a step begins.
    private struct AtStep: RunProgress {
        let words: String
        let act: @Sendable () -> Void

        func step(_ text: String) {
            if text == words { act() }
        }

        func read(_ done: Int, of total: Int, file: String) {}
        func finished() {}
    }

    private func verification(of project: InboxProject, progress: any RunProgress = NoProgress()) throws
        -> SurveyVerification
    {
        SurveyVerification(
            survey: try project.load(), output: project.inbox.parent.appending(path: "out"), progress: progress)
    }

    @Test(
        "what is received, published and removed meanwhile is neither a fault nor a note, at whatever moment",
        arguments: SurveyVerification.Look.allCases)
    func meanwhile(look: SurveyVerification.Look) async throws {
        let course = try await Course()
        let jump = course.jump
        var verification = try verification(of: course.project)
        verification.didRead = { if $0 == look { jump() } }
        let result = try await verification.verify(run: nil)
        #expect(result.differences.isEmpty, "\(result.text)")
    }

    @Test("a run that is removed while it is made anew does not differ: it could not be made anew")
    func removedWhileMadeAnew() async throws {
        let course = try await Course()
        let jump = course.jump
        let progress = AtStep(words: "Writing it to a temporary folder") { jump() }
        let result = try await verification(of: course.project, progress: progress).verify(run: nil)
        #expect(result.differences.isEmpty, "\(result.text)")
        guard case .notPossible(let reason) = result.rederivation else {
            Issue.record("\(result.text)")
            return
        }
        #expect(reason.contains("removed meanwhile"), "\(reason)")
    }

    @Test(
        "what `archive prune` removes meanwhile is not lost, at whatever moment",
        arguments: SurveyVerification.Look.allCases)
    func pruned(look: SurveyVerification.Look) async throws {
        let project = try InboxProject()
        let first = try project.put("NOR.csv", completed: "2026-01-01")
        _ = try await project.run()
        try FileManager.default.removeItem(at: first)
        try project.put("NOR 2.csv", completed: "2026-02-01")
        _ = try await project.run()
        let survey = try project.load()
        let output = project.inbox.parent.appending(path: "out")
        var verification = try verification(of: project)
        verification.didRead = { read in
            guard read == look else { return }
            do {
                let tomorrow = Date(timeIntervalSinceNow: 86_400)
                let pruning = try ArchivePruning(survey, output: output, olderThan: 0, now: tomorrow)
                #expect(pruning.candidates.count == 1)
                try pruning.prune()
            } catch {
                Issue.record(error)
            }
        }
        let result = try await verification.verify(run: nil)
        #expect(result.differences.isEmpty, "\(result.text)")
        guard case .notPossible(let reason) = result.rederivation else {
            Issue.record("\(result.text)")
            return
        }
        #expect(reason.contains("`canvass archive prune`"), "\(reason)")
    }

    @Test("what is lost meanwhile, and nobody has noted that it was to go, is a fault all the same")
    func lost() async throws {
        let project = try InboxProject()
        try project.put("NOR.csv")
        let run = try await project.run()
        let archive = project.output.appending(path: "archive")
        var verification = try verification(of: project)
        verification.didRead = { read in
            switch read {
            case .ledger, .archive: break
            case .receipts:
                let copies = (try? FileManager.default.subpathsOfDirectory(atPath: archive.path)) ?? []
                for copy in copies where copy.contains("/") {
                    try? FileManager.default.removeItem(at: archive.appending(path: copy))
                }
            case .runs: try? FileManager.default.removeItem(at: run.folder)
            }
        }
        let result = try await verification.verify(run: nil, isRederiving: false)
        #expect(!result.isSound)
        for words in ["there is no whole copy of it", "The run \(run.id), published on", "has no run.json"] {
            #expect(result.differences.contains { $0.message.contains(words) }, "\(result.text)")
        }
    }

    @Test("a copy without a receipt and a receipt without its line in the ledger are notes, as ever")
    func notes() async throws {
        let course = try await Course()
        let project = course.project
        // The archive and its receipts of later, and the ledger and the runs of before: a run broke off.
        let archive = project.output.appending(path: "archive")
        try FileManager.default.removeItem(at: archive)
        try FileManager.default.moveItem(at: course.jump.after.appending(path: "archive"), to: archive)
        let result = try await verification(of: project).verify(run: nil)
        #expect(result.isSound)
        #expect(result.differences.count == 2, "\(result.text)")
        #expect(result.differences.allSatisfy { $0.message.contains("is not in the ledger") }, "\(result.text)")
        try FileManager.default.removeItem(at: archive.appending(path: "received.csv"))
        let without = try await verification(of: project).verify(run: nil, isRederiving: false)
        #expect(without.differences.count { $0.message.contains("has no receipt: its run broke off") } == 2)
        #expect(without.differences.count { $0.message.contains("is in the ledger and has no receipt") } == 2)
    }

    @Test("a link in the place of a run's file is a difference, whatever it leads to")
    func links() async throws {
        let project = try InboxProject()
        try project.put("NOR.csv")
        let run = try await project.run()
        let aside = project.inbox.parent.appending(path: "aside")
        for name in ["issues.csv", "dataset"] {
            let place = run.folder.appending(path: name)
            let other = aside.appending(path: name)
            try FileManager.default.createDirectory(at: aside, withIntermediateDirectories: true)
            try FileManager.default.moveItem(at: place, to: other)
            try FileManager.default.createSymbolicLink(at: place, withDestinationURL: other)
        }
        let result = try await verification(of: project).verify(run: nil, isRederiving: false)
        let told = result.differences.filter(\.isFault).map(\.message)
        #expect(told.contains("\(run.id)/issues.csv is no regular file."), "\(told)")
        #expect(told.contains("\(run.id)/dataset is none of the run's files."), "\(told)")
    }

    @Test("receipts that are damaged are a difference, and the run is then not made anew")
    func damagedReceipts() async throws {
        let project = try InboxProject()
        try project.put("NOR.csv")
        _ = try await project.run()
        let receipts = project.output.appending(path: "archive/received.csv")
        for text in ["what,is\nthis,\n", ""] {
            try Data(text.utf8).write(to: receipts)
            let result = try await verification(of: project).verify(run: nil)
            let told = result.differences.filter { $0.message.contains("received.csv cannot be read") }
            #expect(told.count == 1 && told[0].isFault, "\(result.text)")
            #expect(told.allSatisfy { $0.message.contains("back-up") && !$0.message.contains("sender") })
            #expect(result.rederivation == .notPossible("archive/received.csv cannot be read."))
        }
    }

    @Test("receipts that are damaged end a run that has to make a new store as what cannot be read does")
    func damagedReceiptsWithoutStore() async throws {
        let project = try InboxProject()
        try project.put("NOR.csv")
        _ = try await project.run()
        try Data("what,is\nthis,\n".utf8).write(to: project.output.appending(path: "archive/received.csv"))
        for name in try FileManager.default.contentsOfDirectory(atPath: project.output.path)
        where name.hasPrefix("canvass.sqlite") {
            try FileManager.default.removeItem(at: project.output.appending(path: name))
        }
        let error = try await #require(throws: PipelineError.self) { try await project.run() }
        #expect(error.code == .io && error.description.contains("received.csv cannot be read"))
    }

    @Test(
        "a receipt that tells another time than the ledger is told also where the receipts cannot be read a second time"
    )
    func changedReceipt() async throws {
        let project = try InboxProject()
        try project.put("NOR.csv")
        _ = try await project.run()
        let receipts = project.output.appending(path: "archive/received.csv")
        let text = try String(contentsOf: receipts, encoding: .utf8)
        let year = String(try #require(text.split(separator: ",").last).prefix(4))
        try Data(text.replacing("\(year)-", with: "1999-").utf8).write(to: receipts)
        var verification = try verification(of: project)
        verification.didRead = { if $0 == .runs { unlink(receipts.path) } }
        let result = try await verification.verify(run: nil, isRederiving: false)
        #expect(result.differences.contains { $0.isFault && $0.message.contains("one of them has been changed") })
    }
}
