import Foundation
import Spreadsheets
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Returns are read as the definition says")
struct SurveyReadingTests {
    private static let header = "Country;Body;Completed\n"

    private func process(_ content: Data, _ lines: String) throws -> ReturnBundle {
        let survey = try SpecimenSurvey.load(SpecimenSurvey.definition + "\n" + lines + "\n")
        let file = FileManager.default.temporaryDirectory.appending(path: "canvass-return-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try content.write(to: file)
        return ReturnProcessor(survey).process(path: file.path, name: "return.csv", sha256: Digest.sha256(content))
    }

    private func bodies(_ bundle: ReturnBundle) -> [String] {
        bundle.records.compactMap { $0.entries[1]?.value?.text }
    }

    @Test("every limit of the reader can be set in the definition, and no other")
    func names() throws {
        let names = ReaderLimit.all.map(\.name)
        #expect(names == Mirror(reflecting: ReaderLimits()).children.compactMap(\.label))
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(SurveyDefinition.jsonSchema.utf8)) as? [String: Any])
        let limits = (schema["properties"] as? [String: Any])?["limits"] as? [String: Any]
        let keys = try #require((limits?["properties"] as? [String: Any])?.keys.sorted())
        // Some are no limits of the reader: what a rule may cost over all returns, and how many issues a return may have.
        let others = ["issueBytesPerReturn", "issuesPerReturn", "memoryBytes", "secondsPerReturn", "secondsPerRule"]
        #expect(keys == (names + others).sorted())
        for (index, name) in names.enumerated() {
            let survey = try SpecimenSurvey.load(SpecimenSurvey.definition + "\nlimits: {\(name): \(index + 7)}\n")
            let limit = try #require(ReaderLimit.named(name))
            let set = SurveyReading(survey.definition).limits
            #expect(limit.value(in: set) == index + 7)
            var back = set
            limit.set(limit.value(in: .default), in: &back)
            #expect(back == .default, "\(name) changes another limit as well")
        }
    }

    @Test(
        "what is made of a return that was read may take ten times as long, and is the same on a busy machine; no other limit changes"
    )
    func again() throws {
        let survey = try SpecimenSurvey.load(
            SpecimenSurvey.definition + "\nlimits: {seconds: 4, secondsPer100Megabytes: 6, cells: 9}\n")
        let first = SurveyReading(survey.definition)
        var again = first.again.limits
        #expect(again.seconds == 40 && again.secondsPer100Megabytes == 60)
        again.seconds = first.limits.seconds
        again.secondsPer100Megabytes = first.limits.secondsPer100Megabytes
        #expect(again == first.limits)
    }

    @Test("a limit beyond all files does no harm")
    func greatest() throws {
        let lines = ReaderLimit.all.map { "  \($0.name): \(Int.max)\n" }.joined()
        let content = Data((Self.header + "FRA;Ministry A;\n").utf8)
        #expect(bodies(try process(content, "limits:\n\(lines)")) == ["Ministry A"])
        let survey = try SpecimenSurvey.load(SpecimenSurvey.definition + "\nlimits:\n\(lines)")
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "SpreadsheetsTests/Fixtures/xlsxwriter.xlsx").path
        #expect(try FileInspection(path: path, survey: survey).counts() == FileInspection(path: path).counts())
    }

    @Test("docs/limits.md has every limit with its default")
    func documented() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/limits.md"), encoding: .utf8)
        for limit in ReaderLimit.all {
            let row = "| `\(limit.name)` | \(limit.text(limit.value(in: .default))) |"
            #expect(text.contains(row), "docs/limits.md lacks \(row)")
        }
        // Those of returns and rules are none of the reader's.
        let shape = try String(
            contentsOf: root.appending(path: "Sources/SurveyModel/YAML/ReadingShape.swift"), encoding: .utf8)
        let names = shape.matches(of: /"([a-zA-Z0-9]+)", \.(?:size|integer)/).map { String($0.1) }
        #expect(names.count > ReaderLimit.all.count)
        for name in names { #expect(text.contains("| `\(name)` |"), "docs/limits.md lacks \(name)") }
    }

    @Test("every encoding of the reader can be named, and no other")
    func encodings() {
        #expect(CSVDefinition.encodings == TextEncoding.allCases.map(\.rawValue))
    }

    @Test("a limit of the definition refuses a return, saying how to raise it; raised, the return is read")
    func limitReached() throws {
        let content = Data((Self.header + "FRA;Ministry A;\nFRA;Ministry B;\n").utf8)
        let refused = try process(content, "limits: {rows: 2}")
        #expect(refused.records.isEmpty)
        let finding = try #require(refused.findings.first)
        #expect(finding.rule == "file.limit")
        #expect(finding.message.text(in: "en").contains("exceeds the limit of 2 (rows)"))
        #expect(finding.suggestion?.text(in: "en").contains("`limits: {rows: 4}`") == true)
        #expect(bodies(try process(content, "limits: {rows: 4}")) == ["Ministry A", "Ministry B"])
    }

    @Test("a given encoding is taken where another would be found; what is not given is still found out")
    func encoding() throws {
        let start = Data(Self.header.utf8) + Data("FRA;Minist".utf8)
        let content = start + Data([0xE9]) + Data("re;\n".utf8)
        #expect(bodies(try process(content, "")) == ["Ministére"])
        #expect(bodies(try process(content, "csv: {encoding: windows-1251}")) == ["Ministйre"])
        // What is UTF-8 is no other body's code page.
        let saved = start + Data([0xC3, 0xA9]) + Data("re;\n".utf8)
        #expect(bodies(try process(saved, "csv: {encoding: windows-1251}")) == ["Ministére"])
    }

    @Test("a given delimiter is taken where another would be found")
    func delimiter() throws {
        let content = Data("Country|Body;Completed|Completed\nFRA|A;B;C|2026-03-01\n".utf8)
        #expect(bodies(try process(content, "")) == [])
        let bundle = try process(
            Data("Country|Body|Completed\nFRA|A;B;C;D|2026-03-01\nFRA|E;F;G;H|2026-03-01\n".utf8),
            #"csv: {delimiter: "|"}"#)
        #expect(bodies(bundle) == ["A;B;C;D", "E;F;G;H"])
    }

    @Test("another limit or dialect makes another definition: nothing that was read before is taken for it")
    func hash() throws {
        let plain = try SpecimenSurvey.load().definitionHash
        let limited = try SpecimenSurvey.load(SpecimenSurvey.definition + "\nlimits: {rows: 5}\n").definitionHash
        let dialect = try SpecimenSurvey.load(SpecimenSurvey.definition + "\ncsv: {quote: none}\n").definitionHash
        #expect(Set([plain, limited, dialect]).count == 3)
    }
}
