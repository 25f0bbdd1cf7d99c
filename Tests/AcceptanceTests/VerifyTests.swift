import Foundation
import Testing

@Suite("Verifying what was published, and stopping")
struct VerifyTests {
    /// A survey of one return, published in a folder of its own.
    private struct Published {
        let scratch: Scratch
        var survey: String { Repository.root.appending(path: "docs/layouts/table").path }
        var results: URL { scratch.url.appending(path: "table") }

        init() throws {
            scratch = try Scratch()
            let run = try CanvassProcess(["run", survey, "--output", scratch.url.path, "--quiet"])
            #expect(run.status == 0, "\(run.errors)")
        }

        func verify(_ more: String...) throws -> CanvassProcess {
            try CanvassProcess(["verify", survey, "--output", scratch.url.path, "--quiet"] + more)
        }

        /// The only file below a folder with this ending.
        func file(below path: String, ending: String) throws -> URL {
            let folder = results.appending(path: path)
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            let name = try #require(names.first { $0.hasSuffix(ending) })
            return folder.appending(path: name)
        }
    }

    @Test("what was published is made anew from the archive, byte for byte, and nothing is changed by it")
    func sound() throws {
        let published = try Published()
        let before = try FileManager.default.subpathsOfDirectory(atPath: published.results.path).sorted()
        let process = try published.verify()
        #expect(process.status == 0, "\(process.output)\(process.errors)")
        #expect(process.output.contains("files are the same, byte for byte"))
        #expect(try FileManager.default.subpathsOfDirectory(atPath: published.results.path).sorted() == before)
    }

    @Test("a changed, a missing and an added file of a run are named, with exit code 1")
    func changedRun() throws {
        let published = try Published()
        let run = published.results.appending(path: "latest")
        try Data("1,2\n".utf8).write(to: run.appending(path: "dataset/practices.csv"))
        try FileManager.default.removeItem(at: run.appending(path: "issues.json"))
        try Data().write(to: run.appending(path: "extra.txt"))
        let process = try published.verify("--hashes-only")
        #expect(process.status == 1)
        for phrase in [
            "dataset/practices.csv has been changed", "issues.json is missing", "extra.txt is none of the run's files",
        ] { #expect(process.output.contains(phrase), "\(process.output)") }
    }

    @Test("a copy in the archive that cannot be read is named with the reason")
    func unreadableArchive() throws {
        let published = try Published()
        let copy = try published.file(below: "archive", ending: ".xlsx")
        try FileManager.default.removeItem(at: copy)
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        let process = try published.verify("--hashes-only")
        #expect(process.status == 1 && process.output.contains("\(copy.lastPathComponent) is a folder."))
    }

    @Test("a damaged copy in the archive is named, and that there is no whole copy of a return")
    func damagedArchive() throws {
        let published = try Published()
        let copy = try published.file(below: "archive", ending: ".xlsx")
        var content = try Data(contentsOf: copy)
        content[content.count / 2] ^= 1
        try content.write(to: copy)
        let process = try published.verify()
        #expect(process.status == 1)
        #expect(process.output.contains("has been changed: its content is"))
        #expect(process.output.contains("there is no whole copy of it"))
    }

    @Test("a file that differs only from what the archive gives is told, though its hash has been forged")
    func forged() throws {
        let published = try Published()
        let run = published.results.appending(path: "latest")
        let path = run.appending(path: "dataset/practices.csv")
        let forged = Data(try String(contentsOf: path, encoding: .utf8).replacing("Repair", with: "Remake").utf8)
        let manifest = run.appending(path: "run.json")
        let old = try hash(of: path)
        try forged.write(to: path)
        let text = try String(contentsOf: manifest, encoding: .utf8).replacing(old, with: try hash(of: path))
        try Data(text.utf8).write(to: manifest)
        let process = try published.verify()
        #expect(process.status == 1)
        #expect(process.output.contains("dataset/practices.csv comes out otherwise"))
        #expect(!process.output.contains("practices.csv has been changed since it was published"))
        #expect(process.output.contains("run.json has been changed since it was published"))
    }

    @Test(
        "a count that was changed in run.json is found out by the ledger, and by making the run anew where there is no ledger"
    )
    func forgedCounts() throws {
        let published = try Published()
        let manifest = published.results.appending(path: "latest/run.json")
        let text = try String(contentsOf: manifest, encoding: .utf8)
        let forged = text.replacing(#""published": "#, with: #""published": 1"#)
        #expect(forged != text)
        try Data(forged.utf8).write(to: manifest)
        let process = try published.verify("--hashes-only")
        #expect(process.status == 1)
        #expect(process.output.contains("run.json has been changed since it was published"))
        try FileManager.default.removeItem(at: published.results.appending(path: "canvass.sqlite"))
        let anew = try published.verify()
        #expect(anew.status == 1)
        #expect(anew.output.contains("`counts` in"), "\(anew.output)")
    }

    @Test("a day of arrival that was changed in the receipts is found out by the ledger")
    func forgedReceipt() throws {
        let published = try Published()
        let receipts = published.results.appending(path: "archive/received.csv")
        let text = try String(contentsOf: receipts, encoding: .utf8)
        try Data(text.replacing(/20\d\d-\d\d-\d\dT/, with: "2001-01-01T").utf8).write(to: receipts)
        let process = try published.verify("--hashes-only")
        #expect(process.status == 1)
        #expect(process.output.contains("came on 2001-01-01T"), "\(process.output)")
    }

    @Test("an older run that is gone is missed; what else lies among the runs is told, and is no run")
    func missingRun() throws {
        let published = try Published()
        try CanvassProcess(["run", published.survey, "--output", published.scratch.url.path, "--quiet"])
        let runs = published.results.appending(path: "runs")
        let oldest = try #require(try FileManager.default.contentsOfDirectory(atPath: runs.path).min())
        try FileManager.default.moveItem(at: runs.appending(path: oldest), to: runs.appending(path: "old"))
        let process = try published.verify("--hashes-only")
        #expect(process.status == 1)
        #expect(process.output.contains("The run \(oldest), published on"), "\(process.output)")
        #expect(process.output.contains("old lies among the runs and is none"))
        let runsCommand = ["runs", published.survey, "--output", published.scratch.url.path]
        let latest = try #require(
            try FileManager.default.contentsOfDirectory(atPath: runs.path).filter { $0 != "old" }.max())
        #expect(try CanvassProcess(runsCommand + ["--remove", oldest, "--remove", latest]).status == 64)
        #expect(try CanvassProcess(runsCommand + ["--remove", "20010101T000000Z"]).status == 66)
        #expect(try published.verify("--hashes-only").status == 1)
        #expect(try CanvassProcess(runsCommand + ["--remove", oldest]).output.contains("was gone"))
        #expect(try published.verify("--hashes-only").status == 0)
        try CanvassProcess(["run", published.survey, "--output", published.scratch.url.path, "--quiet"])
        #expect(try CanvassProcess(runsCommand + ["--remove", latest]).output.contains("removed the run \(latest)"))
        #expect(!FileManager.default.fileExists(atPath: runs.appending(path: latest).path))
        #expect(try published.verify("--hashes-only").status == 0)
    }

    private func hash(of url: URL) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sha256sum", url.path]
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        return String(decoding: output.fileHandleForReading.availableData.prefix(64), as: UTF8.self)
    }

    @Test("what the next run puts right by itself is a note: a draft that was left, a ledger that lacks the run")
    func notes() throws {
        let published = try Published()
        try FileManager.default.removeItem(at: published.results.appending(path: "canvass.sqlite"))
        let left = published.results.appending(path: "runs/.20260101T000000Z.partial/dataset")
        try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
        let process = try published.verify()
        #expect(process.status == 0, "\(process.output)")
        #expect(process.output.contains("There is no store"))
        #expect(process.output.contains("is left of a run that broke off"))
        try CanvassProcess(["run", published.survey, "--output", published.scratch.url.path, "--quiet"])
        let after = try published.verify()
        #expect(after.status == 0 && !after.output.contains("note"), "\(after.output)")
    }

    @Test("without results, or without the run that is named, it exits 66")
    func nothing() throws {
        let published = try Published()
        #expect(try published.verify("20200101T000000Z").status == 66)
        let empty = try Scratch()
        #expect(try CanvassProcess(["verify", published.survey, "--output", empty.url.path]).status == 66)
    }

    @Test("json tells the same, for programs")
    func json() throws {
        let published = try Published()
        let process = try published.verify("--format", "json")
        #expect(process.status == 0)
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(process.output.utf8)) as? [String: Any])
        #expect(object["sound"] as? Bool == true)
        #expect((object["rederivation"] as? [String: Any])?["outcome"] as? String == "same")
    }
}
