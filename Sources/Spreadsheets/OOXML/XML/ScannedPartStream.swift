/// A handler whose part has a stretch of many alike elements, which a scanner reads faster than libxml2 does.
protocol ScannableContentHandler: XMLContentHandler {
    /// How the first of the alike elements begins.
    static var scannableTag: StaticString { get }

    /// How deep the element is that holds them: 1 for the root.
    static var scannableDepth: Int { get }

    /// Whether the parser is where the alike elements stand, and their names without a prefix are those of the standard.
    var isAtScannableContent: Bool { get }

    /// Called before the first window is scanned, with the prefixes that attributes may have.
    func startScanning(prefixes: [String])

    /// Scans the alike elements from the beginning of a window that NULs follow; takes only what is certain.
    func scan(_ window: UnsafeRawBufferPointer) throws(SpreadsheetError) -> ScanStop

    /// Called before libxml2 goes on where the scanner stopped: the start tags that it has to be told first. The handler
    /// must not take them for new.
    func stopScanning() -> [UInt8]
}

/// Drives a part of alike elements: libxml2 reads what is before and after them, the scanner reads them, and where the
/// scanner is not certain libxml2 goes on from just there.
///
/// libxml2 sees one document all the time, so that well-formedness is its judgement whatever was scanned in between.
final class ScannedPartStream {
    private enum Phase {
        /// libxml2 reads; the alike elements have not come yet.
        case before
        /// The scanner reads.
        case scanning
        /// libxml2 reads to the end.
        case parsing
    }

    private let pieces: PartPieces
    private let parser: XMLPushParser
    private let handler: any ScannableContentHandler
    /// What the file may cost, against which what is made of the part counts too.
    let budget: ReadBudget
    private var encoding: XMLTextEncoding
    private var phase: Phase
    private var isFinished = false
    /// What the scanner could not read yet: it stands in the last piece.
    private var held = UnsafeRawBufferPointer(start: nil, count: 0)

    init(
        _ entry: ZipEntry, of package: OOXMLPackage, handler: any ScannableContentHandler
    ) throws(SpreadsheetError) {
        pieces = try PartPieces(entry, of: package)
        parser = try XMLPushParser(part: entry.name, handler: handler, limits: package.limits)
        encoding = XMLTextEncoding(part: entry.name)
        self.handler = handler
        budget = package.budget
        phase = package.mode.usesScanner && package.limits.suitScanner ? .before : .parsing
    }

    /// Reads the next piece; `false` once the part's end, its checksum and its well-formedness are verified.
    func advance() throws(SpreadsheetError) -> Bool {
        guard !isFinished else { return false }
        let stretch = budget.begin()
        if let window = try pieces.next(holding: held) {
            held = UnsafeRawBufferPointer(start: nil, count: 0)
            try take(window)
        } else {
            // What is held back now is the end of a part that ends too early, or is not known.
            if phase == .scanning { try handOver(held) }
            try encoding.finish()
            try parser.finish()
            isFinished = true
        }
        try budget.end(stretch)
        return !isFinished
    }

    /// Reads the part to its end.
    func run() throws(SpreadsheetError) {
        while try advance() {}
    }

    private func take(_ window: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        switch phase {
        case .scanning: try scan(window)
        case .parsing: try feed(window)
        case .before:
            guard let first = try encoding.plainStart(of: window) else {
                phase = .parsing
                return try feed(window)
            }
            guard let offset = offset(ofTag: window, from: first) else { return try feed(window) }
            try feed(UnsafeRawBufferPointer(rebasing: window[..<offset]))
            let rest = UnsafeRawBufferPointer(rebasing: window[offset...])
            guard handler.isAtScannableContent, parser.isBetweenElements(atDepth: type(of: handler).scannableDepth)
            else {
                phase = .parsing
                return try feed(rest)
            }
            phase = .scanning
            parser.knowsLines = false
            handler.startScanning(prefixes: parser.declaredPrefixes + ["xml"])
            try scan(rest)
        }
    }

    private func feed(_ bytes: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        try encoding.convert(bytes) { (bytes) throws(SpreadsheetError) in try parser.feed(bytes) }
    }

    private func scan(_ window: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        switch try handler.scan(window) {
        case .needsMore(let offset) where window.count - offset <= PieceBuffer.mostRoom:
            held = UnsafeRawBufferPointer(rebasing: window[offset...])
        case .ended(let offset):
            phase = .parsing
            try parser.feed(UnsafeRawBufferPointer(rebasing: window[offset...]))
        case .needsMore(let offset), .unknown(let offset):
            try handOver(UnsafeRawBufferPointer(rebasing: window[offset...]))
        }
    }

    /// Lets libxml2 go on where the scanner stopped.
    private func handOver(_ rest: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        phase = .parsing
        let tags = handler.stopScanning()
        var failure: SpreadsheetError?
        tags.withUnsafeBytes { bytes in
            do throws(SpreadsheetError) { try parser.feed(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        try parser.feed(rest)
    }

    /// Where the first of the alike elements begins. One that the end of the window cuts is not found: libxml2 then reads it,
    /// and the search goes on with the next.
    private func offset(ofTag window: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = window.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
        let tag = type(of: handler).scannableTag
        // In bounds: NULs follow the window, so that a comparison that begins in it ends behind it at the latest.
        for offset in start..<window.count where base[offset] == 0x3C && matches(base + offset, tag) { return offset }
        return nil
    }
}
