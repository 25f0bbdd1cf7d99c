import CodeLists
import Foundation
import TestMeasurement
import Testing

@Suite("Countries as people write them")
struct CountryMatchingTests {
    /// Loaded once: the list is the same for all.
    static let matcher: CodeMatcher? = (try? CodeList.bundled("countries")).map { CodeMatcher($0) }

    private func match(_ text: String, language: String? = nil) throws -> CodeMatch {
        try #require(Self.matcher).match(text, language: language)
    }

    @Test(
        "codes of every scheme are read",
        arguments: [
            ("KOR", "KOR"), ("KR", "KOR"), ("kor", "KOR"), ("410", "KOR"), ("004", "AFG"), ("EL", "GRC"), ("UK", "GBR"),
            ("GB", "GBR"), ("XK", "XKX"), ("XKX", "XKX"), (" FR ", "FRA"), ("ZAR", "COD"), ("BUR", "MMR"),
            ("TMP", "TLS"), ("NO", "NOR"), ("BUMM", "MMR"),
        ])
    func codes(text: String, code: String) throws {
        let found = try match(text)
        #expect(found.code == code)
        #expect(found.method == .code)
        #expect(found.confidence == 1)
    }

    @Test("a two-letter word in small letters is no code", arguments: ["no", "in", "is", "it", "de", "la", "to"])
    func smallWords(text: String) throws {
        #expect(try match(text).code == nil)
    }

    @Test(
        "names in many languages and forms are found",
        arguments: [
            ("Germany", "DEU"), ("Deutschland", "DEU"), ("Allemagne", "DEU"), ("Германия", "DEU"), ("德国", "DEU"),
            ("德國", "DEU"), ("ドイツ", "DEU"), ("독일", "DEU"), ("ألمانيا", "DEU"), ("Γερμανία", "DEU"),
            ("CÔTE D’IVOIRE", "CIV"), ("Cote dIvoire", "CIV"), ("Ivory Coast", "CIV"), ("The Gambia", "GMB"),
            ("Korea, Rep. of", "KOR"), ("Republic of Korea", "KOR"), ("Korea (Republic of)", "KOR"),
            ("Viet Nam", "VNM"), ("Türkiye", "TUR"), ("Turkiye", "TUR"), ("St. Lucia", "LCA"), ("U.S.A.", "USA"),
            ("Lebanon, Republic of", "LBN"), ("Kingdom of Bhutan", "BTN"), ("Venezuela (Boliv. Rep. of)", "VEN"),
            ("Cent. Afr. Rep.", "CAF"), ("Trin. & Tob.", "TTO"), ("Marsh. Is.", "MHL"),
        ])
    func names(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "additions that change nothing are passed over",
        arguments: [
            ("NOR: Norway", "NOR"), ("Norway (NOR)", "NOR"), ("Kosovo*", "XKX"), ("Norway (provisional)", "NOR"),
            ("Greenland (Denmark)", "GRL"), ("Bermuda (UK)", "BMU"), ("Burma (Myanmar)", "MMR"),
        ])
    func additions(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "what is no country, or not one, is refused",
        arguments: [
            "OECD total", "EU27", "World", "Other", "n/a", "N.A.", "Texas", "Bavaria", "Ministry of Finance",
            "Niger-Congo", "Georgia, USA", "Northern Cyprus", "Scotland", "Asia", "Latin America and the Caribbean",
            "Paris", "Nairobi", "University of Oslo", "Norway and Sweden", "Norway/Sweden", "Serbia and Montenegro",
            "Soviet Union", "Pacific Ocean", "please select", "-", "??", "Norway (excluding Oslo)", "Republic of",
            "Guinea-Bissau and Guinea", "N. Cyprus", "S. Carolina", "Norhern Ireland", "Mali Delta", "ZZZ", "XX",
        ])
    func refused(text: String) throws {
        let found = try match(text)
        #expect(found.code == nil)
        #expect(found.method == nil)
        #expect(found.confidence == 0)
    }

    @Test(
        "a refusal says why",
        arguments: [
            ("World", "an aggregate"), ("OECD countries total", "an aggregate"), ("Nairobi", "a city"),
            ("Scotland", "a part of the United Kingdom"), ("Ministry of Health", "an organisation"),
            ("Norway/Sweden", "two countries"), ("", "nothing"), ("…", "nothing"),
        ])
    func reasons(text: String, reason: String) throws {
        #expect(try match(text).refusal == reason)
    }

    @Test(
        "two countries are none of them, whatever stands between, and both are suggested",
        arguments: [
            ("Finland\nIraq", ["FIN", "IRQ"]), ("Brazil & Iran", ["BRA", "IRN"]),
            ("Mexico\nUnited States", ["MEX", "USA"]),
            ("United States & Cuba", ["USA", "CUB"]), ("Germany\nSamoa", ["DEU", "WSM"]),
            ("France + Guinea", ["FRA", "GIN"]),
            ("Hong Kong (China)\nSpain", ["HKG", "ESP"]), ("Rwanda; United States", ["RWA", "USA"]),
            ("Tanzania and United Kingdom", ["TZA", "GBR"]), ("Cameroon; United Kingdom", ["CMR", "GBR"]),
            ("Denmark; Greenland", ["DNK", "GRL"]), ("Greenland and Denmark", ["GRL", "DNK"]),
        ])
    func twoCountries(text: String, codes: [String]) throws {
        let found = try match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == codes)
    }

    @Test(
        "a territory beside its state is the territory",
        arguments: [
            ("Denmark, Greenland", "GRL"), ("China; Hong Kong", "HKG"), ("France, La Réunion", "REU"),
            ("United States Virgin Islands (U.S.)", "VIR"), ("Antiga & Barbuda", "ATG"),
            ("Mayote Island", "MYT"),
        ])
    func territories(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "a name that may be two countries gives both as suggestions",
        arguments: [("Korea", ["KOR", "PRK"]), ("Congo", ["COG", "COD"]), ("Virgin Islands", ["VIR", "VGB"])])
    func ambiguous(text: String, codes: [String]) throws {
        let found = try match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == codes)
    }

    @Test(
        "names that are nearly each other are never confused",
        arguments: [
            ("Niger", "NER"), ("Nigeria", "NGA"), ("Guinea", "GIN"), ("Guinea-Bissau", "GNB"),
            ("Equatorial Guinea", "GNQ"), ("Papua New Guinea", "PNG"), ("Dominica", "DMA"),
            ("Dominican Republic", "DOM"), ("Slovakia", "SVK"), ("Slovenia", "SVN"), ("Austria", "AUT"),
            ("Australia", "AUS"), ("Mali", "MLI"), ("Malawi", "MWI"), ("North Korea", "PRK"), ("South Korea", "KOR"),
            ("Congo-Brazzaville", "COG"), ("DR Congo", "COD"), ("Iran", "IRN"), ("Iraq", "IRQ"), ("Sudan", "SDN"),
            ("South Sudan", "SSD"), ("Samoa", "WSM"), ("American Samoa", "ASM"), ("Mauritius", "MUS"),
            ("Mauritania", "MRT"), ("Gambia", "GMB"), ("Zambia", "ZMB"),
        ])
    func neighbours(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test("one slip in a name of five letters or more never gives another country, in any place of any name")
    func slips() throws {
        let list = try CodeList.bundled("countries")
        let matcher = try #require(Self.matcher)
        var missed = 0
        var tried = 0
        for item in list.items {
            guard let label = item.labels["en"], label.unicodeScalars.allSatisfy(\.isASCII) else { continue }
            let letters = Array(label)
            for place in stride(from: 0, to: letters.count, by: 3) where letters.count > 5 {
                var slipped = letters
                slipped.remove(at: place)
                let found = matcher.match(String(slipped))
                tried += 1
                if found.code == nil { missed += 1 }
                #expect(found.code == nil || found.code == item.code, "\(String(slipped))")
            }
        }
        #expect(tried > 700)
        #expect(Double(missed) / Double(tried) < 0.1)
    }

    @Test(
        "text that a wrong encoding has spoilt is read",
        arguments: [
            ("CÃ´te d'Ivoire", "CIV"), ("C\u{FFFD}te d'Ivoire", "CIV"), ("C<U+00F4>te d'Ivoire", "CIV"),
            ("Trinidad &amp; Tobago", "TTO"), ("Gr?nland", "GRL"), ("CÃƒÂ´te d'Ivoire", "CIV"),
            ("C√¥te d'Ivoire", "CIV"), ("C├┤te d'Ivoire", "CIV"), ("T├╝rkei", "TUR"),
        ])
    func spoilt(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "names in further languages are found letter by letter",
        arguments: [
            ("កម្ពុជា", "KHM"), ("ລາວ", "LAO"), ("இந்தியா", "IND"), ("భారతదేశం", "IND"), ("ಭಾರತ", "IND"),
            ("ശ്രീലങ്ക", "LKA"), ("ශ්‍රී ලංකාව", "LKA"), ("नेपाल", "NPL"), ("বাংলাদেশ", "BGD"), ("ኢትዮጵያ", "ETH"),
            ("საქართველო", "GEO"), ("Հայաստան", "ARM"), ("Azərbaycan", "AZE"), ("Қазақстан", "KAZ"),
            ("Oʻzbekiston", "UZB"), ("Монгол", "MNG"), ("Pilipinas", "PHL"), ("Yr Almaen", "DEU"),
            ("Gjermania", "DEU"), ("Lëtzebuerg", "LUX"), ("Беларусь", "BLR"), ("Suid-Afrika", "ZAF"),
            ("Sveits", "CHE"), ("Irão", "IRN"), ("پاکستان", "PAK"), ("紐西蘭", "NZL"), ("Alemaña", "DEU"),
            ("Aostralia", "AUS"), ("افغانستان", "AFG"), ("မြန်မာ", "MMR"),
        ])
    func furtherLanguages(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "other spellings in these scripts are found by their sound",
        arguments: [
            ("უკრაინია", "UKR"), ("কোষ্টারিকা", "CRI"), ("કેનિયા", "KEN"), ("కెనియా", "KEN"), ("ಕ್ಯಾನಡಾ", "CAN"),
            ("Ֆինլանդիյա", "FIN"), ("ኬኒያ", "KEN"), ("ਚੀਲੀ", "CHL"),
        ])
    func sounds(text: String, code: String) throws {
        let found = try match(text)
        #expect(found.code == code)
        #expect(found.method == .transliterated)
    }

    @Test(
        "a name that is a slip of another without its accent counts only with it",
        arguments: [("Nigēra", "NER"), ("Nigera", nil), ("Irão", "IRN"), ("Irao", nil), ("Tóga", "TGO"), ("Toga", nil)]
            as [(String, String?)])
    func accentsThatMatter(text: String, code: String?) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "what is ambiguous is so in any language", arguments: ["Congo", "Korea", "The Congo", "Virgin Islands"],
        ["en", "fr", "de"])
    func ambiguousInAnyLanguage(text: String, language: String) throws {
        let found = try match(text, language: language)
        #expect(found.code == nil)
        #expect(found.suggestions.count == 2)
    }

    @Test(
        "what stands behind a name that countries share is never passed over",
        arguments: ["Congo (Oriental)", "Korea, Busan", "Guinea (Lower)", "刚果（某地）"])
    func sharedNames(text: String) throws {
        #expect(try match(text).code == nil)
    }

    @Test(
        "a nationality or language is no country, and suggests it",
        arguments: [
            ("German", ["DEU"]), ("Italian", ["ITA"]), ("Czech", ["CZE"]), ("Danes", ["DNK"]),
            ("Korean", ["KOR", "PRK"]), ("Nigerian", ["NGA"]), ("Latin", []), ("Swahili", []),
        ])
    func nationalities(text: String, codes: [String]) throws {
        let found = try match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == codes)
    }

    @Test("a name in one language is taken in that, be it with a country", arguments: ["fi", "fi-FI", "FI"])
    func ofLanguage(language: String) throws {
        #expect(try match("Brasilia").code == nil)
        #expect(try match("Brasilia", language: language).code == "BRA")
    }

    @Test("a name that is a slip of another is taken only in its own language")
    func ownLanguage() throws {
        #expect(try match("Nigeris").code == nil)
        #expect(try match("Nigeris").suggestions.map(\.code) == ["NER", "NGA"])
        #expect(try match("Nigeris", language: "lt").code == "NER")
    }

    @Test("a part of a country is the country only where the survey says so")
    func partsByAlias() throws {
        let list = try CodeList.bundled("countries")
        let matcher = CodeMatcher(
            list, aliases: [Alias(raw: "Scotland", code: "GBR", reviewer: "desk", date: "2026-01-01")])
        #expect(matcher.match("scotland").code == "GBR")
        #expect(matcher.match("scotland").method == .alias)
        #expect(matcher.match("Wales").code == nil)
    }

    @Test(
        "one slip in any place of a name never gives the country with nearly the same name",
        arguments: [
            ("Niger", "NER"), ("Nigeria", "NGA"), ("Republic of the Congo", "COG"),
            ("Democratic Republic of the Congo", "COD"), ("North Korea", "PRK"), ("South Korea", "KOR"),
            ("Guinea", "GIN"), ("Guinea-Bissau", "GNB"), ("Equatorial Guinea", "GNQ"), ("Papua New Guinea", "PNG"),
            ("Dominica", "DMA"), ("Dominican Republic", "DOM"), ("Slovakia", "SVK"), ("Slovenia", "SVN"),
            ("Austria", "AUT"), ("Australia", "AUS"), ("Mali", "MLI"), ("Malawi", "MWI"),
        ])
    func slipsOfNeighbours(name: String, code: String) throws {
        let matcher = try #require(Self.matcher)
        let letters = Array(name)
        var slips: Set<String> = []
        for place in letters.indices {
            for letter in "abcdefghijklmnopqrstuvwxyz" {
                slips.insert(String(letters[..<place] + [letter] + letters[place...]))
                slips.insert(String(letters[..<place] + [letter] + letters[(place + 1)...]))
            }
            slips.insert(String(letters[..<place] + letters[(place + 1)...]))
            if place > 0 {
                slips.insert(
                    String(letters[..<(place - 1)] + [letters[place], letters[place - 1]] + letters[(place + 1)...]))
            }
        }
        var wrong: [String] = []
        for slip in slips.sorted() {
            if let found = matcher.match(slip).code, found != code { wrong.append("\(slip) \(found)") }
        }
        // A slip may spell another country or its nationality letter by letter ("Malt"), but no neighbour of these.
        let neighbours = [
            "NER NGA", "COG COD", "PRK KOR", "GIN GNB GNQ PNG", "DMA DOM", "SVK SVN", "AUT AUS", "MLI MWI",
        ]
        let own = neighbours.first { $0.contains(code) } ?? ""
        #expect(wrong.filter { own.contains($0.suffix(3)) } == [])
        #expect(slips.count > 100)
    }

    @Test(
        "another country's code in capitals beside a name makes it neither, and both are suggested",
        arguments: [
            ("SI Slovakia", ["SVN", "SVK"]), ("AT Australia", ["AUT", "AUS"]), ("DE (Denmark)", ["DEU", "DNK"]),
            ("FR - Germany", ["FRA", "DEU"]), ("FRA Germany", ["FRA", "DEU"]), ("SE Switzerland", ["SWE", "CHE"]),
            ("AU - Austria", ["AUS", "AUT"]), ("Slovakia SI", ["SVN", "SVK"]),
        ])
    func contradictingCodes(text: String, codes: [String]) throws {
        let found = try match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == codes)
    }

    @Test(
        "its own code, that of its state, a short form and a word in capitals do no harm",
        arguments: [
            ("CZ Czech Republic", "CZE"), ("Puerto Rico (US)", "PRI"), ("FR Germany", "DEU"), ("PR of China", "CHN"),
            ("LA RÉUNION", "REU"), ("La Belgique", "BEL"), ("LA CÔTE D’IVOIRE", "CIV"),
        ])
    func harmlessCapitals(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "a country that is denied or doubted is none, and is suggested",
        arguments: [
            ("no Australia", "AUS"), ("no Slovakia", "SVK"), ("ni Slovakia", "SVK"), ("Germany?", "DEU"),
            ("Germany ?", "DEU"), ("Bénin??", "BEN"),
        ])
    func deniedOrDoubted(text: String, code: String) throws {
        let found = try match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == [code])
    }

    @Test(
        "a question mark in place of a spoilt letter doubts nothing", arguments: [("Canad?", "CAN"), ("Panam?", "PAN")])
    func spoiltAtTheEnd(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "two slips, a misspelt direction or a lost state never make another country",
        arguments: [
            "Nothern Ireland", "Northen Ireland", "Swissland", "Roman", "Woman", "Germany, Dem. Rep.",
            "Germany (Democratic Republic)", "Republic of Dominica", "Dominica, Rep. of",
        ])
    func nearNames(text: String) throws {
        #expect(try match(text).code == nil)
    }

    @Test(
        "slips in long names and in their own directions are still read",
        arguments: [
            ("Nothern Korea", "PRK"), ("Nothern Macedonia", "MKD"), ("Sotuh Korea", "KOR"),
            ("Liecgtensteein", "LIE"), ("Lithuannis", "LTU"), ("Congo Dem R", "COD"),
            ("Caribian Netherlands", "BES"), ("Nepal (Federal Democratic Republic of)", "NPL"),
            ("Madagascar, Dem. Rep.", "MDG"), ("Commonwealth of Dominica", "DMA"),
        ])
    func slipsStillRead(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "short forms and island words are read in other languages",
        arguments: [
            ("Rép. dém. du Congo", "COD"), ("Corée (Rép. de)", "KOR"), ("Rép. pop. dém. de Corée", "PRK"),
            ("Iles Cook", "COK"), ("Rep. Democrática del Congo", "COD"), ("Islas Marshall", "MHL"),
            ("Rép. arabe syrienne", "SYR"), ("Sankt Lucia", "LCA"),
        ])
    func shortFormsInOtherLanguages(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test("every label of every item in every language gives that item, or suggests it")
    func ownLabels() throws {
        let list = try CodeList.bundled("countries")
        let matcher = try #require(Self.matcher)
        var refused = 0
        for item in list.items {
            for (language, label) in item.labels {
                let found = matcher.match(label, language: language)
                #expect(found.code == nil || found.code == item.code, "\(label) (\(language))")
                if found.code == nil { refused += 1 }
            }
        }
        #expect(refused < 20)
    }

    @Test(
        "is looked for in time with the length of the text, whatever stands in it",
        arguments: ["Congo (", "france, ", "north south ", "St. Vin. ", "&#233;", "Norwya ", "a&#", "a\\u"])
    func hostileLength(piece: String) throws {
        let few = try match(String(repeating: piece, count: 100))
        let short = try timed { try match(String(repeating: piece, count: 5000)) }
        let long = try timed { try match(String(repeating: piece, count: 50_000)) }
        #expect(short.result.code == few.code)
        #expect(long.result.code == few.code)
        // Ten times the text; by the square it would be a hundred times the work. A wall clock would count what else the machine does.
        #expect(long.seconds < 40 * max(short.seconds, 0.001))
    }
}
