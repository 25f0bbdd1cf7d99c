import Foundation
import SurveyModel

/// The crontab of the user.
public struct Crontab: Sendable {
    private let tool: SystemTool

    /// - Parameter tool: runs `crontab`.
    public init(tool: SystemTool = .real) {
        self.tool = tool
    }

    /// Puts a job's lines into it.
    ///
    /// - Throws: ``PipelineError`` of code `cannotWrite`.
    public func install(_ block: CrontabBlock) throws {
        try write(try block.installed(in: try read()))
    }

    /// Takes the lines of a name out of it.
    ///
    /// - Returns: whether there were any.
    /// - Throws: ``PipelineError`` of code `cannotWrite`.
    public func remove(_ name: String) throws -> Bool {
        let (text, wasThere) = try CrontabBlock.removed(name, from: try read())
        if wasThere { try write(text) }
        return wasThere
    }

    /// The jobs whose lines it has, and their projects; none also where it cannot be read.
    var jobs: [(name: String, project: URL?)] { (try? read()).map { CrontabBlock.jobs(in: $0) } ?? [] }

    /// The text; empty where there is none yet.
    private func read() throws -> String {
        guard let answer = tool.run(["crontab", "-l"], "") else { throw Self.missing }
        if answer.status == 0 { return answer.output }
        // An error that is not "there is none" must not end in a crontab that has lost its lines.
        guard answer.errors.contains("no crontab for") else {
            throw PipelineError(.cannotWrite, "crontab -l failed: \(answer.errors.onOneLine)")
        }
        return ""
    }

    private func write(_ text: String) throws {
        guard let answer = tool.run(["crontab", "-"], text) else { throw Self.missing }
        guard answer.status == 0 else {
            throw PipelineError(
                .cannotWrite,
                "The crontab could not be written; `crontab -` says: \(answer.errors.onOneLine). See the present one with: crontab -l"
            )
        }
    }

    private static let missing = PipelineError(
        .cannotWrite, "There is no crontab here: install cron, or use systemd (--user, --system).")
}
