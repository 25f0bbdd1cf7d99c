/// Reads a pattern; what is not certain to mean one thing is refused with what to write instead.
struct PatternParser {
    /// The most characters of a pattern.
    static let lengthLimit = 1_000
    /// The greatest number in `{…}`.
    static let countLimit = 1_000
    /// The most groups whose text is kept.
    static let groupLimit = 32
    /// How deep groups may stand in each other: reading one takes room on the stack.
    static let depthLimit = 50

    let scalars: [Unicode.Scalar]
    var index = 0
    private var depth = 0
    private var groupNames: [String?] = []

    private init(_ source: String) { scalars = Array(source.unicodeScalars) }

    /// - Throws: ``PatternError`` at the first place that cannot be read.
    static func parse(_ source: String) throws(PatternError) -> PatternTree {
        var parser = PatternParser(source)
        guard parser.scalars.count <= lengthLimit else {
            throw PatternError(
                lengthLimit + 1, "the pattern is longer than \(lengthLimit) characters",
                "Check lists of words by `enum` or a code list.")
        }
        let ignoresCase = parser.skip("(?i)")
        let root = try parser.choice()
        guard parser.index == parser.scalars.count else {
            throw parser.error("there is a `)` without a `(`", #"Remove it; a literal bracket is `\)`."#)
        }
        return PatternTree(root: root, groupNames: parser.groupNames, ignoresCase: ignoresCase)
    }

    // MARK: - Reading on

    var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    /// Passes over a text, if it stands here.
    mutating func skip(_ text: String) -> Bool {
        guard scalars[index...].starts(with: text.unicodeScalars) else { return false }
        index += text.unicodeScalars.count
        return true
    }

    func error(_ message: String, _ advice: String, at place: Int? = nil) -> PatternError {
        PatternError((place ?? index) + 1, message, advice)
    }

    // MARK: - Alternatives, sequences, counts

    private mutating func choice() throws(PatternError) -> PatternNode {
        var branches = [try sequence()]
        while skip("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let scalar = peek, scalar != "|", scalar != ")" { nodes.append(try counted()) }
        return nodes.isEmpty ? .empty : nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func counted() throws(PatternError) -> PatternNode {
        let node = try atom()
        let place = index
        guard let (minimum, maximum) = try count() else { return node }
        if case .assertion = node {
            throw error("a place cannot be repeated", "Remove the count after `^`, `$` or `\\b`.", at: place)
        }
        let isLazy = skip("?")
        if peek == "+" {
            throw error(
                "possessive counts such as `*+` are not supported",
                "Leave out the `+`: matching never goes back here, so it gains nothing.")
        }
        if let scalar = peek, "*?{".unicodeScalars.contains(scalar) {
            throw error("a count follows a count", "Put what is to be repeated between `(?:` and `)`.")
        }
        return .repeated(node, minimum: minimum, maximum: maximum, isLazy: isLazy)
    }

    private mutating func count() throws(PatternError) -> (Int, Int?)? {
        if skip("*") { return (0, nil) }
        if skip("+") { return (1, nil) }
        if skip("?") { return (0, 1) }
        guard skip("{") else { return nil }
        let place = index - 1
        guard let minimum = try number() else { throw malformedCount(place) }
        if skip("}") { return (minimum, minimum) }
        guard skip(",") else { throw malformedCount(place) }
        if skip("}") { return (minimum, nil) }
        guard let maximum = try number(), skip("}") else { throw malformedCount(place) }
        guard minimum <= maximum else {
            throw error(
                "the count {\(minimum),\(maximum)} has its numbers the wrong way round", "Swap them.", at: place)
        }
        return (minimum, maximum)
    }

    private func malformedCount(_ place: Int) -> PatternError {
        error("`{` begins no count", #"Write `{2}`, `{2,}`, `{0,3}` or `{2,3}`; a literal brace is `\{`."#, at: place)
    }

    private mutating func number() throws(PatternError) -> Int? {
        let place = index
        var value: Int?
        while let scalar = peek, ("0"..."9").contains(scalar) {
            value = (value ?? 0) * 10 + Int(scalar.value - 0x30)
            index += 1
            if (value ?? 0) > Self.countLimit {
                throw error(
                    "a count is more than \(Self.countLimit)",
                    "Use `*` or `+`; `minLength` and `maxLength` limit a value's length.", at: place)
            }
        }
        return value
    }

    // MARK: - Atoms

    private mutating func atom() throws(PatternError) -> PatternNode {
        let place = index
        guard let scalar = peek else { return .empty }
        index += 1
        switch scalar {
        case ".": return .set(.anyButLineEnds)
        case "^": return .assertion(.start)
        case "$": return .assertion(.end)
        case "(": return try group(from: place)
        case "[": return .set(try bracketed(from: place))
        case "\\": return try escape(from: place)
        case "*", "+", "?", "{":
            throw error(
                "`\(scalar)` has nothing before it to repeat", "A literal one is `\\\(scalar)`.", at: place)
        case "]", "}":
            throw error(
                "`\(scalar)` closes nothing", "Check the brackets; a literal one is `\\\(scalar)`.", at: place)
        default: return .scalar(scalar)
        }
    }

    private mutating func group(from place: Int) throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw error("groups stand in each other more than \(Self.depthLimit) deep", "Simplify it.", at: place)
        }
        var number: Int?
        if !skip("?:") {
            if peek == "?" { try refuseSpecialGroup(place) }
            let name = skip("?<") || skip("?P<") ? try groupName(place) : nil
            groupNames.append(name)
            number = groupNames.count
            guard groupNames.count <= Self.groupLimit else {
                throw error(
                    "there are more than \(Self.groupLimit) groups", "Write groups that only group as `(?:…)`.",
                    at: place)
            }
        }
        let node = try choice()
        guard skip(")") else {
            throw error("the group is not closed", #"Check the brackets; a literal one is `\(`."#, at: place)
        }
        return number.map { .group(node, number: $0) } ?? node
    }

    private mutating func groupName(_ place: Int) throws(PatternError) -> String {
        var name = ""
        while let scalar = peek, scalar != ">" {
            name.unicodeScalars.append(scalar)
            index += 1
        }
        guard skip(">"), Shape.isIdentifier(name.lowercased()), !groupNames.contains(name) else {
            throw error(
                "'\(name)' cannot be a group's name", "Use letters, digits and underscores, and each name once.",
                at: place)
        }
        return name
    }

    /// Throws for what begins with `(?` and is neither a group that only groups nor one with a name.
    private func refuseSpecialGroup(_ place: Int) throws(PatternError) {
        func begins(_ text: String) -> Bool { scalars[index...].starts(with: text.unicodeScalars) }
        if begins("?=") || begins("?!") || begins("?<=") || begins("?<!") {
            throw error(
                "looking ahead or behind is not supported",
                "Write out what may stand there, or make a second check: a `rule`, or `minLength` and `maxLength`.",
                at: place)
        }
        if begins("?>") {
            throw error(
                "`(?>` is not supported", "Write `(?:`: matching never goes back here, so it gains nothing.", at: place)
        }
        if begins("?<") || begins("?P<") { return }
        throw error(
            "`(?` begins a group of a kind that is not supported",
            "`(?:…)` groups, `(?<name>…)` groups and keeps, and `(?i)` right at the pattern's start ignores case.",
            at: place)
    }
}
