import Dispatch
import Synchronization

extension OwnThread {
    /// Does something with each number from nought, several at once; the calling thread does its part, and all where the system gives no other. Returns
    /// when all is done.
    ///
    /// - Parameters:
    ///   - count: how many numbers there are.
    ///   - width: how many are under way at once.
    ///   - stackBytes: how large the stack of the other threads is; nil for the usual size.
    ///   - body: what is done.
    package static func each(
        below count: Int, width: Int, stackBytes: Int? = nil, _ body: @escaping @Sendable (Int) -> Void
    ) {
        let numbers = Numbers(count, body)
        let group = DispatchGroup()
        for _ in 1..<max(1, min(width, count)) {
            group.enter()
            let isStarted = start(stackBytes: stackBytes) {
                numbers.work()
                group.leave()
            }
            guard isStarted else {
                group.leave()
                break
            }
        }
        numbers.work()
        group.wait()
    }
}

/// Numbers of which several threads take one after another.
private final class Numbers: Sendable {
    private let count: Int
    private let body: @Sendable (Int) -> Void
    private let next = Atomic(0)

    init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        self.count = count
        self.body = body
    }

    func work() {
        while true {
            let number = next.add(1, ordering: .relaxed).oldValue
            guard number < count else { return }
            body(number)
        }
    }
}
