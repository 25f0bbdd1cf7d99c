import Foundation

/// The lines of a job in a crontab, between two marks by which they are found again.
public struct CrontabBlock: Sendable {
    private let job: ScheduledJob
    private let time: DailyTime

    /// The lines of a job.
    ///
    /// - Throws: ``PipelineError`` of code `usage` for a job that is always to run, which cron cannot.
    public init(_ job: ScheduledJob) throws {
        guard case .daily(let time, _) = job.trigger else {
            throw PipelineError(.usage, "cron starts jobs at hours; for `canvass watch` use systemd.")
        }
        self.job = job
        self.time = time
    }

    private static func begin(_ name: String) -> String { "# BEGIN canvass schedule \(name)" }
    private static func end(_ name: String) -> String { "# END canvass schedule \(name)" }

    /// The lines.
    public var text: String {
        // A % would end the command for cron: crontab(5).
        let words = [job.program.path, "run"] + job.arguments
        let command =
            "cd \(UnitQuoting.shell(job.project.path)) && umask 027 && \(words.map(UnitQuoting.shell).joined(separator: " "))"
            .replacing("%", with: "\\%")
        return """
            \(Self.begin(job.name))
            # cronie takes the hour in the zone of CRON_TZ. Debian's cron does not know it: there the hour is the machine's local time, so that an
            # hour from 01:00 to 03:00 may not exist on one night of the year. Set the machine to UTC (timedatectl set-timezone UTC), or use systemd.
            CRON_TZ=UTC
            \(time.minute) \(time.hour) * * * \(command)
            \(Self.end(job.name))

            """
    }

    /// A crontab with these lines: in the place of earlier ones of the same name, else at its end, since CRON_TZ holds for the lines behind it.
    public func installed(in crontab: String) -> String {
        let rest = Self.removed(job.name, from: crontab).text
        return rest + (rest.isEmpty || rest.hasSuffix("\n") ? "" : "\n") + text
    }

    /// A crontab without the lines of a name, and whether there were any.
    public static func removed(_ name: String, from crontab: String) -> (text: String, wasThere: Bool) {
        var lines = crontab.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.firstIndex(where: { $0 == begin(name) }),
            let last = lines[first...].firstIndex(where: { $0 == end(name) })
        else { return (crontab, false) }
        lines.removeSubrange(first...last)
        return (lines.joined(separator: "\n"), true)
    }

    /// The jobs whose lines a crontab has, and the project of each; nil for one whose lines somebody has changed so that they do not tell it.
    static func jobs(in crontab: String) -> [(name: String, project: URL?)] {
        let lines = crontab.split(separator: "\n")
        let mark = begin("")
        return lines.indices.compactMap { first -> (name: String, project: URL?)? in
            guard lines[first].hasPrefix(mark) else { return nil }
            let name = String(lines[first].dropFirst(mark.count))
            guard let last = lines[first...].firstIndex(where: { $0 == end(name) }) else { return nil }
            return (name, lines[first..<last].compactMap { project(of: $0) }.first)
        }
    }

    /// The folder in which a line of a crontab starts a job; nil for another line.
    private static func project(of line: Substring) -> URL? {
        guard let start = line.firstRange(of: " * * * cd ")?.upperBound else { return nil }
        return UnitQuoting.text(ofShell: line[start...]).map { URL(filePath: $0.replacing("\\%", with: "%")) }
    }
}
