/// Matches labels and names: as a whole, by words, in another script, and but for a slip of the pen.
///
/// A class, so that the parts of the search can share it without copies of its tables; nothing of it changes.
final class NameMatcher: Sendable {
    let index: NameIndex
    let places: PlaceRules?
    private let codes: CodeForms
    private let list: CodeList
    private let rules: WordRules
    private let prepared = Prepared<NameSearch>()
    private let further = Prepared<FurtherNames>()

    /// The search by words and for slips; it is prepared when the first text comes that is no name.
    private var search: NameSearch { prepared.value { NameSearch(index, rules: rules) } }

    /// Names in further languages, read when the first text comes that is no name in the others.
    private var furtherNames: FurtherNames { further.value { FurtherNames(list) } }

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
            for language in languages {
                if let label = item.labels[language.name] {
                    index.add(label, item: number, language: language.number)
                    if isPlaces, language.name == "hi", let sounded = Romanisation.romanised(label) {
                        index.add(sounded, item: number, language: language.number)
                    }
                }
                for synonym in item.synonyms[language.name] ?? [] {
                    index.add(synonym, item: number, language: language.number)
                }
            }
        }
        for (number, item) in list.items.enumerated() { add(item, number) }
        for finer in list.finer {
            if let number = list.index(of: finer.code) { add(finer.item, number) }
        }
        if let places {
            FurtherNames.forEachExactName { index.requireExactly($0) }
            places.refused.forEach { key, number in index.refuse(key, number: number, unlessName: false) }
            let count = places.refused.count
            places.capitals.forEach { key, number in index.refuse(key, number: count + number, unlessName: true) }
        }
        self.index = index
        rules = isPlaces ? PlaceWords.rules : .labels
        self.places = places
        self.codes = codes
        self.list = list
    }

    /// The item that has this name in a further language.
    func furtherItem(_ key: ArraySlice<UInt8>, text: UnsafeBufferPointer<UInt8>?) -> Int? {
        places == nil ? nil : furtherNames.item(key, text: text)
    }

    /// What the text means.
    ///
    /// - Parameters:
    ///   - text: well-formed UTF-8, without white space around it.
    ///   - folded: room for the text in the form in which it is compared.
    func verdict(_ text: UnsafeBufferPointer<UInt8>, _ language: String?, _ folded: inout FoldedText) -> Verdict {
        TextFolding.shared.fold(text, into: &folded)
        guard !folded.isEmpty else { return Verdict(refusal: "nothing") }
        let entry = index.whole.find(folded.bytes)
        guard let places else {
            return entry.flatMap { wholeName($0, text, folded, language) } ?? label(folded)
        }
        if let entry, let found = wholeName(entry, text, folded, language, places) { return found }
        if let item = furtherItem(folded.bytes, text: text) { return inFurtherLanguage(item) }
        if var mended = Mojibake.mended(text) {
            return mended.withUTF8 { mendedPlace($0, language, places) }
        }
        if let found = romanisedName(text, folded) { return found }
        return place(folded, language, places)
    }

    /// A label that is not written as the list has it.
    private func label(_ folded: FoldedText) -> Verdict {
        let search = search
        let tokens = search.words.tokens(folded, 0..<folded.words.count)
        if let item = search.words.bag(tokens) { return byWords(item, 0.97) }
        let letters = NameSearch.spelling(folded)
        return search.oneSlip(folded, letters) ?? search.fartherOff(folded, letters, tokens)
    }

    /// The country that a text names which a wrong encoding had spoilt.
    private func mendedPlace(
        _ text: UnsafeBufferPointer<UInt8>, _ language: String?, _ places: PlaceRules
    ) -> Verdict {
        let folded = TextFolding.shared.fold(text)
        if let item = furtherItem(folded.bytes, text: text) { return inFurtherLanguage(item) }
        if let entry = index.whole.find(folded.bytes),
            let found = wholeName(entry, text, folded, language, places)
        {
            return found
        }
        return place(folded, language, places)
    }

    /// A name as a whole, or the refusal of a text that is none.
    private func wholeName(
        _ entry: Int, _ text: UnsafeBufferPointer<UInt8>, _ folded: FoldedText, _ language: String?,
        _ places: PlaceRules
    ) -> Verdict? {
        refusal(entry, text, language, places) ?? wholeName(entry, text, folded, language)
    }

    /// What is said of a text that is refused, unless it is a name in the language that was asked for: "Brasilia" is
    /// Brazil in Finnish. "Congo" is ambiguous in any language, and "Korean" is not "Korea N".
    private func refusal(
        _ entry: Int, _ text: UnsafeBufferPointer<UInt8>, _ language: String?, _ places: PlaceRules
    ) -> Verdict? {
        let number = Int(index.refusalOfWhole[entry])
        guard number >= 0 else { return nil }
        let refused = places.refusal(number)
        let isShared =
            refused.reason.hasPrefix("ambiguous") && refused.candidates.count > 1
            && refused.candidates.allSatisfy(places.sharesItsName)
        if !isShared, let item = index.own(entry, language: language) {
            let isExact = index.found(entry, text: text, language: language)?.exact == true
            if isExact || !refused.reason.hasPrefix("a nationality") {
                return Verdict(item: item, method: .normalised, confidence: 0.97)
            }
        }
        return .candidates(refused.candidates, confidence: 0.5, refusal: refused.reason)
    }

    /// A country's name that is no name as a whole.
    private func place(_ folded: FoldedText, _ language: String?, _ places: PlaceRules) -> Verdict {
        let search = search
        let tokens = search.words.tokens(folded, 0..<folded.words.count)
        // "The Congo" is as ambiguous as "Congo".
        if tokens.count == 1, folded.words.count > 1,
            let refused = places.refused.reason(folded.bytes(of: tokens[0].span)),
            refused.candidates.count > 1
        {
            return .candidates(refused.candidates, confidence: 0.5, refusal: refused.reason)
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

    /// What was found by spelling, unless the text has a word such as "Northern" that no name of the item has: two
    /// slips lie between "Northern" and "Southern".
    private func sameDirection(
        _ found: Verdict, _ folded: FoldedText, _ places: PlaceRules, _ search: NameSearch
    ) -> Verdict {
        guard let item = found.item else { return found }
        for word in folded.words {
            let bytes = folded.bytes(of: word)
            if places.isDistinguishing(bytes), !search.words.isWord(bytes, of: item) {
                return .candidates([item], confidence: 0.6)
            }
        }
        return found
    }

    /// A name as a whole, but for what folding levels.
    private func wholeName(
        _ entry: Int, _ text: UnsafeBufferPointer<UInt8>, _ folded: FoldedText, _ language: String?
    ) -> Verdict? {
        guard let found = index.found(entry, text: text, language: language) else { return nil }
        guard found.item >= 0 else {
            return .candidates(index.items(found.entry), confidence: 0.5, refusal: "ambiguous")
        }
        // "Nigera" may be Latvian without its accent, or a slip of Nigeria.
        if !found.exact, index.exactOnly.contains(Int32(entry)), index.own(entry, language: language) == nil {
            return search.oneSlip(folded, NameSearch.spelling(folded)) ?? Verdict()
        }
        return found.exact
            ? Verdict(item: Int(found.item), method: .label, confidence: 1)
            : Verdict(item: Int(found.item), method: .normalised, confidence: 0.99)
    }

    private func inFurtherLanguage(_ item: Int) -> Verdict {
        Verdict(item: item, method: .normalised, confidence: 0.99)
    }

    private func byWords(_ item: Int32, _ confidence: Double) -> Verdict {
        guard item >= 0 else { return Verdict(refusal: "ambiguous") }
        return Verdict(item: Int(item), method: .tokens, confidence: confidence)
    }

    /// A name in a script that no list has, by its sound.
    private func romanisedName(_ text: UnsafeBufferPointer<UInt8>, _ folded: FoldedText) -> Verdict? {
        guard let first = folded.bytes.first, first >= 0xC2,
            let sounded = Romanisation.romanised(String(decoding: text, as: UTF8.self))
        else { return nil }
        let latin = TextFolding.shared.fold(sounded)
        if let found = index.whole(latin.bytes, text: nil, language: nil), found.item >= 0 {
            return Verdict(item: Int(found.item), method: .transliterated, confidence: 0.94)
        }
        guard latin.count > 5, let letters = NameSearch.spelling(latin) else { return nil }
        let search = search
        let near = search.oneSlip(latin, letters) ?? search.twoSlips(letters)
        return (near?.item).map { Verdict(item: $0, method: .transliterated, confidence: 0.9) }
    }
}
