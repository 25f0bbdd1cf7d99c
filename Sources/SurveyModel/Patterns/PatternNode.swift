/// A part of a pattern, as it is written.
indirect enum PatternNode: Sendable {
    case empty
    case scalar(Unicode.Scalar)
    case set(ScalarSet)
    case assertion(PatternAssertion)
    /// A group whose text is kept, counted from 1.
    case group(PatternNode, number: Int)
    case sequence([PatternNode])
    case choice([PatternNode])
    case repeated(PatternNode, minimum: Int, maximum: Int?, isLazy: Bool)
}

/// What holds between two characters.
enum PatternAssertion: Sendable {
    /// `^`: the text's beginning.
    case start
    /// `$`: the text's end; not before a last line end.
    case end
    /// `\b`: a word's beginning or end.
    case wordBoundary
    /// `\B`: any other place.
    case noWordBoundary
}

/// A pattern after parsing.
struct PatternTree: Sendable {
    let root: PatternNode
    let groupNames: [String?]
    let ignoresCase: Bool
}

extension PatternNode {
    /// Whether it can match without taking a character.
    var isNullable: Bool {
        switch self {
        case .empty, .assertion: true
        case .scalar, .set: false
        case .group(let node, _): node.isNullable
        case .sequence(let nodes): nodes.allSatisfy(\.isNullable)
        case .choice(let nodes): nodes.contains(where: \.isNullable)
        case .repeated(let node, let minimum, _, _): minimum == 0 || node.isNullable
        }
    }

    /// How many instructions it becomes, no more than `limit` + 1: large counts inside each other must not be written out to be counted.
    func size(limit: Int) -> Int {
        let size =
            switch self {
            case .empty: 0
            case .scalar, .set, .assertion: 1
            case .group(let node, _): node.size(limit: limit) + 2
            case .sequence(let nodes): Self.sum(nodes, limit)
            case .choice(let nodes): Self.sum(nodes, limit) + 2 * (nodes.count - 1)
            case .repeated(let node, let minimum, let maximum, _):
                Self.repeatedSize(node.size(limit: limit), minimum, maximum)
            }
        return min(size, limit + 1)
    }

    private static func sum(_ nodes: [PatternNode], _ limit: Int) -> Int {
        nodes.reduce(0) { min($0 + $1.size(limit: limit), limit + 1) }
    }

    /// Counts are at most ``PatternParser/countLimit``, so nothing overflows.
    private static func repeatedSize(_ size: Int, _ minimum: Int, _ maximum: Int?) -> Int {
        guard size > 0 else { return 0 }
        guard let maximum else { return minimum == 0 ? size + 2 : minimum * size + 1 }
        return minimum * size + (maximum - minimum) * (size + 1)
    }
}
