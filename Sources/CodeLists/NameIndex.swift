/// All spellings of a list's items, findable as a whole, by their words, and by what sets them apart.
struct NameIndex: Sendable {
    struct Name: Sendable {
        let text: String
        let item: Int32
        let language: Int16
    }

    /// A word's number in the vocabulary; words of the same meaning share one.
    typealias Token = UInt16
    static let unknown: Token = .max
    /// Stands for several items under one key.
    static let several: Int32 = -1
    /// Stands for no item.
    private static let nobody: Int32 = -2

    private(set) var names: [Name] = []
    private(set) var languages: [String] = []

    /// Whole names without spaces.
    private(set) var whole: KeyTable
    private var firstOfWhole: [Int32] = []
    private var nextOfName: [Int32] = []
    private var startsShort: [Bool] = []
    private var itemOfWhole: [Int32] = []

    /// Names that may be abbreviated, English or of no language: those of several words, by their first letter and how
    /// many words they have.
    private var abbreviable = [[Int32]](repeating: [], count: 0x80 * 8)

    private static func place(of folded: FoldedText, words: Int) -> Int? {
        guard words > 1, words < 8, let initial = folded.bytes.first, initial < 0x80 else { return nil }
        return Int(initial) * 8 + words
    }

    /// The names that this text may abbreviate, going by its first letter and how many words it has.
    func abbreviable(_ folded: FoldedText, words: Int) -> [Name] {
        Self.place(of: folded, words: words).map { abbreviable[$0].map { names[Int($0)] } } ?? []
    }

    /// Words, with the token that each counts as, and what kind of word it is.
    private(set) var vocabulary: KeyTable
    private var tokenOfWord: [Token] = []
    private var kindOfWord: [WordKind] = []
    private var itemOfWord: [Int32] = []

    /// Sorted tokens of names, and of names without generic words.
    private var bags: KeyTable
    private var itemOfBag: [Int32] = []
    private var cores: KeyTable
    private var itemOfCore: [Int32] = []

    /// The generic words themselves, for words cut short.
    private var generic: [[UInt8]] = []

    enum WordKind: UInt8 { case ordinary, dropped, generic }

    init(rules: WordRules, capacity: Int) {
        whole = KeyTable(capacity: capacity)
        vocabulary = KeyTable(capacity: capacity / 2 + 512)
        bags = KeyTable(capacity: capacity)
        cores = KeyTable(capacity: capacity)
        names.reserveCapacity(capacity)
        nextOfName.reserveCapacity(capacity)
        for word in rules.dropped { set(word, .dropped) }
        for word in rules.generic { set(word, .generic) }
        generic = rules.generic.map { Array($0.utf8) }
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

    // MARK: Building

    mutating func language(_ code: String) -> Int16 {
        if let found = languages.firstIndex(of: code) { return Int16(found) }
        languages.append(code)
        return Int16(languages.count - 1)
    }

    mutating func add(_ text: String, item: Int, language: Int16) {
        let folded = TextFolding.shared.fold(text)
        guard !folded.bytes.isEmpty else { return }
        let name = Int32(names.count)
        names.append(Name(text: text, item: Int32(item), language: language))
        let entry = whole.insert(folded.bytes[...])
        if entry == firstOfWhole.count {
            firstOfWhole.append(name)
            itemOfWhole.append(Int32(item))
            startsShort.append(folded.words[0].end - folded.words[0].start == 1 && folded.words.count > 1)
            nextOfName.append(-1)
        } else {
            nextOfName.append(firstOfWhole[entry])
            firstOfWhole[entry] = name
            if itemOfWhole[entry] != item { itemOfWhole[entry] = Self.several }
        }
        var spans = Spans(folded, 0..<folded.words.count)
        var tokens: [Token] = []
        var core: [Token] = []
        while let span = spans.next() {
            let word = learn(folded.bytes(of: span))
            if kindOfWord[word] == .dropped { continue }
            if itemOfWord[word] == Self.nobody {
                itemOfWord[word] = Int32(item)
            } else if itemOfWord[word] != item {
                itemOfWord[word] = Self.several
            }
            tokens.append(tokenOfWord[word])
            if kindOfWord[word] != .generic { core.append(tokenOfWord[word]) }
        }
        let isCommon = ["en", "und"].contains(languages[Int(language)])
        if isCommon, let place = Self.place(of: folded, words: tokens.count) { abbreviable[place].append(name) }
        Self.put(tokens, item, &bags, &itemOfBag)
        Self.put(core, item, &cores, &itemOfCore)
    }

    private static func put(_ tokens: [Token], _ item: Int, _ table: inout KeyTable, _ items: inout [Int32]) {
        guard !tokens.isEmpty else { return }
        let entry = table.insert(key(of: tokens)[...])
        if entry == items.count {
            items.append(Int32(item))
        } else if items[entry] != item {
            items[entry] = several
        }
    }

    /// Tokens in any order as a key.
    private static func key(of tokens: [Token]) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(tokens.count * 2)
        for token in tokens.count > 1 ? tokens.sorted() : tokens {
            key.append(UInt8(truncatingIfNeeded: token >> 8))
            key.append(UInt8(truncatingIfNeeded: token))
        }
        return key
    }

    // MARK: Asking

    /// What is written so: one item, or `several`; and whether a name of it is spelt letter by letter as the text.
    struct Found {
        let item: Int32
        let entry: Int
        let exact: Bool
    }

    /// The names whose whole is these bytes.
    ///
    /// Where several items share the spelling, the language that was asked for decides, if it can.
    func whole(_ key: ArraySlice<UInt8>, text: String?, language: String?) -> Found? {
        guard let entry = whole.find(key) else { return nil }
        var item = itemOfWhole[entry]
        if item == Self.several, let own = own(entry, language: language) { item = Int32(own) }
        var exact = false
        if let text {
            var name = firstOfWhole[entry]
            while name >= 0, !exact {
                exact = names[Int(name)].text == text
                name = nextOfName[Int(name)]
            }
        }
        return Found(item: item, entry: entry, exact: exact)
    }

    /// The items that share a spelling, each once, in list order.
    func items(_ entry: Int) -> [Int] {
        Set(namesOf(entry).map { Int($0.item) }).sorted()
    }

    /// The names that share the whole key of this number.
    func namesOf(_ entry: Int) -> [Name] {
        var found: [Name] = []
        var name = firstOfWhole[entry]
        while name >= 0 {
            found.append(names[Int(name)])
            name = nextOfName[Int(name)]
        }
        return found
    }

    /// Whether the first name of this key begins with more than an initial.
    func beginsWithWord(_ entry: Int) -> Bool { !startsShort[entry] }

    /// The tokens of these words without the dropped ones; unknown words are `unknown`.
    func tokens(_ folded: FoldedText, _ range: Range<Int>) -> [TokenSpan] {
        var spans = Spans(folded, range)
        var found: [TokenSpan] = []
        found.reserveCapacity(range.count)
        while let span = spans.next() {
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
        word.count > 4 && generic.contains { $0.count > word.count && $0.starts(with: word) }
    }

    /// Which item's names have a word.
    enum Meaning { case none, nothing, of(Int), several }

    func meaning(ofWord bytes: ArraySlice<UInt8>) -> Meaning {
        guard let word = vocabulary.find(bytes) else { return isShortened(bytes) ? .nothing : .none }
        if kindOfWord[word] != .ordinary { return .nothing }
        switch itemOfWord[word] {
        case Self.nobody: return .none
        case Self.several: return .several
        case let item: return .of(Int(item))
        }
    }

    /// The item whose name in the language that was asked for this is.
    func own(_ key: ArraySlice<UInt8>, language: String?) -> Int? {
        whole.find(key).flatMap { own($0, language: language) }
    }

    private func own(_ entry: Int, language: String?) -> Int? {
        guard let language, let wanted = languages.firstIndex(of: language) else { return nil }
        let items = Set(namesOf(entry).filter { $0.language == Int16(wanted) }.map { Int($0.item) })
        return items.count == 1 ? items.first : nil
    }

    struct TokenSpan {
        var token: Token
        var kind: WordKind
        let span: FoldedText.Word
        var isShort = false
    }

    /// The item whose name has just these words, in any order; `several` if more than one has.
    func bag(_ tokens: [TokenSpan]) -> Int32? {
        // A short form alone ("is", "n") stands for nothing.
        if tokens.count == 1, tokens[0].isShort { return nil }
        return lookUp(tokens.map(\.token), in: bags, itemOfBag)
    }

    /// The item whose name is these words when the generic words of both are left out.
    func core(_ tokens: [TokenSpan]) -> Int32? {
        lookUp(tokens.filter { $0.kind != .generic }.map(\.token), in: cores, itemOfCore)
    }

    private func lookUp(_ tokens: [Token], in table: KeyTable, _ items: [Int32]) -> Int32? {
        guard !tokens.isEmpty, !tokens.contains(Self.unknown) else { return nil }
        return table.find(Self.key(of: tokens)[...]).map { items[$0] }
    }

    func kind(ofWord word: Int) -> WordKind { kindOfWord[word] }
    func token(ofWord word: Int) -> Token { tokenOfWord[word] }

    /// Words, with initials ("U.S.", "D.P.R.") taken as one word.
    struct Spans {
        private let words: ArraySlice<FoldedText.Word>
        private var position: Int

        init(_ folded: FoldedText, _ range: Range<Int>) {
            words = folded.words[range]
            position = range.lowerBound
        }

        mutating func next() -> FoldedText.Word? {
            guard position < words.endIndex else { return nil }
            let first = words[position]
            position += 1
            // The s of "people's" and "Côte d'" carry nothing.
            if first.gap == .apostrophe, first.end - first.start == 1, position > words.startIndex + 1 {
                return next()
            }
            guard first.end - first.start == 1 else { return first }
            var end = first.end
            while position < words.endIndex, words[position].gap == .period,
                words[position].end - words[position].start == 1
            {
                end = words[position].end
                position += 1
            }
            return FoldedText.Word(start: first.start, end: end, gap: first.gap, capital: first.capital)
        }
    }
}
