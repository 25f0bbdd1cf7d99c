/// Finds the name that was meant where it was misspelt, if only one is near enough.
struct SpellingMatcher: Sendable {
    private let names: SlipIndex
    private let words: SlipIndex

    init(_ index: NameIndex) {
        names = SlipIndex(index.whole)
        words = SlipIndex(index.vocabulary)
    }

    /// The letters of a text that is not too short or too long to be compared.
    static func spelling(_ folded: FoldedText) -> Spelling? {
        guard folded.bytes.count >= SlipIndex.shortest, folded.bytes.count <= SlipIndex.longest * 2,
            let spelling = Spelling(folded.bytes[...])
        else { return nil }
        return (SlipIndex.shortest...SlipIndex.longest).contains(spelling.letters.count) ? spelling : nil
    }

    /// What is meant where no name is one slip away: slips in several words, or two in one.
    func fartherOff(
        _ folded: FoldedText, _ spelling: Spelling?, _ tokens: [NameIndex.TokenSpan], _ index: NameIndex
    ) -> Verdict {
        if let found = misspeltWords(folded, tokens, index) { return found }
        // Two slips do not spoil three words.
        var unknown = 0
        for token in tokens where token.token == NameIndex.unknown { unknown += 1 }
        guard unknown < 3, let spelling else { return Verdict() }
        return twoSlips(spelling, index) ?? Verdict()
    }

    /// The name two slips away where none is nearer; nil if there is none.
    func twoSlips(_ spelling: Spelling, _ index: NameIndex) -> Verdict? {
        guard spelling.letters.count >= SlipIndex.shortestForTwo else { return nil }
        let near = names.near(spelling, bound: 2)
        if near.isEmpty { return nil }
        return oneItem(near, spelling, confidence: spelling.letters.count > 8 ? 0.9 : 0.8, index)
    }

    /// The name one slip away; nil if there is none, candidates if there are several.
    func oneSlip(_ folded: FoldedText, _ spelling: Spelling?, _ index: NameIndex) -> Verdict? {
        guard let spelling else { return nil }
        let letters = spelling.letters
        let near = names.near(spelling, bound: 1)
        guard !near.isEmpty else { return nil }
        let found = oneItem(near, spelling, confidence: letters.count > 6 ? 0.95 : 0.92, index)
        // "N. Cyprus" is no slip of Cyprus.
        let beginsWithInitial = folded.words.count > 1 && folded.words[0].end - folded.words[0].start == 1
        if let item = found.item, beginsWithInitial,
            near.allSatisfy({
                Spelling.letters(index.whole.key($0.entry))?.elementsEqual(letters.dropFirst()) == true
            })
        {
            return .candidates([item], confidence: 0.6)
        }
        return found
    }

    private func oneItem(
        _ near: [SlipIndex.Near], _ spelling: Spelling, confidence: Double, _ index: NameIndex
    ) -> Verdict {
        let letters = spelling.letters
        var items: [Int] = []
        for found in near {
            index.forEachName(of: found.entry) { name in
                if !items.contains(Int(name.item)) { items.append(Int(name.item)) }
            }
        }
        guard items.count == 1 else { return .candidates(items, confidence: 0.6) }
        // Of four letters one is a quarter of the word, so only two exchanged neighbours count as a slip.
        if letters.count < 5, !near.contains(where: { Self.isCommon($0.entry, index) }),
            !near.contains(where: { Self.isExchange(letters, index.whole.key($0.entry)) })
        {
            return .candidates(items, confidence: 0.7)
        }
        // The first letter of a short word is seldom mistyped, and "Rhine" is no slip of "Chine".
        if letters.count == 5, !near.contains(where: { Self.isCommon($0.entry, index) || $0.distance == 0 }),
            near.allSatisfy({ Self.differsInFirst(letters, index.whole.key($0.entry)) })
        {
            return .candidates(items, confidence: 0.7)
        }
        // "N. Zealand" must not make "Zealand" a slip of New Zealand.
        let isInitialLost = near.allSatisfy {
            !index.beginsWithWord($0.entry) && Self.isEnd(letters, of: index.whole.key($0.entry))
        }
        if isInitialLost { return .candidates(items, confidence: 0.7) }
        if near.allSatisfy({ Self.isDemonym(letters, index.whole.key($0.entry)) }) {
            return .candidates(items, confidence: 0.7, refusal: "a nationality")
        }
        return Verdict(item: items[0], method: .editDistance, confidence: confidence)
    }

    /// Whether a name is English or of no language in particular, so that its slips are to be expected everywhere.
    private static func isCommon(_ entry: Int, _ index: NameIndex) -> Bool {
        var isCommon = false
        index.forEachName(of: entry) { name in
            let language = index.languages[Int(name.language)]
            isCommon = isCommon || language == "en" || language == "und"
        }
        return isCommon
    }

    /// Puts right each word that no name has, if one word of a name is near, and asks by words again.
    private func misspeltWords(
        _ folded: FoldedText, _ tokens: [NameIndex.TokenSpan], _ index: NameIndex
    ) -> Verdict? {
        guard tokens.count > 1 else { return nil }
        var tokens = tokens
        for (place, token) in tokens.enumerated() where token.token == NameIndex.unknown {
            guard let word = nearestWord(folded.bytes(of: token.span), index) else { return nil }
            // A word taken for an article would be passed over, as if it had not been written.
            guard index.kind(ofWord: word) != .dropped else { return nil }
            tokens[place].token = index.token(ofWord: word)
            tokens[place].kind = index.kind(ofWord: word)
        }
        guard let item = index.bag(tokens) ?? index.core(tokens), item >= 0 else { return nil }
        return Verdict(item: Int(item), method: .editDistance, confidence: 0.92)
    }

    private func nearestWord(_ word: ArraySlice<UInt8>, _ index: NameIndex) -> Int? {
        guard word.count >= 4, word.count <= SlipIndex.longest, let spelling = Spelling(word) else { return nil }
        let near = words.near(spelling, bound: spelling.letters.count >= 9 ? 2 : 1)
        guard let first = near.first else { return nil }
        let token = index.token(ofWord: first.entry)
        let isOne = near.allSatisfy { $0.distance > first.distance || index.token(ofWord: $0.entry) == token }
        return isOne ? first.entry : nil
    }

    /// Whether the spelling is the key with two neighbouring letters exchanged.
    private static func isExchange(_ spelling: [UInt16], _ key: ArraySlice<UInt8>) -> Bool {
        guard let letters = Spelling.letters(key), letters.count == spelling.count else { return false }
        let differing = letters.indices.filter { letters[$0] != spelling[$0] }
        return differing.count == 2 && differing[1] == differing[0] + 1
            && letters[differing[0]] == spelling[differing[1]] && letters[differing[1]] == spelling[differing[0]]
    }

    /// Whether the spelling is as long as the key and begins with another letter.
    private static func differsInFirst(_ spelling: [UInt16], _ key: ArraySlice<UInt8>) -> Bool {
        guard let letters = Spelling.letters(key), letters.count == spelling.count else { return false }
        return letters.first != spelling.first && letters.dropFirst().elementsEqual(spelling.dropFirst())
    }

    /// Whether the spelling is the key without its first letter.
    private static func isEnd(_ spelling: [UInt16], of key: ArraySlice<UInt8>) -> Bool {
        Spelling.letters(key)?.dropFirst().elementsEqual(spelling) == true
    }

    /// Whether the spelling only adds the n that makes a nationality of a name: "Romanian".
    private static func isDemonym(_ spelling: [UInt16], _ key: ArraySlice<UInt8>) -> Bool {
        let n = UInt16(UInt8(ascii: "n"))
        guard spelling.last == n, let letters = Spelling.letters(key), letters.count + 1 == spelling.count else {
            return false
        }
        return letters.last == UInt16(UInt8(ascii: "a")) && spelling.dropLast().elementsEqual(letters)
    }
}
