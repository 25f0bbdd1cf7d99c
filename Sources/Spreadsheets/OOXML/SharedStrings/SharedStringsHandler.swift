/// Reads the shared strings (ECMA-376 Part 1, 18.4) from libxml2's events, and lets the scanner read the items where it
/// can. Every item keeps its place, the empty ones too.
final class SharedStringsHandler: ScannableContentHandler {
    static let scannableTag: StaticString = "<si"
    static let scannableDepth = 1

    private var strings: SharedStringGatherer
    private var scanner = SharedStringsScanner()
    private var item = RichText()
    private var isInItem = false
    private var sawRoot = false
    private var isUnprefixed = false
    private var extensions = ExtensionLists()

    init(limits: ReaderLimits) { strings = SharedStringGatherer(limits: limits) }

    /// The strings, complete once the part was read to its end.
    var table: SharedStringTable { strings.table }

    var isAtScannableContent: Bool { sawRoot && isUnprefixed && !isInItem }

    func startScanning(prefixes: [String]) { scanner.allow(prefixes) }

    func scan(_ window: UnsafeRawBufferPointer) throws(SpreadsheetError) -> ScanStop {
        try scanner.scan(window, into: &strings)
    }

    // The scanner stops between items only.
    func stopScanning() -> [UInt8] { [] }

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        let name = element.name
        if !sawRoot {
            guard name.is("sst", in: .spreadsheet) else {
                throw SpreadsheetError(.corrupt, "The shared strings part does not hold shared strings.")
            }
            sawRoot = true
            isUnprefixed = element.isUnprefixed
        } else if !extensions.take(start: name) {
            try startContent(name)
        }
    }

    private func startContent(_ name: XMLElementName) throws(SpreadsheetError) {
        guard name.namespace == .spreadsheet else {
            // Each would take a text away, an item all that come behind it.
            try StrayElement.refuse(name, insteadOf: isInItem ? "t" : "si")
            return
        }
        let isItem = equal(name.local, "si")
        if isInItem {
            guard !isItem else { throw SpreadsheetError(.corrupt, "A shared string stands within another.") }
            item.start(name)
        } else if isItem {
            isInItem = true
            item.reset()
        }
    }

    func end(_ name: XMLElementName) throws(SpreadsheetError) {
        guard !extensions.takeEnd(), isInItem, name.namespace == .spreadsheet else { return }
        guard equal(name.local, "si") else { return item.end(name) }
        isInItem = false
        try item.bytes.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in try strings.append(bytes) }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        guard isInItem else { return }
        guard item.text(bytes, limit: strings.longest) else {
            throw ReaderLimits.reached(
                \.stringBytes, of: strings.limits, name: "stringBytes", what: "A shared string's size")
        }
    }
}
