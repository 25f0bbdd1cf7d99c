import CThreads

/// Threads of their own, for what waits, or must not wait for the threads of a pool, which are as many as processors.
///
/// What the system says is looked at: where it gives no more threads (`ulimit -u`, `TasksMax=`, `pids.max`), one of Foundation's never begins, which nobody is
/// told, and Dispatch waits until it has one.
package enum OwnThread {
    /// What a thread does.
    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    /// Starts a thread that does something, and ends with it.
    ///
    /// - Parameters:
    ///   - stackBytes: how large its stack is; nil for the usual size.
    ///   - body: what it does.
    /// - Returns: whether the system has given a thread; where not, nothing is done, and nothing of `body` is held.
    package static func start(stackBytes: Int? = nil, _ body: @escaping @Sendable () -> Void) -> Bool {
        let work = Unmanaged.passRetained(Work(body))
        guard canvass_start_thread(stackBytes ?? 0, { OwnThread.run($0) }, work.toOpaque()) == 0 else {
            work.release()
            return false
        }
        return true
    }

    private static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
        return nil
    }
}
