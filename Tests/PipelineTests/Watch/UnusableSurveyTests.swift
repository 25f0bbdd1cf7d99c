import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("A survey that cannot be watched yet")
struct UnusableSurveyTests {
    private let start = ContinuousClock.now
    private let fault = PipelineError(.definition, "It has a fault.")

    @Test("is tried again as soon as its definition changes")
    func changed() throws {
        let folder = try WatchedFolder()
        try folder.write("reporters.csv", "code,name\nFRA,France\n")
        try folder.write("pipeline.yaml", "canvass: 1\nnonsense: true\n")
        var survey = UnusableSurvey(folder.url, fault, now: start)
        let first = survey.tryAgain(at: start, every: .seconds(60))
        #expect(first?.name == nil)
        #expect(survey.faults.contains("nonsense"))

        try folder.write("pipeline.yaml", SpecimenSurvey.definition)
        let early = survey.tryAgain(at: start + .seconds(1), every: .seconds(60))
        #expect(early?.name == nil)
        let second = survey.tryAgain(at: start + InboxWatch.search, every: .seconds(60))
        #expect(second?.name == "inbox")
    }

    @Test("is tried again from time to time, since a file beside its definition may have been mended")
    func unchanged() throws {
        let folder = try WatchedFolder()
        try folder.write("pipeline.yaml", SpecimenSurvey.definition)
        var survey = UnusableSurvey(folder.url, fault, now: start)
        let first = survey.tryAgain(at: start, every: .seconds(60))
        #expect(first?.name == nil)
        try folder.write("reporters.csv", "code,name\nFRA,France\n")
        let early = survey.tryAgain(at: start + .seconds(59), every: .seconds(60))
        #expect(early?.name == nil)
        let second = survey.tryAgain(at: start + .seconds(61), every: .seconds(60))
        #expect(second?.name == "inbox")
    }

    @Test("is not tried without a definition, as on a disk that is not mounted, and as soon as there is one")
    func absent() throws {
        let folder = try WatchedFolder()
        var survey = UnusableSurvey(folder.url, fault, now: start)
        let first = survey.tryAgain(at: start + .seconds(90), every: .seconds(60))
        #expect(first?.name == nil)
        #expect(survey.faults == "It has a fault.")
        try folder.write("reporters.csv", "code,name\nFRA,France\n")
        try folder.write("pipeline.yaml", SpecimenSurvey.definition)
        let second = survey.tryAgain(at: start + .seconds(92), every: .seconds(60))
        #expect(second?.name == "inbox")
    }

    @Test("tells its first faults, and how many more there are")
    func faults() throws {
        let diagnostics = (1...5).map { number in
            DefinitionDiagnostic(
                file: "pipeline.yaml", position: .start, message: "fault \(number)", advice: "Mend it.")
        }
        let error = try #require(DefinitionError(diagnostics))
        let faults = UnusableSurvey(URL(filePath: "/parks"), error).faults
        #expect(faults.contains("fault 3") && !faults.contains("fault 4") && faults.hasSuffix("(2 more)"))
        #expect(UnusableSurvey(URL(filePath: "/parks"), fault).faults == "It has a fault.")
    }
}
