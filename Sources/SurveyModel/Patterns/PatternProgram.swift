/// A pattern as instructions for ``PatternMatcher`` (Cox 2009, "Regular Expression Matching: the Virtual Machine Approach").
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// Takes the character; where case does not matter it is folded.
        case scalar(Unicode.Scalar)
        /// Takes a character of ``sets``.
        case set(Int)
        case assertion(PatternAssertion)
        /// Goes on at both; the first is preferred.
        case split(Int, Int)
        case jump(Int)
        /// Keeps the place where a group begins (even) or ends (odd).
        case save(Int)
        case accept
    }

    /// The most instructions: what one character of a text can cost.
    static let sizeLimit = 2_000

    private(set) var instructions: [Instruction] = []
    private(set) var sets: [ScalarSet] = []
    let groupNames: [String?]
    let ignoresCase: Bool
    /// The same for whole texts, where it is small and simple enough.
    private(set) var states: PatternStates?

    /// - Throws: ``PatternError`` where the pattern has too many instructions.
    init(_ tree: PatternTree) throws(PatternError) {
        groupNames = tree.groupNames
        ignoresCase = tree.ignoresCase
        guard tree.root.size(limit: Self.sizeLimit) <= Self.sizeLimit else {
            throw PatternError(
                1, "with its counts written out the pattern has more than \(Self.sizeLimit) steps",
                "Use smaller counts, or `*` and `+`; `minLength` and `maxLength` limit a value's length.")
        }
        emit(tree.root)
        instructions.append(.accept)
        states = PatternStates(instructions)
    }

    /// A character as instructions look at it.
    struct Taken {
        let scalar: Unicode.Scalar
        /// As it is compared: where case does not matter, folded.
        let compared: Unicode.Scalar
    }

    func taken(_ scalar: Unicode.Scalar) -> Taken {
        Taken(scalar: scalar, compared: ignoresCase ? scalar.caseFolded : scalar)
    }

    /// Whether an instruction takes a character.
    func takes(_ taken: Taken, by instruction: Instruction) -> Bool {
        switch instruction {
        case .scalar(let wanted): taken.compared == wanted
        case .set(let index): sets[index].contains(taken.scalar)
        case .accept, .assertion, .split, .jump, .save: false
        }
    }

    private mutating func emit(_ node: PatternNode) {
        switch node {
        case .empty: break
        case .scalar(let scalar): instructions.append(.scalar(ignoresCase ? scalar.caseFolded : scalar))
        case .set(let set):
            sets.append(set.prepared(ignoringCase: ignoresCase))
            instructions.append(.set(sets.count - 1))
        case .assertion(let assertion): instructions.append(.assertion(assertion))
        case .group(let node, let number):
            instructions.append(.save(2 * number))
            emit(node)
            instructions.append(.save(2 * number + 1))
        case .sequence(let nodes): for node in nodes { emit(node) }
        case .choice(let nodes): emitChoice(nodes)
        case .repeated(let node, let minimum, let maximum, let isLazy):
            emitRepeated(node, minimum, maximum, isLazy: isLazy)
        }
    }

    private mutating func emitChoice(_ nodes: [PatternNode]) {
        var jumps: [Int] = []
        for (index, node) in nodes.enumerated() {
            guard index + 1 < nodes.count else {
                emit(node)
                break
            }
            let split = placeholder()
            emit(node)
            jumps.append(placeholder())
            instructions[split] = .split(split + 1, instructions.count)
        }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func emitRepeated(_ node: PatternNode, _ minimum: Int, _ maximum: Int?, isLazy: Bool) {
        // Nothing repeated is nothing; and a loop over nothing would not end here.
        guard node.size(limit: 1) > 0 else { return }
        guard let maximum else {
            emitUnbounded(node, minimum, isLazy: isLazy)
            return
        }
        for _ in 0..<minimum { emit(node) }
        var splits: [Int] = []
        for _ in minimum..<maximum {
            splits.append(placeholder())
            emit(node)
        }
        for split in splits { instructions[split] = choice(split + 1, instructions.count, isLazy: isLazy) }
    }

    private mutating func emitUnbounded(_ node: PatternNode, _ minimum: Int, isLazy: Bool) {
        guard minimum > 0 else {
            let split = placeholder()
            if node.isNullable {
                // As (x+)?: in a plain loop a round that takes nothing would come back to its own beginning, and what
                // follows the loop would lose its rank.
                emitUnbounded(node, 1, isLazy: isLazy)
            } else {
                emit(node)
                instructions.append(.jump(split))
            }
            instructions[split] = choice(split + 1, instructions.count, isLazy: isLazy)
            return
        }
        for _ in 1..<minimum { emit(node) }
        let start = instructions.count
        emit(node)
        instructions.append(choice(start, instructions.count + 1, isLazy: isLazy))
    }

    private func choice(_ again: Int, _ onward: Int, isLazy: Bool) -> Instruction {
        isLazy ? .split(onward, again) : .split(again, onward)
    }

    private mutating func placeholder() -> Int {
        instructions.append(.jump(0))
        return instructions.count - 1
    }
}
