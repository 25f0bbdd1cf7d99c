import Foundation
import Testing

@testable import Pipeline

@Suite("Who reports, in a drafted definition")
struct DraftReporterTests {
    private func draft(_ rows: [String]) throws -> (lines: [String], yaml: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-draft-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let blank = folder.appending(path: "q.csv")
        try Data(rows.map { "\($0)\n" }.joined().utf8).write(to: blank)
        let survey = folder.appending(path: "projects")
        let lines = try SurveyInitialisation(name: survey.path).make(from: [blank], year: 2026)
        return (lines, try String(contentsOf: survey.appending(path: "pipeline.yaml"), encoding: .utf8))
    }

    @Test("is told by a table's column only to be checked, and no row must have it")
    func column() throws {
        let (lines, yaml) = try draft([
            "Register of projects 2026,,,", ",,,", "No.,Name of initiative,Lead institution,Remarks",
        ])
        #expect(yaml.contains("check: a column of a table: is it who reports, and the same in most rows?"), "\(yaml)")
        #expect(yaml.contains("lead_institution: {type: string, title: Lead institution}"), "\(yaml)")
        #expect(lines.contains { $0.hasPrefix("See first whether records.lead_institution, a column") }, "\(lines)")
    }

    @Test("is told by the country that is asked above a table rather than by the table's column")
    func country() throws {
        let (lines, yaml) = try draft([
            "Register of projects 2026,,,", ",,,", "Country,,,", ",,,",
            "No.,Name of initiative,Lead institution,Remarks",
        ])
        #expect(lines.contains { $0.hasSuffix(".country says.") }, "\(lines)")
        #expect(!lines.contains { $0.hasPrefix("See first whether") })
        #expect(!yaml.contains("check: a column of a table"))
    }
}
