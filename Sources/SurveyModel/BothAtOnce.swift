import Dispatch
import Synchronization
import Threading

/// Makes two things at once, the second on a thread of its own; one after the other where the system gives none.
///
/// - Returns: both, when both are made.
/// - Throws: what the first of them throws, else what the second does.
public func bothAtOnce<First, Second: Sendable>(
    _ first: () throws -> First, _ second: @escaping @Sendable () throws -> Second
) throws -> (First, Second) {
    let other = OtherThing<Second>()
    let isStarted = OwnThread.start { other.make(second) }
    let first = Result(catching: first)
    if !isStarted { other.make(second) }
    // What has failed must not go on behind its caller's back.
    let second = other.wait()
    return (try first.get(), try second.get())
}

/// A thing that another thread makes.
private final class OtherThing<Thing: Sendable>: Sendable {
    private let made = Mutex(Result<Thing, any Error>.failure(CancellationError()))
    private let ready = DispatchSemaphore(value: 0)

    func make(_ thing: () throws -> Thing) {
        let result = Result(catching: thing)
        made.withLock { $0 = result }
        ready.signal()
    }

    func wait() -> Result<Thing, any Error> {
        ready.wait()
        return made.withLock { $0 }
    }
}
