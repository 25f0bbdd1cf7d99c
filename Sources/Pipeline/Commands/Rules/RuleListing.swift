public import Foundation
import OrderedCollections
public import SurveyModel
import Validate

/// The rules that a survey's returns are held against, with what they did in the last run.
public struct RuleListing: Sendable {
    /// Whose rule it is.
    public enum Origin: String, Sendable, Hashable {
        /// One of the survey's own, in SQL.
        case survey
        /// A check that one of its tables declares.
        case check
        /// A constraint of one of its fields, or the condition on which it is asked.
        case constraint
        /// One of Canvass's, of which the survey says something, or which had something to say.
        case canvass
    }

    /// A rule.
    public struct Line: Sendable, Hashable {
        /// Whose it is.
        public let origin: Origin
        /// Its id.
        public let rule: String
        /// The table; nil where it is about none.
        public let table: String?
        /// How much breaking it matters; nil where that differs.
        public let severity: Severity?
        /// How much of the data it looks at; nil where not known.
        public let level: RuleLevel?
        /// What it says.
        public let expression: String
        /// Whether it is on trial.
        public let isTrial: Bool
        /// Whether `rules-test.yaml` has cases for it that must pass and that must fail; nil where it needs none.
        public let isTested: Bool?
        /// What it did in the last run: tested, passed, failed, not verifiable, not applicable; nil where it was not in it.
        public let counts: Counts?
    }

    /// What a rule did in a run.
    public struct Counts: Sendable, Hashable {
        /// Records tested; 0 where not counted.
        public let tested: Int
        /// Records that fulfil it.
        public let passed: Int
        /// Records, or for Canvass's own rules issues, that break it.
        public let failed: Int
        /// Records for which it cannot be told.
        public let notVerifiable: Int
        /// Records for which it is switched off.
        public let notApplicable: Int
    }

    /// The run's id; nil where nothing was published yet.
    public let run: String?
    /// The survey's rules, the declared checks, the constraints, and Canvass's own rules that found something, in this order.
    public let lines: [Line]

    /// Lists a survey's rules.
    ///
    /// - Throws: ``PipelineError`` where the last run cannot be read, `DefinitionError` where the tests of rules are wrong.
    public init(_ survey: Survey, output: URL) throws {
        let last = try LastRun(survey, output: output)
        run = last?.id
        let untested = Set(
            try RuleTesting.suite(of: survey)?.untested(in: survey.definition) ?? survey.definition.testedIDs)
        let own = survey.definition.rules.map { rule in
            Line(
                origin: .survey, rule: rule.id, table: rule.table, severity: rule.severity,
                level: survey.compiledRules?.level(of: rule.id), expression: rule.check.sql, isTrial: rule.isTrial,
                isTested: !untested.contains(rule.id),
                counts: last?.rules.first { $0.rule == rule.id }.map(Counts.init))
        }
        let listed = { (origin: Origin, check: DeclaredCheckSummary) in
            let id = check.terms.id
            return Line(
                origin: origin, rule: id, table: check.table.isEmpty ? nil : check.table,
                severity: check.terms.severity, level: check.level, expression: check.words,
                isTrial: check.terms.isTrial, isTested: id.contains(".") ? nil : !untested.contains(id),
                counts: last?.counts(of: check).map(Counts.init))
        }
        let declared = RuleChecks.declared(in: survey.definition).map { listed(.check, $0) }
        let constraints = (RuleChecks.constraints(in: survey.definition) + RuleChecks.conditions(in: survey.definition))
            .map { listed(.constraint, $0) }
        let builtIn = RuleChecks.builtIn(in: survey.definition).map { listed(.canvass, $0) }
        // What is found on the survey's terms stands in their line.
        let others = (last?.issues ?? []).filter { issue in
            !survey.definition.builtIn.contains {
                $0.covers(rule: issue.rule, table: issue.table, field: issue.field)
            }
        }
        lines =
            own + declared + constraints + builtIn
            + Self.ofCanvass(others, without: Set((declared + constraints).map(\.rule)))
    }

    private static func ofCanvass(_ issues: [LastRun.IssueSummary], without named: Set<String>) -> [Line] {
        let found = issues.filter { issue in
            issue.rule.contains(".") && !issue.rule.hasPrefix("constraint.") && !named.contains(issue.rule)
        }
        return Dictionary(grouping: found, by: \.rule).sorted { $0.key < $1.key }.map { rule, issues in
            let severities = Set(issues.map(\.severity))
            return Line(
                origin: .canvass, rule: rule, table: nil, severity: severities.count == 1 ? severities.first : nil,
                level: nil, expression: "", isTrial: false, isTested: nil,
                counts: Counts(tested: 0, passed: 0, failed: issues.count, notVerifiable: 0, notApplicable: 0))
        }
    }

    /// The listing for programs, as one line of JSON.
    public var json: String {
        JSONText.object([
            ("run", run.map(JSONText.quoted) ?? "null"), ("rules", JSONText.array(lines.map(\.json))),
        ])
    }
}

extension RuleListing.Counts {
    init(_ counts: LastRun.RuleCounts) {
        self.init(
            tested: counts.tested, passed: counts.passed, failed: counts.failed, notVerifiable: counts.notVerifiable,
            notApplicable: counts.notApplicable)
    }

    /// The counts as members of an object of JSON.
    var members: [(String, String)] {
        [
            ("tested", String(tested)), ("passed", String(passed)), ("failed", String(failed)),
            ("not_verifiable", String(notVerifiable)), ("not_applicable", String(notApplicable)),
        ]
    }
}

extension RuleListing.Line {
    /// The rule for programs, as an object of JSON.
    var json: String {
        func optional(_ text: String?) -> String { text.map(JSONText.quoted) ?? "null" }
        return JSONText.object(
            [
                ("rule", JSONText.quoted(rule)), ("of", JSONText.quoted(origin.rawValue)), ("table", optional(table)),
                ("severity", optional(severity?.rawValue)), ("level", optional(level?.rawValue)),
                ("expression", JSONText.quoted(expression)), ("trial", String(isTrial)),
                ("has_tests", isTested.map { String($0) } ?? "null"),
                ("counts", counts.map { JSONText.object($0.members) } ?? "null"),
            ])
    }
}
