public import Foundation
import SurveyModel

extension ScheduledJob {
    /// The job that runs surveys.
    ///
    /// - Parameters:
    ///   - surveys: the surveys.
    ///   - isAll: whether all that there are at the time are run.
    ///   - output: where a survey's results go, by its folder.
    ///   - givenOutput: `--output` as it was given.
    ///   - inbox: where returns of the one survey arrive, in place of the definition's inbox.
    ///   - options: further options of `canvass run`.
    ///   - program: the executable.
    ///   - alsoWrite: folders that it may write to besides the results.
    ///   - metrics: the file of `--metrics`, whose folder it may write to; nil where there is none, or nothing forbids it.
    ///   - name: the units' name.
    ///   - trigger: when it runs.
    ///   - scope: whose service manager starts it.
    ///   - memory: the most memory that it may take.
    ///   - allowsNetwork: whether commands of `notify:` may reach the network.
    ///   - onFailure: a unit that is started when a run fails.
    /// - Throws: ``PipelineError`` of code `noInput` where there is no survey, `usage` where surveys' results go to several folders that the job would not
    ///   find by itself, it would be free to change a definition, or a path cannot stand in a unit.
    public init(
        of surveys: [Survey], isAll: Bool, output: (URL) -> URL, givenOutput: String?, inbox: URL?, options: [String],
        program: URL, alsoWrite: [URL], metrics: URL? = nil, name: String, trigger: Trigger, scope: Scope,
        memory: String,
        allowsNetwork: Bool,
        onFailure: String?
    ) throws {
        guard let first = surveys.first else {
            throw PipelineError(.noInput, "There is no survey in Pipelines yet: make one with `canvass init NAME`.")
        }
        var words = isAll ? ["--all"] : surveys.map { SurveyFinder.path($0.folder) }
        words += trigger == .watch ? options.map(Self.ofWatch) : options
        if let inbox { words += ["--inbox", SurveyFinder.path(inbox)] }
        if let results = try Self.toldOutput(of: surveys, output, isGiven: givenOutput != nil) {
            words += ["--output", results]
        }
        var writable: [URL] = []
        var figures = try surveys.compactMap { try Self.metricsFolder(of: $0) }
        if let metrics { figures.append(try Self.folder(of: metrics, told: "--metrics", apartFrom: surveys)) }
        let results = surveys.map { output($0.folder) }
        let linked = zip(surveys, results).flatMap { Self.linkedResults(of: $0, in: $1) }
        for folder in results + linked + Self.emptied(surveys, inbox) + figures + alsoWrite {
            let folder = URL(filePath: SurveyFinder.path(folder))
            if !writable.contains(folder) { writable.append(folder) }
        }
        try self.init(
            name: name, program: program, arguments: words, project: Self.project(of: first.folder),
            writable: writable,
            readable: surveys.flatMap { survey in
                [URL(filePath: SurveyFinder.path(inbox ?? survey.inbox))] + Self.linkedInputs(of: survey, inbox)
            },
            trigger: trigger, scope: scope, memory: memory, allowsNetwork: allowsNetwork, onFailure: onFailure)
    }

    /// An option of `canvass run` as `canvass watch` takes it, which says what it tells by the same words and hands them on. What it does not know goes to its
    /// runs.
    private static func ofWatch(_ option: String) -> String {
        let isKnown = ["--quiet", "--verbose", "--no-color"].contains(option) || option.hasPrefix("--log-format=")
        return isKnown ? option : "--run-option=\(option)"
    }

    /// The folder of results that the job must be told; nil where it finds each survey's by itself. It is started in the project's folder: where a survey lies
    /// outside of `Pipelines`, it would write elsewhere than a run where the job was asked for, and than it may.
    private static func toldOutput(of surveys: [Survey], _ output: (URL) -> URL, isGiven: Bool) throws -> String? {
        guard let first = surveys.first else { return nil }
        let start = project(of: first.folder)
        let wanted = surveys.map { SurveyFinder.path(output($0.folder)) }
        let found = surveys.map { SurveyFinder.path(SurveyFinder.output(for: $0.folder, from: start)) }
        guard isGiven || wanted != found else { return nil }
        guard Set(wanted).count == 1 else {
            throw PipelineError(
                .usage,
                "The results of these surveys go to several folders, \(Set(wanted).sorted().joined(separator: " and ")): install a job for each, under names of their own (--name), or say --output."
            )
        }
        return wanted.first
    }

    /// The project of a survey, which is where its job is started: the folder that holds `Pipelines`.
    public static func project(of survey: URL) -> URL {
        let parent = survey.deletingLastPathComponent()
        let project = parent.lastPathComponent == "Pipelines" ? parent.deletingLastPathComponent() : parent
        return URL(filePath: SurveyFinder.path(project))
    }

    /// The folders in which files are moved after a run (`after: move`), which hold the inbox and what is beside it. Inbox and `Done` by themselves would not
    /// do: systemd makes a mount of each path, and no file can be renamed from one mount to another (rename(2), EXDEV).
    private static func emptied(_ surveys: [Survey], _ given: URL?) -> [URL] {
        surveys.filter { $0.definition.inbox.after == .move }.map { survey in
            (given ?? survey.inbox).resolvingSymlinksInPath().deletingLastPathComponent()
        }
    }

    // MARK: - Links

    /// Where a path leads, if that is elsewhere than it says. The confinement goes by it: a folder in somebody's home is hidden however it is called.
    private static func led(_ url: URL) -> URL? {
        let written = SurveyFinder.path(url)
        let led = URL(filePath: written).resolvingSymlinksInPath()
        return led.path == written || !FileManager.default.fileExists(atPath: led.path) ? nil : led
    }

    /// Where links lead in the place of the folder of all results, or of the survey's own in it, such as to a larger disk.
    private static func linkedResults(of survey: Survey, in output: URL) -> [URL] {
        let own = output.appending(path: survey.name, directoryHint: .isDirectory)
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: SurveyFinder.path(own))) != nil
        return [led(output), isLink ? led(own) : nil].compactMap(\.self)
    }

    /// Where links lead in the place of the inbox, of the survey's folder and of the files that belong to the definition.
    private static func linkedInputs(of survey: Survey, _ inbox: URL?) -> [URL] {
        let files = survey.files.map { file in
            file.name.hasPrefix("/") ? URL(filePath: file.name) : survey.folder.appending(path: file.name)
        }
        return ([inbox ?? survey.inbox, survey.folder] + files).compactMap(led)
    }

    /// The folder of a survey's file of metrics.
    private static func metricsFolder(of survey: Survey) throws -> URL? {
        try survey.metricsFile.map { try folder(of: $0, told: "`metrics:` of \(survey.name)", apartFrom: [survey]) }
    }

    /// The folder of a file of metrics. It is none that holds a survey: who may change a definition can have a command run.
    private static func folder(of metrics: URL, told name: String, apartFrom surveys: [Survey]) throws -> URL {
        let folder = metrics.deletingLastPathComponent()
        guard !surveys.contains(where: { InboxPlacement.contains(folder, $0.folder) }) else {
            throw PipelineError(
                .usage,
                "The file of \(name) lies in \(folder.path), and with it the job would be free to change the definition. Give the file a folder of its own."
            )
        }
        return folder
    }
}
