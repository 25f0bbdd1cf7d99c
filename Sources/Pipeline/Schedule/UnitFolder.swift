public import Foundation

/// The folder of unit files of a service manager, and what Canvass does in it.
public struct UnitFolder: Sendable {
    /// The folder.
    public let url: URL
    private let isUser: Bool
    private let tool: SystemTool
    /// A folder that is there while systemd runs (sd_booted(3)): where it is not, as in most containers, nothing can be started, and nobody expects it.
    private let runtime: URL

    /// The folder of units.
    ///
    /// - Parameters:
    ///   - isUser: the user's own units, `~/.config/systemd/user`; else the machine's, `/etc/systemd/system`.
    ///   - tool: runs `systemctl`.
    ///   - url: another folder, for tests.
    ///   - runtime: the folder that is there while systemd runs.
    public init(
        isUser: Bool, tool: SystemTool = .real, at url: URL? = nil, runtime: URL = URL(filePath: "/run/systemd/system")
    ) {
        self.isUser = isUser
        self.tool = tool
        self.runtime = runtime
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
    /// - Returns: what was done, and why the job does not run where systemd has refused it: its units stay written then.
    /// - Throws: ``PipelineError`` of code `cannotWrite` where a unit of that name is somebody else's, or cannot be written.
    public func install(_ job: ScheduledJob) throws -> (done: [String], refusal: PipelineError?) {
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
        var changes = UnitChanges()
        // A watch that becomes a nightly job would go on, and be started again with the machine: its own unit is told so before it is overwritten.
        let service = "\(job.name).service"
        if job.trigger != .watch, text(of: service)?.contains("\n[Install]\n") == true {
            control([["disable", "--now", service]], &changes)
        }
        for (name, text) in units.files {
            try write(text, to: name)
            changes.sentences.append("wrote \(url.appending(path: name).path)")
        }
        // A job that was nightly and is now a watch, or the other way round, leaves no timer behind.
        for name in names where !units.files.contains(where: { $0.name == name }) {
            try removeUnit(name, &changes)
        }
        // A watch that is under way is started anew, by the new program and options; its present run may end first.
        let starting =
            job.trigger == .watch
            ? [["enable", service], ["restart", service]] : [["enable", "--now", units.enabled]]
        control([["daemon-reload"]] + starting, &changes)
        if isUser {
            changes.sentences.append(
                "units of a user stop when the user logs out, unless: sudo loginctl enable-linger \(NSUserName())")
        }
        return (changes.sentences, changes.refusal(of: units.enabled, isUser: isUser))
    }

    /// Stops and removes the units of a name.
    ///
    /// - Returns: what was done, a sentence each; empty where there were none.
    /// - Throws: ``PipelineError`` of code `cannotWrite` where they are somebody else's or cannot be removed.
    public func remove(_ name: String) throws -> [String] {
        let names = ["\(name).timer", "\(name).service"].filter { text(of: $0) != nil }
        for name in names { try checkOwn(name, project: nil) }
        var changes = UnitChanges()
        for name in names { try removeUnit(name, &changes) }
        if !names.isEmpty { control([["daemon-reload"]], &changes) }
        return changes.sentences
    }

    /// The text of a unit; nil where there is none.
    func text(of name: String) -> String? { try? String(contentsOf: url.appending(path: name), encoding: .utf8) }

    /// Whether a unit was written by Canvass.
    static func isOwn(_ text: String) -> Bool { text.hasPrefix(SystemdUnits.marker) }

    /// The project of each job whose service Canvass wrote, by the job's name.
    var projects: [String: URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        let suffix = ".service"
        var projects: [String: URL] = [:]
        for name in names where name.hasSuffix(suffix) {
            guard let text = text(of: name), Self.isOwn(text) else { continue }
            projects[String(name.dropLast(suffix.count))] = Self.project(in: text)
        }
        return projects
    }

    /// The folder in which a service of Canvass is started.
    private static func project(in text: String) -> URL? {
        let key = "WorkingDirectory="
        let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
        return line.map { URL(filePath: UnitQuoting.text(ofLine: String($0.dropFirst(key.count)))) }
    }

    private func removeUnit(_ name: String, _ changes: inout UnitChanges) throws {
        guard text(of: name) != nil else { return }
        control([["disable", "--now", name]], &changes)
        do {
            try FileManager.default.removeItem(at: url.appending(path: name))
        } catch {
            throw PipelineError(
                .cannotWrite,
                "\(url.appending(path: name).path) cannot be removed: \(error.localizedDescription) \(rightsAdvice)")
        }
        changes.sentences.append("removed \(url.appending(path: name).path)")
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
    private func control(_ commands: [[String]], _ changes: inout UnitChanges) {
        for words in commands {
            let words = ["systemctl"] + (isUser ? ["--user"] : []) + words
            let command = words.joined(separator: " ")
            guard let answer = tool.run(words, "") else {
                changes.sentences.append("there is no systemctl here; when there is: \(command)")
                continue
            }
            guard answer.status != 0 else {
                changes.sentences.append("did \(command)")
                continue
            }
            let reason = answer.errors.onOneLine.trimmingCharacters(in: .whitespaces)
            changes.sentences.append("could not do \(command) (\(reason)); do it when systemd runs")
            if FileManager.default.fileExists(atPath: runtime.path) { changes.refuse(command, because: reason) }
        }
    }
}
