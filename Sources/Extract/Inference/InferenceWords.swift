import SurveyModel

/// The words by which questionnaires say what they ask, in the languages in which most of them are written; folded.
enum InferenceWords {
    static let totals: Set<String> = [
        "total", "totals", "totaux", "sum", "somme", "suma", "summe", "gesamt", "insgesamt", "totale", "totaal",
        "summa",
    ]

    static let placeholders = [
        "please select", "select", "select one", "please choose", "choose", "click to select", "please enter", "enter",
        "choisir", "selectionner", "veuillez choisir", "veuillez selectionner", "seleccione", "elija", "bitte wahlen",
        "auswahlen", "selezionare", "scegliere",
    ]

    /// Names of sheets that tell how to fill in the others.
    static let instructions: Set<String> = [
        "readme", "read me", "instructions", "instruction", "guidance", "guide", "notes", "note", "help",
        "introduction",
        "glossary", "definitions", "about", "lisez moi", "consignes", "mode d emploi", "glossaire", "aide", "leame",
        "instrucciones", "glosario", "hinweise", "anleitung", "glossar", "lies mich", "istruzioni", "instrucoes",
        "toelichting", "contents", "index", "sommaire", "change log", "changelog", "version",
    ]

    /// Words of sheets and rows that show how an answer looks.
    static let examples: Set<String> = [
        "example", "examples", "exemple", "exemples", "ejemplo", "beispiel", "esempio", "exemplo", "voorbeeld",
        "sample", "e g", "eg",
        "z b", "p ex", "par exemple", "por ejemplo", "zum beispiel",
    ]

    /// Words of a title page.
    static let titles: Set<String> = [
        "survey", "questionnaire", "template", "form", "version", "enquete", "formulaire", "modele", "encuesta",
        "cuestionario", "umfrage", "fragebogen", "erhebung", "indagine", "questionario", "inquerito", "annex", "part",
        "section", "partie", "chapter",
    ]

    static let years: Set<String> = ["year", "annee", "ano", "jahr", "anno", "jaar", "rok", "ar", "annees", "exercice"]
    static let dates: Set<String> = ["date", "fecha", "datum", "dato", "paivamaara"]

    /// Words that begin a count.
    static let counts = [
        "number of", "nombre de", "nombre d", "numero de", "anzahl", "how many", "combien", "cuantos", "cuantas",
        "wie viele", "numero di", "aantal", "no of", "nb de", "nbre de",
    ]

    /// Words of what is measured in numbers.
    static let amounts: Set<String> = [
        "amount", "budget", "budgets", "cost", "costs", "expenditure", "expenditures", "revenue", "revenues",
        "population",
        "rate", "score", "share", "percentage", "percent", "staff", "fte", "spending", "price", "value", "quantity",
        "montant", "cout", "couts", "depense", "depenses", "recettes", "taux", "pourcentage", "effectif",
        "effectifs", "valeur", "quantite", "etp", "importe", "cantidad", "presupuesto", "coste", "costo", "gasto",
        "gastos", "tasa",
        "porcentaje", "valor", "betrag", "kosten", "ausgaben", "einnahmen", "anteil", "wert", "importo", "spesa",
    ]

    /// Words that ask for an account, whatever it is about.
    static let accounts: Set<String> = [
        "how", "describe", "description", "explain", "comment", "comments", "please", "why", "what", "which", "source",
        "decrire", "decrivez", "commentaire", "commentaires", "expliquez", "pourquoi", "quel", "quelle", "quels",
        "quelles",
        "describa", "comentario", "comentarios", "beschreiben", "kommentar", "warum", "name", "nom", "title", "type",
    ]

    /// Those of them that ask for amounts as well: "How deep is the well (m)?", "Waste by type (t)".
    static let mayAskForAmounts: Set<String> = [
        "how", "please", "which", "what", "source", "type", "quel", "quelle", "quels", "quelles",
    ]

    /// Words of the day on which a return was filled in or sent.
    static let completions: Set<String> = [
        "completion", "completed", "filled", "submission", "submitted", "response", "reply", "return", "signed",
        "today",
        "reponse", "remplissage", "envoi", "retour", "respuesta", "cumplimentacion", "envio", "antwort", "ausgefullt",
        "risposta", "compilazione", "resposta", "preenchimento",
    ]

    /// Letters that stand for a year.
    static let yearSigns: Set<String> = ["yyyy", "aaaa", "jjjj"]

    /// Names of things with two letters and a number, which are no numbers of questions.
    static let substances: Set<String> = ["co2", "co2e", "no2", "so2", "nh3", "ch4", "pm1", "pm10", "pm2.5", "pm25"]

    /// Words that ask in what something is counted.
    static let unitHeadings: Set<String> = [
        "unit", "units", "unite", "einheit", "unidad", "unita", "unidade", "eenheid",
    ]

    /// Words of money without an amount.
    static let currencies: Set<String> = ["currency", "monnaie", "devise", "moneda", "wahrung", "valuta"]

    static let reporters: Set<String> = [
        "country", "pays", "pais", "land", "staat", "paese", "municipality", "commune", "municipio", "gemeinde",
        "region",
        "respondent", "repondant", "reporter", "declarant", "organisation", "organization", "institution", "agency",
        "ministry", "state", "province", "district", "distrito", "school", "hospital", "company", "entity", "authority",
    ]

    /// Numbers under which bodies are registered, each of them once.
    static let registrations: Set<String> = [
        "nif", "cif", "siret", "siren", "finess", "uai", "kvk", "cvr", "ico", "regon", "nip", "orgnr", "lei", "cnpj",
        "nit",
        "organisationsnummer", "handelsregisternummer", "steuernummer", "registernummer",
    ]

    /// Words of what is written in the same way by everybody.
    static let codes: Set<String> = ["code", "codes", "id", "codigo", "codice", "kennung", "kennziffer", "identifier"]

    static let countries: Set<String> = ["country", "pays", "pais", "land", "paese", "staat", "economy", "nation"]

    /// Words for where a reporter is, which as a label mean nothing else; "land" and "economy" may head a section.
    static let places: Set<String> = [
        "country", "pays", "pais", "paese", "municipality", "commune", "municipio", "gemeinde",
    ]

    /// What may stand beside them in a label.
    static let placeWords: Set<String> = [
        "reporting", "responding", "member", "your", "the", "name", "of", "code", "nom", "du", "de", "la", "le",
        "votre", "declarant", "declarante", "nombre", "del", "su", "informante", "der", "ihre", "nome",
    ]

    /// Words above a column in which a form's answers stand.
    static let answers: Set<String> = [
        "answer", "answers", "response", "responses", "reply", "reponse", "reponses", "respuesta", "respuestas",
        "antwort", "antworten", "risposta", "resposta", "antwoord",
    ]

    /// Labels over a column that numbers the rows; signs alone as they stand. "п п" is № п/п.
    static let rowNumbers: Set<String> = [
        "no", "n°", "nº", "nr", "num", "number", "numero", "nummer", "#", "№", "id", "row", "ligne", "line", "n",
        "item", "ref", "lp", "п п", "номер", "α α", "番号", "序号", "번호", "الرقم", "م",
    ]

    /// Units in a row of their own below the labels, beside those of ``UnitText``, and kinds of value.
    static let units = Set([
        "number", "text", "date", "year", "eur", "usd", "gbp", "thousand", "thousands", "million", "millions",
        "percent",
        "persons", "people", "hours", "days", "km", "km2", "ha", "hectares", "tonnes", "fte", "code", "euro",
        "euros", "nombre", "texte", "annee", "milliers", "personnes", "heures", "jours", "zahl", "jahr", "tausend",
        "personen", "stunden", "tage", "units", "unit", "unite", "unites", "%", "n°", "m2", "m3", "kg", "litres",
        "count",
    ]).union(yearSigns)

    /// Kinds of value in a row of units.
    static let kinds = Set([
        "text", "texte", "texto", "code", "codigo", "list", "liste", "date", "fecha", "datum", "year", "annee", "ano",
        "jahr", "count", "dd", "number", "nombre", "numero", "anzahl", "zahl", "name", "nom", "id", "free", "string",
    ]).union(yearSigns)

    static let yes = choices(YesNoWords.yes)
    static let no = choices(YesNoWords.no)

    /// The words of some that a choice may be, folded: a Latin letter or a digit alone may stand for much else, but for Y and N.
    private static func choices(_ words: [String]) -> Set<String> {
        Set(words.map { TextFolding.fold($0) }.filter { $0.utf8.count > 1 || $0 == "y" || $0 == "n" })
    }

    static let marks: Set<String> = ["x", "✓", "✔", "☒", "●"]

    /// Words so common that a few of them tell a language.
    static let common: [(language: String, words: Set<String>)] = [
        ("en", ["the", "of", "and", "to", "for", "in", "is", "please", "which", "or", "by", "are", "your"]),
        (
            "fr",
            ["le", "la", "les", "des", "du", "et", "une", "pour", "dans", "est", "par", "ou", "au", "aux", "sur", "de"]
        ),
        ("es", ["el", "los", "las", "del", "y", "una", "para", "por", "que", "con", "su", "en", "al", "la", "de"]),
        ("de", ["der", "die", "das", "und", "des", "den", "fur", "mit", "ist", "von", "im", "bitte", "oder", "zum"]),
        ("it", ["il", "gli", "della", "delle", "dei", "di", "per", "che", "con", "nel", "sono", "una", "e", "la"]),
        ("pt", ["o", "os", "da", "do", "dos", "das", "em", "uma", "para", "por", "com", "ou", "no", "na", "de"]),
        ("nl", ["het", "een", "van", "voor", "met", "op", "zijn", "niet", "welke", "uw", "en", "wordt", "de"]),
        ("pl", ["i", "w", "na", "z", "do", "oraz", "lub", "nie", "prosze", "jest", "czy", "dla"]),
        ("sv", ["och", "att", "det", "som", "av", "pa", "med", "ar", "eller", "vilka", "till", "for"]),
    ]

    /// The language whose common words stand most often in some texts; nil where none is clearly ahead.
    static func language(of texts: some Sequence<String>) -> String? {
        var counts: [String: Int] = [:]
        for text in texts {
            for word in InferenceText.words(text) {
                for (language, words) in common where words.contains(word) { counts[language, default: 0] += 1 }
            }
        }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let best = ranked.first, best.value >= 3 else { return nil }
        return ranked.count < 2 || best.value > ranked[1].value ? best.key : nil
    }
}
