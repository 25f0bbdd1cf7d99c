import Foundation
import Testing

@testable import Pipeline

@Suite("Folders for what a command makes for a moment")
struct TemporaryFolderTests {
    private func mode(_ url: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue & 0o777
    }

    private func isThere(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

    /// A folder of somebody who was killed.
    private func left(_ beginning: String, in parent: URL) throws -> URL {
        let folder = parent.appending(path: "\(beginning)\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "bundles"), withIntermediateDirectories: true)
        try Data("private".utf8).write(to: folder.appending(path: "bundles/a.bundle"))
        return folder
    }

    @Test("one is for this account alone, and goes with all that is in it")
    func own() throws {
        let scratch = try ScratchInbox()
        let folder = try TemporaryFolder(for: .verification, in: scratch.url)
        #expect(folder.url.lastPathComponent.hasPrefix("canvass-verification-"))
        #expect(try mode(folder.url) == 0o700)
        try Data("private".utf8).write(to: folder.url.appending(path: "canvass.sqlite"))
        folder.remove()
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
    }

    @Test("what killed commands have left goes with the next; what is in use stays, and so does what is none of these")
    func sweeping() throws {
        let scratch = try ScratchInbox()
        let parent = scratch.url
        var used: TemporaryFolder? = try TemporaryFolder(for: .trial, in: parent)
        let place = try #require(used?.url)
        let ofKilled = [try left("canvass-verification-", in: parent), try left("canvass-comparison-", in: parent)]
        let target = try left("target-", in: scratch.parent)
        let link = parent.appending(path: "canvass-verification-\(UUID().uuidString)")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
        let others = ["canvass-verification-notes", "canvass-other-\(UUID().uuidString)"].map {
            parent.appending(path: $0)
        }
        for other in others {
            try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
        }

        let next = try TemporaryFolder(for: .verification, in: parent)
        #expect(ofKilled.allSatisfy { !isThere($0) })
        #expect(isThere(place) && isThere(next.url) && others.allSatisfy(isThere))
        #expect(isThere(link) && isThere(target.appending(path: "bundles/a.bundle")))

        // As when its process is killed: nobody removes it, and the system lets go of its lock.
        withExtendedLifetime(used) {}
        used = nil
        let last = try TemporaryFolder(for: .trial, in: parent)
        #expect(!isThere(place) && isThere(next.url) && isThere(last.url))
        withExtendedLifetime((next, last)) {}
    }

    @Test(
        "what another account has left stays",
        .enabled(if: getuid() == 0, "only root can give a file to another account"))
    func ofOthers() throws {
        let scratch = try ScratchInbox()
        let folder = try left("canvass-verification-", in: scratch.url)
        #expect(chown(folder.path, 65_534, 65_534) == 0)
        let own = try TemporaryFolder(for: .verification, in: scratch.url)
        #expect(isThere(folder))
        own.remove()
    }

    @Test("where none can be made it is told, with what to do")
    func refused() throws {
        let scratch = try ScratchInbox()
        let file = try scratch.put("file")
        let error = #expect(throws: PipelineError.self) { _ = try TemporaryFolder(for: .trial, in: file) }
        #expect(error?.code == .cannotWrite)
        #expect(error?.description.contains("TMPDIR") == true)
    }

    @Test("what is found in a container lies for this account alone until it is archived")
    func containers() throws {
        let inbox = try ScratchInbox()
        let scratch = inbox.parent.appending(path: ".scratch/containers-1-1")
        let files = ContainerFiles(archive: inbox.archive, scratch: scratch)
        try files.begin("NOR.csv")
        #expect(try mode(scratch) == 0o700)
        #expect(try mode(scratch.deletingLastPathComponent()) == 0o700)
        withExtendedLifetime(files) {}
    }
}
