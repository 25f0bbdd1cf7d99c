import Foundation

/// The units of a job for systemd 247 or later (Debian 11), in the words of systemd.exec(5), systemd.service(5) and systemd.timer(5).
public struct SystemdUnits: Sendable {
    /// The first line of every unit that Canvass writes; one without it is somebody else's, and is not touched.
    static let marker =
        "# Written by `canvass schedule install`, which overwrites it; `canvass schedule remove` removes it."

    let job: ScheduledJob

    /// The units of a job.
    public init(_ job: ScheduledJob) {
        self.job = job
    }

    /// Each file's name and text.
    public var files: [(name: String, text: String)] {
        var files = [("\(job.name).service", service)]
        if case .daily(let time, let delay) = job.trigger { files.append(("\(job.name).timer", timer(time, delay))) }
        return files
    }

    /// The unit that is enabled.
    var enabled: String { job.trigger == .watch ? "\(job.name).service" : "\(job.name).timer" }

    private func timer(_ time: DailyTime, _ delay: Int) -> String {
        """
        \(Self.marker)
        [Unit]
        Description=Canvass every day at \(time) UTC

        [Timer]
        # In UTC: in local time 02:30 does not exist on one night of the year, and comes twice on another.
        OnCalendar=*-*-* \(time):00 UTC
        # A night on which the machine was off is made up for at its start.
        Persistent=true
        RandomizedDelaySec=\(delay)
        AccuracySec=1min
        Unit=\(job.name).service

        [Install]
        WantedBy=timers.target

        """
    }

    private var service: String {
        let isWatch = job.trigger == .watch
        var lines = [Self.marker, "[Unit]"]
        lines.append(
            "Description=Canvass: \(isWatch ? "runs when returns arrive" : "the nightly run") in \(UnitQuoting.line(job.project.path))"
        )
        lines.append("# Results are not published on a disk that is not there.")
        lines.append(
            "RequiresMountsFor=\(([job.project] + job.writable).map { UnitQuoting.word($0.path) }.joined(separator: " "))"
        )
        if job.scope != .user {
            // Not required: an inbox that cannot be mounted costs its survey the run, and not the others.
            lines += ["# Inboxes may lie on network folders, which are mounted first.", "After=remote-fs.target"]
        }
        if let unit = job.onFailure { lines.append("OnFailure=\(unit)") }
        lines += ["", "[Service]", "Type=exec"]
        let words = [isWatch ? "watch" : "run"] + job.arguments
        lines.append(
            "ExecStart=\(UnitQuoting.program(job.program.path)) \(words.map(UnitQuoting.argument).joined(separator: " "))"
        )
        lines.append("WorkingDirectory=\(UnitQuoting.line(job.project.path))")
        if case .system(let account) = job.scope { lines.append("User=\(account)") }
        lines += isWatch ? Self.watching : Self.nightly
        lines += ["", "# What it may take.", "MemoryMax=\(job.memory)", "TasksMax=256", "LimitCORE=0"]
        lines += ["# A worker that memory has ended costs its return, not the run.", "OOMPolicy=continue"]
        // Not Nice=: libdispatch sets its threads' own, which is then refused, and says so each time.
        lines += ["CPUWeight=20", "IOWeight=20"]
        lines += ["", "# What it may do."] + confinement
        if isWatch { lines += ["", "[Install]", "WantedBy=\(job.scope == .user ? "default" : "multi-user").target"] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let nightly = [
        "# 75: another run holds a survey; it is tried for again. (Services of the type oneshot may not ask for that.)",
        "RestartForceExitStatus=75", "RestartSec=300", "RuntimeMaxSec=12h",
        "# A stop lets the run put itself away; what it started is ended after it.",
        "KillMode=mixed", "TimeoutStopSec=90",
    ]

    private static let watching = [
        "Restart=on-failure", "RestartSec=30",
        "# The first signal lets the present run end.",
        "KillMode=mixed", "TimeoutStopSec=15min",
    ]

    // MARK: - Confinement

    private var confinement: [String] {
        var lines = [
            "UMask=0027", "NoNewPrivileges=yes",
            "# Beside the usual calls those by which workers confine themselves.",
            "SystemCallFilter=@system-service seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self",
            "SystemCallFilter=~@privileged",
            "SystemCallErrorNumber=EPERM", "SystemCallArchitectures=native",
            "LockPersonality=yes", "MemoryDenyWriteExecute=yes", "RestrictNamespaces=yes", "RestrictRealtime=yes",
            "RestrictSUIDSGID=yes",
        ]
        if job.allowsNetwork {
            lines.append("RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6")
        } else {
            lines.append("RestrictAddressFamilies=AF_UNIX")
        }
        guard case .system = job.scope else {
            return lines + [
                "# What needs name spaces (ProtectSystem= and its like) is for units of the system: a user's own manager may be refused them."
            ]
        }
        lines += [
            "CapabilityBoundingSet=", "AmbientCapabilities=", "ProtectSystem=strict",
            "ReadWritePaths=\(job.writable.map { UnitQuoting.word($0.path) }.joined(separator: " "))",
        ]
        lines +=
            homeLines + [
                "PrivateDevices=yes", "ProtectKernelTunables=yes", "ProtectKernelModules=yes", "ProtectKernelLogs=yes",
                "ProtectControlGroups=yes", "ProtectClock=yes", "ProtectHostname=yes", "ProtectProc=invisible",
                "ProcSubset=pid", "RemoveIPC=yes", "KeyringMode=private",
            ]
        if !job.allowsNetwork { lines += ["PrivateNetwork=yes", "IPAddressDeny=any"] }
        return lines
    }

    /// Homes and temporary folders are hidden, but where something lies in them that the job needs.
    private var homeLines: [String] {
        let paths = [job.program, job.project].map(\.path) + (job.writable + job.readable).map(\.path)
        func lies(in folders: [String]) -> Bool {
            paths.contains { path in folders.contains { path == $0 || path.hasPrefix("\($0)/") } }
        }
        return [
            "ProtectHome=\(lies(in: ["/home", "/root", "/run/user"]) ? "read-only" : "yes")",
            "PrivateTmp=\(lies(in: ["/tmp", "/var/tmp"]) ? "no" : "yes")",
        ]
    }
}
