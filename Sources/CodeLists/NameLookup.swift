/// What an index of names answers.
extension NameIndex {
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
        whole.find(key).flatMap { found($0, text: text, language: language) }
    }

    /// The names of an entry of the table of wholes; nil if it is only a text that is refused.
    func found(_ entry: Int, text: String?, language: String?) -> Found? {
        var item = itemOfWhole[entry]
        if item == Self.nobody { return nil }
        if item == Self.several, let own = own(entry, language: language) { item = Int32(own) }
        return Found(item: item, entry: entry, exact: text.map { isSpelt(entry, $0) } ?? false)
    }

    private func isSpelt(_ entry: Int, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { text in
            var place = firstOfWhole[entry]
            while place >= 0 {
                let name = names[Int(place)]
                if Int(name.end - name.start) == text.count, isText(at: Int(name.start), text) { return true }
                place = nextOfName[Int(place)]
            }
            return false
        }
    }

    private func isText(at start: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for place in 0..<text.count where texts[start + place] != text[place] { return false }
        return true
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
        case Self.nobody: return .none
        case Self.several: return .several
        case let item: return .of(Int(item))
        }
    }

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
        lookUp(tokens, withGeneric: false, in: cores, itemOfCore)
    }

    private func lookUp(_ tokens: [TokenSpan], withGeneric: Bool, in table: KeyTable, _ items: [Int32]) -> Int32? {
        var kept: [Token] = []
        for token in tokens where withGeneric || token.kind != .generic {
            if token.token == Self.unknown { return nil }
            kept.append(token.token)
        }
        if kept.isEmpty { return nil }
        var key: [UInt8] = []
        key.reserveCapacity(kept.count * 2)
        Self.write(&kept, into: &key)
        return table.find(key[...]).map { items[$0] }
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
            // The s of "people's" and "Côte d'" carry nothing.
            if first.gap == .apostrophe, first.end - first.start == 1, position > start + 1 {
                return next(in: folded)
            }
            guard first.end - first.start == 1 else { return first }
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
