import Foundation
import Load
import Spreadsheets
import SurveyModel
import Testing

@testable import Pipeline

@Suite("ZIP archives and mails that hold returns")
struct ContainerTests {
    static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/containers")

    private func open(_ name: String, fileBytes: Int = 1 << 30, _ inbox: ScratchInbox) throws -> [ContainerMember]? {
        try ContainerOpening(
            archive: inbox.archive, ignoring: [], fileBytes: fileBytes,
            scratch: inbox.parent.appending(path: ".scratch")
        ).open(Self.fixtures.appending(path: name), name: name)
    }

    /// The names of what was taken, and what was not with the rule.
    private func outcome(_ name: String, fileBytes: Int = 1 << 30) throws -> (
        taken: [String], refused: [String: String]
    ) {
        let inbox = try ScratchInbox()
        let members = try #require(try open(name, fileBytes: fileBytes, inbox))
        for member in members where !member.sha256.isEmpty {
            let path = inbox.archive.path(of: member.sha256, fileExtension: member.fileExtension)
            #expect(try Digest.sha256(fileAt: URL(filePath: path)) == member.sha256)
        }
        #expect(!FileManager.default.fileExists(atPath: inbox.parent.appending(path: ".scratch").path))
        let refused = Dictionary(members.filter { $0.sha256.isEmpty }.map { ($0.name, $0.rule) }) { first, _ in first }
        return (members.filter { !$0.sha256.isEmpty }.map(\.name), refused)
    }

    @Test("each file in an archive is taken, also of an archive in the archive; one that lies deeper is refused")
    func nested() throws {
        #expect(try outcome("returns.zip").taken == ["NOR.csv", "sub/FRA.csv"])
        #expect(try outcome("twice.zip").taken == ["inner.zip/NOR.csv", "inner.zip/sub/FRA.csv"])
        let thrice = try outcome("thrice.zip")
        #expect(thrice.taken.isEmpty && thrice.refused == ["outer.zip/inner.zip": "file.limit"])
    }

    @Test("of too many files the container's own limit is told, and advice that helps: none in the definition does")
    func manyFiles() throws {
        let inbox = try ScratchInbox()
        // The end of a directory that says so is enough: 10,001 entries.
        let count: [UInt8] = [0x11, 0x27]
        let bytes: [UInt8] = [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0] + count + count + [UInt8](repeating: 0, count: 10)
        let file = inbox.parent.appending(path: "many.zip")
        try Data(bytes).write(to: file)
        let opening = ContainerOpening(
            archive: inbox.archive, ignoring: [], fileBytes: 1 << 30, scratch: inbox.parent.appending(path: ".scratch"))
        let member = try #require(try opening.open(file, name: "many.zip")?.first)
        #expect(member.rule == "file.limit" && member.reason.contains("more than 10000 files"), "\(member.reason)")
        let refused = ReturnProcessor.refused(InboxRefusal(path: "many.zip", member))
        let finding = try #require(refused.bundle.findings.first)
        #expect(finding.suggestion?.text(in: "en").contains("in several archives") == true)
    }

    @Test(
        "names that lead out of the archive and links are refused, rubbish is passed over, and a backslash is a slash")
    func names() throws {
        let odd = try outcome("odd.zip")
        #expect(odd.taken == ["NOR.csv", "a/FRA.csv", "win/FRA.csv"])
        #expect(
            odd.refused == [
                "../FRA.csv": "file.corrupt", "/etc/FRA.csv": "file.corrupt", "C:/FRA.csv": "file.corrupt",
                "link.csv": "file.corrupt",
            ])
    }

    @Test(
        "an archive that is cut short, empty, protected or damaged says so, and nothing of it is taken that is not whole",
        arguments: [
            ("cut.zip", [], ["": "file.truncated"]), ("empty.zip", [], ["": "file.not-a-spreadsheet"]),
            ("locked.zip", [], ["NOR.csv": "file.encrypted"]),
            ("damaged.zip", ["sub/FRA.csv"], ["NOR.csv": "file.corrupt"]),
        ] as [(String, [String], [String: String])])
    func broken(name: String, taken: [String], refused: [String: String]) throws {
        let outcome = try outcome(name)
        #expect(outcome.taken == taken && outcome.refused == refused)
    }

    @Test("an archive whose files are far larger than itself, and a file that is too large, are refused at their limit")
    func bombs() throws {
        let bomb = try outcome("bomb.zip")
        #expect(bomb.taken == ["NOR.csv"])
        #expect(bomb.refused == ["bomb.csv": "file.limit", "FRA.csv": "file.limit"])
        let large = try outcome("returns.zip", fileBytes: 51)
        #expect(large.taken == ["NOR.csv"] && large.refused == ["sub/FRA.csv": "file.limit"])
    }

    @Test("a name that is longer than any file system's is refused by its beginning: no worker could be told it")
    func longName() throws {
        let zip = try outcome("longname.zip")
        #expect(zip.taken == ["NOR.csv"])
        #expect(zip.refused == [String(repeating: "\u{2591}", count: 60) + "\u{2026}": "file.limit"])
        let inbox = try ScratchInbox()
        let mail = try inbox.put(
            "a.eml",
            "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                + "Content-Disposition: attachment; filename=\(String(repeating: "a", count: 5_000)).csv\r\n\r\na,b\r\n--b--"
        )
        let members = try ContainerOpening(
            archive: inbox.archive, ignoring: [], fileBytes: 1 << 30, scratch: inbox.parent.appending(path: ".scratch")
        ).open(mail, name: "a.eml")
        #expect(members?.map(\.rule) == ["file.limit"])
    }

    /// What is found in an archive of these files.
    private func members(_ files: [(String, String)]) throws -> [ContainerMember]? {
        let inbox = try ScratchInbox()
        var writer = ZipWriter()
        for (name, content) in files { try writer.add(name, DeflatedContent(Array(content.utf8))) }
        let url = inbox.parent.appending(path: "a.zip")
        try Data(writer.finish()).write(to: url)
        return try ContainerOpening(
            archive: inbox.archive, ignoring: [], fileBytes: 1 << 30, scratch: inbox.parent.appending(path: ".scratch")
        ).open(url, name: "a.zip")
    }

    @Test("a file without a name is told as that, and not as the archive itself")
    func noName() throws {
        let found = try #require(try members([("", "x"), (".", "y"), ("NOR.csv", "z")]))
        #expect(found.map(\.name) == ["(no name)", "(no name)-2", "NOR.csv"])
        #expect(found.map(\.rule) == ["file.corrupt", "file.corrupt", ""])
        #expect(found.first?.reason.hasPrefix("It has no name") == true)
        #expect(["", ".", "./.", ".\\."].allSatisfy { ContainerNames.isNone($0) && ContainerNames.path($0) == nil })
        #expect(!["..", "a", "./a", "C:"].contains { ContainerNames.isNone($0) })
    }

    @Test("a file of a name that documents have too does not make a document of an archive of returns")
    func namesOfDocuments() throws {
        let names = ["NOR.csv", "index.zip", "Mimetype", "preview.jpeg"]
        #expect(try members(names.map { ($0, "x") })?.map(\.name) == names)
        for document in [
            ["Index.zip", "Metadata/Properties.plist"], ["Index.zip", "preview.jpg"], ["Index/Document.iwa"],
            ["mimetype", "content.xml", "META-INF/manifest.xml"], ["mimetype", "META-INF/container.xml"],
        ] {
            #expect(try members(document.map { ($0, "x") }) == nil, "\(document)")
        }
    }

    @Test(
        "attachments that cannot be read count as files too: the limit is told once for each mail beyond it, and all else is taken"
    )
    func unreadableAttachments() throws {
        let part =
            "--b\r\nContent-Disposition: attachment; filename=a.csv\r\nContent-Transfer-Encoding: base64\r\n\r\nQQ=\r\n"
        let mail =
            "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + String(repeating: part, count: 990) + "--b--"
        // More than twice the files that a container may have: so many a run hears of no worker.
        let mails = (1...21).map { ("\($0).eml", mail) }
        let found = try #require(try members([("NOR.csv", "Country\n")] + mails))
        #expect(found.filter { !$0.sha256.isEmpty }.map(\.name) == ["NOR.csv"])
        // The archive's own 22, and of the 21 mails as many as are left.
        #expect(found.filter { $0.rule == "file.corrupt" }.count == 10_000 - 22)
        #expect(found.filter { $0.rule == "file.limit" }.map(\.name) == (11...21).map { "\($0).eml" })
    }

    @Test("a workbook is none of these, though it is a ZIP archive, whatever its name ends with")
    func workbook() throws {
        let inbox = try ScratchInbox()
        let sample = Self.fixtures.deletingLastPathComponent().appending(path: "values/values.xlsx")
        let copy = inbox.parent.appending(path: "values.zip")
        try FileManager.default.copyItem(at: sample, to: copy)
        let opening = ContainerOpening(
            archive: inbox.archive, ignoring: [], fileBytes: 1 << 30, scratch: inbox.parent.appending(path: ".scratch"))
        #expect(try opening.open(copy, name: "values.zip") == nil)
        #expect(try opening.open(sample, name: "values.xlsx") == nil)
        let text = try inbox.put("a.eml", "Country,Body\nNorway,Ministry\n")
        #expect(try opening.open(text, name: "a.eml") == nil)
    }

    @Test(
        "a mail gives its attachments with their names, whatever character set these are in, and not the pictures in its text"
    )
    func mail() throws {
        let mail = try outcome("mail.eml")
        #expect(
            mail.taken == [
                "NOR.csv", "R\u{E9}ponse fran\u{E7}aise.csv", "returns.zip/NOR.csv", "returns.zip/sub/FRA.csv",
            ])
        #expect(mail.refused.isEmpty)
        #expect(try outcome("forwarded.eml").taken == ["NOR.csv"])
        #expect(try outcome("quoted.eml").taken == ["NOR.csv"])
        #expect(try outcome("bare.eml").refused == ["": "file.not-a-spreadsheet"])
    }

    // MARK: - Runs

    private func put(_ name: String, as path: String, _ project: InboxProject) throws {
        let url = project.inbox.url.appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Self.fixtures.appending(path: name), to: url)
    }

    @Test(
        "what is in a mail counts like any return, by a path that leads through the mail, which stays whole in the archive"
    )
    func run() async throws {
        let project = try InboxProject()
        try put("mail.eml", as: "2026-05-02/mail.eml", project)
        let first = try await project.run()
        #expect(
            first.states == [
                "2026-05-02/mail.eml/NOR.csv": .live, "2026-05-02/mail.eml/R\u{E9}ponse fran\u{E7}aise.csv": .live,
            ])
        #expect(first.rules == ["return.duplicate-file", "return.duplicate-file"])
        #expect(first.result.returns.allSatisfy { $0.received == "2026-05-02" })
        let receipts = try #require(
            String(data: Data(contentsOf: project.output.appending(path: "archive/received.csv")), encoding: .utf8))
        let mail = try Digest.sha256(fileAt: Self.fixtures.appending(path: "mail.eml"))
        #expect(receipts.contains("\(mail),eml,2026-05-02/mail.eml,"))
        #expect(
            FileManager.default.fileExists(
                atPath: project.output.appending(path: "archive/\(mail.prefix(2))/\(mail).eml").path))
        let second = try await project.run()
        #expect(second.newlyRead == 0 && second.states == first.states)
        try FileManager.default.removeItem(at: project.inbox.url.appending(path: "2026-05-02/mail.eml"))
        #expect(try await project.run().states == first.states)
    }

    @Test(
        "where the store is lost, containers are opened again from the archive, in the inbox or not",
        arguments: [true, false])
    func lostStore(isPresent: Bool) async throws {
        let project = try InboxProject()
        try put("odd.zip", as: "odd.zip", project)
        let first = try await project.run()
        #expect(first.states["odd.zip/NOR.csv"] == .live && first.states["odd.zip/link.csv"] == .refused)
        if !isPresent { try FileManager.default.removeItem(at: project.inbox.url.appending(path: "odd.zip")) }
        let before = try await project.run()
        for name in ["canvass.sqlite", "canvass.sqlite-wal", "canvass.sqlite-shm"] {
            try? FileManager.default.removeItem(at: project.output.appending(path: name))
        }
        let after = try await project.run()
        #expect(after.states == before.states)
        #expect(after.refused.map(\.file).sorted() == before.refused.map(\.file).sorted())
        #expect(before.refused.isEmpty != isPresent)
    }

    @Test("a mail with the mark of UTF-8 before it is a mail")
    func marked() throws {
        let inbox = try ScratchInbox()
        let mail = try inbox.put(
            "a.eml", "\u{FEFF}From: a@example.org\r\nContent-Type: text/csv; name=a.csv\r\n\r\na,b\r\n")
        let opening = ContainerOpening(
            archive: inbox.archive, ignoring: [], fileBytes: 1 << 30, scratch: inbox.parent.appending(path: ".scratch"))
        #expect(try opening.open(mail, name: "a.eml")?.map(\.name) == ["a.csv"])
    }

    @Test("a lock file in a container is told, and the container has been read all the same")
    func lockFile() async throws {
        let project = try InboxProject(["settle: 0": "settle: 0, after: move"])
        func part(_ name: String, _ content: String) -> String {
            "--b\r\nContent-Disposition: attachment; filename=\"\(name)\"\r\n\r\n\(content)\r\n"
        }
        let header = "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        let lock = part("~$NOR.csv", "x")
        try project.inbox.put(
            "post.eml", header + part("NOR.csv", "Country,Body,Completed\nNorway,Ministry,") + lock + "--b--")
        try project.inbox.put("none.eml", header + lock + "--b--")
        let run = try await project.run()
        #expect(run.states["post.eml/NOR.csv"] == .live)
        #expect(run.rules.filter { $0.hasPrefix("file.") } == ["file.lock-file", "file.lock-file"])
        for path in ["Done/post.eml", "Refused/none.eml"] {
            #expect(FileManager.default.fileExists(atPath: project.inbox.parent.appending(path: path).path))
        }
    }

    @Test("a container is moved as a whole: to Refused where anything in it could not be read, else to Done")
    func moved() async throws {
        let project = try InboxProject(["settle: 0": "settle: 0, after: move"])
        try put("returns.zip", as: "returns.zip", project)
        try put("locked.zip", as: "locked.zip", project)
        try put("damaged.zip", as: "damaged.zip", project)
        let first = try await project.run()
        #expect(first.rules.filter { $0.hasPrefix("file.") }.sorted() == ["file.corrupt", "file.encrypted"])
        #expect(try project.inbox.list().files.isEmpty)
        for path in ["Done/returns.zip", "Refused/locked.zip", "Refused/damaged.zip"] {
            #expect(FileManager.default.fileExists(atPath: project.inbox.parent.appending(path: path).path))
        }
        let second = try await project.run()
        #expect(second.rules.isEmpty)
        // The content is that of a file in returns.zip too; the first path counts.
        #expect(second.states == ["returns.zip/NOR.csv": .live, "damaged.zip/sub/FRA.csv": .live])
    }

    @Test(
        "a run over containers, returns in the order of their receipts and another round is made anew from the archive, byte for byte"
    )
    func verified() async throws {
        let project = try InboxProject([
            "{current: \"2026\"}": "{current: \"2026\", all: [\"2010\", \"2026\"], closed: {\"2010\": 2020-01-01}}",
            "  latest: cover.completed": "  resubmissions: arrival",
        ])
        try put("mail.eml", as: "mail.eml", project)
        try put("odd.zip", as: "odd.zip", project)
        _ = try await project.run(started: InboxProject.minuteAgo)
        try project.put("NOR.csv")
        #expect(try await project.run().states["NOR.csv"] == .live)
        #expect(try await project.run(round: "2010").states["NOR.csv"] == .held)
        let runs = try FileManager.default.contentsOfDirectory(atPath: project.output.appending(path: "runs").path)
            .sorted()
        #expect(runs.count == 3)
        for run in runs {
            let verification = try await project.verify(run)
            #expect(verification.differences.isEmpty)
            guard case .same = verification.rederivation else {
                Testing.Issue.record("\(verification.rederivation)")
                return
            }
        }
    }

    @Test("a container stays in the archive while anything in it counts; what is removed comes back with its container")
    func pruned() async throws {
        let project = try InboxProject(["  latest: cover.completed": "  resubmissions: arrival"])
        try put("returns.zip", as: "returns.zip", project)
        try put("locked.zip", as: "locked.zip", project)
        _ = try await project.run(started: InboxProject.minuteAgo)
        for name in ["returns.zip", "locked.zip"] {
            try FileManager.default.removeItem(at: project.inbox.url.appending(path: name))
        }
        try project.put("NOR.csv", body: "Ministry", completed: "2026-06-01")
        let states = try await project.run().states
        #expect(states == ["returns.zip/NOR.csv": .superseded, "returns.zip/sub/FRA.csv": .live, "NOR.csv": .live])
        #expect(
            try project.pruning().candidates.map(\.received.file).sorted() == ["locked.zip", "returns.zip/NOR.csv"])
    }

    @Test("a return that was removed from the archive is archived again when its container comes back")
    func comesBack() async throws {
        let project = try InboxProject(["  latest: cover.completed": "  resubmissions: arrival"])
        try put("returns.zip", as: "returns.zip", project)
        _ = try await project.run(started: InboxProject.minuteAgo)
        try FileManager.default.removeItem(at: project.inbox.url.appending(path: "returns.zip"))
        try project.put("NOR.csv", completed: "2026-06-01")
        _ = try await project.run()
        try project.prune()
        #expect(try await project.run().states == ["returns.zip/sub/FRA.csv": .live, "NOR.csv": .live])
        try put("returns.zip", as: "returns.zip", project)
        let again = try await project.run()
        #expect(again.rules.filter { $0.hasPrefix("file.") }.isEmpty)
        #expect(again.states.count == 3)
        #expect(try await project.verify(nil).differences.map(\.message) == [])
    }
}
