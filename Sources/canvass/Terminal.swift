import Foundation
import Logging
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
            try deliver(bytes)
        } catch {
            say(error.description, level: .error)
            exit(error.code.rawValue)
        }
    }

    /// Writes bytes to standard output, for a command that has more to do where they cannot be written.
    ///
    /// - Throws: `PipelineError` of code `io`.
    static func deliver(_ bytes: [UInt8]) throws(PipelineError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw PipelineError(.io, "Standard output cannot be written: \(String(cString: strerror(errno))).")
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Tells people something on standard error; with `--log-format json` it is a message of the log.
    static func say(_ text: String, level: Logger.Level = .info) {
        line(isJSON ? LineLog.json(level: level, message: text) : text)
    }

    /// Writes a line to standard error as it is.
    static func line(_ text: String) {
        show("\(text)\n")
    }

    /// Writes to standard error, as far as that can be written: a log on a full disk must not end a run.
    static func show(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Whether messages are wanted as JSON. Told by the words of the command line, since also that they cannot be read is a message.
    static let isJSON: Bool = {
        let words = CommandLine.arguments
        return words.contains("--log-format=json") || words.contains("--run-option=--log-format=json")
            || zip(words, words.dropFirst()).contains { $0 == "--log-format" && $1 == "json" }
    }()

    /// Whether standard error is a terminal that can be drawn on.
    static var isInteractive: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Whether standard error is the journal's, which notes the time of each line itself; systemd says so by `JOURNAL_STREAM` (systemd.exec(5), “Environment
    /// Variables Set or Propagated by the Service Manager”).
    static var isJournal: Bool {
        var status = stat()
        guard fstat(STDERR_FILENO, &status) == 0 else { return false }
        return ProcessInfo.processInfo.environment["JOURNAL_STREAM"] == "\(status.st_dev):\(status.st_ino)"
    }

    /// The width of the terminal of standard error; 80 where it does not say.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether results may be coloured: standard output is a terminal, and neither the user nor NO_COLOR says no.
    static func isColoured(_ options: CommonOptions) -> Bool {
        !options.noColor && isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }
}
