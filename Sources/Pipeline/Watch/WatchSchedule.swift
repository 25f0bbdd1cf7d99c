/// When the next run of a watched survey is due: not before the inbox has been quiet for a while, nor while a failure's pause lasts.
///
/// Holds no clock: what happens is told with its time, so that a day passes in a test as quickly as a second.
struct WatchSchedule {
    typealias Instant = ContinuousClock.Instant

    /// What waits for a run.
    private struct Pending {
        var reason: WatchReason
        /// Names of files, up to a bound: a flood must not fill memory.
        var files: Set<String> = []
        let first: Instant
        /// When the last thing happened; the quiet counts from it.
        var last: Instant
        /// Whether it waits for quiet.
        var isPatient: Bool
    }

    /// How long the inbox must have been quiet.
    var settle: Duration
    /// Where files never stop arriving a run is made all the same, this long after the first.
    var longest: Duration { max(.seconds(60), settle * 10) }
    /// So many names are told apart; of more only that there are more.
    static let mostNames = 1_000
    /// The pause after a first failure, which doubles from one to the next.
    static let firstPause = Duration.seconds(10)
    static let longestPause = Duration.seconds(900)
    static let lockPause = Duration.seconds(5)
    static let longestLockPause = Duration.seconds(60)

    private var pending: Pending?
    private var notBefore: Instant?
    private var failures = 0
    private var refusals = 0
    /// How many runs in a row have left files.
    private var waits = 0

    init(settle: Duration) {
        self.settle = settle
    }

    /// When the next run is due; nil where nothing waits for one.
    var due: Instant? {
        guard let pending else { return nil }
        let quiet = pending.isPatient ? min(pending.last + settle, pending.first + longest) : pending.first
        return max(quiet, notBefore ?? quiet)
    }

    /// Something happened to files of the inbox.
    mutating func noticeFiles(_ names: Set<String>, at now: Instant) {
        guard let example = names.min() else { return }
        var pending = pending ?? Pending(reason: .changed(files: 0, first: ""), first: now, last: now, isPatient: true)
        for name in names where pending.files.count < Self.mostNames { pending.files.insert(name) }
        pending.last = now
        if case .waiting = pending.reason { pending.reason = .changed(files: 0, first: "") }
        if case .changed(_, let first) = pending.reason {
            pending.reason = .changed(files: pending.files.count, first: first.isEmpty ? example : first)
        }
        self.pending = pending
    }

    /// There is another reason for a run; `isPatient` where the inbox is to be quiet before it.
    mutating func notice(_ reason: WatchReason, at now: Instant, isPatient: Bool = false) {
        // A remedy ends the pause.
        if reason == .appeared || reason == .elsewhere { notBefore = nil }
        // What never stops happening must not put off for ever what waits already.
        let waiting = pending.flatMap { $0.isPatient && isPatient ? $0.first : nil }
        var next = Pending(reason: reason, first: waiting ?? now, last: now, isPatient: isPatient)
        next.files = pending?.files ?? []
        pending = next
    }

    /// A run starts: what waited for one is its reason. Whether a file has settled the run itself judges, and tells what it leaves.
    mutating func start() -> WatchReason {
        defer { pending = nil }
        return pending?.reason ?? .started
    }

    /// A run has ended.
    ///
    /// - Returns: how long it is until the next try, where one follows from the outcome.
    mutating func end(_ outcome: WatchOutcome, at now: Instant) -> Duration? {
        let pause: Duration
        switch outcome {
        case .done:
            publish()
            waits = 0
            return nil
        case .waiting(let files):
            publish()
            pause = min(Self.longestPause, max(.seconds(1), settle) * (1 << min(waits, 10)))
            waits += 1
            // No event may tell that they have settled. One that does comes before this.
            if pending == nil {
                let quiet = now + pause - settle
                pending = Pending(
                    reason: .waiting(files: files.count, first: files.first), first: quiet, last: quiet, isPatient: true
                )
            }
            return pause
        case .locked:
            pause = min(Self.longestLockPause, Self.lockPause * (1 << min(refusals, 6)))
            refusals += 1
            notice(.lockWasHeld, at: now)
        case .failed(let code):
            pause = min(Self.longestPause, Self.firstPause * (1 << min(failures, 10)))
            failures += 1
            notice(.failed(code: code, times: failures), at: now)
        }
        notBefore = now + pause
        return pause
    }

    private mutating func publish() {
        failures = 0
        refusals = 0
        notBefore = nil
    }
}
