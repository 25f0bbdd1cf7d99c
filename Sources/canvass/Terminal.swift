import Foundation
import Pipeline

/// Standard output for results, standard error for progress and messages.
enum Terminal {
    /// Writes a line to standard output.
    static func print(_ text: String) {
        write(Array("\(text)\n".utf8))
    }

    /// Writes bytes to standard output. Where they cannot be written, such as to a file on a full disk, the command ends with 74.
    static func write(_ bytes: [UInt8]) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        } catch {
            say("Standard output cannot be written: \(error.localizedDescription)")
            exit(PipelineError.Code.io.rawValue)
        }
    }

    /// Writes a line to standard error.
    static func say(_ text: String) {
        show("\(text)\n")
    }

    /// Writes to standard error, as far as that can be written: a log on a full disk must not end a run.
    static func show(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Whether standard error is a terminal that can be drawn on.
    static var isInteractive: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Whether results may be coloured: standard output is a terminal, and neither the user nor NO_COLOR says no.
    static func isColoured(_ options: CommonOptions) -> Bool {
        !options.noColor && isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }
}
