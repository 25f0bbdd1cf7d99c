/// All spellings of a list's items, findable as a whole, by their words, and by what sets them apart.
struct NameIndex: Sendable {
    /// A spelling: where its text stands in the pool, whose it is, and in which language.
    struct Name: Sendable {
        let start: Int32
        let end: Int32
        let item: Int32
        let language: Int16
    }

    /// A word's number in the vocabulary; words of the same meaning share one.
    typealias Token = UInt16
    static let unknown: Token = .max
    /// Stands for several items under one key.
    static let several: Int32 = -1
    /// Stands for no item.
    static let nobody: Int32 = -2

    enum WordKind: UInt8 { case ordinary, dropped, generic }

    /// A name of several words that may be abbreviated: its words that carry something, as parts of its whole key.
    struct Abbreviable: Sendable {
        let item: Int32
        let entry: Int32
        let words: Range<Int32>
    }

    private(set) var languages: [String] = []
    private(set) var names: [Name] = []
    private(set) var texts: [UInt8] = []
    private(set) var nextOfName: [Int32] = []

    /// Whole names without spaces, and texts that are refused.
    private(set) var whole: KeyTable
    private(set) var firstOfWhole: [Int32] = []
    private(set) var itemOfWhole: [Int32] = []
    /// The number of the refusal, or -1.
    private(set) var refusalOfWhole: [Int32] = []
    private(set) var startsShort: [Bool] = []
    /// Entries that count only letter by letter.
    private(set) var exactOnly: Set<Int32> = []

    /// Words, with the token that each counts as, and what kind of word it is.
    private(set) var vocabulary: KeyTable
    private(set) var tokenOfWord: [Token] = []
    private(set) var kindOfWord: [WordKind] = []
    private(set) var itemOfWord: [Int32] = []
    private(set) var wordsOfItems = PairSet()

    /// Sorted tokens of names, and of names without generic words.
    private(set) var bags: KeyTable
    private(set) var itemOfBag: [Int32] = []
    private(set) var cores: KeyTable
    private(set) var itemOfCore: [Int32] = []

    /// English names and those of no language, by their first letter and how many words they have.
    private var abbreviable = [[Abbreviable]](repeating: [], count: 0x80 * 8)
    private(set) var abbreviableWords: [Range<Int32>] = []

    /// Beginnings of the generic words, for words cut short.
    let beginnings: WordSet

    /// Room that is used again for each name.
    private var folded = FoldedText()
    private var tokens: [Token] = []
    private var core: [Token] = []
    private var key: [UInt8] = []

    init(rules: WordRules, capacity: Int) {
        beginnings = WordSet(
            rules.generic.flatMap { word in
                word.utf8.count < 6 ? [] : (5..<word.utf8.count).compactMap { String(word.utf8.prefix($0)) }
            })
        whole = KeyTable(capacity: capacity)
        vocabulary = KeyTable(capacity: capacity / 2 + 512)
        bags = KeyTable(capacity: capacity)
        cores = KeyTable(capacity: capacity)
        names.reserveCapacity(capacity)
        nextOfName.reserveCapacity(capacity)
        texts.reserveCapacity(capacity * 16)
        for word in rules.dropped { set(word, .dropped) }
        for word in rules.generic { set(word, .generic) }
        for (short, long) in rules.short.sorted(by: { $0.key < $1.key }) {
            let meant = set(long, nil)
            let entry = set(short, kindOfWord[meant])
            tokenOfWord[entry] = tokenOfWord[meant]
        }
    }

    @discardableResult
    private mutating func set(_ word: String, _ kind: WordKind?) -> Int {
        let entry = learn(TextFolding.shared.fold(word).bytes[...])
        if let kind { kindOfWord[entry] = kind }
        return entry
    }

    private mutating func learn(_ word: ArraySlice<UInt8>) -> Int {
        let entry = vocabulary.insert(word)
        if entry == tokenOfWord.count {
            tokenOfWord.append(Token(clamping: entry))
            kindOfWord.append(.ordinary)
            itemOfWord.append(Self.nobody)
        }
        return entry
    }

    mutating func language(_ code: String) -> Int16 {
        if let found = languages.firstIndex(of: code) { return Int16(found) }
        languages.append(code)
        return Int16(languages.count - 1)
    }

    /// Adds a spelling that is found as a whole, by its words and, once a `SlipIndex` is made, with slips.
    mutating func add(_ text: String, item: Int, language: Int16) {
        var text = text
        text.withUTF8 { text in
            TextFolding.shared.fold(text, into: &folded)
            guard !folded.bytes.isEmpty else { return }
            let entry = record(text, item: Int32(item), language: language)
            let isCommon = languages[Int(language)] == "en" || languages[Int(language)] == "und"
            addWords(of: Int32(item), entry: Int32(entry), isCommon: isCommon)
        }
    }

    /// Adds a spelling that is found only as a whole, and only if no other item has it; `exactly` if it counts only
    /// letter by letter.
    mutating func addWhole(_ text: UnsafeBufferPointer<UInt8>, item: Int, language: Int16, exactly: Bool) {
        TextFolding.shared.fold(text, into: &folded)
        guard !folded.bytes.isEmpty else { return }
        if let entry = whole.find(folded.bytes[...]), itemOfWhole[entry] != item || refusalOfWhole[entry] >= 0 {
            return
        }
        let entry = record(text, item: Int32(item), language: language)
        if exactly { exactOnly.insert(Int32(entry)) }
    }

    /// Marks a text as one that is refused; `unlessName` leaves a text alone that is a name as well.
    mutating func refuse(_ key: ArraySlice<UInt8>, number: Int, unlessName: Bool) {
        let entry = whole.insert(key)
        if entry == itemOfWhole.count {
            firstOfWhole.append(-1)
            itemOfWhole.append(Self.nobody)
            refusalOfWhole.append(Int32(number))
            startsShort.append(false)
        } else if !unlessName, refusalOfWhole[entry] < 0 {
            refusalOfWhole[entry] = Int32(number)
        }
    }

    private mutating func record(_ text: UnsafeBufferPointer<UInt8>, item: Int32, language: Int16) -> Int {
        let name = Int32(names.count)
        let start = Int32(texts.count)
        texts.append(contentsOf: text)
        names.append(Name(start: start, end: Int32(texts.count), item: item, language: language))
        let entry = whole.insert(folded.bytes[...])
        if entry == firstOfWhole.count {
            firstOfWhole.append(name)
            itemOfWhole.append(item)
            refusalOfWhole.append(-1)
            startsShort.append(folded.words[0].end - folded.words[0].start == 1 && folded.words.count > 1)
            nextOfName.append(-1)
        } else {
            nextOfName.append(firstOfWhole[entry])
            firstOfWhole[entry] = name
            if itemOfWhole[entry] != item { itemOfWhole[entry] = Self.several }
        }
        return entry
    }

    private mutating func addWords(of item: Int32, entry: Int32, isCommon: Bool) {
        tokens.removeAll(keepingCapacity: true)
        core.removeAll(keepingCapacity: true)
        let firstWord = Int32(abbreviableWords.count)
        var spans = Spans(0..<folded.words.count)
        while let span = spans.next(in: folded) {
            let word = learn(folded.bytes(of: span))
            if kindOfWord[word] == .dropped { continue }
            if itemOfWord[word] == Self.nobody {
                itemOfWord[word] = item
            } else if itemOfWord[word] != item {
                itemOfWord[word] = Self.several
            }
            wordsOfItems.insert(Int32(word), item)
            tokens.append(tokenOfWord[word])
            if kindOfWord[word] != .generic { core.append(tokenOfWord[word]) }
            if isCommon { abbreviableWords.append(span.start..<span.end) }
        }
        if isCommon, let place = Self.place(of: folded, words: tokens.count) {
            let words = firstWord..<Int32(abbreviableWords.count)
            abbreviable[place].append(Abbreviable(item: item, entry: entry, words: words))
        } else {
            abbreviableWords.removeLast(abbreviableWords.count - Int(firstWord))
        }
        Self.put(&tokens, &key, item, &bags, &itemOfBag)
        Self.put(&core, &key, item, &cores, &itemOfCore)
    }

    private static func place(of folded: FoldedText, words: Int) -> Int? {
        guard words > 1, words < 8, let initial = folded.bytes.first, initial < 0x80 else { return nil }
        return Int(initial) * 8 + words
    }

    /// The names that this text may abbreviate, going by its first letter and how many words it has.
    func abbreviable(_ folded: FoldedText, words: Int) -> [Abbreviable] {
        Self.place(of: folded, words: words).map { abbreviable[$0] } ?? []
    }

    private static func put(
        _ tokens: inout [Token], _ key: inout [UInt8], _ item: Int32, _ table: inout KeyTable, _ items: inout [Int32]
    ) {
        guard !tokens.isEmpty else { return }
        write(&tokens, into: &key)
        let entry = table.insert(key[...])
        if entry == items.count {
            items.append(item)
        } else if items[entry] != item {
            items[entry] = several
        }
    }

    /// Tokens in any order as a key.
    static func write(_ tokens: inout [Token], into key: inout [UInt8]) {
        if tokens.count > 1 { tokens.sort() }
        key.removeAll(keepingCapacity: true)
        for token in tokens {
            key.append(UInt8(truncatingIfNeeded: token >> 8))
            key.append(UInt8(truncatingIfNeeded: token))
        }
    }
}

/// Pairs of small numbers, in a flat hash table.
struct PairSet: Sendable {
    private var slots = [UInt64](repeating: 0, count: 1024)
    private var count = 0

    private static func slot(_ pair: UInt64, _ size: Int) -> Int {
        Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) >> 32) & (size - 1)
    }

    private static func pair(_ a: Int32, _ b: Int32) -> UInt64 {
        (UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))) + 1
    }

    mutating func insert(_ a: Int32, _ b: Int32) {
        let pair = Self.pair(a, b)
        var slot = Self.slot(pair, slots.count)
        while slots[slot] != 0 {
            if slots[slot] == pair { return }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = pair
        count += 1
        if count * 2 > slots.count { grow() }
    }

    func contains(_ a: Int32, _ b: Int32) -> Bool {
        let pair = Self.pair(a, b)
        var slot = Self.slot(pair, slots.count)
        while slots[slot] != 0 {
            if slots[slot] == pair { return true }
            slot = (slot + 1) & (slots.count - 1)
        }
        return false
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: slots.count * 2)
        for pair in slots where pair != 0 {
            var slot = Self.slot(pair, larger.count)
            while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
            larger[slot] = pair
        }
        slots = larger
    }
}
