import Foundation
import Testing

/// What comes of a run by another account, or of a restore on a machine where accounts have other numbers.
@Suite("Folders and files that the account may no longer open")
struct LostRightsTests {
    private func doctor(_ project: SmallSurvey) throws -> CanvassProcess {
        try CanvassProcess.underPermissions(["doctor", "parks"], in: project.folder)
    }

    @Test(
        "doctor names what a run may not open, and fails",
        arguments: ["canvass.sqlite", "archive/received.csv", "archive", "runs", ".lock", "bundles"])
    func results(path: String) throws {
        let project = try SmallSurvey.project(["parks"])
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
        let file = project.folder.appending(path: "Output/parks/\(path)").path
        var status = stat()
        let isThere = stat(file, &status) == 0
        try #require(isThere)
        chmod(file, 0)
        defer { chmod(file, status.st_mode & 0o777) }
        let told = try doctor(project)
        #expect(told.status == 73, "\(told.output)")
        #expect(told.output.contains("a run may not open \(path) in "), "\(told.output)")
        #expect(told.output.contains("chmod -R u+rwX"), "\(told.output)")
    }

    @Test("a last run that may not be read is told as that: running again does not help")
    func latest() throws {
        let project = try SmallSurvey.project(["parks"])
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
        let run = try #require(try project.runs("parks").first)
        let folder = project.folder.appending(path: "Output/parks/runs/\(run)").path
        chmod(folder, 0)
        defer { chmod(folder, 0o700) }
        let told = try doctor(project)
        #expect(told.status == 73, "\(told.output)")
        #expect(told.output.contains("fault    latest: ") && told.output.contains("chmod -R u+rwX"), "\(told.output)")
        #expect(!told.output.contains("makes it anew"), "\(told.output)")
    }

    @Test(
        "a run by root over results of another account is told",
        .enabled(if: getuid() == 0, "only root can give a file to another account"))
    func runByRoot() throws {
        let project = try SmallSurvey.project(["parks"])
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).errors.contains("belongs to") == false)
        #expect(chown(project.folder.appending(path: "Output/parks").path, 65_534, 65_534) == 0)
        let run = try CanvassProcess(["run", "parks", "--quiet"], in: project.folder)
        #expect(run.status == 0)
        #expect(run.errors.contains("what this run makes belongs to root"), "\(run.errors)")
    }

    @Test("an inbox that may not be read is not to be made")
    func inbox() throws {
        let project = try SmallSurvey.project(["parks"])
        let inbox = project.folder.appending(path: "Pipelines/parks/inbox").path
        chmod(inbox, 0)
        let told = try doctor(project)
        chmod(inbox, 0o700)
        #expect(told.status == 66, "\(told.output)")
        #expect(told.output.contains("inbox is there") && !told.output.contains("Make it"), "\(told.output)")
        try FileManager.default.removeItem(atPath: inbox)
        let gone = try doctor(project)
        #expect(gone.output.contains("there is no folder") && gone.output.contains("Make it"), "\(gone.output)")
    }

    @Test("a project that may not be entered is not told to have no surveys")
    func project() throws {
        let project = try SmallSurvey.project(["parks"])
        // It is entered before it is closed.
        let script = "chmod 0 \"$1\"; \"$2\" run parks; code=$?; chmod 700 \"$1\"; exit $code"
        let told = try CanvassProcess.underPermissions(
            ["-c", script, "sh", project.folder.path, CanvassProcess.binary.path], in: project.folder,
            program: URL(filePath: "/bin/sh"))
        #expect(told.status == 74, "\(told.errors)")
        #expect(told.errors.contains("It cannot be told whether there is a folder Pipelines in"), "\(told.errors)")
        #expect(!told.errors.contains("There is no"), "\(told.errors)")
    }
}
