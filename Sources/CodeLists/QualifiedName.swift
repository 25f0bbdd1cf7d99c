/// A name with something behind it: "AZE: Azerbaijan", "Puerto Rico (USA)", "Brazil (beneficiated)", "Kosovo (a)".
///
/// The addition is passed over only if it cannot turn the name into another place: another country's name refuses the
/// whole unless one belongs to the other, and words such as "North" or "excluding" never are passed over.
struct QualifiedName {
    let names: NameMatcher
    let places: PlaceRules
    let codes: CodeForms

    func verdict(_ folded: FoldedText, _ language: String?) -> Verdict? {
        let count = folded.words.count
        guard count > 1 else { return nil }
        for cut in (1..<count).reversed() where folded.words[cut].gap.parts {
            guard let item = item(folded, 0..<cut, language) else { continue }
            return judge(item, folded, cut, language)
        }
        return nil
    }

    /// The one item that these words name or code.
    private func item(_ folded: FoldedText, _ range: Range<Int>, _ language: String?) -> Int? {
        let key = folded.bytes(of: range)
        if let refused = places.refused.reason(key) {
            return refused.candidates.count == 1 ? refused.candidates[0] : nil
        }
        if let found = names.index.whole(key, text: nil, language: language) {
            return found.items.count == 1 ? found.items[0] : nil
        }
        if range.count == 1, key.count <= 3, folded.words[range.lowerBound].capital,
            let item = codes.item(String(decoding: key, as: UTF8.self).uppercased())
        {
            return item
        }
        let tokens = names.index.tokens(folded, range)
        guard let item = names.index.bag(tokens) ?? names.index.core(tokens), item >= 0 else { return nil }
        return Int(item)
    }

    private func judge(_ item: Int, _ folded: FoldedText, _ cut: Int, _ language: String?) -> Verdict {
        let rest = cut..<folded.words.count
        let accepted = { (item: Int, confidence: Double) in
            Verdict(item: item, method: .tokens, confidence: confidence)
        }
        if let other = self.item(folded, rest, language) {
            if other == item { return accepted(item, 0.97) }
            if places.owner[item] == other { return accepted(item, 0.96) }
            if places.owner[other] == item, folded.words[cut].gap.isDisjoint(with: .comma) {
                return accepted(other, 0.95)
            }
            return .candidates([item, other], confidence: 0.5, refusal: "two countries")
        }
        if let owner = places.ownerWritten(folded.bytes(of: rest)), places.owner[item] == owner {
            return accepted(item, 0.96)
        }
        let isName = cut > 1 || folded.words[0].end - folded.words[0].start > 3
        guard isName, passesOver(item, folded, rest) else {
            return .candidates([item], confidence: 0.6, refusal: places.refusal(of: folded))
        }
        return accepted(item, 0.92)
    }

    /// Whether what stands behind the name says nothing about which place it is.
    private func passesOver(_ item: Int, _ folded: FoldedText, _ rest: Range<Int>) -> Bool {
        let words = folded.words[rest]
        if places.refused.reason(folded.bytes(of: rest)) != nil { return false }
        if places.capitals.reason(folded.bytes(of: rest)) != nil { return false }
        let includes = ["includes", "including", "incl"].contains {
            Array($0.utf8)[...] == folded.bytes(of: words[rest.lowerBound])
        }
        if includes { return true }
        if words.contains(where: { places.isDistinguishing(folded.bytes(of: $0)) }) { return false }
        // Part of the name with other company is another place: "Guinea" in "New Guinea".
        guard !isShared(item, folded) else { return false }
        let tokens = names.index.tokens(folded, rest)
        if tokens.allSatisfy({ $0.kind == .generic }) { return true }
        guard folded.words[0].capital, let first = words.first else { return false }
        let isStatistical = words.allSatisfy {
            Self.statistical.contains(String(decoding: folded.bytes(of: $0), as: UTF8.self))
        }
        return isStatistical || !first.capital
    }

    /// Whether other items have all the words of this name without generic ones.
    private func isShared(_ item: Int, _ folded: FoldedText) -> Bool {
        let tokens = names.index.tokens(folded, 0..<folded.words.count)
        return names.index.core(Array(tokens.prefix(1))) == NameIndex.several
    }

    /// Words that say what is counted, and years.
    private static let statistical: Set<String> = [
        "total", "population", "national", "both", "sexes", "annual", "quarterly", "estimate", "estimates",
        "provisional",
        "data", "survey", "whole", "all", "a", "b", "c", "e", "p", "r", "1", "2", "3", "4", "5",
    ]
}
