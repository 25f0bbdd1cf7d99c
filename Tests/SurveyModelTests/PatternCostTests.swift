import Testing

@testable import SurveyModel

@Suite("What a match costs")
struct PatternCostTests {
    private static let hostile: [(pattern: String, text: String)] = [
        ("(a+)+b", String(repeating: "a", count: 20_000)),
        ("(a*)*b", String(repeating: "a", count: 20_000)),
        ("(a|a)*b", String(repeating: "a", count: 20_000)),
        ("(a|aa)+b", String(repeating: "a", count: 20_000)),
        ("(.*)(.*)(.*)(.*)(.*)x", String(repeating: "a", count: 20_000)),
        (#"^(([a-z])+.)+[A-Z]([a-z])+$"#, String(repeating: "a", count: 20_000)),
        (#"(\w+\s?)*!"#, String(repeating: "word ", count: 4_000)),
        (#"(?i)([^@]+)*@"#, String(repeating: "É", count: 20_000)),
        ("(?:a?){300}a{300}", String(repeating: "a", count: 300)),
        ("(a{0,30}){20}b", String(repeating: "a", count: 2_000)),
        ("(|a|b|ab)*c", String(repeating: "ab", count: 10_000)),
    ]

    @Test(
        "each instruction is looked at a few times for each character at most, whatever pattern and text are",
        arguments: hostile)
    func linear(pattern: String, text: String) throws {
        let program = try Pattern(pattern).program
        let places = text.unicodeScalars.count + 1
        for (whole, capturing) in [(true, false), (true, true), (false, true)] {
            var matcher = PatternMatcher(program, text: text, capturing: capturing)
            _ = matcher.run(whole: whole)
            #expect(matcher.steps > 0)
            #expect(matcher.steps <= 5 * program.instructions.count * places)
        }
    }

    @Test("twice the text costs twice the steps")
    func doubling() throws {
        let program = try Pattern("(a+)+b").program
        let steps = [1_000, 2_000, 4_000].map { count in
            var matcher = PatternMatcher(program, text: String(repeating: "a", count: count), capturing: false)
            _ = matcher.run(whole: true)
            return Double(matcher.steps)
        }
        #expect(abs(steps[1] / steps[0] - 2) < 0.01 && abs(steps[2] / steps[1] - 2) < 0.01)
    }

    @Test("a text that cannot match any more is not read to its end")
    func stops() throws {
        var matcher = PatternMatcher(
            try Pattern(#"M\d{3}"#).program, text: String(repeating: "x", count: 100_000), capturing: false)
        #expect(matcher.run(whole: true) == nil)
        #expect(matcher.steps < 10)
    }

    @Test("the size that is told before is the size that it becomes")
    func size() throws {
        for (source, size) in [
            ("", 0), ("abc", 3), ("(a)", 3), ("a|b|c", 7), ("a*", 3), ("a+", 2), ("a?", 2), ("a{3}", 3), ("a{2,}", 3),
            ("a{2,4}", 6), ("(?:a|)*", 5), ("(a{2}|[bc]){3}", 21), ("a{0}", 0), ("(?:){7}", 0),
        ] {
            let tree = try PatternParser.parse(source)
            #expect(tree.root.size(limit: 1_000) == size, "\(source)")
            #expect(try PatternProgram(tree).instructions.count == size + 1, "\(source)")
        }
    }
}
