import CodeLists
import TestMeasurement
import Testing

@Suite("A code list")
struct CodeListTests {
    private func sample() throws -> CodeList {
        try CodeList(
            id: "levels",
            items: [
                CodeItem(code: "g", labels: ["en": "Government"]),
                CodeItem(code: "g.c", parent: "g", labels: ["en": "Central", "fr": "Centrale"]),
                CodeItem(code: "g.c.m", parent: "g.c", labels: ["fr": "Ministère"]),
                CodeItem(code: "o", labels: ["de": "Andere", "pl": "Inne"]),
            ])
    }

    @Test("knows parents, ancestors and levels")
    func hierarchy() throws {
        let list = try sample()
        #expect(list.parent(of: "g.c.m") == "g.c")
        #expect(list.ancestors(of: "g.c.m") == ["g.c", "g"])
        #expect(list.ancestors(of: "g") == [])
        #expect(list.ancestor(of: "g.c.m", level: 1) == "g")
        #expect(list.ancestor(of: "g.c.m", level: 2) == "g.c")
        #expect(list.ancestor(of: "g.c.m", level: 3) == "g.c.m")
        #expect(list.ancestor(of: "g", level: 2) == nil)
        #expect(list.ancestor(of: "x", level: 1) == nil)
        #expect(list.isIn("g.c.m", "g") && list.isIn("g", "g") && !list.isIn("g", "g.c") && !list.isIn("x", "x"))
    }

    @Test("gives the label in the language, else in English, else in any")
    func labels() throws {
        let list = try sample()
        #expect(list.label(of: "g.c", language: "fr") == "Centrale")
        #expect(list.label(of: "g.c", language: "es") == "Central")
        #expect(list.label(of: "g.c.m", language: "en") == "Ministère")
        #expect(list.label(of: "o", language: "en") == "Andere")
        #expect(list.label(of: "x", language: "en") == nil)
    }

    @Test("for a language of a region gives the label of the region, else that of the language")
    func labelsOfRegions() throws {
        let text = "code,label_en,label_fr,label_pt-BR\na,Town,Ville,Cidade"
        let list = try CodeList.read(csv: text, id: "x", file: "x.csv")
        let labels = ["fr-CH", "FR", "pt-BR", "pt-PT", "it-CH"].map { list.label(of: "a", language: $0) }
        #expect(labels == ["Ville", "Ville", "Cidade", "Town", "Town"])
    }

    @Test(
        "refuses items that contradict each other, naming the code",
        arguments: [
            ([CodeItem(code: "a"), CodeItem(code: "a")], CodeListError.Kind.duplicateCode, "a" as String?),
            ([CodeItem(code: "a", parent: "b")], .unknownParent, "a"),
            ([CodeItem(code: "a", parent: "b"), CodeItem(code: "b", parent: "a")], .cycle, "a"),
            ([CodeItem(code: "a", parent: "a")], .cycle, "a"),
            ([CodeItem(code: "x", parent: "a"), CodeItem(code: "a", parent: "a")], .cycle, "a"),
            ([CodeItem(code: "")], .emptyCode, nil),
        ])
    func faults(items: [CodeItem], kind: CodeListError.Kind, code: String?) {
        let error = #expect(throws: CodeListError.self) { try CodeList(id: "x", items: items) }
        #expect(error?.kind == kind)
        #expect(error?.code == code)
    }

    @Test("takes a time with the number of its items, however deep they lie")
    func depth() throws {
        func top(of count: Int) throws -> (result: CodeList, seconds: Double) {
            let items = (0..<count).map { CodeItem(code: "\($0)", parent: $0 == 0 ? nil : "\($0 - 1)") }
            return try timed { try CodeList(id: "x", items: items).restricted(toLevels: 1...1) }
        }
        let (short, long) = (try top(of: 1_000), try top(of: 20_000))
        #expect(short.result.items.count == 1 && long.result.items.count == 1)
        // Twenty times the items; by the square it would be four hundred times the work.
        #expect(long.seconds < 100 * max(short.seconds, 0.001))
    }

    @Test("restricted to levels keeps its id, its order and the hierarchy that is left")
    func restricted() throws {
        let groups = try CodeList.bundled("cofog").restricted(toLevels: 2...3)
        #expect(groups.id == "cofog")
        #expect(groups.items.count == 69 + 109)
        #expect(groups["01"] == nil)
        #expect(groups.parent(of: "01.1") == nil)
        #expect(groups.parent(of: "01.1.1") == "01.1")
        #expect(groups.level(of: "01.1") == 1)
        let divisions = groups.restricted(toLevels: 1...1)
        #expect(divisions.items.count == 69)
    }

    @Test(
        "tells whether an item is valid on a day",
        arguments: [("2009", false), ("2010", true), ("2012-06-30", true), ("2013-01-01", false)])
    func validity(date: String, isValid: Bool) {
        let item = CodeItem(code: "a", validFrom: "2010-01-01", validTo: "2012")
        #expect(item.isValid(on: date) == isValid)
    }

    @Test(
        "is asked for a day, month or year in ISO 8601",
        arguments: [
            ("2026", true), ("2026-11", true), ("2024-02-29", true), ("9999-12-31", true), ("2026-02-29", false),
            ("2026-13", false), ("2026-00-10", false), ("26", false), ("2026-1-1", false), ("2026-11-30-1", false),
            ("01.01.2020", false), ("today", false), ("", false), ("0000", false), ("2026-", false), ("٢٠٢٦", false),
            ("2015-01-01T00:00:00", true), ("2015-02-30T00:00:00", false), ("2015-01T00:00:00", false),
        ])
    func dates(text: String, isDate: Bool) {
        #expect(CodeItem.isDate(text) == isDate)
    }
}
