import Foundation
import Testing

/// Results that another account has made, which the reader may read and not change.
@Suite("An account that may read results alone")
struct ReadingAccountTests {
    @Test("status tells what it tells the account of the job, and leaves nothing behind")
    func status() throws {
        let project = try SmallSurvey.project(["parks"])
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
        let expected = try CanvassProcess(["status"], in: project.folder).output
        #expect(expected.contains("published 20"))
        let output = project.folder.appending(path: "Output/parks")
        let names = try FileManager.default.contentsOfDirectory(atPath: output.path).sorted()
        try withReadingOnly(output) {
            let status = try CanvassProcess.underPermissions(["status"], in: project.folder)
            #expect(status.output == expected && status.status == 0, "\(status.errors)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: output.path).sorted() == names)
    }

    @Test("a store that may not be read is told as that, with what to do")
    func forbidden() throws {
        let project = try SmallSurvey.project(["parks"])
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
        let output = project.folder.appending(path: "Output/parks")
        try withReadingOnly(output) {
            chmod(output.appending(path: "canvass.sqlite").path, 0)
            let status = try CanvassProcess.underPermissions(["status"], in: project.folder)
            #expect(status.status == 74)
            #expect(
                status.errors.contains("may not be read by this account") && !status.errors.contains("move it away"))
        }
    }

    private func withReadingOnly(_ folder: URL, _ body: () throws -> Void) throws {
        chmod(folder.appending(path: "canvass.sqlite").path, 0o400)
        chmod(folder.path, 0o500)
        defer { chmod(folder.path, 0o700) }
        try body()
    }
}
