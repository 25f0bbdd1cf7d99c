/// Rules that hold a return with records, whatever a survey's policy.
public enum HoldingRules {
    /// Nobody knows whose it is, or which of several counts.
    public static let unclear: Set<String> = [
        "return.order-unclear", "return.choice-needed", "return.parts-overlap", "return.copies-differ",
        "return.round-unknown", "return.reporter-unknown", "return.counted-elsewhere",
    ]

    /// These, and those of returns that come too late, or for nothing.
    public static let all = unclear.union(["return.round-closed", "return.unchanged"])
}
