import Foundation
import Testing

#if os(Linux)
    @Suite("Containers are opened apart from the run", .serialized)
    struct ContainerWorkerTests {
        private let mail = "post.eml"

        private func project(_ limits: String = "seconds: 600") throws -> WorkerProject {
            let project = try WorkerProject(limits: limits, rows: 10)
            try project.putMails()
            return project
        }

        /// The mail is a finding as a whole, everything else is published, and each file of the inbox has its place.
        private func expectOnlyTheMailIsLost(_ project: WorkerProject, rule: String) throws {
            let files = try project.rows("issues.csv").filter { ($0["rule"] ?? "").hasPrefix("file.") }
            #expect(files.map { $0["rule"] } == [rule], "\(files)")
            #expect(files.first?["value"] == mail)
            let offices = try project.rows("dataset/offices.csv")
            #expect(Set(offices.map { $0["reporter"] ?? "" }) == Set(WorkerProject.reporters + [WorkerProject.long]))
            let returns = try project.rows("lineage/returns.csv")
            let expected =
                WorkerProject.reporters.dropFirst().map { "\($0).csv" } + [
                    "NOR.csv", "good.eml/AUT.csv", mail,
                ]
            #expect(returns.map { $0["file"] ?? "" }.sorted() == expected.sorted())
            #expect(returns.filter { $0["state"] == "refused" }.map { $0["file"] } == [mail])
            // Nothing of it is in the archive but the mail itself, and no file lies about.
            let receipts = try Table.rows(of: project.output.appending(path: "specimen/archive/received.csv"))
            #expect(receipts.filter { ($0["file"] ?? "").hasPrefix(mail) }.map { $0["file"] } == [mail])
            #expect(try project.archived().sorted() == receipts.map { $0["sha256"] ?? "" }.sorted())
            #expect(!project.hasScratch)
        }

        /// The run's files are those of an undisturbed one but for what tells, truly, what is otherwise than in the run before.
        private func expectSame(_ project: WorkerProject, as expected: [String: Data]) throws {
            let after = try project.results()
            #expect(after.keys.sorted() == expected.keys.sorted())
            for (path, bytes) in expected where !["report.html", "summary.txt"].contains(path) {
                #expect(after[path] == bytes, "\(path) differs")
            }
        }

        @Test(
            "a worker that is killed while it opens a container costs that container, and the next run makes it good",
            arguments: [SIGSEGV, SIGKILL])
        func killed(signal: Int32) throws {
            let project = try project()
            let undisturbed = project.otherOutput("Undisturbed")
            #expect(try project.run(output: undisturbed).status == 0)
            let expected = try project.results(of: undisturbed)
            #expect(try project.rows("lineage/returns.csv", of: undisturbed).count == WorkerProject.reporters.count + 1)

            let process = try project.start()
            let workers = try project.stopInMail()
            #expect(workers.count == 1)
            for worker in workers { #expect(kill(worker, signal) == 0) }
            // A worker that is stopped gets no other signal.
            for worker in workers { kill(worker, SIGCONT) }
            #expect(WorkerProject.waitForEnd(of: workers))
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            try expectOnlyTheMailIsLost(project, rule: "file.crashed")

            // Once may be the machine's fault: the next run tries again.
            #expect(try project.run().status == 0)
            try expectSame(project, as: expected)
        }

        @Test(
            "where files are moved, a mail whose worker was killed stays in the inbox until the next run has opened it"
        )
        func stays() throws {
            let project = try project()
            try project.moveFiles()
            let process = try project.start()
            for worker in try project.stopInMail() { #expect(kill(worker, SIGKILL) == 0) }
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(project.holds("inbox/\(mail)"))
            #expect(project.holds("Done/good.eml"))
            #expect(try project.run().status == 0)
            #expect(project.holds("Done/\(mail)"))
        }

        @Test("a worker that stands still while it opens a container is ended when its time is over")
        func stopped() throws {
            let project = try project("seconds: 600, secondsPerReturn: 4")
            let process = try project.start()
            let workers = try project.stopInMail()
            #expect(!workers.isEmpty)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            try expectOnlyTheMailIsLost(project, rule: "file.timeout")
            #expect(WorkerProject.waitForEnd(of: workers))
        }

        @Test("a container that fills memory costs itself, and what costs its worker twice is believed")
        func memory() throws {
            let project = try project("seconds: 600, memoryBytes: 8 MiB")
            let url = project.survey.appending(path: "inbox/\(mail)")
            let lines = String(repeating: String(repeating: "x", count: 1_000) + "\n", count: 40_000)
            try Data("From: office@example.org\nContent-Type: text/csv; name=a.csv\n\n\(lines)".utf8).write(to: url)
            for _ in 1...2 {
                let process = try project.run()
                #expect(process.status == 0, "\(process.errors)")
                try expectOnlyTheMailIsLost(project, rule: "file.memory")
            }
            let third = try CanvassProcess([
                "run", project.survey.path, "--output", project.output.path, "--today", "2026-11-30",
                "--log-format", "json",
            ])
            #expect(third.errors.contains("Nothing has changed since the run"), "\(third.errors)")
            // It was not opened a third time.
            #expect(!third.errors.contains("a worker was lost"))
            #expect(project.workers().isEmpty)
        }

        @Test("SIGTERM while a container is opened ends the run at once, and the next one goes on from there")
        func terminated() throws {
            let project = try project()
            let undisturbed = project.otherOutput("Undisturbed")
            #expect(try project.run(output: undisturbed).status == 0)
            let process = try project.start()
            let workers = try project.stopInMail()
            #expect(!workers.isEmpty)
            WorkerProject.expectTermination(of: process, workers)
            #expect(!FileManager.default.fileExists(atPath: project.output.appending(path: "specimen/latest").path))
            #expect(!project.hasScratch)
            #expect(try project.run().status == 0)
            #expect(try project.results() == project.results(of: undisturbed))
        }

        @Test("SIGTERM while a return is read ends the run at once")
        func terminatedInReturn() throws {
            let project = try WorkerProject()
            let process = try project.start()
            try project.waitForLong()
            let workers = project.workers()
            for worker in workers { #expect(kill(worker, SIGSTOP) == 0) }
            WorkerProject.expectTermination(of: process, workers)
        }
    }
#endif
