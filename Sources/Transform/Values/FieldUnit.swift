import SurveyModel

/// A field's unit, and whether what is typed behind a number is the same.
struct FieldUnit: Sendable {
    /// The currencies that the unit names; nil where it is no currency.
    let currencies: Set<String>?
    /// The power of ten in the unit: 3 of `thousand EUR`.
    let power: Int
    let isPercent: Bool
    let isPerMille: Bool
    /// Whether the definition gives a unit.
    let isGiven: Bool
    /// Whether the unit is a length, an area, a weight or the like, so that an `m` or `t` behind a number is one too, and no word for millions or thousands.
    let isPhysical: Bool
    private let names: Set<String>
    private let isMeasure: Bool

    /// Of a field without a unit.
    static let absent = FieldUnit(nil)

    init(_ unit: String?) {
        let unit = unit ?? ""
        isGiven = !unit.isEmpty
        isPercent = PartOfWhole(unit: unit) == .hundredth
        isPerMille = PartOfWhole(unit: unit) == .thousandth
        currencies = Currencies.codes(ofUnit: unit)
        power = HeadingScale.ofUnit(unit)
        // "12 persons" will do for `persons per year`.
        let pieces = TextPiece.cut(PlainText(unit)) ?? []
        // Currencies and percent have words of their own.
        let hasWords = currencies != nil || isPercent || isPerMille
        let short = pieces.prefix { $0.text != "per" && $0.text != "/" }
        // So will "500 per year".
        let per = pieces.dropFirst(short.count)
        names = hasWords ? [] : Set([pieces[...], short, per].filter { !$0.isEmpty }.map { Self.name($0) })
        isMeasure = Self.isKnown(pieces[...]) || Self.isKnown(short)
        isPhysical = !names.isDisjoint(with: Self.measures)
    }

    /// Whether an amount in one of some currencies, empty where it is not known which, is another thing than this unit.
    func excludes(_ typed: Set<String>) -> Bool {
        guard let currencies else { return isMeasure || isPercent || isPerMille }
        return !typed.isEmpty && currencies.isDisjoint(with: typed)
    }

    /// Whether the words behind a number name this unit.
    func agrees(with pieces: ArraySlice<TextPiece>) -> Bool {
        !pieces.isEmpty && names.contains(Self.name(pieces))
    }

    /// Whether words name a unit at all: one that is not this field's is no number of its.
    static func isKnown(_ pieces: ArraySlice<TextPiece>) -> Bool {
        synonyms[pieces] != nil
    }

    /// The one name of the unit that words name; nil where they name none.
    static func knownName(_ pieces: ArraySlice<TextPiece>) -> String? { synonyms[pieces] }

    /// Whether numbers in a measure, by its one name, are something else than numbers in this unit: both are measured, and not by the same. A length of time
    /// beside another measure says when, not what; persons and full-time equivalents are counted both.
    func isOtherThan(measure name: String) -> Bool {
        guard isMeasure, !names.contains(name) else { return false }
        let people: Set = ["persons", "employees", "inhabitants", "pupils", "students"]
        if name == "fte" { return !names.isDisjoint(with: people) }
        if names.contains("fte") { return people.contains(name) }
        if Self.periods.contains(name) { return !names.isDisjoint(with: Self.periods) }
        return Self.measures.contains(name) && !names.isDisjoint(with: Self.measures.union(Self.periods))
    }

    /// Whether parts of a hundred or a thousand are something else than numbers in this unit: in a currency or a measure, but not in one for each of
    /// something else, such as `persons per 1000 inhabitants`.
    var isOtherThanPart: Bool { currencies != nil || (isMeasure && names.count == 1) }

    private static let periods: Set = ["years", "months", "weeks", "days", "hours", "minutes"]
    private static let measures: Set = [
        "km", "miles", "m", "cm", "km2", "m2", "ha", "m3", "l", "kg", "g", "t", "kwh", "mwh", "gwh", "twh", "mw",
    ]

    /// Whether the one name of a unit is that of a length of time.
    static func isPeriod(named name: String) -> Bool { periods.contains(name) }

    /// Whether words name a length, a weight or the like, a time of work or full-time equivalents: in these things are measured, while others, such as
    /// households, are counted.
    static func isMeasure(_ pieces: ArraySlice<TextPiece>) -> Bool {
        synonyms[pieces].map { measures.contains($0) || ["hours", "minutes", "fte"].contains($0) } ?? false
    }

    /// One name for the spellings of a unit.
    private static func name(_ pieces: ArraySlice<TextPiece>) -> String {
        // "12-kilometres": the hyphen is none of the unit's.
        if pieces.count > 1, pieces.first?.text == "-" { return name(pieces.dropFirst()) }
        if let name = synonyms[pieces] { return name }
        if let per = pieces.firstIndex(where: { $0.text == "per" || $0.text == "/" }), per < pieces.endIndex - 1 {
            return (per == pieces.startIndex ? "" : name(pieces[..<per]) + " ") + "per " + name(pieces[(per + 1)...])
        }
        if let time = times[pieces] { return "per " + time }
        for place in pieces.indices.dropFirst() {
            if let time = times[pieces[place...]] { return name(pieces[..<place]) + " per " + time }
        }
        return pieces.filter { $0.text != "-" }.map { piece in
            let word = piece.text.hasSuffix(".") ? String(piece.text.dropLast()) : piece.text
            return word.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word
        }.joined(separator: " ")
    }

    /// "Per year" in words: `500 personnes par an` is in `persons per year`.
    private static let times = PhraseTable<String>([
        (
            "years",
            "p.a.|p. a.|per annum|a year|each year|yearly|annually|par an|par année|l'an|annuels|annuelles|al año|por año|anuales|pro Jahr|im Jahr|jährlich|all'anno|per jaar|por ano|rocznie|om året|per år"
        ), ("months", "a month|monthly|par mois|al mes|por mes|pro Monat|im Monat|monatlich|al mese|per maand"),
        ("weeks", "a week|weekly|par semaine|a la semana|por semana|pro Woche|wöchentlich|per week"),
        ("days", "a day|daily|par jour|al día|por día|pro Tag|täglich|al giorno|per dag"),
    ])

    private static let synonyms = PhraseTable<String>([
        (
            "persons",
            "person|persons|people|pers|personne|personnes|persona|personas|personen|persone|pessoa|pessoas|osób|osob|fő"
        ),
        (
            "inhabitants",
            "inhabitant|inhabitants|inhab|habitant|habitants|hab|habitantes|einwohner|ew|abitanti|inwoners|mieszkańców|obyvatel"
        ),
        (
            "years",
            "year|years|yr|yrs|annum|an|ans|année|années|año|años|jahr|jahre|jahren|anno|anni|jaar|jaren|år|lat|lata|let|év|ano|anos"
        ),
        ("months", "month|months|mois|mes|meses|monat|monate|mese|mesi|maand|maanden|måneder|månader"),
        ("weeks", "week|weeks|semaine|semaines|semana|semanas|woche|wochen|settimane|weken|uger|veckor"),
        ("days", "day|days|jour|jours|día|días|dias|tag|tage|tagen|giorni|giorno|dag|dagen|dage|dagar|dni|dní"),
        ("hours", "hour|hours|h|hr|hrs|heure|heures|hora|horas|stunde|stunden|std|ore|uur|timer|timmar|godz"),
        ("minutes", "minute|minutes|min|mins|minuten|minutos|minuti|minuter"),
        ("km", "km|kms|kilometre|kilometres|kilometer|kilometers|kilomètre|kilomètres|kilómetros|chilometri"),
        ("miles", "mile|miles"), ("m", "m|metre|metres|meter|meters|mètre|mètres|metros|metri"),
        ("cm", "cm|centimetres|centimeters"),
        ("km2", "km2|km²|sq km|sqkm|square kilometre|square kilometres|square kilometers|kilomètres carrés|km ^ 2"),
        ("m2", "m2|m²|sq m|sqm|qm|square metre|square metres|square meters|mètres carrés|metros cuadrados"),
        ("m3", "m3|m³|cubic metre|cubic metres|cubic meters|mètres cubes|metros cúbicos"),
        ("ha", "ha|hectare|hectares|hektar|hectárea|hectáreas|ettari|ettaro|hectaren"),
        ("kg", "kg|kgs|kilogram|kilograms|kilogramme|kilogrammes|kilo|kilos"), ("g", "g|gram|grams|gramme|grammes"),
        ("t", "t|tonne|tonnes|tonnen|ton|tons|toneladas|tonnellate"), ("l", "l|litre|litres|liter|liters|litros|litri"),
        ("kwh", "kwh"), ("mwh", "mwh"), ("gwh", "gwh"), ("twh", "twh"), ("mw", "mw"),
        ("fte", "fte|ftes|etp|etpt|vzä|vza|full time equivalent|full time equivalents|full - time equivalents"),
        ("points", "point|points|pt|pts|punkt|punkte|punkten|puntos|punti"),
        ("employees", "employee|employees|staff|salariés|mitarbeiter|empleados|dipendenti"),
        ("households", "household|households|ménages|haushalte|hogares|famiglie"),
        ("pupils", "pupil|pupils|élèves|schüler|alumnos|alunni"), ("students", "student|students|étudiants|studenten"),
    ])
}
