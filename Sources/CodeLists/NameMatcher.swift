/// Matches labels and names: as a whole, by words, in another script, and but for a slip of the pen.
///
/// A class, so that the parts of the search can share it without copies of its tables; nothing of it changes.
final class NameMatcher: Sendable {
    let index: NameIndex
    let places: PlaceRules?
    let codes: CodeForms
    private let list: CodeList
    private let rules: WordRules
    private let prepared = Prepared<NameSearch>()
    private let further = Prepared<FurtherNames>()
    private let parts = Prepared<LabelParts>()

    /// Lends the search by words and for slips; it is prepared when the first text comes that is no name.
    func withSearch<Result>(_ body: (NameSearch) -> Result) -> Result {
        prepared.with(or: { NameSearch(index, rules: rules, isPlaces: places != nil) }, body)
    }

    init(_ list: CodeList, places: PlaceRules?, codes: CodeForms) {
        let isPlaces = places != nil
        var index = NameIndex(capacity: list.items.count * (isPlaces ? 64 : 4))
        var known: Set<String> = []
        for item in list.items + list.finer.map(\.item) {
            known.formUnion(item.labels.keys)
            known.formUnion(item.synonyms.keys)
        }
        // What English has in common with others is entered as English, whose words may be cut short.
        let first = ["en", "und"]
        let languages = (first + known.subtracting(first).sorted()).map { (name: $0, number: index.language($0)) }
        func add(_ item: CodeItem, _ number: Int) {
            let (labels, synonyms) = (item.labels, item.synonyms)
            for language in languages {
                if let label = labels[language.name] {
                    index.add(label, item: number, language: language.number)
                    if isPlaces, language.name == "hi", let sounded = Romanisation.romanised(label) {
                        index.add(sounded, item: number, language: language.number)
                    }
                }
                for synonym in synonyms[language.name] ?? [] {
                    index.add(synonym, item: number, language: language.number)
                }
            }
        }
        let finer = Dictionary(grouping: list.finer, by: \.code)
        // The names of an item are looked for side by side, with those of the finer ones that it contains.
        for (number, item) in list.items.enumerated() {
            add(item, number)
            for part in finer[item.code] ?? [] { add(part.item, number) }
        }
        if let places {
            FurtherNames.forEachExactName { index.requireExactly($0) }
            places.refused.forEach { key, number in index.refuse(key, number: number, unlessName: false) }
            let count = places.refused.count
            places.capitals.forEach { key, number in index.refuse(key, number: count + number, unlessName: true) }
        }
        self.index = index
        rules = isPlaces ? PlaceWords.rules : .labels(in: known.sorted())
        self.places = places
        self.codes = codes
        self.list = list
    }

    /// The item that has this name in a further language. These names are read when the first text comes that is no name in
    /// the others.
    func furtherItem(_ key: ArraySlice<UInt8>, text: UnsafeBufferPointer<UInt8>?) -> Int? {
        places == nil ? nil : further.with(or: { FurtherNames(list) }, { $0.item(key, text: text) })
    }

    /// What a text may mean in a survey's own list that is like no label as a whole; the parts of labels are prepared when the first such text comes.
    ///
    /// - Parameter text: well-formed UTF-8.
    func likely(_ text: UnsafeBufferPointer<UInt8>) -> [Verdict.Candidate] {
        guard places == nil else { return [] }
        return parts.with(or: { LabelParts(index, items: list.items.count) }, { $0.likely(text) })
    }

    /// What the text means.
    ///
    /// - Parameters:
    ///   - text: well-formed UTF-8, without white space around it.
    ///   - folded: room for the text in the form in which it is compared.
    func verdict(_ text: UnsafeBufferPointer<UInt8>, _ language: String?, _ folded: inout FoldedText) -> Verdict {
        guard let places else { return label(text, language, &folded) }
        if let entry = index.entry(spelt: text), let found = wholeName(entry, isExact: true, folded, language) {
            return found
        }
        TextFolding.shared.fold(text, into: &folded)
        guard !folded.isEmpty else { return Verdict(refusal: "nothing") }
        if let entry = index.whole.find(folded.bytes),
            let found = wholeName(entry, isExact: false, folded, language)
        {
            return unlessContradicted(found, text, places)
        }
        if let item = furtherItem(folded.bytes, text: text) { return inFurtherLanguage(item) }
        if var mended = Mojibake.mended(text) {
            return mended.withUTF8 { mendedPlace($0, language, places) }
        }
        let latin = inLatin(text, folded)
        let sounded = latin.flatMap { bySound($0, places) }
        if let sounded, sounded.item != nil || sounded.refusal != nil { return sounded }
        let found = unlessContradicted(place(folded, language, places), text, places)
        // What only sounds like a name is suggested where nothing else is found.
        if let sounded, found.item == nil, found.candidates.isEmpty, found.refusal == nil { return sounded }
        return latin.map { unlessSoundingRefused(found, $0, places) } ?? found
    }

    /// What the text means in a survey's own list.
    private func label(
        _ text: UnsafeBufferPointer<UInt8>, _ language: String?, _ folded: inout FoldedText
    ) -> Verdict {
        let spelt = index.entry(spelt: text)
        if let spelt, case let item = index.item(spelt, language: nil), item >= 0 {
            return Verdict(item: Int(item), method: .label, confidence: 1)
        }
        TextFolding.shared.fold(text, into: &folded)
        guard !folded.isEmpty else { return Verdict(refusal: "nothing") }
        if let entry = index.whole.find(folded.bytes) {
            return wholeLabel(entry, isExact: spelt != nil, LabelMarks(text, folded), language)
        }
        return withSearch { LabelSearch($0, text, folded).verdict() }
    }

    /// A label as a whole, but for what folding levels; numbers and signs count as they are written, and a sign around it that it has not is doubt. Where
    /// several items share it, the language that was asked for decides, if it can.
    private func wholeLabel(_ entry: Int, isExact: Bool, _ marks: LabelMarks, _ language: String?) -> Verdict {
        var label = FoldedText()
        let names = index.namesOf(entry).filter { name in
            index.spelt.withKey(Int(name.spelling)) { written -> Bool in
                TextFolding.shared.fold(written, into: &label)
                return LabelMarks(written, label).admit(marks)
            }
        }
        guard !names.isEmpty else { return .candidates(index.items(entry), confidence: 0.7) }
        let items = Set(names.map { Int($0.item) })
        guard let item = items.count == 1 ? items.first : index.own(of: names, language: language) else {
            return .candidates(items.sorted(), confidence: 0.5, refusal: "ambiguous")
        }
        return isExact
            ? Verdict(item: item, method: .label, confidence: 1)
            : Verdict(item: item, method: .normalised, confidence: 0.99)
    }

    /// The country that a text names which a wrong encoding had spoilt.
    private func mendedPlace(
        _ text: UnsafeBufferPointer<UInt8>, _ language: String?, _ places: PlaceRules
    ) -> Verdict {
        let folded = TextFolding.shared.fold(text)
        if let item = furtherItem(folded.bytes, text: text) { return inFurtherLanguage(item) }
        if let entry = index.whole.find(folded.bytes),
            let found = wholeName(entry, isExact: index.entry(spelt: text) != nil, folded, language)
        {
            return found
        }
        return place(folded, language, places)
    }

    /// A name as a whole, but for what folding levels, or the refusal of a text that is none. For one that is exact the
    /// folded text does not matter.
    private func wholeName(_ entry: Int, isExact: Bool, _ folded: FoldedText, _ language: String?) -> Verdict? {
        if let places, let refused = refusal(entry, isExact, language, places) { return refused }
        let item = index.item(entry, language: language)
        if item == NameIndex.nobody { return nil }
        guard item >= 0 else {
            return .candidates(index.items(entry), confidence: 0.5, refusal: "ambiguous")
        }
        // "Nigera" may be Latvian without its accent, or a slip of Nigeria.
        if !isExact, index.countsExactly(entry), index.own(entry, language: language) == nil {
            return withSearch { $0.oneSlip(folded, NameSearch.spelling(folded)) } ?? Verdict()
        }
        return isExact
            ? Verdict(item: Int(item), method: .label, confidence: 1)
            : Verdict(item: Int(item), method: .normalised, confidence: 0.99)
    }

    /// What is said of a text that is refused, unless it is a name in the language that was asked for: "Brasilia" is
    /// Brazil in Finnish. "Congo" is ambiguous in any language, and "Korean" is not "Korea N".
    func refusal(_ entry: Int, _ isExact: Bool, _ language: String?, _ places: PlaceRules) -> Verdict? {
        let number = index.refusal(entry)
        guard number >= 0 else { return nil }
        let refused = places.refusal(number)
        let isShared =
            refused.reason.hasPrefix("ambiguous") && refused.candidates.count > 1
            && refused.candidates.allSatisfy(places.sharesItsName)
        if !isShared, let item = index.own(entry, language: language),
            isExact || !refused.reason.hasPrefix("a nationality")
        {
            return Verdict(item: item, method: .normalised, confidence: 0.97)
        }
        return .candidates(refused.candidates, confidence: 0.5, refusal: refused.reason)
    }

    /// A country's name that is no name as a whole.
    private func place(_ folded: FoldedText, _ language: String?, _ places: PlaceRules) -> Verdict {
        withSearch { place(folded, language, places, $0) }
    }

    private func place(
        _ folded: FoldedText, _ language: String?, _ places: PlaceRules, _ search: NameSearch
    ) -> Verdict {
        let tokens = search.words.tokens(folded, 0..<folded.words.count)
        // "The Congo" is as ambiguous as "Congo".
        if tokens.count == 1, folded.words.count > 1,
            let refused = places.refused.reason(folded.bytes(of: tokens[0].span)),
            refused.candidates.count > 1
        {
            return .candidates(refused.candidates, confidence: 0.5, refusal: refused.reason)
        }
        if let several = ListedPlaces(names: self, places: places).items(folded, language) {
            return .candidates(several, confidence: 0.5, refusal: "two countries")
        }
        if let item = search.words.bag(tokens) { return byWords(item, 0.97) }
        if tokens.contains(where: { $0.kind == .generic }), let item = search.words.core(tokens), item >= 0 {
            return byWords(item, 0.95)
        }
        if let qualified = QualifiedName(names: self, search: search, places: places, codes: codes).verdict(
            folded, language)
        {
            return qualified
        }
        let letters = NameSearch.spelling(folded)
        let near = search.oneSlip(folded, letters)
        if let near, near.item != nil { return sameDirection(near, folded, places, search) }
        if let refusal = places.refusal(of: folded) { return Verdict(refusal: refusal) }
        if let item = AbbreviatedName(search: search).item(folded) {
            return Verdict(item: item, method: .tokens, confidence: 0.91)
        }
        let found = near ?? search.fartherOff(folded, letters, tokens)
        return sameDirection(found, folded, places, search)
    }

    /// What was found by spelling, unless the text has a word such as "Northern", or a slip of one, that no name of the item has: two slips lie
    /// between "Northern" and "Southern", and "no Slovakia" is two slips from Slovakia.
    private func sameDirection(
        _ found: Verdict, _ folded: FoldedText, _ places: PlaceRules, _ search: NameSearch
    ) -> Verdict {
        guard let item = found.item else { return found }
        for word in folded.words {
            let bytes = folded.bytes(of: word)
            let isForeign =
                places.isDistinguishing(bytes) || folded.words.count > 1 && Self.denials.contains(bytes)
                ? !search.words.isWord(bytes, of: item)
                : folded.words.count > 1 && search.isSlipOfForeign(bytes, to: item, places)
            if isForeign { return .candidates([item], confidence: 0.6) }
        }
        return found
    }

    private static let denials = WordSet(stems: LinkWords.denials.map { TextFolding.shared.fold($0).bytes })

    private func inFurtherLanguage(_ item: Int) -> Verdict {
        Verdict(item: item, method: .normalised, confidence: 0.99)
    }

    private func byWords(_ item: Int32, _ confidence: Double) -> Verdict {
        guard item >= 0 else { return Verdict(refusal: "ambiguous") }
        return Verdict(item: Int(item), method: .tokens, confidence: confidence)
    }
}
