/// A relationship of a part (ECMA-376 Part 2, 9.3).
package struct Relationship: Sendable {
    package let id: String
    /// The last step of the type's URI, such as `worksheet`: the same in Transitional and Strict.
    package let kind: String
    /// The part's name, or the URI of an external target.
    package let target: String
    package let isExternal: Bool
}

/// Reads the relationships of one part.
final class RelationshipsHandler: XMLContentHandler {
    private let source: String
    private let allowance: ListAllowance
    private(set) var relationships: [Relationship] = []

    init(source: String, limits: ReaderLimits) {
        self.source = source
        allowance = ListAllowance(limits: limits)
    }

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        guard element.name.is("Relationship", in: .packageRelationships), let id = element.string("Id"),
            let type = element.string("Type"), let target = element.string("Target")
        else { return }
        try allowance.takeEntry(texts: id, type, target)
        let isExternal = element.string("TargetMode") == "External"
        relationships.append(
            Relationship(
                id: id, kind: type.lastStep,
                target: isExternal ? target : OOXMLPackage.resolve(target, from: source), isExternal: isExternal))
    }

    func end(_ name: XMLElementName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

extension String {
    /// What stands behind the last slash, as it does in the type of a relationship.
    fileprivate var lastStep: String {
        // Whatever is not ASCII may make one character with a slash.
        guard utf8.allSatisfy({ $0 < 0x80 }) else { return split(separator: "/").last.map(String.init) ?? self }
        return utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? self
    }
}

extension OOXMLPackage {
    /// The relationships of a part, none where it has no relationships part; `""` is the package itself.
    func relationships(of part: String) throws(SpreadsheetError) -> [Relationship] {
        let steps = part.split(separator: "/")
        let folder = steps.dropLast().map { $0 + "/" }.joined()
        let name = "\(folder)_rels/\(steps.last ?? "").rels"
        let made = try made(of: name, from: part, in: Self.knownRelationships) {
            (entry) throws(SpreadsheetError) -> [Relationship] in
            let handler = RelationshipsHandler(source: part, limits: limits)
            try PartReading.run(entry, of: self, handler: handler)
            return handler.relationships
        }
        return made ?? []
    }

    private static let knownRelationships = PartMemory<[Relationship]>()
}

extension [Relationship] {
    /// The relationships by their ids; the first of those with one id. Looking each up in the list takes quadratic time.
    func byID() -> [String: Relationship] {
        Dictionary(map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
