/// Drives one part through inflate, encoding and parser, piece by piece.
///
/// ``advance()`` returns after each piece, so that what the handler collected can be passed on before more is read.
final class PartStream {
    private let content: ZipEntryReader
    private let parser: XMLPushParser
    private let handler: any XMLContentHandler
    private let budget: ReadBudget
    private var encoding: XMLTextEncoding
    private var isFinished = false
    private let clock = ContinuousClock()

    init(
        _ entry: ZipEntry, of package: OOXMLPackage, handler: any XMLContentHandler
    ) throws(SpreadsheetError) {
        content = try ZipEntryReader(entry, of: package.archive, limits: package.limits, budget: package.budget)
        parser = try XMLPushParser(part: entry.name, handler: handler, limits: package.limits)
        encoding = XMLTextEncoding(part: entry.name)
        self.handler = handler
        budget = package.budget
    }

    /// Reads the next piece; `false` once the part's end, its checksum and its well-formedness are verified.
    func advance() throws(SpreadsheetError) -> Bool {
        guard !isFinished else { return false }
        let start = clock.now
        if let piece = try content.next() {
            try encoding.convert(piece) { (bytes) throws(SpreadsheetError) in try parser.feed(bytes) }
        } else {
            try parser.finish()
            isFinished = true
        }
        try budget.count(time: start.duration(to: clock.now))
        return !isFinished
    }

    /// Reads the part to its end.
    func run() throws(SpreadsheetError) {
        while try advance() {}
    }
}
