/// The names of a list by their words: in any order, with short forms, without words that carry nothing, and cut short.
///
/// A class, so that it is asked without copies; nothing of it changes.
final class WordIndex: Sendable {
    /// A word's number in the vocabulary; words of the same meaning share one.
    typealias Token = UInt16
    static let unknown: Token = .max

    enum WordKind: UInt8 { case ordinary, dropped, generic }

    /// A name of several words that may be abbreviated: its words that carry something, as parts of its whole key.
    struct Abbreviable: Sendable {
        let item: Int32
        let entry: Int32
        let words: Range<Int32>
    }

    /// Words, with the token that each counts as, and what kind of word it is.
    let vocabulary: KeyTable
    private let tokenOfWord: [Token]
    private let kindOfWord: [WordKind]
    private let itemOfWord: [Int32]
    private let wordsOfItems: PairSet
    private let dividing: Set<Token>
    private let dividingOfItems: PairSet
    private let bags: KeyTable
    private let itemOfBag: [Int32]
    private let cores: KeyTable
    private let itemOfCore: [Int32]
    private let abbreviable: [[Abbreviable]]
    let abbreviableWords: [Range<Int32>]
    private let beginnings: WordSet

    init(_ index: NameIndex, rules: WordRules) {
        let tables = WordTables(index, rules: rules)
        vocabulary = tables.vocabulary
        tokenOfWord = tables.tokenOfWord
        kindOfWord = tables.kindOfWord
        itemOfWord = tables.itemOfWord
        wordsOfItems = tables.wordsOfItems
        dividing = tables.dividing
        dividingOfItems = tables.dividingOfItems
        bags = tables.bags
        itemOfBag = tables.itemOfBag
        cores = tables.cores
        itemOfCore = tables.itemOfCore
        abbreviable = tables.abbreviable
        abbreviableWords = tables.abbreviableWords
        beginnings = tables.beginnings
    }

    /// The names that this text may abbreviate, going by its first letter and how many words it has.
    func abbreviable(_ folded: FoldedText, words: Int) -> [Abbreviable] {
        WordTables.place(of: folded, words: words).map { abbreviable[$0] } ?? []
    }

    struct TokenSpan {
        var token: Token
        var kind: WordKind
        let span: FoldedText.Word
        var isShort = false
    }

    /// The tokens of these words without the dropped ones; unknown words are `unknown`.
    func tokens(_ folded: FoldedText, _ range: Range<Int>) -> [TokenSpan] {
        var spans = Spans(range)
        var found: [TokenSpan] = []
        found.reserveCapacity(range.count)
        while let span = spans.next(in: folded) {
            guard let word = vocabulary.find(folded.bytes(of: span)) else {
                let kind = isShortened(folded.bytes(of: span)) ? WordKind.generic : .ordinary
                found.append(TokenSpan(token: Self.unknown, kind: kind, span: span))
                continue
            }
            if kindOfWord[word] == .dropped { continue }
            let isShort = Int(tokenOfWord[word]) != word
            found.append(TokenSpan(token: tokenOfWord[word], kind: kindOfWord[word], span: span, isShort: isShort))
        }
        return found
    }

    /// Whether the word is the beginning of a generic one: "Plurinat.", "Boliv".
    private func isShortened(_ word: ArraySlice<UInt8>) -> Bool {
        word.count > 4 && beginnings.contains(word)
    }

    /// Which item's names have a word.
    enum Meaning { case none, nothing, of(Int), several }

    func meaning(ofWord bytes: ArraySlice<UInt8>) -> Meaning {
        guard let word = vocabulary.find(bytes) else { return isShortened(bytes) ? .nothing : .none }
        if kindOfWord[word] != .ordinary { return .nothing }
        switch itemOfWord[word] {
        case NameIndex.nobody: return .none
        case NameIndex.several: return .several
        case let item: return .of(Int(item))
        }
    }

    /// Whether some name of the item has the word, or the one for which it stands: "northern" for "north".
    func isMeant(_ bytes: ArraySlice<UInt8>, by item: Int) -> Bool {
        guard let word = vocabulary.find(bytes) else { return false }
        return isWord(word, of: item) || isWord(Int(tokenOfWord[word]), of: item)
    }

    /// Whether some name of the item has the word of this number.
    func isWord(_ word: Int, of item: Int) -> Bool { wordsOfItems.contains(Int32(word), Int32(item)) }

    /// Whether some name of the item has the word.
    func isWord(_ bytes: ArraySlice<UInt8>, of item: Int) -> Bool {
        guard let word = vocabulary.find(bytes) else { return false }
        return kindOfWord[word] == .dropped || wordsOfItems.contains(Int32(word), Int32(item))
    }

    /// The item whose name has just these words, in any order; `several` if more than one has.
    func bag(_ tokens: [TokenSpan]) -> Int32? {
        // A short form alone ("is", "n") stands for nothing.
        if tokens.count == 1, tokens[0].isShort { return nil }
        return lookUp(tokens, withGeneric: true, in: bags, itemOfBag)
    }

    /// The item whose name is these words when the generic words of both are left out.
    func core(_ tokens: [TokenSpan]) -> Int32? {
        guard let item = lookUp(tokens, withGeneric: false, in: cores, itemOfCore) else { return nil }
        return item >= 0 && isAnother(tokens, than: Int(item)) ? nil : item
    }

    /// Whether a generic word among these tells states apart, and no name of the item has it: "Germany, Dem. Rep." is not Germany.
    func isAnother(_ tokens: [TokenSpan], than item: Int) -> Bool {
        tokens.contains { token in
            dividing.contains(token.token) && !dividingOfItems.contains(Int32(token.token), Int32(item))
        }
    }

    private func lookUp(_ tokens: [TokenSpan], withGeneric: Bool, in table: KeyTable, _ items: [Int32]) -> Int32? {
        withUnsafeTemporaryAllocation(of: Token.self, capacity: tokens.count) { room in
            // There are at most as many tokens as there is room for.
            var count = 0
            for token in tokens where withGeneric || token.kind != .generic {
                if token.token == Self.unknown { return nil }
                room.initializeElement(at: count, to: token.token)
                count += 1
            }
            if count == 0 { return nil }
            return WordTables.withKey(of: UnsafeMutableBufferPointer(rebasing: room[..<count])) { key in
                table.find(key).map { items[$0] }
            }
        }
    }

    func kind(ofWord word: Int) -> WordKind { kindOfWord[word] }
    func token(ofWord word: Int) -> Token { tokenOfWord[word] }

    /// Words, with initials ("U.S.", "D.P.R.") taken as one word.
    struct Spans {
        private let end: Int
        private let start: Int
        private var position: Int

        init(_ range: Range<Int>) {
            start = range.lowerBound
            end = range.upperBound
            position = start
        }

        mutating func next(in folded: FoldedText) -> FoldedText.Word? {
            guard position < end else { return nil }
            let first = folded.words[position]
            position += 1
            guard first.end - first.start == 1 else { return first }
            // The s of "people's" carries nothing, nor does the l of "l'eau".
            if first.gap == .apostrophe, position > start + 1 { return next(in: folded) }
            if position < end, folded.words[position].gap == .apostrophe,
                folded.bytes(of: first).first == UInt8(ascii: "l")
            {
                return next(in: folded)
            }
            var last = first.end
            while position < end, folded.words[position].gap == .period,
                folded.words[position].end - folded.words[position].start == 1
            {
                last = folded.words[position].end
                position += 1
            }
            return FoldedText.Word(start: first.start, end: last, gap: first.gap, capital: first.capital)
        }
    }
}
