import Testing

@testable import SurveyModel

@Suite("The YAML tree")
struct YAMLTreeTests {
    private func parse(_ text: String) throws(DefinitionError) -> YAMLNode {
        try YAMLNode.parse(text, file: "pipeline.yaml")
    }

    private func diagnostic(of text: String) throws -> DefinitionDiagnostic {
        let error = try #require(throws: DefinitionError.self) { _ = try parse(text) }
        #expect(error.diagnostics.count == 1)
        return try #require(error.diagnostics.first)
    }

    @Test(
        "a scalar stays the text that was typed",
        arguments: ["NO", "yes", "on", "1.10", "007", "0x1F", "1e3", "2026-11-30", "1_000", ".inf"])
    func scalarsStayText(_ scalar: String) throws {
        let root = try parse("key: \(scalar)\nlist: [\(scalar)]")
        #expect(root["key"]?.text == scalar)
        #expect(root["list"]?.items.map(\.text) == [scalar])
    }

    @Test("nothing, ~ and null are nothing; in quotation marks they are text", arguments: ["", "~", "null"])
    func nullIsNothing(_ scalar: String) throws {
        #expect(try parse("key: \(scalar)")["key"]?.isNull == true)
        #expect(try parse("key: \"\(scalar)\"")["key"]?.text == scalar)
    }

    @Test("every node knows its line and column, counted from 1")
    func positions() throws {
        let root = try parse("first: one\nmap:\n  inner: [a, b]\n")
        let inner = try #require(root["map"]?.entries.first)
        #expect(inner.keyPosition == SourcePosition(line: 3, column: 3))
        #expect(
            inner.value.items.map(\.position) == [
                SourcePosition(line: 3, column: 11), SourcePosition(line: 3, column: 14),
            ])
    }

    @Test("a column counts letters, not bytes")
    func columnsCountLetters() throws {
        let root = try parse("{é: ü, key: value}")
        #expect(root["key"]?.position == SourcePosition(line: 1, column: 13))
    }

    @Test("keys keep their order")
    func order() throws {
        #expect(try parse("b: 1\na: 2\nc: 3").entries.map(\.key) == ["b", "a", "c"])
    }

    @Test("a single item counts as a list of one; nothing as an empty one")
    func singleItem() throws {
        #expect(try parse("key: one")["key"]?.items.count == 1)
        #expect(try parse("key:")["key"]?.items.isEmpty == true)
    }

    @Test(
        "an anchor is refused where it stands",
        arguments: [
            "first: 1\nsecond: &shared two\n", "first: 1\nsecond: &shared {a: 1}\n", "first: 1\nsecond: &shared [a]\n",
            "first: 1\nsecond: &shared two\nthird: *shared\n",
        ])
    func anchor(_ yaml: String) throws {
        let diagnostic = try diagnostic(of: yaml)
        #expect(diagnostic.message.contains("the anchor '&shared' is not allowed"))
        #expect(diagnostic.position.line == 2)
    }

    @Test("an alias of nothing is refused, with advice to write the value out")
    func alias() throws {
        let diagnostic = try diagnostic(of: "first: 1\nsecond: *shared\n")
        #expect(diagnostic.message.contains("alias"))
        #expect(diagnostic.position.line == 2)
        #expect(diagnostic.advice.contains("write the value out"))
    }

    @Test(
        "a key given twice is told on the line of the second",
        arguments: [
            ("a: 1\nb: 2\na: 3\n", "a", 3),
            ("map:\n  a: 1\n  b: 2\n  a: 3\nend: 4\n", "a", 4),
            // The same key of another mapping, further down, is innocent.
            ("one:\n  title: 1\n  title: 2\ntwo:\n  title: 3\n", "title", 3),
            ("one:\n  title: 1\ntwo:\n  title: 2\n  title: 3\n", "title", 5),
            ("head: 1\nfield: {type: string, type: number}\n", "type", 2),
            ("list:\n  - id: 1\n    id: 2\n  - id: 3\n", "id", 3),
            // By the types of YAML one is a number and the other a text; here both are text.
            ("1: a\n\"1\": b\n", "1", 2),
        ])
    func duplicateKey(_ yaml: String, _ key: String, _ line: Int) throws {
        let diagnostic = try diagnostic(of: yaml)
        #expect(diagnostic.message.contains("the key '\(key)' is given twice"))
        #expect(diagnostic.position.line == line)
        #expect(diagnostic.advice == "Keep one of the two.")
    }

    @Test("a tab in the indentation is bad YAML, with advice to use spaces")
    func tab() throws {
        let diagnostic = try diagnostic(of: "map:\n\tkey: value\n")
        #expect(diagnostic.message.contains("not valid YAML"))
        #expect(diagnostic.position.line == 2)
        #expect(diagnostic.advice.contains("no tabs"))
    }

    @Test(
        "bad YAML is told on its line",
        arguments: [
            ("a: [1, 2\nb: 3\n", 2), ("a: b: c\n", 1), ("a: 'open\n", 2), ("a: 1\n  b: 2\n", 2), ("a: {b: 1\n", 2),
        ])
    func badYAML(_ yaml: String, _ line: Int) throws {
        let diagnostic = try diagnostic(of: yaml)
        #expect(diagnostic.message.hasPrefix("this is not valid YAML"))
        #expect(diagnostic.position.line == line)
    }

    @Test("a file of nothing, or of comments alone, is empty", arguments: ["", "\n\n", "# nothing here\n"])
    func empty(_ text: String) throws {
        let diagnostic = try diagnostic(of: text)
        #expect(diagnostic.message == "the file is empty")
        #expect(diagnostic.position == .start)
    }

    @Test("a key that is a list or a mapping is refused")
    func complexKey() throws {
        #expect(try diagnostic(of: "? [a, b]\n: 1\n").message.contains("a key must be a single word"))
    }

    @Test("a control character is told with its line, and advice to save as UTF-8")
    func controlCharacter() throws {
        let diagnostic = try diagnostic(of: "a: 1\nb: \u{1}\n")
        #expect(diagnostic.position.line == 2)
    }

    @Test("lists without an end are told as that")
    func deep() throws {
        let diagnostic = try diagnostic(of: "a: " + String(repeating: "[", count: 1_200))
        #expect(diagnostic.message.contains("more than a thousand lists or mappings"), "\(diagnostic)")
        #expect(diagnostic.advice.contains("brackets"))
    }

    @Test("a diagnostic reads as editors make it clickable: file, line, column")
    func description() throws {
        let diagnostic = try diagnostic(of: "")
        #expect(diagnostic.description.hasPrefix("pipeline.yaml:1:1: the file is empty. "))
    }
}
