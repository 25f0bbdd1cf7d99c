import Foundation
import Load
import Spreadsheets
import StableStorage

/// What was found in a container, in the run's process: its files lie in the scratch folder, under numbers since names are the sender's words, until the
/// container has been gone through; then each is archived as a return of its own.
final class ContainerFiles: ContainerReceiver {
    /// How many files, and bytes, are archived at once: a disk takes as long for one file as for many.
    private static let batch = (files: 256, bytes: 64 << 20)

    /// What is told out of turn, which no walk does but that of a worker which something has taken over.
    struct OutOfTurn: Error {}

    private let archive: Archive
    private let scratch: URL
    /// Hashes of contents that are not archived where there is no copy of them.
    private let removed: Set<String>
    private var count = 0
    /// What was found so far.
    private var members: [ContainerMember] = []
    /// Files that are to be archived, with their places among the members.
    private var waiting: [(place: Int, file: InboxFile)] = []
    /// The file that has begun.
    private var begun: (path: String, url: URL, file: OutputFile)?
    /// Files that are opened as containers, the innermost last.
    private var reopened: [(path: String, file: InboxFile)] = []

    /// - Parameters:
    ///   - archive: where the files go.
    ///   - scratch: a folder of its own, which is made when it is needed.
    ///   - removed: hashes of contents that are not archived where there is no copy of them.
    init(archive: Archive, scratch: URL, without removed: Set<String> = []) {
        self.archive = archive
        self.scratch = scratch
        self.removed = removed
    }

    deinit {
        try? FileManager.default.removeItem(at: scratch)
        // Where nothing else is in it.
        rmdir(scratch.deletingLastPathComponent().path)
    }

    /// Whether nothing was told.
    var isEmpty: Bool { members.isEmpty && isAtEnd }
    /// Whether every file that has begun is at its end.
    var isAtEnd: Bool { begun == nil && reopened.isEmpty }

    /// Archives the files of a container that has been gone through.
    ///
    /// - Returns: what is in it, in its order.
    /// - Throws: ``PipelineError`` where the archive cannot be written, and where the process was told to stop.
    func archived() throws -> [ContainerMember] {
        if !removed.isEmpty { try passOverRemoved() }
        var start = 0
        while start < waiting.count {
            try Interruption.check()
            var (end, bytes) = (start, 0)
            while end < waiting.count, end - start < Self.batch.files, bytes < Self.batch.bytes {
                bytes += Int(clamping: waiting[end].file.stamp.size)
                end += 1
            }
            let some = waiting[start..<end]
            for ((place, file), sha256) in zip(some, try archive.take(some.map(\.file))) {
                members[place] = ContainerMember(
                    name: members[place].name, fileExtension: file.fileExtension, sha256: try sha256.get())
                try? FileManager.default.removeItem(at: file.url)
            }
            start = end
        }
        waiting = []
        return members
    }

    /// Names what was removed from the archive by its hash, and leaves it out of what is to be archived.
    private func passOverRemoved() throws {
        waiting = try waiting.filter { place, file in
            try Interruption.check()
            let sha256: String
            do {
                sha256 = try Digest.sha256(fileAt: file.url)
            } catch {
                throw PipelineError(.io, "\(file.location) cannot be read: \(error.localizedDescription)")
            }
            guard removed.contains(sha256), !archive.has(sha256, fileExtension: file.fileExtension) else { return true }
            members[place] = ContainerMember(
                name: members[place].name, fileExtension: file.fileExtension, sha256: sha256)
            try? FileManager.default.removeItem(at: file.url)
            return false
        }
    }

    // MARK: - What is told

    func begin(_ path: String) throws {
        guard begun == nil else { throw OutOfTurn() }
        count += 1
        let ending = URL(filePath: path).pathExtension
        let name =
            ending.isEmpty
            ? "\(count)" : "\(count).\(ending.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(16))"
        let url = scratch.appending(path: name)
        begun = try writing {
            // For this account alone: there may be private answers in what lies there.
            try Folder.makePrivate(scratch.deletingLastPathComponent().path)
            try Folder.makePrivate(scratch.path)
            return (path, url, try OutputFile(creating: url.path, isPrivate: true))
        }
    }

    func add(_ piece: UnsafeRawBufferPointer) throws {
        guard let begun else { throw OutOfTurn() }
        try writing { try begun.file.write(piece) }
    }

    func fail(_ refusal: ContainerRefusal) throws {
        guard let begun else { throw OutOfTurn() }
        self.begun = nil
        try? FileManager.default.removeItem(at: begun.url)
        members.append(refusal.member(begun.path))
    }

    func reopen() throws -> Int32 {
        // As deep as a walk goes, and one more, of which it is told that it is too deep.
        guard begun != nil, reopened.count <= ContainerWalk.mostDepth else { throw OutOfTurn() }
        let (path, file) = try finished()
        reopened.append((path, file))
        do throws(SpreadsheetError) {
            return try RegularFile.open(path: file.location, followsLinks: false)
        } catch {
            throw PipelineError(.io, "\(file.location) cannot be read: \(error.message)")
        }
    }

    func keep() throws {
        let (path, file): (String, InboxFile)
        if begun != nil {
            (path, file) = try finished()
        } else if let last = reopened.popLast() {
            (path, file) = last
        } else {
            throw OutOfTurn()
        }
        waiting.append((members.count, file))
        // It gets its hash when it is archived.
        members.append(ContainerMember(name: path, fileExtension: file.fileExtension, sha256: ""))
    }

    func drop() throws {
        guard begun == nil, let last = reopened.popLast() else { throw OutOfTurn() }
        try? FileManager.default.removeItem(at: last.file.url)
    }

    func refuse(_ path: String, _ refusal: ContainerRefusal) throws {
        guard begun == nil else { throw OutOfTurn() }
        members.append(refusal.member(path))
    }

    /// The file that had begun, at its end.
    private func finished() throws -> (path: String, file: InboxFile) {
        guard let begun else { throw OutOfTurn() }
        self.begun = nil
        return try writing {
            let way = InboxPath(root: scratch.path).appending(Array(begun.url.lastPathComponent.utf8CString))
            return (begun.path, InboxFile(way, stamp: try way.stamp()))
        }
    }

    private func writing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as FileSystemError {
            throw PipelineError(error)
        }
    }
}
