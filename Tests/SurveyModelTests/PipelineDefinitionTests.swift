import Foundation
import OrderedCollections
import SurveyModel
import Testing

@Suite("The surveys of this repository")
struct PipelineDefinitionTests {
    private static func surveys() throws -> [String] {
        let folder = RepositoryFiles.root.appending(path: "Pipelines")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { FileManager.default.fileExists(atPath: folder.appending(path: "\($0)/pipeline.yaml").path) }
            .sorted()
    }

    @Test("the model surveys are there")
    func present() throws {
        #expect(try Self.surveys().contains("co-production"))
        #expect(try Self.surveys().contains("municipal-services"))
    }

    @Test("each definition can be read")
    func decode() throws {
        for survey in try Self.surveys() {
            let yaml = try RepositoryFiles.text("Pipelines/\(survey)/pipeline.yaml")
            do {
                let definition = try SurveyDefinition.decode(yaml: yaml, file: "\(survey)/pipeline.yaml")
                #expect(!definition.tables.isEmpty)
                #expect(!definition.versions.isEmpty)
            } catch {
                Testing.Issue.record("\(error)")
            }
        }
    }

    @Test(
        "the co-production survey has the study's tables, two versions, ten rules, and says that its data are invented")
    func coProduction() throws {
        let definition = try SurveyDefinition.decode(
            yaml: RepositoryFiles.text("Pipelines/co-production/pipeline.yaml"), file: "pipeline.yaml")
        #expect(Array(definition.tables.keys) == ["returns", "services", "practices", "benefits", "barriers"])
        #expect(definition.versions.map(\.id) == ["2.0", "1.0"])
        #expect(definition.rules.count >= 10)
        #expect(definition.notice?.text(in: "en").contains("Invented") ?? false)
        guard case .blocks? = definition.versions.last?.layouts["practices"]?.kind else {
            Testing.Issue.record("version 1.0 has practices in blocks")
            return
        }
    }
}
