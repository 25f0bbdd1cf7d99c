import SurveyModel
import Testing

@Suite("Patterns that are refused")
struct PatternRefusalTests {
    @Test(
        "what is broken, not supported or of two meanings is refused at its place, with what to write instead",
        arguments: [
            ("(ab", 1, "the group is not closed", "brackets"),
            ("ab)", 3, "there is a `)` without a `(`", #"\)"#),
            ("x[a-", 2, "the set is not closed", "brackets"),
            ("x[ab", 2, "the set is not closed", "brackets"),
            ("[]", 1, "the set is empty", #"\]"#),
            ("[]a]", 1, "the set is empty", #"\]"#),
            ("[^]", 1, "the set is empty", #"\]"#),
            ("a]", 2, "closes nothing", #"\]"#),
            ("a}", 2, "closes nothing", #"\}"#),
            ("[z-a]", 2, "a range in a set", "a-z"),
            (#"[a-\d]"#, 2, "a range in a set", "a-z"),
            ("[a-z-[aeiou]]", 6, "taking one set from another", "Write out"),
            ("[a-[b]]", 4, "taking one set from another", "Write out"),
            ("[[:alpha:]]", 2, "`[` stands in a set", #"\p{L}"#),
            ("[a&&b]", 3, "what two sets have in common", #"\&"#),
            (#"[\b]"#, 2, "are places", "Remove"),
            ("*a", 1, "nothing before it to repeat", #"\*"#),
            ("a|+", 3, "nothing before it to repeat", #"\+"#),
            ("(?:?)", 4, "nothing before it to repeat", #"\?"#),
            ("a**", 3, "a count follows a count", "(?:"),
            ("a{2}{3}", 5, "a count follows a count", "(?:"),
            ("a*+", 3, "possessive", "Leave out the `+`"),
            ("^*", 2, "a place cannot be repeated", "Remove"),
            (#"\b+"#, 3, "a place cannot be repeated", "Remove"),
            ("a{", 2, "`{` begins no count", #"\{"#),
            ("a{,3}", 2, "`{` begins no count", "{0,3}"),
            ("a{x}", 2, "`{` begins no count", #"\{"#),
            ("a{1,2", 2, "`{` begins no count", #"\{"#),
            ("a{3,2}", 2, "the wrong way round", "Swap"),
            ("a{1001}", 3, "a count is more than 1000", "maxLength"),
            ("a{99999999999999999999}", 3, "a count is more than 1000", "maxLength"),
            (#"(a)\1"#, 4, "referring back", "rule"),
            (#"(?<n>a)\k<n>"#, 8, "referring back", "rule"),
            ("(?=a)", 1, "looking ahead or behind", "second check"),
            ("a(?!b)", 2, "looking ahead or behind", "second check"),
            ("(?<=a)b", 1, "looking ahead or behind", "second check"),
            ("(?<!a)b", 1, "looking ahead or behind", "second check"),
            ("(?>a)", 1, "`(?>` is not supported", "(?:"),
            ("a(?i)b", 2, "a kind that is not supported", "start"),
            ("(?s).", 1, "a kind that is not supported", "(?i)"),
            ("(?#x)a", 1, "a kind that is not supported", "(?:"),
            ("(?<1>a)", 1, "cannot be a group's name", "letters"),
            ("(?<a>b)(?<a>c)", 8, "cannot be a group's name", "once"),
            (#"a\"#, 2, "ends in a backslash", #"\\"#),
            (#"\q"#, 1, "has no meaning here", "Leave out"),
            (#"\é"#, 1, "has no meaning here", "Leave out"),
            (#"\p{Greek}"#, 1, "general category", "Lu"),
            (#"\pL"#, 1, "general category", "Lu"),
            (#"\p{"#, 1, "general category", "Lu"),
            (#"\x4"#, 1, "is not complete", #"\x41"#),
            (#"\u{110000}"#, 1, "is not complete", #"\x41"#),
            (#"\ud800"#, 1, "is not complete", #"\x41"#),
        ])
    func refused(source: String, position: Int, message: String, advice: String) throws {
        let error = try #require(throws: PatternError.self) { _ = try Pattern(source) }
        #expect(error.position == position, "\(error)")
        #expect(error.message.contains(message), "\(error)")
        #expect(error.advice.contains(advice), "\(error)")
    }

    @Test(
        "a pattern that would become too large is refused before it is written out",
        arguments: [
            "(a{1000}){1000}", "((((a{1000}){1000}){1000}){1000}){1000}", "(?:a{0,1000}){3}", "(?:(){1000}){1000}",
            "[a-z]{700}[0-9]{700}[a-z]{700}",
        ])
    func tooManySteps(source: String) throws {
        let error = try #require(throws: PatternError.self) { _ = try Pattern(source) }
        #expect(error.message.contains("more than 2000 steps"), "\(error)")
        #expect(error.advice.contains("maxLength"))
    }

    @Test("length, depth and number of groups are bounded")
    func bounds() throws {
        #expect(throws: Never.self) { try Pattern(String(repeating: "a", count: 1_000)) }
        let long = try #require(throws: PatternError.self) { try Pattern(String(repeating: "a", count: 1_001)) }
        #expect(long.message.contains("longer than 1000"))
        func nested(_ depth: Int) -> String {
            String(repeating: "(?:", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        #expect(throws: Never.self) { try Pattern(nested(50)) }
        #expect(
            try #require(throws: PatternError.self) { try Pattern(nested(51)) }.message.contains("more than 50 deep"))
        #expect(throws: Never.self) { try Pattern(String(repeating: "(a)", count: 32)) }
        let groups = try #require(throws: PatternError.self) { try Pattern(String(repeating: "(a)", count: 33)) }
        #expect(groups.message.contains("more than 32 groups"))
    }

    @Test("counts of nothing are nothing, however they stand in each other")
    func nothingRepeated() throws {
        let source = String(repeating: "(?:", count: 40) + String(repeating: "){1000}", count: 40)
        #expect(try Pattern(source).matchesWhole(""))
        #expect(try !Pattern("(?:(?:)*)+").matchesWhole("a"))
    }
}
