import Foundation
import Synchronization

/// SIGINT and SIGTERM: a run that is told to stop does so at its next step, and leaves nothing half done. A second signal ends it at once;
/// what is left then the next run sweeps away.
public enum Interruption {
    private static let pending = Atomic<Int32>(0)

    /// From now on the two signals are noted. A signal that the process was told to ignore, as `nohup` does, stays ignored.
    public static func install() {
        // The handler must not be the first to touch it: a static's beginning takes a lock.
        _ = isPending
        for number in [SIGINT, SIGTERM] {
            if isIgnoring(signal(number, note)) { signal(number, SIG_IGN) }
        }
    }

    /// Whether the process was told to stop.
    public static var isPending: Bool { pending.load(ordering: .relaxed) != 0 }

    /// - Parameter consequence: what comes of it, for people.
    /// - Throws: ``PipelineError`` of code `interrupted` or `terminated` where the process was told to stop.
    public static func check(_ consequence: String = nothingPublished) throws {
        let number = pending.load(ordering: .relaxed)
        guard number != 0 else { return }
        throw PipelineError(
            number == SIGINT ? .interrupted : .terminated,
            "Stopped by \(number == SIGINT ? "SIGINT" : "SIGTERM"): \(consequence)")
    }

    /// What comes of it where a run is stopped.
    public static let nothingPublished =
        "nothing was published, and what was received is kept. The next run goes on from there."

    private static func isIgnoring(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
        // Functions of C cannot be compared in Swift, their addresses can.
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Runs inside the signal: it does nothing but what POSIX allows there.
    private static let note: @convention(c) (Int32) -> Void = { number in
        pending.store(number, ordering: .relaxed)
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
    }
}
