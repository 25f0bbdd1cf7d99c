/// Names whose words are cut short with a point: "St. Vin. and Gren.", "Cent. Afr. Rep.", "W. Sahara".
///
/// Each word must begin the word in the same place of a name, and only one item may have such a name. The names
/// with the same first letter are gone through, and only for texts with points that nothing else has explained.
struct AbbreviatedName {
    let search: NameSearch

    func item(_ folded: FoldedText) -> Int? {
        guard folded.words.dropFirst().contains(where: { $0.gap.contains(.period) }) else { return nil }
        let words = kept(folded)
        guard words.count > 1, words.contains(where: { $0.count > 3 }) else { return nil }
        var found: Int?
        for name in search.words.abbreviable(folded, words: words.count) where begins(words, name) {
            if let found, found != Int(name.item) { return nil }
            found = Int(name.item)
        }
        return found
    }

    /// The words that carry something.
    private func kept(_ folded: FoldedText) -> [ArraySlice<UInt8>] {
        folded.words.map { folded.bytes(of: $0) }.filter { word in
            search.words.vocabulary.find(word).map { search.words.kind(ofWord: $0) != .dropped } ?? true
        }
    }

    private func begins(_ short: [ArraySlice<UInt8>], _ name: WordIndex.Abbreviable) -> Bool {
        guard short.count == name.words.count else { return false }
        let key = search.index.whole.key(Int(name.entry))
        for (place, word) in short.enumerated() {
            let range = search.words.abbreviableWords[Int(name.words.lowerBound) + place]
            let long = key[(key.startIndex + Int(range.lowerBound))..<(key.startIndex + Int(range.upperBound))]
            if !long.starts(with: word), !sameToken(word, long) { return false }
        }
        return true
    }

    /// Whether the rules know one as a short form of the other: "St", "Is".
    private func sameToken(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
        guard let a = search.words.vocabulary.find(a), let b = search.words.vocabulary.find(b) else { return false }
        return search.words.token(ofWord: a) == search.words.token(ofWord: b)
    }
}
