import CodeLists
import Testing

@Suite("A code list in CSV")
struct CodeListReadingTests {
    @Test("is read with parents, labels, synonyms, schemes and validity", arguments: ["\n", "\r\n", "\r"])
    func whole(lineEnd: String) throws {
        let text = [
            "\u{FEFF}code,parent,label_en,label_fr,synonyms_en,code_isced,valid_from,valid_to,note",
            "0,,none,aucune,no|nothing at all,L0,2010,,\"kept, as \"\"0\"\"\"",
            "1,0,some,,,,,2020,",
            "",
        ].joined(separator: lineEnd)
        let list = try CodeList.read(csv: text, id: "depth", file: "depth.csv")
        #expect(list.items.map(\.code) == ["0", "1"])
        #expect(list["0"]?.labels == ["en": "none", "fr": "aucune"])
        #expect(list["0"]?.synonyms == ["en": ["no", "nothing at all"]])
        #expect(list["0"]?.otherCodes == ["isced": "L0"])
        #expect(list["0"]?.validFrom == "2010" && list["1"]?.validTo == "2020")
        #expect(list.parent(of: "1") == "0")
    }

    @Test(
        "says which line is wrong",
        arguments: [
            ("", CodeListError.Kind.badHeader, 1),
            ("code,labell_en\na,A\n", .badHeader, 1),
            ("label_en\nA\n", .badHeader, 1),
            ("code,code\na,b\n", .badHeader, 1),
            ("code,label_en\na,A\n,B\n", .emptyCode, 3),
            ("code,label_en\na,A\n\na,B\n", .duplicateCode, 4),
            ("code,parent\na,\nb,c\n", .unknownParent, 3),
            ("code,parent\na,b\nb,a\n", .cycle, 2),
            ("code,label_en\na,A,B\n", .badLine, 2),
            ("code,label_en\na,\"A\n", .badLine, 2),
        ])
    func faults(text: String, kind: CodeListError.Kind, line: Int) {
        let error = #expect(throws: CodeListError.self) {
            try CodeList.read(csv: text, id: "x", file: "codelists/x.csv")
        }
        #expect(error?.kind == kind)
        #expect(error?.line == line)
        #expect(error?.description.hasPrefix("codelists/x.csv:\(line): ") == true)
    }
}
