import Foundation
import Testing

@Suite("Several surveys in a night, the runs that are kept, and the archive")
struct RunsCommandTests {
    @Test("one survey's broken definition does not keep the others from being run")
    func all() throws {
        let project = try SmallSurvey.project(["birds", "parks", "trees"])
        let broken = project.folder.appending(path: "Pipelines/parks/pipeline.yaml")
        try Data("canvass: 1\ntitle: Parks\n".utf8).write(to: broken)
        let process = try CanvassProcess(["run", "--all"], in: project.folder)
        #expect(process.status == 65)
        #expect(process.errors.contains("3 surveys: 2 done, 1 not"))
        #expect(process.errors.contains("parks: "))
        for survey in ["birds", "trees"] {
            #expect(FileManager.default.fileExists(atPath: project.latest(survey, "report.html").path))
        }
        let json = try CanvassProcess(["run", "--all", "--format", "json", "--quiet"], in: project.folder)
        let lines = json.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.last?.contains(#""survey": "parks", "error": "#) == true)
        #expect(lines.last?.contains(#""exit": 65"#) == true)
    }

    @Test("a survey that another run holds counts only where nothing else went wrong")
    func lockedAndUnwritable() throws {
        let project = try SmallSurvey.project(["birds", "parks", "trees"])
        let lock = try project.hold("birds")
        let locked = try CanvassProcess(["run", "--all"], in: project.folder)
        #expect(locked.status == 75)
        let trees = project.folder.appending(path: "Output/trees")
        try FileManager.default.removeItem(at: trees)
        try Data().write(to: trees)
        let both = try CanvassProcess(["run", "--all"], in: project.folder)
        #expect(both.status == 73, "\(both.errors)")
        #expect(both.errors.contains("3 surveys: 1 done, 2 not"))
        try lock.close()
    }

    @Test("runs are listed with their counts, and `keep` removes old ones but never what is needed")
    func keep() throws {
        let project = try SmallSurvey.project(["parks"], more: "keep: {runs: 2}\n")
        #expect(try CanvassProcess(["runs", "parks"], in: project.folder).output.contains("has no published run"))
        var ids: [String] = []
        for number in 1...4 {
            try project.write("parks", "ALD.csv", "Name;Area\nMill Garden;\(number)\n")
            let run = try CanvassProcess(["run", "parks", "--format", "json"], in: project.folder)
            #expect(run.status == 0, "\(run.errors)")
            ids.append(try #require(try project.runs("parks").max { Self.order($0) < Self.order($1) }))
        }
        let kept = try project.runs("parks")
        #expect(Set(kept) == Set(ids.suffix(2)))
        let listing = try CanvassProcess(["runs", "parks", "--format", "json"], in: project.folder)
        let lines = listing.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains(#""run": "\#(ids[3])""#) == true)
        #expect(lines.first?.contains(#""latest": true"#) == true)
        #expect(lines.first?.contains(#""compared_with": "\#(ids[2])""#) == true)
        #expect(lines.last?.contains(#""latest": false"#) == true)
        let text = try CanvassProcess(["runs", "parks"], in: project.folder)
        #expect(text.output.contains("4 returns, 0 refused; 1 of 4 records published"))
        #expect(lines.allSatisfy { $0.contains(#""changes": {"new": "#) && $0.contains(#""open": "#) })
        let difference = try CanvassProcess(["diff", "parks", ids[2], ids[3]], in: project.folder)
        #expect(difference.status == 0, "\(difference.errors)")
    }

    @Test("a removal, which is told in words, is not asked for as JSON")
    func removalAsJSON() throws {
        let project = try SmallSurvey.project(["parks"])
        for _ in 1...2 { try CanvassProcess(["run", "parks"], in: project.folder) }
        let first = try #require(try project.runs("parks").min { Self.order($0) < Self.order($1) })
        let refused = try CanvassProcess(["runs", "parks", "--remove", first, "--format", "json"], in: project.folder)
        #expect(refused.status == 64 && refused.errors.contains("--format json"), "\(refused.errors)")
        #expect(try project.runs("parks").contains(first))
    }

    private static func order(_ id: String) -> (String, Int) {
        let parts = id.split(separator: "-")
        return (String(parts[0]), parts.count == 2 ? Int(parts[1]) ?? 0 : 0)
    }

    @Test("the archive is pruned by its own command only, which lists first, and spares what counts or would come back")
    func prune() throws {
        let project = try SmallSurvey.project(["parks"])
        let command = ["archive", "prune", "parks", "--older-than", "30"]
        #expect(try CanvassProcess(command, in: project.folder).status == 66)
        for number in 1...2 {
            try project.write("parks", "ALD.csv", "Name;Area\nMill Garden;\(number)\n")
            try CanvassProcess(["run", "parks"], in: project.folder)
        }
        #expect(try CanvassProcess(command, in: project.folder).output == "0 of 2 archived returns, 0 bytes\n")
        try project.age("parks")
        let listed = try CanvassProcess(command, in: project.folder)
        #expect(listed.status == 0, "\(listed.errors)")
        #expect(listed.output.contains("superseded"))
        #expect(listed.output.contains("1 of 2 archived returns"))
        #expect(listed.errors.contains("Nothing was removed"))
        #expect(try project.archived("parks").count == 2)
        let before = try project.files("parks")
        let archive = project.folder.appending(path: "Output/parks/archive")
        let backUp = try project.archived("parks").map { path in
            (path: path, content: try Data(contentsOf: archive.appending(path: path)))
        }
        #expect(try CanvassProcess(command + ["--yes", "--dry-run"], in: project.folder).status == 64)
        let removed = try CanvassProcess(command + ["--yes"], in: project.folder)
        #expect(removed.status == 0, "\(removed.errors)")
        #expect(try project.archived("parks").count == 1)
        #expect(
            try Table.rows(of: project.folder.appending(path: "Output/parks/archive/pruned.csv")).map { $0["state"] }
                == ["superseded"])
        // What was removed on purpose is not lost; the run that had it cannot be made anew.
        let verified = try CanvassProcess(["verify", "parks", "--quiet"], in: project.folder)
        #expect(verified.status == 0, "\(verified.output)")
        #expect(verified.output.contains("not possible: 1 return of it was removed by `canvass archive prune`."))
        #expect(!verified.output.contains("not in the ledger"), "\(verified.output)")
        try noticed(backUp, of: project)
        // What counts is as it was.
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
        #expect(try project.files("parks")["dataset/parks.csv"] == before["dataset/parks.csv"])
        // What comes again is archived again.
        try project.write("parks", "ALD-again.csv", "Name;Area\nMill Garden;1\n")
        #expect(try CanvassProcess(["run", "parks"], in: project.folder).status == 0)
        #expect(try project.archived("parks").count == 2)
    }

    /// Puts back what was removed, as a back-up does that still has it, and looks whether that is told; then takes it away again.
    private func noticed(_ backUp: [(path: String, content: Data)], of project: SmallSurvey) throws {
        let archive = project.folder.appending(path: "Output/parks/archive")
        let here = try project.archived("parks")
        let gone = try #require(backUp.first { !here.contains($0.path) })
        let copy = archive.appending(path: gone.path)
        try FileManager.default.createDirectory(
            at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        try gone.content.write(to: copy)
        let command = ["verify", "parks", "--quiet", "--hashes-only"]
        let words = "and a copy that is older is there"
        // Written since, as by the inbox.
        #expect(try !CanvassProcess(command, in: project.folder).output.contains(words))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -86_400)], ofItemAtPath: copy.path)
        let told = try CanvassProcess(command, in: project.folder)
        #expect(told.status == 0 && told.output.contains(words), "\(told.output)")
        #expect(told.output.contains("note    archive: ALD.csv (") && told.output.contains("archive prune parks"))
        try FileManager.default.removeItem(at: copy)
    }

    @Test("hashing needs no definition, which may have a fault")
    func hashesWithoutDefinition() throws {
        let project = try SmallSurvey.project(["parks"])
        try CanvassProcess(["run", "parks"], in: project.folder)
        try Data("canvass: 1\nodd: 1\n".utf8).write(
            to: project.folder.appending(path: "Pipelines/parks/pipeline.yaml"))
        #expect(try CanvassProcess(["verify", "parks", "--quiet"], in: project.folder).status == 65)
        let verified = try CanvassProcess(["verify", "parks", "--quiet", "--hashes-only"], in: project.folder)
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
        #expect(verified.output.contains("1 return hashed"), "\(verified.output)")
    }

    @Test("where the list of what was removed cannot be read, verifying tells")
    func unreadableRemovals() throws {
        let project = try SmallSurvey.project(["parks"])
        try CanvassProcess(["run", "parks"], in: project.folder)
        try Data("wrong,columns\n1,2\n".utf8).write(
            to: project.folder.appending(path: "Output/parks/archive/pruned.csv"))
        let verified = try CanvassProcess(["verify", "parks", "--quiet", "--hashes-only"], in: project.folder)
        #expect(verified.status == 1)
        #expect(verified.output.contains("pruned.csv cannot be read"), "\(verified.output)")
    }
}
