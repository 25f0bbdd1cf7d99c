/// What was done to units, and what could not be.
struct UnitChanges {
    /// What was done, or is still to be done by hand, a sentence each.
    var sentences: [String] = []
    /// Commands that systemd, which runs here, has refused.
    private var refused: [(command: String, reason: String)] = []

    /// Notes a command that systemd has refused.
    mutating func refuse(_ command: String, because reason: String) {
        refused.append((command, reason))
    }

    /// Why the job does not run as it was asked for, though its units are written; nil where nothing was refused. Who installs a job by a script goes by
    /// the exit code, and would else believe that it runs.
    ///
    /// - Parameters:
    ///   - unit: the unit that was to be enabled.
    ///   - isUser: whether it is one of the user's own.
    func refusal(of unit: String, isUser: Bool) -> PipelineError? {
        guard let first = refused.first else { return nil }
        let manager = isUser ? "systemctl --user" : "sudo systemctl"
        let reason = first.reason.isEmpty ? "without a reason" : "which said: \(first.reason)"
        let advice =
            isUser
            ? "A user's own systemd answers where that user has logged in." : "Units of the machine need root: sudo."
        return PipelineError(
            .io,
            "The units are written, but systemd has refused `\(first.command)`, \(reason). So the job may not run. See `\(manager) status \(unit)`; a unit that is masked is freed by `\(manager) unmask \(unit)`. \(advice) Then install again with the same options."
        )
    }
}
