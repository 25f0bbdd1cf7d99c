import Foundation
import Load
import Spreadsheets
import StableStorage
import SurveyModel
import Validate

/// What keeps a command from being done, with the exit code that scripts see (sysexits where one fits).
public struct PipelineError: Error, Sendable, CustomStringConvertible {
    /// The exit codes of `canvass`.
    public enum Code: Int32, Sendable {
        /// The command's words are wrong (EX_USAGE).
        case usage = 64
        /// The definition is invalid (EX_DATAERR).
        case definition = 65
        /// There is no such file (EX_NOINPUT).
        case noInput = 66
        /// A fault of Canvass itself (EX_SOFTWARE).
        case `internal` = 70
        /// Output cannot be written (EX_CANTCREAT).
        case cannotWrite = 73
        /// Reading or writing failed (EX_IOERR).
        case io = 74
        /// Another run holds the survey's lock (EX_TEMPFAIL).
        case locked = 75
        /// Stopped by SIGINT (128 and the signal's number, as shells have it).
        case interrupted = 130
        /// Stopped by SIGTERM.
        case terminated = 143
    }

    /// The exit code.
    public let code: Code
    /// What happened and what to do, in sentences.
    public let description: String

    /// An error with its exit code.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// What a command says of an error: its words; for a file that cannot be read one line, and at its end the code (`file.limit`) by which
    /// reports and their readers know the finding.
    public static func message(of error: any Error) -> String {
        guard let refusal = error as? SpreadsheetError else { return "\(error)" }
        return "\(refusal) [\(refusal.code.rawValue)]".onOneLine
    }

    /// The exit code of an error of any stage; ``Code/internal`` for one that no stage throws on input.
    public static func code(of error: any Error) -> Code {
        switch error {
        case let error as PipelineError: error.code
        case is DefinitionError: .definition
        case let error as LoadError:
            switch error.kind {
            case .cannotWrite: .cannotWrite
            case .store, .device: .io
            }
        case let error as SpreadsheetError: error.code == .notFound ? .noInput : .io
        case let error as FileSystemError: error.isDeviceFailure || error.isLackOfMeans ? .io : .cannotWrite
        case is CocoaError: .io
        default: .internal
        }
    }
}

extension PipelineError {
    /// What keeps something from being written, with what helps: where the machine has no means left, nothing is wrong with permissions.
    ///
    /// - Parameters:
    ///   - what: what could not be written, for which the error has a path alone; empty where that says it.
    ///   - rest: what stands behind the advice.
    init(_ error: FileSystemError, of what: String = "", _ rest: String = "") {
        let subject = what.isEmpty ? "" : "\(what): "
        let advice =
            error.isLackOfMeans
            ? "See what else takes files or memory on this machine" : "Check permissions and room on the disk"
        self.init(Self.code(of: error), "\(subject)\(error). \(advice)\(rest).")
    }
}
