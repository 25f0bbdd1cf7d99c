/// Finds a name that is not written as it is in the list: by its words, or but for slips if only one is near enough.
///
/// A class, so that it is shared without copies of its tables; it takes longer to prepare than the names themselves.
final class NameSearch: Sendable {
    let index: NameIndex
    let words: WordIndex
    let nameSlips: SlipIndex
    private let wordSlips: SlipIndex
    /// Whether the names are of places, of which there are more than any list has.
    private let isPlaces: Bool

    init(_ index: NameIndex, rules: WordRules, isPlaces: Bool) {
        self.index = index
        self.isPlaces = isPlaces
        words = WordIndex(index, rules: rules)
        nameSlips = SlipIndex(index.whole, count: index.namesOfWhole)
        wordSlips = SlipIndex(words.vocabulary)
    }

    /// The letters of a text that is not too short or too long to be compared.
    static func spelling(_ folded: FoldedText) -> Spelling? {
        guard folded.count >= SlipIndex.shortest, folded.count <= SlipIndex.longest * 2,
            let spelling = Spelling(folded.bytes)
        else { return nil }
        return (SlipIndex.shortest...SlipIndex.longest).contains(spelling.letters.count) ? spelling : nil
    }

    /// What is meant where no name is one slip away: slips in several words, or two in one.
    func fartherOff(
        _ folded: FoldedText, _ spelling: Spelling?, _ tokens: [WordIndex.TokenSpan]
    ) -> Verdict {
        if let found = misspeltWords(folded, tokens) { return found }
        // Two slips do not spoil three words.
        var unknown = 0
        for token in tokens where token.token == WordIndex.unknown { unknown += 1 }
        guard unknown < 3, let spelling else { return Verdict() }
        return twoSlips(spelling) ?? Verdict()
    }

    /// The name two slips away where none is nearer; nil if there is none.
    func twoSlips(_ spelling: Spelling) -> Verdict? {
        guard spelling.letters.count >= SlipIndex.shortestForTwo else { return nil }
        let near = nameSlips.near(spelling, bound: 2)
        if near.isEmpty { return nil }
        // Of nine letters two are too many, as in "Swissland" for Swaziland, unless they are only cut off.
        let count = spelling.letters.count
        let isSure =
            count > 9
            || count > 8 && near.contains { Self.isBeginning(spelling.letters, of: index.whole.key($0.entry)) }
        return oneItem(near, spelling, confidence: isSure ? 0.9 : 0.8)
    }

    /// The name one slip away; nil if there is none, candidates if there are several.
    func oneSlip(_ folded: FoldedText, _ spelling: Spelling?) -> Verdict? {
        guard let spelling else { return nil }
        let letters = spelling.letters
        let near = nameSlips.near(spelling, bound: 1)
        guard !near.isEmpty else { return nil }
        let found = oneItem(near, spelling, confidence: letters.count > 6 ? 0.95 : 0.92)
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
        _ near: [SlipIndex.Near], _ spelling: Spelling, confidence: Double
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
        if letters.count < 5, !near.contains(where: { isCommon($0.entry) }),
            !near.contains(where: { Self.isExchange(letters, index.whole.key($0.entry)) })
        {
            return .candidates(items, confidence: 0.7)
        }
        // "Лагос" is no slip of Лаос, nor "بيروت" of بيرو; two exchanged neighbours are one.
        if isPlaces, Self.isShortBeyondLatin(letters),
            !near.contains(where: {
                $0.distance == 0 || letters.count > 4 && Self.isExchange(letters, index.whole.key($0.entry))
            })
        {
            return .candidates(items, confidence: 0.7)
        }
        // The first letter of a short word is seldom mistyped, and "Rhine" is no slip of "Chine".
        if letters.count == 5, !near.contains(where: { isCommon($0.entry) || $0.distance == 0 }),
            near.allSatisfy({ Self.differsInFirst(letters, index.whole.key($0.entry)) })
        {
            return .candidates(items, confidence: 0.7)
        }
        // "Roman" is no slip of Oman: a letter is left out or mistaken at the beginning, but hardly ever put there.
        if near.allSatisfy({ Self.addsFirst(letters, index.whole.key($0.entry)) }) {
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
    private func isCommon(_ entry: Int) -> Bool {
        var isCommon = false
        index.forEachName(of: entry) { name in
            let language = index.languages[Int(name.language)]
            isCommon = isCommon || language == "en" || language == "und"
        }
        return isCommon
    }

    /// Puts right each word that no name has, if one word of a name is near, and asks by words again.
    private func misspeltWords(
        _ folded: FoldedText, _ tokens: [WordIndex.TokenSpan]
    ) -> Verdict? {
        guard tokens.count > 1 else { return nil }
        var tokens = tokens
        var isDoubtful = false
        for (place, token) in tokens.enumerated() where token.token == WordIndex.unknown {
            let written = folded.bytes(of: token.span)
            guard let word = nearestWord(written) else { return nil }
            isDoubtful = isDoubtful || Self.isShortBeyondLatin(Spelling.letters(written) ?? [])
            // A word taken for an article would be passed over, as if it had not been written.
            guard words.kind(ofWord: word) != .dropped else { return nil }
            tokens[place].token = words.token(ofWord: word)
            tokens[place].kind = words.kind(ofWord: word)
        }
        guard let item = words.bag(tokens) ?? words.core(tokens), item >= 0 else { return nil }
        if isDoubtful { return .candidates([Int(item)], confidence: 0.6) }
        return Verdict(item: Int(item), method: .editDistance, confidence: 0.92)
    }

    /// Whether a word is a slip of one such as "Northern", which no name of the item has, and of no word that its names have: "Nothern Ireland" is
    /// not Ireland.
    func isSlipOfForeign(_ word: ArraySlice<UInt8>, to item: Int, _ places: PlaceRules) -> Bool {
        guard word.count <= SlipIndex.longest, words.vocabulary.find(word) == nil, let spelling = Spelling(word),
            spelling.letters.count >= SlipIndex.shortest
        else { return false }
        let meant = places.distinguishing(near: spelling.letters)
        guard !meant.isEmpty, !meant.contains(where: { words.isMeant($0[...], by: item) }) else { return false }
        return !wordSlips.near(spelling, bound: 1).contains { words.isWord($0.entry, of: item) }
    }

    /// The one word of names that is nearest to a word that none has.
    func nearestWord(_ word: ArraySlice<UInt8>) -> Int? {
        guard word.count >= 4, word.count <= SlipIndex.longest, let spelling = Spelling(word) else { return nil }
        let near = wordSlips.near(spelling, bound: spelling.letters.count >= 9 ? 2 : 1)
        guard let first = near.first else { return nil }
        let token = words.token(ofWord: first.entry)
        let isOne = near.allSatisfy { $0.distance > first.distance || words.token(ofWord: $0.entry) == token }
        return isOne ? first.entry : nil
    }

    /// Whether a spelling is in another alphabet and so short that one slip may make another name of it: each letter counts for more there, where
    /// vowels are not written or one letter stands for two of ours.
    private static func isShortBeyondLatin(_ spelling: [UInt16]) -> Bool {
        // Greek is the first alphabet behind the Latin letters and their signs.
        spelling.count < 7 && spelling.contains { $0 >= 0x370 }
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

    /// Whether the spelling is the key with another letter in front; one that is doubled is none.
    private static func addsFirst(_ spelling: [UInt16], _ key: ArraySlice<UInt8>) -> Bool {
        guard let letters = Spelling.letters(key), letters.first != spelling.first else { return false }
        return spelling.dropFirst().elementsEqual(letters)
    }

    /// Whether the spelling is the key's beginning.
    private static func isBeginning(_ spelling: [UInt16], of key: ArraySlice<UInt8>) -> Bool {
        Spelling.letters(key)?.starts(with: spelling) == true
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
