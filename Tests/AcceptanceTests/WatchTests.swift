import Foundation
import Testing

/// A command that goes on until it is stopped.
private final class LongCommand {
    let process = Process()
    private let errors: URL
    private let scratch: Scratch

    /// - Parameter isToJournal: whether it is told, as systemd tells, that what it says goes to the journal.
    init(_ arguments: [String], in folder: URL, isToJournal: Bool = false) throws {
        scratch = try Scratch()
        errors = scratch.url.appending(path: "err")
        try Data().write(to: errors)
        process.executableURL = CanvassProcess.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        if isToJournal {
            var status = stat()
            try #require(stat(errors.path, &status) == 0)
            process.environment = ProcessInfo.processInfo.environment.merging([
                "JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"
            ]) { $1 }
        }
        try process.run()
    }

    deinit { if process.isRunning { process.terminate() } }

    var log: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// Whether a run is done that was made for this reason.
    func hasRun(because reason: String) -> Bool {
        let log = log
        guard let told = log.range(of: "a run is made: \(reason)\n") else { return false }
        return log[told.upperBound...].contains("the run is done")
    }

    /// Waits until something holds, for at most a minute.
    func until(_ condition: () -> Bool) async throws {
        for _ in 0..<600 where !condition() && process.isRunning { try await Task.sleep(for: .milliseconds(100)) }
        #expect(condition(), "\(log)")
    }

    /// Does something as soon as the command has said something, within a minute.
    ///
    /// On a thread of its own: where tests beside this one wait for programs they hold the threads that `await` is resumed on, for minutes, and what the
    /// command does meanwhile goes on.
    func when(_ words: String, _ action: @escaping @Sendable () -> Void) {
        let errors = errors
        Thread.detachNewThread {
            for _ in 0..<600 {
                if let log = try? String(contentsOf: errors, encoding: .utf8), log.contains(words) {
                    return action()
                }
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
    }

    /// The exit code after a signal, within a minute.
    func stop(by signal: Int32) async throws -> Int32 {
        kill(process.processIdentifier, signal)
        for _ in 0..<600 where process.isRunning { try await Task.sleep(for: .milliseconds(100)) }
        try #require(!process.isRunning, "\(log)")
        return process.terminationStatus
    }
}

@Suite("watch: a run whenever something has arrived")
struct WatchTests {
    private func survey() throws -> Scratch {
        let scratch = try Scratch()
        try #require(try CanvassProcess(["init", "./parks"], in: scratch.url).status == 0)
        // No run waits until they have settled, or leaves them to the next.
        let inbox = scratch.url.appending(path: "parks/inbox")
        for name in try FileManager.default.contentsOfDirectory(atPath: inbox.path) {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: inbox.appending(path: name).path)
        }
        return scratch
    }

    /// How many runs are published.
    private func runs(_ scratch: Scratch) -> Int {
        let folder = scratch.url.appending(path: "Output/parks/runs")
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { !$0.hasPrefix(".") }
            .count
    }

    private func send(_ name: String, to scratch: Scratch) throws {
        let inbox = scratch.url.appending(path: "parks/inbox")
        let names = try FileManager.default.contentsOfDirectory(atPath: inbox.path).sorted()
        let first = try #require(names.first { $0.hasSuffix(".csv") || $0.hasSuffix(".xlsx") })
        let content = try Data(contentsOf: inbox.appending(path: first)) + Data("\n".utf8)
        let folder = inbox.appending(path: "later")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try content.write(to: folder.appending(path: name))
    }

    @Test(
        "publishes at the start and for what arrives in a folder made later, and ends with 0 at a signal",
        arguments: [SIGINT, SIGTERM])
    func runsAndStops(signal: Int32) async throws {
        let scratch = try survey()
        let command = try LongCommand(["watch", "./parks", "--settle", "1"], in: scratch.url)
        try await command.until { command.hasRun(because: "the watch begins") }
        for name in ["another.csv", "third.csv"] {
            try send(name, to: scratch)
            try await command.until { command.hasRun(because: "a file is new, changed or gone: later/\(name)") }
        }
        #expect(runs(scratch) >= 3)
        // Nothing else had a run made: what a run does itself is no reason for the next.
        let reasons = command.log.split(separator: "\n").filter { $0.contains("a run is made: ") }
        #expect(reasons.dropFirst().allSatisfy { $0.contains("later/") }, "\(command.log)")
        #expect(try await command.stop(by: signal) == 0)
        #expect(command.log.contains("the watch has ended"))
    }

    @Test("a file that a run had to leave gets another run, though the watch is told nothing more of it")
    func left() async throws {
        let scratch = try survey()
        try send("open.csv", to: scratch)
        let file = scratch.url.appending(path: "parks/inbox/later/open.csv")
        let handle = try FileHandle(forWritingTo: file)
        // Programs that tests beside this one start, some for minutes, must not hold it open as well.
        #expect(fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC) == 0)
        // Listed every quarter of an hour: nothing but the first run tells that the file is there.
        let command = try LongCommand(["watch", "./parks", "--poll", "900", "--settle", "1"], in: scratch.url)
        // Whether it was closed the last of what is waited for tells: that run takes the file.
        command.when("it has left a file not yet settled") { try? handle.close() }
        try await command.until {
            command.log.contains("a run is made: a file was being written when the last run looked")
        }
        // Tests beside this one start programs, which may hold the file open for a moment longer.
        let lineage = scratch.url.appending(path: "Output/parks/latest/lineage/returns.csv")
        try await command.until {
            (try? String(contentsOf: lineage, encoding: .utf8))?.contains("later/open.csv") == true
        }
        #expect(command.log.contains("it has left a file not yet settled"))
        #expect(try await command.stop(by: SIGTERM) == 0)
    }

    @Test("tells when it did what, but to the journal, which notes the time itself", arguments: [false, true])
    func times(isToJournal: Bool) async throws {
        let scratch = try survey()
        let command = try LongCommand(
            ["watch", "./parks", "--settle", "1"], in: scratch.url, isToJournal: isToJournal)
        try await command.until { command.log.contains("the run is done") }
        #expect(try await command.stop(by: SIGTERM) == 0)
        let lines = command.log.split(separator: "\n").filter { $0.contains("notice: ") }
        #expect(!lines.isEmpty)
        for line in lines {
            let isTimed = line.prefixMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ notice: /#) != nil
            #expect(isTimed != isToJournal && isTimed != line.hasPrefix("notice: "), "\(line)")
        }
    }

    @Test(
        "with --log-format json the messages of its runs are lines of JSON as well, and its own where only the runs were given it",
        arguments: [["--log-format", "json"], ["--run-option=--log-format=json"]])
    func json(options: [String]) async throws {
        let scratch = try survey()
        let command = try LongCommand(["watch", "./parks", "--settle", "1"] + options, in: scratch.url)
        try await command.until { runs(scratch) >= 1 && command.log.contains("the run is done") }
        #expect(try await command.stop(by: SIGTERM) == 0)
        let lines = command.log.split(separator: "\n")
        #expect(lines.contains { $0.contains("Writing dataset and report") })
        for line in lines {
            #expect(
                (try? JSONSerialization.jsonObject(with: Data(line.utf8))) is [String: Any], "not JSON: \(line)")
        }
    }

    @Test("waits for another run that holds the survey, and tries again")
    func locked() async throws {
        let scratch = try survey()
        let output = scratch.url.appending(path: "Output/parks")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        let lock = output.appending(path: ".lock")
        try Data().write(to: lock)
        let handle = try FileHandle(forUpdating: lock)
        #expect(flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
        let command = try LongCommand(["watch", "./parks", "--settle", "1"], in: scratch.url)
        try await command.until { command.log.contains("another run holds the survey") }
        #expect(runs(scratch) == 0)
        try handle.close()
        try await command.until { runs(scratch) >= 1 }
        #expect(try await command.stop(by: SIGTERM) == 0)
    }

    @Test("a definition that is broken meanwhile is told, and the run follows when it is mended")
    func brokenMeanwhile() async throws {
        let scratch = try survey()
        let file = scratch.url.appending(path: "parks/pipeline.yaml")
        let good = try Data(contentsOf: file)
        let command = try LongCommand(["watch", "./parks", "--settle", "1"], in: scratch.url)
        try await command.until { runs(scratch) >= 1 }
        try Data("canvass: 1\nnonsense: true\n".utf8).write(to: file)
        try send("another.csv", to: scratch)
        try await command.until { command.log.contains("failed with exit code 65") }
        let before = runs(scratch)
        try good.write(to: file)
        try await command.until { runs(scratch) > before }
        #expect(try await command.stop(by: SIGTERM) == 0)
    }

    @Test(
        "with --all a survey whose definition is broken is told, and run once it is mended; the others are run meanwhile"
    )
    func brokenAmongOthers() async throws {
        let project = try SmallSurvey.project(["parks", "trees"])
        let file = project.folder.appending(path: "Pipelines/trees/pipeline.yaml")
        let good = try Data(contentsOf: file)
        try Data("canvass: 1\nnonsense: true\n".utf8).write(to: file)
        let command = try LongCommand(["watch", "--all", "--settle", "1"], in: project.folder)
        try await command.until { command.log.contains("parks: the run is done") }
        #expect(command.log.contains("warning: trees: it is not watched until its definition can be used"))
        #expect(command.log.contains("nonsense"))
        try good.write(to: file, options: .atomic)
        try await command.until { command.log.contains("trees: the run is done") }
        #expect(try await command.stop(by: SIGTERM) == 0)
        #expect(try !project.runs("parks").isEmpty)
        #expect(try !project.runs("trees").isEmpty)
    }

    @Test("a survey that is named must have a good definition, and of all of them one must")
    func brokenAlone() throws {
        let project = try SmallSurvey.project(["parks", "trees"])
        func ruin(_ survey: String) throws {
            try Data("canvass: 1\nnonsense: true\n".utf8).write(
                to: project.folder.appending(path: "Pipelines/\(survey)/pipeline.yaml"))
        }
        try ruin("trees")
        #expect(try CanvassProcess(["watch", "parks", "trees"], in: project.folder).status == 65)
        try ruin("parks")
        #expect(try CanvassProcess(["watch", "--all"], in: project.folder).status == 65)
    }

    #if os(Linux)
        @Test("its memory does not grow with the runs")
        func memory() async throws {
            let scratch = try survey()
            let command = try LongCommand(["watch", "./parks", "--settle", "0", "--quiet"], in: scratch.url)
            func resident() throws -> Int {
                let status = try String(
                    contentsOfFile: "/proc/\(command.process.processIdentifier)/status", encoding: .utf8)
                let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
                return try #require(Int(line.filter(\.isNumber)))
            }
            try await command.until { runs(scratch) >= 1 }
            for number in 0..<6 {
                let before = runs(scratch)
                try send("warm-\(number).csv", to: scratch)
                try await command.until { runs(scratch) > before }
            }
            let early = try resident()
            for number in 0..<20 {
                let before = runs(scratch)
                try send("more-\(number).csv", to: scratch)
                try await command.until { runs(scratch) > before }
            }
            let late = try resident()
            #expect(late - early < 1_024, "\(early) KiB after 6 runs, \(late) KiB after 26")
            #expect(try await command.stop(by: SIGTERM) == 0)
        }
    #endif

    @Test("where no job is installed `schedule status` exits 1, and doctor does not")
    func noJob() throws {
        let scratch = try Scratch()
        let home = ["HOME": scratch.url.path, "XDG_CONFIG_HOME": scratch.url.path]
        let status = try CanvassProcess(["schedule", "status", "--name", "canvass-of-a-test"], environment: home)
        #expect(status.status == 1)
        #expect(status.output.contains("no job of the name canvass-of-a-test is installed"))
        let doctor = try CanvassProcess(["doctor", "--output", scratch.url.path], environment: home)
        #expect(doctor.status == 0, "\(doctor.output)")
    }

    @Test(
        "wants surveys or --all, and numbers that make sense",
        arguments: [
            ["watch"], ["watch", "--all", "parks"], ["watch", "--all", "--inbox", "x"],
            ["watch", "parks", "--poll", "0"],
            ["watch", "parks", "--settle", "-1"],
        ])
    func usage(arguments: [String]) throws {
        #expect(try CanvassProcess(arguments).status == 64)
    }
}
