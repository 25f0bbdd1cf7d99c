import Testing

@testable import SurveyModel

@Suite("YAML as it is written")
struct YAMLValueTests {
    private func parse(_ text: String) throws(DefinitionError) -> YAMLNode {
        try YAMLNode.parse(text, file: "pipeline.yaml")
    }

    static let specimens = [
        "Country", "Niveau d'administration", "NO", "no", "yes", "True", "null", "~", "", " ", "a ", " a", "1", "1.10",
        "007", "0x1F",
        "1e3", "2026-04-30", "1:30", "a: b", "a:b", "a #b", "#a", "- a", "-", "?", "Leading-edge practice?", "? a",
        "{n}", "Practice {n}",
        "[a]", "a, b", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`", "'a'", "it's", "\"a\"", "a\\b", "a\nb", "a\tb",
        "a\r\nb", "N°", "№ 1",
        "\u{A0}a", "a\u{A0}b", "a\u{FEFF}b", "a\u{2028}b", "\u{0}a", "\u{7}", "é", "e\u{301}", "\u{301}a", "日本語",
        "Ελλάδα", "😀", "a😀b",
        "=1+1", "<<", "---", "...", "a\u{85}b", "Satisfaction (0-100)", "Budget (€)", "“quoted”", "l’été", "off",
        "12 for 12 %", "%",
        "Infinity", ".inf", "+1", "1_000", "a{b", "a}b", "very " + String(repeating: "long ", count: 60) + "text",
    ]

    @Test("every text is read back as it was, in block and in braces, as value and as key", arguments: specimens)
    func texts(_ text: String) throws {
        let value = YAMLValue.mapping([
            .init("block", .block([.init("key", .text(text))])), .init("flow", .mapping([.init("key", .text(text))])),
            .init("list", .list([.text(text), .text("other")])), .init("rows", .rows([.text(text)])),
        ])
        let root = try parse(value.document)
        #expect(root["block"]?["key"]?.text == text)
        #expect(root["flow"]?["key"]?.text == text)
        #expect(root["list"]?.items.map(\.text) == [text, "other"])
        #expect(root["rows"]?.items.map(\.text) == [text])
        let keys = try parse(
            YAMLValue.block([.init(text, .text("value")), .init("other", .mapping([.init(text, .word("1"))]))]).document
        )
        #expect(keys.entries.first?.key == text)
        #expect(keys["other"]?.entries.first?.key == text)
    }

    @Test("a byte order mark in front of a text is no part of it: the parser drops it")
    func byteOrderMark() throws {
        #expect(try parse(YAMLValue.block([.init("key", .text("\u{FEFF}a"))]).document)["key"]?.text == "a")
    }

    @Test("a pattern keeps its backslashes", arguments: ["\\d{4}-Q[1-4]", "it's", "(?:^|[^A-Z])([A-Z]{3})[.]", "a\tb"])
    func patterns(_ pattern: String) throws {
        #expect(
            try parse(YAMLValue.block([.init("filename", .pattern(pattern))]).document)["filename"]?.text == pattern)
    }

    @Test("short mappings stand in braces on one line, long ones below each other")
    func breaking() {
        let short = YAMLValue.mapping([.init("en", .text("Country")), .init("fr", .text("Pays"))])
        let long = YAMLValue.mapping([
            .init("en", .text(String(repeating: "word ", count: 14) + "end")),
            .init("fr", .text(String(repeating: "mot ", count: 14) + "fin")),
        ])
        #expect(YAMLValue.block([.init("label", short)]).document == "label: {en: Country, fr: Pays}\n")
        #expect(YAMLValue.block([.init("label", long)]).document.split(separator: "\n").count == 3)
    }

    @Test("a short comment stands behind its line, others above, whatever they say")
    func comments() throws {
        let document = YAMLValue.block([
            .init("one", .word("1"), comments: ["check: is it one?"]),
            .init("two", .word("2"), comments: [String(repeating: "many words ", count: 20)]),
            .init("three", .word("3"), comments: ["a\nb: c", "\u{85}d: e"]),
            .init("items", .rows([.block([.init("key", .word("4"), comments: ["first", "second"])])])),
        ]).document
        #expect(document.hasPrefix("one: 1  # check: is it one?\n# many words"))
        #expect(document.split(separator: "\n").allSatisfy { $0.count <= 120 })
        let root = try parse(document)
        #expect(root.entries.map(\.key) == ["one", "two", "three", "items"])
        #expect(root["items"]?.items.first?["key"]?.text == "4")
    }
}
