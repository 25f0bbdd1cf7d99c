import CLibXML2

/// libxml2's SAX2 push parser behind a Swift face: the only place where the reader touches libxml2.
///
/// In push mode libxml2 has neither a depth nor a text limit, and after `xmlStopParser` it still calls the document
/// well-formed; so the limits, and the record of what was refused, are kept here.
final class XMLPushParser {
    private let handler: any XMLContentHandler
    private let limits: ReaderLimits
    private let part: String
    private var context: xmlParserCtxtPtr?
    private var failure: SpreadsheetError?
    /// Whether there is a failure: to look whether there is one, at each event, would copy it.
    private var hasFailed = false
    /// How many elements are open.
    private var depth = 0
    /// Whether all lines up to here were seen, so that an error's line can be told.
    var knowsLines = true
    private var textRun = 0
    private var bytesSinceEvent = 0
    private var alternatives = AlternateContent()
    private var namespaces: [(uri: UnsafePointer<xmlChar>, namespace: XMLNamespace)] = []

    private static let nameBytes = 1 << 20
    /// No element of OOXML has a hundred.
    private static let mostAttributes = 1_000

    /// Called once: libxml2's global tables must exist before two threads parse.
    private static let libraryIsReady: Void = xmlInitParser()

    init(part: String, handler: any XMLContentHandler, limits: ReaderLimits) throws(SpreadsheetError) {
        _ = Self.libraryIsReady
        self.handler = handler
        self.limits = limits
        self.part = part
        var callbacks = Self.callbacks()
        // The context keeps an unretained pointer to this object, which owns the context and outlives it.
        let created = xmlCreatePushParserCtxt(&callbacks, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
        guard let created else {
            throw SpreadsheetError(.unreadable, "libxml2 could not be started.", part: part)
        }
        context = created
        // Names are held until the end, and found ever more slowly: no honest part has this many bytes of different ones.
        xmlDictSetLimit(created.pointee.dict, Self.nameBytes)
        // No network and no declared encoding (the bytes are UTF-8 by now); neither entity substitution nor DTD.
        xmlCtxtUseOptions(created, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
    }

    deinit { xmlFreeParserCtxt(context) }

    /// Parses the next UTF-8 bytes.
    func feed(_ bytes: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        var offset = 0
        while offset < bytes.count {
            let count = min(Self.slice, bytes.count - offset)
            bytesSinceEvent += count
            // In bounds: `offset + count` is at most the count of the bytes; libxml2 copies them before it returns.
            xmlParseChunk(context, (base + offset).assumingMemoryBound(to: CChar.self), Int32(count), 0)
            try check()
            // What libxml2 holds back is an unfinished tag, comment or instruction.
            if bytesSinceEvent - Self.slice > limits.xmlTagBytes { throw tagLimit() }
            offset += count
        }
    }

    /// libxml2 is fed in slices: it compares the attributes of a tag each with each, and nothing stops it within a slice.
    private static let slice = 32 << 10

    /// Ends the document; throws unless it was well-formed to the end.
    func finish() throws(SpreadsheetError) {
        xmlParseChunk(context, nil, 0, 1)
        try check()
    }

    /// The namespace of a URI pointer. libxml2 interns URIs, so one pointer stands for one URI as long as it lives.
    func namespace(of uri: UnsafePointer<xmlChar>?) -> XMLNamespace {
        guard let uri else { return .none }
        for known in namespaces where known.uri == uri { return known.namespace }
        let namespace = XMLNamespace(uri)
        if namespaces.count < 64 { namespaces.append((uri, namespace)) }
        return namespace
    }

    /// The prefixes that are declared where the parser is.
    var declaredPrefixes: [String] { alternatives.declaredPrefixes }

    /// Whether so many elements are open and nothing else, neither a comment nor CDATA: all that was fed is read, save for
    /// blanks.
    func isBetweenElements(atDepth depth: Int) -> Bool {
        guard self.depth == depth, let context, context.pointee.instate == XML_PARSER_CONTENT,
            let input = context.pointee.input?.pointee, let next = input.cur, let end = input.end
        else { return false }
        // In bounds: `cur` to `end` is what libxml2 holds back of what it was fed.
        return UnsafeBufferPointer(start: next, count: end - next).allSatisfy(isXMLBlank)
    }

    private func check() throws(SpreadsheetError) {
        if hasFailed, let failure { throw failure.located(part: part) }
        guard let context, context.pointee.wellFormed == 1 else {
            let line = context.flatMap { xmlCtxtGetLastError($0) }.map { Int($0.pointee.line) } ?? 0
            let reason =
                context.flatMap { xmlCtxtGetLastError($0) }
                .flatMap { $0.pointee.message }.map { Self.oneLine(String(cString: $0)) } ?? "unknown"
            let place = knowsLines ? " at line \(line)" : ""
            throw SpreadsheetError(.corrupt, "A part's XML is broken\(place): \(reason).", part: part)
        }
    }

    private static func oneLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return String(line.prefix(200))
    }

    private func textLimit() -> SpreadsheetError {
        ReaderLimits.reached(
            \.xmlTextBytes, of: limits, name: "xmlTextBytes", what: "A run of text in the XML", part: part)
    }

    private func tagLimit() -> SpreadsheetError {
        ReaderLimits.reached(
            \.xmlTagBytes, of: limits, name: "xmlTagBytes", what: "A tag or comment in the XML", part: part)
    }

    /// Runs a handler's method, and after a failure none any more.
    private func deliver(_ event: () throws(SpreadsheetError) -> Void) {
        guard !hasFailed else { return }
        do {
            try event()
        } catch {
            failure = error
            hasFailed = true
            xmlStopParser(context)
        }
    }

    // MARK: Events

    fileprivate func started(_ element: XMLElement, declared: AlternateContent.Declarations) {
        bytesSinceEvent = 0
        textRun = 0
        deliver { () throws(SpreadsheetError) in
            depth += 1
            guard depth <= limits.xmlDepth else {
                throw ReaderLimits.reached(\.xmlDepth, of: limits, name: "xmlDepth", what: "The nesting of the XML")
            }
            // libxml2 compares them each with each: thousands of tags of thousands of attributes would take minutes.
            guard element.attributeCount <= Self.mostAttributes else {
                throw SpreadsheetError(.forbiddenXML, "A tag has more than \(Self.mostAttributes) attributes.")
            }
            try alternatives.declare(declared, depth: depth)
            if alternatives.passes(start: element, depth: depth) { try handler.start(element) }
        }
    }

    fileprivate func ended(_ name: XMLElementName) {
        bytesSinceEvent = 0
        textRun = 0
        deliver { () throws(SpreadsheetError) in
            if alternatives.passes(end: name, depth: depth) { try handler.end(name) }
            depth -= 1
        }
    }

    fileprivate func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        bytesSinceEvent = 0
        textRun += bytes.count
        deliver { () throws(SpreadsheetError) in
            guard textRun <= limits.xmlTextBytes else { throw textLimit() }
            if !alternatives.isSkipping { try handler.text(bytes) }
        }
    }

    fileprivate func sawDoctype() {
        deliver { () throws(SpreadsheetError) in
            throw SpreadsheetError(.forbiddenXML, "A part has a document type declaration, which workbooks never have.")
        }
    }

    /// An element or attribute with a prefix that is not declared, or named twice by two prefixes, does not count as
    /// ill-formed for libxml2, which would read it as something else. A namespace whose name is no URI does no harm.
    fileprivate func sawError(_ code: Int) {
        let names = Int(XML_NS_ERR_XML_NAMESPACE.rawValue)...Int(XML_NS_ERR_COLON.rawValue)
        guard names.contains(code) else { return }
        deliver { () throws(SpreadsheetError) in
            throw SpreadsheetError(
                .corrupt, "A part's XML has a name whose prefix is not declared, or twice the same name.")
        }
    }

    private static func callbacks() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { user, local, prefix, uri, declaredCount, declared, count, _, attributes in
            guard let parser = parser(user), let local else { return }
            let name = XMLElementName(namespace: parser.namespace(of: uri), local: local)
            parser.started(
                XMLElement(
                    name: name, isUnprefixed: prefix == nil, uri: uri, attributes: attributes,
                    attributeCount: Int(count), session: parser),
                declared: AlternateContent.Declarations(pairs: declared, count: Int(declaredCount)))
        }
        handler.endElementNs = { user, local, _, uri in
            guard let parser = parser(user), let local else { return }
            parser.ended(XMLElementName(namespace: parser.namespace(of: uri), local: local))
        }
        // One function for both, so that libxml2 does not try to tell blank text from other text.
        handler.characters = receiveCharacters
        handler.ignorableWhitespace = receiveCharacters
        handler.comment = { user, _ in parser(user)?.bytesSinceEvent = 0 }
        handler.processingInstruction = { user, _, _ in parser(user)?.bytesSinceEvent = 0 }
        handler.internalSubset = { user, _, _, _ in parser(user)?.sawDoctype() }
        // Present also so that libxml2 does not print to standard error; the error itself stays in the context.
        handler.serror = { user, error in
            guard let code = error?.pointee.code else { return }
            parser(user)?.sawError(Int(code))
        }
        return handler
    }
}

/// The parser that a context's user data points to: alive, since it owns the context that calls.
private func parser(_ user: UnsafeMutableRawPointer?) -> XMLPushParser? {
    user.map { Unmanaged<XMLPushParser>.fromOpaque($0).takeUnretainedValue() }
}

private func receiveCharacters(
    _ user: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32
) {
    guard let text, count > 0 else { return }
    parser(user)?.characters(UnsafeBufferPointer(start: text, count: Int(count)))
}
