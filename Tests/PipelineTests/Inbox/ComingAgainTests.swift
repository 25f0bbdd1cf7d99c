import Foundation
import Load
import Logging
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Contents that come again, or under several paths")
struct ComingAgainTests {
    private static let moving = ["settle: 0": "settle: 0, after: move"]

    @Test("what comes again into a later folder counts on the night after as well, and when the store was lost")
    func again() async throws {
        let project = try InboxProject(Self.moving)
        try project.put("2026-05-02/NOR.csv")
        #expect(try await project.run().states == ["2026-05-02/NOR.csv": .live])
        try project.put("2026-05-15/NOR.csv", country: "Norge")
        let second = try await project.run()
        #expect(second.states == ["2026-05-02/NOR.csv": .superseded, "2026-05-15/NOR.csv": .live])
        try project.put("2026-06-01/NOR.csv")
        let expected: [String: ReturnState] = ["2026-06-01/NOR.csv": .live, "2026-05-15/NOR.csv": .superseded]
        #expect(try await project.run().states == expected)
        #expect(try await project.run().states == expected)
        #expect(try await project.verify(nil).differences.isEmpty)
        try project.loseStore()
        #expect(try await project.run().states == expected)
        // An earlier run comes out as it was: its paths and times are its own.
        let verification = try await project.verify(second.id)
        #expect(verification.differences.isEmpty)
    }

    @Test("what came in time is not late for coming again when its round is closed, into whichever folder")
    func againAfterClosing() async throws {
        let closed = "{current: \"2026\", closed: {\"2026\": 2026-05-15}}"
        let project = try InboxProject(["{current: \"2026\"}": closed])
        let file = try project.put("2026-05-02/NOR.csv")
        #expect(try await project.run().states == ["2026-05-02/NOR.csv": .live])
        try FileManager.default.removeItem(at: file)
        try project.put("2026-06-01/NOR.csv")
        let expected: [String: ReturnState] = ["2026-06-01/NOR.csv": .live]
        let again = try await project.run()
        #expect(again.states == expected)
        #expect(try await project.run().states == expected)
        #expect(try await project.verify(again.id).differences.isEmpty)
        try project.loseStore()
        #expect(try await project.run().states == expected)
        // What never came in time is late.
        try project.put("2026-06-01/FRA.csv", country: "France")
        #expect(try await project.run().states["2026-06-01/FRA.csv"] == .held)
    }

    @Test("the time of a run's receipts is read from its run.json, not from receipts that came later")
    func firstSeen() async throws {
        let project = try InboxProject([
            "  latest: cover.completed": "  resubmissions: arrival"
        ])
        try project.put("a NOR.csv")
        let before = try await project.run(started: InboxProject.minuteAgo)
        #expect(before.states.values.allSatisfy { $0 == .live })
        try project.put("b NOR.csv", country: "Norge")
        let run = try await project.run()
        #expect(run.states == ["a NOR.csv": .superseded, "b NOR.csv": .live])
        let first = try #require(run.result.returns.first { $0.file == "a NOR.csv" })
        let archive = Archive(folder: project.output.appending(path: "archive", directoryHint: .isDirectory))
        try archive.record([
            ReceivedReturn(sha256: first.sha256, fileExtension: "csv", file: "c.csv", firstSeen: "2099-01-01T00:00:00Z")
        ])
        // The ledger tells that the receipts were changed; the run is made anew all the same.
        #expect(try await project.verify(run.id).differences.allSatisfy { $0.place == .ledger })
    }

    @Test(
        "an earlier version that is put back in a later one's place does not count, which is told until it is taken away",
        arguments: ["leave", "move"])
    func putBack(after: String) async throws {
        let project = try InboxProject([
            "settle: 0": "settle: 0, after: \(after)", "  latest: cover.completed": "  resubmissions: arrival",
        ])
        try project.put("NOR.csv")
        let before = try await project.run(started: InboxProject.minuteAgo)
        #expect(before.states.values.allSatisfy { $0 == .live })
        try project.put("NOR.csv", country: "Norge")
        let second = try await project.run()
        #expect(!second.rules.contains("return.sent-again"))
        try project.put("NOR.csv")
        for _ in 1...2 {
            let run = try await project.run()
            #expect(try run.published("return.sent-again") == 1)
            let live = run.result.returns.filter { $0.state == .live }.map(\.id)
            #expect(live == second.result.returns.filter { $0.state == .live }.map(\.id))
            #expect(try project.inbox.list().files.map(\.path) == ["NOR.csv"])
            #expect(try await project.verify(run.id).differences.isEmpty)
        }
        try FileManager.default.removeItem(at: project.inbox.url.appending(path: "NOR.csv"))
        #expect(try await project.run().published("return.sent-again") == 0)
    }

    @Test("an earlier version that was removed from the archive and comes again came when it first came")
    func removedAndSentAgain() async throws {
        let project = try InboxProject(Self.moving)
        try project.put("NOR.csv")
        let first = try #require(try await project.run(started: InboxProject.minuteAgo).result.returns.first)
        try project.put("NOR 2.csv", country: "Norge")
        _ = try await project.run()
        let archive = Archive(folder: project.output.appending(path: "archive", directoryHint: .isDirectory))
        let receipt = try #require(try archive.receiptsOnFile().first { $0.sha256 == first.sha256 })
        try project.prune()
        #expect(try await project.run().states == ["NOR 2.csv": .live])
        try project.put("NOR 3.csv")
        let again = try await project.run()
        #expect(again.states == ["NOR 2.csv": .live, "NOR 3.csv": .superseded])
        #expect(again.rules.contains("return.sent-again"))
        let last = try archive.receiptsOnFile().first { $0.sha256 == first.sha256 }
        #expect(last?.file == "NOR 3.csv" && last?.firstSeen == receipt.firstSeen)
    }

    @Test("a correction that took an earlier version's place in the inbox counts on when it leaves the inbox")
    func correctionLeaves() async throws {
        let project = try InboxProject()
        let file = try project.put("NOR.csv")
        _ = try await project.run(started: InboxProject.minuteAgo)
        try project.put("NOR.csv", country: "Norge")
        let second = try await project.run()
        try FileManager.default.removeItem(at: file)
        for _ in 1...2 {
            let run = try await project.run()
            #expect(try run.published("return.order-unclear") == 0)
            let live = run.result.returns.filter { $0.state == .live }.map(\.id)
            #expect(live == second.result.returns.filter { $0.state == .live }.map(\.id) && live.count == 1)
            #expect(try await project.verify(run.id).differences.isEmpty)
        }
    }

    @Test(
        "returns of which nothing tells the later stay in the inbox until one is taken out, and the other as long as nothing else tells"
    )
    func unclear() async throws {
        let project = try InboxProject(Self.moving)
        let first = try project.put("NOR.csv")
        let second = try project.put("NOR 2.csv", country: "Norge")
        for _ in 1...2 {
            #expect(try await project.run().states == ["NOR.csv": .held, "NOR 2.csv": .held])
            #expect(try project.inbox.list().files.count == 2)
        }
        try FileManager.default.removeItem(at: first)
        for _ in 1...3 {
            let run = try await project.run()
            #expect(run.states == ["NOR.csv": .superseded, "NOR 2.csv": .live])
            #expect(try project.inbox.list().files.map(\.path) == ["NOR 2.csv"])
            #expect(try await project.verify(run.id).differences.isEmpty)
        }
        // Dates in the names of folders hold for good.
        try FileManager.default.removeItem(at: second)
        try project.put("2026-03-02/NOR.csv")
        try project.put("2026-03-01/NOR 2.csv", country: "Norge")
        for _ in 1...2 {
            #expect(
                try await project.run().states == ["2026-03-02/NOR.csv": .live, "2026-03-01/NOR 2.csv": .superseded])
            #expect(try project.inbox.list().files.isEmpty)
        }
    }

    @Test("where nothing but the place in the inbox tells, the version that was put back counts")
    func putBackWithoutDates() async throws {
        let project = try InboxProject()
        try project.put("NOR.csv")
        let first = try await project.run()
        try project.put("NOR.csv", country: "Norge")
        #expect(try await project.run().result.returns.count == 2)
        try project.put("NOR.csv")
        let third = try await project.run()
        let live = third.result.returns.filter { $0.state == .live }.map(\.id)
        #expect(live == first.result.returns.map(\.id))
        #expect(third.rules.contains("return.superseded") && !third.rules.contains("return.sent-again"))
    }

    @Test(
        "a file in the folders of two rounds is held and stays in the inbox, until one of them is taken out; copies that tell the same are a warning"
    )
    func twoRounds() async throws {
        let project = try InboxProject([
            "settle: 0": "settle: 0, after: move",
            "{current: \"2026\"}": "{current: \"2026\", all: [\"2025\", \"2026\"], from: {folder: 1}}",
        ])
        for path in ["2025/NOR.csv", "2026/NOR.csv"] { try project.put(path) }
        for path in ["2026/FRA.csv", "2026/FRA-2.csv"] { try project.put(path, country: "France") }
        for _ in 1...4 {
            let outcome = try await project.run()
            #expect(outcome.states["2025/NOR.csv"] == .held)
            #expect(outcome.rules.contains("return.copies-differ"))
            #expect(outcome.result.counts.recordsRejected == 1)
            #expect(try project.inbox.list().files.map(\.path) == ["2025/NOR.csv", "2026/NOR.csv"])
            #expect(try await project.verify(outcome.id).differences.isEmpty)
        }
        try FileManager.default.removeItem(at: project.inbox.url.appending(path: "2025/NOR.csv"))
        for _ in 1...2 {
            let outcome = try await project.run()
            #expect(outcome.states["2026/NOR.csv"] == .live)
            #expect(outcome.result.returns.first { $0.file == "2026/NOR.csv" }?.round == "2026")
        }
    }

    @Test("a file in the folders of two rounds is held on when both are taken out, until one is put back")
    func bothRoundsGone() async throws {
        let project = try InboxProject([
            "{current: \"2026\"}": "{current: \"2026\", all: [\"2025\", \"2026\"], from: {folder: 1}}"
        ])
        for path in ["2025/NOR.csv", "2026/NOR.csv"] { try project.put(path) }
        #expect(try await project.run().states == ["2025/NOR.csv": .held])
        for path in ["2025/NOR.csv", "2026/NOR.csv"] {
            try FileManager.default.removeItem(at: project.inbox.url.appending(path: path))
        }
        for number in 1...2 {
            let run = try await project.run()
            // A run over the same as the one before looks at no issue.
            #expect(run.states == ["2025/NOR.csv": .held])
            #expect(run.rules.contains("return.copies-differ") == (number == 1))
            #expect(try await project.verify(run.id).differences.isEmpty)
        }
        // What the store knew stands in the last run as well.
        try project.loseStore()
        for _ in 1...2 { #expect(try await project.run().states == ["2025/NOR.csv": .held]) }
        let file = try project.put("2026/NOR.csv")
        #expect(try await project.run().states == ["2026/NOR.csv": .live])
        try FileManager.default.removeItem(at: file)
        #expect(try await project.run().states == ["2026/NOR.csv": .live])
    }

    @Test(
        "copies that tell the same reporter and round count once, with a warning; where the name tells another, the file is held"
    )
    func copies() throws {
        let survey = try SpecimenSurvey.load()
        func rules(_ file: String, _ copy: String) -> [String] {
            var read = SpecimenSurvey.read("a", file: file)
            read.copies = [copy]
            return Consolidation([read], survey: survey).findings.map(\.finding.rule)
        }
        #expect(rules("NOR.csv", "NOR 2.csv") == ["return.duplicate-file"])
        #expect(rules("NOR.csv", "who.csv") == ["return.duplicate-file"])
        #expect(rules("FRA.csv", "NOR.csv") == ["return.copies-differ"])
    }

    @Test("pruning removes all copies of a content, whatever the endings under which it came")
    func endings() async throws {
        let project = try InboxProject()
        for name in ["NOR.csv", "NOR.txt"] { try project.put(name, completed: "2026-01-01") }
        let first = try #require(try await project.run().result.returns.first).sha256
        for name in ["NOR.csv", "NOR.txt"] {
            try FileManager.default.removeItem(at: project.inbox.url.appending(path: name))
        }
        try project.put("NOR 2.csv", completed: "2026-02-01")
        _ = try await project.run()
        let archive = Archive(folder: project.output.appending(path: "archive", directoryHint: .isDirectory))
        #expect(try archive.copies(of: first).count == 2)
        try project.prune()
        #expect(try archive.copies(of: first).isEmpty)
        #expect(try await project.verify(nil).differences.allSatisfy { !$0.isFault })
    }

    @Test("a receipt stands on a line of its own, also where the last one has lost the end of its line")
    func unendedLine() throws {
        let inbox = try ScratchInbox()
        let archive = inbox.archive
        let receipts = ["0", "1"].map {
            ReceivedReturn(
                sha256: String(repeating: $0, count: 64), fileExtension: "csv", file: "\($0).csv",
                firstSeen: "2026-03-01T02:00:00Z")
        }
        try archive.record([receipts[0]])
        let file = archive.folder.appending(path: "received.csv")
        try Data(try Data(contentsOf: file).dropLast()).write(to: file)
        try archive.record([receipts[1]])
        #expect(try archive.receiptsOnFile() == receipts)
        #expect(try archive.receiptHashes() == Set(receipts.map(\.sha256)))
    }

    @Test("no receipt is written under columns that are not those of receipts")
    func foreignHeader() throws {
        let inbox = try ScratchInbox()
        let archive = inbox.archive
        let receipt = ReceivedReturn(
            sha256: String(repeating: "0", count: 64), fileExtension: "csv", file: "a.csv",
            firstSeen: "2026-03-01T02:00:00Z")
        try FileManager.default.createDirectory(at: archive.folder, withIntermediateDirectories: true)
        let file = archive.folder.appending(path: "received.csv")
        for header in ["sha256;extension;file;first_seen", String(repeating: "1", count: 64) + ",csv,b.csv,"] {
            let text = Data("\(header)\n".utf8)
            try text.write(to: file)
            let error = try #require(throws: PipelineError.self) { try archive.record([receipt]) }
            #expect(error.code == .io && error.description.contains("received.csv does not begin with the line"))
            #expect(try Data(contentsOf: file) == text)
        }
        // As programs save it for which texts are quoted.
        try Data("\u{FEFF}\"sha256\",\"extension\",\"file\",\"first_seen\"\r\n".utf8).write(to: file)
        try archive.record([receipt])
        #expect(try archive.receiptHashes() == [receipt.sha256])
        try Data(
            "\"sha256\",\"extension\",\"file\",\"first_seen\"\r\n\"\(receipt.sha256)\",\"csv\",\"a.csv\",\"\"\r\n".utf8
        )
        .write(to: file)
        #expect(try archive.receiptHashes() == [receipt.sha256])
    }

    @Test("receipts that are lost are written anew from the ledger, one or all of them")
    func lostReceipts() async throws {
        let project = try InboxProject()
        for name in ["NOR.csv", "NOR 2.csv"] { try project.put(name, body: name) }
        _ = try await project.run()
        let archive = Archive(folder: project.output.appending(path: "archive", directoryHint: .isDirectory))
        let file = archive.folder.appending(path: "received.csv")
        let receipts = try archive.receiptsOnFile().sorted { $0.sha256 < $1.sha256 }
        #expect(receipts.count == 2)
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        try Data("\(lines[0])\n\(lines[1])\n".utf8).write(to: file)
        #expect(try await project.verify(nil).isSound == false)
        _ = try await project.run()
        #expect(try archive.receiptsOnFile().sorted { $0.sha256 < $1.sha256 } == receipts)
        // The copies are archived again, since the inbox has them.
        try FileManager.default.removeItem(at: archive.folder)
        _ = try await project.run()
        #expect(try archive.receiptsOnFile().sorted { $0.sha256 < $1.sha256 } == receipts)
        #expect(try await project.verify(nil).isSound)
    }

    @Test("an archive that is gone while the inbox has nothing of what was received ends the run")
    func archiveGone() async throws {
        let project = try InboxProject()
        let file = try project.put("NOR.csv")
        _ = try await project.run()
        try FileManager.default.removeItem(at: file)
        let last = RunHistory(output: project.output).latestID
        let archive = project.output.appending(path: "archive")
        let elsewhere = project.output.appending(path: "elsewhere")
        try FileManager.default.moveItem(at: archive, to: elsewhere)
        let error = try await #require(throws: PipelineError.self) { try await project.run() }
        #expect(error.code == .io && error.description.contains("seems not to be mounted"))
        #expect(RunHistory(output: project.output).latestID == last)
        try FileManager.default.moveItem(at: elsewhere, to: archive)
        #expect(try await project.run().states == ["NOR.csv": .live])
    }

    @Test(
        "receipts are counted by content; what has a receipt, was not pruned and is not in the ledger is entered, also where its copy is lost"
    )
    func recovery() throws {
        let inbox = try ScratchInbox()
        let output = inbox.parent
        let archive = inbox.archive
        func receipt(_ sha256: String, _ file: String) -> ReceivedReturn {
            ReceivedReturn(sha256: sha256, fileExtension: "csv", file: file, firstSeen: "2026-03-01T02:00:00Z")
        }
        try inbox.put("a.csv", "there")
        let there = try inbox.archived(try inbox.list().files[0])
        let gone = String(repeating: "0", count: 64)
        let pruned = String(repeating: "1", count: 64)
        try archive.record([
            receipt(there, "a.csv"), receipt(gone, "b.csv"), receipt(there, "c\nd.csv"), receipt(pruned, "e.csv"),
        ])
        try archive.recordRemoval(of: [(receipt(pruned, "e.csv"), "superseded")], at: Date())
        #expect(try archive.receiptHashes() == [there, gone, pruned])
        let survey = try SpecimenSurvey.load()
        let store = try Store(path: nil, definition: survey.definition, codes: [])
        for _ in 1...2 {
            try RunRecovery(output: output, store: store, logger: Logger(label: "test")).recover()
            #expect(try store.receivedReturns().map(\.sha256) == [there, gone].sorted())
        }
    }
}
