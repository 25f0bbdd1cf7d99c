import Foundation
import Spreadsheets
import StableStorage

/// Reads the files that belong to a survey.
///
/// One that is there and cannot be read is never taken for one that is not: without its decisions or aliases, or with fewer reporters, the survey would be
/// another one, and what it publishes something else.
enum SurveyFile {
    /// A file's bytes; nil where there is none.
    ///
    /// - Throws: ``PipelineError`` of code `io`.
    static func content(of url: URL) throws(PipelineError) -> Data? {
        do {
            return try InputFile.content(of: url.path).map { Data($0) }
        } catch {
            throw unreadable("\(error)")
        }
    }

    /// Whether there is such a file.
    ///
    /// - Throws: ``PipelineError`` of code `io` where that cannot be told.
    static func isThere(_ url: URL) throws(PipelineError) -> Bool {
        do {
            return try Folder.holds(url.path)
        } catch {
            throw unreadable("\(error)")
        }
    }

    /// Throws what the system has said of a file, where it is that which an error is about, and not the file's content.
    ///
    /// - Throws: ``PipelineError`` of code `io`.
    static func requireReadable(_ url: URL, after error: any Error) throws(PipelineError) {
        guard let refusal = error as? SpreadsheetError, [.unreadable, .notFound].contains(refusal.code) else { return }
        let message = refusal.message.hasSuffix(".") ? String(refusal.message.dropLast()) : refusal.message
        throw unreadable("\(url.path): \(message)")
    }

    private static func unreadable(_ what: String) -> PipelineError {
        PipelineError(
            .io,
            "\(what). It belongs to the survey. Mend its permissions, or look into the system's log for the disk; what is published is untouched."
        )
    }
}
