import Foundation
import Testing

@testable import Pipeline

@Suite("Labels of a drafted definition")
struct DraftLabelTests {
    @Test("are without their number only where a return is searched without it")
    func choice() {
        let labels = [
            "1.1 Country", "I. Basis (invented)", "CO2 emissions (t)", "2.1 Staff (women)", "2.2 Staff (men)",
        ]
        let choice = LabelChoice(labels)
        #expect(
            labels.indices.map { choice.label(labels[$0], at: $0) } == [
                "Country", "I. Basis", "CO2 emissions", "Staff (women)", "Staff (men)",
            ])
    }

    @Test("are found again in the questionnaire, with its numbers of sections and its names of substances")
    func readBack() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-draft-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let blank = folder.appending(path: "q.csv")
        try Data(
            """
            Register of sites,,,,
            Site,CO2 emissions (t),NO2 annual mean,I. Basis,Remarks

            """.utf8
        ).write(to: blank)
        let survey = folder.appending(path: "sites")
        let lines = try SurveyInitialisation(name: survey.path).make(from: [blank], year: 2026)
        #expect(lines.contains { $0.hasPrefix("Read back: all 5 fields") }, "\(lines)")
        let yaml = try String(contentsOf: survey.appending(path: "pipeline.yaml"), encoding: .utf8)
        for line in [
            "co2_emissions: {label: CO2 emissions}", "no2_annual_mean: {label: NO2 annual mean}",
            "basis: {label: I. Basis}",
        ] {
            #expect(yaml.contains(line), "\(line) in \(yaml)")
        }
    }
}
