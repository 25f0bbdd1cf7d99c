import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("A survey that is loaded to read returns")
struct LoadingForReadingTests {
    private static let broken = """

        rules:
          - {id: wrong, table: cover, severity: note, check: 'bodie = 1', message: Wrong.}
        """

    @Test("it is known by the same hash, and has no rules to run")
    func hash() throws {
        let whole = try SpecimenSurvey.load()
        let reading = try SpecimenSurvey.load(by: { try SurveyLoader.loadForReading($0) })
        #expect(reading.definitionHash == whole.definitionHash)
        #expect(whole.compiledRules != nil)
        #expect(throws: PipelineError.self) { _ = try reading.rules }
    }

    @Test("its spellings are those of its lists")
    func spellings() throws {
        let reading = try SpecimenSurvey.load(by: { try SurveyLoader.loadForReading($0) })
        let greece = reading.spellings(ofList: "countries")?.first { $0.code == "GRC" }
        #expect(greece?.spellings.first == "GRC")
        #expect(greece?.spellings.contains("Greece") == true)
        #expect(reading.spellings(ofList: "services") == nil)
    }

    @Test("SQL that is wrong keeps it from being run, not from being read")
    func rules() throws {
        let definition = SpecimenSurvey.definition + Self.broken
        #expect(throws: (any Error).self) { _ = try SpecimenSurvey.load(definition) }
        #expect(
            try SpecimenSurvey.load(definition, by: { try SurveyLoader.loadForReading($0) }).definition.rules.count == 1
        )
    }
}
