import Foundation
import Testing

@testable import Pipeline

@Suite("The jobs of a project, as doctor sees them")
struct ProjectJobsTests {
    private func findings(_ units: ScratchUnits, of project: URL?, tool: SystemTool = .willing) -> [Diagnosis] {
        ScheduleReview(project: project, folders: [false, true].map { units.folder(isUser: $0) }, tool: tool).diagnoses
    }

    @Test("each job of the project is told by its name, whatever the name, and a watch that has ended is seen")
    func several() throws {
        let units = try ScratchUnits()
        _ = try units.folder().install(units.job())
        _ = try units.folder().install(units.job(name: "canvass-watch", isWatch: true))
        _ = try units.folder(isUser: true).install(units.job(name: "parks", isUser: true))
        let found = findings(units, of: units.url, tool: .seeing(failed: ["canvass-watch.service"]))
        let names = found.map { String($0.finding.prefix(while: { $0 != " " })) }
        #expect(names == ["canvass.timer", "canvass-watch.service", "parks.timer"])
        #expect(found.map(\.state) == [.ok, .warning, .ok])
        #expect(found.count > 1 && found[1].finding.contains("not active"))
    }

    @Test("where only a watch of another name than the usual one is installed, there is a job")
    func watchAlone() throws {
        let units = try ScratchUnits()
        _ = try units.folder().install(units.job(name: "canvass-watch", isWatch: true))
        let found = findings(units, of: units.url)
        #expect(found.count == 1)
        #expect(found.first?.finding.hasPrefix("canvass-watch.service is active, and watches") == true)
    }

    @Test("the job of another project is none of this one, and is told where no project is named")
    func otherProject() throws {
        let units = try ScratchUnits()
        _ = try units.folder().install(units.job(project: "/srv/other"))
        let found = findings(units, of: units.url)
        #expect(found.map(\.finding) == ["no job of this project is installed: nothing is run by itself"])
        #expect(found.first?.advice.contains("canvass schedule install") == true)
        #expect(findings(units, of: nil).first?.finding.hasPrefix("canvass.timer is active") == true)
    }

    @Test("a project is known by its folder, whatever its name holds and by whichever link it is reached")
    func folder() throws {
        let units = try ScratchUnits()
        let project = units.url.appending(path: "50%h of it")
        try FileManager.default.createDirectory(at: project, withIntermediateDirectories: true)
        let link = units.url.appending(path: "link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: project)
        _ = try units.folder().install(units.job(name: "by-night", project: link.path))
        #expect(findings(units, of: project).first?.finding.hasPrefix("by-night.timer is active") == true)
        #expect(findings(units, of: link).first?.finding.hasPrefix("by-night.timer is active") == true)
    }

    @Test("of units that Canvass did not write only the one of the usual name is looked at")
    func foreign() throws {
        let units = try ScratchUnits()
        let folder = units.folder()
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        let text = "[Service]\nWorkingDirectory=\(units.url.path)\nExecStart=/usr/bin/canvass run --all\n"
        try Data(text.utf8).write(to: folder.url.appending(path: "database.service"))
        #expect(findings(units, of: units.url).first?.finding.hasPrefix("no job of this project") == true)
        try Data(text.utf8).write(to: folder.url.appending(path: "canvass.service"))
        #expect(findings(units, of: units.url).first?.finding.hasPrefix("canvass.service is active") == true)
    }

    @Test("the project of a survey is the folder that holds Pipelines, else the one that holds the survey")
    func project() {
        #expect(ScheduledJob.project(of: URL(filePath: "/srv/canvass/Pipelines/parks/")).path == "/srv/canvass")
        #expect(ScheduledJob.project(of: URL(filePath: "/srv/surveys/parks")).path == "/srv/surveys")
    }
}
