import ArgumentParser
import Foundation
import Logging
import Pipeline
import SurveyModel

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Who has reported, what is open, the last runs.",
        discussion: """
            A survey of which nothing can be shown, such as one with a fault in its definition, is told, and the others are shown. A folder that cannot be looked into at all is a warning.

            Examples:
              canvass status
              canvass status co-production

            Exit codes: 0 done; that of the first survey of which nothing can be shown: 65 its definition is invalid, 66 there is no such survey, 74 its results cannot be read.
            """)

    @Argument(help: "A survey; all where none is named.")
    var survey: String?

    @Option(help: "text, or json (a line for each survey).")
    var format = ResultFormat.text

    @OptionGroup var common: CommonOptions

    func run() throws {
        let folders = try folders()
        var first: Night.Trouble?
        for folder in folders {
            do {
                try show(folder)
            } catch {
                // The command's own, where there is no other survey.
                guard folders.count > 1 else { throw error }
                let trouble = Night.Trouble(folder.lastPathComponent, error)
                tell(trouble)
                first = first ?? trouble
            }
        }
        if let first { throw ExitCode(first.code.rawValue) }
    }

    private func show(_ folder: URL) throws {
        let survey = try SurveyLoader.load(folder)
        let status = try SurveyStatus(survey, output: common.outputURL(for: folder))
        switch format {
        case .text: show(status, called: survey.argument)
        case .json: Terminal.print(status.json)
        }
    }

    /// Tells what keeps a survey from being looked at, as `run` does.
    private func tell(_ trouble: Night.Trouble) {
        if format == .json { Terminal.print(trouble.json) }
        guard common.logFormat == .json else {
            return Terminal.say("\(trouble.survey.onOneLine): \(trouble.message)", level: .error)
        }
        common.log(trouble)
    }

    private func folders() throws -> [URL] {
        if let survey { return [try SurveyFinder.folder(of: survey)] }
        let folders = try SurveyFinder.folders()
        for (_, error) in folders.closed { common.logger.warning("\(error)") }
        return folders.surveys
    }

    private func show(_ status: SurveyStatus, called name: String) {
        let total = status.reported.count + status.missing.count
        let other =
            status.round == status.currentRound ? "" : ", by the last run (the current round is \(status.currentRound))"
        Terminal.print("\(status.survey), round \(status.round)\(other)")
        Terminal.print("  reported   \(status.reported.count) of \(total)")
        show("", status.reported)
        show("missing", status.missing)
        if !status.unregistered.isEmpty {
            Terminal.print(
                "  besides    \(status.unregistered.map(\.onOneLine).joined(separator: ", ")) (not in the register)")
        }
        if status.runs.isEmpty {
            Terminal.print("  runs       none yet; start one with: canvass run \(name)")
            return
        }
        Terminal.print("  open       \(status.issues.inWords)")
        let verdicts = status.verdicts.filter { $0.count > 0 }
        if !verdicts.isEmpty {
            let words = verdicts.map { "\($0.count) \($0.verdict.rawValue.replacing("-", with: " "))" }
            Terminal.print("  verdicts   " + words.joined(separator: ", "))
        }
        for (index, run) in status.runs.enumerated() {
            Terminal.print("  \(index == 0 ? "runs " : "     ")      \(run.id)  published \(run.finished)")
        }
    }

    /// The names of reporters below a word, as many in a line as can be read.
    private func show(_ word: String, _ reporters: [Reporter]) {
        var lines: [String] = []
        for name in reporters.map({ "\($0.name.onOneLine) (\($0.code))" }) {
            if let last = lines.last, last.count + name.count < 100 {
                lines[lines.count - 1] = "\(last), \(name)"
            } else {
                lines.append(name)
            }
        }
        for (index, line) in lines.enumerated() {
            let head = index == 0 ? word : ""
            Terminal.print("  \(head)\(String(repeating: " ", count: 11 - head.count))\(line)")
        }
    }
}
