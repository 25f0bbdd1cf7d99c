import ArgumentParser
import Foundation
import Pipeline

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Whether archive, ledger and runs are still what they were when they were written.",
        discussion: """
            Hashes every archived return and every file of every run, compares them with their names, the receipts, the ledger and each \
            run.json (whose own hash the ledger has), looks whether receipts and ledger tell the same times and whether a run is gone that nobody \
            has removed, and makes the latest run anew from the archive, in a temporary folder, to compare it byte for byte. Nothing is changed, \
            and a run may go on meanwhile. Use it after a restore, after a disk has failed, and once a month by a timer.

            A run can be made anew while the definition and decisions.csv are as they were; else it is said that this is not possible, and \
            the rest is verified. Large surveys need room in the temporary folder (TMPDIR).

            Examples:
              canvass verify co-production                       all of it
              canvass verify co-production 20261124T021503Z      another run is made anew
              canvass verify co-production --hashes-only         without making one anew: seconds, and no definition is needed
              canvass verify co-production --output /mnt/backup  a back-up

            Exit codes: 0 nothing is lost or changed; 1 something is, and each line that begins with DIFFERS says what; 66 there are no \
            results, or no such run; 73, 74 the temporary folder cannot be written, or reading failed; 130, 143 stopped. Lines that begin with `note` tell what the next run puts right by itself, \
            and returns that `canvass archive prune` has removed and a back-up has brought back.
            """)

    @Argument(help: "The survey: a folder in Pipelines/, by name or path.")
    var survey: String

    @Argument(help: "The run to make anew; the latest where none is named.")
    var run: String?

    @Flag(name: .customLong("hashes-only"), help: "Make no run anew.")
    var hashesOnly = false

    @Option(help: "text, or json (one object).")
    var format = ResultFormat.text

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if run != nil, hashesOnly { throw ValidationError("--hashes-only makes no run anew; name none.") }
    }

    func run() async throws {
        // What it makes for a moment goes before it stops.
        Interruption.install()
        let folder = try SurveyFinder.folder(of: survey)
        let result = try await verification(of: folder).verify(run: run, isRederiving: !hashesOnly)
        let name = folder.lastPathComponent
        switch format {
        case .text: Terminal.print("\(name)\n\(result.text)")
        case .json: Terminal.print(result.json(survey: name))
        }
        if !result.isSound { throw ExitCode(1) }
    }

    private func verification(of folder: URL) throws -> SurveyVerification {
        let output = common.outputURL(for: folder)
        guard !hashesOnly else {
            return SurveyVerification(hashesOf: folder, output: output, progress: common.progress)
        }
        return SurveyVerification(
            survey: try SurveyLoader.load(folder), output: output, progress: common.progress,
            workers: .thisProgram(command: WorkerCommand.name))
    }
}
