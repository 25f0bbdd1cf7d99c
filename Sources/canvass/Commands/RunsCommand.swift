import ArgumentParser
import Foundation
import Pipeline

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "The published runs of a survey, newest first.",
        discussion: """
            Each with its id, when it was published, its returns, records and issues, and which of them `latest` points to. \
            `canvass diff SURVEY RUN RUN` compares two. How many are kept is said by `keep` in the definition.

            --remove takes away single ones, such as those that tell what has become private since. A run whose folder was removed in any other way is missed by \
            `canvass verify`, until --remove notes that it was meant to go.

            Examples:
              canvass runs co-production
              canvass runs co-production --format json     one object a line
              canvass runs co-production --remove 20261124T021503Z

            Exit codes: 0 done; 64 it is the latest run; 66 no such survey or run; 73 it cannot be removed; \
            74 the store cannot be read or written; 75 a run goes on.
            """)

    @Argument(help: "The survey: a folder in Pipelines/, by name or path.")
    var survey: String

    @Option(help: "text, or json (a line for each run).")
    var format = ResultFormat.text

    @Option(help: ArgumentHelp("Remove this run, and note that it was; may be given again.", valueName: "run"))
    var remove: [String] = []

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if !remove.isEmpty, format == .json {
            throw ValidationError("--remove tells in words what it has done: leave --format json out.")
        }
    }

    func run() throws {
        let folder = try SurveyFinder.folder(of: survey)
        guard remove.isEmpty else {
            let removal = RunRemoval(
                try SurveyLoader.load(folder), output: common.outputURL(for: folder), now: Date())
            for line in try removal.remove(remove) where !common.quiet { Terminal.print(line) }
            return
        }
        let listing = try RunListing(of: folder, output: common.outputURL(for: folder))
        switch format {
        case .text: Terminal.print(listing.text)
        case .json where listing.runs.isEmpty: break
        case .json: Terminal.print(listing.json)
        }
    }
}
