public import ArgumentParser
import Foundation
import Logging
public import Pipeline
public import SurveyModel

/// How a command writes its result.
enum ResultFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// The format of a result that there is as text alone: each command takes `--format`, so that a script may give it to all.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
    case text
}

/// The options that every command has, beside `--format`.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where returns arrive, in place of the definition's inbox.", valueName: "dir"))
    var inbox: String?

    @Option(help: ArgumentHelp("Where results go (to <dir>/<survey>/), in place of Output.", valueName: "dir"))
    var output: String?

    @Flag(help: "Say nothing but results and errors.")
    var quiet = false

    @Flag(help: "Tell more of what is done.")
    var verbose = false

    @Flag(name: .customLong("no-color"), help: "No colours (also by NO_COLOR).")
    var noColor = false

    @Option(
        name: .customLong("log-format"),
        help: "How progress and messages are written to standard error: text, or json (one object a line).")
    var logFormat = LineLog.Format.text

    func validate() throws {
        if quiet && verbose { throw ValidationError("--quiet and --verbose contradict each other.") }
    }

    /// The options by which it is said what is told and how, for a command that is started with the same.
    var telling: [String] {
        var words: [String] = []
        if quiet { words.append("--quiet") }
        if verbose { words.append("--verbose") }
        if logFormat != .text { words.append("--log-format=\(logFormat.rawValue)") }
        if noColor { words.append("--no-color") }
        return words
    }

    var inboxURL: URL? { inbox.map { URL(filePath: $0, directoryHint: .isDirectory).standardizedFileURL } }

    func outputURL(for survey: URL) -> URL {
        output.map { URL(filePath: $0, directoryHint: .isDirectory).standardizedFileURL }
            ?? SurveyFinder.output(for: survey)
    }

    var logger: Logger { logger(isTimed: false) }

    /// Tells programs what keeps a survey from being run, or from being shown.
    func log(_ trouble: Night.Trouble) {
        logger.error(
            "\(trouble.message.onOneLine)",
            metadata: ["survey": "\(trouble.survey)", "exit": "\(trouble.code.rawValue)"])
    }

    /// - Parameter isTimed: whether lines for people begin with the time.
    func logger(isTimed: Bool) -> Logger {
        // Machines read more than people want to see.
        let isJSON = logFormat == .json
        let level: Logger.Level = quiet ? .warning : verbose ? (isJSON ? .debug : .info) : isJSON ? .info : .warning
        return Logger(label: "canvass") { _ in LineLog(logFormat, level: level, isTimed: isTimed) { Terminal.line($0) }
        }
    }

    var progress: any RunProgress {
        quiet ? NoProgress() : TerminalProgress(isLive: Terminal.isInteractive && logFormat == .text)
    }
}

extension LineLog.Format: ExpressibleByArgument {}

extension CalendarDay: ExpressibleByArgument {
    /// Reads `2026-11-30`.
    public init?(argument: String) {
        self.init(argument)
    }
}
