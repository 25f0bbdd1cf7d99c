/// Gathers the shared strings within the limits.
struct SharedStringGatherer {
    let limits: ReaderLimits
    private(set) var table = SharedStringTable()
    private var resolved: [UInt8] = []

    init(limits: ReaderLimits) { self.limits = limits }

    /// The longest text that an item may have.
    var longest: Int { min(limits.stringBytes, SharedStringTable.longest) }

    /// Adds an item by its text with its escapes; `false` where it is longer than allowed.
    mutating func append(ifShort bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) -> Bool {
        guard bytes.count <= longest else { return false }
        try append(bytes)
        return true
    }

    /// Adds an item by its text with its escapes, which is not longer than allowed.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if EscapedText.mayHaveEscape(bytes) {
            resolved.removeAll(keepingCapacity: true)
            EscapedText.append(bytes, to: &resolved)
            resolved.withUnsafeBufferPointer { table.append($0) }
        } else {
            table.append(bytes)
        }
        guard table.bytes <= limits.sharedStringBytes else {
            throw ReaderLimits.reached(
                \.sharedStringBytes, of: limits, name: "sharedStringBytes", what: "The size of the shared strings")
        }
        guard table.count <= limits.sharedStrings else {
            throw ReaderLimits.reached(
                \.sharedStrings, of: limits, name: "sharedStrings", what: "The number of shared strings")
        }
    }
}
