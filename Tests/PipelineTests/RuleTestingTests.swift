import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Tests of rules")
struct RuleTestingTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let rules = """

        rules:
          - {id: body-named, table: cover, severity: note, check: body <> 'x', message: "The body is {body}."}
          - id: completed-once
            table: cover
            severity: note
            trial: true
            off: [{reporter: FRA, reason: R}]
            query: >-
              SELECT a."return", a.record FROM cover a JOIN cover_previous p ON p.for_round = a.round AND p.completed = a.completed
            message: Again.
        """

    /// A survey in a folder, with tests.
    private func survey(_ tests: String?) throws -> (survey: Survey, folder: URL) {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "canvass-rule-tests-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let definition = SpecimenSurvey.definition.replacing(
            "round: {current: \"2026\"}", with: "round: {current: \"2026\", all: [\"2025\", \"2026\"]}")
        try Data((definition + Self.rules).utf8).write(to: folder.appending(path: "pipeline.yaml"))
        try Data("code,name\nFRA,France\nNOR,Norway\n".utf8).write(to: folder.appending(path: "reporters.csv"))
        if let tests { try Data(tests.utf8).write(to: folder.appending(path: RuleTesting.fileName)) }
        return (try SurveyLoader.load(folder), folder)
    }

    private func run(_ tests: String) throws -> RuleTesting.Outcome {
        let (survey, folder) = try survey(tests)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try RuleTesting(survey).run()
    }

    @Test(
        "the rules of the sample surveys are tested, each by what passes and what fails",
        arguments: ["co-production", "municipal-services"])
    func samples(_ name: String) throws {
        let survey = try SurveyLoader.load(Self.root.appending(path: "Pipelines/\(name)", directoryHint: .isDirectory))
        let outcome = try RuleTesting(survey).run()
        #expect(outcome.failures == [])
        #expect(outcome.untested == [])
        #expect(outcome.cases > 2 * survey.definition.rules.count - 1)
    }

    @Test("a case that comes out otherwise is told with its line and what came")
    func failures() throws {
        let outcome = try run(
            """
            body-named:
              pass:
                - {body: Ministry}
                - {body: x}
                - {completed: 2026-01-01}
              fail:
                - {body: y}
                - {body: x}
            """)
        #expect(outcome.cases == 5)
        #expect(outcome.failures.map(\.line) == [4, 5, 7])
        #expect(
            outcome.failures.map(\.came) == [
                "it fails: The body is x.", "it is not verifiable: an answer that the rule needs is missing",
                "it passes",
            ])
        #expect(outcome.untested == ["completed-once"])
    }

    @Test(
        "records may stand around the one that is tested, of other rounds and reporters; rules on trial run in earnest")
    func others() throws {
        let outcome = try run(
            """
            completed-once:
              pass:
                - completed: 2026-01-01
                  with: {cover: [{completed: 2026-01-01}]}
                - completed: 2026-01-01
                  with: {cover: {completed: 2026-01-02, round: "2025"}}
              fail:
                completed: 2026-01-01
                with: {cover: [{completed: 2026-01-01, round: "2025"}]}
            """)
        #expect(outcome.failures == [])
        #expect(outcome.untested == ["body-named"])
        #expect(outcome.json.hasPrefix("{\"file\": "))
    }

    @Test(
        "a record that is not verifiable is a mistake also among others of its table; what these lack is none of its")
    func unverifiableAmongOthers() throws {
        let outcome = try run(
            """
            body-named:
              pass:
                - {completed: 2026-01-01, with: {cover: [{body: y}]}}
                - {body: y, with: {cover: [{completed: 2026-01-01}]}}
              fail: {body: x}
            """)
        #expect(outcome.failures.map(\.line) == [3])
        #expect(outcome.failures.map(\.came) == ["it is not verifiable: an answer that the rule needs is missing"])
    }

    @Test("several codes stand in the order of their list, as a run has them")
    func severalCodes() throws {
        let folder = try self.survey(nil).folder
        defer { try? FileManager.default.removeItem(at: folder) }
        let definition = SpecimenSurvey.definition.replacing(
            "      completed: {type: date",
            with:
                "      about: {type: string, codelist: countries, many: true, title: About}\n      completed: {type: date"
        )
        let rule = "\nrules:\n  - {id: of-two, table: cover, severity: note, check: about <> 'FRA;NOR', message: M}\n"
        try Data((definition + rule).utf8).write(to: folder.appending(path: "pipeline.yaml"))
        let tests = "of-two: {pass: {about: [FRA]}, fail: [{about: [NOR, FRA]}, {about: [FRA, NOR, FRA]}]}\n"
        try Data(tests.utf8).write(to: folder.appending(path: RuleTesting.fileName))
        #expect(try RuleTesting(try SurveyLoader.load(folder)).run().failures == [])
    }

    @Test("a declared check with an id is tested like a rule, whatever it suggests and does")
    func declared() throws {
        let check = """
                key: body
                plausibility:
                  - id: named-after
                    kind: unchanged
                    fields: body
                    atLeast: 2
                    action: hold
                    threshold: {error: 1}
                foreignKeys:
                  - {id: of-register, fields: country, reference: {resource: reporters, fields: code}, action: blank, threshold: {error: 1}, suggest: upper(country), expected: {sql: "'one of ' || country"}}
                nonresponse: [{id: completed-answered, fields: completed, note: 0}, {id: body-answered, fields: body, return: 0}]

            """
        let definition = SpecimenSurvey.definition.replacing("    key: body\n", with: check)
        let tests = """
            of-register:
              pass: {country: FRA}
              fail: [{country: DEU}, {country: POL}]
            completed-answered: {pass: {completed: 2026-01-01}, fail: {body: y}}
            body-answered: {pass: {body: y}, fail: {completed: 2026-01-01}}
            """
        let survey = try SpecimenSurvey.load(definition, files: [RuleTesting.fileName: Data(tests.utf8)])
        let actions = survey.definition.ruleActions
        #expect(["named-after", "of-register", "other"].map { actions[$0] } == [.hold, .blank, nil])
        let folder = try self.survey(nil).folder
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(definition.utf8).write(to: folder.appending(path: "pipeline.yaml"))
        try Data(tests.utf8).write(to: folder.appending(path: RuleTesting.fileName))
        let outcome = try RuleTesting(try SurveyLoader.load(folder)).run()
        #expect(outcome.cases == 7)
        #expect(outcome.failures == [])
        let told = try Explanation.of("of-register", in: survey, output: folder)
        let parts = Dictionary(uniqueKeysWithValues: told.parts.map { ($0.key, $0.text) })
        #expect(parts["effect"] == "empties the value, with a status that says so")
        #expect(parts["suggestion"] == "upper(country)")
        #expect(parts["expected"] == "'one of ' || country")
        #expect(parts["threshold"] == "error above 1 % of the current round's records")
    }

    @Test(
        "what does not fit the survey is told on its line",
        arguments: [
            ("body-name: {pass: {body: y}}", "Did you mean 'body-named'?"),
            ("body-named: {pass: {bod: y}}", "has no field 'bod'"),
            ("body-named: {pass: {completed: soon}}", "no value of the field 'completed'"),
            ("body-named: {pass: {body: y, round: '1999'}}", "there is no round '1999'"),
            ("body-named: {pass: {body: y, with: {covers: []}}}", "there is no table 'covers'"),
            ("body-named: {passes: {body: y}}", "unknown key 'passes'"), ("- a", "must be a mapping"),
            ("", "Tests stand below the id of their rule"),
        ])
    func faults(_ tests: String, _ message: String) throws {
        let error = try #require(throws: DefinitionError.self) { _ = try run(tests) }
        #expect(error.diagnostics.count == 1)
        #expect(error.diagnostics.first?.position.line == 1)
        #expect("\(error)".contains(message), "\(error)")
    }

    @Test("a survey without tests is told how to write them")
    func none() throws {
        let (survey, folder) = try survey(nil)
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = try #require(throws: PipelineError.self) { _ = try RuleTesting(survey) }
        #expect(error.code == .noInput)
        let review = DefinitionReview(survey).diagnoses().filter { $0.subject == "tests of rules" }
        #expect(review.map(\.state) == [.warning])
        #expect(review.first?.finding.contains("body-named, completed-once") == true)
    }

    @Test("a rule that is switched off for somebody who need not report is a slip")
    func unknownReporter() throws {
        let error = try #require(throws: DefinitionError.self) {
            _ = try SpecimenSurvey.load(
                SpecimenSurvey.definition + Self.rules.replacing("reporter: FRA", with: "reporter: FRE"))
        }
        #expect("\(error)".contains("switched off for 'FRE'"))
    }

    @Test(
        "so is a constraint, and a rule of Canvass's own",
        arguments: [
            ("{maximum: 100}", "{maximum: {value: 100, off: [{reporter: ZZZ, reason: R}]}}", "constraint.maximum"),
            ("rules:\n", "builtin:\n  code.unknown: {off: [{reporter: ZZZ, reason: R}]}\nrules:\n", "code.unknown"),
        ])
    func unknownReporterElsewhere(_ place: String, _ terms: String, _ id: String) throws {
        let survey = try ReviewedSurvey(returns: [:])
        let definition = ReviewedSurvey.definition.replacing(place, with: terms)
        try Data(definition.utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        let error = try #require(throws: DefinitionError.self) { try survey.survey() }
        #expect("\(error)".contains("'\(id)' is switched off for 'ZZZ'"), "\(error)")
    }

    @Test("the worked examples of docs/rules.md compile in the surveys that they are for")
    func workedExamples() throws {
        let text = try String(contentsOf: Self.root.appending(path: "docs/rules.md"), encoding: .utf8)
        let start = try #require(text.range(of: "## Worked examples")).upperBound
        let end = try #require(text.range(of: "## Rules that Canvass itself raises")).lowerBound
        let examples = text[start..<end].matches(of: /```yaml\n([^`]*)```/).map { String($0.1) }
        #expect(examples.count == 12)
        for (index, example) in examples.enumerated() {
            let name = index < 8 ? "co-production" : "municipal-services"
            let folder = FileManager.default.temporaryDirectory.appending(
                path: "canvass-example-\(UUID().uuidString)", directoryHint: .isDirectory)
            defer { try? FileManager.default.removeItem(at: folder) }
            try FileManager.default.copyItem(
                at: Self.root.appending(path: "Pipelines/\(name)", directoryHint: .isDirectory), to: folder)
            let file = folder.appending(path: "pipeline.yaml")
            let indented = example.split(separator: "\n").map { "  \($0)\n" }.joined()
            let definition = try String(contentsOf: file, encoding: .utf8).replacing(
                "\nrules:\n", with: "\nrules:\n\(indented)")
            try Data(definition.utf8).write(to: file)
            let survey = try SurveyLoader.load(folder)
            #expect(survey.definition.rules.first?.id.hasPrefix("example-") == true)
        }
    }
}
