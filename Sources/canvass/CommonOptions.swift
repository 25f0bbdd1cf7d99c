public import ArgumentParser
import Foundation
import Logging
import Pipeline
public import SurveyModel

/// How a command writes its result.
enum ResultFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// The options that every command has.
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

    func validate() throws {
        if quiet && verbose { throw ValidationError("--quiet and --verbose contradict each other.") }
    }

    var inboxURL: URL? { inbox.map { URL(filePath: $0, directoryHint: .isDirectory).standardizedFileURL } }

    func outputURL(for survey: URL) -> URL {
        output.map { URL(filePath: $0, directoryHint: .isDirectory).standardizedFileURL }
            ?? SurveyFinder.output(for: survey)
    }

    var logger: Logger {
        var logger = Logger(label: "canvass") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = verbose ? .info : .warning
        return logger
    }

    var progress: any RunProgress {
        quiet ? NoProgress() : TerminalProgress(isLive: Terminal.isInteractive)
    }
}

extension CalendarDay: ExpressibleByArgument {
    /// Reads `2026-11-30`.
    public init?(argument: String) {
        self.init(argument)
    }
}
