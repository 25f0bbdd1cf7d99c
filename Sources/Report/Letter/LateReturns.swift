package import SurveyModel

extension Return {
    /// Whether it is held for having come after its round was closed. Nothing is asked about it then, for what is sent back comes later still; unless a
    /// reviewer asks.
    ///
    /// - Parameter issues: its issues.
    package func isTooLate(_ issues: some Collection<Issue>) -> Bool {
        state == .held && issues.contains { $0.finding.rule == "return.round-closed" && $0.state.isUnsettled }
            && !issues.contains { $0.state == .asked }
    }
}
