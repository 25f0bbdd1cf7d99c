/// The words and signs of units in questionnaires, beside those of ``UnitWords``.
enum UnitSigns {
    /// What is typed for signs that only some keyboards have. Both of Unicode's letters for "micro" are a u.
    static let plain: [Character: String] = [
        "²": "2", "³": "3", "₂": "2", "₃": "3", "₄": "4", "^": "", "㎡": "m2", "㎥": "m3", "㎢": "km2", "㎞": "km",
        "㎏": "kg", "℃": "°C", "\u{B5}": "u", "\u{3BC}": "u", "⁄": "/", "∕": "/", "’": "'",
    ]

    /// Symbols as they are written: `M` is no metre, and `W` alone may be the German women.
    static let symbols = split(
        """
        m m2 m3 km km2 KM KM2 Km Km2 kms cm cm2 cm3 mm mm2 dm dm3 hm3 Mm3 Nm3 sqm sqkm qm qkm ha HA kg KG Kg kgs g mg ug ng t kt Mt Gt lbs
        l ml mL cl dl hl kl Ml ML kW MW GW TW kWp MWp kVA MVA Wh kWh KWh KWH Kwh kwh MWh MWH Mwh GWh GWH TWh kJ MJ GJ TJ PJ kcal hPa kPa MPa mbar
        Hz kHz MHz GHz dB °C °F ° h pkm tkm vkm ppm ppb mol mmol umol NTU mS uS Bq kBq mSv toe ktoe Mtoe Mbps Gbps kbps ‰
        """)

    /// Symbols that stand behind a stroke, and say too little by themselves.
    static let divisorSymbols = split("s a d L W K min yr hr mo wk ac mi ft pers inhab cap")

    /// Words in which numbers are counted, folded.
    static let words = split(
        """
        metre metres meter meters metros metri kilometre kilometres kilometer kilometers kilometros chilometri centimetres centimeters
        millimetres millimeters hectare hectares hektar hectarea hectareas ettari hectaren acre acres mile miles litre litres liter liters litro
        litros litri gallons gram grams gramme grammes gramos kilogram kilograms kilogramme kilogrammes kilogramos kilo kilos tonne tonnes tonnen
        ton tons tonelada toneladas tonnellate kilowatt kilowatts megawatt megawatts gigawatt
        minutes hours days weeks months heures jours semaines horas dias semanas meses minutos stunden tage wochen monate minuten giorni settimane
        mesi minuti uren dagen weken maanden
        thousand thousands million millions billion billions milliers millionen milliards milliarden millones milioni miliardi migliaia tausend
        tsd mio mrd mln
        euro euros dollar dollars dolares pounds francs franken yen yuan kr kronor kroner teur keur meur
        eur usd gbp chf sek nok dkk pln czk huf cad aud jpy percent prozent procent fte ftes etp etpt vza count
        """)

    /// Words beside these: what a measure is of.
    static let beside = split(
        """
        1 10 100 1000 co2 co2e co2eq eq equiv equivalent equivalents aquivalente dry full time current constant prices nominal real net gross
        """)

    /// Words that make areas and volumes of lengths.
    static let shapes = split("sq square cu cubic carre carres cube cubes cuadrados cubicos quadrati cubi")

    /// Spans of time behind a stroke, each one.
    static let times = split(
        """
        minute hour day week month year annum heure jour semaine mois an annee hora dia semana mes ano stunde tag woche monat jahr ora giorno
        settimana mese anno uur dag week maand jaar
        """)

    /// Other things behind a stroke, each one.
    static let divisors = split(
        """
        person capita inhabitant head employee pupil student household vehicle dwelling personne habitant menage eleve etudiant persona habitante
        hogar einwohner kopf haushalt schuler tonne ton hectare hektar litre liter gallon acre mile metre meter kilometre kilometer kilogram kilo
        barrel fte
        """)

    /// What is counted, where its form does not tell that it is several.
    static let counted = split(
        "number count nombre anzahl people einwohner personen schuler tage stunden fte etp giorni")

    private static func split(_ words: String) -> Set<String> {
        Set(words.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
