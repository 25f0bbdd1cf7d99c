import Foundation
import Testing

@testable import Pipeline

@Suite("Commands that are told of a run")
struct TimedCommandTests {
    private func run(
        _ arguments: [String], input: [UInt8] = [], seconds: Double = 20, _ environment: [String: String] = [:]
    ) -> (end: TimedCommand.End, output: String) {
        TimedCommand(
            arguments: arguments, environment: ["PATH": "/usr/bin:/bin"].merging(environment) { _, new in new },
            input: input, seconds: seconds
        ).run()
    }

    @Test("input of any size arrives whole, also where the command never reads it")
    func input() {
        let input = [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000)
        #expect(run(["wc", "-c"], input: input).output.trimmingCharacters(in: .whitespacesAndNewlines) == "3000000")
        #expect(run(["true"], input: input).end == .exited(0))
    }

    #if os(Linux)
        @Test("input needs no room on a disk, so that a full one can be told of")
        func fullDisk() {
            #expect(run(["readlink", "/proc/self/fd/0"], input: [1]).output.hasPrefix("/memfd:"))
        }
    #endif

    @Test("the arguments are words, not a shell's line, and the environment is what is given alone")
    func arguments() {
        let words = run(["printf", "%s|", "$(id)", "; rm -rf x", "a b"])
        #expect(words.output == "$(id)|; rm -rf x|a b|")
        #expect(run(["env"], ["CANVASS_RUN": "1"]).output == "CANVASS_RUN=1\nPATH=/usr/bin:/bin\n")
    }

    @Test(
        "how a command ends is told",
        arguments: [
            (["sh", "-c", "exit 3"], "exits 3"), (["sh", "-c", "kill -9 $$"], "was ended by signal 9"),
            (["/no/such/program"], "cannot be started: No such file or directory"), (["true"], nil as String?),
        ])
    func end(command: [String], trouble: String?) {
        #expect(run(command).end.trouble == trouble)
    }

    @Test("output without end is bounded")
    func output() {
        let (end, output) = run(["sh", "-c", "head -c 5000000 /dev/zero | tr '\\0' y; echo done >&2"])
        #expect(end == .exited(0))
        #expect(output == String(repeating: "y", count: 2048))
    }

    @Test("standard output and standard error are told apart where that is asked for, each up to the limit")
    func apart() {
        let command = TimedCommand(
            arguments: ["sh", "-c", "echo said; echo told >&2; head -c 100000 /dev/zero | tr '\\0' y >&2"],
            environment: ["PATH": "/usr/bin:/bin"], input: [], seconds: 20, outputLimit: 100)
        let (end, output, errors) = command.runApart()
        #expect(end == .exited(0))
        #expect(output == "said\n")
        #expect(errors == "told\n" + String(repeating: "y", count: 95))
    }

    @Test(
        "a command that takes too long is ended with what it has started, even if it does not want to, and leaves no zombie"
    )
    func timeLimit() throws {
        let start = Date()
        let (end, output) = run(
            ["sh", "-c", "trap '' TERM; (trap '' TERM; sleep 300) & echo $$ $!; while :; do sleep 1; done"],
            seconds: 2)
        #expect(end == .timedOut)
        #expect(Date().timeIntervalSince(start) < 60)
        let processes = output.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
        try #require(processes.count == 2)
        #expect(hasEnded(processes[1]))
        #expect(waitpid(processes[0], nil, WNOHANG) < 0, "It was waited for.")
    }

    /// Whether a process is gone, or at most waits for init to bury it. A signal takes a moment to reach it.
    private func hasEnded(_ process: pid_t) -> Bool {
        for _ in 0..<100 {
            let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? "State:\tZ"
            if status.contains("State:\tZ") || status.contains("State:\tX") { return true }
            usleep(50_000)
        }
        return false
    }

    #if os(Linux)
        @Test(
            "what a command leaves in the background may finish while it has time, as one does that sends a mail",
            arguments: ["", " >/dev/null 2>&1"])
        func background(redirection: String) throws {
            let file = FileManager.default.temporaryDirectory.appending(path: "canvass-sent-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: file) }
            let start = Date()
            let (end, output) = run(
                ["sh", "-c", "(sleep 1; echo sent > \"$0\")\(redirection) & echo mailed; exit 3", file.path])
            #expect(end == .exited(3))
            #expect(output == "mailed\n")
            #expect(try String(contentsOf: file, encoding: .utf8) == "sent\n")
            #expect(Date().timeIntervalSince(start) < 15, "Nobody waits any longer than it takes.")
        }

        @Test(
            "what is still there in the background when the time is over is ended, though the command has ended well",
            arguments: ["", " >/dev/null 2>&1"])
        func leftBehind(redirection: String) throws {
            let (end, output) = run(["sh", "-c", "sleep 300\(redirection) & echo $!"], seconds: 3)
            #expect(end == .timedOut)
            let left = try #require(pid_t(output.trimmingCharacters(in: .whitespacesAndNewlines)))
            #expect(hasEnded(left))
        }

        @Test("a leader that has ended keeps the number of its group until it is waited for, and is waited for alone")
        func group() throws {
            let leader = try ProcessLaunch(
                words: ["sh", "-c", "sleep 300 & exit 5"], environment: ["PATH=/usr/bin:/bin"],
                descriptors: [(1, .nothing)]
            ).start()
            let group = ProcessGroup(leader: leader)
            for _ in 0..<200 where group.leaderState == .running { usleep(50_000) }
            #expect(group.leaderState == .ended)
            #expect(group.leaderState == .ended, "To look does not take it away.")
            #expect(group.hasOthers == true)
            #expect(WaitStatus(group.end(isLeftAlone: false)) == .exited(5))
            #expect(group.leaderState == .gone)
            for _ in 0..<100 where group.hasOthers == true { usleep(50_000) }
            #expect(group.hasOthers == false)
        }
    #endif

    @Test(
        "a command is ended where its process is told to stop meanwhile, and has a few seconds where it was told before"
    )
    func stopped() {
        let start = Date()
        var command = TimedCommand(
            arguments: ["sleep", "300"], environment: ["PATH": "/usr/bin:/bin"], input: [], seconds: 200)
        command.isToStop = { Date().timeIntervalSince(start) > 1 }
        #expect(command.run().end == .stopped)
        command.isToStop = { true }
        #expect(command.run().end == .timedOut)
        #expect(Date().timeIntervalSince(start) < 100)
    }

    @Test("one that closes its output and goes on is still waited for")
    func closedOutput() {
        #expect(run(["sh", "-c", "exec >&- 2>&-; sleep 0.3; exit 7"]).end == .exited(7))
    }
}
