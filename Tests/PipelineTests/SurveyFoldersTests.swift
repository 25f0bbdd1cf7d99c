import Foundation
import Testing

@testable import Pipeline

@Suite("What lies in Pipelines")
struct SurveyFoldersTests {
    private let pipelines = FileManager.default.temporaryDirectory.appending(
        path: "canvass-folders-\(UUID().uuidString)", directoryHint: .isDirectory)

    private func withFolders(_ names: [String], _ body: () throws -> Void) throws {
        defer { try? FileManager.default.removeItem(at: pipelines) }
        try FileManager.default.createDirectory(at: pipelines, withIntermediateDirectories: true)
        for name in names {
            try FileManager.default.createDirectory(
                at: pipelines.appending(path: name), withIntermediateDirectories: true)
        }
        try body()
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: pipelines.appending(path: name).path, withDestinationPath: target)
    }

    @Test("surveys, folders of something else, and what may be a survey but cannot be looked into, are told apart")
    func kinds() throws {
        try withFolders(["birds", "old", "parks", ".hidden", "lost+found", "elsewhere"]) {
            for name in ["birds", "elsewhere"] {
                try Data("canvass: 1\n".utf8).write(to: pipelines.appending(path: "\(name)/pipeline.yaml"))
            }
            try Data("Of no interest.\n".utf8).write(to: pipelines.appending(path: "README.md"))
            // Nobody's rights are in root's way, but where a link leads nowhere or in a circle nobody gets.
            try link("parks/pipeline.yaml", to: "/no/such/disk/pipeline.yaml")
            try link("ferns", to: "/no/such/disk/ferns")
            try link("loop", to: "loop")
            try link("woods", to: "elsewhere")
            try link(".#lock", to: "nobody@nowhere")
            let folders = try SurveyFolders(in: pipelines)
            #expect(folders.surveys.map(\.lastPathComponent) == ["birds", "elsewhere", "woods"])
            #expect(folders.others.map(\.lastPathComponent) == ["old"])
            #expect(folders.closed.map(\.folder.lastPathComponent) == ["ferns", "loop", "parks"])
            #expect(folders.closed.allSatisfy { $0.error.code == .io })
            #expect(
                folders.closed.first?.error.description.contains(
                    "ferns cannot be looked at: it is a link that leads nowhere") == true)
            try folders.requireSome()
        }
    }

    @Test(
        "no survey at all is an error that says where they should be",
        arguments: [[], ["old", ".hidden"]] as [[String]])
    func none(names: [String]) throws {
        try withFolders(names) {
            let folders = try SurveyFolders(in: pipelines)
            let error = try #require(throws: PipelineError.self) { try folders.requireSome() }
            #expect(error.code == .noInput)
            #expect(error.description.contains(pipelines.path))
        }
    }

    @Test("folders that cannot be listed are an error, and no folder without surveys")
    func unlisted() throws {
        let error = try #require(throws: PipelineError.self) { _ = try SurveyFolders(in: pipelines) }
        #expect(error.code == .io)
        #expect(error.description.contains("\(pipelines.path) cannot be listed"))
    }
}
