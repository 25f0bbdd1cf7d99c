public import Synchronization

/// What was worked out before for the same key: a survey's returns say the same words over and over.
///
/// What it holds depends on its key alone, so that it does not matter which return asked first. It never grows beyond its bound.
///
/// All of it may be inlined, so that each module has one made for its own keys: through the generic one each question took several times as long.
/// That is also why it is public: the bodies of what only the package may see are not handed to other modules, be they inlinable.
public final class Memory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// The values that were asked for last, and those before them: what nobody asks for again goes first.
    @usableFromInline
    struct Known {
        @usableFromInline var young: [Key: Value] = [:]
        @usableFromInline var old: [Key: Value] = [:]

        @inlinable
        init() {}
    }

    @usableFromInline let most: Int
    @usableFromInline let known = Mutex(Known())

    /// A memory that is empty.
    ///
    /// - Parameter most: how many values are held.
    @inlinable
    public init(most: Int) {
        self.most = max(2, most)
    }

    /// The value of a key, worked out where it is not known.
    ///
    /// - Parameters:
    ///   - key: all that the value depends on.
    ///   - make: works the value out.
    @inlinable
    public func value(of key: Key, _ make: () -> Value) -> Value {
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

    @inlinable
    func keep(_ value: Value, of key: Key, _ known: inout Known) {
        if known.young.count >= most / 2 {
            // The two change places, so that neither needs new room.
            swap(&known.young, &known.old)
            known.young.removeAll(keepingCapacity: true)
        }
        known.young[key] = value
    }
}
