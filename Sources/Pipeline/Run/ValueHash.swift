import Foundation

/// The hash of all that values encode, by which it is known whether they are what they were in an earlier run.
///
/// What a type encodes is all of it, also what it may one day get more, so that nothing is forgotten here. JSON would do as well, and takes twice as long
/// and more, for each of thousands of returns in each night.
enum ValueHash {
    /// The hash: SHA-256 in lower-case hex.
    ///
    /// - Throws: `EncodingError` for what has no order of its own, a dictionary or a set: its hash would be another in each process.
    static func of(_ value: some Encodable) throws -> String {
        let bytes = ValueBytes()
        try bytes.append(value, below: 0)
        return Digest.sha256(Data(bytes.bytes))
    }
}

/// What values encode, as bytes. Each stands behind its type, members behind how deep they lie and their key, texts behind their length: other values
/// never give the same.
private final class ValueBytes {
    /// What follows.
    enum Tag: UInt8 {
        case keyed, unkeyed, member, item, parent, none, no, yes, signed, unsigned, double, text, texts
    }

    private(set) var bytes: [UInt8] = []
    /// Which types have no order of their own: to ask a type for its protocols takes longer than to encode most values.
    private var isUnordered: [ObjectIdentifier: Bool] = [:]

    func append(_ tag: Tag) { bytes.append(tag.rawValue) }

    func append(_ tag: Tag, _ number: some FixedWidthInteger) {
        append(tag)
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    func append(_ text: String) {
        append(.text, text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends any value. One that encodes itself does so one level further down than what it is in.
    func append<Value: Encodable>(_ value: Value, below depth: Int) throws {
        if Value.self == [String: String].self, let texts = value as? [String: String] { return append(texts) }
        guard !isUnordered(Value.self) else {
            throw EncodingError.invalidValue(
                value, .init(codingPath: [], debugDescription: "\(Value.self) has no order of its own"))
        }
        try value.encode(to: ValueEncoder(bytes: self, depth: depth + 1))
    }

    private func isUnordered<Value>(_ type: Value.Type) -> Bool {
        let id = ObjectIdentifier(type)
        if let known = isUnordered[id] { return known }
        let asked = type is any Unordered.Type
        isUnordered[id] = asked
        return asked
    }

    private func append(_ texts: [String: String]) {
        append(.texts, texts.count)
        for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
            append(key)
            append(text)
        }
    }
}

/// Encodes a value at its depth.
private struct ValueEncoder: Encoder {
    let bytes: ValueBytes
    let depth: Int
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedBytes(bytes, depth: depth))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { UnkeyedBytes(bytes, depth: depth) }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleBytes(bytes: bytes, depth: depth) }
}

/// What comes in another order in each process, though it is equal.
private protocol Unordered {}

extension Dictionary: Unordered {}
extension Set: Unordered {}

/// The members of a value, in the order in which its type encodes them.
private struct KeyedBytes<Key: CodingKey>: KeyedEncodingContainerProtocol {
    private let bytes: ValueBytes
    private let depth: Int
    let codingPath: [any CodingKey] = []

    init(_ bytes: ValueBytes, depth: Int) {
        self.bytes = bytes
        self.depth = depth
        bytes.append(.keyed, depth)
    }

    private func begin(_ key: some CodingKey) {
        bytes.append(.member, depth)
        bytes.append(key.stringValue)
    }

    func encodeNil(forKey key: Key) {
        begin(key)
        bytes.append(.none)
    }

    func encode(_ value: String, forKey key: Key) {
        begin(key)
        bytes.append(value)
    }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        begin(key)
        try bytes.append(value, below: depth)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        begin(key)
        return KeyedEncodingContainer(KeyedBytes<Nested>(bytes, depth: depth + 1))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        begin(key)
        return UnkeyedBytes(bytes, depth: depth + 1)
    }

    func superEncoder() -> any Encoder {
        bytes.append(.parent, depth)
        return ValueEncoder(bytes: bytes, depth: depth + 1)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        begin(key)
        return ValueEncoder(bytes: bytes, depth: depth + 1)
    }
}

/// Values one after another.
private struct UnkeyedBytes: UnkeyedEncodingContainer {
    private let bytes: ValueBytes
    private let depth: Int
    private(set) var count = 0
    let codingPath: [any CodingKey] = []

    init(_ bytes: ValueBytes, depth: Int) {
        self.bytes = bytes
        self.depth = depth
        bytes.append(.unkeyed, depth)
    }

    private mutating func begin() {
        bytes.append(.item, depth)
        count += 1
    }

    mutating func encodeNil() {
        begin()
        bytes.append(.none)
    }

    mutating func encode(_ value: String) {
        begin()
        bytes.append(value)
    }

    mutating func encode(_ value: some Encodable) throws {
        begin()
        try bytes.append(value, below: depth)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
        begin()
        return KeyedEncodingContainer(KeyedBytes<Nested>(bytes, depth: depth + 1))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        begin()
        return UnkeyedBytes(bytes, depth: depth + 1)
    }

    mutating func superEncoder() -> any Encoder {
        begin()
        return ValueEncoder(bytes: bytes, depth: depth + 1)
    }
}

/// A value that is no more than one: the standard library's own end here.
private struct SingleBytes: SingleValueEncodingContainer {
    let bytes: ValueBytes
    let depth: Int
    let codingPath: [any CodingKey] = []

    func encodeNil() { bytes.append(.none) }
    func encode(_ value: Bool) { bytes.append(value ? .yes : .no) }
    func encode(_ value: String) { bytes.append(value) }
    func encode(_ value: Double) { bytes.append(.double, value.bitPattern) }
    func encode(_ value: Float) { bytes.append(.double, Double(value).bitPattern) }
    func encode(_ value: Int) { bytes.append(.signed, Int64(value)) }
    func encode(_ value: Int8) { bytes.append(.signed, Int64(value)) }
    func encode(_ value: Int16) { bytes.append(.signed, Int64(value)) }
    func encode(_ value: Int32) { bytes.append(.signed, Int64(value)) }
    func encode(_ value: Int64) { bytes.append(.signed, value) }
    func encode(_ value: UInt) { bytes.append(.unsigned, UInt64(value)) }
    func encode(_ value: UInt8) { bytes.append(.unsigned, UInt64(value)) }
    func encode(_ value: UInt16) { bytes.append(.unsigned, UInt64(value)) }
    func encode(_ value: UInt32) { bytes.append(.unsigned, UInt64(value)) }
    func encode(_ value: UInt64) { bytes.append(.unsigned, value) }
    func encode(_ value: some Encodable) throws { try bytes.append(value, below: depth) }
}
