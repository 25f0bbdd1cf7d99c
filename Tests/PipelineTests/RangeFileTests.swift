import Foundation
import SurveyModel
import Testing

@testable import Pipeline

/// What is demanded of ranges in the definition is demanded of those in a file: one that no record can meet would switch its check off in silence.
@Suite("Files of ranges")
struct RangeFileTests {
    private static let check = "      - {kind: range, fields: amount, by: kind, file: r.csv}\n"

    private func survey(_ lines: String, checks: String = RangeFileTests.check) throws -> ReviewedSurvey {
        let survey = try ReviewedSurvey(returns: [:]) { folder in
            try Data(lines.utf8).write(to: folder.appending(path: "r.csv"))
        }
        let definition = ReviewedSurvey.definition.replacing(
            "    key: number\n", with: "    key: number\n    plausibility:\n\(checks)")
        try Data(definition.utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        return survey
    }

    private func diagnostics(_ lines: String, checks: String = RangeFileTests.check) throws -> [DefinitionDiagnostic] {
        let survey = try survey(lines, checks: checks)
        let error = try #require(throws: DefinitionError.self) { try survey.survey() }
        return error.diagnostics
    }

    @Test("are read, and may have other columns and open ends")
    func whole() throws {
        let loaded = try survey("note,kind,minimum,maximum\nx,food,0,15\n,heat,,500\n").survey()
        let table = try #require(loaded.definition.rangeFiles["r.csv"])
        #expect(table[["food"]] == ValueRange(minimum: 0, maximum: 15))
        #expect(table[["heat"]] == ValueRange(minimum: nil, maximum: 500))
    }

    @Test(
        "a slip is told at its line of the file",
        arguments: [
            ("fodo,0,15", "a range names the code 'fodo', which is not in the list 'kinds'", "Did you mean 'food'?"),
            ("Heating,0,15", "a range names the code 'Heating', which is not in the list", "Allowed here: food,"),
            (",0,15", "a range has nothing in the column `kind`", "Say of which group"),
            ("heat,20,15", "a range's `minimum`, 20, is above its `maximum`, 15", "Correct one of the two"),
            ("heat,few,15", "a range has no number in `minimum` or `maximum`", "with a decimal point"),
            ("heat,,", "a range has no number in `minimum` or `maximum`", "one of the two may stay empty"),
            ("road,0,1", "the range of 'road' is given twice (first on line 2)", "Keep one"),
        ])
    func slips(_ line: String, _ message: String, _ advice: String) throws {
        let found = try diagnostics("kind,minimum,maximum\nroad,0,15\n\(line)\n")
        #expect(found.count == 1, "\(found)")
        let diagnostic = try #require(found.first)
        #expect(diagnostic.file.hasSuffix("/r.csv") && diagnostic.position == SourcePosition(line: 3, column: 1))
        #expect(diagnostic.message.hasPrefix(message), "\(diagnostic)")
        #expect(diagnostic.advice.hasPrefix(advice) || diagnostic.advice.contains(advice), "\(diagnostic)")
    }

    @Test("of several codes in one field each is looked for")
    func severalCodes() throws {
        let check = "      - {kind: range, fields: amount, by: kinds, file: r.csv}\n"
        let found = try diagnostics("kinds,minimum,maximum\nfood;heat,0,15\nfood;haet,0,15\n", checks: check)
        #expect(found.map(\.position) == [SourcePosition(line: 3, column: 1)])
        #expect(found.first?.message.contains("the code 'haet'") == true, "\(found)")
    }

    @Test("what keeps the file from being read is told of the file, without what is meant for returns")
    func unreadable() throws {
        let empty = try diagnostics("")
        #expect(empty.map(\.message) == ["the file is empty"])
        #expect(empty.map(\.advice) == ["The header is kind,minimum,maximum,…"])
        #expect(empty.allSatisfy { $0.file.hasSuffix("/r.csv") })
        let semicolons = try diagnostics("kind;minimum;maximum\nfood;0;15\n")
        #expect(semicolons.map(\.advice) == ["Its columns are separated by semicolons: save it with commas."])
        #expect(semicolons.allSatisfy { $0.file.hasSuffix("/r.csv") })
    }

    @Test("two checks may share a file, unless they make other groups of it")
    func shared() throws {
        let lines = "kind,number,minimum,maximum\nfood,1,0,15\n"
        let alike = Self.check.replacing("amount", with: "share")
        #expect(throws: Never.self) { try survey(lines, checks: Self.check + alike).survey() }
        let other = Self.check.replacing("by: kind", with: "by: number")
        let found = try diagnostics(lines, checks: Self.check + other)
        #expect(found.map(\.advice) == ["Give each of the two checks a file of its own."])
        #expect(found.allSatisfy { $0.file.hasSuffix("/pipeline.yaml") }, "\(found)")
    }
}
