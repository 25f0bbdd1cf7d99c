public import Foundation

/// The folder of unit files of a service manager, and what Canvass does in it.
public struct UnitFolder: Sendable {
    /// The folder.
    public let url: URL
    private let isUser: Bool
    private let tool: SystemTool

    /// The folder of units.
    ///
    /// - Parameters:
    ///   - isUser: the user's own units, `~/.config/systemd/user`; else the machine's, `/etc/systemd/system`.
    ///   - tool: runs `systemctl`.
    ///   - url: another folder, for tests.
    public init(isUser: Bool, tool: SystemTool = .real, at url: URL? = nil) {
        self.isUser = isUser
        self.tool = tool
        let configuration =
            ProcessInfo.processInfo.environment["XDG_CONFIG_HOME"].flatMap {
                $0.hasPrefix("/") ? URL(filePath: $0) : nil
            }
            ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".config")
        self.url =
            url ?? (isUser ? configuration.appending(path: "systemd/user") : URL(filePath: "/etc/systemd/system"))
    }

    /// Whether this is the folder of a user's own units.
    var isUsers: Bool { isUser }

    private var rightsAdvice: String {
        isUser ? "Check the folder's permissions." : "Units of the machine need root: sudo, or --user."
    }

    /// Writes the units of a job and enables them.
    ///
    /// - Returns: what was done, a sentence each.
    /// - Throws: ``PipelineError`` of code `cannotWrite` where a unit of that name is somebody else's, or cannot be written.
    public func install(_ job: ScheduledJob) throws -> [String] {
        let units = SystemdUnits(job)
        let names = ["\(job.name).service", "\(job.name).timer"]
        for name in names { try checkOwn(name, project: job.project) }
        let missing = job.writable.filter { !FileManager.default.fileExists(atPath: $0.path) }
        if let folder = missing.first {
            throw PipelineError(
                .cannotWrite,
                "\(folder.path) is not there: make it, so that it belongs to the account of the job (install -d -o ACCOUNT -m 0750 \(UnitQuoting.shell(folder.path)); -m 0755 where others read there, such as a collector of metrics)."
            )
        }
        var done: [String] = []
        // A watch that becomes a nightly job would go on, and be started again with the machine: its own unit is told so before it is overwritten.
        let service = "\(job.name).service"
        if job.trigger != .watch, text(of: service)?.contains("\n[Install]\n") == true {
            done += control([["disable", "--now", service]])
        }
        for (name, text) in units.files {
            try write(text, to: name)
            done.append("wrote \(url.appending(path: name).path)")
        }
        // A job that was nightly and is now a watch, or the other way round, leaves no timer behind.
        for name in names where !units.files.contains(where: { $0.name == name }) {
            done += try removeUnit(name)
        }
        // A watch that is under way is started anew, by the new program and options; its present run may end first.
        let starting =
            job.trigger == .watch
            ? [["enable", service], ["restart", service]] : [["enable", "--now", units.enabled]]
        done += control([["daemon-reload"]] + starting)
        if isUser {
            done.append(
                "units of a user stop when the user logs out, unless: sudo loginctl enable-linger \(NSUserName())")
        }
        return done
    }

    /// Stops and removes the units of a name.
    ///
    /// - Returns: what was done, a sentence each; empty where there were none.
    /// - Throws: ``PipelineError`` of code `cannotWrite` where they are somebody else's or cannot be removed.
    public func remove(_ name: String) throws -> [String] {
        let names = ["\(name).timer", "\(name).service"].filter { text(of: $0) != nil }
        for name in names { try checkOwn(name, project: nil) }
        var done: [String] = []
        for name in names { done += try removeUnit(name) }
        if !names.isEmpty { done += control([["daemon-reload"]]) }
        return done
    }

    /// The text of a unit; nil where there is none.
    func text(of name: String) -> String? { try? String(contentsOf: url.appending(path: name), encoding: .utf8) }

    /// Whether a unit was written by Canvass.
    static func isOwn(_ text: String) -> Bool { text.hasPrefix(SystemdUnits.marker) }

    private func removeUnit(_ name: String) throws -> [String] {
        guard text(of: name) != nil else { return [] }
        var done = control([["disable", "--now", name]])
        do {
            try FileManager.default.removeItem(at: url.appending(path: name))
        } catch {
            throw PipelineError(
                .cannotWrite,
                "\(url.appending(path: name).path) cannot be removed: \(error.localizedDescription) \(rightsAdvice)")
        }
        done.append("removed \(url.appending(path: name).path)")
        return done
    }

    private func checkOwn(_ name: String, project: URL?) throws {
        let file = url.appending(path: name)
        var status = stat()
        guard lstat(file.path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG, let text = text(of: name), Self.isOwn(text) else {
            throw PipelineError(
                .cannotWrite,
                "\(file.path) was not written by canvass (its first line would say so), and is left as it is. Use --name for a unit of another name."
            )
        }
        guard let project, name.hasSuffix(".service") else { return }
        guard text.contains("\nWorkingDirectory=\(UnitQuoting.line(project.path))\n") else {
            throw PipelineError(
                .cannotWrite,
                "\(file.path) is the job of another project. Use --name for a unit of another name, or `canvass schedule remove` first."
            )
        }
    }

    private func write(_ text: String, to name: String) throws {
        let file = url.appending(path: name)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file, options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        } catch {
            throw PipelineError(
                .cannotWrite,
                "\(file.path) cannot be written: \(error.localizedDescription) \(rightsAdvice)")
        }
    }

    /// Commands for systemctl; what could not be done is told, with what to do by hand.
    private func control(_ commands: [[String]]) -> [String] {
        commands.map { words in
            let words = ["systemctl"] + (isUser ? ["--user"] : []) + words
            let command = words.joined(separator: " ")
            guard let answer = tool.run(words, "") else {
                return "there is no systemctl here; when there is: \(command)"
            }
            return answer.status == 0
                ? "did \(command)" : "could not do \(command) (\(answer.errors.onOneLine)); do it when systemd runs"
        }
    }
}
