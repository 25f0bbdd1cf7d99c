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
        let refused = Set(returns.filter { $0.state == .refused }.map(\.reporter))
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
        return returns.filter { !$0.reporter.isEmpty && $0.state != .refused && !known.contains($0.reporter) }.map {
            item in
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
}
