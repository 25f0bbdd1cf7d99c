import Foundation
import Report
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What is kept of the issues of an earlier run")
struct EarlierIssueTests {
    /// A line with all that an issue may have in `issues.json`.
    private static let full =
        #"{"fingerprint":"f","severity":"error","rule":"r","reporter":"AAA","return":"1","record":12,"sheet":"S","cell":"B2","#
        + #""value":"a \"b\", {c","message":"m","state":"open","cells":[{"sheet":"S","cell":"B3"}],"alike":[{"cell":"B4"}]}"#

    private func issues(_ lines: String) throws -> [EarlierIssue] {
        var reading = IssueLines(Data(lines.utf8))
        return try reading.issues()
    }

    /// What is read of a file; it is removed.
    private func read(_ content: [UInt8]) throws -> (earlier: [EarlierIssue], published: [PublishedIssue]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-earlier-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(content).write(to: folder.appending(path: "issues.json"))
        return (try EarlierIssue.read(in: folder), try PublishedIssue.read(in: folder))
    }

    /// Whether all of one is what is said by the other.
    private func isSame(_ one: EarlierIssue, _ other: PublishedIssue) -> Bool {
        one.fingerprint == other.fingerprint && one.severity == other.severity && one.rule == other.rule
            && one.reporter == other.reporter ?? "" && one.table == other.table && one.field == other.field
            && one.place == other.place && one.state == other.state
            // By bytes: texts are equal that are made of other characters.
            && Array(one.message.utf8) == Array(other.message.utf8)
    }

    @Test("they are read from what a run writes as a decoder reads them, and from its lines alone")
    func written() throws {
        let texts = [
            "plain", "“so”, e\u{301}", "a \"b\" \\ c", "1 < 2", "two\nlines\t\r", "\u{0}\u{7F}\u{2028}",
            "}],\"state\":\"waived\"",
        ]
        let issues = (0..<6_000).map { number -> SurveyModel.Issue in
            let text = texts[number % texts.count]
            var finding = Finding(
                rule: text, severity: number % 2 == 0 ? .error : .note, message: .text("\(text) \(text)"),
                table: number % 3 == 0 ? nil : text, record: number % 5 == 0 ? nil : number,
                field: number % 3 == 0 ? nil : "f", sheet: number % 7 == 0 ? nil : text,
                cell: number % 11 == 0 ? nil : "B\(number)", value: text, suggestion: .text(text))
            if number % 4 == 0 {
                finding.cells = [Origin(sheet: text, row: 1, column: 1)]
                finding.otherValues = [text]
                finding.alike = [AlikeCells(block: nil, value: text, message: .text(text))]
            }
            return SurveyModel.Issue(
                fingerprint: "f\(number)", reporter: number % 6 == 0 ? "" : text, round: "2026", returnID: "1",
                finding: finding, state: number % 9 == 0 ? .waived : .open)
        }
        let result = RunResult(
            survey: "s", definition: try SpecimenSurvey.load().definition, reporters: [], returns: [],
            counts: RunCounts(), coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
        var bytes: [UInt8] = []
        IssueFiles.json(result, to: { bytes += $0 })
        let (earlier, published) = try read(bytes)
        #expect(earlier.count == issues.count && published.count == issues.count)
        #expect(zip(earlier, published).allSatisfy { isSame($0, $1) })
        // Without the lines around them.
        let lines = String(decoding: bytes.dropFirst(2).dropLast(3), as: UTF8.self)
        #expect(try self.issues(lines) == earlier)
    }

    @Test(
        "at what no run writes the lines give up",
        arguments: [
            ("{", ""), ("{", "[{"), ("}", ""), ("}", "},"), ("}", "}}"), ("}", "} "), ("\"rule\":", "\"rule\": "),
            (":12", ":null"), (":12", ":-1"), (":12", ":"), (":12", ":12,"), ("\"m\"", "\"m"), ("\"m\"", "true"),
            ("\"m\"", "\"\n\""), ("\"m\"", "\"\\q\""), ("error", "grave"), ("open", "shut"), ("\"rule\"", "\"rules\""),
            ("\"rule\"", "\"state\""), ("[{\"cell\":", "[{\"cell\":{"),
        ])
    func other(part: String, new: String) throws {
        #expect(try issues(Self.full).first?.place == "S!B2")
        let range = try #require(
            part == "}" ? Self.full.range(of: part, options: .backwards) : Self.full.range(of: part))
        let line = Self.full.replacingCharacters(in: range, with: new)
        #expect(throws: (any Error).self) { try issues(line) }
        #expect(throws: (any Error).self) { try issues(Self.full + ",\n" + line) }
    }

    @Test("what has another form is read too", arguments: [" ", "\n", "  \"more\": [true, null, -1.5],"])
    func otherForm(between: String) throws {
        let content = "[\n" + Self.full.replacing("{\"fingerprint\"", with: "{\(between)\"fingerprint\"") + "\n]\n"
        let (earlier, published) = try read(Array(content.utf8))
        #expect(earlier.count == 1 && published.count == 1)
        #expect(zip(earlier, published).allSatisfy { isSame($0, $1) })
    }

    @Test("a file that is cut short is an error", arguments: ["", "[\n", "[\n%", "[\n%\n", "[\n%\n]\n%"])
    func damaged(form: String) {
        #expect(throws: (any Error).self) { try read(Array(form.replacing("%", with: Self.full).utf8)) }
    }
}
