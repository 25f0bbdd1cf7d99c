/// Finds the label of a survey's own list that a text means without being written like it: by its words, or but for one slip of the pen.
///
/// Answers are often told apart by little. Where a text has another number, sign, letter by itself or beginning of a word than a label, or two slips, the
/// label is suggested and not taken.
struct LabelSearch {
    private let index: NameIndex
    private let search: NameSearch
    private let folded: FoldedText
    private let marks: LabelMarks

    /// - Parameters:
    ///   - text: well-formed UTF-8.
    ///   - folded: the same in the form in which it is compared.
    init(_ search: NameSearch, _ text: UnsafeBufferPointer<UInt8>, _ folded: FoldedText) {
        index = search.index
        self.search = search
        self.folded = folded
        marks = LabelMarks(text, folded)
    }

    /// What a text means that is no label as a whole.
    func verdict() -> Verdict {
        let tokens = search.words.tokens(folded, 0..<folded.words.count)
        if let item = search.words.bag(tokens) {
            guard item >= 0 else { return Verdict(refusal: "ambiguous") }
            guard hasLabel(of: item, { hasWords(tokens, $0) }) else { return suggested(Int(item)) }
            return Verdict(item: Int(item), method: .tokens, confidence: 0.97)
        }
        let spelling = NameSearch.spelling(folded)
        if let near = search.oneSlip(folded, spelling) {
            guard let item = near.item else { return near }
            return hasLabel(of: Int32(item), { LabelSlip.isHarmless(folded, $0) }) ? near : suggested(item)
        }
        return misspelt(tokens) ?? twoSlips(spelling, tokens)
    }

    private func suggested(_ item: Int) -> Verdict { .candidates([item], confidence: 0.7) }

    /// Whether some label of the item has the marks of the text, and is like it in a further way.
    private func hasLabel(of item: Int32, _ isLike: (FoldedText) -> Bool) -> Bool {
        var label = FoldedText()
        for name in index.names(of: item) {
            let isSame = index.spelt.withKey(Int(name.spelling)) { written -> Bool in
                TextFolding.shared.fold(written, into: &label)
                return LabelMarks(written, label).admitWithLetters(marks)
            }
            if isSame, isLike(label) { return true }
        }
        return false
    }

    // MARK: - Words

    /// Whether a label has the same words. In another order they mean the same only if those that bind others bind the same ones: "region to
    /// state" is not "state to region".
    private func hasWords(_ tokens: [WordIndex.TokenSpan], _ label: FoldedText) -> Bool {
        let spans = search.words.tokens(label, 0..<label.words.count)
        let own = tokens.map(\.token)
        let others = spans.map(\.token)
        if own == others { return true }
        guard own.sorted() == others.sorted() else { return false }
        let binding = Set(spans.filter { Self.binding.contains(label.bytes(of: $0.span)) }.map(\.token))
        return Self.bonds(own, binding, 1) == Self.bonds(others, binding, 1)
            || Self.bonds(own, binding, -1) == Self.bonds(others, binding, -1)
    }

    /// Each binding word with the one so many places behind it.
    private static func bonds(
        _ tokens: [WordIndex.Token], _ binding: Set<WordIndex.Token>, _ distance: Int
    ) -> [UInt32] {
        var found: [UInt32] = []
        for (place, token) in tokens.enumerated() where binding.contains(token) {
            let other = place + distance
            let beside = tokens.indices.contains(other) ? tokens[other] : WordIndex.unknown
            found.append(UInt32(token) << 16 | UInt32(beside))
        }
        return found.sorted()
    }

    /// Words that say something of those beside them.
    static let binding = WordSet(
        """
        of for to in on at by with without from than not no non nor but under over per
        de d du des au aux a en dans sur sous pour par sans avec ne pas ni que sauf
        del al con sin por para desde hasta entre do da dos das di dal dalla nel nella per senza
        von vom zu zum zur fur mit ohne nicht kein keine aus bei bis
        """.split(whereSeparator: \.isWhitespace))

    // MARK: - Slips

    /// A label with one word misspelt, and perhaps in another order.
    private func misspelt(_ tokens: [WordIndex.TokenSpan]) -> Verdict? {
        guard tokens.count > 1 else { return nil }
        var tokens = tokens
        var slips = 0
        var isHarmless = true
        for (place, token) in tokens.enumerated() where token.token == WordIndex.unknown {
            let written = folded.bytes(of: token.span)
            // A word taken for an article would be passed over, as if it had not been written.
            guard let word = search.nearestWord(written), search.words.kind(ofWord: word) != .dropped else {
                return nil
            }
            slips += 1
            isHarmless = isHarmless && LabelSlip.isHarmless([written], [search.words.vocabulary.key(word)])
            tokens[place].token = search.words.token(ofWord: word)
            tokens[place].kind = search.words.kind(ofWord: word)
        }
        guard let item = search.words.bag(tokens), item >= 0 else { return nil }
        guard slips == 1, isHarmless, hasLabel(of: item, { hasWords(tokens, $0) }) else { return suggested(Int(item)) }
        return Verdict(item: Int(item), method: .editDistance, confidence: 0.92)
    }

    /// Two slips in a label are suggested: they make "complete" of "incomplete".
    private func twoSlips(_ spelling: Spelling?, _ tokens: [WordIndex.TokenSpan]) -> Verdict {
        // They do not spoil three words.
        let unknown = tokens.count(where: { $0.token == WordIndex.unknown })
        guard unknown < 3, let spelling, let found = search.twoSlips(spelling) else { return Verdict() }
        return found.item.map { suggested($0) } ?? found
    }
}
