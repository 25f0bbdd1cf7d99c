/// The unit that systemd starts where a job has failed.
public enum FailureUnit {
    /// The endings of units.
    private static let kinds: Set<Substring> = [
        "service", "socket", "device", "mount", "automount", "swap", "target", "path", "timer", "slice", "scope",
    ]

    /// The whole name: `systemctl` takes a service's without its ending, but `OnFailure=` in a unit is then passed over, with a line in the journal alone.
    static func name(_ given: String) -> String {
        let parts = given.split(separator: ".", omittingEmptySubsequences: false)
        guard !given.isEmpty, parts.count < 2 || !kinds.contains(parts[parts.count - 1]) else { return given }
        return "\(given).service"
    }

    /// What is to be said of a job's; nil where it has none, systemd knows it, or there is no systemd to ask.
    ///
    /// - Parameters:
    ///   - job: the job.
    ///   - tool: runs `systemctl`.
    public static func warning(of job: ScheduledJob, tool: SystemTool = .real) -> String? {
        guard let unit = job.onFailure else { return nil }
        let words = ["systemctl"] + (job.scope == .user ? ["--user"] : []) + ["cat", "--", unit]
        guard let answer = tool.run(words, ""), answer.status != 0 else { return nil }
        return
            "systemd knows no unit \(unit), so that nothing is started when a run fails; write it, or mend --on-failure"
    }
}
