public import Foundation

/// A run's folder: written under a name of its own beside the published ones, and published by two renames.
public struct RunFolder: Sendable {
    /// The survey's output folder.
    public let survey: URL
    /// The run's id: as asked for, with a number behind it where another run has that id.
    public let id: String

    private var runs: URL { survey.appending(path: "runs") }
    /// Where it is written until it is published.
    public var draft: URL { runs.appending(path: ".\(id).partial") }

    /// Starts a run's folder.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite`.
    public init(survey: URL, id: String) throws {
        self.survey = survey
        let runs = survey.appending(path: "runs")
        let candidates = (1...1_000).lazy.map { $0 == 1 ? id : "\(id)-\($0)" }
        self.id = candidates.first { !FileManager.default.fileExists(atPath: runs.appending(path: $0).path) } ?? id
        // What a run that broke off has left must not get into this one.
        try? FileManager.default.removeItem(at: draft)
        try Self.writing(draft) {
            try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
        }
    }

    /// Writes a file of the run, and makes it durable.
    public func write(_ bytes: [UInt8], to path: String) throws {
        let url = draft.appending(path: path)
        try Self.writing(url) {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
            let handle = try FileHandle(forUpdating: url)
            try handle.synchronize()
            try handle.close()
        }
    }

    /// Starts a file of the run that is written in pieces.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite`.
    public func file(_ path: String) throws -> RunFile {
        let url = draft.appending(path: path)
        return try Self.writing(url) {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            return try RunFile(url, path: path)
        }
    }

    /// Takes a file of an earlier run as it is: published files never change, so that both may be one.
    ///
    /// - Returns: whether it could be done; it cannot where the file is gone, or the file system knows no links.
    public func take(_ path: String, from earlier: URL) throws -> Bool {
        let target = draft.appending(path: path)
        try Self.writing(target) {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        }
        return link(earlier.appending(path: path).path, target.path) == 0
    }

    /// Publishes the run: its folder takes its name, then `latest` points to it. A reader sees the old run or this one, never half of one.
    public func publish() throws {
        let folder = runs.appending(path: id)
        try Self.writing(folder) {
            try FileManager.default.moveItem(at: draft, to: folder)
            let link = survey.appending(path: ".latest.\(id)")
            try? FileManager.default.removeItem(at: link)
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "runs/\(id)")
            // rename(2) replaces the link in one step, which FileManager does not offer.
            guard rename(link.path, survey.appending(path: "latest").path) == 0 else {
                throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: "latest"])
            }
        }
    }

    /// Removes the folder of a run that could not be finished.
    public func discard() {
        try? FileManager.default.removeItem(at: draft)
    }

    static func writing<Result>(_ url: URL, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw LoadError(
                .cannotWrite,
                "\(url.path) cannot be written: \(error.localizedDescription). Check the folder's permissions and the room on the disk; the last published run is untouched."
            )
        }
    }
}
