#if os(Linux)
    import Foundation
    import SurveyModel
    import Testing

    @testable import Pipeline

    @Suite("What a worker uses, and when that is too much")
    struct WorkerWatchTests {
        @Test(
            "a process that uses no processor time stands still, and one that uses more than it may has used its time",
            arguments: [("exec sleep 600", .still(seconds: 1)), ("while :; do :; done", .timeout(seconds: 1))]
                as [(String, WorkerFailure)])
        func overrun(script: String, expected: WorkerFailure) throws {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", script]
            try process.run()
            // Not by SIGTERM, which a child of this process may have been started to pass over.
            defer {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
            }
            var limits = WorkerLimits()
            limits.seconds = 1
            var watch = WorkerWatch(limits, WorkerUsage(process.processIdentifier), memoryBefore: nil)
            var failure: WorkerFailure?
            let end = ContinuousClock.now + .seconds(60)
            while failure == nil, ContinuousClock.now < end {
                usleep(20_000)
                failure = watch.overrun()
            }
            #expect(failure == expected)
        }

        @Test("what stood still is not told to have used its time, and no limit is said to be raised for it")
        func words() {
            let finding = WorkerFailure.still(seconds: 60).finding(name: "NOR.xlsx")
            #expect(finding.rule == "file.timeout")
            #expect(finding.message.text(in: "en").contains("stood still for 60 s"))
            #expect(finding.suggestion?.text(in: "en").contains("secondsPerReturn") == false)
        }
    }
#endif
