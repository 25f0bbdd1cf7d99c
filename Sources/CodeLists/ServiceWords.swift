/// Words of service descriptions, English, French and Spanish.
enum ServiceWords {
    private static let dropped = WordSet(
        WordRules.articles + [
            "with", "by", "on", "at", "from", "or", "ou", "par", "pour", "dans", "sur", "avec", "en", "un", "une", "o",
            "para", "por", "con", "s", "n", "e", "c", "nec", "nca", "nep", "its", "their", "our", "leur", "ses",
            "other",
            "autres", "otros", "autre", "etc", "including", "qui", "que", "as", "is", "are", "through", "via",
        ])

    /// Stems that any service may have beside the words that tell it.
    private static let weak = WordSet(
        stems: """
            service services servicio servicios prestation provision public publics publique publiques publico national
            local regional municipal municipality municipalities nationale locale régional programme program programmes
            project projects projet projets scheme schemes system systems systeme policy policies politique politiques
            administration affairs affaires management gestion new nouveau nouvelle citizen citizens citoyen citoyens
            community communities user users usager usagers volunteer volunteers bénévoles participation coproduction
            co production support general generale general government state etat delivery quality access digital online
            pilot initiative initiatives reform strategy plan planning development improvement
            """.split(whereSeparator: \.isWhitespace).map { stem(TextFolding.shared.fold(String($0)).bytes) })

    /// Words near to those of services that are no slips of them: "former" is none of "farmer".
    private static let foreign: WordSet = WordSet(["former"])

    static func isForeign(_ word: ArraySlice<UInt8>) -> Bool { foreign.contains(word) }

    /// How much of a text a word takes out of what it names.
    enum Reach {
        case nothing
        /// The word behind it: "non-university education".
        case next
        /// All behind it: "education excluding universities".
        case rest
    }

    /// What a word takes out of a text; what takes it back as a whole, as "not" does, ``LinkWords`` knows.
    static func reach(of word: ArraySlice<UInt8>) -> Reach {
        takingOut.contains(word) ? .rest : takingOutNext.contains(word) ? .next : .nothing
    }

    /// As they are when folded, and not by their stems: "San" is not "sans".
    private static let takingOut = WordSet(
        """
        excluding excludes excl exception excepting apart without than minus nothing formerly hors \
        sans exclu exclus exclut excluant rien anciennement sin excluyendo excluido excluidos excluida excluidas \
        excepcion nada ohne exkl nichts senza escluso esclusi esclusa escluse zonder exclusief uden undtagen utan \
        undantag sem excluindo bez
        """.split(whereSeparator: \.isWhitespace))

    private static let takingOutNext: WordSet = WordSet(["non", "less"])

    static func isDropped(_ word: ArraySlice<UInt8>) -> Bool { dropped.contains(word) }

    static func isWeak(_ stem: ArraySlice<UInt8>) -> Bool { weak.contains(stem) }

    private static let aux = Array("aux".utf8)
    private static let ies = Array("ies".utf8)
    private static let esBehind = ["ses", "xes", "ches", "shes"].map { Array($0.utf8) }
    private static let ss = Array("ss".utf8)
    private static let s = Array("s".utf8)
    private static let x = Array("x".utf8)
    private static let ie = Array("ie".utf8)

    /// The word without endings of number and gender, English or French; the same for all forms, not always a word.
    static func stem(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var stem = word
        if stem.isMore(than: aux) {
            stem.removeLast(2)
            stem.append(UInt8(ascii: "l"))
        } else if stem.isMore(than: ies) {
            stem.removeLast(3)
            stem.append(UInt8(ascii: "y"))
        } else if esBehind.contains(where: { stem.isMore(than: $0) }) {
            stem.removeLast(2)
        } else if stem.isMore(than: ss) {
            return stem
        } else if stem.isMore(than: s) || stem.isMore(than: x) {
            stem.removeLast()
        }
        if stem.count > 4, stem.last == UInt8(ascii: "e") { stem.removeLast() }
        if stem.count > 4, stem.isMore(than: ie) { stem.removeLast() }
        return stem
    }
}

extension ArraySlice<UInt8> {
    /// Whether the word ends so, behind two letters or more.
    fileprivate func isMore(than ending: [UInt8]) -> Bool {
        guard count > ending.count + 1 else { return false }
        var place = endIndex - ending.count
        for byte in ending {
            if self[place] != byte { return false }
            place += 1
        }
        return true
    }
}
