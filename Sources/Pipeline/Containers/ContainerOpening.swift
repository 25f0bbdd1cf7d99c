import Foundation
import Load
import Spreadsheets

/// Opens archived ZIP archives and mails that hold returns, and archives each file in them as a return of its own.
///
/// A file in one is known by its content like any other, under a path that leads through the container: `mail.eml/returns.zip/ALD.xlsx`. The container stays
/// whole in the archive. A run on Linux has a worker go through it, so that a trap, a hang or endless memory on the way costs that container only;
/// then nothing of it is taken.
final class ContainerOpening {
    private let archive: Archive
    private let ignoring: [String]
    /// Bytes of one file.
    private let fileBytes: Int
    /// Where files lie until they are archived.
    private let scratch: URL
    #if os(Linux)
        private let worker: ContainerWorker?
    #endif
    private var count = 0

    /// - Parameters:
    ///   - archive: where the files go.
    ///   - ignoring: the patterns of file names that are passed over.
    ///   - fileBytes: the most bytes of a file.
    ///   - scratch: a folder for files that are needed for a moment.
    ///   - workers: by what containers are gone through; nil to do so in this process.
    init(archive: Archive, ignoring: [String], fileBytes: Int, scratch: URL, workers: ContainerWorkers? = nil) {
        self.archive = archive
        self.ignoring = ignoring
        self.fileBytes = fileBytes
        self.scratch = scratch
        #if os(Linux)
            worker = workers.map { ContainerWorker($0) }
        #endif
    }

    /// Opens a container.
    ///
    /// - Parameters:
    ///   - url: the archived copy.
    ///   - name: the name under which it was sent.
    ///   - removed: hashes of contents that are not archived where there is no copy of them.
    /// - Returns: what is in it, those first that come first in it, or the one thing that is told of it as a whole (a ``WorkerFailure``, a refusal); nil
    ///   where it is none, but a return or something else.
    /// - Throws: ``PipelineError`` where the archive cannot be written, and where the process was told to stop.
    func open(_ url: URL, name: String, without removed: Set<String> = []) throws -> [ContainerMember]? {
        guard ContainerNames.containerEnding(of: name) != nil else { return nil }
        let file: Int32
        do throws(SpreadsheetError) {
            file = try RegularFile.open(path: url.path, followsLinks: false)
        } catch {
            return [ContainerRefusal(error.code, error.message).member("")]
        }
        count += 1
        let files = ContainerFiles(
            archive: archive,
            scratch: scratch.appending(path: "containers-\(ProcessInfo.processInfo.processIdentifier)-\(count)"),
            without: removed)
        switch try go(through: file, name, files) {
        case .failure(let failure): return [ContainerMember(name: "", rule: failure.rule, reason: failure.detail)]
        case .success(false): return nil
        case .success(true):
            let members = try files.archived()
            guard members.isEmpty else { return ContainerNames.distinct(members) }
            let reason = "There is no file in it that could be a return."
            return [ContainerRefusal(.notASpreadsheet, reason).member("")]
        }
    }

    /// Has a container gone through. Closes the file.
    private func go(
        through file: Int32, _ name: String, _ files: ContainerFiles
    ) throws -> Result<Bool, WorkerFailure> {
        #if os(Linux)
            if let worker {
                defer { close(file) }
                return try worker.go(through: file, name: name, into: files)
            }
        #endif
        return .success(
            try ContainerWalk.go(
                through: file, name: name, ignoring: ignoring, fileBytes: fileBytes, receiver: files))
    }

    /// Ends the worker.
    func end() {
        #if os(Linux)
            worker?.end()
        #endif
    }
}
