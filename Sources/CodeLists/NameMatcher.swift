/// Matches labels and names: as a whole, by words, and but for a slip of the pen.
struct NameMatcher: Sendable {
    let index: NameIndex
    let slips: SlipIndex
    private let wordSlips: SlipIndex
    let places: PlaceRules?

    init(_ list: CodeList, places: PlaceRules?) {
        var index = NameIndex(rules: places == nil ? .labels : PlaceWords.rules, capacity: list.items.count * 64)
        func add(_ item: CodeItem, _ number: Int) {
            for (language, label) in item.labels.sorted(by: { $0.key < $1.key }) {
                index.add(label, item: number, language: index.language(language))
            }
            for (language, synonyms) in item.synonyms.sorted(by: { $0.key < $1.key }) {
                for synonym in synonyms { index.add(synonym, item: number, language: index.language(language)) }
            }
        }
        for (number, item) in list.items.enumerated() { add(item, number) }
        for finer in list.finer {
            if let number = list.index(of: finer.code) { add(finer.item, number) }
        }
        self.index = index
        slips = SlipIndex(index.whole)
        wordSlips = SlipIndex(index.vocabulary)
        self.places = places
    }

    func verdict(_ text: String, _ language: String?, _ codes: CodeForms) -> Verdict {
        var folded = TextFolding.shared.fold(text)
        guard !folded.bytes.isEmpty else { return Verdict(refusal: "nothing") }
        if let refused = places?.refused.reason(folded.bytes[...]) {
            return .candidates(refused.candidates, confidence: 0.5, refusal: refused.reason)
        }
        if let found = wholeName(folded, text, language) { return found }
        if let places {
            if let mended = Mojibake.mended(text) {
                folded = TextFolding.shared.fold(mended)
                if let found = wholeName(folded, mended, language) { return found }
            }
            if let city = places.capitals.reason(folded.bytes[...]) {
                return Verdict(refusal: city.reason)
            }
        }
        let tokens = index.tokens(folded, 0..<folded.words.count)
        if let item = index.bag(tokens) { return byWords(item, tokens, 0.97) }
        if let places {
            if let refusal = places.refusal(of: folded) { return Verdict(refusal: refusal) }
            if let item = index.core(tokens), item >= 0, tokens.contains(where: { $0.kind == .generic }) {
                return byWords(item, tokens, 0.95)
            }
            if let verdict = QualifiedName(names: self, places: places, codes: codes).verdict(folded, language) {
                return verdict
            }
        }
        return misspelt(folded, tokens)
    }

    /// A name as a whole, but for what folding levels.
    func wholeName(_ folded: FoldedText, _ text: String, _ language: String?) -> Verdict? {
        guard let found = index.whole(folded.bytes[...], text: text, language: language) else { return nil }
        guard found.items.count == 1 else { return .candidates(found.items, confidence: 0.5, refusal: "ambiguous") }
        return found.exact
            ? Verdict(item: found.items[0], method: .label, confidence: 1)
            : Verdict(item: found.items[0], method: .normalised, confidence: 0.99)
    }

    private func byWords(_ item: Int32, _ tokens: [NameIndex.TokenSpan], _ confidence: Double) -> Verdict {
        guard item >= 0 else { return Verdict(refusal: "ambiguous") }
        return Verdict(item: Int(item), method: .tokens, confidence: confidence)
    }

    // MARK: Slips of the pen

    private func misspelt(_ folded: FoldedText, _ tokens: [NameIndex.TokenSpan]) -> Verdict {
        guard let letters = SlipIndex.letters(folded.bytes[...]), letters.count >= SlipIndex.shortest,
            letters.count <= 80
        else { return Verdict() }
        let near = slips.near(letters, bound: 1)
        var verdict = oneItem(near, letters: letters.count, confidence: letters.count > 6 ? 0.95 : 0.92)
        if verdict.item == nil, near.isEmpty {
            if let found = misspeltWords(folded, tokens) { return found }
            if letters.count >= SlipIndex.shortestForTwo {
                verdict = oneItem(
                    slips.near(letters, bound: 2), letters: letters.count, confidence: letters.count > 8 ? 0.9 : 0.8)
            }
        }
        return verdict
    }

    private func oneItem(_ near: [SlipIndex.Near], letters: Int, confidence: Double) -> Verdict {
        var items: [Int] = []
        for found in near {
            for name in index.namesOf(found.entry) where !items.contains(Int(name.item)) {
                items.append(Int(name.item))
            }
        }
        guard items.count == 1 else { return .candidates(items, confidence: 0.6) }
        // Of four letters, one is a quarter of the word.
        if letters < 5 { return .candidates(items, confidence: 0.7) }
        return Verdict(item: items[0], method: .editDistance, confidence: confidence)
    }

    /// Puts right each word that no name has, if one word of a name is near, and asks by words again.
    private func misspeltWords(_ folded: FoldedText, _ tokens: [NameIndex.TokenSpan]) -> Verdict? {
        guard tokens.count > 1 else { return nil }
        var tokens = tokens
        for (place, token) in tokens.enumerated() where token.token == NameIndex.unknown {
            guard let word = nearestWord(folded.bytes(of: token.span)) else { return nil }
            tokens[place].token = index.token(ofWord: word)
            tokens[place].kind = index.kind(ofWord: word)
        }
        tokens.removeAll { $0.kind == .dropped }
        guard let item = index.bag(tokens) ?? index.core(tokens), item >= 0 else { return nil }
        return Verdict(item: Int(item), method: .editDistance, confidence: 0.92)
    }

    private func nearestWord(_ word: ArraySlice<UInt8>) -> Int? {
        guard word.count >= 4, let letters = SlipIndex.letters(word) else { return nil }
        let near = wordSlips.near(letters, bound: letters.count >= 9 ? 2 : 1)
        guard let first = near.first else { return nil }
        let tokens = Set(near.filter { $0.distance == first.distance }.map { index.token(ofWord: $0.entry) })
        return tokens.count == 1 ? first.entry : nil
    }
}
