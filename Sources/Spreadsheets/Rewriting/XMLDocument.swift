/// An element in the bytes of a document.
package struct XMLElementSpan: Sendable {
    /// The start tag.
    package let tag: XMLTag
    /// From `<` of the start tag to behind `>` of the end tag.
    package let range: Range<Int>
    /// What stands between the tags; empty, at the tag's end, for an element of one tag.
    package let content: Range<Int>
}

/// A well-formed document in UTF-8 whose elements are looked up level by level. See ``XMLTokens``.
package struct XMLDocument: Sendable {
    /// The tokens' source: the document's bytes and what can be asked of tags.
    package let tokens: XMLTokens
    /// The outermost element.
    package let root: XMLElementSpan

    /// Looks for the outermost element; `nil` where there is none.
    package init?(_ bytes: [UInt8]) {
        tokens = XMLTokens(bytes)
        guard let root = Self.elements(tokens, in: 0..<bytes.count).first else { return nil }
        self.root = root
    }

    /// The document's bytes.
    package var bytes: [UInt8] { tokens.bytes }

    /// The elements directly in an element, in order.
    package func children(_ parent: XMLElementSpan) -> [XMLElementSpan] {
        Self.elements(tokens, in: parent.content)
    }

    /// The elements of that local name directly in an element.
    package func children(_ parent: XMLElementSpan, named name: String) -> [XMLElementSpan] {
        children(parent).filter { tokens.localName($0.tag) == name }
    }

    /// The value of an attribute of an element.
    package func value(_ name: String, of element: XMLElementSpan) -> String? { tokens.value(name, of: element.tag) }

    /// The prefix, with its colon, that stands for a namespace throughout the document; `nil` where the root does not declare one.
    package func prefix(forNamespace uri: String) -> String? {
        for attribute in tokens.attributes(of: root.tag) {
            let name = tokens.text(attribute.name)
            guard name.hasPrefix("xmlns:"), XMLText.resolved(tokens.text(attribute.value)) == uri else { continue }
            return name.dropFirst(6) + ":"
        }
        return nil
    }

    private static func elements(_ source: XMLTokens, in range: Range<Int>) -> [XMLElementSpan] {
        var tokens = XMLTokens(source.bytes, from: range.lowerBound)
        var found: [XMLElementSpan] = []
        var depth = 0
        var open: XMLTag?
        while let token = tokens.next(), token.range.lowerBound < range.upperBound {
            switch token {
            case .start(let tag):
                if depth == 0, tag.isEmpty {
                    let end = tag.range.upperBound
                    found.append(XMLElementSpan(tag: tag, range: tag.range, content: end..<end))
                } else if depth == 0 {
                    open = tag
                }
                if !tag.isEmpty { depth += 1 }
            case .end(let tag):
                depth -= 1
                guard depth == 0, let start = open else { continue }
                found.append(
                    XMLElementSpan(
                        tag: start, range: start.range.lowerBound..<tag.range.upperBound,
                        content: start.range.upperBound..<tag.range.lowerBound))
            case .other: break
            }
        }
        return found
    }
}
