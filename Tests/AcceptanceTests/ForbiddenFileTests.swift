import Foundation
import Testing

/// As in ``ReadingAccountTests`` by the whole program: to root, by whom CI may run, a process of its own can forbid something.
@Suite("Files that the account of the job may not read")
struct ForbiddenFileTests {
    @Test("a return that cannot be opened is refused with its reason, and taken as soon as it can be")
    func inbox() throws {
        let project = try SmallSurvey.project(["parks"])
        let file = project.folder.appending(path: "Pipelines/parks/inbox/ALD.csv")
        chmod(file.path, 0)
        let run = try CanvassProcess.underPermissions(["run", "parks"], in: project.folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("ALD.csv cannot be copied to the archive: Permission denied."), "\(run.output)")
        let issues = try String(contentsOf: project.latest("parks", "issues.csv"), encoding: .utf8)
        #expect(issues.contains(",file.unreadable,"), "\(issues)")
        #expect(try states(project) == ["ALD.csv": "refused"])

        chmod(file.path, 0o600)
        #expect(try CanvassProcess.underPermissions(["run", "parks"], in: project.folder).status == 0)
        #expect(try states(project) == ["ALD.csv": "live"])
    }

    @Test(
        "an archive that may not be read ends the run, and what is published stays; when it may, the next run goes on")
    func archive() throws {
        let project = try SmallSurvey.project(["parks"])
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
        let output = project.folder.appending(path: "Output/parks")
        // It has left the inbox, and what was read from it is no longer kept: only the archive has it.
        try FileManager.default.removeItem(at: project.folder.appending(path: "Pipelines/parks/inbox/ALD.csv"))
        try FileManager.default.removeItem(at: output.appending(path: "bundles"))
        let names = try project.archived("parks")
        let copy = output.appending(path: "archive").appending(path: try #require(names.first))
        let last = project.latest("parks", "").resolvingSymlinksInPath()

        chmod(copy.path, 0)
        let run = try CanvassProcess.underPermissions(["run", "parks"], in: project.folder)
        #expect(run.status == 74)
        #expect(run.errors.contains("may not be read by this account"), "\(run.errors)")
        #expect(project.latest("parks", "").resolvingSymlinksInPath() == last)

        chmod(copy.path, 0o600)
        #expect(try CanvassProcess.underPermissions(["run", "parks"], in: project.folder).status == 0)
        #expect(project.latest("parks", "").resolvingSymlinksInPath() != last)
        #expect(try states(project) == ["ALD.csv": "live"])
    }

    /// What became of each return in the last run, by its file.
    private func states(_ project: SmallSurvey) throws -> [String: String] {
        let rows = try Table.rows(of: project.latest("parks", "lineage/returns.csv"))
        return Dictionary(rows.map { ($0["file"] ?? "", $0["state"] ?? "") }) { first, _ in first }
    }
}
