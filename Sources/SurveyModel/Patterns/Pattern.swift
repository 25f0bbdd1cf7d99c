/// A regular expression that is matched in linear time.
///
/// A definition's patterns meet texts from strangers. An engine that tries one way after another can be kept busy for
/// minutes by a short text (`(a+)+b` on a row of `a`s); this one follows all ways at once (Thompson 1968, with Pike's
/// captures), so a match costs at most the text's length times the pattern's size, which is bounded.
///
/// The syntax is what XML Schema (part 2, appendix G) and ECMAScript (section 22.2) have in common and people use:
/// characters, `.`, sets, classes such as `\d` and `\p{L}`, groups, alternatives, counts, `^`, `$`, `\b`, and `(?i)` in front.
/// What needs trying again (back-references, looking around) is refused. Text is compared scalar by scalar.
public struct Pattern: Sendable, Hashable, CustomStringConvertible {
    /// A place where a pattern matches.
    public struct Match: Sendable, Hashable {
        /// The place, in Unicode scalars of the text.
        public let range: Range<Int>
        /// The text that matched.
        public let text: String
        /// The texts of the groups in the order of their opening brackets; `nil` for a group that took no part.
        public let groups: [String?]
    }

    /// The pattern as it is written.
    public let source: String
    let program: PatternProgram

    /// Reads a pattern.
    ///
    /// - Throws: ``PatternError`` that says what is wrong, where, and what to write instead; also where the pattern is
    ///   longer than 1,000 characters or comes to more than 2,000 steps once its counts are written out.
    public init(_ source: String) throws(PatternError) {
        self.source = source
        program = try PatternProgram(PatternParser.parse(source))
    }

    /// The pattern as it is written.
    public var description: String { source }

    /// The names of the groups in the order of their opening brackets; `nil` for groups without a name.
    public var groupNames: [String?] { program.groupNames }

    /// Whether the whole text matches, as the `pattern` constraint of Frictionless Table Schema asks. O(length × size).
    public func matchesWhole(_ text: String) -> Bool {
        if let states = program.states { return states.matchesWhole(text, of: program) }
        var matcher = PatternMatcher(program, text: text, capturing: false)
        return matcher.run(whole: true) != nil
    }

    /// The first place where the text matches: the leftmost, and there what the alternatives and counts prefer. O(length × size).
    public func firstMatch(in text: String) -> Match? {
        var matcher = PatternMatcher(program, text: text, capturing: true)
        guard let slots = matcher.run(whole: false) else { return nil }
        let texts = stride(from: 0, to: slots.count, by: 2).map { slot in
            slots[slot] >= 0 && slots[slot + 1] >= 0 ? matcher.text(slots[slot]..<slots[slot + 1]) : nil
        }
        return Match(range: slots[0]..<slots[1], text: texts[0] ?? "", groups: Array(texts.dropFirst()))
    }

    /// Whether two patterns are written alike.
    public static func == (left: Pattern, right: Pattern) -> Bool { left.source == right.source }

    /// Hashes the pattern as it is written.
    public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
