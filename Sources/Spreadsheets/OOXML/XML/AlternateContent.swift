import CLibXML2

/// Takes one branch of each mc:AlternateContent (ECMA-376 Part 3): the first mc:Choice whose required namespaces Excel
/// knows, else mc:Fallback. The elements of the mechanism itself are not seen by the handler.
struct AlternateContent {
    /// The namespace declarations of a start tag: pairs of prefix and URI.
    struct Declarations {
        let pairs: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
        let count: Int
    }

    private struct Frame {
        let depth: Int
        var isTaken: Bool
    }

    private var prefixes: [(prefix: String, uri: String, depth: Int)] = []
    private var frames: [Frame] = []
    private var skippedFrom: Int?

    /// Whether the parser is inside a branch that is not taken.
    var isSkipping: Bool { skippedFrom != nil }

    mutating func declare(_ declared: Declarations, depth: Int) {
        guard declared.count > 0, let pairs = declared.pairs else { return }
        for index in 0..<declared.count {
            // In bounds: libxml2 gives two pointers for each of `count` declarations.
            guard let prefix = pairs[2 * index], let uri = pairs[2 * index + 1] else { continue }
            prefixes.append((String(cString: prefix), String(cString: uri), depth))
        }
    }

    /// Whether a start tag is for the handler.
    mutating func passes(start element: XMLElement, depth: Int) -> Bool {
        guard skippedFrom == nil else { return false }
        guard element.name.namespace == .markupCompatibility else { return true }
        switch element.name.text {
        case "AlternateContent":
            frames.append(Frame(depth: depth, isTaken: false))
        case "Choice", "Fallback":
            guard let last = frames.indices.last, frames[last].depth == depth - 1 else { return false }
            let required = element.string("Requires")
            let fits = required.map { $0.split(separator: " ").allSatisfy(isUnderstood) } ?? true
            if fits, !frames[last].isTaken {
                frames[last].isTaken = true
            } else {
                skippedFrom = depth
            }
        default: break
        }
        return false
    }

    /// Whether an end tag is for the handler.
    mutating func passes(end name: XMLElementName, depth: Int) -> Bool {
        while let last = prefixes.last, last.depth >= depth { prefixes.removeLast() }
        if let from = skippedFrom {
            if from == depth { skippedFrom = nil }
            return false
        }
        guard name.namespace == .markupCompatibility else { return true }
        if let last = frames.last, last.depth == depth { frames.removeLast() }
        return false
    }

    private func isUnderstood(_ prefix: Substring) -> Bool {
        prefixes.last { $0.prefix == prefix }.map { XMLNamespace.isUnderstood(uri: $0.uri) } ?? false
    }
}
