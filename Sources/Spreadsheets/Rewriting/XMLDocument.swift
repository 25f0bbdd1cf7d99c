/// An element in the bytes of a document.
package struct XMLElementSpan: Sendable {
    /// The start tag.
    package let tag: XMLTag
    /// From `<` of the start tag to behind `>` of the end tag.
    package let range: Range<Int>
    /// What stands between the tags; empty, at the tag's end, for an element of one tag.
    package let content: Range<Int>
}

extension XMLElementSpan {
    /// An element of one tag.
    fileprivate init(empty tag: XMLTag) {
        let end = tag.range.upperBound
        self.init(tag: tag, range: tag.range, content: end..<end)
    }

    /// An element of a start tag and an end tag behind it.
    fileprivate init(from start: XMLTag, to end: XMLTag) {
        self.init(
            tag: start, range: start.range.lowerBound..<end.range.upperBound,
            content: start.range.upperBound..<end.range.lowerBound)
    }
}

/// A well-formed document in UTF-8 whose elements are looked up level by level. See ``XMLTokens``.
package struct XMLDocument: Sendable {
    /// The tokens' source: the document's bytes and what can be asked of tags.
    package let tokens: XMLTokens
    /// The outermost element.
    package let root: XMLElementSpan
    /// The elements directly in it, which are asked for of every document.
    private let outer: [XMLElementSpan]

    /// Looks for the outermost element; `nil` where there is none.
    package init?(_ bytes: [UInt8]) {
        tokens = XMLTokens(bytes)
        guard let (root, outer) = Self.outline(tokens) else { return nil }
        self.root = root
        self.outer = outer
    }

    /// The document's bytes.
    package var bytes: [UInt8] { tokens.bytes }

    /// The elements directly in an element, in order.
    package func children(_ parent: XMLElementSpan) -> [XMLElementSpan] {
        parent.range == root.range ? outer : Self.elements(tokens, in: parent.content)
    }

    /// The elements of that local name directly in an element.
    package func children(_ parent: XMLElementSpan, named name: String) -> [XMLElementSpan] {
        children(parent).filter { tokens.isNamed(name, $0.tag) }
    }

    /// The value of an attribute of an element.
    package func value(_ name: String, of element: XMLElementSpan) -> String? { tokens.value(name, of: element.tag) }

    /// The text directly in an element, with its references resolved.
    package func text(in element: XMLElementSpan) -> String {
        let section = Array("<![CDATA[".utf8)
        var source = XMLTokens(bytes, from: element.content.lowerBound)
        var text = ""
        while let token = source.next(), token.range.lowerBound < element.content.upperBound {
            guard case .other(let range) = token else { continue }
            if bytes[range].starts(with: section) {
                text += tokens.text(range.dropFirst(section.count).dropLast("]]>".utf8.count))
            } else if bytes[range].first != UInt8(ascii: "<") {
                text += XMLText.resolved(tokens.text(range))
            }
        }
        return text
    }

    /// The prefix, with its colon, that stands for a namespace throughout the document; `nil` where the root does not declare one.
    package func prefix(forNamespace uri: String) -> String? {
        for attribute in tokens.attributes(of: root.tag) {
            let name = tokens.text(attribute.name)
            guard name.hasPrefix("xmlns:"), XMLText.resolved(tokens.text(attribute.value)) == uri else { continue }
            return name.dropFirst(6) + ":"
        }
        return nil
    }

    /// The outermost element and those directly in it, in one pass.
    private static func outline(_ source: XMLTokens) -> (root: XMLElementSpan, outer: [XMLElementSpan])? {
        var tokens = source
        var outer: [XMLElementSpan] = []
        var depth = 0
        var root: XMLTag?
        var open: XMLTag?
        while let token = tokens.next() {
            switch token {
            case .start(let tag):
                if tag.isEmpty, depth == 0 { return (XMLElementSpan(empty: tag), []) }
                if tag.isEmpty, depth == 1 { outer.append(XMLElementSpan(empty: tag)) }
                if tag.isEmpty { continue }
                if depth == 0 { root = tag }
                if depth == 1 { open = tag }
                depth += 1
            case .end(let tag):
                depth -= 1
                if depth == 1, let open { outer.append(XMLElementSpan(from: open, to: tag)) }
                if depth == 0, let root { return (XMLElementSpan(from: root, to: tag), outer) }
            case .other: break
            }
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
                    found.append(XMLElementSpan(empty: tag))
                } else if depth == 0 {
                    open = tag
                }
                if !tag.isEmpty { depth += 1 }
            case .end(let tag):
                depth -= 1
                guard depth == 0, let start = open else { continue }
                found.append(XMLElementSpan(from: start, to: tag))
            case .other: break
            }
        }
        return found
    }
}
