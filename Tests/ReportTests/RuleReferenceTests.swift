import Foundation
import Report
import SurveyModel
import Testing

@Suite("What Canvass's own rules mean")
struct RuleReferenceTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("the program carries the section of docs/rules.md, byte for byte; CANVASS_BLESS=1 copies it anew")
    func copied() throws {
        let documentation = try String(contentsOf: Self.root.appending(path: "docs/rules.md"), encoding: .utf8)
        let start = try #require(documentation.range(of: "## Rules that Canvass itself raises")).lowerBound
        let copy = Self.root.appending(path: "Sources/Report/Resources/rules.md")
        if ProcessInfo.processInfo.environment["CANVASS_BLESS"] == "1" {
            try String(documentation[start...]).write(to: copy, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: copy, encoding: .utf8) == documentation[start...], "CANVASS_BLESS=1 copies it")
    }

    @Test("every rule has a meaning and a severity, and a heading in each language")
    func entries() throws {
        let reference = try RuleReference()
        #expect(reference.entries.count > 120)
        for entry in reference.entries {
            #expect(!entry.meaning.isEmpty && !entry.severity.isEmpty && !entry.group.isEmpty, "\(entry.id)")
            #expect(entry.id.contains("."))
            #expect(entry.advice != "As above.")
        }
        let encrypted = try #require(reference.entry(of: "file.encrypted"))
        #expect(encrypted.meaning == "A password or rights management protects the workbook.")
        #expect(encrypted.advice == "Ask the sender to save it without.")
        #expect(encrypted.group == "Files that cannot be read")
        #expect(try RuleReference.title(of: "rule.timeout", language: "fr") == "Règle trop longue")
    }

    @Test(
        "the rules of which a survey may say something are those about layouts, blank questionnaires and values, a key, a place and the register"
    )
    func builtIn() throws {
        let reference = try RuleReference()
        let areas = ["layout.", "template.", "type.", "code.", "value."]
        let single = [
            "table.duplicate-key", "return.replaced-elsewhere", "coverage.missing-return", "coverage.unknown-reporter",
        ]
        let ids = reference.entries.map(\.id).filter { id in
            single.contains(id) || areas.contains(where: id.hasPrefix)
        }
        #expect(Set(BuiltInRule.all.map(\.id)) == Set(ids))
        for rule in BuiltInRule.all {
            let words = try #require(reference.entry(of: rule.id)?.severity)
            #expect(words.contains(rule.severity?.rawValue ?? "as the field"), "\(rule.id)")
        }
    }

    @Test("what a row says by pointing to the row above is told in full, and several ids of a row each have it")
    func shared() throws {
        let reference = try RuleReference()
        #expect(
            reference.entry(of: "file.duplicate-cell")?.advice == reference.entry(of: "file.duplicate-part")?.advice)
        #expect(
            reference.entry(of: "constraint.maximum")?.meaning == reference.entry(of: "constraint.minimum")?.meaning)
    }
}
