import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// Makes something of each element, for several at once, and hands it on in the array's order. No more than a few results are held.
    ///
    /// - Parameters:
    ///   - width: how many are made at once.
    ///   - ahead: how many of these are held for each that is made at once.
    ///   - make: makes something of an element, on any thread.
    ///   - take: takes a result, on this thread.
    /// - Throws: what the first of `make` and `take` in the array's order throws.
    public func inOrder<Result: Sendable>(
        width: Int, ahead: Int = 16, _ make: @Sendable (Element) throws -> Result, take: (Result) throws -> Void
    ) throws {
        guard width > 1, count > 1 else {
            for element in self { try take(try make(element)) }
            return
        }
        let step = width * ahead
        for start in stride(from: 0, to: count, by: step) {
            let part = Array(self[start..<Swift.min(count, start + step)])
            let made = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: part.count))
            DispatchQueue.concurrentPerform(iterations: part.count) { index in
                let result = Swift.Result { try make(part[index]) }
                made.withLock { $0[index] = result }
            }
            for result in made.withLock({ $0 }) {
                if let result { try take(try result.get()) }
            }
        }
    }
}
