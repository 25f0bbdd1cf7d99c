/// All spellings of a list's items, findable as a whole.
struct NameIndex: Sendable {
    /// A spelling: where its text stands in the pool, whose it is, in which language, and what key it has.
    struct Name: Sendable {
        let start: Int32
        let end: Int32
        let item: Int32
        let entry: Int32
        let language: Int16
        /// Whether its words are those of an earlier name of the item.
        let isRepeated: Bool
    }

    /// Stands for several items under one key.
    static let several: Int32 = -1
    /// Stands for no item.
    static let nobody: Int32 = -2

    private(set) var languages: [String] = []
    private(set) var names: [Name] = []
    private(set) var texts: [UInt8] = []
    private var nextOfName: [Int32] = []

    /// Whole names without spaces, and texts that are refused.
    private(set) var whole: KeyTable
    private var firstOfWhole: [Int32] = []
    private(set) var itemOfWhole: [Int32] = []
    /// The number of the refusal, or -1.
    private(set) var refusalOfWhole: [Int32] = []
    private var startsShort: [Bool] = []
    private var wordsOfWhole: [UInt8] = []
    /// How many of these are names; what follows is refused.
    var namesOfWhole: Int { wordsOfWhole.count }
    /// Entries that count only letter by letter.
    private(set) var exactOnly: Set<Int32> = []

    /// Room that is used again for each name.
    private var folded = FoldedText()

    init(capacity: Int) {
        whole = KeyTable(capacity: capacity)
        names.reserveCapacity(capacity)
        nextOfName.reserveCapacity(capacity)
        texts.reserveCapacity(capacity * 16)
    }

    mutating func language(_ code: String) -> Int16 {
        if let found = languages.firstIndex(of: code) { return Int16(found) }
        languages.append(code)
        return Int16(languages.count - 1)
    }

    /// Adds a spelling.
    mutating func add(_ text: String, item: Int, language: Int16) {
        var text = text
        text.withUTF8 { text in
            TextFolding.shared.fold(text, into: &folded)
            if !folded.isEmpty { record(text, item: Int32(item), language: language) }
        }
    }

    private mutating func record(_ text: UnsafeBufferPointer<UInt8>, item: Int32, language: Int16) {
        let name = Int32(names.count)
        let start = Int32(texts.count)
        texts.append(contentsOf: text)
        let entry = whole.insert(folded.bytes)
        var isRepeated = false
        if entry == firstOfWhole.count {
            firstOfWhole.append(name)
            itemOfWhole.append(item)
            refusalOfWhole.append(-1)
            startsShort.append(folded.words[0].end - folded.words[0].start == 1 && folded.words.count > 1)
            wordsOfWhole.append(UInt8(clamping: folded.words.count))
            nextOfName.append(-1)
        } else {
            nextOfName.append(firstOfWhole[entry])
            firstOfWhole[entry] = name
            if itemOfWhole[entry] != item { itemOfWhole[entry] = Self.several }
            isRepeated = itemOfWhole[entry] == item && Int(wordsOfWhole[entry]) == folded.words.count
        }
        names.append(
            Name(
                start: start, end: Int32(texts.count), item: item, entry: Int32(entry), language: language,
                isRepeated: isRepeated))
    }

    /// Marks a spelling as one that counts only letter by letter.
    mutating func requireExactly(_ text: UnsafeBufferPointer<UInt8>) {
        TextFolding.shared.fold(text, into: &folded)
        if let entry = whole.find(folded.bytes) { exactOnly.insert(Int32(entry)) }
    }

    /// Marks a text as one that is refused; `unlessName` leaves a text alone that is a name as well. No name is added
    /// after it.
    mutating func refuse(_ key: ArraySlice<UInt8>, number: Int, unlessName: Bool) {
        let entry = whole.insert(key)
        if entry == itemOfWhole.count {
            firstOfWhole.append(-1)
            itemOfWhole.append(Self.nobody)
            refusalOfWhole.append(Int32(number))
        } else if !unlessName, refusalOfWhole[entry] < 0 {
            refusalOfWhole[entry] = Int32(number)
        }
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
    func whole(_ key: ArraySlice<UInt8>, text: UnsafeBufferPointer<UInt8>?, language: String?) -> Found? {
        whole.find(key).flatMap { found($0, text: text, language: language) }
    }

    /// The names of an entry of the table of wholes; nil if it is only a text that is refused.
    func found(_ entry: Int, text: UnsafeBufferPointer<UInt8>?, language: String?) -> Found? {
        var item = itemOfWhole[entry]
        if item == Self.nobody { return nil }
        if item == Self.several, let own = own(entry, language: language) { item = Int32(own) }
        return Found(item: item, entry: entry, exact: text.map { isSpelt(entry, $0) } ?? false)
    }

    private func isSpelt(_ entry: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = firstOfWhole[entry]
        while place >= 0 {
            let name = names[Int(place)]
            let range = Int(name.start)..<Int(name.end)
            if range.count == text.count,
                texts.withUnsafeBufferPointer({ UnsafeBufferPointer(rebasing: $0[range]).equals(text) })
            {
                return true
            }
            place = nextOfName[Int(place)]
        }
        return false
    }

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
        var name = firstOfWhole[entry]
        while name >= 0 {
            body(names[Int(name)])
            name = nextOfName[Int(name)]
        }
    }

    /// Whether the first name of this key begins with more than an initial.
    func beginsWithWord(_ entry: Int) -> Bool { !startsShort[entry] }

    /// The item whose name in the language that was asked for this is.
    func own(_ entry: Int, language: String?) -> Int? {
        guard let language, let wanted = languages.firstIndex(of: language) else { return nil }
        let items = Set(namesOf(entry).filter { $0.language == Int16(wanted) }.map { Int($0.item) })
        return items.count == 1 ? items.first : nil
    }
}
