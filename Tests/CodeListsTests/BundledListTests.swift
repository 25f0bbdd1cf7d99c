import CodeLists
import Testing

@Suite("The shipped lists")
struct BundledListTests {
    @Test("each shipped list is read and has labels in English and French", arguments: CodeList.bundledIDs)
    func complete(id: String) throws {
        let list = try CodeList.bundled(id)
        #expect(list.id == id)
        for item in list.items {
            #expect(item.labels["en"] != nil, "\(item.code)")
            #expect(item.labels["fr"] != nil, "\(item.code)")
        }
    }

    @Test("countries are ISO 3166-1 with Kosovo, each with its other codes")
    func countries() throws {
        let list = try CodeList.bundled("countries")
        #expect(list.items.count == 250)
        #expect(list["GRC"]?.otherCodes["eurostat"] == "EL")
        #expect(list["GRC"]?.otherCodes["iso2"] == "GR")
        #expect(list["KOR"]?.otherCodes["m49"] == "410")
        #expect(list["AFG"]?.otherCodes["numeric"] == "004")
        #expect(list["XKX"]?.otherCodes["iso2"] == "XK")
        #expect(list.label(of: "KOR", language: "fr") == "Corée du Sud")
    }

    @Test("COFOG has 10 divisions, 69 groups and 109 classes, with clean titles")
    func cofog() throws {
        let list = try CodeList.bundled("cofog")
        let counts = Dictionary(grouping: list.items) { list.level(of: $0.code) ?? 0 }.mapValues(\.count)
        #expect(counts == [1: 10, 2: 69, 3: 109])
        #expect(list.label(of: "03.1.0", language: "en") == "Police services")
        #expect(list["03.1"]?.otherCodes["gf"] == "GF0301")
        #expect(list["03.1.0"]?.otherCodes["gf"] == "GF030100")
        for item in list.items {
            for label in item.labels.values {
                #expect(!label.contains("  ") && !label.contains("(CS)") && !label.contains("(SI)"), "\(label)")
            }
        }
    }

    @Test("a list that is not shipped is an error that names those that are")
    func unknown() {
        let error = #expect(throws: CodeListError.self) { try CodeList.bundled("planets") }
        #expect(error?.kind == .unknownList)
        #expect(error?.message.contains("cofog, countries") == true)
    }
}
