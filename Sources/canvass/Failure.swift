import ArgumentParser
import Foundation
import Load
import Pipeline
import Spreadsheets
import SurveyModel

/// Ends the process with the message and the exit code of an error.
enum Failure {
    static func exit(with error: any Error) -> Never {
        guard let code = code(of: error) else { Canvass.exit(withError: error) }
        Terminal.say("\(error)")
        Foundation.exit(code)
    }

    /// The exit code of an error of ours; nil for those of the argument parser, which words its own.
    private static func code(of error: any Error) -> Int32? {
        switch error {
        case let error as PipelineError: error.code.rawValue
        case is DefinitionError: PipelineError.Code.definition.rawValue
        case let error as LoadError:
            switch error.kind {
            case .cannotWrite: PipelineError.Code.cannotWrite.rawValue
            case .store: PipelineError.Code.io.rawValue
            case .query: PipelineError.Code.definition.rawValue
            }
        case let error as SpreadsheetError:
            error.code == .notFound ? PipelineError.Code.noInput.rawValue : PipelineError.Code.io.rawValue
        case is CleanExit, is ValidationError, is ExitCode: nil
        default:
            String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
                ? nil : PipelineError.Code.internal.rawValue
        }
    }
}
