import Foundation
import Testing

#if os(Linux)
    @Suite("A job that may have few threads and processes")
    struct FewThreadsTests {
        /// Runs canvass where all tasks of its account together may be no more than so many. A run that hangs is ended.
        ///
        /// The system lets root, and who may raise limits, have any number: as root it runs with another real account, without that right. Its files are root's.
        private func run(tasks: Int, in project: SmallSurvey) throws -> CanvassProcess {
            let account = ["setpriv", "--ruid=65534", "--bounding-set=-sys_resource,-sys_admin"]
            return try CanvassProcess(
                ["-s", "KILL", "120"] + (getuid() == 0 ? account : []) + [
                    "prlimit", "--nproc=\(tasks):\(tasks)", CanvassProcess.binary.path, "run", "parks",
                ],
                in: project.folder, program: URL(filePath: "/usr/bin/timeout"))
        }

        @Test("where it can have none it ends, says what to do, and publishes nothing", arguments: [1, 4])
        func none(tasks: Int) throws {
            let project = try SmallSurvey.project(["parks"])
            let run = try run(tasks: tasks, in: project)
            #expect(run.status == 74 && run.errors.contains("ulimit -u"), "\(run.status) \(run.errors)")
            let latest = project.folder.appending(path: "Output/parks/latest")
            #expect(!FileManager.default.fileExists(atPath: latest.path))
        }

        @Test(
            "where it can have few it does with them, or ends; it never waits without end", arguments: [8, 12, 16, 24])
        func few(tasks: Int) throws {
            let run = try run(tasks: tasks, in: SmallSurvey.project(["parks"]))
            #expect([0, 74].contains(run.status), "\(run.status) \(run.errors)")
        }

        @Test("where it can have enough it publishes")
        func enough() throws {
            guard getuid() == 0 else { return }
            let run = try run(tasks: 100, in: SmallSurvey.project(["parks"]))
            #expect(run.status == 0, "\(run.status) \(run.errors)")
        }
    }
#endif
