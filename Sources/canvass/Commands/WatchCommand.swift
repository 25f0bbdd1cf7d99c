import ArgumentParser
import Foundation
import Logging
import Pipeline

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Runs a survey whenever something has arrived in its inbox.",
        discussion: """
            Each survey is run once at the start, and again when files of its inbox (also in folders, made when they may) are new, have changed or are \
            gone, and the inbox has then been quiet for some seconds. A hundred files at once are one run. Files that a run leaves, since they are \
            being written, get another run, after a pause that grows from the time of quiet to 15 minutes while they are still not settled. One run goes on at a time; each is a process of \
            its own. Where another run holds the survey it is tried for again; a run that fails is told, \
            and tried again after a pause that grows from 10 seconds to 15 minutes.

            Changes are told by the kernel (inotify). On network file systems (NFS, SMB, FUSE, 9p, …) nothing tells what other machines do: there, and with --poll, the \
            inbox is listed from time to time. Once a minute it is looked whether the inbox's path leads to another folder by now (a mount, a link, a folder made \
            anew), which is then watched and run. The log says how an inbox is watched, and why each run is made.

            With --all, a survey whose definition is invalid is told, and watched as soon as it is mended; the others are watched at once.

            SIGINT (Ctrl-C) and SIGTERM end the watch when the present run has ended; a second one stops that run too. Surveys that are added later are seen after a restart.

            Examples:
              canvass watch co-production
              canvass watch --all --quiet
              canvass watch co-production --poll 60          every minute, without events
              canvass watch --all --run-option=--fail-on=error

            Exit codes: 0 ended by a signal; 64 usage; 65 a definition is invalid (with --all: no survey has a valid one); 66 no such survey; 70 internal.
            """)

    @Argument(help: "Surveys: folders in Pipelines/, by name or path.")
    var surveys: [String] = []

    @Flag(help: "All surveys in Pipelines/.")
    var all = false

    @Option(help: ArgumentHelp("List the inbox this often, in place of the kernel's events.", valueName: "seconds"))
    var poll: Int?

    @Option(
        help: ArgumentHelp(
            "How long the inbox must have been quiet before a run, in place of the usual \(InboxWatch.usualSettle.components.seconds), or the survey's `settle:` where that is longer.",
            valueName: "seconds"))
    var settle: Int?

    @Option(help: "text, the only one.")
    var format = TextFormat.text

    @OptionGroup var common: CommonOptions

    @Option(
        name: .customLong("run-option"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "An option for each `canvass run`, such as --run-option=--fail-on=error.", valueName: "option"))
    var runOptions: [String] = []

    func validate() throws {
        _ = try runs()
        if surveys.isEmpty != all {
            throw ValidationError(all ? "Name surveys, or say --all; not both." : "Name a survey, or say --all.")
        }
        if all || surveys.count > 1, common.inbox != nil {
            throw ValidationError("--inbox is for one survey; each has its own.")
        }
        if let poll, !(1...86_400).contains(poll) { throw ValidationError("--poll is from 1 to 86400 seconds.") }
        if let settle, !(0...3_600).contains(settle) { throw ValidationError("--settle is from 0 to 3600 seconds.") }
    }

    func run() throws {
        let (loaded, unusable) = try load()
        guard let program = Bundle.main.executableURL else {
            throw PipelineError(.internal, "The path of this program is not known, so that it cannot be started.")
        }
        let stop = try StopSignal()
        stop.listen()
        // Its own lines are as those of its runs.
        let common = try runs().common
        // It goes on for days.
        var logger = common.logger(isTimed: !Terminal.isJournal)
        if !common.quiet, logger.logLevel > .notice { logger.logLevel = .notice }
        let child = ChildRun(program: program, arguments: passedOn + runOptions, stop: stop, logger: logger)
        let options = InboxWatch.Options(
            inbox: self.common.inboxURL, poll: poll.map { .seconds($0) }, settle: settle.map { .seconds($0) })
        InboxWatch(
            loaded, unusable: unusable, options: options, stop: stop, logger: logger, makeRun: child.run
        ).run()
    }

    /// Loads the surveys. One that is named must be usable; of all of them, those that are not yet do not keep the others from being watched.
    private func load() throws -> (usable: [Survey], unusable: [UnusableSurvey]) {
        guard all else {
            let folders = try SurveyFinder.folders(named: surveys)
            // A round that the one survey has not would make each of its runs fail.
            let round = try runs().round
            return (try folders.map { try SurveyLoader.load($0, round: round) }, [])
        }
        let folders = try SurveyFinder.folders()
        try folders.requireSome()
        var usable: [Survey] = []
        var unusable = folders.closed.map { UnusableSurvey($0.folder, $0.error) }
        for folder in folders.surveys {
            do {
                usable.append(try SurveyLoader.load(folder))
            } catch {
                unusable.append(UnusableSurvey(folder, error))
            }
        }
        if usable.isEmpty, let survey = unusable.first { throw survey.error }
        return (usable, unusable)
    }

    /// The command that runs each survey by itself, as far as the surveys' own places do not matter.
    private func runs() throws -> RunCommand {
        try RunCommand.check(
            runOptions, after: common.telling, surveys: ["survey"], isWatchOfSeveral: all || surveys.count > 1)
    }

    /// The options that every command has, for the runs.
    private var passedOn: [String] {
        var words: [String] = []
        if let inbox = common.inboxURL { words += ["--inbox", inbox.path] }
        if let output = common.output {
            words += ["--output", URL(filePath: output, directoryHint: .isDirectory).standardizedFileURL.path]
        }
        return words + common.telling
    }
}
