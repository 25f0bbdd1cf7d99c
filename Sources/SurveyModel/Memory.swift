import Synchronization

/// What was worked out before for the same key: a survey's returns say the same words over and over.
///
/// What it holds depends on its key alone, so that it does not matter which return asked first. It never grows beyond its bound.
package final class Memory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// The values that were asked for last, and those before them: what nobody asks for again goes first.
    private struct Known {
        var young: [Key: Value] = [:]
        var old: [Key: Value] = [:]
    }

    private let most: Int
    private let known = Mutex(Known())

    /// - Parameter most: how many values are held.
    package init(most: Int) {
        self.most = max(2, most)
    }

    /// The value of a key, worked out where it is not known.
    package func value(of key: Key, _ make: () -> Value) -> Value {
        let value = known.withLock { known -> Value? in
            if let value = known.young[key] { return value }
            guard let value = known.old[key] else { return nil }
            keep(value, of: key, &known)
            return value
        }
        if let value { return value }
        let made = make()
        known.withLock { keep(made, of: key, &$0) }
        return made
    }

    private func keep(_ value: Value, of key: Key, _ known: inout Known) {
        if known.young.count >= most / 2 {
            // The two change places, so that neither needs new room.
            swap(&known.young, &known.old)
            known.young.removeAll(keepingCapacity: true)
        }
        known.young[key] = value
    }
}
