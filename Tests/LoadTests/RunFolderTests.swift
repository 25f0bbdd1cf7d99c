import Crypto
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

    @Test("a folder in the place of `latest` keeps runs from being published, and is told, unless it is empty")
    func folderForLatest() throws {
        try publish("run-1", "first")
        let link = survey.appending(path: "latest")
        try FileManager.default.removeItem(at: link)
        try FileManager.default.createDirectory(at: link, withIntermediateDirectories: false)
        let file = link.appending(path: "notes.txt")
        try Data("mine".utf8).write(to: file)
        let error = try #require(throws: LoadError.self) { try publish("run-2", "second") }
        #expect(error.kind == .cannotWrite && error.description.contains("is a folder and no link"))
        #expect(names("latest") == ["notes.txt"] && names("runs").filter { !$0.hasPrefix(".") } == ["run-1"])
        try FileManager.default.removeItem(at: file)
        try publish("run-3", "third")
        #expect(latest() == "runs/run-3")
    }

    // By root, as whom CI may run, `Scripts/fault-tests calls` tries it.
    @Test(
        "where it is not known whether the switch of `latest` will last, it is told that the run is published",
        .enabled(if: getuid() != 0, "root may read every folder"))
    func switchedAllTheSame() throws {
        try publish("run-1", "first")
        let folder = try RunFolder(survey: survey, id: "run-2")
        try folder.write(Array("second".utf8), to: "dataset/table.csv")
        // Names may be changed in it, but it cannot be opened.
        #expect(chmod(survey.path, 0o300) == 0)
        let error = try #require(throws: LoadError.self) { try folder.publish() }
        #expect(chmod(survey.path, 0o755) == 0)
        #expect(error.kind == .cannotWrite && error.description.contains("The run run-2 is published all the same"))
        #expect(!error.description.contains("untouched"))
        #expect(latest() == "runs/run-2")
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

    @Test("a file holds the pieces in their order, however large each is, and knows its size and hash")
    func pieces() throws {
        let folder = try RunFolder(survey: survey, id: "run-1")
        let file = try folder.file("dataset/table.csv")
        var all: [UInt8] = []
        let counts = [1, 70_000, 0, 65_535, 65_536, 3, 300_000, 100_000, 65_535, 65_535, 65_535, 65_535, 5]
        for (number, count) in counts.enumerated() {
            let piece = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) }
            // In the midst of others, as what is read of an earlier file stands in its buffer.
            let buffer = [1, 2] + piece + [3]
            try file.write(buffer[2..<(2 + count)])
            all += piece
        }
        let written = try file.finish()
        try folder.publish()
        #expect(try Array(Data(contentsOf: survey.appending(path: "latest/dataset/table.csv"))) == all)
        #expect(written.size == all.count && written.path == "dataset/table.csv")
        let hash = SHA256.hash(data: all).map { String(UInt16($0) + 256, radix: 16).suffix(2) }.joined()
        #expect(written.sha256 == hash)
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
