/// The words from which names of countries, and of what is mistaken for one, are made.
enum PlaceWords {
    static let rules = WordRules(
        dropped: WordRules.articles + [
            "och", "og", "i", "en", "van", "von", "na", "ja", "a", "ng", "ya", "il", "lo", "gli", "dei", "della",
            "delle", "dello", "do", "den", "det", "het", "um", "o", "os", "as", "al", "ke", "ta", "te",
        ],
        generic: [
            "republic", "kingdom", "state", "states", "democratic", "islamic", "federal", "federation", "federated",
            "people", "peoples", "socialist", "arab", "commonwealth", "principality", "grand", "duchy", "sultanate",
            "country", "territory", "union", "independent", "plurinational", "bolivarian", "hashemite",
            "special", "administrative", "region", "dr", "pdr", "dpr", "sr", "ir", "rb", "ar", "sar", "confederation",
            "cooperative", "oriental", "sovereign",
            "republique", "royaume", "etat", "democratique", "islamique", "federale", "federation", "populaire",
            "socialiste", "arabe", "principaute", "duche", "sultanat", "pays", "territoire", "confederation",
            "republica", "reino", "estado", "estados", "democratica", "islamica", "federativa", "popular", "socialista",
            "principado", "ducado", "gran", "sultanato", "pais", "territorio", "confederacion", "republik",
            "bundesrepublik", "konigreich", "furstentum", "republiek", "koninkrijk", "repubblica", "regno",
            "республика", "королевство", "государство", "народная", "демократическая", "исламская", "федеративная",
            "социалистическая", "арабская", "княжество", "союз", "република", "краљевина", "кралство", "республіка",
            "королівство", "republika", "respublika", "republiken", "republikken", "kongeriget", "kongeriket",
            "konungariket", "tasavalta", "kuningaskunta", "krolestwo", "kralovstvi", "kralovstvo", "kraljevina",
            "koztarsasag", "kiralysag", "cumhuriyeti", "kralligi", "kerajaan", "vabariik", "kuningriik", "karaliste",
            "karalyste", "regatul", "regne", "poblacht", "jamhuri", "ufalme", "koninkryk",
            "repiblik", "jumhuriyat", "dawlat", "mamlakat", "negara", "grossherzogtum", "groothertogdom",
            "storhertugdommet", "furstendomet", "fyrstedommet", "δημοκρατια", "βασιλειο", "جمهوريه", "مملكه", "دوله",
            "جمهوري", "پادشاهي",
        ],
        short: short.merging(otherLanguages) { own, _ in own },
        dividing: ["democratic"])

    /// Short forms and spellings of words, with the words that they stand for.
    private static let short: [String: String] = [
        "st": "saint", "ste": "saint", "sta": "santa", "rep": "republic", "repub": "republic", "dem": "democratic",
        "fed": "federal", "sts": "states", "is": "islands", "isl": "islands", "isls": "islands",
        "island": "islands", "isle": "islands", "isles": "islands",
        "ter": "territory", "terr": "territory", "territories": "territory", "peoples": "people",
        "ppl": "people", "pple": "people", "afr": "african", "n": "north", "s": "south", "w": "west", "e": "east",
        "northern": "north", "southern": "south", "western": "west", "eastern": "east", "eq": "equatorial",
        "equat": "equatorial", "br": "british", "brit": "british", "fr": "french", "neth": "netherlands",
        "soc": "socialist", "pr": "people", "bol": "bolivarian", "kgdm": "kingdom", "utd": "united",
        "unit": "united", "u": "united", "lands": "territory", "indep": "independent", "prov": "province",
        "gren": "grenadines", "herz": "herzegovina",
        "hercegovina": "herzegovina", "bissao": "bissau",
    ]

    /// The same words in other languages, so that "Rép. dém. du Congo" and "Iles Cook" are found by their words.
    private static let otherLanguages: [String: String] = {
        let words = [
            ("republic", "republique republica republik republiek repubblica republika respublika jumhuriyat repiblik"),
            ("kingdom", "royaume reino konigreich koenigreich koninkrijk regno kongeriget kongeriket konungariket"),
            ("state", "etat estado staat stato dawlat"),
            ("states", "etats estados staaten staten stati"),
            ("democratic", "democratique democratica demokratische democratische demokratik"),
            ("people", "populaire popular pop popolare volksrepublik"),
            ("islamic", "islamique islamica islamische islamitische"),
            ("arab", "arabe arabische araba"),
            ("federal", "federale federativa foderale"),
            ("federated", "federes federados"),
            ("socialist", "socialiste socialista sozialistische"),
            ("united", "uni unie unis unida unido unidos uniti unito vereinigte vereinigtes verenigde verenigd"),
            ("islands", "iles islas ilhas ilha inseln insel isole isola eilanden eiland oarna ile isla"),
            ("saint", "sankt sint"),
            ("principality", "principaute principado furstentum fuerstentum principato"),
        ]
        var found: [String: String] = [:]
        for (word, others) in words {
            for other in others.split(separator: " ") { found[String(other)] = word }
        }
        return found
    }()

    /// Words that make another place of a name, so that a qualification with one of them is never passed over.
    static let distinguishing: Set<String> = Set(
        """
        north south east west northern southern eastern western central middle upper lower inner outer new old
        equatorial french british american us usa uk dutch danish spanish portuguese german italian papua netherlands
        city town capital province state region county district department oblast prefecture governorate municipality
        island islands bissau occidental oriental nord sud est ouest norte sur este oeste nouvelle nueva province
        etat region departement ville provincia estado ciudad departamento former ancien antiguo greater great
        community flanders wallonia sea ocean gulf bay channel strait river mountains overseas outlying
        excluding excl except without other others rest unspecified nes not non
        union empire kingdom colony protectorate zone border area areas basin delta valley coast
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// Words of which one is enough to say that the text is no single country, with what it is.
    static let telling: [(reason: String, words: [Substring])] = [
        (
            "an aggregate",
            """
            total totals average averages mean median aggregate subtotal world worldwide global regional countries pays
            paises nations regions continents africa afrique europe asia asie latin subsaharan oecd ocde eu27 eu28 eu25
            eu15 ea19 ea20 g7 g8 g20 g77 brics asean mercosur efta nafta ecowas sadc unweighted weighted bloc
            developing developed income economies territories members
            """
        ),
        (
            "an organisation",
            """
            ministry minister ministere ministerio ministerium department university universite universidad college
            bank banque banco institute institut instituto foundation fondation fundacion agency agence agencia
            office bureau authority council commission committee company inc ltd llc gmbh corporation association
            society hospital school parliament senate embassy secretariat chancellery cabinet directorate
            """
        ),
        ("a sea or waters", "sea ocean gulf bay strait waters seas fishing ecosystem"),
        (
            "nothing",
            """
            unknown unspecified undefined none null missing test confidential undisclosed unallocated unidentified
            """
        ),
        (
            "not one country",
            "other others autre autres otros otras excluding excl except rest elsewhere various several multiple"
        ),
    ].map { ($0.0, $0.1.split(whereSeparator: \.isWhitespace)) }

    /// Countries of which a short name may mean another: the Congos, Koreas, Guineas, Sudans.
    static let sharing = [
        "COG", "COD", "KOR", "PRK", "GIN", "GNB", "GNQ", "PNG", "SDN", "SSD", "VGB", "VIR", "TLS", "DMA", "DOM", "NER",
        "NGA",
    ]

    /// Short forms of the states to which territories belong, as they stand in brackets behind a name.
    static let owners: [String: String] = [
        "fr": "FRA", "fra": "FRA", "france": "FRA", "uk": "GBR", "gb": "GBR", "gbr": "GBR", "us": "USA", "usa": "USA",
        "aus": "AUS", "austr": "AUS", "australia": "AUS", "nz": "NZL", "nzl": "NZL", "neth": "NLD", "nl": "NLD",
        "nld": "NLD", "ned": "NLD", "dk": "DNK", "den": "DNK", "denmark": "DNK", "dnk": "DNK", "nor": "NOR",
        "no": "NOR", "fi": "FIN", "fin": "FIN", "ch": "CHN", "chn": "CHN", "cn": "CHN", "prc": "CHN", "british": "GBR",
        "french": "FRA", "francaise": "FRA", "francia": "FRA", "frankreich": "FRA", "kingdom": "GBR", "states": "USA",
        "zealand": "NZL", "netherlands": "NLD", "norway": "NOR", "china": "CHN", "finland": "FIN", "dutch": "NLD",
        "danish": "DNK",
    ]
}
