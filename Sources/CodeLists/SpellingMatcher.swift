/// Finds the name that was meant where it was misspelt, if only one is near enough.
struct SpellingMatcher: Sendable {
    private let index: NameIndex
    private let names: SlipIndex
    private let words: SlipIndex

    init(_ index: NameIndex) {
        self.index = index
        names = SlipIndex(index.whole)
        words = SlipIndex(index.vocabulary)
    }

    /// What is meant where no name is one slip away: slips in several words, or two in one.
    func fartherOff(_ folded: FoldedText, _ tokens: [NameIndex.TokenSpan]) -> Verdict {
        misspeltWords(folded, tokens) ?? twoSlips(folded) ?? Verdict()
    }

    /// The name two slips away where none is nearer; nil if there is none.
    func twoSlips(_ folded: FoldedText) -> Verdict? {
        guard let letters = SlipIndex.letters(folded.bytes[...]), letters.count >= SlipIndex.shortestForTwo,
            letters.count <= 80
        else { return nil }
        let near = names.near(letters, bound: 2)
        return near.isEmpty ? nil : oneItem(near, letters, confidence: letters.count > 8 ? 0.9 : 0.8)
    }

    /// The name one slip away; nil if there is none, candidates if there are several.
    func oneSlip(_ folded: FoldedText) -> Verdict? {
        guard let letters = SlipIndex.letters(folded.bytes[...]), letters.count >= SlipIndex.shortest,
            letters.count <= 80
        else { return nil }
        let near = names.near(letters, bound: 1)
        guard !near.isEmpty else { return nil }
        let found = oneItem(near, letters, confidence: letters.count > 6 ? 0.95 : 0.92)
        // "N. Cyprus" is no slip of Cyprus.
        let beginsWithInitial = folded.words.count > 1 && folded.words[0].end - folded.words[0].start == 1
        if let item = found.item, beginsWithInitial,
            near.allSatisfy({ SlipIndex.letters(index.whole.key($0.entry))?.elementsEqual(letters.dropFirst()) == true }
            )
        {
            return .candidates([item], confidence: 0.6)
        }
        return found
    }

    private func oneItem(_ near: [SlipIndex.Near], _ letters: [UInt16], confidence: Double) -> Verdict {
        var items: [Int] = []
        for found in near {
            for name in index.namesOf(found.entry) where !items.contains(Int(name.item)) {
                items.append(Int(name.item))
            }
        }
        guard items.count == 1 else { return .candidates(items, confidence: 0.6) }
        let isExchange = near.contains { SlipIndex.isExchange(letters, index.whole.key($0.entry)) }
        // Of four letters one is a quarter of the word, so only two exchanged neighbours count as a slip.
        if letters.count < 5, !isExchange, !near.contains(where: { isCommon($0.entry) }) {
            return .candidates(items, confidence: 0.7)
        }
        // "N. Zealand" must not make "Zealand" a slip of New Zealand.
        let isInitialLost = near.allSatisfy {
            !index.beginsWithWord($0.entry) && SlipIndex.isEnd(letters, of: index.whole.key($0.entry))
        }
        if isInitialLost { return .candidates(items, confidence: 0.7) }
        if near.allSatisfy({ SlipIndex.isDemonym(letters, index.whole.key($0.entry)) }) {
            return .candidates(items, confidence: 0.7, refusal: "a nationality")
        }
        return Verdict(item: items[0], method: .editDistance, confidence: confidence)
    }

    /// Whether a name is English or of no language in particular, so that its slips are to be expected everywhere.
    private func isCommon(_ entry: Int) -> Bool {
        index.namesOf(entry).contains { ["en", "und"].contains(index.languages[Int($0.language)]) }
    }

    /// Puts right each word that no name has, if one word of a name is near, and asks by words again.
    private func misspeltWords(_ folded: FoldedText, _ tokens: [NameIndex.TokenSpan]) -> Verdict? {
        guard tokens.count > 1 else { return nil }
        var tokens = tokens
        for (place, token) in tokens.enumerated() where token.token == NameIndex.unknown {
            guard let word = nearestWord(folded.bytes(of: token.span)) else { return nil }
            // A word taken for an article would be passed over, as if it had not been written.
            guard index.kind(ofWord: word) != .dropped else { return nil }
            tokens[place].token = index.token(ofWord: word)
            tokens[place].kind = index.kind(ofWord: word)
        }
        guard let item = index.bag(tokens) ?? index.core(tokens), item >= 0 else { return nil }
        return Verdict(item: Int(item), method: .editDistance, confidence: 0.92)
    }

    private func nearestWord(_ word: ArraySlice<UInt8>) -> Int? {
        guard word.count >= 4, let letters = SlipIndex.letters(word) else { return nil }
        let near = words.near(letters, bound: letters.count >= 9 ? 2 : 1)
        guard let first = near.first else { return nil }
        let tokens = Set(near.filter { $0.distance == first.distance }.map { index.token(ofWord: $0.entry) })
        return tokens.count == 1 ? first.entry : nil
    }
}

extension SlipIndex {
    /// Whether the spelling is the key with two neighbouring letters exchanged.
    static func isExchange(_ spelling: [UInt16], _ key: ArraySlice<UInt8>) -> Bool {
        guard let letters = letters(key), letters.count == spelling.count else { return false }
        let differing = letters.indices.filter { letters[$0] != spelling[$0] }
        return differing.count == 2 && differing[1] == differing[0] + 1
            && letters[differing[0]] == spelling[differing[1]] && letters[differing[1]] == spelling[differing[0]]
    }

    /// Whether the spelling is the key without its first letter.
    static func isEnd(_ spelling: [UInt16], of key: ArraySlice<UInt8>) -> Bool {
        letters(key)?.dropFirst().elementsEqual(spelling) == true
    }

    /// Whether the spelling only adds the n that makes a nationality of a name: "Romanian".
    static func isDemonym(_ spelling: [UInt16], _ key: ArraySlice<UInt8>) -> Bool {
        let n = UInt16(UInt8(ascii: "n"))
        guard let letters = letters(key), letters.count + 1 == spelling.count, spelling.last == n else { return false }
        return letters.last == UInt16(UInt8(ascii: "a")) && spelling.dropLast().elementsEqual(letters)
    }
}
