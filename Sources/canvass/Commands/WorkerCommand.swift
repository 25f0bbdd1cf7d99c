import ArgumentParser
import Foundation
import Pipeline

/// What `canvass run` starts to read returns.
struct WorkerCommand: ParsableCommand {
    static let name = "worker"

    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Reads returns for a run that has started it; nothing for people.",
        discussion: """
            `canvass run` starts this command to read returns apart from itself, with limits of memory and time, and without access to files, \
            network and other processes. With --self-test it tries what it gives up, before and after, and prints what was refused.

            Examples:
              canvass worker --self-test

            Exit codes: 0 done, and everything was refused that should be; 64 it was started by hand; 70 something was not refused.
            """, shouldDisplay: false)

    @Argument(help: "The survey's folder.")
    var folder: String?

    @Option(help: "The process that has started it.")
    var parent: Int32?

    @Flag(help: "Try what a worker gives up, and print what was refused.")
    var selfTest = false

    @Flag(help: ArgumentHelp("Try it in this very process, whose output must be a pipe.", visibility: .hidden))
    var here = false

    func run() throws {
        if selfTest {
            let trial: ConfinementTrial = try here ? .here() : Self.selfTest.map { try .run($0) } ?? .here()
            Terminal.print(trial.lines.joined(separator: "\n"))
            if !trial.isPassed { throw ExitCode(PipelineError.Code.internal.rawValue) }
            return
        }
        guard let folder, let parent else {
            throw ValidationError("`canvass run` starts this command; by hand it does nothing but --self-test.")
        }
        try ReturnWorker.run(survey: URL(filePath: folder, directoryHint: .isDirectory), parent: parent)
    }

    /// The program that tries how workers are confined; nil where there are none.
    static var selfTest: WorkerProgram? { .thisProgram(command: name)?.adding("--self-test", "--here") }
}
