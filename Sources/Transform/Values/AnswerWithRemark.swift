import CodeLists

/// A yes or no with a remark behind it, such as "Yes, we think so" or "No (planned for 2027)".
///
/// It is an answer only where the first word is nothing but yes or no, a sign parts it from the remark, and the remark takes nothing back.
struct AnswerWithRemark {
    let isYes: Bool
    /// What stands behind the answer.
    let remark: String

    /// Remarks longer than this are for a person to read.
    private static let longest = 400

    init?(_ text: String, language: String?) {
        guard text.utf8.count <= Self.longest else { return nil }
        let trimmed = text.trimmed
        let first = trimmed.prefix { $0.isLetter }
        let behind = trimmed[first.endIndex...].drop { $0.isWhitespace && !$0.isNewline }
        guard let sign = behind.first, Self.signs.contains(sign) || sign.isNewline, !trimmed.contains("?"),
            // "Yes [ ] see annex" is not ticked.
            !EmptyBox.stands(atAnEndOf: behind.utf8),
            let isYes = Self.answer(String(first), language)
        else { return nil }
        // "Non-renseigné" is one word.
        guard sign != "-" || first.endIndex < behind.startIndex || behind.dropFirst().first?.isWhitespace ?? true
        else { return nil }
        let remark = behind.drop { Self.signs.contains($0) || $0.isWhitespace }
        // "No. 5" is a number.
        guard remark.contains(where: \.isLetter), sign != "." || !(remark.first?.isNumber ?? true) else { return nil }
        let words = Self.words(String(remark))
        guard !words.contains(where: Self.doubts.contains), !(isYes && words.contains(where: Self.otherTimes.contains))
        else { return nil }
        self.isYes = isYes
        self.remark = String(remark.reversed().drop { ")]".contains($0) }.reversed())
    }

    private static let signs: Set<Character> = [",", ".", ";", ":", "-", "–", "—", "(", "[", "!"]

    /// What a word says that is yes or no in its own language and no other word in those that answer surveys: "si" alone is also "if".
    private static func answer(_ word: String, _ language: String?) -> Bool? {
        let plain = PlainText.fold(word)
        if plain == "si" {
            return word.lowercased() == "sí" || word.lowercased() == "sì" || isHome(language) ? true : nil
        }
        return yes.contains(plain) ? true : no.contains(plain) ? false : nil
    }

    private static func isHome(_ language: String?) -> Bool {
        LanguageCustom.base(language).map(["es", "it", "ca", "gl"].contains) ?? false
    }

    /// The words of a text in plain letters; "n't" is a word of its own.
    private static func words(_ text: String) -> [String] {
        let plain = String(String.UnicodeScalarView(PlainText(text).scalars)).replacing("n't", with: " not ")
        return plain.split { !$0.isLetter }.map(String.init)
    }

    private static func folded(_ words: String) -> Set<String> {
        Set(words.split(whereSeparator: \.isWhitespace).map { PlainText.fold(String($0)) })
    }

    private static let yes = folded("yes oui ja jawel sim kyllä joo tak ano áno igen ναι да taip jah jā evet já")
    private static let no = folded("no non nein nej nee nei não nie ne nem όχι нет не ei nē hayır")

    /// Words by which a remark takes back or qualifies what it follows: "but", "not", "partly", "perhaps", and the other answer.
    private static let doubts = folded(
        """
        but however although though except unless only partly partially partial part not no yes never yet maybe perhaps possibly probably
        depends depending unclear unsure unknown if sometimes some rarely without none nor neither either or almost nearly limited
        mais cependant toutefois pourtant sauf excepté pas jamais encore partiellement partielle partiel partie peut probablement dépend
        seulement uniquement parfois rarement sans aucun aucune ni oui non ne n ou presque si
        pero aunque sin salvo excepto nunca todavía aún parcialmente parcial parte quizás quizá tal acaso depende solo sólo solamente
        veces ningún ninguna ni sí o casi según
        aber jedoch allerdings nicht kein keine keinen nie niemals noch teilweise teils teil vielleicht eventuell möglicherweise nur außer
        ausser ohne doch bedingt ja nein oder fast wenn falls
        ma però tuttavia ancora mai solo parzialmente forse senza sì oppure quasi mas porém ainda nunca apenas parcialmente talvez
        sem sim não ou maar echter niet geen nog deels gedeeltelijk misschien alleen zonder nee of bijna indien als
        men dock inte ikke icke ej aldrig aldri aldrig ännu endnu ennå delvis delvist kanske måske kanskje bara kun utan uden uten nej nei
        eller om hvis ale lecz jednak nie jeszcze nigdy częściowo może tylko bez tak lub albo prawie jeśli avšak však ne ještě částečně možná
        jen bez nebo pokud mutta ei vielä osittain ehkä vain ilman tai jos kuid aga osaliselt csak részben talán nem még vagy
        dar însă nu încă parțial poate doar fără sau dacă αλλά όχι ακόμη ίσως μερικώς но не нет ещё еще частично может только или если
        """)

    /// Words by which a yes is one of the future, or of the past.
    private static let otherTimes = folded(
        """
        planned planning plan plans will soon future upcoming preparation forthcoming intended expected prévu prévue prévus prévues projet
        bientôt futur futura futuro previsto prevista planificado proyecto pronto geplant planung künftig zukünftig bald vorgesehen
        vorbereitung pianificato gepland binnenkort planerat planeras planlagt planowane planowany planuje wkrótce
        until stopped ended discontinued abandoned cancelled formerly previously jusqu jusque arrêté arrêtée terminé terminée abandonné
        abandonnée plus hasta terminado terminada suspendido suspendida bis beendet eingestellt früher vormals fino tot gestopt beëindigd
        """)
}
