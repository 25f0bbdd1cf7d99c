import Extract
import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Blank questionnaires in a survey's folder")
struct TemplateLoadingTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Pipelines/co-production")

    private static let versions = """

        versions:
          "2": {text: Second}
          "1": {text: First, template: [old.xlsx, old-fr.xlsx]}
        """

    private func blank(_ name: String) throws -> Data { try Data(contentsOf: Self.folder.appending(path: name)) }

    @Test("template.xlsx is taken without being named, and belongs to the newest version")
    func usual() throws {
        let files = ["template.xlsx": try blank("template.xlsx")]
        let survey = try SpecimenSurvey.load(files: files)
        #expect(survey.templates.mapValues { $0.map(\.name) } == ["1": ["template.xlsx"]])
        #expect(survey.files.contains { $0.name == "template.xlsx" })
        let others = ["old.xlsx": try blank("template-1.0.xlsx"), "old-fr.xlsx": try blank("template-1.0-fr.xlsx")]
        let versions = try SpecimenSurvey.load(
            SpecimenSurvey.definition + Self.versions, files: files.merging(others) { $1 })
        #expect(
            versions.templates.mapValues { $0.map(\.name) } == [
                "2": ["template.xlsx"], "1": ["old.xlsx", "old-fr.xlsx"],
            ])
        #expect(try SpecimenSurvey.load().templates.isEmpty)
    }

    @Test("what stands at the top belongs to the newest version")
    func named() throws {
        let survey = try SpecimenSurvey.load(
            SpecimenSurvey.definition + "\ntemplate: blank.xlsx", files: ["blank.xlsx": try blank("template.xlsx")])
        #expect(survey.templates.mapValues { $0.map(\.name) } == ["1": ["blank.xlsx"]])
    }

    @Test("another blank questionnaire is another definition: returns are read again")
    func hash() throws {
        let without = try SpecimenSurvey.load()
        let english = try SpecimenSurvey.load(files: ["template.xlsx": try blank("template.xlsx")])
        let french = try SpecimenSurvey.load(files: ["template.xlsx": try blank("template-fr.xlsx")])
        #expect(Set([without, english, french].map(\.definitionHash)).count == 3)
    }

    @Test("a blank questionnaire that is missing, or is none, is a fault of the definition")
    func faults() {
        let missing = #expect(throws: DefinitionError.self) {
            try SpecimenSurvey.load(SpecimenSurvey.definition + "\ntemplate: [blank.xlsx]")
        }
        #expect(missing?.diagnostics.map(\.message).first?.contains("'blank.xlsx'") ?? false)
        let broken = #expect(throws: DefinitionError.self) {
            try SpecimenSurvey.load(files: ["template.xlsx": Data("%PDF-1.4 no workbook".utf8)])
        }
        #expect(broken?.diagnostics.first?.message.contains("template.xlsx") ?? false)
    }
}
