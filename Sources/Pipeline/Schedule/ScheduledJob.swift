public import Foundation

/// A job that the system is to start: what, as whom, when, and what it may write.
public struct ScheduledJob: Sendable {
    /// When it runs.
    public enum Trigger: Sendable, Hashable {
        /// Every day at an hour of UTC, up to `delay` seconds later, by chance.
        case daily(DailyTime, delay: Int)
        /// Always: `canvass watch`.
        case watch
    }

    /// Whose service manager starts it.
    public enum Scope: Sendable, Hashable {
        /// The machine's, under an account.
        case system(account: String)
        /// The user's own.
        case user
    }

    /// The name of its units, such as `canvass`.
    public var name: String
    /// The executable.
    public var program: URL
    /// What stands behind `run` or `watch`.
    public var arguments: [String]
    /// The folder in which it is started, with `Pipelines` in it.
    public var project: URL
    /// The folders that it writes to.
    public var writable: [URL]
    /// The folders that it reads besides the project.
    public var readable: [URL]
    /// When it runs.
    public var trigger: Trigger
    /// Whose service manager starts it.
    public var scope: Scope
    /// The most memory that all its processes may take, as systemd writes it (`2G`).
    public var memory: String
    /// Whether it may reach the network, which only a command of `notify:` can want.
    public var allowsNetwork: Bool
    /// A unit that is started when a run fails, with its ending.
    public var onFailure: String?

    /// A job.
    ///
    /// - Throws: ``PipelineError`` of code `usage` where a name or path cannot stand in a unit.
    public init(
        name: String, program: URL, arguments: [String], project: URL, writable: [URL], readable: [URL],
        trigger: Trigger, scope: Scope, memory: String = "2G", allowsNetwork: Bool = false, onFailure: String? = nil
    ) throws {
        self.name = name
        self.program = program
        self.arguments = arguments
        self.project = project
        self.writable = writable
        self.readable = readable
        self.trigger = trigger
        self.scope = scope
        self.memory = memory
        self.allowsNetwork = allowsNetwork
        self.onFailure = onFailure.map(FailureUnit.name)
        try check()
    }

    private func check() throws {
        func isName(_ text: String) -> Bool {
            !text.isEmpty && text.utf8.count <= 100
                && text.utf8.allSatisfy {
                    UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
                        || "-_.@:".utf8.contains($0)
                }
        }
        guard isName(name) else {
            throw PipelineError(
                .usage,
                "'\(name.onOneLine)' is no name for a unit: up to 100 letters, digits and the signs - _ . @ : may stand in it."
            )
        }
        if case .system(let account) = scope, !isName(account) {
            throw PipelineError(.usage, "'\(account.onOneLine)' is no name of an account.")
        }
        if let onFailure, !isName(onFailure) {
            throw PipelineError(.usage, "'\(onFailure.onOneLine)' is no name of a unit.")
        }
        guard memory.wholeMatch(of: /[1-9][0-9]*[KMGT]?/) != nil else {
            throw PipelineError(.usage, "'\(memory.onOneLine)' is no amount of memory. Write it as 2G or 800M.")
        }
        for text in [program.path, project.path] + arguments + (writable + readable).map(\.path) {
            guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
                throw PipelineError(
                    .usage,
                    "'\(text.onOneLine)' holds a control character, which no unit and no crontab can. Rename it.")
            }
        }
        guard !program.path.contains(where: { "\"'\\".contains($0) }) else {
            throw PipelineError(
                .usage, "systemd starts no program whose path holds a quote or a backslash: \(program.path). Move it.")
        }
        guard !project.path.hasSuffix("\\"), project.path.trimmingCharacters(in: .whitespaces) == project.path else {
            throw PipelineError(
                .usage,
                "A path that ends with a space or a backslash cannot stand in a unit: \(project.path). Rename it.")
        }
    }
}

/// An hour and minute of the day, in UTC.
public struct DailyTime: Sendable, Hashable, CustomStringConvertible {
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int

    /// Reads `02:00`; nil for what is no time of day.
    public init?(_ text: String) {
        guard let match = text.wholeMatch(of: /([0-9]{1,2}):([0-9]{2})/), let hour = Int(match.1), hour < 24,
            let minute = Int(match.2), minute < 60
        else { return nil }
        self.hour = hour
        self.minute = minute
    }

    /// `02:00`.
    public var description: String { "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)" }
}
