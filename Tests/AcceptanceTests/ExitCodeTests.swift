import Foundation
import Testing

@Suite("Exit codes that scripts rely on")
struct ExitCodeTests {
    private let sample = Repository.samples.appending(path: "co-production/CPS-2026-FIN.xlsx").path
    private let good = Repository.samples.appending(path: "co-production/CPS-2026-AUS.xlsx").path

    @Test("check exits 1 where the return has an error, 0 where it has none, and stores nothing")
    func check() throws {
        let scratch = try Scratch()
        let bad = try CanvassProcess(["check", sample, "--survey", "co-production", "--output", scratch.url.path])
        #expect(bad.status == 1)
        #expect(bad.output.contains("Good practices FI!S6"))
        let fine = try CanvassProcess(["check", good, "--survey", "co-production", "--output", scratch.url.path])
        #expect(fine.status == 0, "\(fine.output)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
    }

    @Test(
        "check writes JSON, CSV and HTML",
        arguments: [("json", "\"fingerprint\""), ("csv", "fingerprint,severity,rule,"), ("html", "</html>")])
    func checkFormats(format: String, phrase: String) throws {
        let process = try CanvassProcess([
            "check", sample, "--survey", "co-production", "--format", format, "--fail-on", "none",
        ])
        #expect(process.status == 0)
        #expect(process.output.contains(phrase))
    }

    @Test("a link, and a file under two names, cost nobody else: they are findings")
    func oddInbox() throws {
        let scratch = try Scratch()
        let inbox = scratch.url.appending(path: "inbox")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        for name in ["CPS-2026-AUS.xlsx", "CPS-2026-AUS copy.xlsx"] {
            try FileManager.default.copyItem(atPath: good, toPath: inbox.appending(path: name).path)
        }
        try FileManager.default.createSymbolicLink(
            at: inbox.appending(path: "link.xlsx"), withDestinationURL: URL(filePath: sample))
        let process = try CanvassProcess([
            "run", "co-production", "--inbox", inbox.path, "--output", scratch.url.appending(path: "out").path,
        ])
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.output.contains("1 read, 1 refused"))
        let issues = try Table.rows(of: scratch.url.appending(path: "out/co-production/latest/issues.csv"))
        #expect(issues.contains { $0["rule"] == "file.unreadable" && $0["value"] == "link.xlsx" })
        #expect(issues.contains { $0["rule"] == "return.duplicate-file" })
    }

    @Test("a wrong word on the command line exits 64")
    func usage() throws {
        #expect(try CanvassProcess(["run", "co-production", "--no-such-option"]).status == 64)
        #expect(try CanvassProcess(["run"]).status == 64)
        #expect(try CanvassProcess(["run", "co-production", "--quiet", "--verbose"]).status == 64)
    }

    @Test("a file or survey that is not there exits 66, and says what there is")
    func noInput() throws {
        let survey = try CanvassProcess(["run", "co-producton"])
        #expect(survey.status == 66)
        #expect(survey.errors.contains("There are: co-production, municipal-services"))
        #expect(try CanvassProcess(["cells", "/no/such/file.xlsx"]).status == 66)
        #expect(try CanvassProcess(["check", "/no/such/file.xlsx", "--survey", "co-production"]).status == 66)
        let output = try Scratch()
        #expect(
            try CanvassProcess([
                "run", "co-production", "--inbox", "/no/such/inbox", "--output", output.url.path,
            ]).status == 66)
    }

    @Test("output that cannot be written exits 73")
    func cannotWrite() throws {
        let scratch = try Scratch()
        let file = scratch.url.appending(path: "a-file")
        try Data().write(to: file)
        let process = try CanvassProcess(["run", "co-production", "--output", file.path])
        #expect(process.status == 73, "\(process.errors)")
    }

    @Test("a survey that another run holds exits 75, and names the holder")
    func locked() throws {
        let scratch = try Scratch()
        let folder = scratch.url.appending(path: "co-production")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let lock = folder.appending(path: ".lock")
        try Data("process 4711".utf8).write(to: lock)
        let handle = try FileHandle(forUpdating: lock)
        #expect(flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
        let process = try CanvassProcess(["run", "co-production", "--output", scratch.url.path])
        #expect(process.status == 75)
        #expect(process.errors.contains("process 4711"))
    }

    @Test("--fail-on makes a run exit 1 where an issue of that severity is open, after it has published")
    func failOn() throws {
        let scratch = try Scratch()
        let process = try CanvassProcess([
            "run", "co-production", "--output", scratch.url.path, "--fail-on", "warning", "--quiet",
        ])
        #expect(process.status == 1)
        #expect(process.output.isEmpty && process.errors.isEmpty, "--quiet says nothing")
        #expect(
            FileManager.default.fileExists(atPath: scratch.url.appending(path: "co-production/latest/report.html").path)
        )
    }

    @Test("progress and messages go to standard error, results to standard output")
    func streams() throws {
        let scratch = try Scratch()
        let process = try CanvassProcess(["run", "co-production", "--output", scratch.url.path])
        #expect(process.errors.contains("Reading 30 new returns"))
        #expect(!process.output.contains("Reading"))
        #expect(!process.errors.contains("\u{1B}"))
    }
}
