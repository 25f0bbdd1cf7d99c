import Foundation
import Testing

@testable import Pipeline

@Suite("Names of files in paths")
struct PathNameTests {
    @Test(
        "the last part of a path is what a URL has for it",
        arguments: [
            "a.xlsx", "round 1/AAA/a.xlsx", "/a", "a/é\u{301}.xlsx", "a//b.xlsx", "a/b%20c%2Fd.xlsx", "a/b:c.xlsx",
            "b:c.xlsx",
            "a/~b.xlsx", "~b.xlsx", "a/..", "a/.", ".", "a/", "/", "a/?b#c;d.xlsx", "a/ b ", "a/b\nc.xlsx", "a/.b",
            "a/b\\c",
        ])
    func last(_ path: String) {
        #expect(PathName.last(of: path) == URL(filePath: path).lastPathComponent)
    }
}
