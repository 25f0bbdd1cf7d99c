import Synchronization

/// What was worked out before for the same key: a survey's returns say the same words over and over.
///
/// What it holds depends on its key alone, so that it does not matter which return asked first. It never grows beyond its bound.
package final class Memory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let most: Int
    private let known = Mutex<[Key: Value]>([:])

    /// - Parameter most: how many values are held; one more, and all are worked out anew.
    package init(most: Int) {
        self.most = most
    }

    /// The value of a key, worked out where it is not known.
    package func value(of key: Key, _ make: () -> Value) -> Value {
        if let value = known.withLock({ $0[key] }) { return value }
        let value = make()
        known.withLock { known in
            if known.count >= most { known.removeAll(keepingCapacity: true) }
            known[key] = value
        }
        return value
    }
}
