/// Names whose words are cut short with a point: "St. Vin. and Gren.", "Cent. Afr. Rep.", "W. Sahara".
///
/// Each word must begin the word in the same place of a name, and only one item may have such a name. The names
/// with the same first letter are gone through, and only for texts with points that nothing else has explained.
struct AbbreviatedName {
    let index: NameIndex

    func item(_ folded: FoldedText) -> Int? {
        let words = kept(folded)
        guard words.count > 1, folded.words.dropFirst().contains(where: { $0.gap.contains(.period) }),
            words.contains(where: { $0.count > 3 })
        else { return nil }
        var found: Int?
        for name in index.abbreviable(folded, words: words.count) {
            guard begins(words, kept(TextFolding.shared.fold(name.text))) else { continue }
            if let found, found != Int(name.item) { return nil }
            found = Int(name.item)
        }
        return found
    }

    /// The words that carry something.
    private func kept(_ folded: FoldedText) -> [ArraySlice<UInt8>] {
        folded.words.map { folded.bytes(of: $0) }.filter { word in
            index.vocabulary.find(word).map { index.kind(ofWord: $0) != .dropped } ?? true
        }
    }

    private func begins(_ short: [ArraySlice<UInt8>], _ long: [ArraySlice<UInt8>]) -> Bool {
        guard short.count == long.count else { return false }
        return zip(short, long).allSatisfy { short, long in
            long.starts(with: short) || sameToken(short, long)
        }
    }

    /// Whether the rules know one as a short form of the other: "St", "Is".
    private func sameToken(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
        guard let a = index.vocabulary.find(a), let b = index.vocabulary.find(b) else { return false }
        return index.token(ofWord: a) == index.token(ofWord: b)
    }
}
