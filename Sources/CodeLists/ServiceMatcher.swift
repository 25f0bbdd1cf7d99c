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
        let code = LeadingCode(text, in: list)
        let rest = code?.rest ?? text
        let folded = TextFolding.shared.fold(rest)
        guard !folded.isEmpty else { return Verdict(refusal: "nothing") }
        return code.map { coded($0, folded, language) } ?? described(folded, rest)
    }

    /// What a code and the text behind it say together: the code, where the list says the same of it. Whatever else stands there may be a second
    /// answer, or take the first back, so that there are only suggestions.
    private func coded(_ code: LeadingCode, _ folded: FoldedText, _ language: String?) -> Verdict {
        let named = titles.whole(folded).map { titles.items(of: $0) } ?? []
        let others = code.others(in: list) + otherTitles(code, language)
        if named.contains(list.shortestForm(of: code.item))
            || others.isEmpty && named.contains(where: { list.isInLine($0, code.item) })
        {
            return Verdict(item: code.item, method: .code, confidence: 0.99)
        }
        if !named.isEmpty, named.allSatisfy({ !list.isInLine($0, code.item) }) {
            return .candidates([code.item] + named.sorted(), confidence: 0.6, refusal: "code and title disagree")
        }
        let isParted = code.words.contains { LinkWords.isParting($0, language: language) }
        let (isExplained, isAgreed, strangers) = withPhrases { explanation(of: code, $0) }
        if others.isEmpty, !isParted, isExplained {
            return Verdict(item: code.item, method: .code, confidence: isAgreed ? 0.99 : 0.95)
        }
        if isNoted(folded, of: code.item) {
            return Verdict(item: code.item, method: .code, confidence: 0.95)
        }
        return unexplained(code, others: others + strangers, isParted: isParted)
    }

    /// The suggestions for a code with a text behind it of which the list says nothing, or not of that code.
    ///
    /// - Parameter others: the items that the text names beside the code.
    private func unexplained(_ code: LeadingCode, others: [Int], isParted: Bool) -> Verdict {
        // "07 none of these" is not 07.
        if others.isEmpty, code.words.contains(where: { LinkWords.isDenial($0) }) { return Verdict() }
        var items = [code.item]
        for item in others where !items.contains(item) { items.append(item) }
        let isTitle = !isParted && code.others(in: list).isEmpty && Self.listed(code.rest).count == 1
        let refusal: String? = items.count == 1 ? nil : isTitle ? "code and title disagree" : CodeMatch.severalCodes
        return .candidates(items, confidence: 0.6, refusal: refusal)
    }

    /// What parts of the text behind a code are titles of, or begin with the code of, where that is neither above nor beneath the code: "07
    /// Health, education" is not health education.
    private func otherTitles(_ code: LeadingCode, _ language: String?) -> [Int] {
        var found: [Int] = []
        for part in code.parts(language: language) {
            let folded = TextFolding.shared.fold(part.joined(separator: " "))
            let coded = part.first.flatMap { CodeForms.functionCode(String($0)) }.flatMap { list.index(of: $0) }
            let items = coded.map { [$0] } ?? titles.whole(folded).map { titles.items(of: $0) } ?? []
            guard !items.contains(where: { list.isInLine($0, code.item) }) else { continue }
            for item in items where !found.contains(item) { found.append(item) }
        }
        return found
    }

    /// Whether phrases of the code, of what is above it or of what is beneath it are in all that the text behind it lists, whether no others are,
    /// and of what the others are.
    private func explanation(
        of code: LeadingCode, _ phrases: PhraseIndex
    ) -> (isExplained: Bool, isAgreed: Bool, strangers: [Int]) {
        let parts = Self.listed(code.rest).map { phrases.words(TextFolding.shared.fold($0)) }
        let words = parts.flatMap(\.self)
        let contained = phrases.contained(in: words)
        let telling = contained.filter { $0.places.contains { words[$0].weight == 1 } }
        var covered: Set<Int> = []
        var strangers: [Int] = []
        for phrase in telling.isEmpty ? contained : telling {
            // One word of a title of several says something of that title's own code only.
            if phrase.isFragment, !phrase.items.contains(list.shortestForm(of: code.item)) { continue }
            if phrase.items.contains(where: { list.isInLine($0, code.item) }) {
                covered.formUnion(phrase.places)
            } else {
                strangers += phrase.items
            }
        }
        var place = 0
        var isExplained = !covered.isEmpty
        for part in parts {
            let places = place..<(place + part.count)
            place = places.upperBound
            if part.contains(where: { $0.weight == 1 }), covered.isDisjoint(with: places) { isExplained = false }
        }
        return (isExplained, strangers.isEmpty, strangers)
    }

    /// Whether the text stands word by word in what the list notes of an item.
    private func isNoted(_ folded: FoldedText, of item: Int) -> Bool {
        let telling = withPhrases { phrases in phrases.words(folded).count(where: { $0.weight == 1 }) }
        guard telling > 1 else { return false }
        let count = folded.words.count
        return list.items[item].notes.contains { text in
            let note = TextFolding.shared.fold(text)
            guard note.words.count >= count else { return false }
            return (0...(note.words.count - count)).contains { note.bytes(of: $0..<($0 + count)) == folded.bytes }
        }
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
        var verdict = Verdict()
        if !contained.isEmpty {
            let namesAnother =
                hasUnknownPart(text, phrases) || Self.hasDenial(text) || takesOut(contained, of: words, phrases)
            verdict = agreed(contained, words, namesAnother: namesAnother)
        }
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
        let parts = Self.listed(text)
        guard parts.count > 1 else { return false }
        return parts.contains { part in
            let words = phrases.words(TextFolding.shared.fold(part))
            return words.contains { $0.weight == 1 } && phrases.contained(in: words).isEmpty
        }
    }

    /// The things that a text lists.
    private static func listed(_ text: String) -> [String] {
        text.split { ",;&+".contains($0) || $0.isNewline }.flatMap { part in
            part.split(separator: " ").split { ["and", "et", "y", "or", "ou", "o"].contains($0.lowercased()) }.map {
                $0.joined(separator: " ")
            }
        }
    }

    /// Whether a word takes back what the others say, "not hospitals", or a nought says that there is nothing of it: "hospitals: 0".
    private static func hasDenial(_ text: String) -> Bool {
        let words = text.split { $0.isWhitespace || ":=".contains($0) }
        if words.last == "0", text.contains(where: { ":=".contains($0) }) { return true }
        return words.contains { LinkWords.isDenial($0) }
    }

    /// Whether a text takes out of it what makes it the function that its phrases mean: "education excluding universities" is not about universities.
    /// A word that takes out may be part of a phrase itself: "persons without a home".
    private func takesOut(
        _ found: [PhraseIndex.Found], of words: [PhraseIndex.Word], _ phrases: PhraseIndex
    ) -> Bool {
        words.indices.contains { place in
            let reach = words[place].reach
            guard reach != .nothing, !found.contains(where: { $0.places.contains(place) }) else { return false }
            var left = Array(words[..<place])
            if reach == .next { left += words[place...].dropFirst(2) }
            return commonItem(phrases.contained(in: left)) != commonItem(found)
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
