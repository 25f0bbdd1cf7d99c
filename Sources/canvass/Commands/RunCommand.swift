import ArgumentParser
import Foundation
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

    @Option(help: "How the summary is written: text, or json (what run.json holds, a line for each survey).")
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

    @OptionGroup var common: CommonOptions

    func validate() throws {
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
        let folders = try all ? SurveyFinder.all() : surveys.map { try SurveyFinder.folder(of: $0) }
        // Definitions are checked before anything is read: a night should not fail half-way for a slip in the last survey.
        let loaded = try folders.map { try SurveyLoader.load($0, round: round) }
        var hasFailed = false
        var failure: (any Error)?
        for survey in loaded {
            do {
                let outcome = try await run(survey)
                hasFailed = hasFailed || failOn.fails(outcome.result.counts.unsettled)
            } catch  where loaded.count > 1 {
                // One survey's trouble is not the others': it is told, they go on, and the exit code is the first trouble's.
                Terminal.say("\(survey.name): \(error)")
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        if hasFailed { throw ExitCode(1) }
    }

    private func run(_ survey: Survey) async throws -> SurveyRun.Outcome {
        let run = SurveyRun(
            survey: survey, inbox: common.inboxURL, output: common.outputURL(for: survey.folder), logger: common.logger,
            progress: common.progress, today: today)
        let outcome = try await run.run()
        let report = outcome.folder.deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "latest/report.html")
        switch format {
        case .text where common.quiet: break
        case .text: Terminal.print(outcome.summary(reportPath: relative(report)))
        case .json: Terminal.print(outcome.json(reportPath: relative(report)))
        }
        return outcome
    }

    /// The path as the user would type it from here.
    private func relative(_ url: URL) -> String {
        let here = FileManager.default.currentDirectoryPath + "/"
        return url.path.hasPrefix(here) ? String(url.path.dropFirst(here.count)) : url.path
    }
}
