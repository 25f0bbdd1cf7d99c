import Foundation
import Testing

#if os(Linux)
    /// What becomes of commands whose output nobody takes: the disk under it is full, or its reader has gone.
    @Suite("Commands whose output nobody takes")
    struct LostOutputTests {
        private static let shell = URL(filePath: "/bin/sh")
        /// Descriptor 9 is a pipe that nobody reads any more.
        private static let gone = "mkfifo gone; : < gone & exec 9> gone; wait; rm gone; "

        /// Runs canvass by a line of the shell, in which `"$0" "$@"` is the command.
        private func run(_ line: String, _ words: [String], in project: SmallSurvey) throws -> CanvassProcess {
            try CanvassProcess(
                ["-c", line, CanvassProcess.binary.path] + words, in: project.folder, program: Self.shell)
        }

        private func withoutReader(_ words: [String], in project: SmallSurvey) throws -> CanvassProcess {
            try run(Self.gone + #"exec "$0" "$@" >&9 9>&-"#, words, in: project)
        }

        private func onFullDisk(_ words: [String], in project: SmallSurvey) throws -> CanvassProcess {
            try run(#"exec "$0" "$@" > /dev/full"#, words, in: project)
        }

        @Test(
            "with standard output on a full disk all surveys are run, with figures and notices; the job says so once, and exits 74",
            arguments: ["text", "json"])
        func fullDisk(format: String) throws {
            let project = try SmallSurvey.project(
                ["birds", "parks"], more: "notify: [{command: [sh, -c, 'touch told-$CANVASS_SURVEY']}]\n")
            let night = try onFullDisk(
                ["run", "--all", "--metrics", "night.prom", "--format", format], in: project)
            #expect(night.status == 74, "\(night.errors)")
            let said = night.errors.matches(of: /Standard output cannot be written: No space left on device\./)
            #expect(said.count == 1, "\(night.errors)")
            let figures = try String(contentsOf: project.folder.appending(path: "night.prom"), encoding: .utf8)
            for survey in ["birds", "parks"] {
                #expect(try project.runs(survey).count == 1)
                #expect(figures.contains("canvass_last_run_exit_code{survey=\"\(survey)\"} 0\n"), "\(figures)")
                let told = project.folder.appending(path: "told-\(survey)")
                #expect(FileManager.default.fileExists(atPath: told.path))
            }
        }

        @Test("decisions that are written and cannot be shown are told to be written")
        func decisions() throws {
            let project = try SmallSurvey.project(["parks"], area: ", constraints: {maximum: 0}")
            #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
            let waiver = ["--waive", "--reason", "Yes", "--reviewer", "reviewer A"]
            let filter = ["decide", "parks", "--rule", "constraint.maximum"] + waiver
            let shown = try onFullDisk(filter, in: project)
            #expect(shown.status == 74 && !shown.errors.contains("decisions.csv"), "\(shown.errors)")
            let written = try onFullDisk(filter + ["--yes"], in: project)
            #expect(written.status == 74, "\(written.errors)")
            #expect(written.errors.contains("1 line written to decisions.csv"), "\(written.errors)")
            let lines = try Table.rows(of: project.folder.appending(path: "Pipelines/parks/decisions.csv"))
            #expect(lines.count == 1)
        }

        @Test("a worse exit code than that of lost output stands, and an open issue's does not")
        func codes() throws {
            let project = try SmallSurvey.project(["birds", "parks"])
            try project.write("parks", "BRA.csv", "PK\u{3}\u{4} no workbook")
            let issues = try onFullDisk(["run", "--all", "--fail-on", "note"], in: project)
            #expect(issues.status == 74, "\(issues.errors)")
            try Data("canvass: 1\n".utf8).write(to: project.folder.appending(path: "Pipelines/birds/pipeline.yaml"))
            let broken = try onFullDisk(["run", "--all"], in: project)
            #expect(broken.status == 65, "\(broken.errors)")
            #expect(broken.errors.contains("2 surveys: 1 done, 1 not"), "\(broken.errors)")
        }

        @Test("a reader of results that goes away ends no job halfway")
        func noReaderOfResults() throws {
            let project = try SmallSurvey.project(["birds", "parks"])
            let night = try withoutReader(["run", "--all"], in: project)
            #expect(night.status == 74, "\(night.errors)")
            #expect(night.errors.contains("Standard output cannot be written: Broken pipe."), "\(night.errors)")
            for survey in ["birds", "parks"] { #expect(try project.runs(survey).count == 1) }
            let verification = try withoutReader(["verify", "parks"], in: project)
            #expect(verification.status == 74 && verification.errors.contains("Broken pipe"), "\(verification.errors)")
        }

        @Test("a reader of the log that goes away does not matter")
        func noReaderOfLog() throws {
            let project = try SmallSurvey.project(["parks"])
            let run = try run(Self.gone + #"exec "$0" "$@" 2>&9 9>&-"#, ["run", "parks", "--verbose"], in: project)
            #expect(run.status == 0)
            #expect(run.output.contains("Output/parks/latest/report.html"), "\(run.output)")
        }

        @Test("a watch goes on when nobody reads its log any more, and so do its runs")
        func watchWithoutReader() throws {
            let project = try SmallSurvey.project(["parks"])
            let process = Process()
            process.executableURL = Self.shell
            process.arguments = [
                "-c", Self.gone + #"exec "$0" "$@" 2>&9 9>&-"#, CanvassProcess.binary.path, "watch", "parks",
                "--settle",
                "0",
            ]
            process.currentDirectoryURL = project.folder
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let report = project.latest("parks", "report.html").path
            for _ in 0..<600 where process.isRunning && !FileManager.default.fileExists(atPath: report) {
                usleep(100_000)
            }
            #expect(FileManager.default.fileExists(atPath: report))
            kill(process.processIdentifier, SIGTERM)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        }

        @Test("a listing whose reader has seen enough ends in silence, by the signal for that")
        func listing() throws {
            let project = try SmallSurvey.project(["parks"])
            let cells = try withoutReader(["cells", "Pipelines/parks/inbox/ALD.csv"], in: project)
            #expect(cells.status == SIGPIPE)
            #expect(cells.errors.isEmpty, "\(cells.errors)")
        }

        @Test("a run ignores that a reader goes away, and the commands that it tells do not")
        func signals() throws {
            let script = "cat /proc/$PPID/status > run-status; cat /proc/self/status > own-status"
            let project = try SmallSurvey.project(["parks"], more: "notify: [{command: [sh, -c, '\(script)']}]\n")
            #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
            #expect(try ignoresLostReaders(project.folder.appending(path: "run-status")))
            #expect(try !ignoresLostReaders(project.folder.appending(path: "own-status")))
        }

        /// Whether a process ignores SIGPIPE, by what the system tells of it (proc(5), status: `SigIgn`).
        private func ignoresLostReaders(_ status: URL) throws -> Bool {
            let text = try String(contentsOf: status, encoding: .utf8)
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("SigIgn:") })
            let mask = try #require(line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) })
            return mask & (1 << UInt64(SIGPIPE - 1)) != 0
        }
    }
#endif
