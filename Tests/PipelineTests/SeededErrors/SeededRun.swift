import Foundation
import Load
import Spreadsheets
import SurveyModel

@testable import Pipeline

/// Returns in memory, processed as a run does it; what a clean return gives is read once.
struct SeededRun {
    let survey: Survey
    private let processor: ReturnProcessor

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    init(_ name: String) throws {
        survey = try SurveyLoader.load(Self.root.appending(path: "Pipelines/\(name)", directoryHint: .isDirectory))
        processor = ReturnProcessor(survey)
    }

    /// The survey's blank questionnaire.
    func blank() throws -> WorkbookModel {
        try WorkbookModel(Workbook.open(path: survey.folder.appending(path: "template.xlsx").path))
    }

    func read(_ target: SeededReturn) throws -> ReadReturn {
        let data = Data(ModelWriter(target.model).bytes)
        let url = FileManager.default.temporaryDirectory.appending(path: "canvass-seeded-\(UUID().uuidString).xlsx")
        try data.write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        // The file's name counts for the content too, so that two equal returns of two reporters are two.
        let hash = Digest.sha256(Data(target.file.utf8) + data)
        let bundle = processor.process(path: url.path, name: target.file, sha256: hash)
        return ReadReturn(bundle: bundle, file: target.file, isPresent: true)
    }

    /// All that is found, by file; under the empty name what belongs to no return. Notes are among it.
    func issues(in read: [ReadReturn]) throws -> [String: [Finding]] {
        let store = try Store(path: nil, definition: survey.definition, codes: survey.codes)
        try store.prepareStaging(
            definitionHash: survey.definitionHash, reporters: survey.reporters, codes: survey.codes)
        let result = try RunAssembly(survey: survey, store: store, read: read, today: UTC.today).assemble().result
        let files = Dictionary(result.returns.map { ($0.id, $0.file) }) { first, _ in first }
        // The survey's decisions are about the sample returns, which are not among these.
        let issues = result.issues.filter { !$0.finding.rule.hasPrefix("decision.") }
        return Dictionary(grouping: issues) { files[$0.returnID] ?? "" }.mapValues { $0.map(\.finding) }
    }
}
