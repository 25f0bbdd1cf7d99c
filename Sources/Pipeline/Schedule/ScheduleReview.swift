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

    /// What was found: a finding for each place in which there is a job, else one that there is none.
    public var diagnoses: [Diagnosis] {
        var found = folders.compactMap { ScheduleStatus(name, in: $0, tool: tool)?.diagnosis }
        if Crontab(tool: tool).holds(name) {
            found.append(Diagnosis(.ok, "schedule", "the crontab has a job of the name \(name)"))
        }
        guard found.isEmpty else { return found }
        return [
            Diagnosis(
                // No fault: on a desk nobody wants one, and another scheduler may run canvass.
                .ok, "schedule", "no job of the name \(name) is installed: nothing is run by itself",
                advice: "`canvass schedule install --all --at 02:00` installs one."
            )
        ]
    }
}
