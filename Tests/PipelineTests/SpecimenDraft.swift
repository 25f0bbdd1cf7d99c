import Foundation

@testable import Pipeline

/// A definition that is drafted from a blank questionnaire of one sheet.
struct SpecimenDraft {
    /// What `init` says.
    let lines: [String]
    let yaml: String
    /// What stands in `reporters.csv`.
    let register: String

    init(of rows: [String]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-draft-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let blank = folder.appending(path: "q.csv")
        try Data(rows.map { "\($0)\n" }.joined().utf8).write(to: blank)
        let survey = folder.appending(path: "survey")
        lines = try SurveyInitialisation(name: survey.path).make(from: [blank], year: 2026)
        yaml = try String(contentsOf: survey.appending(path: "pipeline.yaml"), encoding: .utf8)
        register = try String(contentsOf: survey.appending(path: "reporters.csv"), encoding: .utf8)
    }
}
