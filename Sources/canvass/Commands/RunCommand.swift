import ArgumentParser
import Foundation
import Logging
import Pipeline
import SurveyModel

/// The severity from which on an open issue makes a command fail.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warning, note, none

    func fails(_ counts: [Severity: Int]) -> Bool {
        guard let limit = Severity(rawValue: rawValue) else { return false }
        return counts.contains { $0.key <= limit && $0.value > 0 }
    }
}

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Extract, transform, validate, load, report: the nightly job.",
        discussion: """
            Reads what is new in the survey's inbox, checks all returns together, and publishes Output/<survey>/latest. \
            Returns that were read before are not read again. Whatever the returns contain, the run goes on: a file that cannot be read is an \
            issue in the report.

            Examples:
              canvass run co-production
              canvass run --all --quiet                  from cron
              canvass run co-production --inbox ~/mail --output /srv/results
              canvass run municipal-services --round 2025-Q3    another round than the current one
            """)

    @Argument(help: "Surveys: folders in Pipelines/, by name or path.")
    var surveys: [String] = []

    @Flag(help: "All surveys in Pipelines/.")
    var all = false

    @Option(
        name: .customLong("fail-on"),
        help: "Exit with 1 if an open issue of this severity or above exists (error, warning, note, none).")
    var failOn = FailOn.none

    @Option(
        help:
            "How the summary is written: text, or json (a line for each survey: its run, counts and verdicts, and which files were refused or wait)."
    )
    var format = ResultFormat.text

    @Option(
        help: ArgumentHelp(
            "The day by which decisions expire, in place of the day on which the run starts in UTC.",
            valueName: "yyyy-mm-dd"))
    var today: CalendarDay?

    @Option(
        help: ArgumentHelp(
            "The round to collect, in place of the definition's current one; one of its rounds.", valueName: "round"))
    var round: String?

    @Option(
        help: ArgumentHelp(
            "Write figures of the run for Prometheus (node_exporter's textfile collector); the name ends in .prom.",
            valueName: "file"))
    var metrics: String?

    @Option(
        name: .customLong(ChildRun.waitingOption),
        help: ArgumentHelp("For `canvass watch`: a descriptor to tell which files were left.", visibility: .hidden))
    var waitingDescriptor: Int32?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let metrics, !metrics.hasSuffix(".prom") {
            throw ValidationError("--metrics is a file whose name ends in .prom: the collector reads no other.")
        }
        if surveys.isEmpty != all {
            throw ValidationError(all ? "Name surveys, or say --all; not both." : "Name a survey, or say --all.")
        }
        if surveys.count > 1, common.inbox != nil {
            throw ValidationError("--inbox is for one survey; each has its own.")
        }
        if all || surveys.count > 1, round != nil {
            throw ValidationError("--round is for one survey; each has its own rounds.")
        }
        if all, common.inbox != nil { throw ValidationError("--inbox is for one survey; with --all each has its own.") }
    }

    func run() async throws {
        Interruption.install()
        let (folders, closed) = try find()
        var night = Night(of: folders.count + closed.count)
        for (folder, error) in closed { fail(folder, error, in: &night) }
        // Definitions are checked before anything is read: a slip in the last survey is told at once.
        var loaded: [Survey] = []
        for folder in folders {
            do {
                loaded.append(try SurveyLoader.load(folder, round: round))
            } catch {
                fail(folder, error, in: &night)
            }
        }
        UntilExit.keep(loaded)
        for diagnosis in InboxReview.sharing(loaded) { common.logger.warning("\(diagnosis.finding)") }
        var done: [String] = []
        for survey in loaded {
            let started = Date()
            do {
                // After a wish to stop each of those that remain ends here, and is told with its figures like one that failed.
                try Interruption.check(
                    done.isEmpty
                        ? Interruption.nothingPublished
                        : "\(done.joined(separator: ", ")) \(done.count == 1 ? "is" : "are") published, \(survey.name) and what follows it were not begun."
                )
                let outcome = try await run(survey)
                night.done(outcome, fails: failOn.fails(outcome.result.counts.unsettled))
                done.append(survey.name)
                show(outcome, in: &night)
            } catch {
                fail(survey.folder, error, since: started, in: &night)
            }
        }
        try finish(night)
    }

    /// The surveys' folders, and those folders that are none, or of which nobody can tell whether they are some, with why.
    private func find() throws -> (surveys: [URL], closed: [(folder: URL, error: PipelineError)]) {
        guard all else { return try named() }
        let folders = try SurveyFinder.folders()
        for folder in folders.others {
            common.logger.warning(
                "\(folder.path) holds no pipeline.yaml, and is left out. If it is a survey, put its definition back; else move it out of Pipelines, or let its name begin with a dot."
            )
        }
        try folders.requireSome()
        return (folders.surveys, folders.closed)
    }

    /// The surveys that were named. Each has figures of its own in the file of `--metrics`, told apart by its name.
    private func named() throws -> (surveys: [URL], closed: [(folder: URL, error: PipelineError)]) {
        let found = try SurveyFinder.found(named: surveys)
        let names = Dictionary(grouping: found.surveys + found.closed.map(\.folder), by: \.lastPathComponent)
        if metrics != nil, let twice = names.first(where: { $0.value.count > 1 }) {
            throw PipelineError(
                .usage,
                "\(twice.value.map(\.path).joined(separator: " and ")) have one name, by which the figures of --metrics are told apart. Run them by commands of their own, each with a file of its own."
            )
        }
        return found
    }

    private func fail(_ folder: URL, _ error: any Error, since started: Date = Date(), in night: inout Night) {
        night.failed(folder.lastPathComponent, error, output: common.outputURL(for: folder), started: started)
        // People find all troubles together at the end; programs each with its survey, when it comes up.
        guard common.logFormat == .json, night.isOfSeveral, let trouble = night.troubles.last else { return }
        common.log(trouble)
    }

    private func writeMetrics(of night: Night) {
        guard let metrics else { return }
        do {
            try night.metrics.write(to: URL(filePath: metrics).standardizedFileURL)
        } catch {
            common.logger.warning("\(error)")
        }
    }

    private func finish(_ night: Night) throws {
        var night = night
        writeMetrics(of: night)
        if let error = night.onlyError { throw error }
        if format == .json {
            for trouble in night.troubles { show(trouble.json, in: &night) }
        }
        let text = common.logFormat == .json ? night.sum : night.text
        if let text, !common.quiet || !night.troubles.isEmpty {
            Terminal.say(text, level: night.troubles.isEmpty ? .info : .error)
        }
        if let code = night.exitCode { throw ExitCode(code) }
    }

    private func run(_ survey: Survey) async throws -> SurveyRun.Outcome {
        let run = SurveyRun(
            survey: survey, inbox: common.inboxURL, output: common.outputURL(for: survey.folder), logger: common.logger,
            progress: common.progress, today: today, workers: .thisProgram(command: WorkerCommand.name))
        // Programs that the run starts do not get it.
        if let waitingDescriptor { _ = fcntl(waitingDescriptor, F_SETFD, FD_CLOEXEC) }
        let outcome = try await run.run()
        if let waitingDescriptor { WaitingFiles.tell(outcome, to: waitingDescriptor) }
        return outcome
    }

    private func show(_ outcome: SurveyRun.Outcome, in night: inout Night) {
        let report = outcome.folder.deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "latest/report.html")
        switch format {
        case .text where common.quiet: break
        case .text: show(outcome.summary(reportPath: relative(report)), in: &night)
        case .json: show(outcome.json(reportPath: relative(report)), in: &night)
        }
    }

    /// Writes a result to standard output. Where that fails it is said once, and no more is written there, since half a line may stand at its end;
    /// the surveys are run all the same.
    private func show(_ result: String, in night: inout Night) {
        guard night.outputTrouble == nil else { return }
        do {
            try Terminal.deliver(Array("\(result)\n".utf8))
        } catch {
            night.outputFailed(error)
            Terminal.say(
                "\(error) No more results are told, and the exit code will tell of it; what is published stays, and what remains is run.",
                level: .error)
        }
    }

    /// The path as the user would type it from here.
    private func relative(_ url: URL) -> String {
        let here = FileManager.default.currentDirectoryPath + "/"
        return url.path.hasPrefix(here) ? String(url.path.dropFirst(here.count)) : url.path
    }
}
