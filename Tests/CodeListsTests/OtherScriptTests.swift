import CodeLists
import Testing

@Suite("Countries and other places in other scripts")
struct OtherScriptTests {
    /// Loaded once: the list is the same for all.
    static let matcher: CodeMatcher? = (try? CodeList.bundled("countries")).map { CodeMatcher($0) }

    private func match(_ text: String) throws -> CodeMatch {
        try #require(Self.matcher).match(text)
    }

    @Test(
        "a place that sounds nearly like a country is not taken for it",
        arguments: [
            "Мордовия", "София", "Гавана", "Тасмания", "Силезия", "Бургундия", "Валахия", "Каледония", "Гвиана",
            "Лагос", "Астурия", "बर्लिन", "ఇంగ్లాండ్", "লিসবন",
        ])
    func nearBySound(text: String) throws {
        #expect(try match(text).code == nil)
    }

    @Test(
        "where a text sounds like one that is refused, no country is suggested either",
        arguments: ["Мордовия", "София", "Гавана", "Тасмания", "Лагос"])
    func nearRefused(text: String) throws {
        #expect(try match(text).suggestions.isEmpty)
    }

    @Test(
        "a place that is spelt nearly like a country in its own script is not taken for it",
        arguments: [
            "بيروت", "لاغوس", "Λάγος", "סופיה", "Λουάντα", "Бусан", "عجمان", "طنجا", "Республика Лагос",
            "Δημοκρατία Λάγος",
        ])
    func nearInItsScript(text: String) throws {
        #expect(try match(text).code == nil)
    }

    @Test(
        "a part of the United Kingdom is none in any language, and suggests it",
        arguments: [
            "Англия", "Англія", "Англија", "Anglija", "Angleterre", "Αγγλία", "इंग्लैंड", "イングランド", "Шотландия",
            "Schottland", "Irlande du Nord", "ويلز",
        ])
    func partsOfTheUnitedKingdom(text: String) throws {
        let found = try match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == ["GBR"])
    }

    @Test(
        "what sounds like a text that is refused is refused for its reason",
        arguments: [
            ("Лагос", "a city", []), ("Сан-Мартин", "ambiguous: French or Dutch part", ["MAF", "SXM"]),
            ("Гранада", "a city", []), ("Норфолк", "a subdivision of the United Kingdom", ["NFK"]),
        ] as [(String, String, [String])])
    func refusedBySound(text: String, reason: String, codes: [String]) throws {
        let found = try match(text)
        #expect(found.code == nil)
        #expect(found.refusal == reason)
        #expect(found.suggestions.map(\.code) == codes)
    }

    @Test(
        "a short name of another alphabet with a slip, and one of which the vowels are in doubt, are suggested",
        arguments: [("Росси", "RUS"), ("Греци", "GRC"), ("Комораш", "COM")])
    func suggested(text: String, code: String) throws {
        let found = try match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == [code])
    }

    @Test(
        "exchanged letters, and a slip in a longer name, are still read",
        arguments: [
            ("Кеиня", "KEN"), ("Индонезиия", "IDN"), ("Афганисттан", "AFG"), ("أفغانستانن", "AFG"),
            ("Αυστραλίαα", "AUS"), ("Туркменисттан", "TKM"), ("Каанада", "CAN"), ("Νήσοι Πίτκαιρν", "PCN"),
        ])
    func slipsStillRead(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "the short names of every day are read",
        arguments: [
            ("السعودية", "SAU"), ("الإمارات", "ARE"), ("الامارات", "ARE"), ("أميركا", "USA"), ("أفريقيا الوسطى", "CAF"),
            ("한국", "KOR"), ("호주", "AUS"), ("남아공", "ZAF"), ("阿联酋", "ARE"), ("沙特", "SAU"), ("波黑", "BIH"),
            ("サウジ", "SAU"), ("ミャンマー", "MMR"), ("Южная Корея", "KOR"), ("Северная Корея", "PRK"),
            ("ЮАР", "ZAF"), ("Эмираты", "ARE"), ("סעודיה", "SAU"), ("דרום קוריאה", "KOR"), ("ΗΑΕ", "ARE"),
            ("พม่า", "MMR"), ("ब्रिटेन", "GBR"), ("امارات", "ARE"),
        ])
    func shortNames(text: String, code: String) throws {
        #expect(try match(text).code == code)
    }

    @Test(
        "a name that countries share suggests each, in any script",
        arguments: [
            ("コンゴ", ["COG", "COD"]), ("콩고", ["COG", "COD"]), ("Κονγκό", ["COG", "COD"]), ("Корея", ["KOR", "PRK"]),
            ("كوريا", ["KOR", "PRK"]), ("ドミニカ", ["DMA", "DOM"]),
        ])
    func shared(text: String, codes: [String]) throws {
        let found = try match(text)
        #expect(found.code == nil)
        #expect(found.suggestions.map(\.code) == codes)
    }
}
