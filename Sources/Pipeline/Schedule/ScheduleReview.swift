/// Whether the system runs Canvass: the units of the machine, those of the user, and the crontab.
public struct ScheduleReview: Sendable {
    private let name: String
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

    init(name: String, folders: [UnitFolder], tool: SystemTool) {
        self.name = name
        self.folders = folders
        self.tool = tool
    }

    /// A finding for each place in which there is a job.
    private var jobs: [Diagnosis] {
        let units = folders.compactMap { ScheduleStatus(name, in: $0, tool: tool)?.diagnosis }
        let isInCrontab = Crontab(tool: tool).holds(name)
        return units
            + (isInCrontab ? [Diagnosis(.ok, "schedule", "the crontab has a job of the name \(name)")] : [])
    }

    /// What was found: a finding for each place in which there is a job, else one that there is none; and whether there is a job, and all are well.
    public var status: (diagnoses: [Diagnosis], isWell: Bool) {
        let jobs = jobs
        return jobs.isEmpty ? ([none], false) : (jobs, jobs.allSatisfy { $0.state == .ok })
    }

    /// What was found, for `canvass doctor`.
    public var diagnoses: [Diagnosis] { status.diagnoses }

    /// No fault by itself: on a desk nobody wants a job, and another scheduler may run canvass.
    private var none: Diagnosis {
        Diagnosis(
            .ok, "schedule", "no job of the name \(name) is installed: nothing is run by itself",
            advice: "`canvass schedule install --all --at 02:00` installs one.")
    }
}
