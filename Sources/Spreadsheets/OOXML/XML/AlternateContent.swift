import CLibXML2

/// Takes one branch of each mc:AlternateContent (ECMA-376 Part 3): the first mc:Choice whose required namespaces Excel
/// knows, else mc:Fallback. The elements of the mechanism itself are not seen by the handler.
struct AlternateContent {
    /// The namespace declarations of a start tag: pairs of prefix and URI.
    struct Declarations {
        let pairs: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
        let count: Int
    }

    /// Excel declares some thirty namespaces on the root element. Each is held in memory while its element is open.
    static let mostDeclarations = 10_000

    private struct Frame {
        let depth: Int
        var isTaken: Bool
    }

    /// The namespaces that a prefix stands for, the innermost last.
    private var prefixes: [String: [(isUnderstood: Bool, depth: Int)]] = [:]
    /// Which prefixes were declared at which depth, the innermost last.
    private var declared: [(prefix: String, depth: Int)] = []
    private var frames: [Frame] = []
    private var skippedFrom: Int?

    /// Whether the parser is inside a branch that is not taken.
    var isSkipping: Bool { skippedFrom != nil }

    /// The prefixes that are declared where the parser is.
    var declaredPrefixes: [String] { prefixes.filter { !$0.value.isEmpty }.map(\.key) }

    /// Takes the declarations of a start tag.
    mutating func declare(_ new: Declarations, depth: Int) throws(SpreadsheetError) {
        guard new.count > 0, let pairs = new.pairs else { return }
        guard declared.count + new.count <= Self.mostDeclarations else {
            throw SpreadsheetError(
                .forbiddenXML, "A part declares more than \(Self.mostDeclarations) namespaces in one place.")
        }
        for index in 0..<new.count {
            // In bounds: libxml2 gives two pointers for each of `count` declarations.
            guard let prefix = pairs[2 * index], let uri = pairs[2 * index + 1] else { continue }
            let text = String(cString: prefix)
            prefixes[text, default: []].append((XMLNamespace.isUnderstood(uri: String(cString: uri)), depth))
            declared.append((text, depth))
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
        while let last = declared.indices.last, declared[last].depth >= depth {
            let prefix = declared.removeLast().prefix
            prefixes[prefix]?.removeLast()
        }
        if let from = skippedFrom {
            if from == depth { skippedFrom = nil }
            return false
        }
        guard name.namespace == .markupCompatibility else { return true }
        if let last = frames.last, last.depth == depth { frames.removeLast() }
        return false
    }

    private func isUnderstood(_ prefix: Substring) -> Bool {
        prefixes[String(prefix)]?.last?.isUnderstood ?? false
    }
}
