public import Foundation
import StableStorage
import SurveyModel

/// Figures of runs in Prometheus's text format (exposition format 0.0.4), as node_exporter's textfile collector reads them.
public struct RunMetrics: Sendable {
    /// Each figure with its help, in the order of the file.
    private static let families = [
        ("canvass_last_run_timestamp_seconds", "When the last run ended, published or not."),
        ("canvass_last_run_exit_code", "The exit code of the last run: 0 where it was published."),
        ("canvass_last_run_duration_seconds", "How long the last run took."),
        ("canvass_last_published_timestamp_seconds", "When the last published run was published."),
        ("canvass_step_processor_seconds", "Processor time of the steps of the last run."),
        ("canvass_reporters", "Reporters in the register, and those who have reported for the current round."),
        ("canvass_returns", "Returns of the last run by what became of them."),
        ("canvass_returns_newly_read", "Returns that had to be read in the last run; the others were known."),
        ("canvass_records", "Records of the last run by what became of them."),
        ("canvass_issues", "Issues of the last run by severity, whatever their state."),
        ("canvass_issues_open", "Issues of the last run that nobody has settled, by severity."),
    ]

    private var samples: [String: [(labels: [(String, String)], value: String)]] = [:]

    /// No figures yet.
    public init() {}

    /// Adds the figures of a published run.
    public mutating func add(_ outcome: SurveyRun.Outcome) {
        let survey = outcome.result.survey
        let counts = outcome.result.counts
        let finished = Self.seconds(outcome.finished)
        add("canvass_last_run_timestamp_seconds", survey, finished)
        add("canvass_last_run_exit_code", survey, "0")
        add(
            "canvass_last_run_duration_seconds", survey,
            Self.seconds(of: outcome.finished.timeIntervalSince(outcome.started)))
        add("canvass_last_published_timestamp_seconds", survey, finished)
        for (step, seconds) in outcome.steps {
            add("canvass_step_processor_seconds", survey, ("step", step), Self.seconds(of: seconds))
        }
        add("canvass_reporters", survey, ("state", "expected"), String(counts.reportersExpected))
        add("canvass_reporters", survey, ("state", "reported"), String(counts.reportersReported))
        for state in ReturnState.allCases {
            let number = outcome.result.returns.count { $0.state == state }
            add("canvass_returns", survey, ("state", state.rawValue), String(number))
        }
        add("canvass_returns_newly_read", survey, String(outcome.newlyRead))
        add("canvass_records", survey, ("outcome", "published"), String(counts.recordsPublished))
        add("canvass_records", survey, ("outcome", "rejected"), String(counts.recordsRejected))
        add("canvass_records", survey, ("outcome", "superseded"), String(counts.recordsSuperseded))
        for severity in Severity.allCases {
            let label = ("severity", severity.rawValue)
            add("canvass_issues", survey, label, String(counts.issues[severity] ?? 0))
            add("canvass_issues_open", survey, label, String(counts.unsettled[severity] ?? 0))
        }
    }

    /// Adds the figures of a run that failed: what was published before stays, and when it was.
    ///
    /// - Parameter output: the survey's own output folder; nil where it is not known.
    mutating func add(failed survey: String, code: PipelineError.Code, output: URL?, started: Date, finished: Date) {
        add("canvass_last_run_timestamp_seconds", survey, Self.seconds(finished))
        add("canvass_last_run_exit_code", survey, String(code.rawValue))
        add("canvass_last_run_duration_seconds", survey, Self.seconds(of: finished.timeIntervalSince(started)))
        guard let output else { return }
        let history = RunHistory(output: output)
        if let latest = history.latestID, let manifest = RunManifestCounts(in: history.folder(latest)),
            let published = try? Date(manifest.finished, strategy: .iso8601)
        {
            add("canvass_last_published_timestamp_seconds", survey, Self.seconds(published))
        }
    }

    private mutating func add(_ name: String, _ survey: String, _ label: (String, String), _ value: String) {
        samples[name, default: []].append(([("survey", survey), label], value))
    }

    private mutating func add(_ name: String, _ survey: String, _ value: String) {
        samples[name, default: []].append(([("survey", survey)], value))
    }

    private static func seconds(_ date: Date) -> String { String(Int(date.timeIntervalSince1970)) }

    private static func seconds(of interval: TimeInterval) -> String {
        Value.shortest((max(0, interval) * 1000).rounded() / 1000)
    }

    /// The text of the file: each family once, with HELP and TYPE before its samples.
    public var text: String {
        var text = ""
        for (name, help) in Self.families {
            guard let samples = samples[name] else { continue }
            text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
            for (labels, value) in samples {
                let labels = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
                text += "\(name){\(labels)} \(value)\n"
            }
        }
        return text
    }

    /// A label's value: backslash, quotation mark and line feed are escaped (exposition format, "Comments, help text, and type information").
    private static func escaped(_ value: String) -> String {
        value.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    /// Writes the file in one step: the collector reads the old one or this one. It may be read by all, since the collector runs as a user of its own.
    ///
    /// - Throws: ``PipelineError`` of code `cannotWrite`, or `io` where the disk fails.
    public func write(to url: URL) throws {
        let folder = url.deletingLastPathComponent()
        Self.sweep(folder, draftsOf: url.lastPathComponent)
        let draft = folder.appending(
            path:
                "\(Self.draftPrefix(url.lastPathComponent))\(ProcessInfo.processInfo.processIdentifier)\(Self.draftSuffix)"
        )
        do {
            let file = try OutputFile.anew(draft.path)
            try file.write(Array(text.utf8))
            guard chmod(draft.path, 0o644) == 0 else { throw FileSystemError(.made, draft.path, code: errno) }
            try Folder.rename(draft.path, to: url.path)
        } catch let error as FileSystemError {
            unlink(draft.path)
            throw PipelineError(
                PipelineError.code(of: error),
                "The metrics \(url.path) cannot be written: \(error). Check the folder and its permissions.")
        }
    }

    private static let draftSuffix = ".tmp"
    private static func draftPrefix(_ name: String) -> String { ".\(name)." }

    /// Removes what was left by processes that were killed while they wrote: those whose numbers nobody has.
    private static func sweep(_ folder: URL, draftsOf name: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let prefix = draftPrefix(name)
        for left in names where left.hasPrefix(prefix) && left.hasSuffix(draftSuffix) {
            guard let process = pid_t(left.dropFirst(prefix.count).dropLast(draftSuffix.count)),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unlink(folder.appending(path: left).path)
        }
    }
}
