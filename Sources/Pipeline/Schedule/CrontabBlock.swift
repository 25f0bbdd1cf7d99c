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

    /// A crontab with these lines, and without earlier ones of the same name: at its end, since CRON_TZ holds for the lines behind it.
    ///
    /// - Throws: ``PipelineError``, as ``removed(_:from:)``.
    public func installed(in crontab: String) throws(PipelineError) -> String {
        let rest = try Self.removed(job.name, from: crontab).text
        return rest + (rest.isEmpty || rest.hasSuffix("\n") ? "" : "\n") + text
    }

    /// A crontab without the lines of a name, and whether there were any.
    ///
    /// - Throws: ``PipelineError`` of code `cannotWrite` where one of the two marks is gone.
    public static func removed(
        _ name: String, from crontab: String
    ) throws(PipelineError) -> (text: String, wasThere: Bool) {
        var lines = crontab.split(separator: "\n", omittingEmptySubsequences: false)
        let places = try places(of: name, in: lines)
        for place in places.reversed() { lines.removeSubrange(place) }
        return (lines.joined(separator: "\n"), !places.isEmpty)
    }

    /// Where the lines of a name are, with their marks.
    private static func places(of name: String, in lines: [Substring]) throws(PipelineError) -> [ClosedRange<Int>] {
        var places: [ClosedRange<Int>] = []
        var first: Int?
        for (index, line) in lines.enumerated() {
            // Another job's lines are within no job's: somebody has deleted the mark at the end, and what stands between may be anybody's.
            if line.hasPrefix(begin("")) {
                guard first == nil else { break }
                if line == begin(name) { first = index }
            } else if line == end(name) {
                guard let begun = first else { throw lost(begin(name), "before", end(name)) }
                places.append(begun...index)
                first = nil
            }
        }
        guard first == nil else { throw lost(end(name), "behind", begin(name)) }
        return places
    }

    private static func lost(_ mark: String, _ place: String, _ other: String) -> PipelineError {
        PipelineError(
            .cannotWrite,
            "The crontab has no line `\(mark)` \(place) its line `\(other)`: which lines are the job's cannot be told, and nothing was changed. Delete what is left of the job by hand (crontab -e), and try again."
        )
    }

    /// The jobs whose lines a crontab has, and the project of each; nil for one whose lines somebody has changed so that they do not tell it.
    static func jobs(in crontab: String) -> [(name: String, project: URL?)] {
        let lines = crontab.split(separator: "\n")
        let mark = begin("")
        return lines.indices.compactMap { first -> (name: String, project: URL?)? in
            guard lines[first].hasPrefix(mark) else { return nil }
            let name = String(lines[first].dropFirst(mark.count))
            // An end that is behind another job's beginning is not this one's.
            guard let last = lines[(first + 1)...].firstIndex(where: { $0 == end(name) || $0.hasPrefix(mark) }),
                lines[last] == end(name)
            else { return nil }
            return (name, lines[first..<last].compactMap { project(of: $0) }.first)
        }
    }

    /// The folder in which a line of a crontab starts a job; nil for another line.
    private static func project(of line: Substring) -> URL? {
        guard let start = line.firstRange(of: " * * * cd ")?.upperBound else { return nil }
        return UnitQuoting.text(ofShell: line[start...]).map { URL(filePath: $0.replacing("\\%", with: "%")) }
    }
}
