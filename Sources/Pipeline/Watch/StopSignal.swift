import Foundation
import Synchronization

/// Where the handler of signals writes; -1 while nobody listens.
private let listener = Atomic<Int32>(-1)

/// A wish to stop, which a loop that waits by poll(2) sees at once: a byte in a pipe.
public final class StopSignal: Sendable {
    /// Becomes readable when there is a new wish.
    let descriptor: Int32
    private let writer: Int32
    private let count = Mutex(0)

    /// Listens to nothing yet.
    ///
    /// - Throws: ``PipelineError`` where the system gives no pipe.
    public init() throws {
        let ends = try PipeEnds(waitsToWrite: false)
        descriptor = ends.reading
        writer = ends.writing
    }

    deinit {
        _ = listener.compareExchange(expected: writer, desired: -1, ordering: .sequentiallyConsistent)
        close(descriptor)
        close(writer)
    }

    /// Takes SIGINT and SIGTERM as wishes to stop. By handlers, not by blocking or ignoring them: programs that are started get neither.
    public func listen() {
        listener.store(writer, ordering: .sequentiallyConsistent)
        // Who started this process may have blocked them, as threads of libdispatch do.
        var wanted = sigset_t()
        sigemptyset(&wanted)
        sigaddset(&wanted, SIGINT)
        sigaddset(&wanted, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                // Nothing but write(2) is allowed here.
                let saved = errno
                var byte: UInt8 = 1
                _ = write(listener.load(ordering: .relaxed), &byte, 1)
                errno = saved
            }
        }
    }

    /// Wishes to stop.
    public func request() {
        var byte: UInt8 = 1
        _ = write(writer, &byte, 1)
    }

    /// How often stopping was wished for.
    public var requests: Int {
        count.withLock { count in
            var bytes = [UInt8](repeating: 0, count: 16)
            while true {
                let read = read(descriptor, &bytes, bytes.count)
                guard read > 0 else { return count }
                count += read
            }
        }
    }

    /// Waits until a wish comes, one of the descriptors is readable, or the time is over.
    func wait(_ time: Duration, or descriptors: [Int32] = []) {
        var entries = ([descriptor] + descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let (seconds, attoseconds) = max(.zero, min(time, .seconds(86_400))).components
        // Rounded up: a wait that ends a moment too early would be followed by many of no length.
        let milliseconds = Int32(seconds) * 1_000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
        poll(&entries, nfds_t(entries.count), milliseconds)
    }
}
