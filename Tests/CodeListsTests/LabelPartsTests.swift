import CodeLists
import Testing

@Suite("What a text may mean that has a part of a label of a survey's own list")
struct LabelPartsTests {
    private func matcher(_ labels: String..., aliases: [Alias] = []) throws -> CodeMatcher {
        let rows = labels.enumerated().map { "\($0.offset + 1),\"\($0.element)\"" }
        let csv = (["code,label_en"] + rows).joined(separator: "\n") + "\n"
        return CodeMatcher(try CodeList.read(csv: csv, id: "x", file: "x.csv"), aliases: aliases)
    }

    /// The codes that are suggested for a text, of which the list knows nothing else.
    private func suggested(_ text: String, _ matcher: CodeMatcher) -> [String] {
        let found = matcher.match(text, language: "en")
        #expect(found.code == nil && found.suggestions.isEmpty && found.refusal == nil, "\(text)")
        return matcher.likely(text, language: "en").map(\.code)
    }

    @Test(
        "a label with something beside it is suggested",
        arguments: [
            ("Main library (central)", ["1"]), ("main library: in the centre", ["1"]),
            ("Main library - central", ["1"]),
            ("Branch, new", ["2"]), ("Branch – since 2009", ["2"]), ("Branch. Since 2009", ["2"]),
            ("Branch / new", ["2"]),
            ("Branch (new), rebuilt", ["2"]), ("Main (central) library", ["1"]), ("Branch; or so they say", ["2"]),
            ("Branch, which was opened in the year before the last one and is to be closed in the next", ["2"]),
            ("Other: kiosk", ["4"]), ("Other (please specify)", ["4"]), ("new branch", ["2"]), ("mobile", ["3"]),
        ] as [(String, [String])])
    func besideLabel(text: String, codes: [String]) throws {
        let matcher = try matcher("Main library", "Branch", "Mobile library", "Other")
        #expect(suggested(text, matcher) == codes)
    }

    @Test(
        "a label is suggested for what stands outside its parentheses, and for its words that few others have",
        arguments: [
            ("Other", ["4"]), ("Other: cleaners", ["4"]), ("Other: police", ["4", "1"]),
            ("other, please specify: cleaners", ["4"]), ("police", ["1"]),
            ("nurses", ["3"]), ("Police officers and nurses", ["1", "3"]), ("nurses, police officers", ["1", "3"]),
            ("police officers abroad", ["1"]), ("Nurses and midwives, cooks and police", ["3", "1"]),
            ("teachers of nurses", ["2", "3"]), ("please specify", []), ("cleaners", []),
        ] as [(String, [String])])
    func partOfLabel(text: String, codes: [String]) throws {
        let matcher = try matcher(
            "Police officers", "Primary school teachers", "Nurses and midwives", "Other (please specify)")
        #expect(suggested(text, matcher) == codes)
    }

    @Test(
        "a remark behind yes, no and planned leaves each to be suggested, unless it takes it back",
        arguments: [
            ("Yes, since 2009", ["1"]), ("Yes, partly", ["1"]), ("Planned (2027)", ["3"]), ("planned for 2027", ["3"]),
            ("No (perhaps later)", ["2"]), ("No, planned for 2027", ["2"]), ("Yes, not everywhere", []),
            ("No answer", []),
            ("not planned yet", []), ("Answer: none", []), ("without being planned", []), ("[ ] Yes, since 2009", []),
            ("( ) planned for 2027", []),
        ] as [(String, [String])])
    func remarks(text: String, codes: [String]) throws {
        let matcher = try matcher("Yes", "No", "Planned")
        #expect(suggested(text, matcher) == codes)
    }

    @Test(
        "words that most labels have, numbers, letters by themselves and short words tell none",
        arguments: ["rooms", "5 halls", "c of the kind", "part iii there", "it was so", "in some places"])
    func untelling(text: String) throws {
        let matcher = try matcher("1-5 rooms", "Rooms of class C", "Rooms of phase III", "Big rooms in it")
        #expect(suggested(text, matcher) == [])
    }

    @Test("where more labels have a word than can be suggested none of them is, unless another word tells which")
    func manyLabels() throws {
        let matcher = try matcher(
            "Health care", "Health research", "Health insurance", "Health offices", "Roads", "Water", "Schools", "Parks"
        )
        #expect(suggested("health matters", matcher) == [])
        #expect(suggested("research in health", matcher) == ["2"])
        #expect(suggested("health and roads and so on", matcher) == ["5"])
    }

    @Test("what is told by the text as a whole stays as it is, and so does what a person has refused")
    func settled() throws {
        let matcher = try matcher("Some", "Some of it (half)", aliases: [Alias(raw: "Some, or half", code: "")])
        #expect(matcher.match("some").code == "1")
        #expect(matcher.match("some?").suggestions.map(\.code) == ["1"])
        #expect(matcher.match("Some, or half").refusal == "refused")
    }

    @Test("countries and services have suggestions of their own")
    func otherLists() throws {
        for list in ["countries", "cofog"] {
            let matcher = CodeMatcher(try CodeList.bundled(list))
            #expect(matcher.likely("Norway (health)", language: "en").isEmpty)
        }
    }
}
