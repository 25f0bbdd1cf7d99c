import Foundation
import Testing

@Suite("Same returns and definition, same results")
struct DeterminismTests {
    @Test(
        "two copies in different folders, time zones and locales give the same bytes",
        arguments: ["co-production", "municipal-services"])
    func sameBytesEverywhere(survey: String) throws {
        let here = try Scratch()
        let there = try Scratch()
        let settings: [(Scratch, [String: String])] = [
            (here, ["TZ": "UTC", "LC_ALL": "C"]),
            (there, ["TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"]),
        ]
        for (scratch, environment) in settings {
            let process = try CanvassProcess(
                ["run", survey, "--quiet"], in: try scratch.project(), environment: environment)
            #expect(process.status == 0, "\(process.errors)")
        }
        let left = try files(below: here.url.appending(path: "Output/\(survey)/latest/"))
        let right = try files(below: there.url.appending(path: "Output/\(survey)/latest/"))
        #expect(left.keys.sorted() == right.keys.sorted())
        #expect(
            left.keys.contains("report.html") && left.keys.contains("issues.csv")
                && left.keys.contains("lineage/values.csv"))
        for (path, bytes) in left where path != "run.json" { #expect(right[path] == bytes, "\(path) differs") }
    }

    @Test("a second run over an unchanged inbox reads no file again, and says so")
    func secondRunReadsNothing() throws {
        let scratch = try Scratch()
        let project = try scratch.project()
        let first = try CanvassProcess(["run", "co-production"], in: project)
        #expect(first.output.contains("30 read in this run"))
        // Had a file been read again, its content would be another: the bytes are changed behind a stamp that stays the same.
        let inbox = project.appending(path: "SampleInputs/co-production")
        // A lock file is none that was read: it is looked at each time.
        for name in try FileManager.default.contentsOfDirectory(atPath: inbox.path)
        where name.hasSuffix(".xlsx") && !name.hasPrefix("~$") {
            try scramble(inbox.appending(path: name))
        }
        let before = try files(below: project.appending(path: "Output/co-production/latest/"))
        let second = try CanvassProcess(["run", "co-production"], in: project)
        #expect(second.status == 0)
        #expect(second.output.contains("nothing new in the inbox, no file was read again"))
        let after = try files(below: project.appending(path: "Output/co-production/latest/"))
        for (path, bytes) in before where path != "run.json" { #expect(after[path] == bytes, "\(path) differs") }
        #expect(
            try FileManager.default.contentsOfDirectory(
                atPath: project.appending(path: "Output/co-production/runs").path
            ).count == 2)
    }

    @Test("a lost store is made anew from the archive, also for returns that have left the inbox")
    func lostStore() throws {
        let scratch = try Scratch()
        let project = try scratch.project()
        try CanvassProcess(["run", "co-production", "--quiet"], in: project)
        let output = project.appending(path: "Output/co-production")
        let before = try files(below: output.appending(path: "latest/"))
        for name in try FileManager.default.contentsOfDirectory(atPath: output.path)
        where name.hasPrefix("canvass.sqlite") {
            try FileManager.default.removeItem(at: output.appending(path: name))
        }
        try FileManager.default.removeItem(at: project.appending(path: "SampleInputs/co-production/CPS-2026-AUS.xlsx"))
        let second = try CanvassProcess(["run", "co-production", "--quiet"], in: project)
        #expect(second.status == 0, "\(second.errors)")
        let after = try files(below: output.appending(path: "latest/"))
        for (path, bytes) in before where path != "run.json" { #expect(after[path] == bytes, "\(path) differs") }
    }

    /// Changes a file's bytes, but not its size, its number, and the time of its last change to the nanosecond.
    private func scramble(_ file: URL) throws {
        var status = stat()
        #expect(stat(file.path, &status) == 0)
        let handle = try FileHandle(forWritingTo: file)
        try handle.write(contentsOf: Data(repeating: 0x58, count: 64))
        try handle.close()
        #if canImport(Darwin)
            var times = [status.st_atimespec, status.st_mtimespec]
        #else
            var times = [status.st_atim, status.st_mtim]
        #endif
        #expect(utimensat(AT_FDCWD, file.path, &times, 0) == 0)
    }

    private func files(below folder: URL) throws -> [String: Data] {
        // `latest` is a link; its target is what is walked.
        let folder = folder.resolvingSymlinksInPath()
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let url = folder.appending(path: path)
            if (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false {
                files[path] = try Data(contentsOf: url)
            }
        }
        return files
    }
}
