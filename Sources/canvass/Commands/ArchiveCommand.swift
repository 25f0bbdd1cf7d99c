import ArgumentParser
import Foundation
import Pipeline

struct ArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "The archive of a survey: what may be removed from it.",
        subcommands: [PruneCommand.self])

    struct PruneCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "prune", abstract: "Lists archived returns that no longer count, and with --yes removes them.",
            discussion: """
                Nothing else ever removes a return from the archive. A return may go when it was received more than --older-than days ago, \
                does not count in the last run (it is superseded, or was refused), and no longer lies in the inbox. Without --yes it is only listed. \
                What was removed stands in archive/pruned.csv; older runs cannot be derived again without it.

                Examples:
                  canvass archive prune co-production --older-than 730
                  canvass archive prune co-production --older-than 730 --yes
                """)

        @Argument(help: "The survey: a folder in Pipelines/, by name or path.")
        var survey: String

        @Option(
            name: .customLong("older-than"),
            help: ArgumentHelp("How many days ago a return must have been received.", valueName: "days"))
        var olderThan: Int

        @Flag(help: "Remove what is listed; it cannot be brought back.")
        var yes = false

        @Flag(name: .customLong("dry-run"), help: "Only list, as without --yes.")
        var dryRun = false

        @Option(help: "text, or json (a line for each return).")
        var format = ResultFormat.text

        @OptionGroup var common: CommonOptions

        func validate() throws {
            if olderThan < 1 { throw ValidationError("--older-than is a number of days, from 1.") }
            if olderThan > 36_500 { throw ValidationError("--older-than is at most 36500 days.") }
            if yes, dryRun { throw ValidationError("--yes and --dry-run contradict each other.") }
        }

        func run() throws {
            let folder = try SurveyFinder.folder(of: survey)
            let survey = try SurveyLoader.load(folder)
            let pruning = try ArchivePruning(survey, output: common.outputURL(for: folder), olderThan: olderThan)
            switch format {
            case .text: Terminal.print(pruning.text)
            case .json where pruning.candidates.isEmpty: break
            case .json: Terminal.print(pruning.json)
            }
            if yes { try pruning.prune() }
            guard !common.quiet, !pruning.candidates.isEmpty else { return }
            Terminal.say(yes ? "Removed." : "Nothing was removed; to remove what is listed, add --yes.")
        }
    }
}
