/// The names of months in many languages, and their abbreviations.
enum MonthNames {
    /// The months that a word names: none, one, or several where languages differ ("listopad" is October in Croatian and November in Czech).
    ///
    /// A whole name counts before an abbreviation, the return's language before others; an abbreviation must be one month's in all languages, or
    /// in the return's and in English.
    static func months(_ word: String, language: String?) -> Set<Int> {
        let word = word.hasSuffix(".") ? String(word.dropLast()) : word
        if let roman = romans.firstIndex(of: word) { return [roman + 1] }
        let own = LanguageCustom.base(language)
        if let names = table.names[word] { return narrowed(names, to: own) }
        guard word.unicodeScalars.count >= 3, let starts = table.starts[word] else { return [] }
        var months: Set<Int> = []
        for language in [own, "en"] {
            if let language, let named = starts[language] { months.formUnion(named) }
        }
        return months.isEmpty ? Set(starts.values.flatMap(\.self)) : months
    }

    /// Whether a word is a month's whole name, not only its beginning.
    static func isName(_ word: String) -> Bool { table.names[word] != nil }

    /// Whether two words are a month's name, which is kept as one.
    static func isOfTwoWords(_ first: String, _ second: String) -> Bool {
        pairs.contains(first) && isName(first + second)
    }

    private static let pairs: Set = ["كانون", "تشرين"]

    private static func narrowed(_ names: [String: Set<Int>], to language: String?) -> Set<Int> {
        if let language, let own = names[language] { return own }
        return Set(names.values.flatMap(\.self))
    }

    static let romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]

    private struct Table: Sendable {
        /// The months of whole names, by language.
        var names: [String: [String: Set<Int>]] = [:]
        /// The months of the beginnings of names, by language.
        var starts: [String: [String: Set<Int>]] = [:]
    }

    private static let table: Table = {
        var table = Table()
        for (language, months) in languages {
            for (index, forms) in months.split(separator: " ").enumerated() {
                for form in forms.split(separator: "/") {
                    let name = PlainText.plain(String(form))
                    table.names[name, default: [:]][language, default: []].insert(index + 1)
                    var start = ""
                    for scalar in name.unicodeScalars {
                        start.unicodeScalars.append(scalar)
                        if start.unicodeScalars.count >= 3 {
                            table.starts[start, default: [:]][language, default: []].insert(index + 1)
                        }
                    }
                }
            }
        }
        return table
    }()

    /// January to December; the forms of one month, such as nominative and genitive, are separated by a slash.
    private static let languages: [(String, String)] = [
        ("en", "january february march april may june july august september/sept october november december"),
        (
            "fr",
            "janvier/janv février/févr mars avril/avr mai juin juillet/juil août septembre octobre novembre décembre"
        ),
        ("es", "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre"),
        (
            "de",
            "januar/jänner/jän februar/feber märz/maerz/mrz april mai juni juli august september oktober november dezember"
        ),
        ("it", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
        ("pt", "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
        ("nl", "januari februari maart/mrt april mei juni juli augustus september oktober november december"),
        ("da", "januar februar marts april maj juni juli august september oktober november december"),
        ("sv", "januari februari mars april maj juni juli augusti september oktober november december"),
        ("nb", "januar februar mars april mai juni juli august september oktober november desember"),
        ("is", "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember"),
        (
            "fi",
            "tammikuu/tammikuuta/tammikuun helmikuu/helmikuuta/helmikuun maaliskuu/maaliskuuta/maaliskuun huhtikuu/huhtikuuta/huhtikuun toukokuu/toukokuuta/toukokuun kesäkuu/kesäkuuta/kesäkuun heinäkuu/heinäkuuta/heinäkuun elokuu/elokuuta/elokuun syyskuu/syyskuuta/syyskuun lokakuu/lokakuuta/lokakuun marraskuu/marraskuuta/marraskuun joulukuu/joulukuuta/joulukuun"
        ),
        ("et", "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember"),
        (
            "lv",
            "janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā jūnijs/jūnijā jūlijs/jūlijā augusts/augustā septembris/septembrī oktobris/oktobrī novembris/novembrī decembris/decembrī"
        ),
        (
            "lt",
            "sausis/sausio vasaris/vasario kovas/kovo balandis/balandžio gegužė/gegužės birželis/birželio liepa/liepos rugpjūtis/rugpjūčio rugsėjis/rugsėjo spalis/spalio lapkritis/lapkričio gruodis/gruodžio"
        ),
        (
            "pl",
            "styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca lipiec/lipca sierpień/sierpnia wrzesień/września październik/października listopad/listopada grudzień/grudnia"
        ),
        (
            "cs",
            "leden/ledna únor/února březen/března duben/dubna květen/května červen/června červenec/července srpen/srpna září říjen/října listopad/listopadu prosinec/prosince"
        ),
        (
            "sk",
            "január/januára február/februára marec/marca apríl/apríla máj/mája jún/júna júl/júla august/augusta september/septembra október/októbra november/novembra december/decembra"
        ),
        (
            "sl",
            "januar/januarja februar/februarja marec/marca april/aprila maj/maja junij/junija julij/julija avgust/avgusta september/septembra oktober/oktobra november/novembra december/decembra"
        ),
        (
            "hr",
            "siječanj/siječnja veljača/veljače ožujak/ožujka travanj/travnja svibanj/svibnja lipanj/lipnja srpanj/srpnja kolovoz/kolovoza rujan/rujna listopad/listopada studeni/studenoga/studenog prosinac/prosinca"
        ),
        (
            "sr",
            "januar/januara/јануар/јануара februar/februara/фебруар/фебруара mart/marta/март/марта april/aprila/април/априла maj/maja/мај/маја jun/juna/јун/јуна jul/jula/јул/јула avgust/avgusta/август/августа septembar/septembra/септембар/септембра oktobar/oktobra/октобар/октобра novembar/novembra/новембар/новембра decembar/decembra/децембар/децембра"
        ),
        (
            "hu",
            "január/januári február/februári március/márciusi április/áprilisi május/májusi június/júniusi július/júliusi augusztus/augusztusi szeptember/szeptemberi október/októberi november/novemberi december/decemberi"
        ),
        ("ro", "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"),
        ("bg", "януари февруари март април май юни юли август септември октомври ноември декември"),
        (
            "el",
            "ιανουάριος/ιανουαρίου φεβρουάριος/φεβρουαρίου μάρτιος/μαρτίου απρίλιος/απριλίου μάιος/μαΐου ιούνιος/ιουνίου ιούλιος/ιουλίου αύγουστος/αυγούστου σεπτέμβριος/σεπτεμβρίου οκτώβριος/οκτωβρίου νοέμβριος/νοεμβρίου δεκέμβριος/δεκεμβρίου"
        ),
        ("ga", "eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán deireadh samhain nollaig"),
        ("mt", "jannar frar marzu april mejju ġunju lulju awwissu settembru ottubru novembru diċembru"),
        ("tr", "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"),
        (
            "ru",
            "январь/января февраль/февраля март/марта апрель/апреля май/мая июнь/июня июль/июля август/августа сентябрь/сентября октябрь/октября ноябрь/ноября декабрь/декабря"
        ),
        (
            "uk",
            "січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня липень/липня серпень/серпня вересень/вересня жовтень/жовтня листопад/листопада грудень/грудня"
        ),
        ("ca", "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre"),
        ("sq", "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor"),
        // In Egypt and the Gulf, in the Levant and Iraq, in Algeria and Tunisia, in Morocco. Names of two words are written here as one.
        (
            "ar",
            "يناير/كانونالثاني/كانونثاني/جانفي فبراير/شباط/فيفري مارس/آذار أبريل/نيسان/أفريل مايو/أيار/ماي يونيو/يونيه/حزيران/جوان يوليو/يوليه/تموز/جويلية/يوليوز أغسطس/آب/أوت/غشت سبتمبر/أيلول/شتنبر أكتوبر/تشرينالأول/تشرينأول نوفمبر/تشرينالثاني/تشرينثاني/نونبر ديسمبر/كانونالأول/كانونأول/دجنبر"
        ),
    ]
}
