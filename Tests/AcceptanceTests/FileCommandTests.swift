import Foundation
import Testing

@Suite("Looking into files: cells, inspect, codes, status")
struct FileCommandTests {
    private func sample(_ name: String) -> String { Repository.samples.appending(path: "co-production/\(name)").path }

    @Test("cells prints a header line for each sheet, then its cells by row and column")
    func cells() throws {
        let lines = try CanvassProcess(["cells", sample("CPS-2026-AUS.xlsx"), "--format", "ndjson"]).output.split(
            separator: "\n"
        ).map(String.init)
        #expect(lines.first?.hasPrefix("{\"sheet\":\"Read me\",\"state\":\"visible\",\"cells\":") ?? false)
        #expect(lines.contains("{\"s\":\"Cover\",\"r\":5,\"c\":2,\"t\":\"s\",\"v\":\"1.1 Country\"}"))
        #expect(lines.contains { $0.hasPrefix("{\"sheet\":\"Lists\",\"state\":\"hidden\"") })
        var counted: [String: Int] = [:]
        for line in lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            if let sheet = object["sheet"] as? String {
                counted[sheet, default: 0] += try #require(object["cells"] as? Int)
            } else {
                counted[try #require(object["s"] as? String), default: 0] -= 1
            }
        }
        #expect(counted.allSatisfy { $0.value == 0 })
    }

    @Test("inspect says what a file is, its dialect and why")
    func inspect() throws {
        let csv = try CanvassProcess(["inspect", sample("CPS-2026-PRT-practices.csv")]).output
        #expect(csv.contains("delimiter “;”") && csv.contains("windows-1252"))
        let workbook = try CanvassProcess(["inspect", sample("CPS-2026-MEX.xlsm")]).output
        #expect(workbook.contains("macros (never run)"))
    }

    @Test("inspect and cells read by a survey's dialect and limits where it is named")
    func survey() throws {
        let scratch = try Scratch()
        let folder = scratch.url.appending(path: "fixed")
        try FileManager.default.copyItem(
            at: Repository.root.appending(path: "Pipelines/co-production"), to: folder)
        let definition = folder.appending(path: "pipeline.yaml")
        let text = try String(contentsOf: definition, encoding: .utf8)
        try Data((text + "\ncsv: {encoding: iso-8859-15}\n").utf8).write(to: definition)
        let file = sample("CPS-2026-PRT-practices.csv")
        let inspected = try CanvassProcess(["inspect", file, "--survey", folder.path]).output
        #expect(inspected.contains("delimiter “;”") && inspected.contains("the encoding was given as iso-8859-15"))
        try Data((text + "\nlimits: {columns: 2}\n").utf8).write(to: definition)
        let refused = try CanvassProcess(["cells", file, "--survey", folder.path])
        #expect(refused.status == 74)
        #expect(refused.errors.contains("limits: {columns: 4}"))
    }

    @Test("inspect --count counts the cells of each sheet")
    func count() throws {
        let output = try CanvassProcess(["inspect", sample("CPS-2026-AUS.xlsx"), "--count"]).output
        #expect(output.split(separator: "\n").last?.hasPrefix("total\t") ?? false)
    }

    @Test("codes match prints CSV with code, label, method, confidence and suggestions")
    func codes() throws {
        let output = try CanvassProcess(["codes", "match", "countries"], input: "Korea, Rep.\nWorld\nTürkiye\n").output
        let lines = output.split(separator: "\n").map(String.init)
        #expect(lines[0] == "input,code,label,method,confidence,suggestions")
        #expect(lines[1].hasPrefix("\"Korea, Rep.\",KOR,"))
        #expect(lines[2].hasPrefix("World,,"))
        #expect(lines[3].hasPrefix("Türkiye,TUR,"))
        let own = try CanvassProcess(["codes", "match", "depth", "--survey", "co-production"], input: "quite a lot\n")
            .output
        #expect(own.contains("quite a lot,2,substantial,alias"))
    }

    @Test("check of a file that was refused names no version, of which nothing is known")
    func refused() throws {
        let check = try CanvassProcess(["check", sample("CPS-2026-ITA.xlsx"), "--survey", "co-production"])
        #expect(check.status == 1)
        #expect(check.output.contains("CPS-2026-ITA.xlsx: from ITA; 0 records read"), "\(check.output)")
        let read = try CanvassProcess(["check", sample("CPS-2026-AUS.xlsx"), "--survey", "co-production"])
        #expect(read.output.contains("from AUS, version "), "\(read.output)")
    }

    @Test("check takes a return for that of the round whose folder of the inbox holds it, or that is named")
    func round() throws {
        let file = Repository.samples.appending(path: "municipal-services/2025-Q2/2025Q2-M003.csv")
        func checked(_ file: URL, _ more: String...) throws -> CanvassProcess {
            try CanvassProcess(
                ["check", file.path, "--survey", "municipal-services", "--format", "json", "--fail-on", "none"] + more)
        }
        let inInbox = try checked(file)
        #expect(inInbox.status == 0 && !inInbox.output.contains("quarter-is-round"), "\(inInbox.errors)")
        let scratch = try Scratch()
        let copy = scratch.url.appending(path: file.lastPathComponent)
        try FileManager.default.copyItem(at: file, to: copy)
        #expect(try checked(copy).output.contains("quarter-is-round"))
        #expect(try !checked(copy, "--round", "2025-Q2").output.contains("quarter-is-round"))
        #expect(try checked(copy, "--round", "2025-Q9").status == 64)
    }

    @Test("status tells who has not reported, before and after a run")
    func status() throws {
        let scratch = try Scratch()
        let before = try CanvassProcess(["status", "co-production", "--output", scratch.url.path]).output
        #expect(before.contains("reported   0 of 26") && before.contains("none yet"))
        try CanvassProcess(["run", "co-production", "--output", scratch.url.path, "--quiet"])
        let after = try CanvassProcess(["status", "co-production", "--output", scratch.url.path]).output
        #expect(after.contains("reported   24 of 26") && after.contains("missing    Chile (CHL), Italy (ITA)"))
        #expect(after.contains("             Australia (AUS), Austria (AUT), "), "\(after)")
        #expect(after.split(separator: "\n").allSatisfy { $0.count <= 130 })
    }
}
