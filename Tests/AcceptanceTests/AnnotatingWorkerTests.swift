import Foundation
import Testing

#if os(Linux)
    @Suite("Returns are annotated apart from the run", .serialized)
    struct AnnotatingWorkerTests {
        private static let copy = "returns/\(WorkerProject.long)/annotated.xlsx"

        @Test("a worker that is lost while it annotates is replaced, and the run is as though nothing had been")
        func lostOnce() throws {
            let project = try WorkerProject()
            let undisturbed = project.otherOutput("Undisturbed")
            #expect(try project.run(output: undisturbed).status == 0)
            let expected = try project.results(of: undisturbed)
            #expect(expected[Self.copy] != nil)
            let process = try project.start()
            try project.waitForAnnotating()
            for worker in project.workers() { kill(worker, SIGSEGV) }
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(try project.results() == expected)
        }

        @Test("what costs two workers costs its own copy; all else is published, and the next run makes it")
        func lostTwice() throws {
            let project = try WorkerProject()
            let undisturbed = project.otherOutput("Undisturbed")
            #expect(try project.run(output: undisturbed).status == 0)
            let process = try project.start()
            for _ in 1...2 {
                try project.waitForAnnotating()
                let workers = project.workers()
                for worker in workers { kill(worker, SIGKILL) }
                #expect(WorkerProject.waitForEnd(of: workers))
            }
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let lost = try project.results()
            #expect(lost[Self.copy] == nil)
            #expect(try project.rows("dataset/offices.csv").count > 20_000)
            #expect(project.workers().isEmpty)
            // That it was lost is a fact of the run, and no fault of what the run has published.
            let verified = try CanvassProcess(["verify", project.survey.path, "--output", project.output.path])
            #expect(verified.output.contains("the same, byte for byte"), "\(verified.output)")
            #expect(try project.run().status == 0)
            #expect(try project.results()[Self.copy] == project.results(of: undisturbed)[Self.copy])
        }

        @Test(
            "SIGTERM while a return is annotated ends the run at once, also where its worker stands still, and nothing is published"
        )
        func stopped() throws {
            let project = try WorkerProject()
            let process = try project.start()
            try project.waitForAnnotating()
            let workers = project.workers()
            for worker in workers { #expect(kill(worker, SIGSTOP) == 0) }
            WorkerProject.expectTermination(of: process, workers)
            #expect(!FileManager.default.fileExists(atPath: project.output.appending(path: "specimen/latest").path))
        }
    }
#endif
