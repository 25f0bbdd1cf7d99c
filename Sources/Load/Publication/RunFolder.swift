public import Foundation
public import StableStorage
import Synchronization

/// A run's folder: written under a name of its own beside the published ones, and published by two renames.
public struct RunFolder: Sendable {
    /// The survey's output folder.
    public let survey: URL
    /// The run's id: as asked for, with a number behind it where another run has that id.
    public let id: String

    /// How many threads may write small files of a run at once: whoever has written so many waits for the disk on behalf of all, and while some wait
    /// there are others for each processor.
    public static let writersAtOnce = ProcessInfo.processInfo.activeProcessorCount + 4

    private let contents = Contents()

    private var runs: String { survey.appending(path: "runs").path }
    /// Where it is written until it is published.
    public let draft: String

    /// Starts a run's folder.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public init(survey: URL, id: String) throws {
        self.survey = survey
        let runs = survey.appending(path: "runs")
        let candidates = (1...1_000).lazy.map { $0 == 1 ? id : "\(id)-\($0)" }
        self.id = candidates.first { !FileManager.default.fileExists(atPath: runs.appending(path: $0).path) } ?? id
        draft = Folder.draftName(of: "\(runs.path)/\(self.id)")
        // What a run that broke off has left must not get into this one.
        try? FileManager.default.removeItem(atPath: draft)
        try LoadError.writing {
            guard rmdir(draft) == 0 || errno == ENOENT else { throw FileSystemError(.removed, draft, code: errno) }
            try makeFolder(draft)
        }
    }

    /// Writes a file of the run.
    ///
    /// - Parameter isPrivate: whether its owner alone may read it, as is so with all below ``Publication/privateFolder``.
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func write(_ bytes: [UInt8], to path: String, isPrivate: Bool = false) throws {
        let file = try create(path, isPrivate: isPrivate)
        try LoadError.writing { try file.write(bytes) }
        try finish(file)
    }

    /// Starts a file of the run that is written piece by piece; ``finish(_:)`` follows.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func create(_ path: String, isPrivate: Bool = false) throws -> OutputFile {
        let isPrivate = isPrivate || path.hasPrefix("\(Publication.privateFolder)/")
        let path = "\(draft)/\(path)"
        return try LoadError.writing {
            try makeFolder(Folder.parent(of: path))
            return try OutputFile(creating: path, isPrivate: isPrivate)
        }
    }

    /// Takes a file that is written as far as it goes: it is durable before the run is published.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func finish(_ file: OutputFile) throws {
        let due = contents.state.withLock { state in
            state.files.append(file)
            guard state.files.count >= Contents.mostFiles else { return [OutputFile]() }
            defer { state.files = [] }
            return state.files
        }
        try LoadError.writing { try Barrier.synchronize(due) }
    }

    /// Starts a file of the run that is written in pieces, of which the hash is wanted.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func file(_ path: String) throws -> RunFile {
        RunFile(try create(path), of: self, path: path)
    }

    /// Takes a file of an earlier run as it is: published files never change, so that both may be one. Several threads may do so at once.
    ///
    /// - Parameters:
    ///   - path: the file's path in both runs' folders.
    ///   - earlier: the path of the earlier run's folder.
    /// - Returns: whether it could be done; it cannot where the file is gone, or the file system knows no links.
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func take(_ path: String, from earlier: String) throws -> Bool {
        let target = "\(draft)/\(path)"
        try LoadError.writing { try makeFolder(Folder.parent(of: target)) }
        return link("\(earlier)/\(path)", target) == 0
    }

    /// Makes the folder in which a file of the run is to be.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func makeFolder(for path: String) throws {
        try LoadError.writing { try makeFolder(Folder.parent(of: "\(draft)/\(path)")) }
    }

    /// Publishes the run: all of it is made durable, its folder takes its name, then `latest` points to it. A reader sees the old run or
    /// this one, never half of one, also after the power has failed.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`; the last published run is then untouched, unless it says that this one is published all
    ///   the same.
    public func publish() throws {
        let folder = "\(runs)/\(id)"
        try LoadError.writing {
            let (files, folders) = contents.state.withLock { ($0.files, $0.folders.sorted()) }
            contents.state.withLock { $0.files = [] }
            try Barrier.synchronize(files)
            try Barrier.synchronize(folders: folders)
            try Folder.rename(draft, to: folder)
            do {
                try Folder.synchronize(runs)
                try pointLatest()
            } catch {
                // A folder that nobody was told of is none of a published run.
                try? Folder.rename(folder, to: draft)
                throw error
            }
        }
        try makeLatestLast()
    }

    /// Waits until it is on the disk where `latest` leads. By now readers see this run, whatever comes of it.
    private func makeLatestLast() throws {
        do {
            try Folder.synchronize(survey.path)
        } catch let error as FileSystemError {
            let advice =
                error.isDeviceFailure
                ? "The disk may be failing: look into the system's log." : "Check the folder's permissions."
            throw LoadError(
                error.isDeviceFailure ? .device : .cannotWrite,
                "\(error). The run \(id) is published all the same, but latest may lead to the one before it once the power has failed. \(advice)"
            )
        }
    }

    private func pointLatest() throws {
        let link = survey.appending(path: ".latest.\(id)").path
        try? FileManager.default.removeItem(atPath: link)
        guard symlink("runs/\(id)", link) == 0 else { throw FileSystemError(.made, link, code: errno) }
        let latest = survey.appending(path: "latest").path
        do {
            // rename(2) replaces the link in one step.
            do { try Folder.rename(link, to: latest) } catch let error as FileSystemError where error.code == EISDIR {
                // Nothing is lost with a folder in its place that is empty.
                guard rmdir(latest) == 0 else { throw Self.folderInPlace(of: latest) }
                try Folder.rename(link, to: latest)
            }
        } catch {
            try? FileManager.default.removeItem(atPath: link)
            throw error
        }
    }

    private static func folderInPlace(of latest: String) -> LoadError {
        LoadError(
            .cannotWrite,
            "\(latest) is a folder and no link, so that no run can be published. Move it away; what is published in runs/ is untouched."
        )
    }

    /// Removes the folder of a run that could not be finished.
    public func discard() {
        contents.state.withLock { $0.files = [] }
        try? FileManager.default.removeItem(atPath: draft)
    }

    private func makeFolder(_ path: String) throws {
        guard contents.state.withLock({ !$0.folders.contains(path) }) else { return }
        if path != draft { try makeFolder(Folder.parent(of: path)) }
        try Folder.makeAlone(path)
        contents.state.withLock { _ = $0.folders.insert(path) }
    }

    /// What was written and is not yet known to be on the disk.
    private final class Contents: Sendable {
        /// Files that are kept open until they are: by its descriptor, a file tells whatever has befallen it. Each of those who write may wait for so many,
        /// while the next are gathered; together they stay well below the 1,024 that a process may commonly have open.
        static let mostFiles = max(8, 512 / (writersAtOnce + 1))

        let state = Mutex<(files: [OutputFile], folders: Set<String>)>(([], []))
    }
}
