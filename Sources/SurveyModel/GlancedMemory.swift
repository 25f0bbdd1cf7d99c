public import Synchronization

/// A key of which a few bytes tell most keys apart, for less than it costs to hash all of them.
///
/// Public and inlinable for the sake of ``Recent`` and ``GlancedMemory``.
public protocol GlancedKey: Hashable, Sendable {
    /// A number that is made of the key alone, and in whose highest bits keys differ. Anybody can make up keys that share it: no more than a look may
    /// depend on that.
    var glance: UInt64 { get }
}

/// The values of the keys that were asked for last, each in the place that a glance at its key tells. To look here costs less than to hash the key;
/// whatever keys there are, no more than this look is lost on them, and there are never more values than places.
public struct Recent<Key: GlancedKey, Value: Sendable>: Sendable {
    @usableFromInline let bits: UInt64
    @usableFromInline var keys: [Key?] = []
    @usableFromInline var values: [Value?] = []

    /// With no values.
    ///
    /// - Parameter bits: there are two to the power of so many places, up to 16.
    @inlinable
    public init(bits: Int) {
        self.bits = UInt64(min(max(1, bits), 16))
    }

    /// The value of a key; nil where it is not held.
    @inlinable
    public func value(of key: Key) -> Value? {
        guard !keys.isEmpty else { return nil }
        let place = place(of: key)
        guard keys[place] == key else { return nil }
        return values[place]
    }

    /// Holds the value of a key, in place of another's.
    @inlinable
    public mutating func keep(_ value: Value, of key: Key) {
        if keys.isEmpty {
            keys = Array(repeating: nil, count: 1 << Int(bits))
            values = Array(repeating: nil, count: 1 << Int(bits))
        }
        let place = place(of: key)
        keys[place] = key
        values[place] = value
    }

    @inlinable
    func place(of key: Key) -> Int { Int(truncatingIfNeeded: key.glance >> (64 - bits)) }
}

/// A ``Memory`` in front of which stand the values that were asked for last.
public final class GlancedMemory<Key: GlancedKey, Value: Sendable>: Sendable {
    @usableFromInline let recent: Mutex<Recent<Key, Value>>
    @usableFromInline let memory: Memory<Key, Value>

    /// A memory that is empty.
    ///
    /// - Parameters:
    ///   - most: how many values are held.
    ///   - bits: two to the power of so many of them, which may be others than these, are found without their keys being hashed.
    @inlinable
    public init(most: Int, bits: Int) {
        recent = Mutex(Recent(bits: bits))
        memory = Memory(most: most)
    }

    /// The value of a key, worked out where it is not known.
    ///
    /// - Parameters:
    ///   - key: all that the value depends on.
    ///   - make: works the value out.
    @inlinable
    public func value(of key: Key, _ make: () -> Value) -> Value {
        let known = recent.withLock { recent -> Value? in recent.value(of: key) }
        if let known { return known }
        let value = memory.value(of: key, make)
        recent.withLock { recent in recent.keep(value, of: key) }
        return value
    }
}
