import ArgumentParser
import Pipeline

/// How a file is read that is looked into by itself.
struct ReadingOptions: ParsableArguments {
    @Option(help: "Read it by the limits and the CSV dialect of this survey's definition.")
    var survey: String?

    /// The survey, where one is named.
    func loaded() throws -> Survey? {
        try survey.map { try SurveyLoader.load(SurveyFinder.folder(of: $0)) }
    }
}
