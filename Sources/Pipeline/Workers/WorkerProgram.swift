import Foundation

/// The program that is started to read returns: `canvass` itself, by a command that people do not see.
public struct WorkerProgram: Sendable {
    let path: String
    let arguments: [String]

    /// A program that does what ``ReturnWorker`` does.
    ///
    /// - Parameters:
    ///   - path: the executable.
    ///   - arguments: what comes before the survey's folder; the first is the command.
    public init(path: String, arguments: [String]) {
        self.path = path
        self.arguments = arguments
    }

    /// The same with further arguments.
    public func adding(_ further: String...) -> WorkerProgram {
        WorkerProgram(path: path, arguments: arguments + further)
    }

    /// This program, with a command of its own; nil on systems where workers cannot be confined, and returns are read in the run's own process.
    ///
    /// On Linux it is started by way of `/proc/self/exe`, so that a program which is replaced during a run is started as it was.
    public static func thisProgram(command: String) -> WorkerProgram? {
        #if os(Linux)
            WorkerProgram(path: "/proc/self/exe", arguments: [command])
        #else
            nil
        #endif
    }
}
