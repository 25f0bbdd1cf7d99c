/// Several countries named one behind the other, whatever stands between them: "Finland & Iraq", "Rwanda; United States", a line for each.
///
/// Looked for before the text is taken for one name, of which it may have the words but for those that names are known without, or the letters but for
/// two slips.
struct ListedPlaces {
    let names: NameMatcher
    let places: PlaceRules

    /// More words than any name has that is not looked for as a whole.
    private static let longest = 12
    /// So many names tell whether there are several; a longer text is not read to its end.
    private static let most = 8

    /// The countries, where a text is nothing but their names and they are not one country, or a territory beside its state.
    func items(_ folded: FoldedText, _ language: String?) -> [Int]? {
        guard folded.words.count > 1 else { return nil }
        var found: [Int] = []
        var isJoined = false
        var place = 0
        var count = 0
        while place < folded.words.count, count < Self.most {
            let gap = folded.words[place].gap
            let isJoint = place > 0 && !gap.isDisjoint(with: [.joint, .semicolon])
            if place > 0, Self.joining.contains(folded.bytes(of: folded.words[place])) {
                isJoined = true
                place += 1
                continue
            }
            // "Mayote Island" is not Mayotte and Iceland, which is so called in German.
            let isKind = place > 0 && Self.kinds.contains(folded.bytes(of: folded.words[place]))
            guard !isKind, let (item, end) = name(in: folded, from: place, language) else { return nil }
            isJoined = isJoined || isJoint
            if !found.contains(item) { found.append(item) }
            place = end
            count += 1
        }
        guard found.count > 1 else { return nil }
        // "China, Hong Kong" and "Greenland (Denmark)" are one, "Greenland and Denmark" are two.
        let areRelated =
            found.count == 2 && (places.owner[found[0]] == found[1] || places.owner[found[1]] == found[0])
        return areRelated && !isJoined ? nil : found
    }

    /// The longest name that begins at a place, and where it ends.
    private func name(in folded: FoldedText, from start: Int, _ language: String?) -> (item: Int, end: Int)? {
        let ends = (start + 1)...min(folded.words.count, start + Self.longest)
        for end in ends.reversed() {
            guard let entry = names.index.whole.find(folded.bytes(of: start..<end)), names.index.refusal(entry) < 0
            else { continue }
            let item = names.index.item(entry, language: language)
            if item >= 0 { return (Int(item), end) }
        }
        for end in ends.reversed() {
            if let item = names.furtherItem(folded.bytes(of: start..<end), text: nil) { return (item, end) }
        }
        return nil
    }

    private static let kinds: WordSet = WordSet(["island"])
    private static let joining: WordSet = WordSet(["and", "et", "y", "e", "und", "og", "och", "en", "plus"])
}
