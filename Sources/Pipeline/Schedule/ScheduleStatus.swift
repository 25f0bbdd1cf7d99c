import Foundation

/// What there is to know of the job that the system starts.
public struct ScheduleStatus: Sendable {
    /// The unit that starts it, such as `canvass.timer`.
    public let unit: String
    /// Whether it is a unit of the user's own.
    public let isUser: Bool
    /// Whether Canvass wrote it.
    public let isOwn: Bool
    /// Whether it is `canvass watch`, which goes on, and not a run that ends.
    public let isWatch: Bool
    /// Whether it is active; nil where systemd does not answer.
    public let isActive: Bool?
    /// Whether what has failed is about to be started again by systemd.
    public let isStartedAgain: Bool
    /// Whether it comes back after a restart of the machine; nil where systemd does not answer.
    public let isEnabled: Bool?
    /// When it starts next, as systemd writes it; empty where it does not say.
    public let next: String
    /// `success`, `exit-code`, `oom-kill` and their like, for the last run; empty where there was none or systemd does not say.
    public let result: String
    /// The exit code of the last run.
    public let exitCode: String
    /// When the last run ended, as systemd writes it; empty where there was none.
    public let ended: String

    /// The status of the units of a name; nil where there are none.
    public init?(_ name: String, in folder: UnitFolder, tool: SystemTool = .real) {
        let candidates = ["\(name).timer", "\(name).service"]
        guard let unit = candidates.first(where: { folder.text(of: $0) != nil }), let text = folder.text(of: unit)
        else {
            return nil
        }
        self.unit = unit
        isUser = folder.isUsers
        isOwn = UnitFolder.isOwn(text)
        isWatch = unit.hasSuffix(".service")
        let head = ["systemctl"] + (folder.isUsers ? ["--user"] : []) + ["show"]
        func properties(_ unit: String, _ names: String) -> [String: String]? {
            guard let answer = tool.run(head + [unit, "--property=\(names)"], ""), answer.status == 0 else {
                return nil
            }
            let pairs = answer.output.split(separator: "\n").compactMap { line -> (String, String)? in
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
            }
            return Dictionary(pairs) { first, _ in first }
        }
        let timer = properties(unit, "ActiveState,SubState,UnitFileState,NextElapseUSecRealtime")
        isActive = timer.flatMap { $0["ActiveState"].map { $0 == "active" } }
        isEnabled = timer.flatMap { $0["UnitFileState"].map { $0 == "enabled" } }
        next = timer?["NextElapseUSecRealtime"] ?? ""
        let service = properties("\(name).service", "SubState,Result,ExecMainStatus,ExecMainExitTimestamp")
        isStartedAgain = service?["SubState"] == "auto-restart"
        ended = service?["ExecMainExitTimestamp"] ?? ""
        result = ended.isEmpty ? "" : service?["Result"] ?? ""
        exitCode = service?["ExecMainStatus"] ?? ""
    }

    /// The status as a finding, with what to do.
    public var diagnosis: Diagnosis {
        // Units of the machine, and what the journal has of them, are the administrators'.
        let manager = isUser ? "systemctl --user" : "sudo systemctl"
        let journal =
            "\(isUser ? "journalctl --user" : "sudo journalctl") -u \(unit.split(separator: ".").dropLast().joined(separator: ".")).service"
        guard let isActive else {
            return Diagnosis(
                .warning, "schedule", "\(unit) is installed, but systemd does not answer",
                advice: "Look with `\(manager) status \(unit)`.")
        }
        guard isActive || !isStartedAgain else {
            return Diagnosis(
                .warning, "schedule", "\(unit) has failed, and is started again by systemd in a moment",
                advice: "See why: `\(journal)`.")
        }
        guard isActive else {
            return Diagnosis(
                .warning, "schedule", "\(unit) is installed, but not active: nothing is run by it",
                advice: "Start it: `\(manager) enable --now \(unit)`.")
        }
        guard isEnabled != false else {
            return Diagnosis(
                .warning, "schedule", "\(unit) is active, but will not be after a restart of the machine",
                advice: "Enable it: `\(manager) enable \(unit)`.")
        }
        if isWatch, ended.isEmpty {
            return Diagnosis(.ok, "schedule", "\(unit) is active, and watches; what it has done: `\(journal)`")
        }
        let last = ended.isEmpty ? "no run has ended yet" : "the last run ended \(ended)"
        guard result.isEmpty || result == "success" else {
            return Diagnosis(
                .warning, "schedule",
                "\(unit) is active, but \(last) with \(result), exit code \(exitCode)\(isStartedAgain ? "; it is tried again in some minutes" : "")",
                advice: "See why: `\(journal)`.")
        }
        return Diagnosis(
            .ok, "schedule",
            "\(unit) is active\(next.isEmpty ? "" : ", next at \(next)"); \(last)\(result.isEmpty ? "" : " well")")
    }
}
