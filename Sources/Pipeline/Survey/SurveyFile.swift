import Foundation
import StableStorage

/// Reads the files that belong to a survey, and those by which its archive and store are known.
///
/// One that is there and cannot be read is never taken for one that is not: without its decisions or aliases, or with fewer reporters, the survey would be
/// another one, and what it publishes something else.
///
/// Each is read once: what is parsed are the bytes whose hash is told. By its path it could have become another one in between, as `canvass decide` and
/// editors put a new file in an old one's place.
enum SurveyFile {
    /// A file's bytes; nil where there is none.
    ///
    /// - Throws: ``PipelineError`` of code `io`.
    static func content(of url: URL) throws(PipelineError) -> [UInt8]? {
        do {
            guard let bytes = try InputFile.content(of: url.path) else {
                try requireNoLink(url)
                return nil
            }
            return bytes
        } catch {
            throw error.code == EISDIR ? notFolder(url) : unreadable(error)
        }
    }

    /// The bytes of a file that was there a moment ago.
    ///
    /// - Throws: ``PipelineError`` of code `io`, also where it is there no more.
    static func requiredContent(of url: URL) throws(PipelineError) -> [UInt8] {
        guard let bytes = try content(of: url) else { throw unreadable("There is no file \(url.path)") }
        return bytes
    }

    /// Whether there is such a file.
    ///
    /// - Throws: ``PipelineError`` of code `io` where that cannot be told.
    static func isThere(_ url: URL) throws(PipelineError) -> Bool {
        do {
            if try Folder.holds(url.path) { return true }
            try requireNoLink(url)
            return false
        } catch {
            throw unreadable(error)
        }
    }

    /// What a link led to is gone, such as a disk that is not mounted: there was something.
    private static func requireNoLink(_ url: URL) throws(FileSystemError) {
        var status = stat()
        guard lstat(url.path, &status) != 0 else { throw FileSystemError(.opened, url.path, code: ENOENT) }
    }

    private static func unreadable(_ error: FileSystemError) -> PipelineError {
        guard error.isLackOfMeans else { return unreadable("\(error)") }
        return PipelineError(
            .io, "\(error). See what else takes files or memory on this machine; what is published is untouched.")
    }

    private static func unreadable(_ what: String) -> PipelineError {
        PipelineError(
            .io,
            "\(what). The survey needs it. Mend its permissions, or look into the system's log for the disk; what is published is untouched."
        )
    }

    private static func notFolder(_ url: URL) -> PipelineError {
        PipelineError(
            .io,
            "\(url.path) is a folder, and the survey needs a file of this name. Put the file in the folder's place, or correct the name where the definition has it; what is published is untouched."
        )
    }
}
