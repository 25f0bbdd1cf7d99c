import Yams

/// A place in a definition file: line and column, both from 1.
public struct SourcePosition: Sendable, Hashable, Codable {
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, counted in Unicode scalars.
    public let column: Int

    /// A place at `line` and `column`, both from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The first character of a file.
    public static let start = SourcePosition(line: 1, column: 1)
}

/// A YAML value with its place. Scalars stay text, so that `NO` is Norway and `1.10` keeps its zero:
/// what a scalar means is decided by the shape that the definition asks for at that place.
struct YAMLNode: Sendable {
    enum Content: Sendable {
        case null
        case scalar(String)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    struct Entry: Sendable {
        let key: String
        let keyPosition: SourcePosition
        let value: YAMLNode
    }

    let content: Content
    let position: SourcePosition

    /// The value under `key` of a mapping.
    subscript(key: String) -> YAMLNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    var entries: [Entry] {
        if case .mapping(let entries) = content { entries } else { [] }
    }

    /// The items of a sequence; a scalar counts as a sequence of one, as the shape `scalarOrList` allows.
    var items: [YAMLNode] {
        switch content {
        case .sequence(let items): items
        case .null: []
        case .scalar, .mapping: [self]
        }
    }

    var text: String? {
        if case .scalar(let text) = content { text } else { nil }
    }

    var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// What stands here, in words, for an error message.
    var kind: String {
        switch content {
        case .null: "nothing"
        case .scalar(let text): "'\(text.prefix(40))'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

extension YAMLNode {
    /// Parses one YAML document.
    ///
    /// - Parameter beginning: how such a document begins, for one that is empty.
    /// - Throws: ``DefinitionError`` for bad YAML, a duplicate key, an anchor or an alias, with its place.
    static func parse(
        _ text: String, file: String,
        beginning: String = "A definition starts with `canvass: 1`; docs/definition.md has a first example."
    ) throws(DefinitionError) -> YAMLNode {
        guard let node = try document(text, file: file) else {
            throw DefinitionError(.init(file: file, position: .start, message: "the file is empty", advice: beginning))
        }
        return node
    }

    private static func document(_ text: String, file: String) throws(DefinitionError) -> YAMLNode? {
        // What a scalar's type would be by YAML's own rules matters to nothing here but to how Yams tells two keys apart, and finding it out takes
        // longer than the rest. Keys that are all different as text are so by type too; whatever else is wrong is told as it is with types.
        if let node = try? document(text, file: file, resolver: .basic) { return node }
        return try document(text, file: file, resolver: .default)
    }

    /// The document as a tree; nil where there is none.
    private static func document(
        _ text: String, file: String, resolver: Resolver
    ) throws(DefinitionError) -> YAMLNode? {
        do {
            // Nodes hold their anchors weakly: the parser must live until they have been looked at.
            let parser = try Parser(yaml: text, resolver: resolver)
            return try withExtendedLifetime(parser) { try parser.singleRoot().map { try convert($0, file: file) } }
        } catch let error as DefinitionError {
            throw error
        } catch let error as YamlError {
            throw DefinitionError(error.diagnostic(file: file, text: text))
        } catch {
            throw DefinitionError(
                .init(file: file, position: .start, message: "\(error)", advice: "Check the file's YAML."))
        }
    }

    private static func convert(_ node: Node, file: String) throws(DefinitionError) -> YAMLNode {
        let position = node.mark.map { SourcePosition(line: $0.line, column: $0.column) } ?? .start
        if let anchor = node.anchor {
            throw DefinitionError(
                .init(
                    file: file, position: position, message: "the anchor '&\(anchor.rawValue)' is not allowed",
                    advice: "Write the value out where it is used; anchors and aliases hide what a reader sees."))
        }
        switch node {
        case .alias:
            throw DefinitionError(
                .init(
                    file: file, position: position, message: "an alias is not allowed",
                    advice: "Write the value out; anchors and aliases hide what a reader sees."))
        case .scalar(let scalar):
            let isNull = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
            return YAMLNode(content: isNull ? .null : .scalar(scalar.string), position: position)
        case .sequence(let sequence):
            var items: [YAMLNode] = []
            for item in sequence { items.append(try convert(item, file: file)) }
            return YAMLNode(content: .sequence(items), position: position)
        case .mapping(let mapping):
            return YAMLNode(content: .mapping(try entries(of: mapping, file: file)), position: position)
        }
    }

    private static func entries(of mapping: Node.Mapping, file: String) throws(DefinitionError) -> [Entry] {
        var seen: [String: SourcePosition] = [:]
        var entries: [Entry] = []
        for (keyNode, valueNode) in mapping {
            let position = keyNode.mark.map { SourcePosition(line: $0.line, column: $0.column) } ?? .start
            guard case .scalar(let key) = keyNode else {
                throw DefinitionError(
                    .init(
                        file: file, position: position, message: "a key must be a single word or text",
                        advice: "Put quotes around it."))
            }
            if let first = seen[key.string] {
                throw DefinitionError(
                    .init(
                        file: file, position: position,
                        message: "the key '\(key.string)' is given twice (first on line \(first.line))",
                        advice: "Keep one of the two."))
            }
            seen[key.string] = position
            entries.append(Entry(key: key.string, keyPosition: position, value: try convert(valueNode, file: file)))
        }
        return entries
    }
}

extension YamlError {
    fileprivate func diagnostic(file: String, text: String) -> DefinitionDiagnostic {
        switch self {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let beginning = context.map { " (\($0.text) that starts on line \($0.mark.line))" } ?? ""
            let alias = problem.contains("alias")
            if problem.contains("nesting level") {
                return DefinitionDiagnostic(
                    file: file, position: .init(line: mark.line, column: mark.column),
                    message: "more than a thousand lists or mappings stand in each other here",
                    advice: "A definition has a few levels: look for brackets that do not end.")
            }
            return DefinitionDiagnostic(
                file: file, position: .init(line: mark.line, column: mark.column),
                message: "this is not valid YAML: \(problem)\(beginning)",
                advice: alias
                    ? "Anchors and aliases are not allowed here; write the value out."
                    : "Check indentation (spaces, no tabs), the colon after a key, and quotes around text that holds ': ' or '#'."
            )
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            return DefinitionDiagnostic(
                file: file, position: Self.second(key, after: context.mark, in: text),
                message: "the key '\(key)' is given twice", advice: "Keep one of the two.")
        case .reader(let problem, let offset, _, _):
            let line = text.utf8.prefix(offset ?? 0).count { $0 == UInt8(ascii: "\n") } + 1
            return DefinitionDiagnostic(
                file: file, position: .init(line: line, column: 1), message: "a character cannot be read: \(problem)",
                advice: "Save the file as UTF-8.")
        default:
            return DefinitionDiagnostic(
                file: file, position: .start, message: "\(self)", advice: "Check the file's YAML.")
        }
    }

    /// Where a doubled key stands the second time: Yams tells only where the first is. In a block the second starts in the same column, before
    /// a line that is less indented; in braces it stands further on.
    private static func second(_ key: String, after first: Mark, in text: String) -> SourcePosition {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let spellings = [key, "\"\(key)\"", "'\(key)'"].map { "\($0):" }
        guard lines.indices.contains(first.line - 1) else {
            return SourcePosition(line: first.line, column: first.column)
        }
        let rest = lines[first.line - 1].dropFirst(first.column - 1 + key.count)
        if spellings.contains(where: rest.contains) { return SourcePosition(line: first.line, column: first.column) }
        for (index, line) in lines.enumerated().dropFirst(first.line) {
            let indent = line.prefix { $0 == " " }.count
            if indent == first.column - 1, spellings.contains(where: line.dropFirst(indent).hasPrefix) {
                return SourcePosition(line: index + 1, column: first.column)
            }
            if indent < first.column - 1, line.contains(where: { !$0.isWhitespace }) { break }
        }
        return SourcePosition(line: first.line, column: first.column)
    }
}
