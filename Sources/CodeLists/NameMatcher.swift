/// Matches labels and names: as a whole, by words, in another script, and but for a slip of the pen.
struct NameMatcher: Sendable {
    let index: NameIndex
    let places: PlaceRules?
    let spelling: SpellingMatcher

    init(_ list: CodeList, places: PlaceRules?) {
        var index = NameIndex(rules: places == nil ? .labels : PlaceWords.rules, capacity: list.items.count * 64)
        func add(_ item: CodeItem, _ number: Int) {
            for (language, label) in item.labels.sorted(by: { $0.key < $1.key }) {
                index.add(label, item: number, language: index.language(language))
                if places != nil, language == "hi", let sounded = Romanisation.romanised(label) {
                    index.add(sounded, item: number, language: index.language(language))
                }
            }
            for (language, synonyms) in item.synonyms.sorted(by: { $0.key < $1.key }) {
                let number16 = index.language(language)
                for synonym in synonyms { index.add(synonym, item: number, language: number16) }
            }
        }
        for (number, item) in list.items.enumerated() { add(item, number) }
        for finer in list.finer {
            if let number = list.index(of: finer.code) { add(finer.item, number) }
        }
        self.index = index
        self.places = places
        spelling = SpellingMatcher(index)
    }

    func verdict(_ text: String, _ language: String?, _ codes: CodeForms) -> Verdict {
        let folded = TextFolding.shared.fold(text)
        guard !folded.bytes.isEmpty else { return Verdict(refusal: "nothing") }
        guard let places else {
            if let found = wholeName(folded, text, language) { return found }
            let tokens = index.tokens(folded, 0..<folded.words.count)
            if let item = index.bag(tokens) { return byWords(item, 0.97) }
            return spelling.oneSlip(folded) ?? spelling.fartherOff(folded, tokens)
        }
        if let refused = places.refused.reason(folded.bytes[...]) {
            if let item = index.own(folded.bytes[...], language: language) {
                return Verdict(item: item, method: .normalised, confidence: 0.97)
            }
            return .candidates(refused.candidates, confidence: 0.5, refusal: refused.reason)
        }
        if let found = wholeName(folded, text, language) { return found }
        if let mended = Mojibake.mended(text) {
            let again = TextFolding.shared.fold(mended)
            return wholeName(again, mended, language) ?? place(again, language, codes, places)
        }
        if let found = romanisedName(text, folded) { return found }
        return place(folded, language, codes, places)
    }

    /// A country's name that is no name as a whole.
    private func place(
        _ folded: FoldedText, _ language: String?, _ codes: CodeForms, _ places: PlaceRules
    ) -> Verdict {
        if let city = places.capitals.reason(folded.bytes[...]) { return Verdict(refusal: city.reason) }
        let tokens = index.tokens(folded, 0..<folded.words.count)
        if let item = index.bag(tokens) { return byWords(item, 0.97) }
        if tokens.contains(where: { $0.kind == .generic }), let item = index.core(tokens), item >= 0 {
            return byWords(item, 0.95)
        }
        if let qualified = QualifiedName(names: self, places: places, codes: codes).verdict(folded, language) {
            return qualified
        }
        let near = spelling.oneSlip(folded)
        if let near, near.item != nil { return sameDirection(near, folded, places) }
        if let refusal = places.refusal(of: folded) { return Verdict(refusal: refusal) }
        if let item = AbbreviatedName(index: index).item(folded) {
            return Verdict(item: item, method: .tokens, confidence: 0.91)
        }
        return sameDirection(near ?? spelling.fartherOff(folded, tokens), folded, places)
    }

    /// What was found by spelling, unless the text has a word such as "Northern" that no name of the item has: two
    /// slips lie between "Northern" and "Southern".
    private func sameDirection(_ found: Verdict, _ folded: FoldedText, _ places: PlaceRules) -> Verdict {
        guard let item = found.item else { return found }
        var telling = Set(folded.words.map { Array(folded.bytes(of: $0)) }.filter { places.isDistinguishing($0[...]) })
        if telling.isEmpty { return found }
        for name in index.names where name.item == item {
            let own = TextFolding.shared.fold(name.text)
            for word in own.words { telling.remove(Array(own.bytes(of: word))) }
            if telling.isEmpty { return found }
        }
        return .candidates([item], confidence: 0.6)
    }

    /// A name as a whole, but for what folding levels.
    private func wholeName(_ folded: FoldedText, _ text: String, _ language: String?) -> Verdict? {
        guard let found = index.whole(folded.bytes[...], text: text, language: language) else { return nil }
        guard found.item >= 0 else {
            return .candidates(index.items(found.entry), confidence: 0.5, refusal: "ambiguous")
        }
        return found.exact
            ? Verdict(item: Int(found.item), method: .label, confidence: 1)
            : Verdict(item: Int(found.item), method: .normalised, confidence: 0.99)
    }

    private func byWords(_ item: Int32, _ confidence: Double) -> Verdict {
        guard item >= 0 else { return Verdict(refusal: "ambiguous") }
        return Verdict(item: Int(item), method: .tokens, confidence: confidence)
    }

    /// A name in a script that no list has, by its sound.
    private func romanisedName(_ text: String, _ folded: FoldedText) -> Verdict? {
        guard let first = folded.bytes.first, first >= 0xC2, let sounded = Romanisation.romanised(text) else {
            return nil
        }
        let latin = TextFolding.shared.fold(sounded)
        if let found = index.whole(latin.bytes[...], text: nil, language: nil), found.item >= 0 {
            return Verdict(item: Int(found.item), method: .transliterated, confidence: 0.94)
        }
        guard latin.bytes.count > 5 else { return nil }
        let near = spelling.oneSlip(latin) ?? spelling.twoSlips(latin)
        return (near?.item).map { Verdict(item: $0, method: .transliterated, confidence: 0.9) }
    }
}
