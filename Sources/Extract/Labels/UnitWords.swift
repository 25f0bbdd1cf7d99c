import SurveyModel

/// Words that say in what a number is asked for, such as "in thousands of euros": behind the words of a label they are no part of it.
enum UnitWords {
    /// A label without what stands behind its last comma or dash, where that is nothing but units and multipliers.
    static func dropped(from label: String) -> String {
        guard let cut = place(in: label) else { return label }
        let head = label[..<cut]
        let words = TextFolding.fold(String(label[label.index(after: cut)...])).split(separator: " ").map(String.init)
        guard head.contains(where: \.isLetter), (1...8).contains(words.count),
            words.contains(where: units.contains), words.allSatisfy({ units.contains($0) || links.contains($0) })
        else { return label }
        return String(head)
    }

    /// Bytes behind the last comma or dash that may be units; more is a sentence.
    private static let longest = 80

    /// The last comma with white space behind it, or dash between white space, as far from the end as units may reach.
    private static func place(in label: String) -> String.Index? {
        // Most labels have neither.
        guard label.utf8.suffix(longest + 4).contains(where: { $0 == 0x2C || $0 == 0x2D || $0 == 0xE2 }) else {
            return nil
        }
        var next = label.endIndex
        while next > label.startIndex {
            let index = label.index(before: next)
            defer { next = index }
            guard label.utf8.distance(from: index, to: label.endIndex) <= longest else { return nil }
            guard next < label.endIndex, label[next].isWhitespace else { continue }
            if label[index] == "," { return index }
            if "-–—".contains(label[index]), index > label.startIndex, label[label.index(before: index)].isWhitespace {
                return index
            }
        }
        return nil
    }

    /// Words that may stand between units.
    static let links: Set<String> = [
        "in", "of", "per", "the", "en", "de", "d", "des", "par", "pour", "por", "el", "la", "los", "las", "al", "pro",
        "von", "di", "du",
        "na", "w", "i",
    ]

    /// Units, multipliers and what may stand beside them, folded; not each of them is a unit by itself.
    static let units: Set<String> = [
        "thousand", "thousands", "million", "millions", "billion", "billions", "k", "m", "bn", "000", "mio", "mrd",
        "mln", "mld", "tsd",
        "millier", "milliers", "milliard", "milliards", "mille", "mil", "miles", "millon", "millones", "tausend",
        "millionen",
        "milliarden", "migliaia", "milioni", "duizend", "miljoen", "tusen", "tys", "euro", "euros", "eur", "usd", "gbp",
        "chf", "sek", "nok",
        "dkk", "pln", "czk", "huf", "cad", "aud", "jpy", "dollar", "dollars", "dolares", "pounds", "kr", "keur", "meur",
        "teur", "currency",
        "monnaie", "moneda", "wahrung", "national", "nationale", "nacional", "local", "locale", "percent", "percentage",
        "cent", "ciento",
        "prozent", "procent", "person", "persons", "people", "personnes", "personas", "personen", "fte", "etp", "vza",
        "year", "an", "annee",
        "ano", "jahr", "month", "mois", "mes", "monat", "hours", "heures", "horas", "stunden", "days", "jours", "dias",
        "tage", "points",
        "puntos", "punkte", "%", "km", "km2", "m2", "m3", "ha", "hectares", "kg", "tonnes", "tonnen", "litres",
    ]
}
