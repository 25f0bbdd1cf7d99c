/// How many findings there are of those that may be very many, and how much text they have: what ``IssueLimit`` bounds.
public struct IssueCount: Sendable, Hashable {
    /// What one finding may have and count nothing: the words of a question, what was typed, the answers of a short list.
    static let usualBytes = 1_024

    /// How many there are.
    public private(set) var number = 0
    /// The bytes of their texts, of each those beyond ``usualBytes``.
    public private(set) var bytes = 0

    /// None yet.
    public init() {}

    /// Counts one more.
    public mutating func add(_ finding: Finding) {
        number += 1
        bytes += max(0, finding.byteCount - Self.usualBytes)
    }
}

extension Finding {
    /// How many bytes of text it has beside its place.
    fileprivate var byteCount: Int {
        var bytes = message.byteCount + (value?.utf8.count ?? 0)
        bytes += expected?.byteCount ?? 0
        bytes += suggestion?.byteCount ?? 0
        for value in otherValues ?? [] { bytes += value.utf8.count }
        return bytes
    }
}
