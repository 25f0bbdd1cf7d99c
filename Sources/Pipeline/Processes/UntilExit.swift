import Synchronization

/// Values that are there until the process ends. To take apart what a survey is made of takes longer than to end, and nobody gets its memory any sooner.
public enum UntilExit {
    private static let kept = Mutex<[any Sendable]>([])

    /// Keeps a value for good: only for what a process has few of, and holds to its end anyway.
    public static func keep(_ value: any Sendable) {
        kept.withLock { $0.append(value) }
    }
}
