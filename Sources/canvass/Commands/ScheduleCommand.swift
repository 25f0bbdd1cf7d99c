public import ArgumentParser
import Foundation
import Logging
public import Pipeline
import SurveyModel

struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Has the system make the nightly run: a systemd timer, or cron.",
        discussion: """
            Examples:
              canvass schedule install --all --at 02:00 --print                     see the units, write nothing
              sudo canvass schedule install --all --at 02:00 --system --run-as canvass
              canvass schedule install parks --at 02:00 --user
              canvass schedule install --all --at 02:00 --crontab
              canvass schedule status
              canvass schedule remove
            """,
        subcommands: [ScheduleInstallCommand.self, ScheduleRemoveCommand.self, ScheduleStatusCommand.self])
}

/// Whose scheduler is meant, and under which name.
struct ScheduleOptions: ParsableArguments {
    @Flag(help: "Units of your own account (the usual).")
    var user = false

    @Flag(help: "Units of the machine, in /etc/systemd/system; needs root.")
    var system = false

    @Flag(help: "Your crontab, in place of systemd.")
    var crontab = false

    @Option(help: "The units' name.")
    var name = "canvass"

    func validate() throws {
        if [user, system, crontab].filter(\.self).count > 1 {
            throw ValidationError("Say one of --user, --system and --crontab.")
        }
    }

    var folder: UnitFolder { UnitFolder(isUser: !system) }
}

struct ScheduleInstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Writes the service and its timer, and enables them.",
        discussion: """
            The service runs `canvass run` in the project's folder, confined: it may write to the results' folders (and those of `metrics:` and --metrics, and of an inbox with `after: move`) alone, reach no network, gain no privileges, and take no more memory than \
            --memory. The timer goes by UTC, since in local time 02:30 does not exist on one night of the year; a night on which the machine was off is made up for. \
            --watch installs `canvass watch` as a service in place of the timer.

            A command of `notify:` runs inside the same confinement. One that reaches a mail server needs --allow-network.

            A unit that canvass did not write is never overwritten. --print shows what would be written, and writes nothing.

            Examples:
              canvass schedule install --all --at 02:00 --print
              sudo canvass schedule install --all --at 02:00 --system --run-as canvass
              canvass schedule install parks --watch --user

            Exit codes: 0 done; 64 usage; 65 a definition is invalid; 66 no such survey; 73 a unit cannot be written, or is somebody else's; \
            74 the units are written, but systemd has refused to start them.
            """)

    @Argument(help: "Surveys: folders in Pipelines/, by name or path.")
    var surveys: [String] = []

    @Flag(help: "All surveys in Pipelines/.")
    var all = false

    @Option(help: ArgumentHelp("When it runs, each day, in UTC.", valueName: "hh:mm"))
    var at: DailyTime?

    @Flag(help: "Install `canvass watch` as a service, in place of a timer.")
    var watch = false

    @Option(
        name: .customLong("random-delay"),
        help: ArgumentHelp("Start up to so many seconds later, by chance.", valueName: "seconds"))
    var delay = 0

    @Option(name: .customLong("run-as"), help: ArgumentHelp("The account of a --system service.", valueName: "account"))
    var account: String?

    private static let usualMemory = "2G"

    @Option(help: "The most memory that all processes of a run may take.")
    var memory = ScheduleInstallCommand.usualMemory

    @Flag(
        name: .customLong("allow-network"),
        help: "Let a command of `notify:` reach the network; canvass itself never does.")
    var allowsNetwork = false

    @Option(
        name: .customLong("also-write"),
        help: ArgumentHelp(
            "A folder that the job may write to besides the results, such as one for a command of `notify:`.",
            valueName: "folder"))
    var alsoWrite: [String] = []

    @Option(name: .customLong("on-failure"), help: ArgumentHelp("A unit to start when a run fails.", valueName: "unit"))
    var onFailure: String?

    @Option(
        name: .customLong("run-option"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "An option for each `canvass run`, such as --run-option=--fail-on=error.", valueName: "option"))
    var runOptions: [String] = []

    @Flag(name: .customLong("print"), help: "Show what would be written, and write nothing.")
    var printsOnly = false

    @Option(help: "text, the only one.")
    var format = TextFormat.text

    @OptionGroup var schedule: ScheduleOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if surveys.isEmpty != all {
            throw ValidationError(all ? "Name surveys, or say --all; not both." : "Name a survey, or say --all.")
        }
        if (at == nil) != watch { throw ValidationError("Say when with --at 02:00, or --watch; not both.") }
        if all || surveys.count > 1, common.inbox != nil {
            throw ValidationError("--inbox is for one survey; each has its own.")
        }
        if schedule.system, account == nil {
            throw ValidationError(
                "Say with --run-as under which account a --system service runs; make one with: adduser --system --group canvass"
            )
        }
        if account != nil, !schedule.system { throw ValidationError("--run-as is for --system.") }
        if let metrics = try runs().metrics, !metrics.hasPrefix("/") {
            throw ValidationError(
                "The job is started in the project's folder: name the file of --metrics by its whole path, --run-option=--metrics=\(URL(filePath: metrics).standardizedFileURL.path)"
            )
        }
        if schedule.crontab, let option = optionsOfUnits.first {
            throw ValidationError(
                "\(option) is for systemd, and does nothing for a line of a crontab: leave it out, or use --user or --system."
            )
        }
        if !(0...43_200).contains(delay) { throw ValidationError("--random-delay is from 0 to 43200 seconds.") }
    }

    /// The command that runs the surveys, or each by itself, as far as the surveys' own places do not matter.
    private func runs() throws -> RunCommand {
        try RunCommand.check(
            runOptions, after: common.telling, surveys: watch ? ["survey"] : all ? ["--all"] : surveys,
            isWatchOfSeveral: watch && (all || surveys.count > 1))
    }

    /// The options that were given and of which only units know.
    private var optionsOfUnits: [String] {
        [
            ("--random-delay", delay != 0), ("--memory", memory != ScheduleInstallCommand.usualMemory),
            ("--allow-network", allowsNetwork), ("--also-write", !alsoWrite.isEmpty),
            ("--on-failure", onFailure != nil),
        ].filter { $0.1 }.map { $0.0 }
    }

    func run() throws {
        let job = try job()
        // By --print the units of another machine can be written.
        if let warning = account.flatMap(ServiceAccount.warning(of:)) { common.logger.warning("\(warning)") }
        if let warning = FailureUnit.warning(of: job) { common.logger.warning("\(warning)") }
        if schedule.crontab {
            let block = try CrontabBlock(job)
            if printsOnly { return Terminal.print(block.text) }
            try Crontab().install(block)
            Terminal.print("wrote the lines of \(job.name) to your crontab; see them with: crontab -l")
            return
        }
        if printsOnly {
            for file in SystemdUnits(job).files {
                Terminal.print("# \(schedule.folder.url.appending(path: file.name).path)\n\(file.text)")
            }
            return
        }
        let (done, refusal) = try schedule.folder.install(job)
        for line in done { Terminal.print(line) }
        if let refusal { throw refusal }
    }

    /// The surveys' folders. Of all of them none may be closed: the job would not be allowed to write where that survey does.
    private func folders() throws -> [URL] {
        guard all else { return try SurveyFinder.folders(named: surveys) }
        let folders = try SurveyFinder.folders()
        if let closed = folders.closed.first { throw closed.error }
        return folders.surveys
    }

    private func job() throws -> ScheduledJob {
        guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else {
            throw PipelineError(.internal, "The path of this program is not known.")
        }
        let runs = try runs()
        // A round that the one survey has not is a slip that would be found at night.
        let loaded = try folders().map { try SurveyLoader.load($0, round: runs.round) }
        return try ScheduledJob(
            of: loaded, isAll: all, output: { common.outputURL(for: $0) }, givenOutput: common.output,
            inbox: common.inboxURL,
            options: common.telling + runOptions,
            program: program, alsoWrite: alsoWrite.map { URL(filePath: $0, directoryHint: .isDirectory) },
            // A line of a crontab may write everywhere.
            metrics: schedule.crontab ? nil : runs.metrics.map { URL(filePath: $0) },
            name: schedule.name, trigger: at.map { .daily($0, delay: delay) } ?? .watch,
            scope: account.map { .system(account: $0) } ?? .user, memory: memory, allowsNetwork: allowsNetwork,
            onFailure: onFailure)
    }
}

struct ScheduleRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Stops and removes what `schedule install` wrote; nothing else.",
        discussion: """
            Examples:
              canvass schedule remove
              sudo canvass schedule remove --system
              canvass schedule remove --crontab
            """)

    @Option(help: "text, the only one.")
    var format = TextFormat.text

    @OptionGroup var schedule: ScheduleOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let told = try removed()
        if !common.quiet { Terminal.print(told) }
    }

    /// Removes it.
    ///
    /// - Returns: what was done, in words.
    private func removed() throws -> String {
        if schedule.crontab {
            return try Crontab().remove(schedule.name)
                ? "removed the lines of \(schedule.name) from your crontab"
                : "your crontab has no lines of \(schedule.name)"
        }
        let done = try schedule.folder.remove(schedule.name)
        return done.isEmpty
            ? "there are no units of the name \(schedule.name) in \(schedule.folder.url.path)"
            : done.joined(separator: "\n")
    }
}

struct ScheduleStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Whether the job is installed and active, when it runs next, how the last run ended.",
        discussion: """
            Looks at the units of the machine and at your own, unless --system or --user says which.

            Examples:
              canvass schedule status
              canvass schedule status --name canvass-parks --format json

            Exit codes: 0 it is installed and well; 1 it is not, or the last run failed.
            """)

    @OptionGroup var schedule: ScheduleOptions

    @Option(help: "text or json.")
    var format = ResultFormat.text

    @OptionGroup var common: CommonOptions

    func run() throws {
        let status = ScheduleReview(
            name: schedule.name, looksAtUser: !schedule.system, looksAtSystem: !schedule.user
        ).status
        for diagnosis in status.diagnoses {
            switch format {
            case .json: Terminal.print(diagnosis.json)
            case .text:
                Terminal.print("\(diagnosis.finding).")
                if !diagnosis.advice.isEmpty { Terminal.print("  \(diagnosis.advice)") }
            }
        }
        if !status.isWell { throw ExitCode(1) }
    }
}

extension DailyTime: ExpressibleByArgument {
    /// Reads `02:00`.
    public init?(argument: String) {
        self.init(argument)
    }
}
