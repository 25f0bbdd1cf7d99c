import Foundation
import Load
import SurveyModel
import Testing

@testable import Pipeline

@Suite("An inbox whose disk is not mounted")
struct InboxMountsTests {
    @Test("an inbox that is empty and lies on fewer disks than before is missing; any other is not")
    func missing() throws {
        let inbox = try ScratchInbox()
        let here = InboxMounts(try inbox.list()).crossings
        func isMissing(since crossings: Int) throws -> Bool {
            InboxMounts.areMissing(of: try inbox.list(), since: try #require(InboxMounts(String(crossings))))
        }
        #expect(try isMissing(since: here + 1))
        #expect(try !isMissing(since: here))
        try inbox.put(".keep")
        #expect(try !isMissing(since: here + 1))
        #expect(InboxMounts("/srv/returns/inbox") == nil)
    }

    #if os(Linux)
        @Test("a folder on another disk than the one that holds it is one more")
        func crossings() throws {
            var few = InboxLimits()
            few.entries = 1
            func crossings(_ path: String) throws -> Int {
                InboxMounts(try Inbox(URL(filePath: path), ignoring: [], limits: few)).crossings
            }
            #expect(try crossings("/") == 0)
            #expect(try crossings("/proc/self/fdinfo") > 0)
        }
    #endif

    @Test(
        "a run over an empty folder in the place of an inbox ends, and what is published stays; an inbox that is meant to be empty has a file"
    )
    func run() async throws {
        let project = try InboxProject()
        let file = try project.put("NOR.csv")
        let first = try await project.run()
        let store = try project.store(at: project.output.appending(path: "canvass.sqlite").path)
        let note = try #require(try store.note("inbox"))
        let path = note.split(separator: "\n", maxSplits: 1).last.map(String.init)
        #expect(path == project.inbox.url.standardizedFileURL.path)
        try store.setNote("inbox", "99\n\(path ?? "")")
        try FileManager.default.removeItem(at: file)
        let error = try await #require(throws: PipelineError.self) { try await project.run() }
        #expect(error.code == .io && error.description.contains("not to be mounted"))
        #expect(RunHistory(output: project.output).latestID == first.id)
        // Doctor advises nobody to put returns into the folder in its place.
        let told = try InboxReview(project.load(), output: project.output.deletingLastPathComponent()).diagnoses.first
        #expect(
            told?.state == .fault && told?.finding.contains("not to be mounted") == true,
            "\(String(describing: told))")
        try project.inbox.put(".keep")
        #expect(try await project.run().states == ["NOR.csv": .live])
    }

    @Test("returns in a folder that could not be looked into have not left the inbox")
    func hidden() throws {
        let inbox = try ScratchInbox()
        try inbox.put("a/b/NOR.csv")
        try inbox.put("c.csv")
        var limits = InboxLimits()
        limits.depth = 1
        let listed = try inbox.list(limits)
        #expect(listed.mayHold("a/b/NOR.csv") && listed.mayHold("a/b/mail.eml/NOR.csv"))
        #expect(!listed.mayHold("a/NOR.csv") && !listed.mayHold("c.csv") && !listed.mayHold("a/bc/NOR.csv"))
        var contents = Contents(archive: inbox.archive)
        for path in ["a/b/NOR.csv", "c/NOR.csv"] {
            contents.note(
                ReceivedReturn(sha256: Digest.sha256(Data(path.utf8)), fileExtension: "csv", file: path, firstSeen: ""),
                in: listed)
        }
        #expect(contents.all.map(\.isAbsent) == [false, true])
    }
}
