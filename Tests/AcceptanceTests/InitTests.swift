import Foundation
import Testing

@Suite("A new survey folder")
struct InitTests {
    @Test("runs at once, on an invented return, and shows what to do next")
    func starter() throws {
        let scratch = try Scratch()
        let made = try CanvassProcess(["init", "parks"], in: scratch.url)
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.output.contains("Next: canvass run parks"))
        let run = try CanvassProcess(["run", "parks"], in: scratch.url)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("1 of 2 have reported"))
        #expect(run.output.contains("3 read = 3 published"))
        let doctor = try CanvassProcess(["doctor", "parks"], in: scratch.url)
        #expect(doctor.status == 0, "\(doctor.output)\(doctor.errors)")
        #expect(!doctor.output.contains("warning"), "\(doctor.output)")
    }

    @Test("a survey's folder that lies here is found by its name alone, but one in Pipelines before it")
    func folderHere() throws {
        let scratch = try Scratch()
        #expect(try CanvassProcess(["init", "./parks"], in: scratch.url).status == 0)
        let here = try CanvassProcess(["run", "parks"], in: scratch.url)
        #expect(here.status == 0, "\(here.errors)")
        let pipelines = scratch.url.appending(path: "Pipelines/parks")
        try FileManager.default.createDirectory(at: pipelines, withIntermediateDirectories: true)
        try Data("canvass: 1".utf8).write(to: pipelines.appending(path: "pipeline.yaml"))
        #expect(try CanvassProcess(["run", "parks"], in: scratch.url).status == 65)
        #expect(try CanvassProcess(["run", "./parks"], in: scratch.url).status == 0)
        #expect(try CanvassProcess(["run", "lakes"], in: scratch.url).status == 66)
    }

    @Test("a quiet run prints nothing, and one of a thing is not several")
    func quiet() throws {
        let scratch = try Scratch()
        #expect(try CanvassProcess(["init", "parks"], in: scratch.url).status == 0)
        let loud = try CanvassProcess(["run", "parks"], in: scratch.url)
        #expect(loud.errors.contains("Reading 1 new return\n") && loud.errors.contains("Checking 1 return\n"))
        #expect(!(loud.output + loud.errors).contains(#/\b1 [a-z]+s\b/#), "\(loud.output)\(loud.errors)")
        let quiet = try CanvassProcess(["run", "parks", "--quiet"], in: scratch.url)
        #expect(quiet.status == 0)
        #expect(quiet.output.isEmpty && quiet.errors.isEmpty, "\(quiet.output)\(quiet.errors)")
        let json = try CanvassProcess(["run", "parks", "--quiet", "--format", "json"], in: scratch.url)
        #expect(json.output.hasPrefix("{"))
        let inbox = scratch.url.appending(path: "Pipelines/parks/inbox")
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: inbox.path).first { $0.hasSuffix(".csv") })
        let check = ["check", inbox.appending(path: name).path, "--survey", "parks"]
        for command in [["status", "parks"], ["doctor", "parks"], check] {
            let process = try CanvassProcess(command, in: scratch.url)
            #expect(!process.output.contains(#/\b1 [a-z]+s\b/#), "\(process.output)")
        }
    }

    @Test("names the schema for editors where there is one above, and none elsewhere", arguments: [false, true])
    func schema(isThere: Bool) throws {
        let scratch = try Scratch()
        if isThere {
            let docs = scratch.url.appending(path: "docs")
            try FileManager.default.createDirectory(at: docs, withIntermediateDirectories: true)
            try Data("{}".utf8).write(to: docs.appending(path: "pipeline.schema.json"))
        }
        #expect(try CanvassProcess(["init", "parks"], in: scratch.url).status == 0)
        for (file, schema) in [("pipeline.yaml", "pipeline"), ("rules-test.yaml", "rules-test")] {
            let url = scratch.url.appending(path: "Pipelines/parks/\(file)")
            let text = try String(contentsOf: url, encoding: .utf8)
            let line = "# yaml-language-server: $schema=../../docs/\(schema).schema.json\n"
            #expect(text.hasPrefix(line) == isThere, "\(text.prefix(200))")
            #expect(text.contains("$schema") == isThere)
        }
    }

    @Test("is made at a path, and in a folder that is there and empty")
    func path() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            at: scratch.url.appending(path: "here"), withIntermediateDirectories: true)
        for name in ["./here", scratch.url.appending(path: "there").path] {
            #expect(try CanvassProcess(["init", name], in: scratch.url).status == 0)
            #expect(try CanvassProcess(["run", name, "--output", "out"], in: scratch.url).status == 0)
        }
    }

    @Test("overwrites nothing: 73 where the folder holds something, 66 without the blank, 64 for what is no name")
    func refusals() throws {
        let scratch = try Scratch()
        let folder = scratch.url.appending(path: "Pipelines/parks")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: folder.appending(path: "notes.txt"))
        let full = try CanvassProcess(["init", "parks"], in: scratch.url)
        #expect(full.status == 73)
        #expect(full.errors.contains("exists and is not empty"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
        #expect(try CanvassProcess(["init", "other", "--from", "no-such.xlsx"], in: scratch.url).status == 66)
        #expect(try CanvassProcess(["init", "..", "--from", "no-such.xlsx"], in: scratch.url).status == 64)
        #expect(try CanvassProcess(["init"], in: scratch.url).status == 64)
        let locked = try CanvassProcess(["init", "/proc/parks"], in: scratch.url)
        #expect(locked.status == 73, "\(locked.errors)")
        // Nothing is left behind beside the folder either.
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scratch.url.appending(path: "Pipelines").path) == [
                "parks"
            ])
    }

    @Test("a blank that cannot be read exits 74 with the reason")
    func unreadable() throws {
        let scratch = try Scratch()
        let encrypted = Repository.samples.appending(path: "co-production/CPS-2026-ITA.xlsx").path
        let process = try CanvassProcess(["init", "./draft", "--from", encrypted], in: scratch.url)
        #expect(process.status == 74)
        #expect(process.errors.contains("password"))
    }
}
