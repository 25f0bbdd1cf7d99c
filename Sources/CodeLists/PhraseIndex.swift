/// Titles and service words as sets of word stems.
struct PhraseIndex: Sendable {
    struct Word: Sendable {
        /// The stem's number, or nil if no phrase has it.
        let stem: Int?
        /// The stem itself.
        let bytes: [UInt8]
        /// How much the word says: little for "services" or "national".
        let weight: Double
        /// Whether a slip of the pen was put right.
        let mended: Bool
        /// How much of the text it takes out, as "excluding" does.
        let reach: ServiceWords.Reach
    }

    struct Found: Sendable {
        let items: [Int]
        /// The places of the phrase's words in the text.
        let places: [Int]
        let weight: Double
        /// Whether one word stands for a title of several, and none of the title's other words is there: "works" is not yet "public works
        /// programmes".
        let isFragment: Bool
    }

    private struct Phrase: Sendable {
        let stems: [Int]
        var items: [Int]
        /// For a single stem that is left of longer titles: their other stems; nil where the stem is a title by itself, or there are several.
        var others: Set<Int>?
    }

    private static let restOfDivision = ["n.e.c.", "n.c.a.", "n.e.p."]

    private var stems: KeyTable
    /// By stem whether any service may have it beside the words that tell it.
    private var isWeak: [Bool] = []
    private var bags: KeyTable
    private var phrases: [Phrase] = []
    private var slips = SlipIndex(KeyTable(capacity: 1))
    /// Phrases by their rarest-looking (longest) stem.
    private var phrasesOfStem: [[Int]] = []

    init(capacity: Int) {
        stems = KeyTable(capacity: capacity)
        bags = KeyTable(capacity: capacity)
    }

    /// Adds a title or a service word, with what it is when folded.
    mutating func add(_ text: String, _ folded: FoldedText, as item: Int) {
        guard !folded.isEmpty else { return }
        // "Not elsewhere classified" is what is left of a division; only its full title means it.
        if Self.restOfDivision.contains(where: text.hasSuffix) { return }
        var members: [Int] = []
        folded.forEachStem { word, _ in
            let stem = stems.insert(word)
            if stem == phrasesOfStem.count {
                phrasesOfStem.append([])
                isWeak.append(ServiceWords.isWeak(word))
            }
            if !members.contains(stem) { members.append(stem) }
        }
        let telling = members.filter { !isWeak[$0] }
        let kept = (telling.isEmpty ? members : telling).sorted()
        guard let longest = kept.max(by: { stems.key($0).count < stems.key($1).count }) else { return }
        let entry = bags.insert(
            kept.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }[...])
        let others = kept.count == 1 && members.count > 1 ? Set(members).subtracting(kept) : nil
        if entry == phrases.count {
            phrases.append(Phrase(stems: kept, items: [item], others: others))
            phrasesOfStem[longest].append(entry)
            return
        }
        if !phrases[entry].items.contains(item) { phrases[entry].items.append(item) }
        phrases[entry].others = others.flatMap { phrases[entry].others?.union($0) }
    }

    /// Makes misspelt words findable, once all phrases are in.
    mutating func finish() {
        slips = SlipIndex(stems)
    }

    /// The one stem that a misspelt word may have meant.
    private func nearest(_ stem: ArraySlice<UInt8>) -> Int? {
        guard stem.count > 4, stem.count <= SlipIndex.longest, let spelling = Spelling(stem) else { return nil }
        let near = slips.near(spelling, bound: 1)
        return near.count == 1 ? near[0].entry : nil
    }

    /// The words of a text that say something.
    func words(_ folded: FoldedText) -> [Word] {
        var found: [Word] = []
        for word in folded.words {
            let bytes = folded.bytes(of: word)
            if ServiceWords.isDropped(bytes) { continue }
            var stem = ServiceWords.stem(bytes)
            var number = stems.find(stem)
            let reach = ServiceWords.reach(of: bytes)
            let mayBeSlip = number == nil && reach == .nothing && !ServiceWords.isForeign(bytes)
            let mended = mayBeSlip ? nearest(stem) : nil
            if let mended {
                number = mended
                stem = stems.key(mended)
            }
            let weight = ServiceWords.isWeak(stem) ? 0.15 : 1
            found.append(
                Word(stem: number, bytes: Array(stem), weight: weight, mended: mended != nil, reach: reach))
        }
        return found
    }

    /// The phrases all of whose words are in the text, without those that are part of a longer one.
    func contained(in words: [Word]) -> [Found] {
        var places: [Int: Int] = [:]
        for (place, word) in words.enumerated() {
            if let stem = word.stem, places[stem] == nil { places[stem] = place }
        }
        var found: [(phrase: Int, places: [Int])] = []
        for stem in places.keys.sorted() {
            for phrase in phrasesOfStem[stem] {
                let at = phrases[phrase].stems.compactMap { places[$0] }
                if at.count == phrases[phrase].stems.count { found.append((phrase, at.sorted())) }
            }
        }
        let longest = found.filter { one in
            !found.contains { $0.places.count > one.places.count && Set(one.places).isSubset(of: $0.places) }
        }
        return longest.map { one in
            let weight = one.places.reduce(0) { $0 + words[$1].weight }
            let isFragment = phrases[one.phrase].others.map { $0.isDisjoint(with: places.keys) } ?? false
            return Found(
                items: phrases[one.phrase].items, places: one.places, weight: weight * weight, isFragment: isFragment)
        }
    }
}
