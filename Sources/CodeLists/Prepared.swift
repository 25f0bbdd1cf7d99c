import Synchronization

/// A value that is made when it is first asked for. Threads that ask at once may each make it, and all get the same one.
///
/// `AtomicLazyReference` does the same, but is not specialised for its type, so that asking it took longer than finding
/// most names.
struct Prepared<Value: AnyObject & Sendable>: ~Copyable, Sendable {
    private let kept = Atomic<Unmanaged<Value>?>(nil)

    func value(or make: () -> Value) -> Value {
        // What is kept is retained once, and released at the end of this only.
        if let kept = kept.load(ordering: .acquiring) { return kept.takeUnretainedValue() }
        let made = Unmanaged.passRetained(make())
        let (_, earlier) = kept.compareExchange(expected: nil, desired: made, ordering: .acquiringAndReleasing)
        guard let earlier else { return made.takeUnretainedValue() }
        made.release()
        return earlier.takeUnretainedValue()
    }

    deinit { kept.load(ordering: .acquiring)?.release() }
}
