import ArgumentParser
import Foundation
import Pipeline

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What differs between two runs, or what a changed definition would change.",
        discussion: """
            Compares issues by rule, and the dataset's rows and values. With --definition the returns of the last run are checked by the \
            definition and the decisions as they are now, and nothing is published.

            Examples:
              canvass diff co-production                                      the last two runs
              canvass diff co-production 20261124T021503Z 20261125T021501Z
              canvass diff co-production --definition                         what the rules of today would change
            """)

    @Argument(help: "The survey: a folder in Pipelines/, by name or path.")
    var survey: String

    @Argument(help: "The earlier and the later run; the last two where none are named.")
    var runs: [String] = []

    @Flag(help: "Compare the last run with what the definition as it is now would make of its returns.")
    var definition = false

    @Option(help: "text, or json (one object, with every difference).")
    var format = ResultFormat.text

    @Option(help: "How many examples of each kind the text shows.")
    var examples = 3

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard runs.isEmpty || runs.count == 2 else { throw ValidationError("Name two runs, or none.") }
        if definition, !runs.isEmpty {
            throw ValidationError("--definition compares with the last run; name no runs.")
        }
        if examples < 0 { throw ValidationError("--examples is a number from 0.") }
    }

    func run() async throws {
        // What a trial makes for a moment goes before it stops.
        if definition { Interruption.install() }
        let folder = try SurveyFinder.folder(of: survey)
        let survey = try SurveyLoader.load(folder)
        let output = common.outputURL(for: folder)
        let difference =
            definition
            ? try await DefinitionTrial(
                survey: survey, inbox: common.inboxURL, output: output, progress: common.progress
            ).difference()
            : try RunDifference.ofRuns(
                survey, output: output, ids: runs.count == 2 ? (earlier: runs[0], later: runs[1]) : nil)
        switch format {
        case .text: Terminal.print(difference.text(examples: examples))
        case .json: Terminal.print(difference.json)
        }
    }
}
