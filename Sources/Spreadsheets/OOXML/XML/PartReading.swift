/// Sends the events of a whole part to its handler.
enum PartReading {
    static func run(
        _ entry: ZipEntry, of package: OOXMLPackage, handler: any XMLContentHandler
    ) throws(SpreadsheetError) {
        let pieces = try PartPieces(entry, of: package)
        let parser = try XMLPushParser(part: entry.name, handler: handler, limits: package.limits)
        var encoding = XMLTextEncoding(part: entry.name)
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        var stretch = package.budget.begin()
        while let piece = try pieces.next(holding: nothing) {
            try encoding.convert(piece) { (bytes) throws(SpreadsheetError) in try parser.feed(bytes) }
            try package.budget.end(stretch)
            stretch = package.budget.begin()
        }
        try encoding.finish()
        try parser.finish()
    }
}
