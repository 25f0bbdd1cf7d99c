import ArgumentParser
import Foundation
import Logging
import Pipeline

/// Ends the process with the message and the exit code of an error.
enum Failure {
    static func exit(with error: any Error) -> Never {
        // The argument parser words its own errors, and `--help` and `--version`.
        let isParsers = String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
        if isParsers {
            let code = Canvass.exitCode(for: error)
            guard Terminal.isJSON, code == .validationFailure else { Canvass.exit(withError: error) }
            Terminal.say(Canvass.message(for: error), level: .error)
            Foundation.exit(code.rawValue)
        }
        Terminal.say(PipelineError.message(of: error), level: .error)
        Foundation.exit(PipelineError.code(of: error).rawValue)
    }
}
