import SurveyModel

/// Marks, words and ISO 4217 codes of currencies.
enum Currencies {
    /// The currencies that the pieces may begin with, as ISO 4217 codes, and how many pieces name them; the codes are empty where the mark
    /// is known but not whose it is.
    static func first(of pieces: ArraySlice<TextPiece>) -> (codes: Set<String>, length: Int)? {
        if let (codes, length) = marks.first(of: pieces) { return (codes, length) }
        guard let piece = pieces.first else { return nil }
        if piece.kind == .word, CurrencyCodes.known.contains(piece.text) { return ([piece.text.uppercased()], 1) }
        let isSymbol = piece.text.unicodeScalars.allSatisfy { $0.properties.generalCategory == .currencySymbol }
        return piece.kind == .sign && isSymbol ? ([], 1) : nil
    }

    /// The currencies that a unit names, such as `EUR`, `euro` or `€`; nil where it is no currency.
    static func codes(ofUnit unit: String) -> Set<String>? {
        guard let pieces = TextPiece.cut(PlainText(unit)), let (codes, length) = first(of: pieces[...]),
            length == pieces.count, !codes.isEmpty
        else { return nil }
        return codes
    }

    private static let dollars: Set<String> = [
        "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "CLP", "COP", "ARS", "BRL", "JMD", "TTD", "BBD", "BSD",
        "BZD", "FJD", "GYD", "KYD", "LRD", "NAD", "SBD", "SRD", "XCD", "UYU",
    ]
    private static let crowns: Set<String> = ["SEK", "NOK", "DKK", "ISK"]
    private static let francs: Set<String> = ["CHF", "FRF", "BEF", "LUF", "XAF", "XOF", "XPF"]

    private static let marks = PhraseTable<Set<String>>([
        (["EUR"], "€|euro|euros|euroa|eurot|eura|eur|eiro|eurų|euró|ευρώ|евро|євро|ユーロ|欧元"),
        (dollars, "$|dollar|dollars|dólares|dólar"),
        (["USD"], "us $|usd|us dollar|us dollars|$ us"), (["CAD"], "ca $|c $|can $|cad"), (["AUD"], "au $|a $"),
        (["NZD"], "nz $"), (["HKD"], "hk $"), (["SGD"], "s $"), (["TWD"], "nt $"), (["BRL"], "r $|reais|real"),
        (["MXN"], "mx $"), (["GBP"], "pound sterling|pounds sterling|stg"),
        (["GBP", "EGP", "LBP", "SYP"], "£|pound|pounds"),
        (["JPY", "CNY"], "¥|元|圆"), (["JPY"], "円|yen|円也"), (["CNY"], "yuan|rmb|人民币|人民币元"), (["KRW"], "₩|원|won"),
        (crowns, "kr|kr.|krona|kronor|krone|kroner|krónur"), (["SEK"], "skr|skr."), (["NOK"], "nkr"), (["DKK"], "dkr"),
        (francs, "fr|frs|franc|francs|franken|franchi"), (["CHF"], "sfr|fr. ch"),
        (["CZK", "SKK"], "kč|kc|korun|koruna|koruny"),
        (["PLN"], "zł|zl|złotych|złoty|złote"), (["HUF"], "ft|forint"), (["RON", "MDL"], "lei|leu"),
        (["BGN"], "лв|лева|lv"), (["RUB"], "₽|руб|рублей|рубля|рубль|р."), (["UAH"], "₴|грн|гривень|гривні"),
        (["TRY"], "₺|tl|lira"), (["RSD"], "din|дин"), (["INR", "PKR", "LKR", "NPR", "MUR"], "rs|rs.|rupees"),
        (["INR"], "₹"),
        (["ILS"], "₪|שח"), (["HRK"], "kn|kuna"),
        // Arabic: words that several currencies share, their names, and the signs of Unicode CLDR. Without hamza the emirates' dirham and the Jordanian
        // dinar have one sign.
        (["SAR", "QAR", "OMR", "YER", "IRR"], "ريال|ريالات|ريالا"), (["SAR"], "ريال سعودي|ر.س|ر.س."),
        (["QAR"], "ريال قطري|ر.ق|ر.ق."), (["OMR"], "ريال عماني|ر.ع|ر.ع."), (["YER"], "ريال يمني|ر.ي|ر.ي."),
        (["AED", "MAD"], "درهم|دراهم|درهما"), (["AED"], "درهم إماراتي"), (["MAD"], "درهم مغربي|د.م|د.م."),
        (["AED", "JOD"], "د.إ|د.إ."),
        (["KWD", "BHD", "JOD", "IQD", "LYD", "TND", "DZD"], "دينار|دنانير|دينارا"), (["KWD"], "دينار كويتي|د.ك|د.ك."),
        (["BHD"], "دينار بحريني|د.ب|د.ب."), (["JOD"], "دينار أردني"), (["IQD"], "دينار عراقي|د.ع|د.ع."),
        (["LYD"], "دينار ليبي|د.ل|د.ل."), (["TND"], "دينار تونسي|د.ت|د.ت."), (["DZD"], "دينار جزائري|د.ج|د.ج."),
        (["EGP", "SDG", "SSP", "GBP"], "جنيه|جنيهات|جنيها"), (["EGP"], "جنيه مصري|ج.م|ج.م."),
        (["SDG"], "جنيه سوداني|ج.س|ج.س."), (["GBP"], "جنيه إسترليني"), (["SYP", "LBP", "TRY"], "ليرة|ليرات"),
        (["SYP"], "ليرة سورية|ل.س|ل.س."), (["LBP"], "ليرة لبنانية|ل.ل|ل.ل."), (dollars, "دولار|دولارات|دولارا"),
        (["USD"], "دولار أمريكي"), (["EUR"], "يورو"),
    ])
}
