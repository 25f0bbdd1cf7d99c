import class GRDB.DatabaseQueue
import SurveyModel
import Testing
import Validate

/// Runs rules over a few records of two returns.
struct RuleRun {
    var records = StagedRecords(records: [
        "r1": [
            SpecimenSurvey.record(
                1, ["number": .integer(5), "title": .text("Alpha"), "kind": .text("a"), "share": .number(10.5)]),
            SpecimenSurvey.record(2, ["number": .integer(20), "title": .text("Beta"), "kind": .text("b")]),
        ],
        "r2": [
            SpecimenSurvey.record(1, entries: ["title": (.text("Gamma"), nil, " Gamma "), "share": (nil, nil, "many")])
        ],
    ])
    var functions = RuleFunctionSet.none

    func callAsFunction(_ rules: String, states: [String: String] = [:]) throws -> RuleOutcome {
        let definition = try SpecimenSurvey.definition(rules: rules)
        let checks = try RuleChecks(compiling: definition, file: "pipeline.yaml", functions: functions)
        return try checks.runBothWays(records.database(definition, states: states), records)
    }

    /// The one result of a check with further keys.
    func check(_ expression: String, _ more: String = "") throws -> (result: RuleResult, outcome: RuleOutcome) {
        let quoted = expression.replacing("'", with: "''")
        let outcome = try self(
            "  - {id: rule, table: practices, severity: warning, check: '\(quoted)', message: M\(more)}\n")
        return (try #require(outcome.results.first), outcome)
    }

    /// The one result of a query with further keys.
    func query(_ sql: String, _ more: String = "") throws -> (result: RuleResult, outcome: RuleOutcome) {
        let quoted = sql.replacing("'", with: "''")
        let outcome = try self(
            "  - {id: rule, table: practices, severity: warning, query: '\(quoted)', message: M\(more)}\n")
        return (try #require(outcome.results.first), outcome)
    }

    /// What the compiler says of a rule with these lines.
    static func diagnostics(
        _ lines: String, functions: RuleFunctionSet = .none
    ) throws -> [DefinitionDiagnostic] {
        let definition = try SpecimenSurvey.definition(
            rules: "  - id: rule\n    table: practices\n    severity: note\n    message: M\n    \(lines)\n")
        do {
            _ = try RuleChecks(compiling: definition, file: "pipeline.yaml", functions: functions)
            return []
        } catch {
            return (error as? DefinitionError)?.diagnostics ?? []
        }
    }
}

extension RuleChecks {
    /// What the rules find; several at once find what they find one after another, and so does a connection that may have views of its own.
    func runBothWays(_ database: DatabaseQueue, _ records: some RecordSource) throws -> RuleOutcome {
        let outcome = try database.read { try run(in: $0, records: records) }
        let narrow = try database.write { try run(in: $0, records: records) }
        #expect(narrow.findings.map(\.finding) == outcome.findings.map(\.finding))
        #expect(narrow.findings.map(\.returnID) == outcome.findings.map(\.returnID))
        #expect(narrow.results.map(\.counts) == outcome.results.map(\.counts))
        let together = try run(in: database, records: records, width: 3)
        #expect(together.findings.map(\.finding) == outcome.findings.map(\.finding))
        #expect(together.findings.map(\.returnID) == outcome.findings.map(\.returnID))
        #expect(together.ruleFindings == outcome.ruleFindings)
        #expect(together.results.map(\.id) == outcome.results.map(\.id))
        #expect(together.results.map(\.counts) == outcome.results.map(\.counts))
        #expect(together.notAsked == outcome.notAsked)
        #expect(together.exempt == outcome.exempt && together.undecided == outcome.undecided)
        return outcome
    }
}

extension RuleResult {
    /// Tested, passed, failed, not verifiable, not applicable.
    var counts: [Int] { [tested, passed, failed, notVerifiable, notApplicable] }
}
