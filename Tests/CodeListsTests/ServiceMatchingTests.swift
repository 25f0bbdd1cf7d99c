import CodeLists
import Testing

@Suite("Services as ministries call them")
struct ServiceMatchingTests {
    static let list: CodeList? = try? CodeList.bundled("cofog")
    static let matcher: CodeMatcher? = list.map { CodeMatcher($0) }

    @Test(
        "codes are read as people and spreadsheets write them",
        arguments: [
            ("03", "03"), ("3", "03"), ("03.1", "03.1"), ("3.1", "03.1"), ("03.1.0", "03.1.0"), ("GF03", "03"),
            ("GF0301", "03.1"), ("GF030100", "03.1.0"), ("0301", "03.1"), ("gf1004", "10.4"), ("10.4.", "10.4"),
            ("03.1 Police services", "03.1"), ("3 - Public order and safety", "03"),
            ("10.4: Family and children", "10.4"),
        ])
    func codes(text: String, code: String) throws {
        let found = try #require(Self.matcher).match(text)
        #expect(found.code == code)
        #expect(found.method == .code)
    }

    @Test("what is no code is not taken for one", arguments: ["11", "03.10", "031", "3.1.0.0", "GF99", "2024", "1-2"])
    func noCodes(text: String) throws {
        #expect(try #require(Self.matcher).match(text).code == nil)
    }

    @Test("a code whose title says something else is not taken")
    func contradiction() throws {
        let found = try #require(Self.matcher).match("03.1 Primary education")
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == ["03.1", "09.1.2"])
    }

    @Test(
        "a code with what the list says of it is the code, in other words and with more beside them as well",
        arguments: [
            ("07.3 Hospital services", "07.3"), ("03 Public order & safety", "03"), ("07 Santé", "07"),
            ("06 Vivienda y servicios comunitarios", "06"), ("06.1 housing", "06.1"), ("07 in hospitals", "07"),
            ("07.3 Hospital services for children", "07.3"), ("05.1 Collection and disposal of waste", "05.1"),
            ("08.5.0 R&D Recreation, culture and religion", "08.5.0"), ("07.4 Health, education", "07.4"),
            ("07 Health (see remarks)", "07"), ("03 police and prisons", "03"),
        ])
    func explainedCodes(text: String, code: String) throws {
        #expect(try #require(Self.matcher).match(text).code == code)
    }

    @Test(
        "a code with another answer beside it is not taken: both are suggested",
        arguments: [
            ("07 and 09", ["07", "09"]), ("07 or 09", ["07", "09"]), ("07 to 09", ["07", "09"]),
            ("07 but also 10", ["07", "10"]), ("09.1 und 09.2", ["09.1", "09.2"]), ("07 not 09", ["07", "09"]),
            ("07 Health and 09 Education", ["07", "09"]), ("07 Health and 9 Education", ["07", "09"]),
            ("07 Health, education", ["07", "09"]),
            ("07 Health or education", ["07", "09"]), ("03.1 police and prisons", ["03.1", "03.4"]),
        ])
    func codesBesideOthers(text: String, codes: [String]) throws {
        let found = try #require(Self.matcher).match(text)
        #expect(found.code == nil)
        #expect(Array(found.suggestions.map(\.code).prefix(2)) == codes)
    }

    @Test(
        "a code with words of which the list knows nothing is suggested, not taken",
        arguments: ["07 see remarks", "07 / see note", "07 Gesundheit", "07 and others"])
    func unexplainedCodes(text: String) throws {
        let found = try #require(Self.matcher).match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.first?.code == "07")
    }

    @Test(
        "what takes a code or a service back is neither",
        arguments: ["07 none of these", "not 07", "none of the police"])
    func denied(text: String) throws {
        let found = try #require(Self.matcher).match(text)
        #expect(found.code == nil)
        #expect(!found.suggestions.contains { $0.code == "07" })
    }

    @Test(
        "what is left out is not the answer",
        arguments: [
            "Education (excl. universities)", "Education excluding universities", "Education without universities",
            "Education other than universities", "Education minus universities", "Non-university education",
            "Public order and safety (excluding prisons)", "Public order and safety, without police",
            "Transport excluding railways", "Defence (without civil defence)", "Education without tertiary",
            "Environmental protection excl. waste management", "Enseignement hors universités",
            "Enseignement à l'exception des universités", "Enseignement non universitaire",
            "Ordre et sécurité publics (hors police)", "other than Public order and safety",
            "nothing on public order and safety", "formerly public order and safety",
        ])
    func leftOut(text: String) throws {
        #expect(try #require(Self.matcher).match(text).code == nil)
    }

    @Test(
        "a function beside an empty box, or with a question mark behind it, is suggested and not taken",
        arguments: [
            "☐ Public order and safety", "Public order and safety □", "Public order and safety?", "police ?",
            "☐ police",
        ])
    func doubted(text: String) throws {
        let found = try #require(Self.matcher).match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.first?.code.hasPrefix("03") == true)
    }

    @Test("a function that is called by its time is no other one by a slip, and of one at nought there is nothing")
    func formerAndNone() throws {
        let matcher = try #require(Self.matcher)
        #expect(matcher.match("Affaires économiques (former)").code == nil)
        #expect(matcher.match("Public order and safety: 0").code == nil)
        #expect(matcher.match("farmers").code == "04.2.1")
    }

    @Test(
        "words that take something out count for nothing where they are part of a name or stand behind a code",
        arguments: [
            ("Post-secondary non-tertiary education", "09.3"), ("Hébergement des sans-abri", "10.7"),
            ("Personnes sans domicile", "10.7"), ("non-hazardous waste collection", "05.1"),
            ("09 Education excl. universities", "09"), ("non-hazardous waste", "05.1"),
        ])
    func leftIn(text: String, code: String) throws {
        #expect(try #require(Self.matcher).match(text).code == code)
    }

    @Test("words of a code's own explanatory note explain it")
    func noted() throws {
        let item = try #require(Self.list?["01.6.0"])
        let note = try #require(item.descriptions["en"])
        let words = note.split(separator: " ").dropFirst(6).prefix(12).joined(separator: " ")
        #expect(try #require(Self.matcher).match("01.6.0 \(words)").code == "01.6.0")
    }

    @Test(
        "service words are found, English and French",
        arguments: [
            ("child care", "10.4"), ("police", "03.1"), ("waste collection", "05.1"), ("bibliothèques", "08.2"),
            ("logement social", "10.6"), ("home help for the elderly", "10.2"), ("Public order & safety", "03"),
            ("LIBRARIES", "08.2"), ("Local police services", "03.1"), ("collecte des ordures ménagères", "05.1"),
            ("éducation", "09"), ("policia", "03.1"), ("recycing of waste", "05.1"),
        ])
    func services(text: String, code: String) throws {
        #expect(try #require(Self.matcher).match(text).code == code)
    }

    @Test(
        "one word of a title of several is not yet the title: it is suggested",
        arguments: [
            ("Submarine works", "04.4.3"), ("work", "04.4.3"), ("Room", "07.3.3"), ("Home", "03"), ("Head", "01.1.1"),
            ("Urban", "06.2"), ("Child bride", "10.4"),
        ])
    func fragments(text: String, code: String) throws {
        let found = try #require(Self.matcher).match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.first?.code == code)
    }

    @Test(
        "another word of the title makes it enough",
        arguments: [
            ("urban development zones", "06.2"), ("emergency services of the region", "03.2"),
        ])
    func supported(text: String, code: String) throws {
        #expect(try #require(Self.matcher).match(text).code == code)
    }

    @Test("a slip of the pen beside an unknown word is no service")
    func mendedHalf() throws {
        #expect(try #require(Self.matcher).match("Comic court").code == nil)
    }

    @Test(
        "what several functions share becomes suggestions",
        arguments: [
            ("housing", ["06.1", "10.6"]), ("logement", ["06.1", "10.6"]), ("public works", ["04.4.3", "10.5"]),
        ])
    func ambiguous(text: String, codes: [String]) throws {
        let found = try #require(Self.matcher).match(text)
        #expect(found.code == nil)
        #expect(Set(codes).isSubset(of: found.suggestions.map(\.code)))
        #expect(found.suggestions.count <= 3)
    }

    @Test("a list of divisions answers with the division that contains what was written")
    func divisions() throws {
        let divisions = try #require(Self.list).restricted(toLevels: 1...1)
        let matcher = CodeMatcher(divisions)
        for (text, code) in [
            ("police", "03"), ("10.4.0", "10"), ("GF0501", "05"), ("Hospital services", "07"), ("housing", nil),
        ] as [(String, String?)] {
            #expect(matcher.match(text).code == code, "\(text)")
        }
    }

    @Test(
        "of several services in one text none is taken where one of them is not known: it would be lost",
        arguments: [("street lighting and public squares", "06.4"), ("espaces verts, paysage", "08.1")])
    func severalServices(text: String, suggested: String) throws {
        let found = try #require(Self.matcher).match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.contains { $0.code == suggested })
    }

    @Test("the same said in two languages is one service", arguments: ["Bibliotheken / libraries"])
    func twoLanguages(text: String) throws {
        #expect(try #require(Self.matcher).match(text).code == "08.2")
    }

    @Test("every title gives its code, or the group that is the same function")
    func ownTitles() throws {
        let list = try #require(Self.list)
        let matcher = try #require(Self.matcher)
        for item in list.items {
            for (language, label) in item.labels {
                let found = matcher.match(label, language: language)
                let right =
                    [item.code] + list.ancestors(of: item.code)
                    + list.items.map(\.code).filter { list.isIn($0, item.code) }
                if let code = found.code {
                    #expect(right.contains(code), "\(label)")
                } else {
                    #expect(found.suggestions.contains { right.contains($0.code) }, "\(label)")
                }
            }
        }
    }
}
