import Foundation
import Testing

/// What befalls a job that nobody watches: it is stopped between surveys, its inbox goes, somebody puts things where they do not belong.
@Suite("Nights of surveys, and what gets in their way")
struct NightTests {
    @Test("a job that is told to stop while a survey is published does not begin the next one, and says which are done")
    func stoppedBetween() throws {
        let project = try SmallSurvey.project(
            ["birds", "parks"], more: "notify: [{command: [sh, -c, 'kill -TERM $PPID']}]\n")
        let night = try CanvassProcess(["run", "--all"], in: project.folder)
        #expect(night.status == 143, "\(night.errors)")
        #expect(
            night.errors.contains("Stopped by SIGTERM: birds is published, parks and what follows it were not begun."))
        #expect(try project.runs("birds").count == 1)
        #expect(!FileManager.default.fileExists(atPath: project.folder.appending(path: "Output/parks").path))
    }

    @Test("a run that is told to stop while a command is told of it ends the command, and begins no other")
    func stoppedWhileTelling() throws {
        let project = try SmallSurvey.project(
            ["birds"],
            more: """
                notify:
                  - {command: [sh, -c, 'kill -TERM $PPID; sleep 200'], seconds: 200}
                  - {command: [sh, -c, 'echo told > second']}

                """)
        let start = Date()
        let night = try CanvassProcess(["run", "birds"], in: project.folder)
        #expect(Date().timeIntervalSince(start) < 100)
        #expect(night.errors.contains("was ended, since this program was told to stop"), "\(night.errors)")
        #expect(night.errors.contains("was not told, since this program was told to stop"), "\(night.errors)")
        #expect(try project.runs("birds").count == 1)
        #expect(!FileManager.default.fileExists(atPath: project.folder.appending(path: "second").path))
    }

    /// Runs a command, and tells it to stop by a signal as soon as it looks into an inbox.
    private func stopped(
        _ words: [String], by number: Int32, in project: SmallSurvey
    ) throws -> (status: Int32, errors: String) {
        // Where the tests are started by nohup or in the background of a script SIGINT is ignored, and the command would inherit that.
        signal(SIGINT, SIG_DFL)
        let errors = project.folder.appending(path: "errors")
        try Data().write(to: errors)
        let process = Process()
        process.executableURL = CanvassProcess.binary
        process.arguments = words
        process.currentDirectoryURL = project.folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        var said = ""
        for _ in 0..<6_000 where process.isRunning && !said.contains("Looking into") {
            usleep(10_000)
            said = try String(contentsOf: errors, encoding: .utf8)
        }
        kill(process.processIdentifier, number)
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOf: errors, encoding: .utf8))
    }

    @Test(
        "a survey that is stopped, and one that is then not begun, have figures like a failed one: alerts go by them",
        arguments: [["birds"], ["--all"]], [SIGINT, SIGTERM])
    func figuresOfStopped(words: [String], number: Int32) throws {
        let project = try SmallSurvey.project(["birds", "parks"])
        let all = try CanvassProcess(["run", "--all", "--metrics", "night.prom"], in: project.folder)
        #expect(all.status == 0, "\(all.errors)")
        // There is time to stop while a young file is waited for.
        let definition = project.folder.appending(path: "Pipelines/birds/pipeline.yaml")
        let text = try String(contentsOf: definition, encoding: .utf8)
        try Data(text.replacing("settle: 0", with: "settle: 60").utf8).write(to: definition)
        try project.write("birds", "BRA.csv", "Name;Area\nOld Quay;2\n")
        let (status, errors) = try stopped(["run"] + words + ["--metrics", "night.prom"], by: number, in: project)
        // 130 and 143, as shells have it.
        #expect(status == 128 + number, "\(errors)")
        let name = number == SIGINT ? "SIGINT" : "SIGTERM"
        #expect(errors.contains("Stopped by \(name): nothing was published"), "\(errors)")
        let figures = try String(contentsOf: project.folder.appending(path: "night.prom"), encoding: .utf8)
        for survey in words == ["--all"] ? ["birds", "parks"] : words {
            #expect(figures.contains("canvass_last_run_exit_code{survey=\"\(survey)\"} \(status)\n"), "\(figures)")
            #expect(figures.contains("canvass_last_published_timestamp_seconds{survey=\"\(survey)\"} "), "\(figures)")
            #expect(try project.runs(survey).count == 1)
        }
    }

    @Test("a job that is stopped says what befell others before, and has a line of JSON for each survey")
    func stoppedAfterTrouble() throws {
        let project = try SmallSurvey.project(
            ["birds", "parks", "woods"], more: "notify: [{command: [sh, -c, 'kill -TERM $PPID']}]\n")
        try Data("canvass: 1\n".utf8).write(to: project.folder.appending(path: "Pipelines/birds/pipeline.yaml"))
        let night = try CanvassProcess(["run", "--all", "--format", "json"], in: project.folder)
        #expect(night.status == 143, "\(night.errors)")
        #expect(night.errors.contains("birds: "))
        #expect(night.errors.contains("woods: Stopped by SIGTERM: parks is published"), "\(night.errors)")
        #expect(night.errors.contains("3 surveys: 1 done, 2 not"), "\(night.errors)")
        let lines = night.output.split(separator: "\n")
        #expect(lines.count == 3, "\(night.output)")
        #expect(lines.last?.contains(#""survey": "woods""#) == true && lines.last?.contains(#""exit": 143"#) == true)
    }

    @Test("programs are told of each survey's trouble by itself, with its name and exit code, and then the sum")
    func troublesForPrograms() throws {
        let project = try SmallSurvey.project(["birds", "parks", "woods"])
        for name in ["birds", "woods"] {
            try Data("canvass: 1\nodd: 1\n".utf8).write(
                to: project.folder.appending(path: "Pipelines/\(name)/pipeline.yaml"))
        }
        let night = try CanvassProcess(["run", "--all", "--log-format", "json"], in: project.folder)
        #expect(night.status == 65)
        let lines = night.errors.split(separator: "\n").compactMap { line in
            (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: String]
        }
        let told = lines.filter { $0["level"] == "error" }
        #expect(told.map { $0["survey"] } == ["birds", "woods", nil], "\(night.errors)")
        #expect(told.map { $0["exit"] } == ["65", "65", nil])
        #expect(told.allSatisfy { $0["message"]?.contains("\n") == false })
        #expect(told.last?["message"] == "3 surveys: 1 done, 2 not")
    }

    @Test("a survey that is named twice is run once; two of one name are not put into one file of figures")
    func namedTwice() throws {
        let project = try SmallSurvey.project(["parks"])
        let words = ["run", "parks", "Pipelines/parks", "--metrics", "night.prom"]
        let night = try CanvassProcess(words, in: project.folder)
        #expect(night.status == 0, "\(night.errors)")
        #expect(try project.runs("parks").count == 1)
        let figures = try String(contentsOf: project.folder.appending(path: "night.prom"), encoding: .utf8)
        #expect(figures.split(separator: "\n").count { $0.hasPrefix("canvass_last_run_exit_code{") } == 1)
        let other = try SmallSurvey.project(["parks"])
        let both = try CanvassProcess(
            ["run", "parks", other.folder.appending(path: "Pipelines/parks").path, "--metrics", "night.prom"],
            in: project.folder)
        #expect(both.status == 64 && both.errors.contains("have one name"), "\(both.errors)")
    }

    @Test(
        "of several surveys that are named one that is none by now costs the others nothing, and has figures and a line"
    )
    func namedAndGone() throws {
        let project = try SmallSurvey.project(["birds", "parks"])
        let words = ["run", "birds", "parks", "--format", "json", "--metrics", "night.prom"]
        try FileManager.default.removeItem(at: project.folder.appending(path: "Pipelines/birds/pipeline.yaml"))
        let night = try CanvassProcess(words, in: project.folder)
        #expect(night.status == 66, "\(night.errors)")
        #expect(try project.runs("parks").count == 1)
        #expect(night.errors.contains("2 surveys: 1 done, 1 not"), "\(night.errors)")
        let lines = night.output.split(separator: "\n")
        #expect(lines.count == 2 && lines.last?.contains(#""survey": "birds""#) == true, "\(night.output)")
        #expect(lines.last?.contains(#""exit": 66"#) == true, "\(night.output)")
        let figures = try String(contentsOf: project.folder.appending(path: "night.prom"), encoding: .utf8)
        #expect(figures.contains(#"canvass_last_run_exit_code{survey="birds"} 66"#), "\(figures)")
        #expect(figures.contains(#"canvass_last_run_exit_code{survey="parks"} 0"#), "\(figures)")
    }

    @Test("with --all a folder that cannot be looked into is a trouble, one without a definition a warning")
    func leftOut() throws {
        let project = try SmallSurvey.project(["birds", "parks"])
        let pipelines = project.folder.appending(path: "Pipelines")
        for name in ["old", ".hidden"] {
            try FileManager.default.createDirectory(
                at: pipelines.appending(path: name), withIntermediateDirectories: true)
        }
        // As of a disk that is not mounted.
        try FileManager.default.createSymbolicLink(
            atPath: pipelines.appending(path: "ferns").path, withDestinationPath: "/no/such/disk/ferns")
        let night = try CanvassProcess(["run", "--all", "--metrics", "night.prom"], in: project.folder)
        #expect(night.status == 74, "\(night.errors)")
        #expect(night.errors.contains("ferns cannot be looked at"), "\(night.errors)")
        #expect(night.errors.contains("3 surveys: 2 done, 1 not"), "\(night.errors)")
        #expect(night.errors.contains("old holds no pipeline.yaml") && !night.errors.contains("hidden"))
        let figures = try String(contentsOf: project.folder.appending(path: "night.prom"), encoding: .utf8)
        #expect(figures.contains(#"canvass_last_run_exit_code{survey="ferns"} 74"#), "\(figures)")
        for survey in ["birds", "parks"] { #expect(try project.runs(survey).count == 1) }
        // Others see the surveys that there are.
        let status = try CanvassProcess(["status"], in: project.folder)
        #expect(status.status == 0 && status.output.contains("birds, round 2026"), "\(status.errors)")
        let doctor = try CanvassProcess(["doctor", "birds"], in: project.folder)
        #expect(doctor.output.contains("1 file in") && doctor.errors.isEmpty, "\(doctor.output)\(doctor.errors)")
        let named = try CanvassProcess(["run", "ferns"], in: project.folder)
        #expect(named.status == 74 && named.errors.contains("ferns cannot be looked at"), "\(named.errors)")
    }

    @Test("with --all there has to be a survey", arguments: [[], ["old"]] as [[String]])
    func noSurvey(folders: [String]) throws {
        let scratch = try Scratch()
        for name in [""] + folders {
            try FileManager.default.createDirectory(
                at: scratch.url.appending(path: "Pipelines/\(name)"), withIntermediateDirectories: true)
        }
        let night = try CanvassProcess(["run", "--all", "--metrics", "night.prom"], in: scratch.url)
        #expect(night.status == 66, "\(night.errors)")
        #expect(night.errors.contains("Pipelines: none of its folders holds a pipeline.yaml"), "\(night.errors)")
        #expect(night.errors.contains("Pipelines/old holds no pipeline.yaml") == (folders == ["old"]))
        #expect(!FileManager.default.fileExists(atPath: scratch.url.appending(path: "night.prom").path))
    }

    @Test("an inbox that was never there exits 66, one that is there no more 74, and the last run stays")
    func vanishedInbox() throws {
        let project = try SmallSurvey.project(["parks"])
        let inbox = project.folder.appending(path: "Pipelines/parks/inbox")
        try FileManager.default.removeItem(at: inbox.appending(path: "ALD.csv"))
        let away = project.folder.appending(path: "Pipelines/parks/away")
        try FileManager.default.moveItem(at: inbox, to: away)
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 66)
        try FileManager.default.moveItem(at: away, to: inbox)
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
        let before = try project.files("parks")
        try FileManager.default.moveItem(at: inbox, to: away)
        let gone = try CanvassProcess(["run", "parks"], in: project.folder)
        #expect(gone.status == 74)
        #expect(gone.errors.contains("inbox cannot be read") && gone.errors.contains("is untouched"), "\(gone.errors)")
        #expect(try project.files("parks") == before)
        let slip = try CanvassProcess(["run", "parks", "--inbox", "/no/such/inbox"], in: project.folder)
        #expect(slip.status == 66, "No run has read that one: \(slip.errors)")
        try FileManager.default.moveItem(at: away, to: inbox)
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
    }

    @Test("results are not written into the inbox, where the next run would read them")
    func outputInInbox() throws {
        let project = try SmallSurvey.project(["parks"])
        let inside = project.folder.appending(path: "Pipelines/parks/inbox/results").path
        let run = try CanvassProcess(["run", "parks", "--output", inside], in: project.folder)
        #expect(run.status == 73)
        #expect(run.errors.contains("lies in the inbox"), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: inside))
        let doctor = try CanvassProcess(["doctor", "parks", "--output", inside], in: project.folder)
        #expect(doctor.status == 73 && doctor.output.contains("lies in the inbox"), "\(doctor.output)")
    }

    @Test("two surveys that share an inbox are told, by a night of both and by doctor")
    func sharedInbox() throws {
        let project = try SmallSurvey.project(["birds", "parks"])
        let file = project.folder.appending(path: "Pipelines/parks/pipeline.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing("{path: inbox,", with: "{path: ../birds/inbox, after: move,").utf8).write(to: file)
        let words = "share the inbox"
        let night = try CanvassProcess(["run", "--all"], in: project.folder)
        #expect(night.errors.contains(words) && night.errors.contains("parks moves files out of it"), "\(night.errors)")
        #expect(try CanvassProcess(["doctor", "birds"], in: project.folder).output.contains(words))
    }

    @Test("status tells of the round that the last run collected, and which is the current one")
    func roundOfStatus() throws {
        let project = try SmallSurvey.project(["parks"])
        let file = project.folder.appending(path: "Pipelines/parks/pipeline.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing("{current: \"2026\"}", with: "{current: \"2026\", all: [\"2025\", \"2026\"]}").utf8)
            .write(
                to: file)
        #expect(try CanvassProcess(["run", "parks", "--round", "2025"], in: project.folder).status == 0)
        let status = try CanvassProcess(["status", "parks"], in: project.folder)
        #expect(status.output.contains("round 2025, by the last run (the current round is 2026)"), "\(status.output)")
        #expect(status.output.contains("reported   1 of 2"))
        let json = try CanvassProcess(["status", "parks", "--format", "json"], in: project.folder).output
        #expect(json.contains(#""round": "2025", "current_round": "2026""#))
    }

    @Test("status tells of a survey that it cannot look at, goes on with the others, and ends with its code")
    func statusOfOthers() throws {
        let project = try SmallSurvey.project(["birds", "parks", "woods"])
        try Data("canvass: 1\nodd: 1\n".utf8).write(
            to: project.folder.appending(path: "Pipelines/birds/pipeline.yaml"))
        let status = try CanvassProcess(["status"], in: project.folder)
        #expect(status.status == 65, "\(status.errors)")
        #expect(status.output.contains("parks, round 2026") && status.output.contains("woods, round 2026"))
        #expect(status.errors.contains("birds: ") && status.errors.contains("odd"), "\(status.errors)")
        let json = try CanvassProcess(["status", "--format", "json"], in: project.folder)
        #expect(json.status == 65)
        let lines = json.output.split(separator: "\n")
        #expect(lines.count == 3, "\(json.output)")
        #expect(lines.first?.hasPrefix(#"{"survey": "birds", "error": "#) == true, "\(json.output)")
        #expect(lines.first?.hasSuffix(#""exit": 65}"#) == true, "\(json.output)")
        let named = try CanvassProcess(["status", "birds"], in: project.folder)
        #expect(named.status == 65 && named.output.isEmpty)
    }

    @Test(
        "an option that runs do not have is found when the job is made, not at night",
        arguments: [["schedule", "install", "parks", "--at", "02:00", "--print"], ["watch", "parks"]])
    func runOptions(words: [String]) throws {
        let project = try SmallSurvey.project(["parks"])
        let process = try CanvassProcess(words + ["--run-option=--no-such-option"], in: project.folder)
        #expect(process.status == 64)
        #expect(process.errors.contains("--no-such-option"), "\(process.errors)")
        let bare = try CanvassProcess(words + ["--run-option=fail-on=error"], in: project.folder)
        #expect(bare.status == 64)
        #expect(bare.errors.contains("begins with two dashes"), "\(bare.errors)")
    }

    @Test("a lock file with the content of a return, or of another, costs no return its records, and each is told")
    func alikeLockFiles() throws {
        let project = try SmallSurvey.project(["parks"])
        for name in ["~$ALD.csv", "~$a.xlsx"] { try project.write("parks", name, "Name;Area\nMill Garden;1\n") }
        for name in ["~$b.xlsx", "~$c.xlsx"] { try project.write("parks", name, "reviewer A") }
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
        #expect(try Table.rows(of: project.latest("parks", "dataset/parks.csv")).count == 1)
        let returns = try Table.rows(of: project.latest("parks", "lineage/returns.csv"))
        #expect(Set(returns.compactMap { $0["return"] }).count == 5)
        let told = try Table.rows(of: project.latest("parks", "issues.csv")).filter { $0["rule"] == "file.lock-file" }
        #expect(Set(told.compactMap { $0["value"] }) == ["~$ALD.csv", "~$a.xlsx", "~$b.xlsx", "~$c.xlsx"])
        #expect(try project.archived("parks").count == 1)
        let verification = try CanvassProcess(["verify", "parks"], in: project.folder)
        #expect(verification.status == 0, "\(verification.output)")
    }

    #if os(Linux)
        @Test("nothing of what is in memory is left by a crash, of the run itself or of what it starts")
        func coreDumps() throws {
            let project = try SmallSurvey.project(
                ["parks"],
                more: "notify: [{command: [sh, -c, 'cat /proc/$PPID/limits /proc/$PPID/coredump_filter > limits']}]\n")
            #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
            let places = ["limits", "Pipelines/parks/limits"].map { project.folder.appending(path: $0) }
            let text = try #require(places.lazy.compactMap { try? String(contentsOf: $0, encoding: .utf8) }.first)
            #expect(text.contains(#/Max core file size +0 +0 /#), "\(text)")
            #expect(text.hasSuffix("00000000\n"))
        }
    #endif
}
