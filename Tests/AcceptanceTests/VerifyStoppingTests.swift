import Foundation
import Testing

#if os(Linux)
    @Suite("A verification that is stopped", .serialized)
    struct VerifyStoppingTests {
        /// A verification in the middle of making a run anew, and where it does so.
        private func start(_ project: WorkerProject) throws -> (process: Process, temporary: URL) {
            let folder = try project.temporaryFolder()
            let process = Process()
            process.executableURL = CanvassProcess.binary
            process.arguments = ["verify", project.survey.path, "--output", project.output.path, "--quiet"]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path]) { $1 }
            try process.run()
            try project.waitForLong { WorkerProject.verificationBundles(in: folder) }
            return (process, folder)
        }

        private func made(in folder: URL) throws -> [URL] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("canvass-") }.map {
                folder.appending(path: $0)
            }
        }

        @Test("where it is told to stop it exits 143, and leaves nothing of what it has read")
        func terminated() throws {
            let project = try WorkerProject()
            #expect(try project.run().status == 0)
            let (process, folder) = try start(project)
            let made = try made(in: folder)
            #expect(made.count == 1)
            for url in made {
                let mode = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? NSNumber
                #expect(mode.map { $0.intValue & 0o777 } == 0o700)
            }
            WorkerProject.expectTermination(of: process, project.workers())
            #expect(try self.made(in: folder).isEmpty)
        }

        @Test("what one leaves that is killed, the next one removes")
        func killed() throws {
            let project = try WorkerProject()
            #expect(try project.run().status == 0)
            let (process, folder) = try start(project)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(try made(in: folder).count == 1)
            let next = try CanvassProcess(
                ["verify", project.survey.path, "--output", project.output.path],
                environment: ["TMPDIR": folder.path])
            #expect(next.status == 0, "\(next.output)\(next.errors)")
            #expect(try made(in: folder).isEmpty)
        }
    }
#endif
