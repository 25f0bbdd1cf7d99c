import Foundation
import Testing

@testable import Pipeline

@Suite("What a new survey's folder takes the place of")
struct SurveyInitialisationTests {
    /// Works in a folder that is removed afterwards.
    private func inScratch(_ body: (URL) throws -> Void) throws {
        let scratch = FileManager.default.temporaryDirectory.appending(
            path: "canvass-init-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: scratch) }
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        try body(scratch)
    }

    private func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test("what has come into the folder since it was looked for stays, and nothing is left beside it")
    func filledMeanwhile() throws {
        try inScratch { scratch in
            let folder = scratch.appending(path: "parks", directoryHint: .isDirectory)
            let initialisation = try SurveyInitialisation(name: folder.path)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: folder.appending(path: "notes.txt"))
            let error = #expect(throws: PipelineError.self) { try initialisation.makeStarter(year: 2026) }
            #expect(error?.code == .cannotWrite && error?.description.contains("is not empty") == true)
            #expect(try names(in: folder) == ["notes.txt"])
            #expect(try names(in: scratch) == ["parks"])
        }
    }

    @Test("of two that make one survey the first has made it, and the second says so")
    func twice() throws {
        try inScratch { scratch in
            let path = scratch.appending(path: "parks").path
            let both = try [SurveyInitialisation(name: path), SurveyInitialisation(name: path)]
            _ = try both[0].makeStarter(year: 2026)
            let definition = scratch.appending(path: "parks/pipeline.yaml")
            try Data("# mine\n".utf8).write(to: definition)
            #expect(throws: PipelineError.self) { try both[1].makeStarter(year: 2026) }
            #expect(try String(contentsOf: definition, encoding: .utf8) == "# mine\n")
        }
    }

    @Test("a link to an empty folder stays one, and the survey is made there")
    func link() throws {
        try inScratch { scratch in
            let elsewhere = scratch.appending(path: "elsewhere", directoryHint: .isDirectory)
            let link = scratch.appending(path: "parks")
            try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: elsewhere)
            _ = try SurveyInitialisation(name: link.path).makeStarter(year: 2026)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path).hasSuffix("elsewhere"))
            #expect(try names(in: elsewhere).contains("pipeline.yaml"))
            #expect(try names(in: scratch) == ["elsewhere", "parks"])
        }
    }

    @Test("a questionnaire that asks more than a table has room for is told with its sheet, and is no fault of Canvass")
    func tooManyQuestions() throws {
        try inScratch { scratch in
            let blank = scratch.appending(path: "blank.csv")
            let rows = (1...1_000).map { "Question number \($0);\n" }.joined()
            try Data(rows.utf8).write(to: blank)
            let initialisation = try SurveyInitialisation(name: scratch.appending(path: "parks").path)
            let error = #expect(throws: PipelineError.self) { try initialisation.make(from: [blank], year: 2026) }
            #expect(error?.code == .io)
            #expect(error?.description.contains("a table has room for 990") == true, "\(String(describing: error))")
            #expect(try names(in: scratch) == ["blank.csv"])
        }
    }
}
