import Foundation
import Testing

@Suite("A hostile return changes nothing but its text")
struct HostileReturnTests {
    static let attacks = [
        "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)",
        "=HYPERLINK(\"http://example.org\";\"x\")", "+1+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3", "'=1+1", "\tx", "-5",
        "\u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{7}", "\u{9B}2J", "\u{202E}gpj.exe\u{202C}", "\u{2066}x\u{2069}",
        "a\u{1}\u{8}b", "line\nbreak", "x\u{2028}y\u{2029}z", String(repeating: "x", count: 32_000),
    ]

    private static let definition = """
        canvass: 1
        title: Hostile (invented)
        languages: [en]
        round: {current: "2026"}
        inbox: {path: inbox, settle: 0}
        reporters: {file: reporters.csv, from: {filename: '^([A-Z]{3})'}}
        codelists: {kind: {file: kind.csv}}
        tables:
          things:
            title: Things
            fields:
              name: {type: string, title: Name}
              kind: {type: string, codelist: kind, title: Kind}
        layouts:
          things:
            into: things
            sheet: {any: true}
            table: {columns: {name: {label: Name}, kind: {label: Kind}}}
        """

    /// A survey with one return whose every text is an attack, and one file that cannot be read, by a name that is an attack.
    private static func survey(in folder: URL) throws -> URL {
        let survey = folder.appending(path: "hostile")
        let inbox = survey.appending(path: "inbox")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        try definition.write(to: survey.appending(path: "pipeline.yaml"), atomically: true, encoding: .utf8)
        try "code,name\nAAA,\u{1B}[1mA<b>\u{202E}\n".write(
            to: survey.appending(path: "reporters.csv"), atomically: true, encoding: .utf8)
        try "code,label_en\nT,Town\n".write(to: survey.appending(path: "kind.csv"), atomically: true, encoding: .utf8)
        let rows = attacks.map { text in
            let field = "\"" + text.replacing("\"", with: "\"\"") + "\""
            return "\(field),\(field)\n"
        }
        try ("Name,Kind\n" + rows.joined()).write(
            to: inbox.appending(path: "AAA <i>.csv"), atomically: true, encoding: .utf8)
        try "%PDF-1.7\n".write(
            to: inbox.appending(path: "AAA \u{1B}[31m\u{202E}fdp.pdf"), atomically: true, encoding: .utf8)
        return survey
    }

    /// What a terminal would act on: controls but the line feed, and what turns the direction of writing.
    private static func acting(_ text: String) -> [String] {
        text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
            default: false
            }
        }.map { String($0.value, radix: 16) }
    }

    @Test("the terminal shows it and does nothing that it says")
    func terminal() throws {
        let scratch = try Scratch()
        let survey = try Self.survey(in: scratch.url)
        let output = scratch.url.appending(path: "out").path
        let file = survey.appending(path: "inbox/AAA <i>.csv").path
        for arguments in [
            ["run", survey.path, "--output", output], ["status", survey.path, "--output", output],
            ["check", file, "--survey", survey.path, "--output", output],
            ["cells", file], ["inspect", file],
        ] {
            let process = try CanvassProcess(arguments)
            #expect(process.status < 2, "\(arguments[0]): \(process.errors)")
            #expect(Set(Self.acting(process.output)).isEmpty, "\(arguments[0]), standard output")
            #expect(Set(Self.acting(process.errors)).isEmpty, "\(arguments[0]), standard error")
        }
    }

    @Test("CSV neutralises formulas so that they can be had back, and JSON has every text as it is")
    func files() throws {
        let scratch = try Scratch()
        let survey = try Self.survey(in: scratch.url)
        let output = scratch.url.appending(path: "out")
        let process = try CanvassProcess(["run", survey.path, "--quiet", "--output", output.path])
        #expect(process.status < 2, "\(process.errors)")
        let latest = output.appending(path: "hostile/latest")
        let data = try Data(contentsOf: latest.appending(path: "issues.json"))
        let issues = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        let values = Set(
            issues.filter { $0["rule"] as? String == "code.unknown" }.compactMap { $0["value"] as? String })
        #expect(values.count >= Self.attacks.count - 1)
        for attack in Self.attacks where attack != "\tx" { #expect(values.contains(attack), "\(attack.prefix(40))") }
        let byFingerprint = Dictionary(grouping: issues) { $0["fingerprint"] as? String ?? "" }
        let rows = try Table.rows(of: latest.appending(path: "issues.csv"))
        #expect(rows.count == issues.count)
        for row in rows {
            let issue = try #require(byFingerprint[row["fingerprint"] ?? ""]?.first)
            for column in ["value", "expected", "message", "suggestion"] {
                let written = row[column] ?? ""
                #expect(!Self.runs(written), "\(column): \(written.prefix(40))")
                let original = Self.runs(String(written.drop { $0 == "'" })) ? String(written.dropFirst()) : written
                #expect(original == issue[column] as? String ?? "", "\(column)")
            }
        }
        #expect(rows.contains { $0["value"] == "'-2+3" } && rows.contains { $0["value"] == "''=1+1" })
        #expect(rows.contains { $0["value"] == "-5" })
        var published: [String] = []
        for folder in ["dataset", "rejected", "lineage"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: latest.appending(path: folder).path)
            where name.hasSuffix(".csv") {
                let values = try Table.rows(of: latest.appending(path: "\(folder)/\(name)")).flatMap(\.values)
                for value in values { #expect(!Self.runs(value), "\(folder)/\(name): \(value.prefix(40))") }
                published += values
            }
        }
        #expect(published.contains("'-2+3") && published.contains("''=1+1"))
        let row = try #require(
            try Table.rows(of: latest.appending(path: "rejected/things.csv")).first { $0["name"] == "'-2+3" })
        let traced = try CanvassProcess([
            "trace", survey.path, "things", row["return"] ?? "", row["record"] ?? "", "name", "--format", "json",
            "--output", output.path,
        ])
        #expect(traced.output.contains("\"-2+3\"") && !traced.output.contains("'-2+3"), "\(traced.output)")
    }

    @Test("answers of thousands of parts are told in few issues, and the returns beside them are published")
    func manyParts() throws {
        let scratch = try Scratch()
        let survey = try Self.survey(in: scratch.url)
        let inbox = survey.appending(path: "inbox")
        for file in try FileManager.default.contentsOfDirectory(at: inbox, includingPropertiesForKeys: nil) {
            try FileManager.default.removeItem(at: file)
        }
        func write(_ text: String, _ path: String) throws {
            try text.write(to: survey.appending(path: path), atomically: true, encoding: .utf8)
        }
        let definition = Self.definition.replacing("codelist: kind,", with: "codelist: kind, many: true,")
        try write(definition + "\ncsv: {delimiter: \",\"}\n", "pipeline.yaml")
        try write("code,name\nAAA,A\nBBB,B\nCCC,C\nDDD,D\n", "reporters.csv")
        let groups = (0..<60).map { group in (0..<50).map { "p\(group)x\($0)y" }.joined(separator: "|") }
        let text = String(groups.joined(separator: ";").prefix(32_000))
        for file in ["AAA", "BBB", "CCC"] {
            try write("Name,Kind\n1,\(text)\n2,\(text)\n3,\(text)\n", "inbox/\(file).csv")
        }
        try write("Name,Kind\ngood,Town\n", "inbox/DDD.csv")
        let output = scratch.url.appending(path: "out")
        let process = try CanvassProcess(["run", survey.path, "--quiet", "--output", output.path])
        #expect(process.status < 2, "\(process.errors)")
        let latest = output.appending(path: "hostile/latest")
        let data = try Data(contentsOf: latest.appending(path: "issues.json"))
        // Each has all of its answer beside it: before, nine answers came to 900 MB.
        #expect(data.count < 16 << 20)
        let issues = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        // The same text in three rows of a return is told once.
        #expect(issues.count { $0["rule"] as? String == "code.unknown" } == 3 * 21)
        #expect(try Table.rows(of: latest.appending(path: "dataset/things.csv")).map { $0["name"] } == ["good"])
    }

    /// Whether a spreadsheet program takes a field for a formula.
    private static func runs(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return false }
        return Double(text) == nil
    }

    @Test("the page has one script of its own, whatever stands in the return")
    func page() throws {
        let scratch = try Scratch()
        let survey = try Self.survey(in: scratch.url)
        let output = scratch.url.appending(path: "out")
        try CanvassProcess(["run", survey.path, "--quiet", "--output", output.path])
        let page = try String(contentsOf: output.appending(path: "hostile/latest/report.html"), encoding: .utf8)
        // Two pieces of data, which are not run, and the script.
        #expect(page.components(separatedBy: "<script").count == 4)
        #expect(page.components(separatedBy: "</script").count == 4)
        #expect(!page.contains("<img") && !page.contains("<i>.csv") && !page.contains("A<b>"))
        #expect(!page.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) || $0.value == 0x1B })
    }
}
