/// Matches what ministries call their services to the functions of government (COFOG).
///
/// A text is compared with titles and curated service words first as a whole, then by the phrases that it contains.
/// Where these point to one function it is accepted; where they point to several, or only the explanatory notes speak
/// of its words, the best three are suggestions.
///
/// A class, so that a matcher holds it without copies; nothing of it changes.
final class ServiceMatcher: Sendable {
    private let titles: ServiceTitles
    private let phrases = Prepared<ServicePhrases>()
    private let notes = Prepared<ServiceNotes>()
    private let list: CodeList

    init(_ list: CodeList) {
        self.list = list
        titles = ServiceTitles(list)
    }

    /// Lends the phrases, which are prepared when the first text comes that is no title as a whole: those who choose from a list need none.
    private func withPhrases<Result>(_ body: (PhraseIndex) -> Result) -> Result {
        phrases.with(or: { ServicePhrases(list) }, { body($0.index) })
    }

    /// Lends the notes, which are prepared when the first text comes that no phrase settles.
    private func withNotes<Result>(_ body: (NoteIndex) -> Result) -> Result {
        notes.with(or: { ServiceNotes(list) }, { body($0.index) })
    }

    func verdict(_ text: String, _ language: String?) -> Verdict {
        let (codeItem, rest) = leadingCode(text)
        let folded = TextFolding.shared.fold(rest)
        guard !folded.isEmpty else { return Verdict(refusal: "nothing") }
        let verdict = described(folded, rest)
        guard let codeItem else { return verdict }
        if let item = verdict.item {
            if list.isIn(list.items[item].code, list.items[codeItem].code)
                || list.isIn(list.items[codeItem].code, list.items[item].code)
            {
                return Verdict(item: codeItem, method: .code, confidence: 0.99)
            }
            return .candidates([codeItem, item], confidence: 0.6, refusal: "code and title disagree")
        }
        return Verdict(item: codeItem, method: .code, confidence: 0.95)
    }

    /// A code at the beginning ("03.1 Police services", "3 - Public order"), and the text behind it.
    private func leadingCode(_ text: String) -> (Int?, String) {
        guard let end = text.firstIndex(where: { $0 == " " || $0 == ":" || $0 == ")" || $0 == "\u{A0}" || $0 == "-" }),
            text[..<end].contains(where: \.isNumber),
            text[end...].contains(where: \.isLetter), let code = CodeForms.functionCode(String(text[..<end])),
            let item = list.index(of: code)
        else { return (nil, text) }
        return (item, String(text[end...]))
    }

    private func described(_ folded: FoldedText, _ text: String) -> Verdict {
        if let whole = titles.whole(folded) {
            let found = titles.items(of: whole)
            guard found.count == 1 else { return .candidates(found.sorted(), confidence: 0.6, refusal: "ambiguous") }
            let method: MatchMethod = titles.isSpelt(text, as: whole) ? .label : .normalised
            return Verdict(item: found[0], method: method, confidence: method == .label ? 1 : 0.99)
        }
        return withPhrases { byWords(folded, text, $0) }
    }

    private func byWords(_ folded: FoldedText, _ text: String, _ phrases: PhraseIndex) -> Verdict {
        let words = phrases.words(folded)
        let contained = phrases.contained(in: words)
        var verdict =
            contained.isEmpty ? Verdict() : agreed(contained, words, namesAnother: hasUnknownPart(text, phrases))
        if verdict.item == nil {
            for candidate in withNotes({ $0.best(words, limit: 6) })
            where !verdict.candidates.contains(where: { $0.item == candidate.item }) {
                verdict.candidates.append(candidate)
            }
        }
        return verdict
    }

    /// Whether one of the things that a text lists is not known: "street lighting and public squares" names two services, of which
    /// the second would be lost with the first taken. A slash is no list: behind it the same is often said in another language.
    private func hasUnknownPart(_ text: String, _ phrases: PhraseIndex) -> Bool {
        let parts = text.split { ",;&+".contains($0) || $0.isNewline }.flatMap { part in
            part.split(separator: " ").split { ["and", "et", "y"].contains($0.lowercased()) }.map {
                $0.joined(separator: " ")
            }
        }
        guard parts.count > 1 else { return false }
        return parts.contains { part in
            let words = phrases.words(TextFolding.shared.fold(part))
            return words.contains { $0.weight == 1 } && phrases.contained(in: words).isEmpty
        }
    }

    /// What the phrases found in a text say together.
    private func agreed(_ found: [PhraseIndex.Found], _ words: [PhraseIndex.Word], namesAnother: Bool) -> Verdict {
        var weights: [Int: Double] = [:]
        for phrase in found {
            for item in phrase.items { weights[item, default: 0] += phrase.weight / Double(phrase.items.count) }
        }
        let ordered = weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let candidates = ordered.map { Verdict.Candidate(item: $0.key, confidence: min(0.85, 0.4 + $0.value / 8)) }
        let covered = Set(found.flatMap(\.places))
        let total = words.reduce(0) { $0 + $1.weight }
        let share =
            words.enumerated().reduce(0) { $0 + (covered.contains($1.offset) ? $1.element.weight : 0) } / max(total, 1)
        guard let item = commonItem(found) else { return Verdict(candidates: candidates) }
        var method = MatchMethod.tokens
        if words.contains(where: \.mended) { method = .editDistance }
        let isWide = list.level(of: list.items[item].code) == 1
        // Where half of the words are not known, the other half must be a name by itself, as it is spelt.
        let isHalfEnough = share >= 0.45 && !isWide && method == .tokens
        let sure = share > 0.99 ? 0.97 : share >= 0.6 ? 0.93 : isHalfEnough ? 0.9 : 0.7
        let confidence = namesAnother || found.allSatisfy(\.isFragment) ? min(sure, 0.7) : sure
        return Verdict(
            item: item, method: method, confidence: confidence, candidates: candidates.filter { $0.item != item })
    }

    /// The one function that all phrases mean: the finest of a line of ancestors, or nil if two lines part.
    private func commonItem(_ found: [PhraseIndex.Found]) -> Int? {
        var finest: Int?
        for phrase in found {
            guard phrase.items.count == 1 else { return nil }
            let item = phrase.items[0]
            guard let known = finest else {
                finest = item
                continue
            }
            let (a, b) = (list.items[known].code, list.items[item].code)
            if list.isIn(b, a) { finest = item } else if !list.isIn(a, b) { return nil }
        }
        return finest
    }
}
