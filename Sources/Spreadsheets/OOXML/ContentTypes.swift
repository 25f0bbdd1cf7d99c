/// What `[Content_Types].xml` says of a package's parts (ECMA-376 Part 2, 10.1.2.2).
struct ContentTypes: Sendable {
    /// Content type by normalised part name.
    fileprivate(set) var overrides: [String: String] = [:]
    fileprivate(set) var defaults: [String: String] = [:]

    /// The content type of a part.
    func type(of part: String) -> String? {
        let name = OOXMLPackage.normalised(part)
        return overrides[name] ?? name.split(separator: ".").last.flatMap { defaults[String($0)] }
    }
}

/// Reads `[Content_Types].xml`.
final class ContentTypesHandler: XMLContentHandler {
    private(set) var types = ContentTypes()
    private let allowance: ListAllowance

    init(limits: ReaderLimits) { allowance = ListAllowance(limits: limits) }

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        guard element.name.namespace == .contentTypes, let type = element.string("ContentType") else { return }
        if let part = element.string("PartName") {
            try allowance.takeEntry(texts: part, type)
            types.overrides[OOXMLPackage.normalised(part)] = type
        } else if let ending = element.string("Extension") {
            try allowance.takeEntry(texts: ending, type)
            types.defaults[ending.lowercased()] = type
        }
    }

    func end(_ name: XMLElementName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

extension OOXMLPackage {
    /// What the package says of its parts; nothing where it lacks the list.
    func contentTypes() throws(SpreadsheetError) -> ContentTypes {
        let made = try made(of: "[Content_Types].xml", in: Self.knownTypes) {
            (entry) throws(SpreadsheetError) -> ContentTypes in
            let handler = ContentTypesHandler(limits: limits)
            try PartReading.run(entry, of: self, handler: handler)
            return handler.types
        }
        return made ?? ContentTypes()
    }

    private static let knownTypes = PartMemory<ContentTypes>()
}
