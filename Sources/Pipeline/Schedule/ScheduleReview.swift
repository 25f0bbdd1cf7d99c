public import Foundation

/// Whether the system runs Canvass: the units of the machine, those of the user, and the crontab.
public struct ScheduleReview: Sendable {
    /// Which jobs are looked at.
    private enum Subject {
        case job(String)
        /// All jobs of a project, whatever their names; of every project where none is named.
        case jobs(of: URL?)
    }

    private let subject: Subject
    private let folders: [UnitFolder]
    private let tool: SystemTool

    /// A review of the units of a name.
    public init(name: String, looksAtUser: Bool = true, looksAtSystem: Bool = true, tool: SystemTool = .real) {
        self.init(
            name: name,
            folders: (looksAtSystem ? [UnitFolder(isUser: false, tool: tool)] : [])
                + (looksAtUser ? [UnitFolder(isUser: true, tool: tool)] : []),
            tool: tool)
    }

    /// A review of all jobs of a project: beside the nightly run there may be a watch, or a job for each survey.
    ///
    /// - Parameters:
    ///   - project: the folder that holds `Pipelines`; nil for the jobs of every project.
    ///   - tool: runs `systemctl` and `crontab`.
    public init(project: URL?, tool: SystemTool = .real) {
        self.init(
            project: project, folders: [false, true].map { UnitFolder(isUser: $0, tool: tool) }, tool: tool)
    }

    init(name: String, folders: [UnitFolder], tool: SystemTool) {
        subject = .job(name)
        self.folders = folders
        self.tool = tool
    }

    init(project: URL?, folders: [UnitFolder], tool: SystemTool) {
        subject = .jobs(of: project)
        self.folders = folders
        self.tool = tool
    }

    /// The name that a job has unless another is asked for.
    private static let usualName = "canvass"

    /// A finding for each place in which there is a job.
    private var jobs: [Diagnosis] {
        let units = folders.flatMap { folder in
            names(in: folder).compactMap { ScheduleStatus($0, in: folder, tool: tool)?.diagnosis }
        }
        return units
            + namesInCrontab.map { Diagnosis(.ok, "schedule", "the crontab has a job of the name \($0.onOneLine)") }
    }

    /// The names of the jobs to look at in the crontab.
    private var namesInCrontab: [String] {
        Crontab(tool: tool).jobs.filter { job in
            switch subject {
            case .job(let name): job.name == name
            // One whose lines do not tell its project may be this one's.
            case .jobs(of: let project): project == nil || job.project.map { Self.isSame($0, project) } ?? true
            }
        }.map { $0.name }
    }

    /// The names of the jobs to look at in a folder of units.
    private func names(in folder: UnitFolder) -> [String] {
        switch subject {
        case .job(let name): return [name]
        case .jobs(of: let project):
            let projects = folder.projects
            let names = projects.filter { project == nil || Self.isSame($0.value, project) }.keys.sorted()
            // A unit of the usual name that Canvass did not write tells of no project, and may be this one's.
            return projects[Self.usualName] == nil ? names + [Self.usualName] : names
        }
    }

    /// Whether two folders are one; links on the way to either are followed.
    private static func isSame(_ folder: URL, _ other: URL?) -> Bool {
        folder.resolvingSymlinksInPath().pathComponents == other?.resolvingSymlinksInPath().pathComponents
    }

    /// What was found: a finding for each place in which there is a job, else one that there is none; and whether there is a job, and all are well.
    public var status: (diagnoses: [Diagnosis], isWell: Bool) {
        let jobs = jobs
        return jobs.isEmpty ? ([none], false) : (jobs, jobs.allSatisfy { $0.state == .ok })
    }

    /// What was found, for `canvass doctor`.
    public var diagnoses: [Diagnosis] { status.diagnoses }

    /// No fault by itself: on a desk nobody wants a job, and another scheduler may run canvass. Who asks for one by its name misses it.
    private var none: Diagnosis {
        let state: Diagnosis.State = if case .job = subject { .warning } else { .ok }
        let words =
            switch subject {
            case .job(let name): "no job of the name \(name)"
            case .jobs(of: nil): "no job"
            case .jobs: "no job of this project"
            }
        return Diagnosis(
            state, "schedule", "\(words) is installed: nothing is run by itself",
            advice: "`canvass schedule install --all --at 02:00` installs one.")
    }
}
