import Foundation
import Testing

@testable import Pipeline

@Suite("What a run tells of its progress")
struct ProgressCountTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private func count(_ done: Int, of total: Int, active: [String] = []) -> ProgressCount {
        var count = ProgressCount(start: start)
        for file in active + ["done.csv"] { count.began(file) }
        count.read(done, of: total, file: "done.csv")
        return count
    }

    @Test("a bar has returns done, rate, time left, and the files that are being read")
    func live() {
        let line = count(120, of: 300, active: ["a/AUS.xlsx", "NZL.csv"]).liveLine(
            at: start.addingTimeInterval(10), columns: 100)
        #expect(line == "████████░░░░░░░░░░░░ 120/300  12/s  0:15 left  AUS.xlsx, NZL.csv")
    }

    @Test("a plain line has the same in words; before anything can be told it tells nothing of time")
    func plain() {
        #expect(
            count(1, of: 7201).plainLine(at: start.addingTimeInterval(2))
                == "1 of 7201 returns read, 0.5 a second, 4:00:00 left")
        #expect(count(1, of: 3).plainLine(at: start) == "1 of 3 returns read")
    }

    @Test("a file's name cannot steer the terminal, and no line is wider than it")
    func hostileNames() {
        let names = [
            "\u{1B}]0;owned\u{07}\u{1B}[2Ja.csv", "b\r\n\u{9B}31m\u{202E}c.csv", String(repeating: "表", count: 300),
        ]
        let line = count(1, of: 9, active: names).liveLine(at: start, columns: 80)
        #expect(
            line.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x202E
            })
        #expect(line.reduce(0) { $0 + ($1 == "表" ? 2 : 1) } <= 79)
        #expect(line.contains("表"))
    }

    @Test("a line is due every so many seconds, not for each file")
    func isDue() {
        var count = ProgressCount(start: start)
        let due = (0..<100).filter { count.isDue(every: 10, at: start.addingTimeInterval(Double($0))) }
        #expect(due == [10, 20, 30, 40, 50, 60, 70, 80, 90])
    }
}
