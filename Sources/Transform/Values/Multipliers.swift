/// Words for thousands, millions and more, as powers of ten.
enum Multipliers {
    enum Meaning: Sendable, Hashable {
        case power(Int)
        /// One of two: a billion is a thousand or a million millions.
        case unclear(Int, Int)
        /// A letter that counts only beside a currency: `€5m`, but not `5 m`.
        case besideCurrency(Int)
        /// A word that counts in some languages alone: in English, miles are no thousands, in French, lacs are lakes.
        case only(languages: Set<String>, Int)
        /// What the language decides: `mil` is a thousand in Spanish and short for a million in Czech.
        case byLanguage([String: Int], unclear: Int, Int)
    }

    /// The multiplier with which the pieces begin.
    static func first(of pieces: ArraySlice<TextPiece>, language: String?, isBesideCurrency: Bool) -> (
        meaning: Meaning, length: Int
    )? {
        guard let (meaning, length) = table.first(of: pieces) else { return nil }
        switch meaning {
        case .power, .unclear: return (meaning, length)
        case .besideCurrency(let power): return isBesideCurrency ? (.power(power), length) : nil
        case .only(let homes, let power):
            let isHome = LanguageCustom.base(language).map { homes.contains($0) } ?? false
            // "INR lacs" is an amount in any language; "€ 0.30 mile" may be one for a mile.
            let isOfMoney = isBesideCurrency && !FieldUnit.isKnown(pieces.prefix(length))
            let isMultiplier = isHome || isOfMoney || isCounted(pieces.dropFirst(length), homes)
            return isMultiplier ? (.power(power), length) : nil
        case .byLanguage(let powers, let first, let second):
            let own = LanguageCustom.base(language).flatMap { powers[$0] }
            return (own.map { .power($0) } ?? .unclear(first, second), length)
        }
    }

    /// Whether what is behind a word can only be counted by it: `miles de euros` and `miles EUR` are no distances in any language.
    /// `Lacs de montagne` are lakes.
    private static func isCounted(_ behind: ArraySlice<TextPiece>, _ homes: Set<String>) -> Bool {
        homes.contains("es") && behind.first?.text == "de" || Currencies.first(of: behind) != nil
    }

    /// Words that are plural in any case, so that a heading may end with one: "Population, thousands", but not "a city of a million".
    static let plurals = PhraseTable(
        "thousands|millions|milliers|miles|millones|tausende|millionen|migliaia|milioni|milhares|milhões|duizenden|miljoenen|tusental|tusinder|miljoner|millioner"
    )

    private static let table = PhraseTable<Meaning>([
        (
            .power(3),
            """
            k|thousand|thousands|millier|milliers|mille|tausend|tsd|tausende|mila|migliaia|duizend|tusen|tusind|tuhat|tuhatta|tuh|tuhanded\
            |tysiąc|tysiące|tysięcy|tys|tisíc|tisíce|tisíců|tis|tisoč|tisuća|tisuće|hiljada|hiljade|ezer|mii|tūkstoš|tūkstoši|tūkst|tūkstantis|tūkstančių\
            |хиляди|хил|тысяча|тысячи|тысяч|тыс|тисяча|тисячі|тисяч|тис|χιλιάδες|χιλ|milhar|milhares|千|천|ألف|آلاف|هزار|אלף|हज़ार|हजार
            """
        ),
        (.only(languages: ["es"], 3), "miles"), (.only(languages: ["ga"], 3), "míle"),
        (.only(languages: ["tr"], 3), "bin"), (.only(languages: ["da", "nb", "nn", "no", "sv"], 3), "tus"),
        (
            .power(4),
            "万|萬|만|tens of thousands|ten thousands|dizaines de milliers|decenas de miles|zehntausende|zehntausend"
        ),
        (
            .power(5),
            "lakh|lakhs|लाख|hundreds of thousands|hundred thousand|hundred thousands|centaines de milliers|cientos de miles|hunderttausende|hunderttausend"
        ),
        (
            .only(
                languages: [
                    "as", "bn", "en", "gu", "hi", "kn", "ml", "mr", "ne", "or", "pa", "si", "ta", "te", "ur",
                ], 5), "lac|lacs"
        ),
        (
            .power(6),
            """
            million|millions|mio|mios|mill|mln|mn|millionen|millón|millones|milhão|milhões|milione|milioni|miljoen|miljoenen|miljon|miljoner|milj\
            |millioner|miljoona|miljoonaa|miljonit|miljoni|miljonu|miljons|miljonai|milijonas|milijonų|milion|miliony|milionů|milionu|milionów|milión|milióny|miliónov\
            |milijun|milijuna|milijon|milijona|milijonov|milioane|millió|milliún|miljun|εκατομμύριο|εκατομμύρια|εκατ|εκ\
            |млн|миллион|миллиона|миллионов|милион|милиона|мільйон|мільйони|мільйонів|milyon|百万|百萬|백만|مليون|ملايين|میلیون|מיליון
            """
        ),
        (.power(7), "crore|crores|करोड़|千万|千萬|천만|tens of millions|dizaines de millions|decenas de millones"),
        (
            .power(8),
            "億|亿|억|hundreds of millions|hundred million|hundred millions|centaines de millions|cientos de millones"
        ),
        (
            .power(9),
            """
            bn|milliard|milliards|milliarden|mrd|mrds|mia|mld|mlrd|mdr|milliarder|miljard|miljarder|miljardia|miljardi|miljardit|miljards|miliardo|miliardi\
            |miliard|miliardy|miliardů|miliardów|miliárd|miliardy|miliarde|milijarda|milijarde|milijardi|milijardų|milliárd|bilhão|bilhões|mil millones|mil milhões\
            |thousand million|тысяча миллионов|млрд|миллиард|миллиарда|миллиардов|милиард|милиарда|мільярд|мільярди|мільярдів|δισεκατομμύριο|δισεκατομμύρια|δισ|δισεκ\
            |milyar|十億|مليار|مليارات|میلیارد|מיליארד
            """
        ),
        (.power(10), "百億|百亿"),
        (.power(11), "千億|千亿"),
        // The short scale where English is written, else it cannot be told: "billion" is 10^12 in German, French, Danish and others.
        (.byLanguage(["en": 9], unclear: 9, 12), "billion|billions"),
        (
            .unclear(9, 12),
            "billón|billones|billionen|billioner|biljoen|biljoner|bilione|bilioni|bilion|biliony|bilionów|bilionů|bilião|biliões|billió|bilijun|bilijon"
        ),
        (.byLanguage(["en": 12], unclear: 12, 18), "trillion|trillions"),
        (
            .byLanguage(
                ["es": 3, "pt": 3, "gl": 3, "ca": 3, "cs": 6, "sk": 6, "hr": 6, "sl": 6, "bs": 6, "ro": 6],
                unclear: 3, 6), "mil"
        ),
        (.besideCurrency(6), "m"),
        (.besideCurrency(9), "md|mds"),
    ])
}
