import Foundation
import Load
import Logging
import Spreadsheets
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What is in containers, and when they are opened again")
struct ContainerReopeningTests {
    private func put(_ name: String, _ project: InboxProject) throws {
        try FileManager.default.copyItem(
            at: ContainerTests.fixtures.appending(path: name), to: project.inbox.url.appending(path: name))
    }

    private func members(_ name: String, _ inbox: ScratchInbox) throws -> [ContainerMember] {
        let opening = ContainerOpening(
            archive: inbox.archive, ignoring: [], fileBytes: 1 << 30,
            scratch: inbox.parent.appending(path: ".scratch"))
        return try #require(try opening.open(ContainerTests.fixtures.appending(path: name), name: name))
    }

    @Test("archives in an archive share what it may unpack: twelve do not get twelve times as much")
    func oneAllowance() throws {
        let inbox = try ScratchInbox()
        let members = try members("many.zip", inbox)
        #expect(members.count == 12)
        let taken = members.filter { !$0.sha256.isEmpty }.map(\.name)
        #expect(taken == ["00.zip/a.csv"])
        #expect(members.dropFirst().allSatisfy { $0.rule == "file.limit" })
    }

    @Test(
        "files of all containers in a container are counted together, and after the last byte not even a small file is begun"
    )
    func allowance() throws {
        let allowance = ContainerAllowance(size: 1_000)
        #expect(allowance.filesLeft == 10_000 && allowance.bytesLeft == 16 << 20 + 200_000)
        try allowance.take(files: 9_999)
        #expect(throws: SpreadsheetError.self) { try allowance.take(files: 2) }
        #expect(throws: SpreadsheetError.self) { try allowance.take(files: 1) }
        try allowance.take(bytes: 16 << 20 + 200_000)
        try allowance.take(bytes: 0)
        #expect(throws: SpreadsheetError.self) { try allowance.take(bytes: 1) }
        #expect(throws: SpreadsheetError.self) { try allowance.take(bytes: 0) }
    }

    @Test(
        "steps of a path that lead nowhere are left out, and files of one name get numbers that no other has, before the ending"
    )
    func names() throws {
        let members = try members("names.zip", try ScratchInbox())
        #expect(
            members.map(\.name) == [
                "NOR.csv", "d/FRA.csv", "a.csv", "a-3.csv", "a-2.csv", "a-4.csv", "sub.d/b", "sub.d/b-2",
            ])
        #expect(members.allSatisfy { !$0.sha256.isEmpty })
        for name in ["/a", "//a", "..", "a/../b", "C:a", ".", "./", "", "\\\\server\\a"] {
            #expect(ContainerNames.path(name) == nil, "\(name)")
        }
    }

    @Test("ten thousand files of one name get their numbers in a time that grows with their number")
    func numbers() {
        let same = ContainerMember(name: "a.csv", fileExtension: "csv", sha256: "0")
        let named = ContainerNames.distinct(Array(repeating: same, count: 10_000))
        #expect(Set(named.map(\.name)).count == 10_000 && named.last?.name == "a-10000.csv")
    }

    @Test("more files than are archived at once each have their own content in the archive, in their order")
    func batches() throws {
        let inbox = try ScratchInbox()
        let parts = (0..<600).map {
            "--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=\($0).csv\r\n\r\na,\($0)\r\n"
        }
        let mail = try inbox.put(
            "a.eml",
            "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + parts.joined() + "--b--")
        let opening = ContainerOpening(
            archive: inbox.archive, ignoring: [], fileBytes: 1 << 30,
            scratch: inbox.parent.appending(path: ".scratch"))
        let members = try #require(try opening.open(mail, name: "a.eml"))
        #expect(members.map(\.name) == (0..<600).map { "\($0).csv" })
        #expect(members.map(\.sha256) == (0..<600).map { Digest.sha256(Data("a,\($0)".utf8)) })
        #expect(
            members.allSatisfy {
                inbox.archive.has($0.sha256, fileExtension: "csv")
            })
    }

    @Test("a name that is no UTF-8 is of code page 437")
    func codePage() throws {
        #expect(try members("cp437.zip", try ScratchInbox()).map(\.name) == ["R\u{E9}ponse.csv"])
    }

    @Test("what is ignored in a container is what the definition says now, not what it said when the container came")
    func ignoring() async throws {
        let ignoring = ["settle: 0": "settle: 0, ignore: [\"FRA*\"]"]
        let project = try InboxProject(ignoring)
        try put("returns.zip", project)
        #expect(try await project.run().states == ["returns.zip/NOR.csv": .live])
        try project.define([:])
        let both: [String: ReturnState] = ["returns.zip/NOR.csv": .live, "returns.zip/sub/FRA.csv": .live]
        #expect(try await project.run().states == both)
        #expect(try await project.verify(nil).differences.map(\.message) == [])
        // What was received counts on, as a file of the inbox does that is ignored from then on.
        try project.define(ignoring)
        #expect(try await project.run().states == both)
    }

    @Test("a container that has left the inbox is opened again when what is ignored changes, and is as late as it came")
    func ignoringWhenAbsent() async throws {
        let moving = ["settle: 0": "settle: 0, after: move"]
        let project = try InboxProject(["settle: 0": "settle: 0, after: move, ignore: [\"FRA*\"]"])
        try put("returns.zip", project)
        let first = try await project.run(started: InboxProject.minuteAgo)
        #expect(first.states == ["returns.zip/NOR.csv": .live])
        #expect(try project.inbox.list().files.isEmpty)
        try project.define(moving)
        let both: [String: ReturnState] = ["returns.zip/NOR.csv": .live, "returns.zip/sub/FRA.csv": .live]
        #expect(try await project.run().states == both)
        let archive = Archive(folder: project.output.appending(path: "archive", directoryHint: .isDirectory))
        #expect(Set(try archive.receiptsOnFile().map(\.firstSeen)).count == 1)
        #expect(try await project.verify(nil).differences.map(\.message) == [])
    }

    @Test("a container that came under another ending before is no return of its own, in the inbox or not")
    func otherEndingBefore() async throws {
        let project = try InboxProject()
        let other = project.inbox.url.appending(path: "returns.bin")
        try FileManager.default.copyItem(at: ContainerTests.fixtures.appending(path: "returns.zip"), to: other)
        #expect(try await project.run().states == ["returns.bin": .refused])
        try FileManager.default.removeItem(at: other)
        try put("returns.zip", project)
        let both: [String: ReturnState] = ["returns.zip/NOR.csv": .live, "returns.zip/sub/FRA.csv": .live]
        #expect(try await project.run().states == both)
        try FileManager.default.removeItem(at: project.inbox.url.appending(path: "returns.zip"))
        #expect(try await project.run().states == both)
    }

    @Test("what was removed from the archive does not come back from a container that has left the inbox")
    func removed() async throws {
        let moving = ["settle: 0": "settle: 0, after: move"]
        let project = try InboxProject(moving)
        try put("returns.zip", project)
        let first = try await project.run(started: InboxProject.minuteAgo)
        let removed = try #require(first.result.returns.first { $0.file == "returns.zip/NOR.csv" }).sha256
        try project.put("NOR.csv", completed: "2026-06-01")
        _ = try await project.run()
        try project.prune()
        let rest: [String: ReturnState] = ["returns.zip/sub/FRA.csv": .live, "NOR.csv": .live]
        // As the container is opened again: since the store was lost, and since something else is ignored.
        try project.loseStore()
        #expect(try await project.run().states == rest)
        try project.define(["settle: 0": "settle: 0, after: move, ignore: [\"*.tmp\"]"])
        #expect(try await project.run().states == rest)
        let archive = Archive(folder: project.output.appending(path: "archive", directoryHint: .isDirectory))
        #expect(try archive.copies(of: removed).isEmpty)
        // By the inbox it does.
        try put("returns.zip", project)
        #expect(try await project.run().states.count == 3)
        #expect(try archive.copies(of: removed).count == 1)
    }

    @Test("a container of which something was refused is opened again under other limits, and not under the same")
    func limits() async throws {
        let project = try InboxProject()
        try put("damaged.zip", project)
        _ = try await project.run()
        let store = { () throws -> Store in try project.store(at: project.output.appending(path: "canvass.sqlite").path)
        }
        let container = try Digest.sha256(fileAt: ContainerTests.fixtures.appending(path: "damaged.zip"))
        let members = try #require(try store().containers()[container])
        let conditions = try #require(try store().containerConditions()[container])
        let good = try #require(members.first { !$0.sha256.isEmpty })
        let other = ContainerMember(name: "x.csv", rule: "file.limit", reason: "Too large.")
        let opened = [OpenedContainer(sha256: container, members: [good, other], received: [])]
        try store().remember(opened, under: conditions)
        #expect(try await project.run().states.keys.contains("damaged.zip/x.csv"))
        let ignoring = try #require(conditions.split(separator: " ").first)
        try store().remember(opened, under: "\(ignoring) older")
        #expect(try await project.run().states.keys.sorted() == ["damaged.zip/NOR.csv", "damaged.zip/sub/FRA.csv"])
    }

    @Test(
        "what could not be read for the machine's sake is not remembered: the container stays in the inbox and is opened again"
    )
    func machine() async throws {
        let project = try InboxProject(["settle: 0": "settle: 0, after: move"])
        try put("returns.zip", project)
        let container = project.inbox.url.appending(path: "returns.zip")
        let file = try #require(try project.inbox.list().files.first)
        let unread = ContainerMember(name: "", rule: "file.unreadable", reason: "Input/output error")
        let taken = TakenFile(file: file, members: [unread], isToStay: true)
        InboxClearing(inbox: project.inbox.url, logger: .init(label: "test")).clear([taken]) { _ in false }
        #expect(FileManager.default.fileExists(atPath: container.path))
        // The archived copy cannot be read: a folder has its place.
        let sha256 = try Digest.sha256(fileAt: container)
        let archive = Archive(folder: project.output.appending(path: "archive", directoryHint: .isDirectory))
        let copy = URL(filePath: archive.path(of: sha256, fileExtension: "zip"))
        let store = try project.store(at: nil)
        var containers = try ReceivedContainers(
            Receiving(
                archive: archive, store: store, settling: Settling(seconds: 0), logger: .init(label: "test"),
                now: Date()))
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        let found = try containers.members(of: sha256, fileExtension: "zip", file: "returns.zip")
        #expect(found?.map(\.rule) == ["file.unreadable"])
        #expect(containers.unsettled == [sha256])
        try containers.flush()
        #expect(try store.containers().isEmpty)
        try FileManager.default.removeItem(at: copy)
        let states = try await project.run().states
        #expect(states == ["returns.zip/NOR.csv": .live, "returns.zip/sub/FRA.csv": .live])
    }

    @Test("receipts are written for many containers at once, and a run that breaks off before loses none of them")
    func receiptsAtOnce() throws {
        let inbox = try ScratchInbox()
        let store = try Store(path: nil, definition: try SpecimenSurvey.load().definition, codes: [])
        let receiving = Receiving(
            archive: inbox.archive, store: store, settling: Settling(seconds: 0), logger: .init(label: "test"),
            now: Date())
        for number in 1...3 {
            try inbox.put(
                "\(number).eml", "From: a@example.org\r\nContent-Type: text/csv; name=a.csv\r\n\r\n\(number),x\r\n")
        }
        let files = try inbox.list().files
        func containers() throws -> ReceivedContainers {
            var containers = try ReceivedContainers(receiving)
            for file in files {
                let sha256 = try inbox.archived(file)
                let members = try containers.members(of: sha256, fileExtension: "eml", file: file.path)
                #expect(members?.map(\.name) == ["a.csv"])
            }
            return containers
        }
        #expect(try containers().opened.count == 3)
        #expect(try inbox.archive.receiptsOnFile().isEmpty)
        #expect(try store.containers().isEmpty)
        var again = try containers()
        try again.flush()
        #expect(try inbox.archive.receiptsOnFile().map(\.file) == ["1.eml/a.csv", "2.eml/a.csv", "3.eml/a.csv"])
        #expect(try store.containers().count == 3)
        #expect(try store.receivedHashes().count == 3)
    }

    @Test("what a container holds that cannot be read comes with what helps, and the summary names its path once")
    func advice() async throws {
        let project = try InboxProject()
        try put("locked.zip", project)
        let first = try await project.run()
        let issue = try #require(first.result.issues.first { $0.finding.rule == "file.encrypted" })
        #expect(issue.finding.suggestion?.text(in: "en").contains("without a password") == true)
        let line = try #require(
            first.summary(reportPath: "r").split(separator: "\n").first { $0.contains("locked.zip") })
        #expect(line.components(separatedBy: "locked.zip").count == 2)
        #expect(!first.summary(reportPath: "r").contains("nothing new in the inbox"))
        #expect(try await project.run().summary(reportPath: "r").contains("nothing new in the inbox"))
    }

    @Test("links whose names are no text are refused one by one, though their paths look alike")
    func namesThatLookAlike() async throws {
        let project = try InboxProject()
        let inbox = project.inbox
        for byte: UInt8 in [0xE8, 0xE9] {
            let path = Array(inbox.url.path.utf8) + [0x2F, byte] + Array(".csv".utf8) + [0]
            let made = path.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer {
                $0.baseAddress.map { symlink("/nowhere", $0) }
            }
            #expect(made == 0)
        }
        let refused = try inbox.list().refused.map { ReturnProcessor.refused($0).head.bundle.sha256 }
        #expect(refused.count == 2 && Set(refused).count == 2)
        #expect(try await project.run().refused.count == 2)
        #expect(try await project.verify(nil).differences.map(\.message) == [])
    }
}
