/// Words and signs around numbers, in many languages.
enum NumberWords {
    /// "About", before a number or behind it. What is only estimated is a flag of the survey's, not a word like these.
    static let approximate = PhraseTable(
        """
        approximately|approx|approx.|appr|about|around|roughly|circa|ca|c.|some|nearly|almost|~|≈|±|≃|≅|+ / -|+/-\
        |environ|env|à peu près|approximativement|autour de|près de|quelque|quelques|vers\
        |aproximadamente|aprox|alrededor de|cerca de|unos|unas|más o menos|mas o menos|por volta de|à volta de\
        |etwa|ungefähr|rund|rd|zirka|ungef|annähernd|knapp|gut|approssimativamente|all'incirca|quasi|ongeveer|rond|bijna|zowat\
        |cirka|omkring|omtrent|om lag|rundt|ungefär|omkr|c:a|runt|noin|suunnilleen|umbes|ligikaudu|aptuveni|apm|apie|maždaug|apytiksliai\
        |około|ok|w przybliżeniu|mniej więcej|przybliżenie|přibližně|asi|cca|zhruba|přibl|približne|okolo|približno|okoli|pribl\
        |oko|otprilike|körülbelül|kb|mintegy|nagyjából|aproximativ|în jur de|cam|около|приблизително|примерно|приблизительно|близько|приблизно|біля\
        |περίπου|thart ar|timpeall|madwar|yaklaşık|yakl|takriben|約|约|およそ|大约|大約|약|حوالي|تقريبا|نحو|تقریبا|כ - |בערך
        """)

    /// "Minus": before a number.
    static let minus = PhraseTable(
        "minus|moins|menos|meno|mínus|mínusz|miinus|mīnus|минус|мінус|μείον|eksi|negative|negativ|négatif|negativo")

    /// "More than", "at most": before a number.
    static let boundBefore = PhraseTable(
        """
        <|>|≤|≥|< =|> =|= <|= >|more than|over|above|at least|min|minimum|up to|at most|max|maximum|less than|under|below|fewer than\
        |no more than|not more than|no less than|no fewer than|upwards of|in excess of|greater than|from\
        |plus de|plus que|au moins|moins de|jusqu'à|au plus|supérieur à|inférieur à|au minimum|au maximum|à partir de\
        |más de|mas de|al menos|por lo menos|menos de|hasta|como máximo|como mínimo|mínimo|máximo\
        |mehr als|über|mindestens|weniger als|unter|bis zu|höchstens|maximal|bis|ab|mind\
        |più di|oltre|almeno|meno di|fino a|al massimo|al minimo|massimo|minimo\
        |meer dan|ruim|minstens|ten minste|minder dan|tot|hoogstens|maximaal|minimaal|mais de|pelo menos|até|no máximo|no mínimo\
        |ponad|powyżej|co najmniej|mniej niż|poniżej|do|maksymalnie|minimum|více než|přes|nejméně|alespoň|méně než|nejvýše\
        |viac ako|najmenej|aspoň|menej ako|najviac|več kot|vsaj|manj kot|največ|više od|najmanje|manje od|najviše|preko\
        |mer än|minst|mindre än|upp till|högst|över|mere end|mindst|mindre end|op til|højst|over|mer enn|mindre enn|opp til|inntil|høyst\
        |yli|vähintään|alle|enintään|üle|vähemalt|alla|kuni|vairāk nekā|vismaz|mazāk nekā|līdz|daugiau nei|ne mažiau kaip|mažiau nei|iki\
        |több mint|legalább|kevesebb mint|legfeljebb|peste|mai mult de|cel puțin|sub|mai puțin de|până la|cel mult\
        |πάνω από|τουλάχιστον|κάτω από|λιγότερο από|έως|над|повече от|поне|под|по - малко от|до\
        |более|больше|свыше|не менее|менее|не более|понад|більше|не менше|менше|не більше|en az|en fazla\
        |níos mó ná|níos lú ná|ar a laghad|aktar minn|inqas minn|超过|超過|至少|不到|最多|أكثر من|أقل من|على الأقل
        """)

    /// "Or more", "+": behind a number.
    static let boundBehind = PhraseTable(
        """
        +|or more|and more|or over|and over|and above|plus|or less|or fewer|and under|or under|ou plus|et plus|ou moins|et moins|o más|y más|o menos\
        |und mehr|oder mehr|und weniger|oder weniger|o più|e più|o meno|of meer|en meer|of minder|ou mais|e mais|ou menos\
        |lub więcej|i więcej|lub mniej|a více|nebo více|és több|vagy több|eller fler|eller mer|eller flere|eller mindre|tai enemmän|и повече|и более\
        |以上|以下|未満|未满|이상|이하
        """)

    /// Between the two ends of a range.
    static let rangeWithin = PhraseTable(
        "-|- -|—|~|to|through|till|until|à|au|jusqu'à|a|hasta|bis|bis zu|tot|até|fino a|al|til|till|do|až|až do|od|iki|līdz|kuni|ig|до|έως|ως|至|から|ile"
    )

    /// Before a range whose ends are joined by "and".
    static let between = PhraseTable(
        "between|entre|zwischen|tra|fra|tussen|mellan|mellem|mellom|między|pomiędzy|mezi|medzi|med|između|între|között|μεταξύ|между|між"
    )

    /// Joins the ends of such a range.
    static let and = PhraseTable("and|&|et|y|e|und|en|og|och|i|a|in|și|és|και|и|і|та")

    /// Before a range, beside "between".
    static let from = PhraseTable("from|de|du|von|da|dal|van|från|fra|od|din|από|от|від|от|desde")

    /// A percentage, and a part of a thousand.
    static let percent = PhraseTable<Int>([
        (
            -2,
            "%|percent|per cent|pct|p.c.|pour cent|pourcent|por ciento|por cento|prozent|per cento|procent|prosent|prosenttia|protsenti|procenti|procentai|procenta|procento|percento|percenta|postotak|odstotkov|százalék|la sută|τοις εκατό|процент|процента|процентов|відсотків|yüzde|パーセント|퍼센트|v.h.|vH|بالمئة|بالمائة|في المئة|في المائة"
        ),
        (-3, "‰|per mille|per mil|pour mille|promille|por mil|per mill|promil|промилле"),
    ])

    /// Before the unit in which a heading asks: "in metres".
    static let within = PhraseTable("in|en|em|w|v|ve|i|σε|в|у")

    /// "Of", between a multiplier and what it counts.
    static let of = PhraseTable("of|de|d '|di|d|von|van|av|af|do|des")
}
