/// Reads the shared strings (ECMA-376 Part 1, 18.4). Every item keeps its place, the empty ones too.
final class SharedStringsHandler: XMLContentHandler {
    private let limits: ReaderLimits
    private(set) var strings: [String] = []
    private var item = RichText()
    private var isInItem = false
    private var sawRoot = false
    private var totalBytes = 0

    init(limits: ReaderLimits) { self.limits = limits }

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        let name = element.name
        if !sawRoot {
            guard name.is("sst", in: .spreadsheet) else {
                throw SpreadsheetError(.corrupt, "The shared strings part does not hold shared strings.")
            }
            sawRoot = true
        } else if name.is("si", in: .spreadsheet) {
            isInItem = true
            item.reset()
        } else if isInItem, name.namespace == .spreadsheet {
            item.start(name)
        }
    }

    func end(_ name: XMLElementName) throws(SpreadsheetError) {
        guard isInItem, name.namespace == .spreadsheet else { return }
        guard equal(name.local, "si") else { return item.end(name) }
        isInItem = false
        totalBytes += item.bytes.count
        guard totalBytes <= limits.sharedStringBytes else {
            throw ReaderLimits.reached(
                \.sharedStringBytes, of: limits, name: "sharedStringBytes", what: "The size of the shared strings")
        }
        guard strings.count < limits.sharedStrings else {
            throw ReaderLimits.reached(
                \.sharedStrings, of: limits, name: "sharedStrings", what: "The number of shared strings")
        }
        strings.append(item.string)
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        guard isInItem else { return }
        guard item.text(bytes, limit: limits.stringBytes) else {
            throw ReaderLimits.reached(\.stringBytes, of: limits, name: "stringBytes", what: "A shared string's size")
        }
    }
}
