import Foundation
import Pipeline

/// Standard output for results, standard error for progress and messages.
enum Terminal {
    /// Writes a line to standard output.
    static func print(_ text: String) {
        write(Array("\(text)\n".utf8))
    }

    /// Writes bytes to standard output.
    static func write(_ bytes: [UInt8]) {
        FileHandle.standardOutput.write(Data(bytes))
    }

    /// Writes a line to standard error.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
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
