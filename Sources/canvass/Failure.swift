import ArgumentParser
import Foundation
import Pipeline

/// Ends the process with the message and the exit code of an error.
enum Failure {
    static func exit(with error: any Error) -> Never {
        // The argument parser words its own errors, and `--help` and `--version`.
        let isParsers = String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
        if isParsers { Canvass.exit(withError: error) }
        Terminal.say(PipelineError.message(of: error))
        Foundation.exit(PipelineError.code(of: error).rawValue)
    }
}
