/// The code page in which text makes most sense, where nothing but the text tells: one of the West in all cases but those that are clear.
struct CodePageGuess {
    let encoding: TextEncoding
    /// Whether the text makes little sense in it, or hardly more than in another, or is too short to tell.
    let isDoubtful: Bool

    /// Letters beyond ASCII of languages, by which code pages of Latin letters are told apart: what is an `ø` in one is an `ř` in another. Not those of
    /// Icelandic, which are Turkish ones in another; its text is of no other of these languages either.
    private enum Letters {
        static let western = [
            "àâæçéèêëîïôœùûüÿ", "äöüßé", "áéíñóúüç", "áâãàçéêíóôõúü", "àèéìíîòóùú", "åäöæøéüá",
            "ëïéèöüáó", "àçèéíïòóúü", "äöõüšž", "ëç", "äöåšžéõ", "âêîôûŵŷáéïö",
        ]
        /// Those for which DOS 850 is looked for: the first of them.
        static let dos = Array(western.prefix(6))
        static let central = [
            "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž",
        ]
        static let turkish = ["çğıöşüâîûİ"]
        static let baltic = ["ąčęėįšųūž", "āčēģīķļņšūž"]
        /// The most frequent ones of scripts of their own: about three of four letters of a text.
        static let cyrillic = "оеаинтсрвлкміы"
        static let greek = "αοιετσνηυρπκάόί"
    }

    private static let western: [TextEncoding] = [.windows1252, .iso8859_15, .macRoman]
    private static let others: [(encoding: TextEncoding, languages: [String])] = [
        (.windows1250, Letters.central), (.iso8859_2, Letters.central), (.windows1254, Letters.turkish),
        (.windows1257, Letters.baltic), (.ibm850, Letters.dos), (.ibm852, Letters.central),
    ]
    private static let scripts: [(encoding: TextEncoding, letters: String)] = [
        (.windows1251, Letters.cyrillic), (.koi8r, Letters.cyrillic), (.ibm866, Letters.cyrillic),
        (.windows1253, Letters.greek),
    ]

    /// - Parameter contexts: the bytes beyond ASCII of a text that is not UTF-8.
    init(_ contexts: [ByteContext]) {
        let inWords = contexts.filter(\.isInWord)
        if let script = Self.script(inWords) {
            encoding = script
            isDoubtful = false
            return
        }
        let pages = Self.western.map { CodePage($0) }
        let usual = Self.usual(pages, contexts)
        switch Self.other(than: usual, of: pages, inWords) {
        case .clear(let other, letters: let letters):
            encoding = other
            isDoubtful = letters < 8
        case .likely:
            encoding = usual.encoding
            isDoubtful = true
        case .unlikely:
            // One letter in a hundred that makes no sense is a slip; one in eight is not.
            let senseless = contexts.count { $0.isInRun || usual.weight($0) < 0 }
            encoding = usual.encoding
            isDoubtful = senseless > 0 && senseless * 8 >= contexts.count
        }
    }

    /// The code page of a script of its own, of which most letters must be frequent ones: by another's they are not.
    private static func script(_ contexts: [ByteContext]) -> TextEncoding? {
        guard contexts.count >= 12 else { return nil }
        var best: (encoding: TextEncoding, hits: Int)?
        for (encoding, letters) in scripts {
            let hits = CodePage(encoding).hits(letters, contexts)
            if hits > best?.hits ?? 0 { best = (encoding, hits) }
        }
        guard let best, best.hits * 5 >= contexts.count * 3 else { return nil }
        return best.encoding
    }

    /// The Western one: Windows-1252, the most common by far, unless another makes clearly more sense.
    private static func usual(_ pages: [CodePage], _ contexts: [ByteContext]) -> CodePage {
        var best = CodePage(.windows1252)
        var most = best.score(contexts) + 1
        for page in pages where page.encoding != .windows1252 {
            let score = page.score(contexts)
            if score > most { (best, most) = (page, score) }
        }
        return best
    }

    private enum Other {
        /// By so many letters that are others in the usual one.
        case clear(TextEncoding, letters: Int)
        case likely
        case unlikely
    }

    /// Whether the text is of a language that another code page is for, and of none that the Western ones are for.
    private static func other(than usual: CodePage, of pages: [CodePage], _ contexts: [ByteContext]) -> Other {
        let missed = pages.flatMap { page in Letters.western.map { page.misses($0, contexts) } }.min() ?? 0
        guard missed >= 2 else { return .unlikely }
        var best: (page: CodePage, missed: Int)?
        for (encoding, languages) in others {
            let page = CodePage(encoding)
            for language in languages {
                let count = page.misses(language, contexts)
                if count < best?.missed ?? Int.max { best = (page, count) }
            }
        }
        guard let best else { return .unlikely }
        let others = contexts.filter { best.page.scalar($0.byte) != usual.scalar($0.byte) }
        let differing = others.count
        // One sign that the text has again and again does not decide.
        let kinds = Set(others.map(\.byte)).count
        if missed >= 5, differing >= 4, kinds >= 3, best.missed * 8 <= missed {
            return .clear(best.page.encoding, letters: differing)
        }
        return differing >= 2 && best.missed * 3 <= missed ? .likely : .unlikely
    }
}
