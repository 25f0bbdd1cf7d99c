import ArgumentParser
import Foundation
import Pipeline

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "A new survey folder, filled from the blank questionnaire where given.",
        discussion: """
            Without --from the folder holds a small survey that runs at once, with an invented return, to be changed into your own. \
            With --from the definition is drafted from the blank questionnaire: forms, tables, matrices and repeated blocks are found, \
            drop-downs become code lists, field names are proposed, and the questions are kept as titles. What is uncertain \
            is marked `# check:` beside it. The draft passes the check of definitions as it is.

            A blank in a second language gives its words for the same places; name the leading language's first.

            Examples:
              canvass init parks                              a survey to try: canvass run parks
              canvass init parks --from blank.xlsx            drafted from the questionnaire
              canvass init parks --from blank-en.xlsx --from blank-fr.xlsx
              canvass init ~/surveys/parks --from blank.xlsx  a path, not a folder of Pipelines/
              canvass doctor parks --return filled.xlsx       then: which cell feeds which field

            Exit codes: 66 there is no such blank; 73 the folder exists and is not empty, or cannot be written; 74 the blank cannot be read.
            """)

    @Argument(help: "The survey: the name of a folder to be made in Pipelines/, or a path.")
    var name: String

    @Option(help: ArgumentHelp("The blank questionnaire; once for each language.", valueName: "blank.xlsx"))
    var from: [String] = []

    @Option(help: "text, the only one.")
    var format = TextFormat.text

    @OptionGroup var common: CommonOptions

    func run() throws {
        let survey = try SurveyInitialisation(name: name)
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        let lines =
            from.isEmpty
            ? try survey.makeStarter(year: year)
            : try survey.make(from: from.map { URL(filePath: $0) }, year: year)
        if !common.quiet { Terminal.print(lines.joined(separator: "\n")) }
    }
}
