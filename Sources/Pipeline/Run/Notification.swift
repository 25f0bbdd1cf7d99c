import Foundation
import Logging
import Report
import SurveyModel

/// Tells the commands that a definition names of a run: the summary and the files that wait on standard input, what else they need in the environment.
struct Notification {
    let survey: Survey
    let logger: Logger

    /// Tells of a run that was published.
    func tell(_ outcome: SurveyRun.Outcome) {
        let occasions = Self.occasions(outcome)
        let summary = (try? Data(contentsOf: outcome.folder.appending(path: "summary.txt"))) ?? Data()
        // Few read the log of a night that went well, and else only it has a file that never settles.
        let waiting = try? SummaryText(language: survey.language).waiting(outcome.waiting)
        let input = Array(summary) + (waiting.map { [UInt8(ascii: "\n")] + $0 } ?? [])
        tell(
            occasions, input: input, run: outcome.id,
            report: outcome.folder.appending(path: "report.html").path, code: 0)
    }

    /// Tells of a run that failed.
    func tell(failure: String, code: PipelineError.Code) {
        let title = survey.definition.title.text(in: survey.language)
        tell(
            [.always, .failure], input: Array("\(title)\n\n\(failure)\n".utf8), run: "", report: "",
            code: code.rawValue)
    }

    /// What there is to tell of a published run.
    private static func occasions(_ outcome: SurveyRun.Outcome) -> Set<NotifyDefinition.Occasion> {
        var occasions: Set<NotifyDefinition.Occasion> = [.always]
        let unsettled = outcome.result.counts.unsettled
        if (unsettled[.error] ?? 0) + (unsettled[.warning] ?? 0) > 0 { occasions.insert(.issues) }
        if outcome.isChanged { occasions.insert(.changes) }
        return occasions
    }

    private func tell(
        _ occasions: Set<NotifyDefinition.Occasion>, input: [UInt8], run: String, report: String, code: Int32
    ) {
        let wasToStop = Interruption.isPending
        for notice in survey.definition.notices where !occasions.isDisjoint(with: notice.occasions) {
            // Who tells a run to stop waits for no further command. Of a run that was stopped each is told, and has a few seconds.
            guard wasToStop || !Interruption.isPending else {
                logger.warning(
                    "a command of `notify` was not told, since this program was told to stop; the run is as it was",
                    metadata: ["command": "\(notice.command.first ?? "")"])
                continue
            }
            let variables = [
                "CANVASS_SURVEY": survey.name, "CANVASS_RUN": run, "CANVASS_REPORT": report,
                "CANVASS_EXIT": String(code),
                "CANVASS_TITLE": survey.definition.title.text(in: survey.language).onOneLine,
            ]
            let command = TimedCommand(
                arguments: [program(notice)] + notice.command.dropFirst(),
                environment: Self.environment.merging(variables) { _, new in new }, input: input,
                seconds: Double(notice.seconds))
            let (end, output) = command.run()
            var metadata: Logger.Metadata = ["command": "\(notice.command.first ?? "")"]
            if !run.isEmpty { metadata["run"] = "\(run)" }
            if !output.isEmpty { metadata["output"] = "\(output)" }
            if let trouble = end.trouble {
                logger.warning("the command of `notify` \(trouble); the run is as it was", metadata: metadata)
            } else {
                logger.info("the command of `notify` was told", metadata: metadata)
            }
        }
    }

    /// The program: by its name alone it is looked for in PATH, by a relative path in the survey's folder.
    private func program(_ notice: NotifyDefinition) -> String {
        let name = notice.command.first ?? ""
        guard name.contains("/"), !name.hasPrefix("/") else { return name }
        return survey.folder.appending(path: name).standardizedFileURL.path
    }

    /// What of Canvass's own environment a command gets.
    private static var environment: [String: String] {
        ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LANG", "TZ", "TMPDIR"].contains($0.key) }
    }
}
