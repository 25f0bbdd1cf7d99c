import SurveyModel
import Testing

@Suite("Patterns")
struct PatternTests {
    @Test(
        "the whole value matches, or it does not",
        arguments: [
            // Characters and escapes.
            ("abc", ["abc"], ["", "ab", "abcd", "ABC", "xabc"]),
            ("", [""], ["a"]),
            (#"M\d{3}"#, ["M001", "M999"], ["M01", "M0001", "M001\n", " M001", "m001"]),
            (#"a\.b"#, ["a.b"], ["axb"]),
            (#"\(\[\{\\\}\]\)\*\+\?\^\$\|\/\-"#, [#"([{\}])*+?^$|/-"#], [""]),
            (#"\t\n\r\f\v"#, ["\t\n\r\u{0C}\u{0B}"], ["tnrfv"]),
            (#"\x41\u00e9\u{1F600}"#, ["Aé😀"], ["Ae😀"]),
            ("a.c", ["abc", "a😀c", "a c"], ["ac", "a\nc", "a\u{2028}c", "abbc"]),
            // Sets.
            ("[a-c_]+", ["abc", "a_b"], ["", "d", "A"]),
            ("[^a-c]", ["d", "é", "\n"], ["a", "c", "dd"]),
            ("[a-]", ["a", "-"], ["b"]),
            ("[-a]", ["a", "-"], ["b"]),
            ("[a^]", ["a", "^"], ["b"]),
            ("[.*+?(){}|$]", [".", "*", "$", "("], ["a", ""]),
            (#"[\]\[\\\-^]"#, ["]", "[", "\\", "-", "^"], ["a"]),
            (#"[\d,]+"#, ["1,5", "٣"], ["1.5"]),
            (#"[^\d\s]"#, ["a", "-"], ["1", " ", "\u{A0}"]),
            (#"[\x30-\u0032]"#, ["0", "2"], ["3"]),
            ("[b-db-ca-b]", ["a", "b", "c", "d"], ["e", "`"]),
            // Classes.
            (#"\d"#, ["0", "9", "٣", "५"], ["a", "Ⅷ", "²", ""]),
            (#"\D"#, ["a", "²"], ["5"]),
            (#"\w+"#, ["Größe_1", "e\u{301}", "字"], ["a-b", "a b", "€"]),
            (#"\W"#, ["-", " ", "€"], ["a", "_", "1"]),
            (#"\s"#, [" ", "\t", "\n", "\u{A0}", "\u{3000}", "\u{85}"], ["a", "\u{200B}"]),
            (#"\S"#, ["a", "\u{200B}"], [" ", "\u{A0}"]),
            (#"\p{Lu}\p{Ll}+"#, ["Émile", "Αθήνα"], ["émile", "É", "E1"]),
            (#"\p{L}+"#, ["Åland", "日本"], ["a1", "a "]),
            (#"\p{N}"#, ["1", "Ⅷ", "²"], ["a"]),
            (#"\p{Nd}"#, ["1"], ["Ⅷ", "²"]),
            (#"\p{P}"#, [".", "«", "_", "-"], ["a", "+", "€"]),
            (#"\p{Z}"#, [" ", "\u{A0}", "\u{2028}"], ["\t", "a"]),
            (#"\p{Sc}\P{L}"#, ["€1", "$ "], ["€a", "1 "]),
            (#"[\p{L}\p{M}' -]+"#, ["Côte d'Ivoire", "Guinea-Bissau"], ["Land 1"]),
            // Alternatives and groups.
            ("a|bc|", ["a", "bc", ""], ["b", "abc"]),
            ("(?:a|b)c", ["ac", "bc"], ["abc", "c"]),
            ("(?<year>20\\d\\d)-(Q[1-4])", ["2026-Q1"], ["2026-Q5", "1999-Q1"]),
            ("a(b(c)?)?d", ["ad", "abd", "abcd"], ["acd"]),
            // Counts.
            ("a*", ["", "aaaa"], ["b", "ab"]),
            ("a+", ["a", "aaaa"], ["", "b"]),
            ("a?b", ["b", "ab"], ["aab", "a"]),
            ("a{2}", ["aa"], ["a", "aaa"]),
            ("a{2,}", ["aa", "aaaaa"], ["a"]),
            ("a{1,3}", ["a", "aaa"], ["", "aaaa"]),
            ("a{0}b{0,1}", ["", "b"], ["a", "bb"]),
            ("(?:ab){2,3}?", ["abab", "ababab"], ["ab", "abababab"]),
            ("a*?b+?c??", ["b", "aabbc"], ["a", "bcc"]),
            ("(?:a|b*)*c", ["c", "abbac"], ["ab"]),
            ("(?:a?){3}a{3}", ["aaa", "aaaaaa"], ["aa", "aaaaaaa"]),
            // Places.
            ("^abc$", ["abc"], ["abc\n", "xabc"]),
            ("a^b|a$b", [], ["ab"]),
            (#"\bab\b"#, ["ab"], ["abc"]),
            (#"a\b-\Bb"#, [], ["a-b"]),
            (#"a\b-\bb"#, ["a-b"], []),
            (#"a\Bb"#, ["ab"], []),
            // Case.
            ("(?i)straße [a-z]é", ["STRAßE XÉ", "straẞe xé"], ["STRASSE XÉ"]),
            ("(?i)[^a]k", ["bK", "b\u{212A}"], ["Ak", "ak"]),
            (#"(?i)\p{Lu}σ"#, ["aΣ", "Aς"], ["1σ"]),
            ("(?i)i", ["I"], ["ı", "İ"]),
            // By scalars: what is written apart is not what is written together.
            ("é", ["é"], ["e\u{301}"]),
            ("..", ["e\u{301}", "🇫🇷"], ["é"]),
        ] as [(String, [String], [String])])
    func whole(source: String, matching: [String], others: [String]) throws {
        let pattern = try Pattern(source)
        for text in matching { #expect(pattern.matchesWhole(text), "\(source) should match “\(text)”") }
        for text in others { #expect(!pattern.matchesWhole(text), "\(source) should not match “\(text)”") }
    }

    @Test(
        "the first match is the leftmost, and there the one that alternatives and counts prefer; groups keep their last text",
        arguments: [
            (#"^(\d{4}-Q[1-4])/"#, "2025-Q1/M004.xlsx", 0..<8, ["2025-Q1"]),
            (#"(M\d{3})"#, "2025-Q1/M004 and M005.xlsx", 8..<12, ["M004"]),
            ("CPS-2026-([A-Z]{3})", "mail/CPS-2026-FRA.xlsx", 5..<17, ["FRA"]),
            ("a|ab", "xab", 1..<2, []),
            ("ab|a", "xab", 1..<3, []),
            ("(a*)(a*)", "aaa", 0..<3, ["aaa", ""]),
            ("(a*?)(a*)", "aaa", 0..<3, ["", "aaa"]),
            ("<(.+)>", "<a><b>", 0..<6, ["a><b"]),
            ("<(.+?)>", "<a><b>", 0..<3, ["a"]),
            ("(?:(a)|(b))+", "ab", 0..<2, ["a", "b"]),
            ("(a)|(b)", "b", 0..<1, [nil, "b"]),
            ("(a{1,2}?)(a*)", "aaa", 0..<3, ["a", "aa"]),
            ("(a(b)?)+", "aba", 0..<3, ["a", "b"]),
            ("x*", "aax", 0..<0, []),
            ("$", "é😀", 2..<2, []),
            (#"\b(\w+)$"#, "one two", 4..<7, ["two"]),
            ("(|a)*", "aa", 0..<0, [""]),
            ("(|a)+", "aa", 0..<0, [""]),
            ("(?i)rev(?<number>\\d)", "REV7", 0..<4, ["7"]),
        ] as [(String, String, Range<Int>, [String?])])
    func first(source: String, text: String, range: Range<Int>, groups: [String?]) throws {
        let match = try #require(try Pattern(source).firstMatch(in: text), "\(source) is not found in “\(text)”")
        #expect(match.range == range)
        #expect(match.groups == groups)
        #expect(Array(match.text.unicodeScalars) == Array(Array(text.unicodeScalars)[range]))
    }

    @Test(
        "where nothing matches there is no match", arguments: [("a", ""), ("^b", "ab"), ("a$", "ab"), ("a{3}", "aa")])
    func noMatch(source: String, text: String) throws {
        #expect(try Pattern(source).firstMatch(in: text) == nil)
    }

    @Test("a pattern is its source: equal, hashed and shown by it, with the names of its groups")
    func value() throws {
        let pattern = try Pattern("(a)(?<second>b)(?:c)")
        #expect(pattern == (try Pattern("(a)(?<second>b)(?:c)")))
        #expect(pattern != (try Pattern("(a)(?<second>b)c")))
        #expect(Set([pattern, try Pattern("(a)(?<second>b)(?:c)")]).count == 1)
        #expect("\(pattern)" == "(a)(?<second>b)(?:c)")
        #expect(pattern.groupNames == [nil, "second"])
    }
}
