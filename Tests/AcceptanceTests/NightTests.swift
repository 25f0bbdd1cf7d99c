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
