import Foundation

@testable import Pipeline

/// An inbox of a test, with a place beside it for an archive; removed with the object.
final class ScratchInbox {
    let parent: URL
    var url: URL { parent.appending(path: "inbox", directoryHint: .isDirectory) }
    var archive: Archive { Archive(folder: parent.appending(path: "archive", directoryHint: .isDirectory)) }

    init() throws {
        parent = FileManager.default.temporaryDirectory.appending(
            path: "canvass-inbox-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: parent) }

    /// Puts a file there, with the folders on the way.
    ///
    /// - Parameter age: how many seconds ago it was changed last.
    @discardableResult
    func put(_ path: String, _ content: String = "x", age: Double = 3_600) throws -> URL {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content.utf8).write(to: file)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file.path)
        return file
    }

    /// Archives a file, and tells the hash of its content.
    func archived(_ file: InboxFile) throws -> String { try archive.take([file]).map { try $0.get() }.joined() }

    func list(_ limits: InboxLimits = InboxLimits()) throws -> Inbox { try Inbox(url, ignoring: [], limits: limits) }
}
