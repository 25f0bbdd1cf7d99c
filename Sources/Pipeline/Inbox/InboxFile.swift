import Foundation
import Load
import Spreadsheets
import StableStorage

/// A file of the inbox.
struct InboxFile: Sendable {
    /// The path below the inbox, with `/`.
    let path: String
    let name: String
    /// The name's ending, in lower case; empty where it is too long to be one, since the archive's names have an end.
    let fileExtension: String
    /// The file as it was when it was looked at last.
    var stamp: FileStamp
    /// The way to it, by which it is opened.
    let way: InboxPath

    init(_ way: InboxPath, stamp: FileStamp) {
        self.way = way
        self.stamp = stamp
        path = way.text
        let name = way.names.last.map(InboxPath.text) ?? path
        // With a slash in front: a name may begin with a tilde.
        let ending = URL(filePath: "/\(name)").pathExtension.lowercased()
        self.name = name
        fileExtension = ending.utf8.count <= 64 ? ending : ""
    }

    /// Where it lies, by which the ledger knows it.
    var location: String { way.root == "/" ? "/\(path)" : "\(way.root)/\(path)" }

    var url: URL { URL(filePath: location) }
}

/// An entry of the inbox that is not taken, and why.
struct InboxRefusal: Sendable {
    /// The path below the inbox, with `/`; `.` for the inbox itself.
    let path: String
    let reason: String
    /// The rule by whose id it is told.
    let rule: SpreadsheetError.Code
    /// Whether it lies in a container.
    private(set) var isMember = false
    /// The path's bytes where they are no text: several paths can look alike.
    var bytes: [UInt8]?
    /// The hash of its content, where that was read: nil where it is known by its path.
    var sha256: String?
    /// Whether it is a folder into which nobody has looked.
    var isFolder = false

    init(path: String, reason: String, rule: SpreadsheetError.Code = .unreadable) {
        self.path = path
        self.reason = reason
        self.rule = rule
    }

    /// A member of a container that could not be read.
    init(path: String, _ member: ContainerMember) {
        self.init(path: path, reason: member.reason, rule: SpreadsheetError.Code(rawValue: member.rule) ?? .unreadable)
        isMember = true
    }
}

/// What an inbox may hold. Who can put files there shall not be able to hold up a run by their number.
struct InboxLimits: Sendable {
    /// Folders in each other.
    var depth = 16
    /// Entries in all folders together, whatever they are.
    var entries = 200_000
    /// Bytes of a file.
    var fileBytes = ReaderLimits.default.fileBytes

    init() {}

    /// The limits with the size of files that a survey allows.
    init(_ survey: Survey) {
        fileBytes = SurveyReading(survey.definition).limits.fileBytes
    }
}

/// What is in an inbox.
struct Inbox: Sendable {
    let folder: URL
    /// The files, ordered by path: what a run does never depends on the order in which a directory lists them.
    let files: [InboxFile]
    /// Entries that are not taken, and why, ordered by path: links, pipes, devices (which are not opened), lock files, folders that cannot be
    /// looked into, and what is beyond a limit.
    let refused: [InboxRefusal]
    /// Whether there is nothing in it at all, be it a hidden file.
    let isEmpty: Bool

    /// Lists an inbox with its folders.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` where there is no such folder, and of code `io` where it cannot be read.
    init(_ folder: URL, ignoring patterns: [String], limits: InboxLimits = InboxLimits()) throws {
        var walk = InboxWalk(patterns: patterns, limits: limits)
        do {
            try walk.look(into: InboxPath(root: folder.path))
        } catch {
            let isThere = error.code != ENOENT && error.code != ENOTDIR
            throw PipelineError(
                isThere ? .io : .noInput,
                "The inbox \(folder.path) cannot be read: \(error.reason). "
                    + (isThere
                        ? "Mend its permissions, or look into the system's log for the disk; what is published is untouched, and the next run goes on when the inbox can be read."
                        : "Check `inbox:` in the definition, or use --inbox."))
        }
        self.folder = folder
        // Texts that differ only in how their accents are written are equal, so that the bytes must tell.
        files = walk.files.sorted { left, right in
            left.path == right.path
                ? left.path.utf8.lexicographicallyPrecedes(right.path.utf8) : left.path < right.path
        }
        refused = walk.refused.sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
        isEmpty = walk.count == 0 && refused.isEmpty
    }

    /// Whether a path leads to something that could not be looked at, or into a folder that could not be looked into: what was there may be there still.
    func mayHold(_ path: String) -> Bool {
        refused.contains { $0.isFolder && ($0.path == "." || $0.path == path || path.hasPrefix($0.path + "/")) }
    }

    static func stamp(of path: String) throws -> FileStamp {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw PipelineError(.io, "\(path) cannot be looked at: \(String(cString: strerror(errno))).")
        }
        return FileStamp(status)
    }
}
