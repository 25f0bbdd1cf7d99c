import Testing

@testable import SurveyModel

/// Patterns and texts at random, from a seed: small, so that Swift's engine, which tries one way after another, ends as well.
private struct PatternMaker {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func number(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(limit))
    }

    mutating func text() -> String {
        let letters = ["a", "b", "c", "A", "1", "-", "é", " "]
        return (0..<number(below: 8)).map { _ in letters[number(below: letters.count)] }.joined()
    }

    mutating func pattern() -> String {
        var text = choice(3).text
        if number(below: 6) == 0 { text = "^" + text }
        if number(below: 6) == 0 { text += "$" }
        return text
    }

    private mutating func choice(_ depth: Int) -> (text: String, isNullable: Bool) {
        let branches = (0..<(1 + number(below: 5) / 3)).map { _ in sequence(depth) }
        return (branches.map(\.text).joined(separator: "|"), branches.contains(where: \.isNullable))
    }

    private mutating func sequence(_ depth: Int) -> (text: String, isNullable: Bool) {
        let parts = (0..<(1 + number(below: 3))).map { _ in counted(depth) }
        return (parts.map(\.text).joined(), parts.allSatisfy(\.isNullable))
    }

    /// What can match nothing is not repeated: engines differ in what such rounds prefer.
    private mutating func counted(_ depth: Int) -> (text: String, isNullable: Bool) {
        let atom = atom(depth)
        guard !atom.isNullable, number(below: 2) == 0 else { return atom }
        let counts = ["*", "+", "?", "{2}", "{1,}", "{1,2}", "{0,2}", "*?", "+?", "??", "{1,2}?"]
        let count = counts[number(below: counts.count)]
        return (atom.text + count, ["*", "?", "{0,2}", "*?", "??"].contains(count))
    }

    private mutating func atom(_ depth: Int) -> (text: String, isNullable: Bool) {
        if depth > 0, number(below: 3) == 0 {
            let inner = choice(depth - 1)
            return ((number(below: 2) == 0 ? "(" : "(?:") + inner.text + ")", inner.isNullable)
        }
        let atoms = [
            "a", "b", "c", "A", "1", "é", "-", ".", "[ab]", "[^a]", "[a-c]", "[^a-c1]", #"\d"#, #"\D"#, #"\w"#, #"\s"#,
            #"\p{Lu}"#, #"[\dA]"#,
        ]
        return (atoms[number(below: atoms.count)], false)
    }
}

@Suite("Patterns beside Swift's Regex")
struct PatternComparisonTests {
    @Test("both find the same: whole texts, first matches and groups", arguments: 1...8 as ClosedRange<UInt64>)
    func same(seed: UInt64) throws {
        var maker = PatternMaker(seed: seed)
        var matched = 0
        for _ in 0..<250 {
            let source = maker.pattern()
            let pattern = try Pattern(source)
            let regex = try Regex(source).matchingSemantics(.unicodeScalar)
            for _ in 0..<8 {
                let text = maker.text()
                let isWhole = try regex.wholeMatch(in: text) != nil
                #expect(pattern.matchesWhole(text) == isWhole, "\(source) on “\(text)”")
                let ours = pattern.firstMatch(in: text)
                let theirs = try regex.firstMatch(in: text)
                #expect(ours?.text == theirs.map { String(text[$0.range]) }, "\(source) in “\(text)”")
                let groups = theirs?.output.dropFirst().map { $0.substring.map(String.init) }
                #expect(ours?.groups == groups, "\(source) in “\(text)”")
                if isWhole { matched += 1 }
            }
        }
        #expect(matched > 100, "the comparison is of texts that match, too")
    }

    @Test("as a set of states a pattern takes the same texts as way by way", arguments: 11...14 as ClosedRange<UInt64>)
    func states(seed: UInt64) throws {
        var maker = PatternMaker(seed: seed)
        var compared = 0
        for number in 0..<500 {
            let source = (number.isMultiple(of: 3) ? "(?i)" : "") + maker.pattern()
            let program = try Pattern(source).program
            guard let states = program.states else { continue }
            for _ in 0..<8 {
                let text = maker.text()
                var matcher = PatternMatcher(program, text: text, capturing: false)
                let isWhole = matcher.run(whole: true) != nil
                #expect(states.matchesWhole(text, of: program) == isWhole, "\(source) on “\(text)”")
                if isWhole { compared += 1 }
            }
        }
        #expect(compared > 100, "the comparison is of texts that match, too")
    }

    @Test(
        "only a pattern that looks around itself, or has more than 64 states, goes its ways one by one",
        arguments: [
            ("", true), ("a{63}", true), ("a{64}", false), (#"\bA"#, false), ("^a", false), ("(a|b)*c", true),
            ("(|a)*", true),
        ])
    func size(source: String, isStates: Bool) throws {
        let pattern = try Pattern(source)
        #expect((pattern.program.states != nil) == isStates)
        let text = String(repeating: "a", count: 63)
        #expect(pattern.matchesWhole(text) == (["a{63}", "(|a)*"].contains(source)))
        #expect(pattern.matchesWhole("") == ["", "(|a)*"].contains(source))
    }

    /// Swift's `\d` takes `²` and `①` as well, and its `\w` no combining marks: these two are compared with what they are defined to be.
    @Test(
        "classes hold the same characters",
        arguments: [
            (#"\d"#, #"\p{Nd}"#), (#"\w"#, #"[\p{L}\p{M}\p{Nd}\p{Pc}]"#), (#"\W"#, #"[^\p{L}\p{M}\p{Nd}\p{Pc}]"#),
            (#"\s"#, #"\s"#), (#"\S"#, #"\S"#), (#"\p{L}"#, #"\p{L}"#), (#"\p{Lu}"#, #"\p{Lu}"#),
            (#"\P{Ll}"#, #"\P{Ll}"#),
            (#"\p{N}"#, #"\p{N}"#), (#"\p{P}"#, #"\p{P}"#), (#"\p{S}"#, #"\p{S}"#), (#"\p{Z}"#, #"\p{Z}"#),
            (#"\p{C}"#, #"\p{C}"#),
        ])
    func classes(source: String, reference: String) throws {
        let pattern = try Pattern(source)
        let regex = try Regex(reference).matchingSemantics(.unicodeScalar)
        var different: [String] = []
        for scalar in (0x20...0x3100).compactMap({ Unicode.Scalar(UInt32($0)) }) {
            let text = String(scalar)
            if pattern.matchesWhole(text) != (try regex.wholeMatch(in: text) != nil) {
                different.append(String(scalar.value, radix: 16))
            }
        }
        #expect(different == [])
    }
}
