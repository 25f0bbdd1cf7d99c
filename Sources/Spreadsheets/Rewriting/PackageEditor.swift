/// An OOXML workbook whose parts are changed one by one, while all others keep their bytes, compressed as they are.
///
/// The reader's limits hold for what is read of it. It changes nothing on disk: ``finish()`` gives the changed package.
package struct PackageEditor {
    /// A worksheet of the workbook, with its part.
    package struct Sheet: Sendable {
        /// The name.
        package let name: String
        /// The part; `nil` where the file does not contain it.
        package let part: String?
    }

    /// The workbook's part.
    package let workbookPart: String
    /// Whether the workbook uses the names of ISO/IEC 29500 Strict.
    package let isStrict: Bool
    /// Whether it has macros.
    package let isMacroEnabled: Bool
    /// Its worksheets in order.
    package let sheets: [Sheet]

    /// What comes before a sheet's cells is a few hundred bytes: more of it is not inflated at once.
    private static let headPieceBytes = 4 << 10

    private let package: OOXMLPackage
    private let types: ContentTypes
    /// Parts that were written piece by piece, by normalised name.
    private var deflated: [String: DeflatedContent] = [:]
    /// Parts that were put into the package as a whole and may be asked for again, by normalised name.
    private var contents: [String: [UInt8]] = [:]
    /// The names of those parts that the package did not have, in the order in which they came.
    private var added: [String] = []
    /// What is to be said of the parts that were added.
    var addedTypes: [AddedType] = []
    /// The numbers from which on free names are looked for, by stem.
    private var nextNumbers: [String: Int] = [:]

    /// The content type of a part that was added.
    struct AddedType {
        let part: String
        let type: String
        let usesEnding: Bool
    }

    /// Opens a package.
    ///
    /// - Throws: ``SpreadsheetError`` where it is no workbook of OOXML, or is damaged.
    package init(path: String, limits: ReaderLimits = .default) throws(SpreadsheetError) {
        try self.init(
            RandomAccessFile(path: path, name: path.split(separator: "/").last.map(String.init) ?? path), limits)
    }

    /// Opens the package of a workbook that is open for reading; nothing of it is looked for by its name again.
    ///
    /// - Throws: ``SpreadsheetError`` where it is no workbook of OOXML, or is damaged.
    package init(of workbook: Workbook, limits: ReaderLimits = .default) throws(SpreadsheetError) {
        // Who opened it within the same limits has gone through the package's lists.
        if let known = workbook.ooxml, known.package.limits == limits {
            self.init(OOXMLPackage(again: known.package), known)
        } else {
            try self.init(workbook.file, limits)
        }
    }

    /// Opens a package that is in memory.
    ///
    /// - Throws: ``SpreadsheetError`` where it is no workbook of OOXML, or is damaged.
    package init(bytes: [UInt8], name: String, limits: ReaderLimits = .default) throws(SpreadsheetError) {
        try self.init(RandomAccessFile(bytes: bytes, name: name), limits)
    }

    private init(_ file: RandomAccessFile, _ limits: ReaderLimits) throws(SpreadsheetError) {
        guard file.size <= limits.fileBytes else {
            throw ReaderLimits.reached(\.fileBytes, of: limits, name: "fileBytes", what: "The size of the file")
        }
        let package = try OOXMLPackage(file: file, limits: limits, mode: ReadingMode())
        let index = try PackageRecognition.requireWorkbook(package)
        self.init(package, try OOXMLWorkbook(package: package, index: index))
    }

    private init(_ package: OOXMLPackage, _ workbook: OOXMLWorkbook) {
        self.package = package
        types = workbook.types
        workbookPart = workbook.part
        isStrict = workbook.isStrict
        isMacroEnabled = workbook.isMacroEnabled
        let parts = workbook.sheetParts
        sheets = workbook.sheets.map { Sheet(name: $0.name, part: parts[$0.index]) }
    }

    // MARK: - Reading

    /// Whether the package has a part.
    package func has(_ part: String) -> Bool {
        let name = OOXMLPackage.normalised(part)
        return contents[name] != nil || deflated[name] != nil || package.has(part)
    }

    /// The normalised names of all parts, ordered.
    package var partNames: [String] { (Array(package.partNames) + added).sorted() }

    /// The relationships of a part, none where it has no relationships part.
    package func relationships(of part: String) throws(SpreadsheetError) -> [Relationship] {
        let name = Self.relationshipsPart(of: part)
        guard let content = contents[OOXMLPackage.normalised(name)] else {
            return try package.relationships(of: part)
        }
        let handler = RelationshipsHandler(source: part, limits: package.limits)
        let parser = try XMLPushParser(part: name, handler: handler, limits: package.limits)
        var failure: SpreadsheetError?
        content.withUnsafeBytes { buffer in
            do throws(SpreadsheetError) { try parser.feed(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
        try parser.finish()
        return handler.relationships
    }

    /// The content type of a part.
    package func contentType(of part: String) -> String? { types.type(of: part) }

    /// The text of an XML part in UTF-8, once it is known to be well-formed and to keep within the limits; `nil` where there is
    /// no such part or it has no bytes.
    ///
    /// A part in UTF-16 is given in UTF-8, and so is its declaration: put back, it says the same in other bytes.
    package func xml(_ part: String) throws(SpreadsheetError) -> [UInt8]? {
        if let content = contents[OOXMLPackage.normalised(part)] { return content }
        guard let entry = package.entry(part), entry.uncompressedSize > 0 else { return nil }
        return try text(of: entry)
    }

    private func text(of entry: ZipEntry) throws(SpreadsheetError) -> [UInt8] {
        var known: [UInt8]?
        var whole: [UInt8] = []
        var begun: XMLPushParser?
        var encoding = XMLTextEncoding(part: entry.name)
        var text: [UInt8] = []
        try forEachPiece(of: entry) { (piece) throws(SpreadsheetError) in
            if begun == nil, piece.count == entry.uncompressedSize {
                known = CheckedParts.text(of: piece, entry, package.limits)
                if known == nil { whole = CheckedParts.canKeep(entry) ? Array(piece) : [] }
            }
            // The pieces go on all the same: behind the last the size and the checksum are verified.
            if known != nil { return }
            if begun == nil { text.reserveCapacity(min(entry.uncompressedSize, 1 << 20)) }
            let parser = try self.parser(of: entry, begun)
            begun = parser
            try encoding.convert(piece) { (bytes) throws(SpreadsheetError) in
                try parser.feed(bytes)
                text.append(contentsOf: bytes)
            }
        }
        if let known { return known }
        try encoding.finish()
        try parser(of: entry, begun).finish()
        let result = Self.declaredAsUTF8(text)
        CheckedParts.keep(result, of: whole, entry, package.limits)
        return result
    }

    private func parser(of entry: ZipEntry, _ begun: XMLPushParser?) throws(SpreadsheetError) -> XMLPushParser {
        if let begun { return begun }
        return try XMLPushParser(part: entry.name, handler: IgnoredContent(), limits: package.limits)
    }

    /// The bytes of a part that need not be XML; `nil` where there is no such part.
    package func bytes(_ part: String) throws(SpreadsheetError) -> [UInt8]? {
        if let content = contents[OOXMLPackage.normalised(part)] { return content }
        guard let entry = package.entry(part) else { return nil }
        var bytes: [UInt8] = []
        try forEachPiece(of: entry) { (piece) throws(SpreadsheetError) in bytes.append(contentsOf: piece) }
        return bytes
    }

    /// The beginning of a part, to behind a text; all of a part that does not have it, up to a megabyte.
    func head(_ part: String, before text: StaticString) throws(SpreadsheetError) -> [UInt8] {
        if let content = contents[OOXMLPackage.normalised(part)] { return content }
        guard let entry = package.entry(part) else { return [] }
        let pieces = try PartPieces(entry, of: package, pieceBytes: Self.headPieceBytes)
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        var bytes: [UInt8] = []
        while bytes.count < 1 << 20, let piece = try pieces.next(holding: nothing) {
            let searched = max(0, bytes.count - text.utf8CodeUnitCount)
            bytes.append(contentsOf: piece)
            if bytes[searched...].holds(text) { break }
        }
        return bytes
    }

    private func forEachPiece(
        of entry: ZipEntry, _ body: (UnsafeRawBufferPointer) throws(SpreadsheetError) -> Void
    ) throws(SpreadsheetError) {
        let pieces = try PartPieces(entry, of: package)
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        var stretch = package.budget.begin()
        while let piece = try pieces.next(holding: nothing) {
            try body(piece)
            try package.budget.end(stretch)
            stretch = package.budget.begin()
        }
    }

    // MARK: - Changing

    /// Puts a part into the package, in the place of one of that name where there is one.
    package mutating func put(_ part: String, _ content: [UInt8]) {
        note(part)
        deflated[OOXMLPackage.normalised(part)] = nil
        contents[OOXMLPackage.normalised(part)] = content
    }

    /// Puts a part that was written piece by piece into the package; it is not asked for again.
    package mutating func put(_ part: String, _ content: DeflatedContent) {
        note(part)
        contents[OOXMLPackage.normalised(part)] = nil
        deflated[OOXMLPackage.normalised(part)] = content
    }

    private mutating func note(_ part: String) {
        if !has(part) { added.append(part) }
    }

    /// A name that no part has: `xl/comments` and `.xml` give `xl/comments3.xml`.
    ///
    /// Nor is it the name of a part that the file lacks and whose type it tells all the same, as some programs leave them.
    package mutating func freeName(_ stem: String, _ ending: String) -> String {
        var number = nextNumbers[stem] ?? 1
        while isTaken("\(stem)\(number)\(ending)") { number += 1 }
        nextNumbers[stem] = number + 1
        return "\(stem)\(number)\(ending)"
    }

    private func isTaken(_ part: String) -> Bool {
        has(part) || types.overrides[OOXMLPackage.normalised(part)] != nil
    }

    /// The name of the part that holds a part's relationships.
    package static func relationshipsPart(of part: String) -> String {
        if let plain = plainRelationshipsPart(of: part.utf8) { return plain }
        let steps = part.split(separator: "/")
        return steps.dropLast().map { $0 + "/" }.joined() + "_rels/\(steps.last ?? "").rels"
    }

    /// The same by bytes, where the name is of ASCII and none of its steps is empty, as nearly all are; else nil.
    private static func plainRelationshipsPart(of part: String.UTF8View) -> String? {
        let slash = UInt8(ascii: "/")
        var last = slash
        for byte in part {
            guard byte < 0x80, byte != slash || last != slash else { return nil }
            last = byte
        }
        guard last != slash, let end = part.lastIndex(of: slash) else { return nil }
        return "\(Substring(part[...end]))_rels/\(Substring(part[part.index(after: end)...])).rels"
    }

    // MARK: - Writing

    /// The package, its entries in their order, those that were added at the end.
    package func finish() throws(SpreadsheetError) -> [UInt8] {
        var finished = self
        try finished.declareAdded()
        var writer = ZipWriter()
        for entry in package.archive.entries {
            if let content = try finished.content(of: entry.name) {
                try writer.add(entry, content)
            } else {
                try writer.copy(entry, of: package.archive)
            }
        }
        for name in added {
            if let content = try finished.content(of: name) { try writer.add(name, content) }
        }
        return try writer.finish()
    }

    /// What was put in the place of a part, or added; nil where nothing was.
    private func content(of part: String) throws(SpreadsheetError) -> DeflatedContent? {
        let name = OOXMLPackage.normalised(part)
        if let content = deflated[name] { return content }
        return try contents[name].map { (content) throws(SpreadsheetError) in try DeflatedContent.remembered(content) }
    }

    /// The text with a declaration that says what it is now: UTF-8.
    private static func declaredAsUTF8(_ text: [UInt8]) -> [UInt8] {
        var tokens = XMLTokens(text)
        guard case .other(let range)? = tokens.next(), text[range].starts(with: "<?xml".utf8),
            text[range].map({ (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })[...].holds("utf-16")
        else { return text }
        let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
        return Array(declaration.utf8) + text[range.upperBound...]
    }
}

/// The texts of small parts that were found well-formed before, within the same limits.
private enum CheckedParts {
    private struct Checked: Sendable {
        let limits: ReaderLimits
        let text: [UInt8]
    }

    private static let memory = ContentMemory<Checked>(mostBytes: 512 << 10, longest: 32 << 10)

    static func canKeep(_ entry: ZipEntry) -> Bool { entry.uncompressedSize <= memory.longest }

    /// The text of a part with that content; `nil` where the content was not checked before.
    static func text(of content: UnsafeRawBufferPointer, _ entry: ZipEntry, _ limits: ReaderLimits) -> [UInt8]? {
        guard let checked = memory.value(of: content, checksum: entry.crc), checked.limits == limits else { return nil }
        return checked.text
    }

    /// Keeps the text of a part with that content.
    static func keep(_ text: [UInt8], of content: [UInt8], _ entry: ZipEntry, _ limits: ReaderLimits) {
        memory.keep(Checked(limits: limits, text: text), of: content, checksum: entry.crc)
    }
}

/// Takes a part's events and makes nothing of them: only whether it is well-formed counts.
private final class IgnoredContent: XMLContentHandler {
    func start(_ element: XMLElement) {}
    func end(_ name: XMLElementName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
