import Foundation
import Testing

#if os(Linux)
    @Suite("Returns are read apart from the run", .serialized)
    struct WorkerTests {
        /// The long return is a finding, the others are published, and nothing else is told.
        private func expectOnlyTheLongIsLost(_ project: WorkerProject, rule: String) throws {
            let issues = try project.rows("issues.csv")
            let files = issues.filter { ($0["rule"] ?? "").hasPrefix("file.") }
            #expect(files.map { $0["rule"] } == [rule], "\(files)")
            #expect(files.first?["value"] == "\(WorkerProject.long).csv")
            let offices = try project.rows("dataset/offices.csv")
            #expect(offices.map { $0["reporter"] ?? "" }.sorted() == WorkerProject.reporters)
        }

        @Test(
            "a worker that is killed in the middle of a file costs that return, and the next run makes it good",
            arguments: [SIGSEGV, SIGKILL, SIGTERM])
        func killed(signal: Int32) throws {
            let project = try WorkerProject()
            let undisturbed = project.otherOutput("Undisturbed")
            #expect(try project.run(output: undisturbed).status == 0)
            let expected = try project.results(of: undisturbed)

            let process = try project.start()
            try project.waitForLong()
            // The end of the one that reads may be that of the others: it comes last, and none is gone before its signal.
            let workers = project.workersAtWorkLast()
            #expect(!workers.isEmpty)
            for worker in workers { #expect(kill(worker, signal) == 0) }
            // Neither the one that was reading nor one that was waiting is left, while the run goes on.
            #expect(WorkerProject.waitForEnd(of: workers))
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            try expectOnlyTheLongIsLost(project, rule: "file.crashed")
            #expect(project.workers().isEmpty)
            // That it was lost is a fact of the run, and no fault of what the run has published.
            let verified = try CanvassProcess(["verify", project.survey.path, "--output", project.output.path])
            #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
            #expect(verified.output.contains("the same, byte for byte"), "\(verified.output)")

            // Once may be the machine's fault: the next run tries again.
            #expect(try project.run().status == 0)
            let after = try project.results()
            #expect(after.keys.sorted() == expected.keys.sorted())
            // Report and summary tell, truly, what is otherwise than in the run before.
            for (path, bytes) in expected where !["report.html", "summary.txt"].contains(path) {
                #expect(after[path] == bytes, "\(path) differs")
            }
        }

        @Test(
            "where files are moved, one whose worker was killed stays in the inbox until the next run has read it, or lost its worker too",
            arguments: [true, false])
        func stays(isReadThen: Bool) throws {
            let project = try WorkerProject()
            try project.moveFiles()
            let file = "\(WorkerProject.long).csv"
            for turn in 1...2 {
                if turn == 2, isReadThen {
                    #expect(try project.run().status == 0)
                    break
                }
                let process = try project.start()
                try project.waitForLong()
                for worker in project.workers() { kill(worker, SIGKILL) }
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
                #expect(project.holds("inbox/\(file)") == (turn == 1))
            }
            #expect(project.holds(isReadThen ? "Done/\(file)" : "Refused/\(file)"))
            #expect(!project.holds("inbox/\(file)"))
            for reporter in WorkerProject.reporters { #expect(project.holds("Done/\(reporter).csv")) }
        }

        @Test("what crashes its worker twice is believed, and not read a third time by the same program")
        func believed() throws {
            let project = try WorkerProject()
            for _ in 1...2 {
                let process = try project.start()
                try project.waitForLong()
                for worker in project.workers() { kill(worker, SIGKILL) }
                process.waitUntilExit()
                try expectOnlyTheLongIsLost(project, rule: "file.crashed")
            }
            let third = try CanvassProcess([
                "run", project.survey.path, "--output", project.output.path, "--today", "2026-11-30",
            ])
            #expect(third.errors.contains("Nothing has changed since the run"), "\(third.errors)")
            try expectOnlyTheLongIsLost(project, rule: "file.crashed")
        }

        @Test(
            "a return that counts and has left the inbox is told when its worker is lost over it, and is there again after the next run"
        )
        func absent() throws {
            let project = try WorkerProject()
            #expect(try project.run().status == 0)
            let counted = try project.rows("dataset/offices.csv").count
            try FileManager.default.removeItem(at: project.survey.appending(path: "inbox/\(WorkerProject.long).csv"))
            // Another definition: all are read anew.
            let definition = project.survey.appending(path: "pipeline.yaml")
            let text = try String(contentsOf: definition, encoding: .utf8)
            try Data((text + "# Another.\n").utf8).write(to: definition)
            try FileManager.default.removeItem(at: project.output.appending(path: "specimen/bundles"))
            let process = try project.start()
            try project.waitForLong()
            for worker in project.workers() { kill(worker, SIGKILL) }
            process.waitUntilExit()
            try expectOnlyTheLongIsLost(project, rule: "file.crashed")
            let verified = try CanvassProcess(["verify", project.survey.path, "--output", project.output.path])
            #expect(verified.output.contains("the same, byte for byte"), "\(verified.output)")
            #expect(try project.run().status == 0)
            #expect(try project.rows("dataset/offices.csv").count == counted)
        }

        @Test("verify that loses a worker of its own says that the run cannot be made anew, and not that it differs")
        func lostInVerify() throws {
            let project = try WorkerProject()
            #expect(try project.run().status == 0)
            let answer = Pipe()
            let process = Process()
            process.executableURL = CanvassProcess.binary
            process.arguments = ["verify", project.survey.path, "--output", project.output.path]
            process.standardOutput = answer
            process.standardError = FileHandle.nullDevice
            let folder = try project.temporaryFolder()
            process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path]) { $1 }
            try process.run()
            try project.waitForLong { WorkerProject.verificationBundles(in: folder) }
            for worker in project.workers() { kill(worker, SIGKILL) }
            let text = String(decoding: answer.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(text.contains("not possible: reading"), "\(text)")
        }

        @Test("a worker that is killed before it takes a return costs none: another takes it")
        func killedBefore() throws {
            let project = try WorkerProject(rows: 10)
            let process = try project.start()
            var workers: [pid_t] = []
            while workers.isEmpty, process.isRunning { workers = project.workers() }
            for worker in workers { kill(worker, SIGKILL) }
            let start = ContinuousClock.now
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(!workers.isEmpty)
            // It is seen at once, not when a limit is reached.
            #expect(ContinuousClock.now - start < .seconds(30))
            #expect(try project.rows("issues.csv").filter { ($0["rule"] ?? "").hasPrefix("file.") }.isEmpty)
        }

        @Test("a worker that stands still is ended when its time is over")
        func stopped() throws {
            let project = try WorkerProject(limits: "seconds: 600, secondsPerReturn: 8")
            let process = try project.start()
            try project.waitForLong()
            let workers = project.workers()
            for worker in workers { #expect(kill(worker, SIGSTOP) == 0) }
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            try expectOnlyTheLongIsLost(project, rule: "file.timeout")
            #expect(WorkerProject.waitForEnd(of: workers))
        }

        @Test(
            "what takes too much time or memory is ended",
            arguments: [("secondsPerReturn: 1", "file.timeout"), ("memoryBytes: 8 MiB", "file.memory")])
        func tooMuch(limit: String, rule: String) throws {
            let project = try WorkerProject(limits: "seconds: 600, \(limit)", rows: 200_000)
            let process = try project.run()
            #expect(process.status == 0, "\(process.errors)")
            try expectOnlyTheLongIsLost(project, rule: rule)
            #expect(project.workers().isEmpty)
        }

        @Test("workers end with the run, also when that is killed")
        func orphans() throws {
            let project = try WorkerProject()
            let process = try project.start()
            try project.waitForLong()
            let workers = project.workers()
            #expect(!workers.isEmpty)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(WorkerProject.waitForEnd(of: workers))
        }

        @Test("a confined worker can open nothing, reach no network, start nothing: the self-test tries it")
        func confined() throws {
            let process = try CanvassProcess(["worker", "--self-test"])
            // A kernel without Landlock or seccomp fails here: on it the promise does not hold, and doctor says so.
            #expect(process.status == 0, "\(process.output)\(process.errors)")
            let lines = process.output.split(separator: "\n").map { $0.split(separator: " ") }
            for thing in ["reading", "writing", "times", "meant for what is open", "internet", "program", "trace"] {
                #expect(process.output.contains(thing))
            }
            let answers = lines.dropFirst().dropLast()
            #expect(answers.count >= 16)
            for line in answers { #expect(["EPERM", "EACCES"].contains(String(line[2])), "\(line)") }
        }

        @Test("a worker that people start says what it is for, and does nothing")
        func byHand() throws {
            let process = try CanvassProcess(["worker", "Pipelines/co-production", "--parent", "1"])
            #expect(process.status == 64)
            #expect(process.errors.contains("canvass run"))
        }
    }
#endif
