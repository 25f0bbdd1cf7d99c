import Foundation
import Testing

/// Two at a time, and with no more than the files being tried on the disk: some have a gigabyte.
@Suite("Hostile files are refused by name or read, within seconds and 256 MiB")
struct HostileFileTests {
    @Test("a hostile file in an odd line of the table", .serialized, arguments: HostileFile.every(second: 0))
    func odd(_ file: HostileFile) throws { try expectOutcome(of: file) }

    @Test("a hostile file in an even line of the table", .serialized, arguments: HostileFile.every(second: 1))
    func even(_ file: HostileFile) throws { try expectOutcome(of: file) }

    private func expectOutcome(of file: HostileFile) throws {
        let runs = try file.runs()
        // Costly files are not listed cell by cell, and are read once where one refusal is all that is expected of them.
        let ways = ["inspect", "count", "cells"]
        let commands = runs.map(\.command)
        #expect(!commands.isEmpty && ways.starts(with: commands))
        let isCostly = (runs.last?.cpu ?? 0) > 1
        #expect(commands.count == 3 || isCostly && (commands.count == 2 || file.isRefusedAlike))
        for run in runs {
            guard expectBounds(run) else { continue }
            var expected = run.command == "inspect" ? file.inspection : file.reading
            // Only the counts say how many cells were read.
            if run.command == "cells" { expected = Set(expected.map { $0.hasPrefix("file.") ? $0 : "read" }) }
            #expect(expected.contains(run.outcome ?? ""), "\(run), expected \(expected)")
        }
    }

    @Test("a workbook cut off at any percent of it is refused")
    func truncated() throws {
        let runs = try HostileFile.runs(on: "truncated/")
        #expect(runs.count == 99 * 3)
        for run in runs {
            expectBounds(run)
            #expect(["file.truncated", "file.corrupt"].contains(run.refusal), "\(run)")
        }
    }

    @Test("a workbook with flipped bits is refused, or read with all its cells")
    func flipped() throws {
        let runs = try HostileFile.runs(on: "flipped/")
        #expect(runs.count == 200 * 3)
        for run in runs {
            expectBounds(run)
            if run.command == "count", run.exit == 0 { #expect(run.cells == 400, "\(run)") }
        }
        #expect(runs.contains { $0.exit == 0 } && runs.contains { $0.exit != 0 })
    }

    @Test("the table has each file that the script makes, and at least 40")
    func complete() throws {
        let made = try HostileFile.python("make_hostile.py", ["--list"]).split(separator: "\0").map(String.init)
        #expect(made.filter { !$0.hasSuffix("/") }.sorted() == HostileFile.all.map(\.name).sorted())
        #expect(HostileFile.all.count >= 40)
    }

    /// Ended by itself, in time and memory; read, or refused in one line that names the finding. `false` for a run that had to be
    /// stopped or crashed, of which there is nothing more to say.
    @discardableResult
    private func expectBounds(_ run: HostileRun) -> Bool {
        guard run.signal == nil else {
            Issue.record("\(run.command) of \(run.file) ended by signal \(run.signal ?? 0) after \(run.cpu) s of CPU")
            return false
        }
        // Virtual machines were seen at half their speed for hours, in memory even where counting tells less.
        #expect(run.cpu <= 5 * max(2, run.slowness), "\(run)")
        #expect(run.peak <= 256, "\(run)")
        if run.exit == 0 {
            #expect(run.message.isEmpty, "\(run)")
        } else {
            // 66: there is no such file; 74: it cannot be read.
            #expect(run.exit == 66 || run.exit == 74, "\(run)")
            #expect(run.refusal?.hasPrefix("file.") ?? false, "\(run)")
            #expect(!run.message.contains("\n") && run.message.contains(". "), "\(run)")
        }
        return true
    }
}
