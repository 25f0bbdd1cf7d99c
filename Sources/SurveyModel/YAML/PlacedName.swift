/// A name or code that stands in a definition, with its place.
struct PlacedName: Sendable, Hashable {
    let text: String
    let position: SourcePosition
}

extension YAMLNode {
    /// The text of a scalar with its place.
    var placedName: PlacedName? { text.map { PlacedName(text: $0, position: position) } }

    /// The texts of a list, or the one text in a list's place, each with its place.
    var placedNames: [PlacedName] { items.compactMap(\.placedName) }
}

extension YAMLNode.Entry {
    /// The key with its place.
    var placedKey: PlacedName { PlacedName(text: key, position: keyPosition) }
}

extension DefinitionDecoder {
    /// The texts of a list with their places; none where there is no list.
    func names(_ node: YAMLNode?) -> [PlacedName] { node?.placedNames ?? [] }
}
