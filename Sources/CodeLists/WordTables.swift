/// The tables of a `WordIndex` while they are filled.
struct WordTables {
    typealias Token = WordIndex.Token
    typealias WordKind = WordIndex.WordKind
    typealias Abbreviable = WordIndex.Abbreviable

    /// Words, with the token that each counts as, and what kind of word it is.
    private(set) var vocabulary: KeyTable
    private(set) var tokenOfWord: [Token] = []
    private(set) var kindOfWord: [WordKind] = []
    private(set) var itemOfWord: [Int32] = []
    private(set) var wordsOfItems = PairSet()
    /// Generic words that tell states apart, and which items' names have which.
    private(set) var dividing: Set<Token> = []
    private(set) var dividingOfItems = PairSet()

    /// Sorted tokens of names, and of names without generic words.
    private(set) var bags: KeyTable
    private(set) var itemOfBag: [Int32] = []
    private(set) var cores: KeyTable
    private(set) var itemOfCore: [Int32] = []

    /// English names and those of no language, by their first letter and how many words they have.
    private(set) var abbreviable = [[Abbreviable]](repeating: [], count: 0x80 * 8)
    private(set) var abbreviableWords: [Range<Int32>] = []

    /// Beginnings of the generic words, for words cut short.
    let beginnings: WordSet

    /// Room that is used again for each name.
    private var tokens: [Token] = []
    private var core: [Token] = []

    init(_ index: NameIndex, rules: WordRules) {
        beginnings = WordSet(
            rules.generic.flatMap { word in
                word.utf8.count < 6 ? [] : (5..<word.utf8.count).compactMap { String(word.utf8.prefix($0)) }
            })
        vocabulary = KeyTable(capacity: index.namesOfWhole / 2 + 1024)
        bags = KeyTable(capacity: index.namesOfWhole)
        cores = KeyTable(capacity: index.namesOfWhole)
        for word in rules.dropped { set(word, .dropped) }
        for word in rules.generic { set(word, .generic) }
        for (short, long) in rules.short.sorted(by: { $0.key < $1.key }) {
            let meant = set(long, nil)
            let entry = set(short, kindOfWord[meant])
            tokenOfWord[entry] = tokenOfWord[meant]
        }
        for word in rules.dividing { dividing.insert(tokenOfWord[set(word, nil)]) }
        var folded = FoldedText()
        let isCommon = index.languages.map { $0 == "en" || $0 == "und" }
        for name in index.names where !name.isRepeated {
            index.spelt.withKey(Int(name.spelling)) { TextFolding.shared.fold($0, into: &folded) }
            add(folded, name, isCommon: isCommon[Int(name.language)])
        }
    }

    @discardableResult
    private mutating func set(_ word: String, _ kind: WordKind?) -> Int {
        let entry = learn(TextFolding.shared.fold(word).bytes)
        if let kind { kindOfWord[entry] = kind }
        return entry
    }

    private mutating func learn(_ word: ArraySlice<UInt8>) -> Int {
        let entry = vocabulary.insert(word)
        if entry == tokenOfWord.count {
            tokenOfWord.append(Token(clamping: entry))
            kindOfWord.append(.ordinary)
            itemOfWord.append(NameIndex.nobody)
        }
        return entry
    }

    private mutating func add(_ folded: FoldedText, _ name: NameIndex.Name, isCommon: Bool) {
        tokens.removeAll(keepingCapacity: true)
        core.removeAll(keepingCapacity: true)
        let firstWord = Int32(abbreviableWords.count)
        var spans = WordIndex.Spans(0..<folded.words.count)
        while let span = spans.next(in: folded) {
            let word = learn(folded.bytes(of: span))
            if kindOfWord[word] == .dropped { continue }
            if itemOfWord[word] == NameIndex.nobody {
                itemOfWord[word] = name.item
            } else if itemOfWord[word] != name.item {
                itemOfWord[word] = NameIndex.several
            }
            wordsOfItems.insert(Int32(word), name.item)
            tokens.append(tokenOfWord[word])
            if kindOfWord[word] != .generic {
                core.append(tokenOfWord[word])
            } else if dividing.contains(tokenOfWord[word]) {
                dividingOfItems.insert(Int32(tokenOfWord[word]), name.item)
            }
            if isCommon { abbreviableWords.append(span.start..<span.end) }
        }
        if isCommon, let place = Self.place(of: folded, words: tokens.count) {
            let words = firstWord..<Int32(abbreviableWords.count)
            abbreviable[place].append(Abbreviable(item: name.item, entry: name.entry, words: words))
        } else {
            abbreviableWords.removeLast(abbreviableWords.count - Int(firstWord))
        }
        Self.put(&tokens, name.item, &bags, &itemOfBag)
        Self.put(&core, name.item, &cores, &itemOfCore)
    }

    static func place(of folded: FoldedText, words: Int) -> Int? {
        guard words > 1, words < 8, let initial = folded.bytes.first, initial < 0x80 else { return nil }
        return Int(initial) * 8 + words
    }

    private static func put(
        _ tokens: inout [Token], _ item: Int32, _ table: inout KeyTable, _ items: inout [Int32]
    ) {
        guard !tokens.isEmpty else { return }
        let entry = tokens.withUnsafeMutableBufferPointer { tokens in withKey(of: tokens) { table.insert($0) } }
        if entry == items.count {
            items.append(item)
        } else if items[entry] != item {
            items[entry] = NameIndex.several
        }
    }

    /// Lends the key of tokens, which is the same in whichever order they came; they are left sorted.
    static func withKey<Result>(
        of tokens: UnsafeMutableBufferPointer<Token>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        var tokens = tokens
        if tokens.count > 8 {
            tokens.sort()
        } else {
            // Few words, as names have, are sorted fastest in the simplest way. In bounds: `place` goes down from an index to 0.
            for next in tokens.indices.dropFirst() {
                var place = next
                while place > 0, tokens[place - 1] > tokens[place] {
                    tokens.swapAt(place - 1, place)
                    place -= 1
                }
            }
        }
        // As many bytes as the tokens take, which are there for the call.
        return UnsafeRawBufferPointer(UnsafeBufferPointer(tokens)).withMemoryRebound(to: UInt8.self, body)
    }
}
