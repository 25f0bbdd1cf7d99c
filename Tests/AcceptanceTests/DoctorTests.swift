import Foundation
import Testing

@Suite("doctor: is all well, and which cell feeds which field")
struct DoctorTests {
    private let good = Repository.samples.appending(path: "co-production/CPS-2026-AUS.xlsx").path

    @Test("looks at the installation alone where no survey is named")
    func installation() throws {
        let scratch = try Scratch()
        let process = try CanvassProcess(["doctor", "--output", scratch.url.appending(path: "not/yet").path])
        #expect(process.status == 0, "\(process.output)\(process.errors)")
        for word in ["libxml2 2.", "zlib 1.", "SQLite 3.", "can be written", "GiB are free", "clock: 20", "workers: "] {
            #expect(process.output.contains(word), "\(word) in \(process.output)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
    }

    @Test("tells with 73 that output cannot be written")
    func output() throws {
        let process = try CanvassProcess(["doctor", "--output", "/proc/canvass"])
        #expect(process.status == 73, "\(process.output)")
        #expect(process.output.contains("--output"))
    }

    @Test("lists for each layout which cell fed which field, with what was typed and what became of it")
    func listing() throws {
        let process = try CanvassProcess(["doctor", "co-production", "--return", good])
        #expect(process.status == 0, "\(process.errors)")
        let lines = process.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains { $0.hasPrefix("country Cover!D5 Australia = AUS") }, "\(process.output)")
        #expect(lines.contains { $0.hasPrefix("stages Practices!") })
        #expect(process.output.contains("cover -> returns: 1 record"))
        #expect(process.output.contains("more records (--all shows them)"))
    }

    @Test("a return that cannot be read keeps nothing from being told of all else", arguments: ["text", "json"])
    func unreadable(format: String) throws {
        let scratch = try Scratch()
        let file = scratch.url.appending(path: "filled.pdf")
        try Data("%PDF-1.4".utf8).write(to: file)
        let process = try CanvassProcess(["doctor", "co-production", "--return", file.path, "--format", format])
        #expect(process.status == 74 && process.errors.contains("PDF"), "\(process.errors)")
        #expect(process.output.contains("can be written"), "\(process.output)")
        guard format == "json" else { return }
        let told = try JSONSerialization.jsonObject(with: Data(process.output.utf8)) as? [String: Any]
        #expect((told?["diagnoses"] as? [Any])?.isEmpty == false && told?["return"] is NSNull)
    }

    @Test("no letters of a map are written behind JSON")
    func mapBehindJSON() throws {
        let process = try CanvassProcess(["doctor", "co-production", "--format", "json", "--map", "-"])
        #expect(process.status == 64 && process.output.isEmpty, "\(process.output)")
    }

    @Test("reads the newest file of the inbox that can be read where no return is named")
    func newest() throws {
        let scratch = try Scratch()
        let inbox = scratch.url.appending(path: "inbox")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: good, toPath: inbox.appending(path: "older.xlsx").path)
        try Data("%PDF-1.4".utf8).write(to: inbox.appending(path: "newer.pdf"))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_770_000_000)],
            ofItemAtPath: inbox.appending(path: "older.xlsx").path)
        let process = try CanvassProcess(["doctor", "co-production", "--inbox", inbox.path])
        #expect(process.status == 0)
        #expect(process.output.contains("Return older.xlsx, version 2.0, language en"))
    }

    @Test("knows a code list that only SQL beside a question names, and declared checks with an id that have no test")
    func beside() throws {
        let long = "{value: 10, suggest: \"code_label('small', name)\"}"
        let project = try SmallSurvey.project(
            ["parks"],
            more:
                "codelists: {small: {file: small.csv}, large: {file: small.csv}, odd: {file: small.csv}}\nbuiltin: {type.range: {table: parks, suggest: \"code_label('large', name)\"}}",
            area:
                ", constraints: {maximum: \(long)}}\n    plausibility:\n      - {id: area-usual, kind: range, fields: area, maximum: 9}\n      - {kind: range, fields: area, maximum: 99"
        )
        try Data("code,label_en\na,A\n".utf8).write(
            to: project.folder.appending(path: "Pipelines/parks/small.csv"))
        let doctor = try CanvassProcess(["doctor", "parks"], in: project.folder).output
        #expect(doctor.contains("nothing uses odd"), "\(doctor)")
        #expect(doctor.contains("in rules-test.yaml for area-usual"), "\(doctor)")
        try Data("area-usual: {pass: {area: 9}, fail: {area: 10}}\n".utf8).write(
            to: project.folder.appending(path: "Pipelines/parks/rules-test.yaml"))
        #expect(try CanvassProcess(["doctor", "parks"], in: project.folder).output.contains("every rule has one"))
        #expect(try CanvassProcess(["test", "parks"], in: project.folder).status == 0)
    }

    @Test("warns of what a definition leaves undone, and says what to do")
    func warnings() throws {
        let scratch = try Scratch()
        #expect(try CanvassProcess(["init", "./parks"], in: scratch.url).status == 0)
        let folder = scratch.url.appending(path: "parks")
        let file = folder.appending(path: "pipeline.yaml")
        var yaml = try String(contentsOf: file, encoding: .utf8)
        yaml = yaml.replacingOccurrences(of: "languages: [en]", with: "languages: [en, fr]")
        yaml = yaml.replacingOccurrences(
            of: "      kind: {type",
            with: "      mood: {type: string, title: Mood}  # check: is it asked?\n      kind: {type")
        yaml = yaml.replacingOccurrences(
            of: "  kind: {file: codelists/kind.csv}",
            with: "  kind: {file: codelists/kind.csv}\n  spare: {file: codelists/kind.csv}")
        yaml = yaml.replacingOccurrences(of: "message: \"{name}", with: "message:\n      en: \"{name}")
        try Data(yaml.utf8).write(to: file)
        try Data("code,name,language\nALD,Aldermoor,de\nBRA,Bracknor,\n".utf8).write(
            to: folder.appending(path: "reporters.csv"))
        let inbox = folder.appending(path: "inbox")
        for name in try FileManager.default.contentsOfDirectory(atPath: inbox.path) {
            try FileManager.default.removeItem(at: inbox.appending(path: name))
        }
        let process = try CanvassProcess(["doctor", "./parks"], in: scratch.url)
        #expect(process.status == 0, "\(process.errors)")
        for word in [
            "no layout fills parks.mood", "nothing uses spare", "large-for-a-garden (fr)",
            "no language is given for BRA",
            "the language of ALD is none of the survey's", "inbox is empty", "marked check:",
        ] {
            #expect(process.output.contains(word), "\(word) in \(process.output)")
        }
        try FileManager.default.removeItem(at: folder.appending(path: "inbox"))
        let lost = try CanvassProcess(["doctor", "./parks"], in: scratch.url)
        #expect(lost.status == 66)
        #expect(lost.output.contains("there is no folder"))
    }

    @Test("a printed label and a choice of the blank questionnaire that their list does not know are warnings")
    func unknownLabels() throws {
        let scratch = try Scratch()
        let blank = Repository.root.appending(path: "Tests/AcceptanceTests/Blanks/council-blank.xlsx").path
        #expect(try CanvassProcess(["init", "./council", "--from", blank], in: scratch.url).status == 0)
        let good = try CanvassProcess(["doctor", "./council"], in: scratch.url)
        #expect(good.output.contains("all that the definition looks for is found in template.xlsx"), "\(good.output)")
        for (list, label) in [("province", "Lakeland"), ("age", "12 and over")] {
            let file = scratch.url.appending(path: "council/codelists/\(list).csv")
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            try Data(lines.filter { !$0.contains(label) }.map { "\($0)\n" }.joined().utf8).write(to: file)
        }
        let doctor = try CanvassProcess(["doctor", "./council"], in: scratch.url)
        #expect(doctor.status == 0, "\(doctor.errors)")
        for told in [
            "the list province of council.province does not know what template.xlsx offers: the choice “Lakeland” of Council!B5",
            "the list age of pupils.age does not know what template.xlsx offers: “12 and over” in Pupils!A7",
        ] {
            #expect(doctor.output.contains(told), "\(told) in \(doctor.output)")
        }
    }

    @Test("what the definition looks for and the blank questionnaire lacks is an error with its line, and exits 65")
    func template() throws {
        let scratch = try Scratch()
        let blanks = Repository.root.appending(path: "Tests/AcceptanceTests/Blanks")
        for (name, changes, told) in [
            (
                "ministry",
                [
                    ("label: Name of contact person", "label: Name of the person in charge"),
                    ("label: Staff,", "label: Personnel,"),
                ],
                [
                    "cover, name_of_contact_person: the label “Name of the person in charge” is not in template.xlsx.",
                    "The nearest there is “Name of contact person” (Cover!A8).",
                    "services_users_open_data, staff: the column “Personnel” is not in template.xlsx.",
                ]
            ),
            (
                "escuelas",
                [
                    ("titulo: {label: Título}", "titulo: {label: Denominación}"),
                    ("start: \"Proyecto {n}\"", "start: \"Obra {n}\""),
                ],
                [
                    "proyectos, titulo: the label “Denominación” is not in",
                    "proyectos: the heading “Obra {n}” is not in",
                ]
            ),
            ("grant", [("start: \"Project {n}\"", "start: \"Lot {n}\"")], ["costs: the heading “Lot {n}” is not in"]),
        ] {
            let blank = blanks.appending(path: "\(name)-blank.xlsx").path
            #expect(try CanvassProcess(["init", "./\(name)", "--from", blank], in: scratch.url).status == 0)
            let good = try CanvassProcess(["doctor", "./\(name)"], in: scratch.url)
            #expect(good.status == 0)
            #expect(good.output.contains("all that the definition looks for is found in template.xlsx"))
            let file = scratch.url.appending(path: "\(name)/pipeline.yaml")
            var yaml = try String(contentsOf: file, encoding: .utf8)
            for (old, new) in changes {
                #expect(yaml.contains(old), "\(old) in \(yaml)")
                yaml = yaml.replacingOccurrences(of: old, with: new)
            }
            try Data(yaml.utf8).write(to: file)
            let doctor = try CanvassProcess(["doctor", "./\(name)"], in: scratch.url)
            #expect(doctor.status == 65, "\(doctor.output)")
            for words in told { #expect(doctor.output.contains(words), "\(words) in \(doctor.output)") }
            // Each fault names the line on which the field or layout stands.
            let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
            for fault in doctor.output.split(separator: "\n") where fault.contains("fault    template: pipeline.yaml:")
            {
                let parts = fault.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
                let key = parts[3].split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
                let line = lines[(Int(parts[2]) ?? 1) - 1].trimmingCharacters(in: .whitespaces)
                #expect(line.hasPrefix("\(key):"), "\(fault) names \(line)")
            }
        }
    }

    @Test("a field of text in which all answers are numbers is told")
    func numbersInText() throws {
        let scratch = try Scratch()
        let blank = scratch.url.appending(path: "blank.csv")
        try Data("Month,Children,Adults,Weather\n".utf8).write(to: blank)
        let filled = scratch.url.appending(path: "mill.csv")
        try Data("Month,Children,Adults,Weather\nMay,12,3,cold\nJune,20,,mild\n".utf8).write(to: filled)
        #expect(try CanvassProcess(["init", "./visits", "--from", blank.path], in: scratch.url).status == 0)
        let doctor = try CanvassProcess(["doctor", "./visits", "--return", filled.path], in: scratch.url)
        #expect(
            doctor.output.contains(".children is text, and all answers in mill.csv are numbers"),
            "\(doctor.output)\(doctor.errors)")
    }

    @Test("an invalid definition exits 65, with the installation's state and every slip")
    func invalid() throws {
        let scratch = try Scratch()
        #expect(try CanvassProcess(["init", "./parks"], in: scratch.url).status == 0)
        let file = scratch.url.appending(path: "parks/pipeline.yaml")
        let yaml = try String(contentsOf: file, encoding: .utf8)
        try Data(yaml.replacingOccurrences(of: "into: parks", with: "into: park").utf8).write(to: file)
        let process = try CanvassProcess(["doctor", "./parks"], in: scratch.url)
        #expect(process.status == 65)
        #expect(process.output.contains("libxml2"))
        #expect(process.errors.contains("which is not defined"))
    }

    @Test("--map draws each sheet as a page without a script, everything from the return escaped")
    func map() throws {
        let scratch = try Scratch()
        #expect(try CanvassProcess(["init", "./parks"], in: scratch.url).status == 0)
        let hostile = scratch.url.appending(path: "ALD <script>.csv")
        try Data("Name;Kind;Area;Opened\n<script>alert(1)</script>;\"\"\"onclick=\"\"x\";1;1990\n".utf8).write(
            to: hostile)
        let page = scratch.url.appending(path: "map.html")
        let process = try CanvassProcess(
            ["doctor", "./parks", "--return", hostile.path, "--map", page.path], in: scratch.url)
        #expect(process.status == 0, "\(process.errors)")
        let html = try String(contentsOf: page, encoding: .utf8)
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(html.contains("title=\"parks.name, record 1:"))
        #expect(html.contains("&quot;onclick=&quot;x"))
        #expect(html.contains("default-src 'none'"))
        let nowhere = try CanvassProcess(
            ["doctor", "./parks", "--return", hostile.path, "--map", "/proc/map.html"], in: scratch.url)
        #expect(nowhere.status == 73)
        let lost = try CanvassProcess(
            ["doctor", "./parks", "--return", hostile.path, "--map", "no-such/map.html"], in: scratch.url)
        #expect(lost.status == 73 && lost.errors.contains("No such file or directory"), "\(lost.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
        #expect(names.sorted() == ["ALD <script>.csv", "map.html", "parks"])
    }

    @Test("--map takes the place of nothing but a web page", arguments: ["filled.csv", "parks/pipeline.yaml", ""])
    func mapElsewhere(name: String) throws {
        let scratch = try Scratch()
        #expect(try CanvassProcess(["init", "./parks"], in: scratch.url).status == 0)
        let filled = scratch.url.appending(path: "filled.csv")
        try Data("Name;Kind;Area;Opened\nMill;garden;1;1990\n".utf8).write(to: filled)
        let definition = scratch.url.appending(path: "parks/pipeline.yaml")
        let before = try [filled, definition].map { try Data(contentsOf: $0) }
        let process = try CanvassProcess(
            ["doctor", "./parks", "--return", "filled.csv", "--map", name], in: scratch.url)
        #expect(process.status == 64 && process.errors.contains("ends in .html"), "\(process.errors)")
        #expect(try [filled, definition].map { try Data(contentsOf: $0) } == before)
    }

    @Test("--map - draws letters on the terminal")
    func letters() throws {
        let process = try CanvassProcess(["doctor", "co-production", "--return", good, "--map", "-"])
        #expect(process.status == 0)
        #expect(process.output.contains("A cover"))
        #expect(process.output.contains("\nCover\n"))
        #expect(process.output.split(separator: "\n").contains { $0.hasPrefix("     5 ") && $0.hasSuffix("A") })
    }

    @Test("a return that is not there, and a map without a survey, are told")
    func refusals() throws {
        #expect(try CanvassProcess(["doctor", "co-production", "--return", "/no/such.xlsx"]).status == 66)
        #expect(try CanvassProcess(["doctor", "no-such-survey"]).status == 66)
        #expect(try CanvassProcess(["doctor", "--map", "-"]).status == 64)
    }
}
