import Dispatch
import Synchronization
import Threading

extension Array where Element: Sendable {
    /// Makes something of each element, several at once, and hands it on in the array's order. No more than a few results are held, and while one is
    /// taken others are made.
    ///
    /// - Parameters:
    ///   - width: how many are made at once.
    ///   - ahead: how many of these are held for each that is made at once.
    ///   - make: makes something of an element, on any thread.
    ///   - take: takes a result, on this thread.
    /// - Throws: what the first of `make` and `take` in the array's order throws.
    public func inOrder<Result: Sendable>(
        width: Int, ahead: Int = 16, _ make: @escaping @Sendable (Element) throws -> Result,
        take: (Result) throws -> Void
    ) throws {
        guard width > 1, count > 1 else {
            for element in self { try take(try make(element)) }
            return
        }
        let line = ProductionLine(count: count, room: Swift.max(width, width * ahead)) { try make(self[$0]) }
        // Threads of their own: those of a pool may all wait for something, such as this one.
        for _ in 0..<Swift.min(width, count) {
            // What no thread makes is made by this one.
            guard OwnThread.start({ line.work() }) else { break }
        }
        // What has failed must not go on behind its caller's back.
        defer { line.stop() }
        for index in indices { try take(try line.take(index).get()) }
    }

    /// Makes something of each element as ``inOrder(width:ahead:_:take:)`` does, a few one after another on a thread: where little is to be made of each, that
    /// threads wake one another for each takes longer than all the rest.
    ///
    /// - Parameter together: how many at most; fewer where there would not be several for each thread.
    /// - Throws: what the first of `make` and `take` in the array's order throws.
    public func inOrder<Result: Sendable>(
        width: Int, together: Int, _ make: @escaping @Sendable (Element) throws -> Result,
        take: (Result) throws -> Void
    ) throws {
        let size = Swift.max(1, Swift.min(together, count / Swift.max(1, 8 * width)))
        let pieces = stride(from: 0, to: count, by: size).map { self[$0..<Swift.min(count, $0 + size)] }
        try pieces.inOrder(width: width, ahead: 2) { piece -> [Swift.Result<Result, any Error>] in
            var made: [Swift.Result<Result, any Error>] = []
            for element in piece {
                let result = Swift.Result { try make(element) }
                made.append(result)
                // What comes before it is taken, and what comes after it is not made.
                if case .failure = result { break }
            }
            return made
        } take: { (results: [Swift.Result<Result, any Error>]) in
            for result in results { try take(result.get()) }
        }
    }
}

/// Results in the making, of which no more are held than there is room for.
private final class ProductionLine<Product: Sendable>: Sendable {
    private struct State {
        /// The next that nobody has begun.
        var next = 0
        var isStopped = false
        var made: [Int: Result<Product, any Error>] = [:]
        var workers = 0
    }

    private let count: Int
    private let make: @Sendable (Int) throws -> Product
    private let state = Mutex(State())
    // All begin at nought, since one that is let go of must not have less than in the beginning.
    private let room = DispatchSemaphore(value: 0)
    private let ready = DispatchSemaphore(value: 0)
    private let left = DispatchSemaphore(value: 0)

    init(count: Int, room places: Int, _ make: @escaping @Sendable (Int) throws -> Product) {
        self.count = count
        self.make = make
        for _ in 0..<places { room.signal() }
    }

    /// Makes one after another, on the thread that calls it, until there is no more to make.
    func work() {
        state.withLock { $0.workers += 1 }
        while let index = next() {
            let result = Result { try make(index) }
            state.withLock { $0.made[index] = result }
            ready.signal()
        }
        state.withLock { $0.workers -= 1 }
        left.signal()
    }

    /// The next to be made, when there is room for it; nil where there is none.
    private func next() -> Int? {
        room.wait()
        let index = state.withLock { state -> Int? in
            guard !state.isStopped, state.next < count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
        // Whoever else waits must learn of the end as well.
        if index == nil { room.signal() }
        return index
    }

    private enum Step {
        case made(Result<Product, any Error>)
        case toMake
        case wait
    }

    /// Takes the result at an index, for which it waits; what nobody has begun it makes itself, so that all is made where the system gives no
    /// thread. Each is taken once, in their order.
    func take(_ index: Int) -> Result<Product, any Error> {
        while true {
            let step = state.withLock { state -> Step in
                if let result = state.made.removeValue(forKey: index) { return .made(result) }
                guard state.next == index else { return .wait }
                state.next += 1
                return .toMake
            }
            switch step {
            case .made(let result):
                room.signal()
                return result
            case .toMake: return Result { try make(index) }
            case .wait: ready.wait()
            }
        }
    }

    /// Nothing more is begun; returns when nothing goes on any more. A thread that starts later finds nothing to do.
    func stop() {
        state.withLock { $0.isStopped = true }
        room.signal()
        while state.withLock({ $0.workers > 0 }) { left.wait() }
    }
}
