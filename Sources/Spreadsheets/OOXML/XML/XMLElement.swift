import CLibXML2

/// The name of an element, borrowed from the parser for the time of one event.
struct XMLElementName {
    let namespace: XMLNamespace
    /// The NUL-terminated local name.
    let local: UnsafePointer<xmlChar>

    /// The local name as text; names of up to 15 bytes cost no allocation.
    var text: String { String(cString: local) }

    /// Whether this is the element of that name.
    func `is`(_ name: StaticString, in namespace: XMLNamespace) -> Bool {
        self.namespace == namespace && equal(local, name)
    }
}

/// Compares a NUL-terminated name with a literal.
func equal(_ text: UnsafePointer<xmlChar>, _ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    let expected = literal.utf8Start
    // In bounds: the comparison stops at the first difference, so at the latest at the text's NUL, and literals have none.
    for index in 0..<count where text[index] != expected[index] { return false }
    return text[count] == 0
}

/// The start tag of an element, borrowed from the parser for the time of one event.
struct XMLElement {
    let name: XMLElementName
    /// Whether the name stands without a prefix, so that its namespace is the default one there.
    let isUnprefixed: Bool
    /// The element's own namespace URI, for the rare caller that has to tell Strict from Transitional.
    let uri: UnsafePointer<xmlChar>?
    /// libxml2's array of five pointers for each attribute: local name, prefix, URI, start and end of the value.
    let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    let attributeCount: Int
    let session: XMLPushParser

    /// The bytes of an attribute's value; valid during the event only. An ampersand in it stands as `&#38;`: libxml2
    /// resolves all other references, and leaves this one for a tree that it would build.
    func bytes(
        _ name: StaticString, in namespace: XMLNamespace = .none
    ) -> UnsafeBufferPointer<UInt8>? {
        guard let attributes else { return nil }
        for index in 0..<attributeCount {
            // In bounds: libxml2 gives five pointers for each of `attributeCount` attributes.
            let attribute = attributes + 5 * index
            guard let local = attribute[0], equal(local, name), session.namespace(of: attribute[2]) == namespace,
                let start = attribute[3], let end = attribute[4]
            else { continue }
            return UnsafeBufferPointer(start: start, count: end - start)
        }
        return nil
    }

    /// An attribute's value.
    func string(_ name: StaticString, in namespace: XMLNamespace = .none) -> String? {
        bytes(name, in: namespace).map(Self.text)
    }

    /// The text of a value's bytes.
    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        // Every ampersand is written so: `&amp;` and `&#x26;` too, and what `&amp;#38;` means is `&#38;#38;` by now.
        return bytes.contains(0x26) ? text.replacing("&#38;", with: "&") : text
    }

    /// The beginning of a value, for a message. It goes by scalars: a character may have any number of them.
    static func beginning(_ bytes: UnsafeBufferPointer<UInt8>, _ most: Int = 20) -> String {
        // An ampersand has five bytes here, any other scalar four at most: all of the scalars that are shown are whole.
        String(text(UnsafeBufferPointer(rebasing: bytes.prefix(5 * most))).unicodeScalars.prefix(most))
    }

    /// An attribute's value as a whole number; `nil` where it is absent or something else.
    func integer(_ name: StaticString) -> Int? { string(name).flatMap { Int($0) } }

    /// An attribute's value as `xsd:boolean`; `false` where it is absent or something else.
    func flag(_ name: StaticString) -> Bool {
        string(name).map(isXMLTrue) ?? false
    }
}

/// Whether an attribute's value means true: `xsd:boolean`, and what some writers put for it.
func isXMLTrue(_ value: String) -> Bool { value == "1" || value == "true" || value == "on" }

/// Takes the events of one XML part, in document order. Branches of mc:AlternateContent that are not taken never arrive.
protocol XMLContentHandler: AnyObject {
    func start(_ element: XMLElement) throws(SpreadsheetError)
    func end(_ name: XMLElementName) throws(SpreadsheetError)
    /// A piece of character data; one text may come in several pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError)
}
