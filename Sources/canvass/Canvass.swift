import ArgumentParser
import Foundation
import Pipeline

@main
struct Canvass: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "canvass",
        abstract: "Reads the questionnaires that come back, and publishes one clean dataset and a quality report.",
        discussion: """
            A survey is a folder in Pipelines/ with a pipeline.yaml. Files are dropped into its inbox; `canvass run` reads what is new, \
            checks everything, and publishes Output/<survey>/latest: dataset, rejected records, lineage, issues, report.html.

            Examples:
              canvass run co-production                      the nightly job of one survey
              canvass run --all                              of all
              canvass watch --all                            a run whenever something has arrived
              canvass schedule install --all --at 02:00      have systemd make the nightly run
              canvass check return.xlsx --survey co-production   one return, nothing stored
              canvass status                                 who has reported, what is open
              canvass trace co-production practices 3f2a 1   where a record's values come from
              canvass test co-production                     the tests of its rules
              canvass verify co-production                   whether nothing is lost or changed
              canvass explain co-production budget-in-thousands  what a rule means
              canvass init parks --from blank.xlsx           a new survey, drafted from its questionnaire
              canvass doctor parks                           is all well, and which cell feeds which field

            Exit codes: 0 done; 1 done, and an open issue at or above --fail-on exists; 64 usage; 65 the definition is invalid; \
            66 no such file; 70 internal; 73 output cannot be written; 74 I/O; 75 another run holds the survey's lock; 130 and 143 stopped by SIGINT or SIGTERM.
            """,
        version: CanvassVersion.current,
        subcommands: [
            RunCommand.self, CheckCommand.self, CellsCommand.self, InspectCommand.self, CodesCommand.self,
            StatusCommand.self, TraceCommand.self, RulesCommand.self, ExplainCommand.self, RuleTestCommand.self,
            InitCommand.self, DoctorCommand.self, WatchCommand.self, ScheduleCommand.self, DecideCommand.self,
            DiffCommand.self, RunsCommand.self, VerifyCommand.self, ArchiveCommand.self, WorkerCommand.self,
        ])

    static func main() async {
        // What Canvass writes is the owner's and the group's: 0640, folders 0750, or less where the user's own mask says so.
        _ = umask(umask(0o027) | 0o027)
        CoreDumps.forbid()
        OpenFiles.provide()
        // libdispatch asks for a higher priority than an account has, and would write to the system's log that it is refused: at each start, of each worker.
        setenv("LIBDISPATCH_LOG", "NO", 0)
        // A reader that goes away (`canvass cells … | head`) is no fault, and ends the command.
        signal(SIGPIPE, SIG_DFL)
        do {
            var command = try parseAsRoot()
            // A job goes on without: that nobody reads its log any more must not end it halfway, in a manner that systemd takes for a clean one.
            if isJob(command) { signal(SIGPIPE, SIG_IGN) }
            if var asynchronous = command as? any AsyncParsableCommand {
                // Before anything is asked of the pool of threads.
                try ThreadSupply.require()
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Failure.exit(with: error)
        }
    }

    /// Whether a command goes on for minutes or days, mostly with nobody before it.
    private static func isJob(_ command: any ParsableCommand) -> Bool {
        command is RunCommand || command is WatchCommand || command is VerifyCommand
    }
}
