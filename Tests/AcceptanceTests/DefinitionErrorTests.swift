import Foundation
import Testing

/// One slip in a good definition, and what is said of it.
struct Slip: Sendable, CustomTestStringConvertible {
    let name: String
    /// The file that is changed, and the change: a text and what takes its place (nil: the file is deleted).
    var file = "pipeline.yaml"
    let find: String
    let replacement: String?
    /// The file and line that the message names, and words of its parts: what is wrong, how to mend it.
    let place: String
    let says: String
    let mend: String

    var testDescription: String { name }

    static let all: [Slip] = [
        Slip(
            name: "bad YAML", find: "languages: [en]", replacement: "languages: [en", place: "pipeline.yaml:6",
            says: "that starts on line 5", mend: "Check indentation"),
        Slip(
            name: "a tab for indentation", find: "  from: {filename", replacement: "\tfrom: {filename",
            place: "pipeline.yaml:10", says: "not valid YAML", mend: "no tabs"),
        Slip(
            name: "a misspelt key", find: "  file: reporters.csv", replacement: "  flie: reporters.csv",
            place: "pipeline.yaml:9:3", says: "unknown key 'flie' in reporters", mend: "Did you mean 'file'?"),
        Slip(
            name: "a missing key", find: "title: Small survey\n", replacement: "", place: "pipeline.yaml:2",
            says: "lacks the key 'title'", mend: "Add `title:`"),
        Slip(
            name: "a key twice", find: "languages: [en]", replacement: "languages: [en]\nlanguages: [fr]",
            place: "pipeline.yaml:6", says: "'languages' is given twice", mend: "Keep one"),
        Slip(
            name: "an anchor", find: "title: Small survey", replacement: "title: &t Small survey",
            place: "pipeline.yaml:3:8", says: "anchor '&t' is not allowed", mend: "Write the value out"),
        Slip(
            name: "an alias", find: "title: Small survey", replacement: "title: *t", place: "pipeline.yaml:3",
            says: "alias", mend: "rite the value out"),
        Slip(
            name: "an unknown code list", find: "codelist: depth", replacement: "codelist: deph",
            place: "pipeline.yaml:21", says: "code list 'deph', which is not defined", mend: "Did you mean 'depth'?"),
        Slip(
            name: "an unknown bundled list", find: "{bundled: countries}", replacement: "{bundled: planets}",
            place: "pipeline.yaml:12", says: "planets", mend: "countries"),
        Slip(
            name: "a missing code list file", find: "{file: depth.csv}", replacement: "{file: deep.csv}",
            place: "pipeline.yaml:13", says: "no file 'deep.csv'", mend: "relative to the survey's folder"),
        Slip(
            name: "a missing register", file: "reporters.csv", find: "", replacement: nil, place: "pipeline.yaml:9",
            says: "no file 'reporters.csv'", mend: "add the file"),
        Slip(
            name: "a register without codes", file: "reporters.csv", find: "code,name", replacement: "id,name",
            place: "reporters.csv:1", says: "lacks the column code", mend: "columns found: id, name"),
        Slip(
            name: "a reporter twice", file: "reporters.csv", find: "NO,Norway",
            replacement: "NO,Norway\nNO,Norway again", place: "reporters.csv:3", says: "'NO' is given twice",
            mend: "one line"),
        Slip(
            name: "a circular code list", file: "depth.csv", find: "0,,none", replacement: "0,1,none\n1,0,some",
            place: "depth.csv:", says: "its own ancestor", mend: "Correct the list"),
        Slip(
            name: "a code twice", file: "depth.csv", find: "0,,none", replacement: "0,,none\n0,,nothing",
            place: "depth.csv:3", says: "0", mend: "Correct the list"),
        Slip(
            name: "a wrong type", find: "type: integer", replacement: "type: intger", place: "pipeline.yaml:22",
            says: "not 'intger'", mend: "Did you mean 'integer'?"),
        Slip(
            name: "a bound that is no number", find: "minimum: 0", replacement: "minimum: none",
            place: "pipeline.yaml:22", says: "`minimum` of a field of type integer cannot be 'none'",
            mend: "type integer"),
        Slip(
            name: "a layout of an unknown table", find: "into: answers", replacement: "into: answer",
            place: "pipeline.yaml:26:11", says: "'answer', which is not defined", mend: "Did you mean 'answers'?"),
        Slip(
            name: "a layout of an unknown field", find: "        count: {label: Count}",
            replacement: "        cuont: {label: Count}", place: "pipeline.yaml:31:9", says: "field 'cuont'",
            mend: "Did you mean 'count'?"),
        Slip(
            name: "an SQL error in a check", find: "check: count < 10", replacement: "check: count < < 10",
            place: "pipeline.yaml:37", says: "SQL of the rule 'few' is wrong", mend: "syntax"),
        Slip(
            name: "an unknown column in a check", find: "check: count < 10", replacement: "check: cont < 10",
            place: "pipeline.yaml:37", says: "no such column: cont", mend: "depth, count"),
        Slip(
            name: "a check that writes", find: "check: count < 10", replacement: "query: DELETE FROM answers",
            place: "pipeline.yaml:37", says: "not a SELECT", mend: "SELECT or WITH"),
        Slip(
            name: "a query without places", find: "check: count < 10", replacement: "query: SELECT count FROM answers",
            place: "pipeline.yaml:37", says: "lacks the column return and record",
            mend: "so that the finding has a place"),
        Slip(
            name: "a placeholder of nothing", find: "{count} is many", replacement: "{cuont} is many",
            place: "pipeline.yaml:38:14", says: "names {cuont}, which is no field or column", mend: "depth, count"),
        Slip(
            name: "neither check nor query", find: "    check: count < 10\n", replacement: "",
            place: "pipeline.yaml:34", says: "exactly one of check, query", mend: "Give one"),
        Slip(
            name: "a severity that is none", find: "severity: warning", replacement: "severity: warn",
            place: "pipeline.yaml:36", says: "not 'warn'", mend: "Allowed here: error, warning, note"),
        Slip(
            name: "a broken pattern", find: "filename: '([A-Z]{2})'", replacement: "filename: '([A-Z]{2}'",
            place: "pipeline.yaml:10", says: "not a regular expression", mend: "brackets"),
        Slip(
            name: "a figure without its columns", find: "SELECT depth AS category, count(*) AS value",
            replacement: "SELECT depth, count(*) AS value", place: "pipeline.yaml:43",
            says: "lacks the column 'category'", mend: "needs category, value"),
        Slip(
            name: "a date that is none", find: "deadline: 2026-04-30", replacement: "deadline: 2026-04-31",
            place: "pipeline.yaml:4", says: "must be a date", mend: "2026-11-30"),
    ]
}

@Suite("A broken definition exits 65 with one message that names the line and the mend")
struct DefinitionErrorTests {
    private static let definition = """
        # A small survey.
        canvass: 1
        title: Small survey
        deadline: 2026-04-30
        languages: [en]
        round: {current: "2026"}
        inbox: {path: inbox, settle: 0}
        reporters:
          file: reporters.csv
          from: {filename: '([A-Z]{2})'}
        codelists:
          countries: {bundled: countries}
          depth: {file: depth.csv}

        tables:
          answers:
            title: Answers
            key: depth
            fields:
              # How deep, and how often.
              depth: {type: string, title: Depth, codelist: depth}
              count: {type: integer, title: Count, constraints: {minimum: 0}}

        layouts:
          answers:
            into: answers
            sheet: {any: true}
            table:
              columns:
                depth: {label: Depth}
                count: {label: Count}

        rules:
          - id: few
            table: answers
            severity: warning
            check: count < 10
            message: "{count} is many."

        figures:
          - id: depths
            kind: bar
            query: SELECT depth AS category, count(*) AS value FROM answers GROUP BY depth
            title: Depths

        """

    private func survey() throws -> Scratch {
        let scratch = try Scratch()
        let files = [
            "pipeline.yaml": Self.definition, "reporters.csv": "code,name\nNO,Norway\n",
            "depth.csv": "code,parent,label_en\n0,,none\n", "inbox/NO.csv": "Depth,Count\nnone,3\nnone,12\n",
        ]
        for (name, text) in files {
            let url = scratch.url.appending(path: name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        return scratch
    }

    @Test("the definition without the slip runs, and NO stays Norway")
    func good() throws {
        let scratch = try survey()
        let process = try CanvassProcess(["run", scratch.url.path, "--output", scratch.url.appending(path: "out").path])
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.output.contains("1 of 1 have reported"))
        let run = scratch.url.appending(path: "out/\(scratch.url.lastPathComponent)/latest")
        #expect(try Table.rows(of: run.appending(path: "lineage/returns.csv")).first?["reporter"] == "NO")
        #expect(
            try Table.rows(of: run.appending(path: "issues.csv")).contains {
                $0["message"] == "12 is many." && $0["cell"] == "B3"
            })
    }

    @Test("one slip, one message", arguments: Slip.all)
    func slip(_ slip: Slip) throws {
        let scratch = try survey()
        let url = scratch.url.appending(path: slip.file)
        if let replacement = slip.replacement {
            let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
            try #require(text.contains(slip.find))
            try Data(text.replacing(slip.find, with: replacement, maxReplacements: 1).utf8).write(to: url)
        } else {
            try FileManager.default.removeItem(at: url)
        }
        let process = try CanvassProcess(["run", scratch.url.path, "--output", scratch.url.appending(path: "out").path])
        #expect(process.status == 65)
        let messages = process.errors.split(separator: "\n")
        #expect(messages.count == 1, "\(process.errors)")
        let message = String(messages.first ?? "")
        #expect(message.hasPrefix("\(scratch.url.lastPathComponent)/\(slip.place)"), "\(message)")
        #expect(message.contains(slip.says), "\(message)")
        #expect(message.contains(slip.mend), "\(message)")
    }
}
