import Foundation
import Synchronization
import Testing

@testable import Pipeline

@Suite("The job that the system starts")
struct ScheduleTests {
    @Test("where files are moved after a run, the job may write to the folder that holds the inbox and those beside it")
    func moving() throws {
        for (after, writable) in [("leave", ["/out/survey"]), ("move", ["/out/survey", "/srv/returns"])] {
            let project = try InboxProject([
                "{path: ../inbox, settle: 0}": "{path: /srv/returns/inbox, after: \(after)}"
            ])
            let job = try ScheduledJob(
                of: [try project.load()], isAll: false, output: { _ in URL(filePath: "/out/survey") }, givenOutput: nil,
                inbox: nil, options: [], program: URL(filePath: "/bin/canvass"), alsoWrite: [], name: "canvass",
                trigger: .watch, scope: .user, memory: "2G", allowsNetwork: false, onFailure: nil)
            #expect(job.writable.map(\.path) == writable)
        }
    }

    @Test("the job may write to the folder of the file that `metrics:` names")
    func metrics() throws {
        let project = try InboxProject(["title: Specimen": "title: Specimen\nmetrics: /var/lib/figures/a.prom"])
        let job = try ScheduledJob(
            of: [try project.load()], isAll: false, output: { _ in URL(filePath: "/out/survey") }, givenOutput: nil,
            inbox: nil, options: [], program: URL(filePath: "/bin/canvass"), alsoWrite: [], name: "canvass",
            trigger: .watch, scope: .user, memory: "2G", allowsNetwork: false, onFailure: nil)
        #expect(job.writable.map(\.path) == ["/out/survey", "/var/lib/figures"])
        try project.define(["title: Specimen": "title: Specimen\nmetrics: a.prom"])
        #expect(throws: PipelineError.self, "The job could change the definition.") {
            try ScheduledJob(
                of: [try project.load()], isAll: false, output: { _ in URL(filePath: "/out/survey") }, givenOutput: nil,
                inbox: nil, options: [], program: URL(filePath: "/bin/canvass"), alsoWrite: [], name: "canvass",
                trigger: .watch, scope: .user, memory: "2G", allowsNetwork: false, onFailure: nil)
        }
    }

    private func job(
        name: String = "canvass", project: String = "/srv/canvass", arguments: [String] = ["--all", "--quiet"],
        writable: [String] = ["/srv/canvass/Output"], readable: [String] = [], trigger: ScheduledJob.Trigger? = nil,
        scope: ScheduledJob.Scope = .system(account: "root"), allowsNetwork: Bool = false,
        program: String = "/usr/bin/env"
    ) throws -> ScheduledJob {
        let time = try #require(DailyTime("02:00"))
        return try ScheduledJob(
            name: name, program: URL(filePath: program), arguments: arguments, project: URL(filePath: project),
            writable: writable.map { URL(filePath: $0) }, readable: readable.map { URL(filePath: $0) },
            trigger: trigger ?? .daily(time, delay: 300), scope: scope, allowsNetwork: allowsNetwork,
            onFailure: "tell-me.service")
    }

    private func service(_ job: ScheduledJob) throws -> [String] {
        try #require(SystemdUnits(job).files.first).text.components(separatedBy: "\n")
    }

    @Test("the timer goes by UTC, makes up for missed nights and spreads the start")
    func timer() throws {
        let text = try #require(SystemdUnits(job()).files.last).text
        for line in [
            "OnCalendar=*-*-* 02:00:00 UTC", "Persistent=true", "RandomizedDelaySec=300", "WantedBy=timers.target",
        ] {
            #expect(text.contains("\n\(line)\n"))
        }
    }

    @Test("the service writes to the results alone, reaches no network, and lets workers confine themselves")
    func confinement() throws {
        let lines = try service(job())
        for line in [
            "ProtectSystem=strict", "ReadWritePaths=\"/srv/canvass/Output\"", "PrivateNetwork=yes", "IPAddressDeny=any",
            "RestrictAddressFamilies=AF_UNIX", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "UMask=0027",
            "LimitCORE=0",
            "MemoryMax=2G", "OOMPolicy=continue", "ProtectHome=yes", "PrivateTmp=yes", "User=root",
            "OnFailure=tell-me.service",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        let filter = try #require(lines.first { $0.hasPrefix("SystemCallFilter=@system-service") })
        for call in ["seccomp", "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"] {
            #expect(filter.split(separator: " ").contains(Substring(call)))
        }
    }

    @Test("homes and temporary folders are hidden unless something of the job lies there")
    func homes() throws {
        #expect(try service(job(project: "/home/anna/canvass")).contains("ProtectHome=read-only"))
        #expect(try service(job(readable: ["/tmp/inbox"])).contains("PrivateTmp=no"))
        #expect(try service(job(project: "/homework")).contains("ProtectHome=yes"))
    }

    @Test("a command that tells by mail may be let out")
    func network() throws {
        let lines = try service(job(allowsNetwork: true))
        #expect(lines.contains("RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6"))
        #expect(!lines.contains { $0.hasPrefix("PrivateNetwork") || $0.hasPrefix("IPAddressDeny") })
    }

    /// Paths of which systemd.syntax(7) says something.
    private static let oddProjects = [
        "/srv/canvass", "/srv/a b", "/srv/50%h", "/srv/\"quoted\"", "/srv/it's", "/srv/$HOME", "/srv/back\\slash",
        "/srv/Ünïcode",
    ]

    private func units(of project: String, isWatch: Bool) throws -> [(name: String, text: String)] {
        let job = try job(
            project: project, arguments: ["\(project)/Pipelines/a b", "--output", "\(project)/Output"],
            writable: ["\(project)/Output"], trigger: isWatch ? .watch : nil)
        return SystemdUnits(job).files
    }

    @Test(
        "units say what they are to say by systemd.syntax(7), whatever the paths hold", arguments: oddProjects,
        [true, false])
    func read(project: String, isWatch: Bool) throws {
        let files = try units(of: project, isWatch: isWatch)
        let words = try UnitReading(try #require(files.first).text)
        #expect(words.list("ReadWritePaths") == ["\(project)/Output"])
        #expect(words.list("ExecStart").suffix(3) == ["\(project)/Pipelines/a b", "--output", "\(project)/Output"])
    }

    private static let hasSystemd = SystemTool.real.run(["systemd-analyze", "--version"], "") != nil
    private static let noSystemd: Comment = "systemd-analyze is not installed"

    @Test(
        "systemd finds nothing wrong with the units, whatever the paths hold",
        .enabled(if: hasSystemd, noSystemd), arguments: oddProjects, [true, false])
    func verified(project: String, isWatch: Bool) throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "canvass-units-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let files = try units(of: project, isWatch: isWatch)
        for (name, text) in files { try Data(text.utf8).write(to: scratch.appending(path: name)) }
        try Data("[Service]\nType=oneshot\nExecStart=/bin/true\n".utf8).write(
            to: scratch.appending(path: "tell-me.service"))
        let verification = try #require(
            SystemTool.real.run(
                ["systemd-analyze", "verify"] + files.map { scratch.appending(path: $0.name).path }, ""))
        #expect(verification.status == 0)
        let told = verification.errors.split(separator: "\n").filter { $0.contains("canvass.") }
        #expect(told.isEmpty, "\(verification.errors)")
    }

    @Test("systemd counts the exposure of the service as low", .enabled(if: hasSystemd, noSystemd))
    func exposure() throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "canvass-units-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let job = try job(scope: .system(account: "nobody"))
        for (name, text) in SystemdUnits(job).files { try Data(text.utf8).write(to: scratch.appending(path: name)) }
        // From 0 (confined) to 100 (exposed).
        let answer = try #require(
            SystemTool.real.run(
                [
                    "systemd-analyze", "security", "--offline=true", "--threshold=20",
                    scratch.appending(path: "canvass.service").path,
                ], ""))
        #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
    }

    @Test(
        "names and paths that cannot stand in a unit are refused",
        arguments: ["a b", "x\nUser=root", "", "../x"])
    func refused(name: String) throws {
        #expect(throws: PipelineError.self) { try job(name: name) }
        #expect(throws: PipelineError.self) { try job(project: "/srv/x\n[Service]") }
        #expect(throws: PipelineError.self) { try job(scope: .system(account: "a b")) }
        #expect(throws: PipelineError.self) { try job(program: "/srv/\"/canvass") }
    }

    @Test(
        "times of the day are read, and nothing else",
        arguments: [
            ("02:00", "02:00"), ("2:05", "02:05"), ("23:59", "23:59"), ("24:00", nil), ("2", nil), ("02:60", nil),
            ("02:00 UTC", nil),
        ] as [(String, String?)])
    func times(text: String, time: String?) {
        #expect(DailyTime(text)?.description == time)
    }

    // MARK: - Installing

    private func scratchFolder(_ calls: @escaping @Sendable ([String]) -> Void = { _ in }) throws -> (UnitFolder, URL) {
        let url = FileManager.default.temporaryDirectory.appending(path: "canvass-units-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url.appending(path: "Output"), withIntermediateDirectories: true)
        let tool = SystemTool { words, _ in
            calls(words)
            return SystemTool.Answer(status: 0, output: "")
        }
        return (UnitFolder(isUser: true, tool: tool, at: url.appending(path: "units")), url)
    }

    @Test("a watch that is installed again is started anew, and stopped where the job becomes a nightly one")
    func watchAgain() throws {
        let calls = Mutex<[String]>([])
        let (folder, url) = try scratchFolder { words in
            calls.withLock { $0.append(words.dropFirst(2).joined(separator: " ")) }
        }
        defer { try? FileManager.default.removeItem(at: url) }
        var watch = try job(project: url.path, writable: [url.appending(path: "Output").path], scope: .user)
        let nightly = watch
        watch.trigger = .watch
        _ = try folder.install(watch)
        #expect(calls.withLock { $0 } == ["daemon-reload", "enable canvass.service", "restart canvass.service"])
        calls.withLock { $0 = [] }
        _ = try folder.install(nightly)
        #expect(
            calls.withLock { $0 } == [
                "disable --now canvass.service", "daemon-reload", "enable --now canvass.timer",
            ])
        calls.withLock { $0 = [] }
        _ = try folder.install(nightly)
        #expect(calls.withLock { $0 } == ["daemon-reload", "enable --now canvass.timer"])
    }

    @Test("installing writes and enables, again is no harm, and removing leaves nothing")
    func installing() throws {
        let calls = Mutex<[[String]]>([])
        let (folder, url) = try scratchFolder { words in calls.withLock { $0.append(words) } }
        defer { try? FileManager.default.removeItem(at: url) }
        let job = try job(project: url.path, writable: [url.appending(path: "Output").path], scope: .user)
        for _ in 0..<2 { _ = try folder.install(job) }
        #expect(
            calls.withLock { $0 }.prefix(2) == [
                ["systemctl", "--user", "daemon-reload"], ["systemctl", "--user", "enable", "--now", "canvass.timer"],
            ])
        #expect(folder.text(of: "canvass.timer") != nil && folder.text(of: "canvass.service") != nil)
        var watch = job
        watch.trigger = .watch
        _ = try folder.install(watch)
        #expect(folder.text(of: "canvass.timer") == nil)
        #expect(try !folder.remove("canvass").isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
        #expect(try folder.remove("canvass").isEmpty)
    }

    @Test(
        "a unit that canvass did not write is neither overwritten nor removed",
        arguments: ["canvass.service", "canvass.timer"])
    func foreign(name: String) throws {
        let (folder, url) = try scratchFolder()
        defer { try? FileManager.default.removeItem(at: url) }
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        try Data("[Unit]\nDescription=Mine\n".utf8).write(to: folder.url.appending(path: name))
        let job = try job(project: url.path, writable: [url.appending(path: "Output").path], scope: .user)
        #expect(throws: PipelineError.self) { try folder.install(job) }
        #expect(throws: PipelineError.self) { try folder.remove("canvass") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [name])
        #expect(folder.text(of: name) == "[Unit]\nDescription=Mine\n")
    }

    @Test("the job of another project is not overwritten, and a folder of results that is missing is told")
    func otherProject() throws {
        let (folder, url) = try scratchFolder()
        defer { try? FileManager.default.removeItem(at: url) }
        let output = url.appending(path: "Output").path
        _ = try folder.install(job(project: "/srv/one", writable: [output], scope: .user))
        #expect(throws: PipelineError.self) {
            try folder.install(job(project: "/srv/two", writable: [output], scope: .user))
        }
        #expect(throws: PipelineError.self) {
            try folder.install(job(project: "/srv/one", writable: ["/no/such"], scope: .user))
        }
    }

    // MARK: - Cron

    @Test("cron gets a line that its shell reads as it is meant, and other lines stay as they are")
    func crontab() throws {
        let block = try CrontabBlock(job(project: "/srv/it's 100%", arguments: ["--all"], program: "/usr/bin/canvass"))
        #expect(
            block.text.contains(
                "\nCRON_TZ=UTC\n0 2 * * * cd '/srv/it'\\''s 100\\%' && umask 027 && '/usr/bin/canvass' 'run' '--all'\n")
        )
        let others = "MAILTO=desk\n5 4 * * * /usr/bin/true"
        let once = try block.installed(in: others)
        #expect(once.hasPrefix(others + "\n"))
        #expect(try block.installed(in: once) == once)
        let removed = try CrontabBlock.removed("canvass", from: once)
        #expect(removed.wasThere && removed.text == others + "\n")
        #expect(try !CrontabBlock.removed("canvass", from: others).wasThere)
    }

    @Test("a crontab that cannot be read is not written")
    func brokenCrontab() throws {
        let written = Mutex(false)
        let tool = SystemTool { words, _ in
            if words == ["crontab", "-"] { written.withLock { $0 = true } }
            return SystemTool.Answer(status: 1, output: "", errors: "must be privileged")
        }
        #expect(throws: PipelineError.self) { try Crontab(tool: tool).install(CrontabBlock(job())) }
        #expect(!written.withLock { $0 })
    }

    // MARK: - Status

    @Test(
        "doctor and status tell whether it runs, and how the last run ended",
        arguments: [
            (
                "ActiveState=active\nUnitFileState=enabled\nNextElapseUSecRealtime=Sat 2026-11-28 02:00:00 UTC\n",
                "success", Diagnosis.State.ok, "next at Sat 2026-11-28 02:00:00 UTC; the last run ended"
            ),
            ("ActiveState=active\nUnitFileState=enabled\n", "exit-code", .warning, "with exit-code, exit code 73"),
            ("ActiveState=inactive\nUnitFileState=enabled\n", "success", .warning, "not active"),
            ("ActiveState=active\nUnitFileState=disabled\n", "success", .warning, "will not be after a restart"),
        ] as [(String, String, Diagnosis.State, String)])
    func status(timer: String, result: String, state: Diagnosis.State, phrase: String) throws {
        let (folder, url) = try scratchFolder()
        defer { try? FileManager.default.removeItem(at: url) }
        _ = try folder.install(job(project: url.path, writable: [url.appending(path: "Output").path], scope: .user))
        let tool = SystemTool { words, _ in
            if words.first == "crontab" { return nil }
            let isTimer = words.contains("canvass.timer")
            return SystemTool.Answer(
                status: 0,
                output: isTimer
                    ? timer : "Result=\(result)\nExecMainStatus=73\nExecMainExitTimestamp=Fri 2026-11-27 02:00:09 UTC\n"
            )
        }
        let (found, isWell) = ScheduleReview(name: "canvass", folders: [folder], tool: tool).status
        #expect(found.map(\.state) == [state])
        #expect(isWell == (state == .ok))
        #expect(found.first?.finding.contains(phrase) == true, "\(found)")
    }

    @Test("of a watch it is said that it watches, not that no run of it has ended")
    func watching() throws {
        let (folder, url) = try scratchFolder()
        defer { try? FileManager.default.removeItem(at: url) }
        var watch = try job(project: url.path, writable: [url.appending(path: "Output").path], scope: .user)
        watch.trigger = .watch
        _ = try folder.install(watch)
        let tool = SystemTool { words, _ in
            words.first == "crontab"
                ? nil : SystemTool.Answer(status: 0, output: "ActiveState=active\nUnitFileState=enabled\n")
        }
        let (found, isWell) = ScheduleReview(name: "canvass", folders: [folder], tool: tool).status
        #expect(
            isWell
                && found.map(\.finding) == [
                    "canvass.service is active, and watches; what it has done: `journalctl --user -u canvass.service`"
                ])
    }

    @Test(
        "what has failed and is about to be started again is said to be so",
        arguments: [
            (true, "canvass.service has failed, and is started again by systemd in a moment"),
            (false, "exit code 75; it is tried again in some minutes"),
        ])
    func startedAgain(isWatch: Bool, _ phrase: String) throws {
        let (folder, url) = try scratchFolder()
        defer { try? FileManager.default.removeItem(at: url) }
        var own = try job(project: url.path, writable: [url.appending(path: "Output").path], scope: .user)
        if isWatch { own.trigger = .watch }
        _ = try folder.install(own)
        let tool = SystemTool { words, _ in
            guard words.first != "crontab" else { return nil }
            let timer = "ActiveState=active\nUnitFileState=enabled\n"
            let service =
                "ActiveState=activating\nSubState=auto-restart\nUnitFileState=enabled\nResult=exit-code\nExecMainStatus=75\n"
                + "ExecMainExitTimestamp=Fri 2026-11-27 02:00:09 UTC\n"
            return SystemTool.Answer(status: 0, output: words.contains("canvass.timer") ? timer : service)
        }
        let (found, isWell) = ScheduleReview(name: "canvass", folders: [folder], tool: tool).status
        #expect(!isWell && found.count == 1)
        #expect(found.first?.finding.contains(phrase) == true, "\(found)")
    }

    @Test(
        "the unit of --on-failure has its ending, without which systemd passes it over",
        arguments: [
            ("tell", "tell.service"), ("tell.me", "tell.me.service"), ("tell.target", "tell.target"),
            ("tell@x", "tell@x.service"),
        ])
    func failureUnit(_ given: String, _ unit: String) throws {
        let time = try #require(DailyTime("02:00"))
        let job = try ScheduledJob(
            name: "canvass", program: URL(filePath: "/usr/bin/env"), arguments: ["--all"],
            project: URL(filePath: "/srv/canvass"), writable: [], readable: [], trigger: .daily(time, delay: 0),
            scope: .system(account: "root"), onFailure: given)
        #expect(try service(job).contains("OnFailure=\(unit)"))
        let unknown = SystemTool { words, _ in
            words == ["systemctl", "cat", "--", unit] ? SystemTool.Answer(status: 1, output: "") : nil
        }
        #expect(FailureUnit.warning(of: job, tool: unknown)?.contains("knows no unit \(unit)") == true)
        #expect(FailureUnit.warning(of: job, tool: SystemTool { _, _ in nil }) == nil)
        let known = SystemTool { _, _ in SystemTool.Answer(status: 0, output: "[Unit]\n") }
        #expect(FailureUnit.warning(of: job, tool: known) == nil)
    }

    @Test("where nothing is installed doctor says how")
    func none() throws {
        let (folder, url) = try scratchFolder()
        defer { try? FileManager.default.removeItem(at: url) }
        let (found, isWell) = ScheduleReview(name: "canvass", folders: [folder], tool: SystemTool { _, _ in nil })
            .status
        // Who asks for a job by its name misses it, by state and exit code; doctor warns of nothing.
        #expect(found.map(\.state) == [.warning] && !isWell)
        #expect(found.first?.advice.contains("canvass schedule install") == true)
    }
}

/// A reading of unit files after systemd.syntax(7), so far as ours go: words in double quotes, `%%`, `$$`.
private struct UnitReading {
    private let values: [String: String]

    init(_ text: String) throws {
        let pairs = text.split(separator: "\n").filter { !$0.hasPrefix("#") && $0.contains("=") }.map { line in
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String(parts[1]))
        }
        values = Dictionary(pairs) { first, _ in first }
    }

    func list(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        var characters = Array(values[name] ?? "")[...]
        while let character = characters.popFirst() {
            switch character {
            case "\"": isQuoted.toggle()
            case "\\": word.append(characters.popFirst() ?? "\\")
            case "%", "$":
                if characters.first == character, name == "ExecStart" || character == "%" { characters.removeFirst() }
                word.append(character)
            case " " where !isQuoted:
                words.append(word)
                word = ""
            default: word.append(character)
            }
        }
        return words + [word]
    }
}
