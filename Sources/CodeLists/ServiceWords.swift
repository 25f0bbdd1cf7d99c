/// Words of service descriptions, English, French and Spanish.
enum ServiceWords {
    static let dropped: Set<[UInt8]> = Set(
        (WordRules.articles + [
            "with", "by", "on", "at", "from", "or", "ou", "par", "pour", "dans", "sur", "avec", "en", "un", "une", "o",
            "para", "por", "con", "s", "n", "e", "c", "nec", "nca", "nep", "its", "their", "our", "leur", "ses",
            "other",
            "autres", "otros", "autre", "etc", "including", "qui", "que", "as", "is", "are", "through", "via",
        ]).map { Array($0.utf8) })

    /// Stems that any service may have beside the words that tell it.
    private static let weak: Set<[UInt8]> = Set(
        """
        service services servicio servicios prestation provision public publics publique publiques publico national
        local regional municipal municipality municipalities nationale locale régional programme program programmes
        project projects projet projets scheme schemes system systems systeme policy policies politique politiques
        administration affairs affaires management gestion new nouveau nouvelle citizen citizens citoyen citoyens
        community communities user users usager usagers volunteer volunteers bénévoles participation coproduction
        co production support general generale general government state etat delivery quality access digital online
        pilot initiative initiatives reform strategy plan planning development improvement
        """.split(whereSeparator: \.isWhitespace).map { stem(Array(TextFolding.shared.fold(String($0)).bytes)) })

    static func isWeak(_ stem: [UInt8]) -> Bool { weak.contains(stem) }

    /// The word without endings of number and gender, English or French; the same for all forms, not always a word.
    static func stem(_ word: [UInt8]) -> [UInt8] {
        var stem = word
        func ends(_ ending: String) -> Bool {
            stem.count > ending.utf8.count + 1 && stem.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        }
        if ends("aux") {
            stem.removeLast(2)
            stem.append(UInt8(ascii: "l"))
        } else if ends("ies") {
            stem.removeLast(3)
            stem.append(UInt8(ascii: "y"))
        } else if ends("ses") || ends("xes") || ends("ches") || ends("shes") {
            stem.removeLast(2)
        } else if ends("ss") {
            return stem
        } else if ends("s") || ends("x") {
            stem.removeLast()
        }
        if stem.count > 4, stem.last == UInt8(ascii: "e") { stem.removeLast() }
        if stem.count > 4, ends("ie") { stem.removeLast() }
        return stem
    }
}
