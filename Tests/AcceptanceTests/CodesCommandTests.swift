import Foundation
import Testing

@Suite("The command codes")
struct CodesCommandTests {
    private func codes(_ arguments: [String], _ input: String) throws -> [String] {
        let output = try CanvassProcess(["codes", "match"] + arguments, input: input).output
        return output.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).dropFirst().first.map(String.init) ?? ""
        }
    }

    @Test(
        "answers in the scheme that is asked for",
        arguments: [
            ("iso2", ["GR", "GB", "XK", "GR", "GB", "XK"]), ("iso3", ["GRC", "GBR", "XKX", "GRC", "GBR", "XKX"]),
            ("eurostat", ["EL", "UK", "XK", "EL", "UK", "XK"]), ("m49", ["300", "826", "", "300", "826", ""]),
        ])
    func schemes(scheme: String, expected: [String]) throws {
        #expect(try codes(["countries", "--scheme", scheme], "Greece\nUK\nKosovo\nEL\nGB\nXKX\n") == expected)
    }

    @Test("COFOG has the codes of SDMX as a scheme, and labels in French")
    func cofog() throws {
        #expect(try codes(["cofog", "--scheme", "gf"], "police\nwaste collection\n") == ["GF0301", "GF0501"])
        let french = try CanvassProcess(["codes", "match", "cofog", "--language", "fr"], input: "bibliothèques\n")
            .output
        #expect(french.contains("bibliothèques,08.2,Services culturels,"))
    }

    @Test("a scheme that the list has not is refused, with those that it has")
    func unknownScheme() throws {
        let process = try CanvassProcess(["codes", "match", "cofog", "--scheme", "iso2"], input: "police\n")
        #expect(process.status == 64)
        #expect(process.errors.contains("It has: gf."))
    }

    @Test("the number of threads and the memory change no byte of the answers")
    func threads() throws {
        let names = ["Norway", "Gremany", "World", "Congo", "Côte d’Ivoire", "\"x\", y", ""]
        let input = (0..<9000).map { names[$0 % names.count] + ($0 % 5 == 0 ? "" : " ") }.joined(separator: "\n")
        let one = try CanvassProcess(["codes", "match", "countries", "--threads", "1", "--forget"], input: input).output
        let four = try CanvassProcess(["codes", "match", "countries", "--threads", "4"], input: input).output
        #expect(one == four)
        #expect(one.split(separator: "\n").count == 9001)
    }

    @Test("the mark at the beginning of a text from Windows is none of its first line's, and UTF-16 is told as that")
    func marks() throws {
        let plain = try CanvassProcess(["codes", "match", "countries"], input: "FRA\nx\n").output
        #expect(plain.contains("\nFRA,FRA,"))
        #expect(try CanvassProcess(["codes", "match", "countries"], input: "\u{FEFF}FRA\nx\n").output == plain)
        for bytes in [#"\377\376F\0R\0A\0\n\0"#, #"\376\377\0F\0R\0A\0\n"#] {
            let refused = try CanvassProcess(
                ["-c", "printf '\(bytes)' | \"$0\" codes match countries", CanvassProcess.binary.path],
                program: URL(filePath: "/bin/sh"))
            #expect(refused.status == 74 && refused.errors.contains("UTF-16"), "\(refused.errors)")
        }
    }

    @Test("learn proposes lines for aliases.csv from the last run, and writes nothing to the survey")
    func learn() throws {
        let run = try PublishedRun.coProduction.get()
        let output = run.folder.deletingLastPathComponent().deletingLastPathComponent().path
        let aliases = Repository.root.appending(path: "Pipelines/co-production/aliases.csv")
        let before = try Data(contentsOf: aliases)
        let process = try CanvassProcess(["codes", "learn", "co-production", "--output", output])
        #expect(process.status == 0)
        let lines = process.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "list,raw,code,reviewer,date,note")
        #expect(lines.count > 5)
        #expect(lines.dropFirst().allSatisfy { $0.contains("answer") })
        #expect(try Data(contentsOf: aliases) == before)
    }

    @Test("group lists a group's members in a year")
    func group() throws {
        let output = try CanvassProcess(["codes", "group", "EU", "--year", "1995", "--language", "fr"]).output
        let lines = output.split(separator: "\n")
        #expect(lines.count == 15)
        #expect(lines.contains("AUT  Autriche  (since 1995)"))
        #expect(try CanvassProcess(["codes", "group", "NATO"]).errors.contains("EU, G20, OECD"))
    }

    @Test("show gives the codes of a survey's list that are valid on a day")
    func validity() throws {
        let scratch = try Scratch()
        let folder = scratch.url.appending(path: "dated")
        try FileManager.default.copyItem(at: Repository.root.appending(path: "Pipelines/co-production"), to: folder)
        try Data("code,label_en,valid_from,valid_to\n0,none,,\n1,some,2020,\n2,much,,2019-12-31\n".utf8).write(
            to: folder.appending(path: "codelists/depth.csv"))
        func show(_ more: [String]) throws -> String {
            try CanvassProcess(["codes", "show", "depth", "--survey", folder.path] + more).output
        }
        #expect(try show([]).split(separator: "\n").count == 3)
        #expect(try show(["--valid-on", "2019"]) == "0  none\n2  much\n")
        #expect(try show(["--valid-on", "2021-05-01"]) == "0  none\n1  some\n")
        for word in ["01.01.2020", "2020-13-45", "nonsense"] {
            let process = try CanvassProcess([
                "codes", "show", "depth", "--survey", folder.path, "--valid-on", word,
            ])
            #expect(process.status == 64 && process.output.isEmpty)
            #expect(process.errors.contains("'\(word)' is no date"), "\(process.errors)")
        }
    }

    @Test("a proposal that nobody has decided on is an error that says how to decide")
    func undecided() throws {
        let scratch = try Scratch()
        #expect(try CanvassProcess(["init", "./parks"], in: scratch.url).status == 0)
        try Data("list,raw,code,reviewer,date,note\nkind,boskage,?,,,1 answer\n".utf8).write(
            to: scratch.url.appending(path: "parks/aliases.csv"))
        let run = try CanvassProcess(["run", "./parks"], in: scratch.url)
        #expect(run.status == 65)
        #expect(
            run.errors.contains(
                "parks/aliases.csv:2:1: nobody has decided yet what “boskage” means: its code is still `?`"),
            "\(run.errors)")
        #expect(run.errors.contains("leave the code empty to refuse the text"))
    }
}
