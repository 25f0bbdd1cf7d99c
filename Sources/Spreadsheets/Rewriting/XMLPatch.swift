/// Changes to a document, by places in its bytes; everything else stays as it is.
package struct XMLPatch: Sendable {
    /// The document as it was.
    package let document: XMLDocument
    private var edits: [(range: Range<Int>, text: [UInt8])] = []

    /// Begins with a document as it is.
    package init(_ document: XMLDocument) {
        self.document = document
    }

    /// Whether there is any change.
    package var isEmpty: Bool { edits.isEmpty }

    /// Puts a text in the place of some bytes.
    package mutating func replace(_ range: Range<Int>, _ text: String) {
        edits.append((range, Array(text.utf8)))
    }

    /// Puts a text in front of a byte. What is put in front of one byte in several steps stands in the order of the steps.
    package mutating func insert(_ text: String, at index: Int) {
        edits.append((index..<index, Array(text.utf8)))
    }

    /// Gives an attribute of a tag a value, which must need no escaping.
    package mutating func set(_ name: String, _ value: String, of tag: XMLTag) {
        if let known = document.tokens.attribute(name, of: tag) {
            replace(known.value, value)
        } else {
            insert(" \(name)=\"\(value)\"", at: tag.name.upperBound)
        }
    }

    /// Takes an attribute of a tag away.
    package mutating func remove(_ name: String, of tag: XMLTag) {
        if let known = document.tokens.attribute(name, of: tag) {
            replace(known.name.lowerBound..<known.value.upperBound + 1, "")
        }
    }

    /// Puts content at the end of an element.
    package mutating func append(_ text: String, in element: XMLElementSpan) {
        guard element.tag.isEmpty else { return insert(text, at: element.content.upperBound) }
        let end = element.tag.range.upperBound
        replace(end - 2..<end, ">" + text + "</\(document.tokens.text(element.tag.name))>")
    }

    /// Gives the changed document piece by piece, in order.
    package func forEachPiece(
        _ body: (UnsafeRawBufferPointer) throws(SpreadsheetError) -> Void
    ) throws(SpreadsheetError) {
        // In the order of places; those at one place in the order in which they were made.
        let ordered = edits.enumerated().sorted { left, right in
            (left.element.range.lowerBound, left.offset) < (right.element.range.lowerBound, right.offset)
        }
        var failure: SpreadsheetError?
        document.bytes.withUnsafeBytes { bytes in
            do throws(SpreadsheetError) {
                // In bounds: edits are at places that the document's own tokens have, and `position` never goes back.
                var position = 0
                for (_, edit) in ordered {
                    // Edits that overlap would be a mistake of ours: the later is then put behind the earlier.
                    let start = max(position, edit.range.lowerBound)
                    try body(UnsafeRawBufferPointer(rebasing: bytes[position..<start]))
                    var inner: SpreadsheetError?
                    edit.text.withUnsafeBytes { text in
                        do throws(SpreadsheetError) { try body(text) } catch { inner = error }
                    }
                    if let inner { throw inner }
                    position = max(start, edit.range.upperBound)
                }
                try body(UnsafeRawBufferPointer(rebasing: bytes[position...]))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// The changed document.
    package func applied() throws(SpreadsheetError) -> [UInt8] {
        var result: [UInt8] = []
        try forEachPiece { (piece) throws(SpreadsheetError) in result.append(contentsOf: piece) }
        return result
    }

    /// The changed document, deflated piece by piece.
    package func deflated() throws(SpreadsheetError) -> DeflatedContent {
        let deflater = try Deflater()
        try forEachPiece { (piece) throws(SpreadsheetError) in try deflater.append(piece) }
        return try deflater.finish()
    }
}
