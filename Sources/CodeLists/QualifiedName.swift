/// A name with something behind it: "AZE: Azerbaijan", "Puerto Rico (USA)", "Brazil (beneficiated)", "Kosovo (a)".
///
/// The addition is passed over only if it cannot turn the name into another place: another country's name refuses the
/// whole unless one belongs to the other, and words such as "North" or "excluding" never are passed over.
struct QualifiedName {
    let names: NameMatcher
    let search: NameSearch
    let places: PlaceRules
    let codes: CodeForms

    /// More words than any name has. Without a bound a text of many marks, each of which may end the name, would take time
    /// with the square of its length.
    private static let longest = 64

    func verdict(_ folded: FoldedText, _ language: String?) -> Verdict? {
        let count = folded.words.count
        guard count > 1 else { return nil }
        for cut in (1..<min(count, Self.longest + 1)).reversed() where folded.words[cut].gap.parts {
            guard let part = part(folded, 0..<cut, language) else { continue }
            return judge(part, folded, cut..<count, language)
        }
        return misspeltTerritory(folded)
    }

    /// A territory that is misspelt but said to belong to its state: "Guadelupe (Fr.)".
    private func misspeltTerritory(_ folded: FoldedText) -> Verdict? {
        guard let cut = folded.words.lastIndex(where: { $0.gap.contains(.open) }), cut > 0,
            places.ownerWritten(folded.bytes(of: cut..<folded.words.count)) != nil
        else { return nil }
        let head = folded.prefix(cut)
        guard let near = search.oneSlip(head, NameSearch.spelling(head)),
            let item = near.item, belongs(item, folded, cut..<folded.words.count)
        else { return nil }
        return near
    }

    /// What a part of the text names.
    private enum Part {
        case one(Int)
        /// Any of these: "Congo".
        case anyOf([Int])
    }

    private func part(_ folded: FoldedText, _ range: Range<Int>, _ language: String?) -> Part? {
        let key = folded.bytes(of: range)
        if let refused = places.refused.reason(key) {
            guard refused.reason.hasPrefix("ambiguous"), !refused.candidates.isEmpty else { return nil }
            return .anyOf(refused.candidates)
        }
        if let entry = names.index.whole.find(key) {
            let item = names.index.item(entry, language: language)
            if item >= 0 { return .one(Int(item)) }
            if item == NameIndex.several { return .anyOf(names.index.items(entry)) }
        }
        if let item = names.furtherItem(key, text: nil) { return .one(item) }
        if range.count == 1, key.count == 2 || key.count == 3, folded.words[range.lowerBound].capital,
            let item = codes.item(String(decoding: key, as: UTF8.self).uppercased())
        {
            return .one(item)
        }
        let tokens = search.words.tokens(folded, range)
        guard let item = search.words.bag(tokens) ?? search.words.core(tokens), item >= 0 else { return nil }
        return .one(Int(item))
    }

    private func judge(_ first: Part, _ folded: FoldedText, _ rest: Range<Int>, _ language: String?) -> Verdict? {
        func accepted(_ item: Int, _ confidence: Double) -> Verdict {
            Verdict(item: item, method: .tokens, confidence: confidence)
        }
        switch (first, part(folded, rest, language)) {
        case (.one(let item), .one(let other)):
            if item == other { return accepted(item, 0.97) }
            if places.owner[item] == other { return accepted(item, 0.96) }
            if places.owner[other] == item, !joins(folded, rest) { return accepted(other, 0.95) }
            return .candidates([item, other], confidence: 0.5, refusal: "two countries")
        case (.one(let item), .anyOf(let others)), (.anyOf(let others), .one(let item)):
            // "COG: Congo" says which; "St Martin / Sint Maarten" lists both.
            let lists = !folded.words[rest.lowerBound].gap.isDisjoint(with: [.slash, .semicolon])
            if others.contains(item), !lists { return accepted(item, 0.96) }
            return .candidates([item], confidence: 0.5)
        case (.anyOf(let items), _):
            return .candidates(items, confidence: 0.5, refusal: "ambiguous")
        case (.one(let item), nil):
            if belongs(item, folded, rest) { return accepted(item, 0.95) }
            let isName = folded.bytes(of: 0..<rest.lowerBound).count > 3
            if isName, passesOver(item, folded, rest) { return accepted(item, 0.92) }
            return .candidates([item], confidence: 0.6, refusal: places.refusal(of: folded))
        }
    }

    /// Whether the words name several things: "Svalbard and Jan Mayen".
    private func joins(_ folded: FoldedText, _ rest: Range<Int>) -> Bool {
        rest.contains { Self.joining.contains(folded.bytes(of: folded.words[$0])) }
    }

    /// Whether the words say to whom a territory belongs: "(Fr.)", "(overseas territory of France)".
    private func belongs(_ item: Int, _ folded: FoldedText, _ rest: Range<Int>) -> Bool {
        guard let owner = places.owner[item] else { return false }
        return rest.contains { places.ownerWritten(folded.bytes(of: folded.words[$0])) == owner }
    }

    /// Whether what stands behind the name says nothing about which place it is.
    private func passesOver(_ item: Int, _ folded: FoldedText, _ rest: Range<Int>) -> Bool {
        if places.refused.reason(folded.bytes(of: rest)) != nil { return false }
        if places.capitals.reason(folded.bytes(of: rest)) != nil { return false }
        let opening = folded.bytes(of: folded.words[rest.lowerBound])
        if Self.including.contains(opening) { return true }
        if Self.joining.contains(opening) { return false }
        if folded.words[rest].contains(where: { places.isDistinguishing(folded.bytes(of: $0)) }) { return false }
        if search.words.isAnother(search.words.tokens(folded, rest), than: item) { return false }
        if folded.words[rest].allSatisfy({ search.words.isWord(folded.bytes(of: $0), of: item) }) { return true }
        var isGeneric = true
        var isStatistical = true
        for word in folded.words[rest] {
            let bytes = folded.bytes(of: word)
            if Self.statistical.contains(bytes) || bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { continue }
            isStatistical = false
            switch search.words.meaning(ofWord: bytes) {
            case .none: isGeneric = false
            case .nothing: break
            case .of(let owner):
                isGeneric = false
                if owner != item { return false }
            case .several: return false
            }
        }
        if isGeneric || isStatistical { return true }
        // What is behind "Congo" may say which of the two it is.
        if places.sharesItsName(item) { return false }
        let head = folded.words[0]
        let hasCase = folded.bytes[0] < 0x80
        return !hasCase || head.capital && !folded.words[rest.lowerBound].capital
    }

    private static func words(_ text: String) -> WordSet {
        WordSet(text.split(whereSeparator: \.isWhitespace))
    }

    private static let joining = words("and or et ou y e und plus with without")
    /// What is behind such a word, the scope or the legal ground, leaves the place as it is.
    private static let including = words("includes including incl under pursuant according as in")
    /// Words that say what is counted, and footnotes.
    private static let statistical = words(
        """
        total population national both sexes annual quarterly estimate estimates provisional data survey whole all a b \
        c d e f p r
        """)
}
