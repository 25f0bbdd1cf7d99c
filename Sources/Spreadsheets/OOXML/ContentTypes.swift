/// Reads `[Content_Types].xml` (ECMA-376 Part 2, 10.1.2.2).
final class ContentTypesHandler: XMLContentHandler {
    /// Content type by normalised part name.
    private(set) var overrides: [String: String] = [:]
    private(set) var defaults: [String: String] = [:]
    private let allowance: ListAllowance

    init(limits: ReaderLimits) { allowance = ListAllowance(limits: limits) }

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        guard element.name.namespace == .contentTypes, let type = element.string("ContentType") else { return }
        if let part = element.string("PartName") {
            try allowance.takeEntry(texts: part, type)
            overrides[OOXMLPackage.normalised(part)] = type
        } else if let ending = element.string("Extension") {
            try allowance.takeEntry(texts: ending, type)
            defaults[ending.lowercased()] = type
        }
    }

    func end(_ name: XMLElementName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// The content type of a part.
    func type(of part: String) -> String? {
        let name = OOXMLPackage.normalised(part)
        return overrides[name] ?? name.split(separator: ".").last.flatMap { defaults[String($0)] }
    }
}
