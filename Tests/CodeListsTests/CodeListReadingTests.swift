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
            ("code,valid_from\na,2020\nb,01.01.2020\n", .badDate, 3),
            ("code,valid_from,valid_to\na,,2020-13-45\n", .badDate, 2),
        ])
    func faults(text: String, kind: CodeListError.Kind, line: Int) {
        let error = #expect(throws: CodeListError.self) {
            try CodeList.read(csv: text, id: "x", file: "codelists/x.csv")
        }
        #expect(error?.kind == kind)
        #expect(error?.line == line)
        #expect(error?.description.hasPrefix("codelists/x.csv:\(line): ") == true)
    }

    @Test("a label is the same whether it is asked for by itself or with all others")
    func labels() throws {
        let text = """
            code,label,label_en,label_fr,synonyms_fr
            a,plain, English ,"dit ""A"", ou B"tail,x| y |
            b,plain,,"deux
            lignes",
            c
            """
        let list = try CodeList.read(csv: text, id: "x", file: "x.csv")
        #expect(list.label(of: "a", language: "en") == "English")
        #expect(list.label(of: "b", language: "en") == "plain")
        #expect(list.label(of: "a", language: "fr") == "dit \"A\", ou Btail")
        #expect(list.label(of: "b", language: "fr") == "deux\nlignes")
        #expect(list.label(of: "c", language: "fr") == nil)
        // The earlier of two columns is another spelling.
        #expect(list["a"]?.synonyms == ["en": ["plain"], "fr": ["x", "y"]])
        #expect(list["b"]?.synonyms == [:])
        let countries = try CodeList.bundled("countries")
        for item in try CodeList.bundled("countries").items {
            for (language, label) in item.labels {
                #expect(countries.label(of: item.code, language: language) == label)
            }
        }
        #expect(try countries.items == CodeList.bundled("countries").items)
    }

    @Test("an item is another where any of its texts is")
    func equality() throws {
        func item(_ line: String) throws -> CodeItem? {
            try CodeList.read(csv: "code,label_en,synonyms_en,code_iso\n\(line)\n", id: "x", file: "x.csv")["a"]
        }
        #expect(try item("a,A,B,C") == item("a, A ,B,C"))
        for other in ["a,D,B,C", "a,A,D,C", "a,A,B,D"] { #expect(try item("a,A,B,C") != item(other)) }
        #expect(
            try item("a,A,B,C")
                == CodeItem(code: "a", labels: ["en": "A"], synonyms: ["en": ["B"]], otherCodes: ["iso": "C"]))
    }
}
