public import SurveyModel

/// Checks who has reported.
public enum Coverage {
    /// Reporters of the register of whom no return of a round counts.
    ///
    /// - Returns: a finding for each, which belongs to no return.
    public static func missingReturns(reporters: [Reporter], returns: [Return], round: String) -> [(
        reporter: Reporter, finding: Finding
    )] {
        let reported = Set(returns.filter { $0.round == round && $0.state == .live }.map(\.reporter))
        let held = Set(returns.filter { $0.round == round && $0.state == .held }.map(\.reporter))
        let refused = Set(returns.filter { $0.round == round && $0.state == .refused }.map(\.reporter))
        return reporters.filter { !reported.contains($0.code) }.map { reporter in
            let key: MessageKey =
                held.contains(reporter.code)
                ? .coverageMissingReturnHeld
                : refused.contains(reporter.code) ? .coverageMissingReturnRefused : .coverageMissingReturn
            return (
                reporter,
                Finding(
                    rule: "coverage.missing-return", severity: .warning,
                    message: .own(key, ["reporter": .text(reporter.name), "round": .text(round)]),
                    expected: .own(.expectedReturn))
            )
        }
    }

    /// Returns whose reporter is not in the register.
    public static func unknownReporters(reporters: [Reporter], returns: [Return]) -> [(
        returnID: String, finding: Finding
    )] {
        let known = Set(reporters.map(\.code))
        return returns.filter { isLookedUp($0) && !known.contains($0.reporter) }.map { item in
            (
                item.id,
                Finding(
                    rule: "coverage.unknown-reporter", severity: .warning,
                    message: .own(.coverageUnknownReporter, ["reporter": .text(item.reporter)]),
                    value: item.reporter,
                    expected: .own(.coverageUnknownReporterExpected))
            )
        }
    }

    /// Whether it is asked of a return whether its reporter is in the register. What took the place of a superseded one tells it.
    private static func isLookedUp(_ item: Return) -> Bool {
        !item.reporter.isEmpty && item.state != .refused && item.state != .superseded
    }
}

/// Who has reported, on the terms of the survey.
public struct CoverageOutcome: Sendable {
    /// The reporters of whom a return is missing.
    public var missing: [(reporter: Reporter, finding: Finding)] = []
    /// The returns whose reporter is not in the register.
    public var unknown: [(returnID: String, finding: Finding)] = []
    /// The thresholds that are passed.
    public var ruleFindings: [Finding] = []
    /// What each rule did of which the survey says something.
    public var results: [RuleResult] = []
}

extension Coverage {
    /// The ids of the rules that hold returns against the register.
    static let rules = [ruleOfMissing, ruleOfUnknown]

    private static let ruleOfMissing = "coverage.missing-return"
    private static let ruleOfUnknown = "coverage.unknown-reporter"

    /// Who has reported, with what the survey says of the rules that tell it.
    public static func outcome(
        of definition: SurveyDefinition, reporters: [Reporter], returns: [Return]
    ) -> CoverageOutcome {
        let round = definition.round.current
        var outcome = CoverageOutcome(
            missing: missingReturns(reporters: reporters, returns: returns, round: round),
            unknown: unknownReporters(reporters: reporters, returns: returns))
        for check in RuleChecks.builtIn(in: definition) where rules.contains(check.terms.id) {
            var told = ToldCoverage(check, in: definition)
            if check.terms.id == ruleOfMissing {
                let missing = Set(outcome.missing.map(\.reporter.code))
                for reporter in reporters { told.count(reporter.code, round, isFound: missing.contains(reporter.code)) }
                outcome.missing = outcome.missing.filter { told.isTold($0.reporter.code, round) }
                    .map { ($0.reporter, told.reworded($0.finding, ["round": .text(round)])) }
            } else {
                let unknown = Set(outcome.unknown.map(\.returnID))
                for item in returns where isLookedUp(item) {
                    told.count(item.reporter, item.round, isFound: unknown.contains(item.id))
                }
                outcome.unknown = outcome.unknown.map { ($0.returnID, told.reworded($0.finding, [:])) }
            }
            if !told.tally.rule.isTrial { outcome.ruleFindings += [told.tally.thresholdFinding].compactMap(\.self) }
            outcome.results.append(told.tally.result(level: check.level))
        }
        return outcome
    }
}

/// What a survey says of a rule that holds returns against the register.
private struct ToldCoverage {
    private let check: DeclaredCheckSummary
    private let currentRound: String
    private(set) var tally: RuleTally

    init(_ check: DeclaredCheckSummary, in definition: SurveyDefinition) {
        self.check = check
        currentRound = definition.round.current
        tally = RuleTally(check.terms.rule(of: "", words: check.words), in: definition)
    }

    mutating func count(_ reporter: String, _ round: String, isFound: Bool) {
        let isOff = check.terms.off.contains { $0.covers(reporter: reporter, round: round) }
        tally.count(isOff ? .notApplicable : isFound ? .failed : .passed, isCurrent: round == currentRound)
    }

    func isTold(_ reporter: String, _ round: String) -> Bool {
        !check.terms.leavesOut(reporter: reporter, round: round)
    }

    func reworded(_ finding: Finding, _ more: [String: Message]) -> Finding {
        var values = more
        if case .entry(_, let given) = finding.message {
            for value in given { values[value.name] = value.message }
        }
        let filling = SentenceFilling(table: nil, record: nil, values: values, records: nil)
        return Finding(
            rule: finding.rule,
            severity: check.builtIn?.hasSeverity == true ? check.terms.severity : finding.severity,
            message: check.terms.message.map { .localized(filling.filled($0)) } ?? finding.message,
            value: finding.value,
            expected: check.terms.expected.map { .localized(filling.filled($0)) } ?? finding.expected)
    }
}
