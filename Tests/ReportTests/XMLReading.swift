import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What an XML parser that is none of ours makes of a part.
enum XMLReading {
    static func isWellFormed(_ content: Data) -> Bool {
        XMLParser(data: content).parse()
    }

    /// The names of the elements in order.
    static func elements(_ content: Data) -> [String] {
        let names = Names()
        let parser = XMLParser(data: content)
        parser.delegate = names
        _ = parser.parse()
        return names.names
    }

    private final class Names: NSObject, XMLParserDelegate {
        var names: [String] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            names.append(name)
        }
    }
}
