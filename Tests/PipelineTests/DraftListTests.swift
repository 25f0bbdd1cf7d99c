import OrderedCollections
import Testing

@testable import Pipeline

@Suite("Code lists of a drafted definition")
struct DraftListTests {
    private func texts(_ words: [String]) -> [DraftText] {
        words.map { DraftText(texts: ["en": $0]) }
    }

    private func items(of name: String, in lists: DraftLists) -> [DraftList.Item] {
        if case .file(let items)? = lists.lists[name]?.source { items } else { [] }
    }

    @Test(
        "columns to be marked have their codes in a list that Canvass ships",
        arguments: [
            (["Health", "Education", "Defence", "Housing and community amenities", "Social protection"], "cofog"),
            (["Austria", "Belgium", "Czechia", "Denmark", "Estonia"], "countries"),
        ])
    func bundledMarks(words: [String], list: String) throws {
        var lists = try DraftLists(language: "en", isBilingual: false)
        let name = lists.list(of: texts(words), called: "Fields", areMarks: true)
        #expect(name == list && lists.isBundled(name))
        let codes = lists.codes(of: name, for: texts(words)).compactMap(\.self)
        #expect(Set(codes).count == words.count, "\(codes)")
        // Whom a reporter works with is not who reports.
        #expect(lists.countries.isEmpty)
    }

    @Test("choices that only mean what COFOG lists are a list of their own, for other words would be published")
    func meaningsOfFunctions() throws {
        for words in [["Roads", "Schools", "Parks", "Health"], ["Health", "Education", "Environment", "Justice"]] {
            var lists = try DraftLists(language: "en", isBilingual: false)
            let name = lists.list(of: texts(words), called: "Function")
            #expect(!lists.isBundled(name))
            #expect(items(of: name, in: lists).map(\.labels.first) == words)
        }
        var lists = try DraftLists(language: "en", isBilingual: false)
        let french = ["02 Défense", "07 Santé", "09 Enseignement", "10 Protection sociale"]
        let name = lists.list(of: texts(french), called: "Function")
        #expect(lists.isBundled(name))
    }

    @Test(
        "columns to be marked of which one is in no list that Canvass ships have a list of their own, and none is lost")
    func unknownMark() throws {
        let words = [
            "Austria", "Belgium", "Czechia", "Denmark", "Estonia", "Finland", "Germany", "Greece", "Hungary",
            "All of them together",
        ]
        var lists = try DraftLists(language: "en", isBilingual: false)
        let name = lists.list(of: texts(words), called: "Partner countries", areMarks: true)
        #expect(!lists.isBundled(name))
        #expect(Set(lists.codes(of: name, for: texts(words)).compactMap(\.self)).count == words.count)
        // A drop-down of them may have one that the list does not know.
        let other = lists.list(of: texts(words), called: "Partner country")
        #expect(lists.isBundled(other))
    }

    @Test("columns to be marked that differ in parentheses or numbers only have a code each")
    func marksAlike() throws {
        for words in [
            ["Schools (public)", "Schools (private)", "Hospitals", "Parks"], ["1. Schools", "2. Schools", "Parks"],
        ] {
            var lists = try DraftLists(language: "en", isBilingual: false)
            let name = lists.list(of: texts(words), called: "Kinds of services", areMarks: true)
            let codes = lists.codes(of: name, for: texts(words)).compactMap(\.self)
            #expect(codes == items(of: name, in: lists).map(\.code))
            #expect(Set(codes).count == words.count, "\(codes)")
        }
    }

    @Test(
        "drop-downs with other choices are other lists, however alike these are",
        arguments: [
            (["Schools (public)", "Schools (private)"], ["Schools (primary)", "Schools (secondary)"]),
            (["Electricity (grid)", "Electricity (own)"], ["Electricity (kWh)", "Electricity (MWh)"]),
            (["Staff (public)", "Wages (gross)"], ["Staff (private)", "Wages (net)"]),
            (["1-9 employees", "10 or more"], ["1-99 employees", "100 or more"]),
        ])
    func others(first: [String], second: [String]) throws {
        var lists = try DraftLists(language: "en", isBilingual: false)
        let name = lists.list(of: texts(first), called: "Type")
        let other = lists.list(of: texts(second), called: "Kind")
        #expect(name != other)
        #expect(items(of: other, in: lists).map(\.labels.first) == second)
        #expect(lists.lists[name]?.doubts == [])
        // The same choices again are the same list.
        #expect(lists.list(of: texts(second.reversed()), called: "Third") == other)
    }

    @Test("choices that differ in their numbering, or in parentheses that one of them has, are spellings of the same")
    func spellings() throws {
        var lists = try DraftLists(language: "en", isBilingual: false)
        let name = lists.list(of: texts(["1. Low", "2. Middle (so so)", "3. High"]), called: "Level")
        #expect(lists.list(of: texts(["A. Low", "B. Middle", "3. High"]), called: "Level of guests") == name)
        let synonyms = items(of: name, in: lists).map { $0.synonyms["en"] ?? [] }
        #expect(synonyms == [["A. Low"], ["B. Middle"], []])
        #expect(
            lists.lists[name]?.doubts == [
                "“A. Low” was taken for “1. Low”, and 1 more in the same way: only numbers or parentheses differ"
            ])
        #expect(lists.list(of: texts(["A. Low", "B. Middle", "3. high"]), called: "Again") == name)
        #expect(lists.lists[name]?.doubts.count == 1)
        #expect(lists.list(of: texts(["Low", "Middle", "High"]), called: "Bare") == name)
    }

    @Test("one choice in fewer words among others that are the same is a spelling too")
    func shorter() throws {
        var lists = try DraftLists(language: "en", isBilingual: false)
        let name = lists.list(of: texts(["Users", "Citizens", "Civil society organisations"]), called: "Partner")
        #expect(lists.list(of: texts(["Users", "Citizens", "Organisations"]), called: "Partners") == name)
        #expect(items(of: name, in: lists).last?.synonyms["en"] == ["Organisations"])
        #expect(
            lists.lists[name]?.doubts == [
                "“Organisations” was taken for “Civil society organisations”, since all else is alike"
            ])
    }
}
