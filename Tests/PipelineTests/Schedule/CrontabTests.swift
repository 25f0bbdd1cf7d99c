import Foundation
import Synchronization
import Testing

@testable import Pipeline

@Suite("The crontab and its jobs")
struct CrontabTests {
    private func findings(_ units: ScratchUnits, of project: URL?, in crontab: String) -> [String] {
        ScheduleReview(project: project, folders: [units.folder()], tool: .holding(crontab)).diagnoses.map(\.finding)
    }

    @Test("each job of the project is told by its name, and none of another project")
    func projects() throws {
        let units = try ScratchUnits()
        let project = units.url.appending(path: "it's 100% ours")
        let own = try CrontabBlock(units.job(name: "parks-by-night", project: project.path))
        let other = try CrontabBlock(units.job(project: "/srv/other"))
        let crontab = try own.installed(in: other.installed(in: "MAILTO=desk\n5 4 * * * cd '/srv' && true\n"))
        let (parks, canvass) = (
            "the crontab has a job of the name parks-by-night", "the crontab has a job of the name canvass"
        )
        #expect(findings(units, of: project, in: crontab) == [parks])
        #expect(findings(units, of: URL(filePath: "/srv/other"), in: crontab) == [canvass])
        #expect(findings(units, of: nil, in: crontab) == [canvass, parks])
        #expect(findings(units, of: units.url, in: crontab).first?.hasPrefix("no job of this project") == true)
        for (name, found) in [("canvass", canvass), ("parks-by-night", parks)] {
            let review = ScheduleReview(name: name, folders: [units.folder()], tool: .holding(crontab))
            #expect(review.diagnoses.map(\.finding) == [found])
        }
    }

    @Test("a job whose line somebody has changed, so that it tells no project, may be any project's")
    func changed() throws {
        let units = try ScratchUnits()
        let crontab = try CrontabBlock(units.job(project: "/srv/other")).text.replacing("cd ", with: "nice ")
        #expect(findings(units, of: units.url, in: crontab) == ["the crontab has a job of the name canvass"])
    }

    @Test(
        "where a mark of the job is gone, nothing is written, and it is told: what stands beside may be somebody's own",
        arguments: ["END", "BEGIN"])
    func lostMark(mark: String) throws {
        let units = try ScratchUnits()
        let block = try CrontabBlock(units.job())
        let left = block.text.split(separator: "\n").filter { !$0.hasPrefix("# \(mark) canvass") }
        let damaged = left.joined(separator: "\n") + "\n15 4 * * * backup.sh\n"
        for crontab in [damaged, damaged + block.text, block.text + damaged] {
            let isWritten = Mutex(false)
            let tool = SystemTool { words, _ in
                if words == ["crontab", "-"] { isWritten.withLock { $0 = true } }
                return SystemTool.Answer(status: 0, output: crontab, errors: "")
            }
            for error in [
                try #require(throws: PipelineError.self) { try Crontab(tool: tool).install(block) },
                try #require(throws: PipelineError.self) { try Crontab(tool: tool).remove("canvass") },
            ] {
                #expect(
                    error.code == .cannotWrite && error.description.contains("no line `# \(mark) canvass"), "\(error)")
            }
            #expect(!isWritten.withLock { $0 })
        }
        #expect(findings(units, of: nil, in: damaged).allSatisfy { !$0.contains("of the name canvass") })
    }

    @Test("a job that stands there twice is replaced by one, and what stands between stays")
    func twice() throws {
        let units = try ScratchUnits()
        let block = try CrontabBlock(units.job())
        let own = "15 4 * * * backup.sh\n"
        #expect(try block.installed(in: block.text + own + block.text) == own + block.text)
    }

    @Test("why a crontab is refused is told")
    func refused() throws {
        let units = try ScratchUnits()
        let tool = SystemTool { words, _ in
            words == ["crontab", "-l"]
                ? SystemTool.Answer(status: 1, output: "", errors: "no crontab for anna\n")
                : SystemTool.Answer(status: 1, output: "", errors: "\"-\":4: bad minute\nerrors in crontab file\n")
        }
        let block = try CrontabBlock(units.job())
        let error = try #require(throws: PipelineError.self) { try Crontab(tool: tool).install(block) }
        #expect(error.code == .cannotWrite && error.description.contains("bad minute"), "\(error)")
        let none = try #require(throws: PipelineError.self) { try Crontab(tool: .willing).install(block) }
        #expect(none.description.contains("There is no crontab here"), "\(none)")
    }
}
