import Synchronization

/// A value that is made when it is first asked for. Threads that ask at once may each make it, and all get the same one.
///
/// `AtomicLazyReference` does the same, but is not specialised for its type, so that asking it took longer than finding
/// most names.
struct Prepared<Value: AnyObject & Sendable>: ~Copyable, Sendable {
    private let kept = Atomic<Unmanaged<Value>?>(nil)

    /// Lends the value, without counting the reference: threads that ask all the time would wait for each other's counts.
    func with<Result>(or make: () -> Value, _ body: (Value) -> Result) -> Result {
        // What is kept is retained once and released at the end of this only, so it outlives the call.
        (kept.load(ordering: .acquiring) ?? keep(make()))._withUnsafeGuaranteedRef(body)
    }

    private func keep(_ value: Value) -> Unmanaged<Value> {
        let made = Unmanaged.passRetained(value)
        let (_, earlier) = kept.compareExchange(expected: nil, desired: made, ordering: .acquiringAndReleasing)
        guard let earlier else { return made }
        made.release()
        return earlier
    }

    deinit { kept.load(ordering: .acquiring)?.release() }
}
