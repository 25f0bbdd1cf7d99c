import CodeLists
import Testing

@Suite("A survey's own list")
struct LabelMatchingTests {
    private func depth() throws -> CodeList {
        try CodeList.read(
            csv: """
                code,parent,label_en,label_fr,synonyms_en,synonyms_fr
                0,,none,aucune,no input|never,néant
                1,,some,partielle,a little|limited,un peu
                2,,substantial,substantielle,quite a lot|a great deal,beaucoup
                """, id: "depth", file: "depth.csv")
    }

    @Test(
        "is matched by code, label, synonym, form and slip, each with its method",
        arguments: [
            ("0", "0", MatchMethod.code), ("some", "1", .label), ("quite a lot", "2", .label),
            ("SOME ", "1", .normalised), ("Néant.", "0", .normalised), ("a lot, quite", "2", .tokens),
            ("substancial", "2", .editDistance), ("subtantielle", "2", .editDistance),
        ])
    func methods(text: String, code: String, method: MatchMethod) throws {
        let found = CodeMatcher(try depth()).match(text)
        #expect(found.code == code)
        #expect(found.method == method)
        #expect(found.confidence >= 0.9)
    }

    @Test("a slip in a short label of another alphabet is read, as in a list there are no other names that it may be")
    func shortLabelBeyondLatin() throws {
        let list = try CodeList.read(
            csv: """
                code,parent,label_ru
                1,,школа
                2,,больница
                """, id: "kind", file: "kind.csv")
        let found = CodeMatcher(list).match("шкоола")
        #expect(found.code == "1")
        #expect(found.method == .editDistance)
    }

    @Test("what is no item has no code", arguments: ["3", "many", "?", "", "substantial and some", "so"])
    func unknown(text: String) throws {
        #expect(CodeMatcher(try depth()).match(text).code == nil)
    }

    @Test("a reviewed alias wins over everything, also to refuse")
    func aliases() throws {
        let list = try depth()
        let matcher = CodeMatcher(
            list,
            aliases: [
                Alias(raw: "some", code: "2", reviewer: "AB", date: "2026-01-01"),
                Alias(raw: "A bit", code: "1"), Alias(raw: "0", code: ""),
                Alias(raw: "never", code: "", reviewer: "AB", date: "2026-01-02", note: "ask again"),
                Alias(raw: "wrong", code: "9"),
            ])
        #expect(matcher.match("some").code == "2")
        #expect(matcher.match("some").method == .alias)
        #expect(matcher.match("a  bit!").code == "1")
        #expect(matcher.match("0").code == nil)
        #expect(matcher.match("never").refusal == "refused by AB on 2026-01-02: ask again")
        #expect(matcher.match("wrong").code == nil)
    }

    @Test("under the threshold a find becomes a suggestion")
    func threshold() throws {
        let found = CodeMatcher(try depth(), minimumConfidence: 0.98).match("substancial", language: "fr")
        #expect(found.code == nil)
        #expect(found.suggestions == [Suggestion(code: "2", label: "substantielle", confidence: 0.95)])
    }

    @Test("the language decides between items that share a spelling")
    func language() throws {
        let list = try CodeList.read(
            csv: "code,label_en,label_de\na,gift,Geschenk\nb,poison,Gift\n", id: "x", file: "x.csv")
        let matcher = CodeMatcher(list)
        #expect(matcher.match("Gift").code == nil)
        #expect(Set(matcher.match("Gift").suggestions.map(\.code)) == ["a", "b"])
        #expect(matcher.match("Gift", language: "de").code == "b")
        #expect(matcher.match("gift", language: "en").code == "a")
    }

    @Test(
        "so does a language with a country, by its own labels and else by those of the language",
        arguments: [
            ("Banco", "pt-BR", "a"), ("Banco", "PT", "a"), ("banco", "en-GB", "b"), ("Trem", "pt-BR", "c"),
            ("Trem", "pt-PT", nil), ("Banco", "it-CH", nil),
        ] as [(String, String, String?)])
    func region(text: String, language: String, code: String?) throws {
        let list = try CodeList.read(
            csv: """
                code,label_en,label_pt,label_pt-BR
                a,Bank,Banco,
                b,Banco,Bancada,
                c,Train,,Trem
                d,Trem,,Metrô
                """, id: "x", file: "x.csv")
        #expect(CodeMatcher(list).match(text, language: language).code == code)
    }

    @Test("the spellings of both columns of a language count")
    func twoColumns() throws {
        let list = try CodeList.read(
            csv: "code,label,label_en,synonyms,synonyms_en\nt,Lorry,Truck,HGV,Camion\nv,Van,,,\n", id: "x",
            file: "x.csv")
        for text in ["Lorry", "Truck", "HGV", "Camion"] { #expect(CodeMatcher(list).match(text).code == "t") }
        #expect(CodeMatcher(list).match("van").code == "v")
    }

    @Test(
        "slips and other orders are read in labels of finer levels and of those above alike",
        arguments: [
            ("Agricultur", "A"), ("Industri", "B"), ("Servics", "C"), ("Growing of cereal", "A"),
            ("cereals growing of", "A"), ("Manufacture of furnitre", "B"), ("hotels and restaurants", "C"),
        ])
    func finerLevels(text: String, code: String) throws {
        let list = try CodeList.read(
            csv: """
                code,parent,label_en
                A,,Agriculture
                A1,A,Growing of cereals
                A2,A,Raising of poultry
                B,,Industry
                B1,B,Manufacture of furniture
                B2,B,Processing of timber
                C,,Services
                C1,C,Restaurants and hotels
                """, id: "x", file: "x.csv")
        #expect(CodeMatcher(list.restricted(toLevels: 1...1)).match(text).code == code)
    }
}
