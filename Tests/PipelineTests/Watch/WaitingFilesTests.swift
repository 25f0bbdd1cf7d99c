import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What a run tells the watch of files that wait")
struct WaitingFilesTests {
    @Test("number and first name are read as they were told", arguments: ["a.csv", "a b/ü c.xlsx", "x\ny"])
    func told(name: String) {
        let files = WaitingFiles([(file: name, reason: .written), (file: "other", reason: .written)])
        #expect(files?.count == 2)
        #expect(WaitingFiles(told: Array("2 \(name)".utf8)) == files)
    }

    @Test("what is nothing of the kind tells nothing", arguments: ["", "x", "0 a", "-1 a", "a 1"])
    func nothing(text: String) { #expect(WaitingFiles(told: Array(text.utf8)) == nil) }

    @Test("a watch that has gone does not end the run that would tell it")
    func nobodyListens() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        let before = signal(SIGPIPE, SIG_DFL)
        WaitingFiles([(file: "a.csv", reason: .written)])?.tell(to: ends[1])
        signal(SIGPIPE, before)
        close(ends[1])
    }
}
