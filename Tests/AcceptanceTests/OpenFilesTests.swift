import Foundation
import Testing

#if os(Linux)
    @Suite("A job that may have few files open at once")
    struct OpenFilesTests {
        /// Runs canvass under limits, as a shell or a service sets them.
        private func run(_ limit: String, in project: SmallSurvey) throws -> CanvassProcess {
            try CanvassProcess(
                ["-c", #"\#(limit) && exec "$0" "$@""#, CanvassProcess.binary.path, "run", "parks"],
                in: project.folder, program: URL(filePath: "/bin/sh"))
        }

        @Test("what the system gives it only if asked, it asks for")
        func softLimit() throws {
            let project = try SmallSurvey.project(["parks"])
            let run = try run("ulimit -Sn 24", in: project)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("0 refused"), "\(run.output)")
        }

        @Test("where it can have no more it says what to do, and publishes nothing", arguments: [24, 64])
        func hardLimit(files: Int) throws {
            let project = try SmallSurvey.project(["parks"])
            let run = try run("ulimit -n \(files)", in: project)
            #expect(run.status == 74 && run.errors.contains("ulimit -n 1024"), "\(run.errors)")
            let latest = project.folder.appending(path: "Output/parks/latest")
            #expect(!FileManager.default.fileExists(atPath: latest.path))
        }
    }
#endif
