import Foundation
import Testing

@Suite("Logs, figures, summaries and notices of a run")
struct RunNoticesTests {
    /// A command that writes what it was told into a file named by the run's exit code.
    private static func notice(_ name: String, when: String) -> String {
        let script = "{ env | grep ^CANVASS_ | sort; cat; } > $PWD/told-\(name)-$CANVASS_EXIT; echo heard"
        return "  - {command: [sh, -c, '\(script)'], when: \(when)}\n"
    }

    private func told(_ project: SmallSurvey, _ name: String) throws -> String? {
        let url = project.folder.appending(path: "told-\(name)")
        defer { try? FileManager.default.removeItem(at: url) }
        return try? String(contentsOf: url, encoding: .utf8)
    }

    @Test(
        "commands get the summary on their occasions, also of a run that failed, and their own failure undoes nothing")
    func notices() throws {
        let project = try SmallSurvey.project(
            ["parks"],
            more: "notify:\n" + Self.notice("all", when: "always") + Self.notice("new", when: "changes")
                + Self.notice("bad", when: "failure") + "  - {command: [./no-such-program], when: [always]}\n")
        let first = try CanvassProcess(["run", "parks", "--verbose"], in: project.folder)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains("warning: the command of `notify` cannot be started"))
        #expect(first.errors.contains("output: heard"))
        let run = try #require(try project.runs("parks").first)
        let summary = try String(contentsOf: project.latest("parks", "summary.txt"), encoding: .utf8)
        #expect(summary.hasPrefix("The survey of parks (invented), 2026\n\n"))
        let report = project.folder.appending(path: "Output/parks/runs/\(run)/report.html").path
        let all = try #require(try told(project, "all-0"))
        #expect(all.hasSuffix("CANVASS_TITLE=The survey of parks (invented)\n\(summary)"))
        #expect(all.hasPrefix("CANVASS_EXIT=0\nCANVASS_REPORT="))
        #expect(all.contains("\(report)\nCANVASS_RUN=\(run)\nCANVASS_SURVEY=parks\n"))
        #expect(try told(project, "new-0") == all)
        // Nothing new: only who always wants to know is told.
        try CanvassProcess(["run", "parks"], in: project.folder)
        #expect(try told(project, "all-0") != nil)
        #expect(try told(project, "new-0") == nil)
        #expect(try told(project, "bad-0") == nil)
        let failed = try CanvassProcess(["run", "parks", "--inbox", "/no/such/inbox"], in: project.folder)
        #expect(failed.status == 66)
        #expect(try told(project, "bad-66")?.contains("/no/such/inbox") == true)
        #expect(try told(project, "all-66") != nil)
        #expect(try told(project, "new-66") == nil)
    }

    @Test("the summary holds no time and no run: two runs of the same give the same")
    func summary() throws {
        let project = try SmallSurvey.project(["parks"])
        try project.write("parks", "BRA.csv", "PK\u{3}\u{4} no workbook")
        try CanvassProcess(["run", "parks"], in: project.folder)
        let first = try Data(contentsOf: project.latest("parks", "summary.txt"))
        try CanvassProcess(["run", "parks"], in: project.folder)
        #expect(try Data(contentsOf: project.latest("parks", "summary.txt")) == first)
        let text = String(decoding: first, as: UTF8.self)
        #expect(text.contains("This file could not be read:\n- BRA.csv\n"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 76 })
    }

    @Test("every line of the log is an object, whatever happens")
    func jsonLog() throws {
        let project = try SmallSurvey.project(["birds", "parks"])
        let commands = [
            ["run", "--all", "--log-format", "json"], ["run", "no-such-survey", "--log-format=json"],
            ["run", "parks", "--no-such-option", "--log-format", "json"],
            ["run", "parks", "--inbox", "/no/such/inbox", "--log-format", "json"],
        ]
        for (command, code) in zip(commands, [0, 66, 64, 66]) {
            let process = try CanvassProcess(command, in: project.folder)
            #expect(process.status == Int32(code), "\(process.errors)")
            let lines = process.errors.split(separator: "\n")
            #expect(!lines.isEmpty)
            for line in lines {
                let object = try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String], "\(line)")
                #expect(object["time"]?.hasSuffix("Z") == true && object["level"] != nil && object["message"] != nil)
            }
            if code == 0 { #expect(lines.contains { $0.contains(#""message": "the run is published""#) }) }
        }
    }

    @Test("figures are written where they are asked for, for one survey or all, with each family once")
    func metrics() throws {
        let project = try SmallSurvey.project(["birds", "parks"], more: "metrics: ../../own.prom\n")
        try Data("canvass: 1\n".utf8).write(to: project.folder.appending(path: "Pipelines/birds/pipeline.yaml"))
        let all = project.folder.appending(path: "all.prom")
        let process = try CanvassProcess(["run", "--all", "--metrics", all.path], in: project.folder)
        #expect(process.status == 65)
        let text = try String(contentsOf: all, encoding: .utf8)
        #expect(text.contains(#"canvass_last_run_exit_code{survey="birds"} 65"#))
        #expect(text.contains(#"canvass_last_run_exit_code{survey="parks"} 0"#))
        #expect(text.contains(#"canvass_records{survey="parks",outcome="published"} 1"#))
        #expect(text.contains(#"canvass_returns{survey="parks",state="live"} 1"#))
        #expect(text.matches(of: /# TYPE canvass_last_run_exit_code gauge/).count == 1)
        let own = project.folder.appending(path: "own.prom")
        #expect(
            try String(contentsOf: own, encoding: .utf8).contains(
                #"canvass_reporters{survey="parks",state="expected"} 2"#))
        let mode = try FileManager.default.attributesOfItem(atPath: own.path)[.posixPermissions] as? Int
        #expect(mode == 0o644)
        // A failed run tells when something was published last.
        try CanvassProcess(["run", "parks", "--inbox", "/no/such/inbox"], in: project.folder)
        let failed = try String(contentsOf: own, encoding: .utf8)
        #expect(failed.contains(#"canvass_last_run_exit_code{survey="parks"} 66"#))
        #expect(failed.contains("canvass_last_published_timestamp_seconds"))
        #expect(!failed.contains("canvass_records"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: project.folder.path).allSatisfy {
                !$0.hasSuffix(".tmp")
            })
        #expect(try CanvassProcess(["run", "parks", "--metrics", "figures.txt"], in: project.folder).status == 64)
    }

    @Test(
        "nothing that is written can be read by others or changed by the group, whatever the mask",
        arguments: ["000", "022", "077"])
    func permissions(mask: String) throws {
        let project = try SmallSurvey.project(["parks"])
        let scratch = try Scratch()
        let script = scratch.url.appending(path: "masked.sh")
        try Data("umask \(mask); exec '\(CanvassProcess.binary.path)' run parks --output \"$1\"\n".utf8).write(
            to: script)
        let output = scratch.url.appending(path: "out")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [script.path, output.path]
        process.currentDirectoryURL = project.folder
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let files = try FileManager.default.subpathsOfDirectory(atPath: output.path)
        #expect(files.contains { $0.contains("archive/") } && files.contains { $0.contains("bundles/") })
        let isPrivate = mask == "077"
        for file in files {
            let attributes = try FileManager.default.attributesOfItem(atPath: output.appending(path: file).path)
            if attributes[.type] as? FileAttributeType == .typeSymbolicLink { continue }
            let mode = (attributes[.posixPermissions] as? Int ?? 0o777) & 0o777
            let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
            let most = isFolder ? (isPrivate ? 0o700 : 0o750) : (isPrivate ? 0o600 : 0o640)
            #expect(mode & ~most == 0, "\(file) has the mode \(String(mode, radix: 8))")
        }
    }

    @Test(
        "nor can what other commands write, under a mask that would let it",
        arguments: [
            ("init ./fresh", "fresh"), ("init ./fresh", "fresh/pipeline.yaml"),
            (
                "decide parks --rule constraint.maximum --waive --reason Why --reviewer R --yes",
                "Pipelines/parks/decisions.csv"
            ), ("doctor parks --map map.html", "map.html"),
        ])
    func permissionsOfOthers(words: String, written: String) throws {
        let project = try SmallSurvey.project(["parks"], area: ", constraints: {maximum: 0}")
        try CanvassProcess(["run", "parks"], in: project.folder)
        let process = try CanvassProcess(
            ["-c", "umask 000; exec '\(CanvassProcess.binary.path)' \(words)"], in: project.folder,
            program: URL(filePath: "/bin/sh"))
        let file = project.folder.appending(path: written).path
        try #require(FileManager.default.fileExists(atPath: file), "\(process.errors)")
        let mode = try #require(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int)
        #expect(mode & 0o027 == 0, "\(written) has the mode \(String(mode, radix: 8))")
    }
}
