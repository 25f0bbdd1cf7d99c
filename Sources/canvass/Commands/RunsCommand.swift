import ArgumentParser
import Foundation
import Pipeline

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "The published runs of a survey, newest first.",
        discussion: """
            Each with its id, when it was published, its returns, records and issues, and which of them `latest` points to. \
            `canvass diff SURVEY RUN RUN` compares two. How many are kept is said by `keep` in the definition.

            Examples:
              canvass runs co-production
              canvass runs co-production --format json     one object a line
            """)

    @Argument(help: "The survey: a folder in Pipelines/, by name or path.")
    var survey: String

    @Option(help: "text, or json (a line for each run).")
    var format = ResultFormat.text

    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = try SurveyFinder.folder(of: survey)
        let listing = RunListing(survey: folder.lastPathComponent, output: common.outputURL(for: folder))
        switch format {
        case .text: Terminal.print(listing.text)
        case .json where listing.runs.isEmpty: break
        case .json: Terminal.print(listing.json)
        }
    }
}
