/// What the lists of one reading cost: relationships, names, validations, comments and the like are held in memory, so their
/// entries and the bytes that these take are held against ``ReaderLimits``.
///
/// A list that is too long is an error. Cutting it short would lose data in silence.
///
/// Not Sendable: shared by the handlers of one reading, one after the other.
final class ListAllowance {
    /// What an entry takes beside its texts, roughly, with its share in a list that grows by doubling.
    private static let entryBytes = 128

    private let limits: ReaderLimits
    private var entries = 0
    private var bytes = 0

    init(limits: ReaderLimits) { self.limits = limits }

    /// Counts an entry of a list, and its texts.
    func takeEntry(texts: String?...) throws(SpreadsheetError) {
        entries += 1
        guard entries <= limits.listEntries else {
            throw ReaderLimits.reached(
                \.listEntries, of: limits, name: "listEntries", what: "The number of entries in the part's lists")
        }
        try take(bytes: Self.entryBytes + texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) })
    }

    /// Counts bytes that come to an entry.
    func take(bytes more: Int) throws(SpreadsheetError) {
        bytes += more
        guard bytes <= limits.listBytes else {
            throw ReaderLimits.reached(
                \.listBytes, of: limits, name: "listBytes", what: "The memory that the part's lists take")
        }
    }
}
