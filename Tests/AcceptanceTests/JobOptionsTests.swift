import Foundation
import Testing

/// Options that a job would take without a word, and that do there something else than they are given for, or nothing.
@Suite("Options of jobs and watches")
struct JobOptionsTests {
    private static let watched = ["schedule", "install", "--watch", "--user", "--print"]

    @Test(
        "a watch of several surveys takes no file of figures, which each run would write over",
        arguments: [["watch"], watched], [["--all"], ["birds", "parks"]])
    func metrics(command: [String], surveys: [String]) throws {
        let project = try SmallSurvey.project(["birds", "parks"])
        let refused = try CanvassProcess(
            command + surveys + ["--run-option=--metrics=/var/lib/a.prom"], in: project.folder)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("metrics: FILE"), "\(refused.errors)")
    }

    @Test(
        "a watch of several surveys takes no round, of which each has its own, and no job one that its survey has not",
        arguments: [["watch"], watched], [["--all"], ["birds", "parks"], ["parks"]])
    func round(command: [String], surveys: [String]) throws {
        let project = try SmallSurvey.project(["birds", "parks"])
        let round = surveys == ["parks"] ? "2025" : "2026"
        let refused = try CanvassProcess(command + surveys + ["--run-option=--round=\(round)"], in: project.folder)
        #expect(refused.status == 64)
        let words = surveys == ["parks"] ? "The survey has no round '2025'" : "--round is for one survey"
        #expect(refused.errors.contains(words), "\(refused.errors)")
    }

    @Test("a watch of one survey does")
    func metricsOfOne() throws {
        let project = try SmallSurvey.project(["parks"])
        let taken = try CanvassProcess(
            Self.watched + ["parks", "--run-option=--metrics=/var/lib/a.prom"], in: project.folder)
        #expect(taken.status == 0, "\(taken.errors)")
        #expect(taken.output.contains(#""--run-option=--metrics=/var/lib/a.prom""#), "\(taken.output)")
    }

    @Test("a job may write to the folder of its file of figures, which its whole path names")
    func metricsOfJob() throws {
        let project = try SmallSurvey.project(["parks"])
        // Only a service of the system is kept from writing elsewhere.
        let command = ["schedule", "install", "parks", "--at", "02:00", "--system", "--run-as", "nobody", "--print"]
        func install(_ file: String, _ more: String...) throws -> CanvassProcess {
            try CanvassProcess(command + ["--run-option=--metrics=\(file)"] + more, in: project.folder)
        }
        let taken = try install("/srv/prom/canvass.prom")
        #expect(taken.status == 0, "\(taken.errors)")
        let line = try #require(taken.output.split(separator: "\n").first { $0.hasPrefix("ReadWritePaths=") })
        #expect(line.contains(#""/srv/prom""#), "\(line)")
        let relative = try install("canvass.prom")
        #expect(relative.status == 64 && relative.errors.contains("by its whole path"), "\(relative.errors)")
        let beside = try install(project.folder.appending(path: "Pipelines/canvass.prom").path)
        #expect(beside.status == 64 && beside.errors.contains("a folder of its own"), "\(beside.errors)")
    }

    @Test(
        "what the job itself has to know is not given to its runs behind its back",
        arguments: [["watch", "parks"], ["schedule", "install", "parks", "--at", "02:00", "--print"]],
        ["--output", "--inbox"])
    func places(command: [String], option: String) throws {
        let project = try SmallSurvey.project(["parks"])
        let refused = try CanvassProcess(command + ["--run-option=\(option)=/srv/x"], in: project.folder)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("Say \(option) itself"), "\(refused.errors)")
    }

    @Test("a survey that is named twice, by name and path, is run once", arguments: [["--at", "02:00"], ["--watch"]])
    func twice(trigger: [String]) throws {
        let project = try SmallSurvey.project(["parks"])
        func units(_ surveys: [String]) throws -> String {
            let command = ["schedule", "install", "--user", "--print"] + trigger + surveys
            return try CanvassProcess(command, in: project.folder).output
        }
        let once = try units(["parks"])
        let twice = try units(["parks", "./Pipelines/parks"])
        #expect(once.contains("ExecStart=") && twice == once, "\(twice)")
    }

    @Test(
        "what only systemd can do is not taken for a line of a crontab",
        arguments: [
            ["--memory", "1G"], ["--allow-network"], ["--also-write", "/srv/x"], ["--on-failure", "a.service"],
            ["--random-delay", "60"],
        ])
    func crontab(option: [String]) throws {
        let project = try SmallSurvey.project(["parks"])
        let command = ["schedule", "install", "parks", "--at", "02:00", "--crontab", "--print"]
        let refused = try CanvassProcess(command + option, in: project.folder)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("\(option[0]) is for systemd"), "\(refused.errors)")
        #expect(try CanvassProcess(command, in: project.folder).status == 0)
    }

    @Test("an account that is not there is told, also where the units are only shown")
    func account() throws {
        let project = try SmallSurvey.project(["parks"])
        let command = ["schedule", "install", "parks", "--at", "02:00", "--system", "--print", "--run-as"]
        let told = try CanvassProcess(command + ["no-such-account"], in: project.folder)
        #expect(told.status == 0 && told.output.contains("User=no-such-account"), "\(told.errors)")
        #expect(told.errors.contains("there is no account no-such-account"), "\(told.errors)")
        #expect(try CanvassProcess(command + ["root"], in: project.folder).errors.isEmpty)
    }

    @Test(
        "what a watch tells and how is said to the watch, and by it to its runs",
        arguments: [["--log-format", "json"], ["--run-option=--log-format=json"]])
    func telling(options: [String]) throws {
        let project = try SmallSurvey.project(["parks"])
        let shown = try CanvassProcess(
            Self.watched + ["parks", "--verbose", "--run-option=--fail-on=error"] + options, in: project.folder)
        #expect(shown.status == 0, "\(shown.errors)")
        let line = try #require(shown.output.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
        for word in ["\"--log-format=json\"", "\"--verbose\"", "\"--run-option=--fail-on=error\""] {
            #expect(line.contains(" \(word)"), "\(line)")
        }
    }
}
