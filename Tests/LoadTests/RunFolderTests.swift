import Foundation
import Load
import Testing

@Suite("A run's folder")
struct RunFolderTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    private var survey: URL { scratch.url.appending(path: "survey") }

    private func names(_ path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: survey.appending(path: path).path)) ?? []).sorted()
    }

    private func latest() -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: survey.appending(path: "latest").path)
    }

    private func publish(_ id: String, _ text: String) throws {
        let folder = try RunFolder(survey: survey, id: id)
        try folder.write(Array(text.utf8), to: "dataset/table.csv")
        try folder.publish()
    }

    @Test("nothing is to be seen of a run before it is published")
    func draft() throws {
        let folder = try RunFolder(survey: survey, id: "run-1")
        try folder.write(Array("a".utf8), to: "dataset/table.csv")
        #expect(!names("runs").contains("run-1"))
        #expect(latest() == nil)
    }

    @Test("a published run has its files, and `latest` leads to it; nothing else is left")
    func published() throws {
        try publish("run-1", "first")
        #expect(names("runs") == ["run-1"])
        #expect(names("") == ["latest", "runs"])
        #expect(latest() == "runs/run-1")
        #expect(try String(contentsOf: survey.appending(path: "latest/dataset/table.csv"), encoding: .utf8) == "first")
    }

    @Test("the next run switches `latest` and leaves the one before as it was")
    func next() throws {
        try publish("run-1", "first")
        try publish("run-2", "second")
        #expect(latest() == "runs/run-2")
        #expect(names("runs") == ["run-1", "run-2"])
        #expect(names("") == ["latest", "runs"])
        #expect(try String(contentsOf: survey.appending(path: "latest/dataset/table.csv"), encoding: .utf8) == "second")
        #expect(
            try String(contentsOf: survey.appending(path: "runs/run-1/dataset/table.csv"), encoding: .utf8) == "first")
    }

    @Test("a run that is discarded leaves nothing, and `latest` where it was")
    func discarded() throws {
        try publish("run-1", "first")
        let folder = try RunFolder(survey: survey, id: "run-2")
        try folder.write(Array("half".utf8), to: "dataset/table.csv")
        folder.discard()
        #expect(names("runs") == ["run-1"])
        #expect(latest() == "runs/run-1")
    }

    @Test("a published run is never changed: another of the same id, started in the same second, takes a number")
    func sameID() throws {
        try publish("run-1", "first")
        try publish("run-1", "second")
        #expect(
            try String(contentsOf: survey.appending(path: "runs/run-1/dataset/table.csv"), encoding: .utf8) == "first")
        #expect(latest() == "runs/run-1-2")
    }

    @Test("what an earlier, broken run of the same id has left does not get into the next")
    func leftovers() throws {
        let broken = try RunFolder(survey: survey, id: "run-1")
        try broken.write(Array("half".utf8), to: "dataset/left.csv")
        try publish("run-1", "first")
        #expect(names("runs/run-1/dataset") == ["table.csv"])
    }

    @Test("a place that cannot be written is an error that names it")
    func cannotWrite() throws {
        let file = scratch.url.appending(path: "file")
        try Data("a file".utf8).write(to: file)
        let error = try #require(throws: LoadError.self) {
            _ = try RunFolder(survey: file.appending(path: "survey"), id: "run-1")
        }
        #expect(error.kind == .cannotWrite)
        #expect(error.description.contains(file.path))
        #expect(error.description.contains("the last published run is untouched"))
    }
}
