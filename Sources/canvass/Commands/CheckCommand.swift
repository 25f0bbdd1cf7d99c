import ArgumentParser
import Foundation
import Pipeline
import SurveyModel

struct CheckCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, csv, html
    }

    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "One return, nothing stored: its issues on the terminal.",
        discussion: """
            A file that lies in the inbox is known by its path there, as a run knows it: folders may tell round and reporter.

            Examples:
              canvass check return.xlsx --survey co-production
              canvass check return.xlsx --survey co-production --format html > return.html
              canvass check ~/mail/M003.csv --survey municipal-services --round 2025-Q2
            """)

    @Argument(help: "The return.")
    var file: String

    @Option(help: "The survey: a folder in Pipelines/, by name or path.")
    var survey: String

    @Option(
        help: ArgumentHelp(
            "The round to take for the current one, for a return that tells none; one of the definition's.",
            valueName: "round"))
    var round: String?

    @Option(help: "text, json, csv or html.")
    var format = Format.text

    @Option(
        name: .customLong("fail-on"),
        help: "Exit with 1 if an open issue of this severity or above exists (error, warning, note, none).")
    var failOn = FailOn.error

    @OptionGroup var common: CommonOptions

    func run() throws {
        let survey = try SurveyLoader.load(SurveyFinder.folder(of: survey), round: round)
        let check = ReturnCheck(survey: survey, inbox: common.inboxURL)
        let result = try check.check(URL(filePath: file))
        switch format {
        case .text: printText(result, language: survey.language)
        case .json: Terminal.write(ReturnCheck.json(result))
        case .csv: Terminal.write(ReturnCheck.csv(result))
        case .html: Terminal.print(try check.html(result))
        }
        if failOn.fails(result.counts.unsettled) { throw ExitCode(1) }
    }

    private func printText(_ result: RunResult, language: String) {
        let isColoured = Terminal.isColoured(common)
        for issue in result.issues {
            let finding = issue.finding
            let place = [finding.shownSheet, finding.cell].compactMap(\.self).joined(separator: "!")
            let mark =
                isColoured
                ? colour(finding.severity) + finding.severity.rawValue + "\u{1B}[0m" : finding.severity.rawValue
            let state = issue.state.isUnsettled ? "" : ", \(issue.state.rawValue)"
            Terminal.print(
                "\(mark)  \(place.isEmpty ? "" : "\(place.onOneLine)  ")\(finding.message.text(in: language).onOneLine)  [\(finding.rule)\(state)]"
            )
            if issue.state.isUnsettled, let suggestion = finding.suggestion?.text(in: language) {
                Terminal.print("       Suggested: \(suggestion.onOneLine)")
            }
        }
        let counts = result.counts
        let settled = result.issues.count { !$0.state.isUnsettled }
        let issues = counts.unsettled.inWords + (settled > 0 ? "; \(settled) settled by decisions" : "")
        let reporter =
            result.returns.first.map { read -> String in
                guard !read.reporter.isEmpty else { return "reporter unknown" }
                // Of a file that was refused no version is known.
                return "from \(read.reporter.onOneLine)" + (read.version.isEmpty ? "" : ", version \(read.version)")
            } ?? ""
        Terminal.print(
            "\(file.onOneLine): \(reporter); \(counts.recordsRead.counted("record")) read, \(counts.recordsPublished) fit for the dataset; \(issues)"
        )
    }

    private func colour(_ severity: Severity) -> String {
        switch severity {
        case .error: "\u{1B}[31m"
        case .warning: "\u{1B}[33m"
        case .note: "\u{1B}[34m"
        }
    }
}
