/// All spellings of a list's items, findable as a whole.
struct NameIndex: Sendable {
    /// A name: whose it is, how it is spelt, in which language, and what key it has.
    struct Name: Sendable {
        let item: Int32
        let spelling: Int32
        let entry: Int32
        /// The next name with the same key, or -1.
        let next: Int32
        let language: Int16
        /// Whether its words are those of an earlier name of the item.
        let isRepeated: Bool
    }

    /// What is asked of a key, side by side in memory, since that is where finding a name spends its time.
    private struct Whole: Sendable {
        /// The latest name, or -1 where the text is refused and no name.
        var name: Int32
        var item: Int32
        /// The number of the refusal, or -1.
        var refusal: Int32
        /// How many words the first name has, and whether the first word is one letter.
        var words: UInt8
        var startsShort: Bool
        /// Whether it counts only letter by letter.
        var countsExactly = false
    }

    private struct Spelling: Sendable {
        /// The key of the spelling, or -1 where folding leaves nothing of it.
        let entry: Int32
        /// How many words it has; 255 for more.
        let words: UInt8
    }

    /// Stands for several items under one key.
    static let several: Int32 = -1
    /// Stands for no item.
    static let nobody: Int32 = -2

    private(set) var languages: [String] = []
    private(set) var names: [Name] = []

    /// Names letter by letter, each once.
    private(set) var spelt: KeyTable
    private var spellings: [Spelling] = []

    /// Whole names without spaces, and texts that are refused.
    private(set) var whole: KeyTable
    private var wholes: [Whole] = []
    /// How many of these are names; what follows is refused.
    private(set) var namesOfWhole = 0

    /// Room that is used again for each name.
    private var folded = FoldedText()

    init(capacity: Int) {
        whole = KeyTable(capacity: capacity)
        spelt = KeyTable(capacity: capacity)
        names.reserveCapacity(capacity)
        wholes.reserveCapacity(capacity)
        spellings.reserveCapacity(capacity)
    }

    mutating func language(_ code: String) -> Int16 {
        if let found = languages.firstIndex(of: code) { return Int16(found) }
        languages.append(code)
        return Int16(languages.count - 1)
    }

    /// Adds a spelling.
    mutating func add(_ text: String, item: Int, language: Int16) {
        var text = text
        let number = text.withUTF8 { text in
            // Many names are spelt alike in many languages.
            let number = spelt.insert(text)
            if number == spellings.count { spellings.append(fold(text)) }
            return number
        }
        if spellings[number].entry >= 0 { record(Int32(number), item: Int32(item), language: language) }
    }

    private mutating func fold(_ text: UnsafeBufferPointer<UInt8>) -> Spelling {
        TextFolding.shared.fold(text, into: &folded)
        let words = UInt8(clamping: folded.words.count)
        if folded.isEmpty { return Spelling(entry: -1, words: words) }
        let entry = whole.insert(folded.bytes)
        if entry == wholes.count {
            namesOfWhole += 1
            wholes.append(
                Whole(
                    name: -1, item: Self.nobody, refusal: -1, words: words,
                    startsShort: folded.words[0].end - folded.words[0].start == 1 && folded.words.count > 1))
        }
        return Spelling(entry: Int32(entry), words: words)
    }

    /// The names of an item, with those of the finer ones that it contains: they are added in the order of the items.
    func names(of item: Int32) -> ArraySlice<Name> {
        var (low, high) = (0, names.count)
        while low < high {
            let middle = (low + high) / 2
            if names[middle].item < item { low = middle + 1 } else { high = middle }
        }
        return names[low...].prefix { $0.item == item }
    }

    private mutating func record(_ number: Int32, item: Int32, language: Int16) {
        let spelling = spellings[Int(number)]
        var whole = wholes[Int(spelling.entry)]
        let isFirst = whole.item == Self.nobody
        if isFirst {
            whole.item = item
        } else if whole.item != item {
            whole.item = Self.several
        }
        names.append(
            Name(
                item: item, spelling: number, entry: spelling.entry, next: whole.name, language: language,
                isRepeated: !isFirst && whole.item == item && whole.words == spelling.words && whole.words < .max))
        whole.name = Int32(names.count - 1)
        wholes[Int(spelling.entry)] = whole
    }

    /// Marks a spelling as one that counts only letter by letter.
    mutating func requireExactly(_ text: UnsafeBufferPointer<UInt8>) {
        TextFolding.shared.fold(text, into: &folded)
        if let entry = whole.find(folded.bytes) { wholes[entry].countsExactly = true }
    }

    /// Marks a text as one that is refused; `unlessName` leaves a text alone that is a name as well. No name is added
    /// after it.
    mutating func refuse(_ key: ArraySlice<UInt8>, number: Int, unlessName: Bool) {
        let entry = whole.insert(key)
        if entry == wholes.count {
            wholes.append(
                Whole(name: -1, item: Self.nobody, refusal: Int32(number), words: 0, startsShort: false))
        } else if !unlessName, wholes[entry].refusal < 0 {
            wholes[entry].refusal = Int32(number)
        }
    }

    // MARK: Asking

    /// The entry of a text that is a name letter by letter.
    func entry(spelt text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let number = spelt.find(text) else { return nil }
        let entry = Int(spellings[number].entry)
        return entry < 0 ? nil : entry
    }

    /// The item of an entry, `several`, or `nobody` if it is only a text that is refused.
    ///
    /// Where several items share the spelling, the language that was asked for decides, if it can.
    func item(_ entry: Int, language: String?) -> Int32 {
        let item = wholes[entry].item
        if item == Self.several, let own = own(entry, language: language) { return Int32(own) }
        return item
    }

    /// The number of the refusal, or -1.
    func refusal(_ entry: Int) -> Int { Int(wholes[entry].refusal) }

    /// Whether a name counts only letter by letter.
    func countsExactly(_ entry: Int) -> Bool { wholes[entry].countsExactly }

    /// The items that share a spelling, each once, in list order.
    func items(_ entry: Int) -> [Int] {
        Set(namesOf(entry).map { Int($0.item) }).sorted()
    }

    /// The names that share the whole key of this number.
    func namesOf(_ entry: Int) -> [Name] {
        var found: [Name] = []
        forEachName(of: entry) { found.append($0) }
        return found
    }

    func forEachName(of entry: Int, _ body: (Name) -> Void) {
        var number = wholes[entry].name
        while number >= 0 {
            let name = names[Int(number)]
            body(name)
            number = name.next
        }
    }

    /// Whether the first name of this key begins with more than an initial.
    func beginsWithWord(_ entry: Int) -> Bool { !wholes[entry].startsShort }

    /// The item whose name in the language that was asked for this is.
    func own(_ entry: Int, language: String?) -> Int? {
        language == nil ? nil : own(of: namesOf(entry), language: language)
    }

    /// The one item that has some names in the language that was asked for, or where none has any, in that without its last parts: `pt` for `pt-BR`.
    func own(of names: [Name], language: String?) -> Int? {
        guard let language else { return nil }
        for tag in LanguageTag.serving(language) {
            guard let wanted = languages.firstIndex(of: tag) else { continue }
            let items = Set(names.filter { $0.language == Int16(wanted) }.map { Int($0.item) })
            if !items.isEmpty { return items.count == 1 ? items.first : nil }
        }
        return nil
    }
}
