import Foundation
import SurveyModel
import Testing

@testable import Report

@Suite("The issues in the page")
struct IssueColumnsTests {
    @Test("every column has an entry for each issue, and each place lies in its list")
    func columns() throws {
        let json = try PageData.object(in: ReportRenderer().html(SpecimenResult.full()))
        let issues = try #require(json["issues"] as? [String: Any])
        let lists = try #require(json["lists"] as? [String: [Any]])
        let listOf = [
            "rule": "rules", "reporter": "reporters", "round": "rounds", "return": "returns", "table": "tables",
            "field": "fields", "sheet": "sheets", "state": "states", "expected": "expected",
            "suggestion": "suggestions", "message": "messages",
        ]
        #expect((issues["severity"] as? String) == "eewn")
        // Of the file that was refused no letter asks.
        #expect((issues["audience"] as? String) == "rorr")
        for name in ["fingerprint", "cell", "value", "record", "cause"] + listOf.keys {
            #expect((issues[name] as? [Any])?.count == 4, "\(name)")
        }
        for (column, list) in listOf {
            let places = try #require(issues[column] as? [Int])
            let count = try #require(lists[list]?.count)
            #expect(places.allSatisfy { $0 >= -1 && $0 < count }, "\(column)")
        }
    }

    @Test("a text that repeats stands once")
    func sharedTexts() throws {
        let json = try PageData.object(in: ReportRenderer().html(SpecimenResult.full()))
        let lists = try #require(json["lists"] as? [String: [Any]])
        #expect(lists["sheets"] as? [String] == ["People, all"])
        #expect(lists["reporters"] as? [[String]] == [["AAA", "Aland"], ["CCC", "Celand"]])
    }

    @Test("reporters are listed by their names without case and accents: by their places in the list the page sorts")
    func reportersByName() throws {
        let result = try SpecimenResult.full { $0 == "Aland" ? "Échelle" : $0 == "Celand" ? "delphi" : $0 }
        let json = try PageData.object(in: ReportRenderer().html(result))
        let lists = try #require(json["lists"] as? [String: [Any]])
        #expect(lists["reporters"] as? [[String]] == [["CCC", "delphi"], ["AAA", "Échelle"]])
    }

    @Test("why a rule exists that fields share is told of each issue by its own field")
    func whyOfFields() throws {
        let yaml =
            SpecimenResult.yaml.replacing(
                "kind: {type: string, title: {en: Kind}}",
                with:
                    "kind: {type: string, title: {en: Kind}, constraints: {required: {value: true, why: Kinds are counted.}}}"
            ).replacing(
                "number: {type: number, title: {en: Number}}",
                with:
                    "number: {type: number, title: {en: Number}, constraints: {required: {value: true, why: Numbers are summed.}}}"
            ) + "\nbuiltin: {type.range: [{table: people, fields: number, why: Ranges cannot be summed.}]}\n"
        let full = try SpecimenResult.full()
        let issues = [("constraint.required", "kind"), ("constraint.required", "number"), ("type.range", "number")]
            .enumerated().map { number, place in
                Issue(
                    fingerprint: "00000000000000\(number)0", reporter: "AAA", round: "2026",
                    returnID: SpecimenResult.id(1),
                    finding: Finding(
                        rule: place.0, severity: .error, message: .text("M"), table: "people", record: 1,
                        field: place.1), state: .open)
            }
        var rules = ["kind", "number"].map { field in
            RuleResult(
                id: "constraint.required", table: "people", severity: .error, expression: "\(field): a value is there",
                why: LocalizedText("W"), tested: 1, failed: 1, notVerifiable: 0)
        }
        rules.append(
            RuleResult(
                id: "type.range", table: "people", severity: .error, expression: "answers to people.number",
                why: LocalizedText("Ranges cannot be summed."), tested: 1, failed: 1, notVerifiable: 0))
        let result = RunResult(
            survey: full.survey, definition: try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml"),
            reporters: full.reporters, returns: full.returns, counts: full.counts, coverage: full.coverage,
            issues: issues, rules: rules, codings: full.codings, figures: full.figures, provenance: full.provenance)
        let json = try PageData.object(in: ReportRenderer().html(result))
        let lists = try #require(json["lists"] as? [String: [Any]])
        let rows = try #require(lists["rules"] as? [[Any]])
        #expect(rows.map { $0.first as? String } == ["constraint.required", "type.range"])
        #expect(
            rows.map { $0.last as? [String: String] } == [
                ["people.kind": "Kinds are counted.", "people.number": "Numbers are summed."],
                ["people.number": "Ranges cannot be summed."],
            ])
        // What is said of one table is no reason for what is found in another.
        #expect((rows.last?[2] as? String) == "")
        // The field's place in its list is what the page looks it up by.
        #expect((lists["fields"] as? [[String]])?.map(\.first) == ["people.kind", "people.number"])
    }

    @Test("the page has what can be chosen of a suggestion, and all that a decision sees")
    func choicesAndSeen() throws {
        let full = try SpecimenResult.full()
        let suggestions = ["Doctors (1); Nurses (2)", "Bar (Ltd)", "hidden \u{1}"]
        let issues = suggestions.enumerated().map { number, suggestion in
            var finding = Finding(
                rule: "r", severity: .error, message: .text("M"), table: "people", record: number + 1, field: "kind",
                sheet: "People", cell: "A\(number + 2)", value: "v", suggestion: .text(suggestion))
            if number == 0 { finding.involve([InvolvedCell(Origin(sheet: "People", row: 2, column: 2), typed: "7")]) }
            return Issue(
                fingerprint: "f\(number)", reporter: "AAA", round: "2026", returnID: SpecimenResult.id(1),
                finding: finding, state: .open)
        }
        var result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: full.counts, coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
        for issue in issues {
            result.choices.add(issue.finding) { finding in
                let text = finding.suggestion?.text(in: "en") ?? ""
                let codes = ["Doctors (1)", "Nurses (2)"].enumerated().map {
                    SuggestedValue(value: "\($0 + 1)", words: $1)
                }
                return text.hasPrefix("Doctors") ? codes : [SuggestedValue(text)]
            }
        }
        let json = try PageData.object(in: ReportRenderer().html(result))
        let choices = try #require(json["choices"] as? [String: [[String]]])
        #expect(choices == ["0.0": [["1", "Doctors (1)"], ["2", "Nurses (2)"]], "0.2": [["", "hidden \u{2401}"]]])
        let few = try #require(json["few"] as? [String: Any])
        #expect(few["seen"] as? [String: String] == ["0": "v [7]"])
    }

    @Test("10,000 issues fit into 5 MB")
    func size() throws {
        let full = try SpecimenResult.full()
        let issues = (0..<10_000).map { number in
            Issue(
                fingerprint: String(number + 0x1000_0000, radix: 16) + "00000000", reporter: "AAA", round: "2026",
                returnID: SpecimenResult.id(1),
                finding: Finding(
                    rule: "type.not-a-number", severity: .error,
                    message: .text(
                        "“many \(number)” in a sentence as long as such sentences are, is not a number."),
                    table: "people", record: number, field: "number", sheet: "People", cell: "B\(number)",
                    value: "many \(number)", expected: .own(.expectedNumber), suggestion: .number(number)),
                state: .open)
        }
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: full.counts, coverage: full.coverage, issues: issues, rules: full.rules, codings: full.codings,
            figures: full.figures, provenance: full.provenance)
        #expect(try ReportRenderer().html(result).utf8.count < 5_000_000)
    }
}
