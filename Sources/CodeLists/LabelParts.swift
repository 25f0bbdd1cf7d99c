/// The labels of a survey's own list by their words, and without what stands in parentheses: for texts that are like none of them as a whole, but have a
/// label with something beside it ("Main library (central)"), a part of one ("nurses" of "Nurses and midwives"), or parts of several.
///
/// What is found so is suggested and never taken. A class, so that it is shared without copies; nothing of it changes.
final class LabelParts: Sendable {
    private let labels: LabelTable
    private let words: LabelTable
    /// A word that more items have tells none of them.
    private let mostItems: Int

    /// So many items are suggested; of more that are equally likely none is.
    private static let most = 3
    /// How many words a label may have that is looked for at the beginning of a text.
    private static let longestBeginning = 64
    /// In a text of more words, a remark say, one that a label has says nothing.
    private static let longestText = 12
    /// No word of fewer letters is one that tells a label.
    private static let shortestWord = 3

    /// - Parameter items: how many items the list has.
    init(_ index: NameIndex, items: Int) {
        var labels = LabelTable(capacity: index.namesOfWhole * 2)
        var words = LabelTable(capacity: index.namesOfWhole * 2)
        var label = FoldedText()
        for name in index.names {
            index.spelt.withKey(Int(name.spelling)) { TextFolding.shared.fold($0, into: &label) }
            labels.add(label.bytes, name.item)
            if let places = LabelParts.outsideOfParentheses(label) {
                labels.add(LabelParts.key(places, of: label)[...], name.item)
            }
            for word in label.words { words.add(label.bytes(of: word), name.item) }
        }
        self.labels = labels
        self.words = words
        // Not one that most have; and of long lists few, since each is looked at.
        mostItems = min(max(items / 2, 1), 50)
    }

    /// The items of which a text has a whole label, be it without its parentheses, and behind them those whose labels have other words of it.
    /// None that it takes back, as "not nurses" does, or whose box is empty.
    ///
    /// - Parameter text: well-formed UTF-8.
    func likely(_ text: UnsafeBufferPointer<UInt8>) -> [Verdict.Candidate] {
        guard !EmptyBox.stands(atAnEndOf: text) else { return [] }
        let folded = TextFolding.shared.fold(text)
        let denials = folded.words.map { folded.bytes(of: $0) }.filter { Self.denials.contains($0) }
        // "No (planned)" does not take "No" back.
        func isMeant(_ item: Int32) -> Bool { denials.allSatisfy { words.items($0).contains(item) } }
        let whole = whole(in: folded)
        let items = Array(whole.items.filter(isMeant).prefix(Self.most))
        let others = sharing(folded, beyond: whole.places, room: Self.most - items.count) { item in
            isMeant(item) && !items.contains(item)
        }
        return items.map { Verdict.Candidate(item: Int($0), confidence: 0.5) }
            + others.map { Verdict.Candidate(item: Int($0), confidence: 0.3) }
    }

    // MARK: - Whole labels

    /// The items whose label a text begins with, or has between signs and words that part answers; with the places of these words.
    private func whole(in text: FoldedText) -> (items: [Int32], places: [Int]) {
        var (items, places) = beginning(of: text)
        guard text.words.count <= Self.longestText else { return (items, places) }
        for piece in Self.pieces(of: text) where !places.contains(piece.lowerBound) {
            guard let found = few(labels.items(text.bytes(of: piece))) else { continue }
            for item in found where !items.contains(item) { items.append(item) }
            places += piece
        }
        return (items, places)
    }

    /// The items whose label, be it without its parentheses, is the text, the text without its parentheses, or the longest beginning of it behind which a
    /// sign stands that parts it from a remark; with the places of these words.
    private func beginning(of text: FoldedText) -> (items: [Int32], places: [Int]) {
        let count = text.words.count
        if count <= Self.longestBeginning {
            if let found = few(labels.items(text.bytes)) { return (found, Array(0..<count)) }
            if let places = Self.outsideOfParentheses(text),
                let found = few(labels.items(Self.key(places, of: text)[...]))
            {
                return (found, places)
            }
        }
        for end in (0..<min(count, Self.longestBeginning)).dropFirst().reversed() {
            if Self.parts(text.words[end].gap), let found = few(labels.items(text.bytes(of: 0..<end))) {
                return (found, Array(0..<end))
            }
        }
        return ([], [])
    }

    /// A text cut at signs behind which a remark may begin, and at words that join or part.
    private static func pieces(of text: FoldedText) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        for (place, word) in text.words.enumerated() {
            let isLink = links.contains(text.bytes(of: word))
            if isLink || parts(word.gap) {
                if place > start { pieces.append(start..<place) }
                start = isLink ? place + 1 : place
            }
        }
        if start < text.words.count { pieces.append(start..<text.words.count) }
        return pieces
    }

    /// The items, unless there are none, or more than are suggested.
    private func few(_ items: [Int32]) -> [Int32]? {
        (1...Self.most).contains(items.count) ? items : nil
    }

    /// Whether a remark may begin behind what stands between two words.
    private static func parts(_ gap: Gap) -> Bool { gap.parts || gap.isSuperset(of: [.period, .space]) }

    /// The places of the words outside of parentheses; nil where all words stand there, or none.
    private static func outsideOfParentheses(_ text: FoldedText) -> [Int]? {
        var isInside = false
        var places: [Int] = []
        for (place, word) in text.words.enumerated() {
            let (opens, closes) = (word.gap.contains(.open), word.gap.contains(.close))
            // Where both stand, one pair follows another, or nothing is between them.
            if opens != closes { isInside = opens }
            if !isInside { places.append(place) }
        }
        return places.isEmpty || places.count == text.words.count ? nil : places
    }

    /// The words at some places as labels are filed.
    private static func key(_ places: [Int], of text: FoldedText) -> [UInt8] {
        places.flatMap { text.bytes(of: text.words[$0]) }
    }

    // MARK: - Words

    /// The items whose labels have words of a text, be they of several labels: those with most of them, and no item that has only words which another one
    /// has beside others.
    ///
    /// - Parameters:
    ///   - covered: the places of words that are accounted for; an item needs another one.
    ///   - room: how many items there may be.
    private func sharing(
        _ text: FoldedText, beyond covered: [Int], room: Int, isMeant: (Int32) -> Bool
    ) -> [Int32] {
        guard text.words.count <= Self.longestText else { return [] }
        // A bit for each place: there are no more places than bits.
        var shared: [Int32: UInt64] = [:]
        for (place, word) in text.words.enumerated() where Self.isTelling(text.bytes(of: word)) {
            let items = words.items(text.bytes(of: word))
            guard items.count <= mostItems else { continue }
            for item in items where isMeant(item) { shared[item, default: 0] |= 1 << UInt64(place) }
        }
        let known = covered.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
        var alike: [UInt64: [Int32]] = [:]
        for (item, places) in shared where places & ~known != 0 { alike[places, default: []].append(item) }
        let groups = alike.filter { own, _ in !alike.keys.contains { $0 != own && $0 & own == own } }
        var found: [Int32] = []
        for (_, items) in groups.sorted(by: Self.isLikelier) {
            // Which of these is meant nobody can tell.
            guard found.count + items.count <= room else { break }
            found += items.sorted()
        }
        return found
    }

    /// Whether items share more words with a text than others, or rarer ones, or earlier ones.
    private static func isLikelier(
        _ first: (key: UInt64, value: [Int32]), _ second: (key: UInt64, value: [Int32])
    ) -> Bool {
        let (own, others) = (first.key.nonzeroBitCount, second.key.nonzeroBitCount)
        if own != others { return own > others }
        if first.value.count != second.value.count { return first.value.count < second.value.count }
        // Then the one that begins first in the text; no two have the same places.
        let (start, other) = (first.key.trailingZeroBitCount, second.key.trailingZeroBitCount)
        return start != other ? start < other : first.key < second.key
    }

    /// Whether a word says which label is meant. Numbers do not: "5 rooms" is not "1-5 rooms".
    private static func isTelling(_ word: ArraySlice<UInt8>) -> Bool {
        guard !word.contains(where: { $0.isDigit }), !links.contains(word), !LabelSearch.binding.contains(word),
            !idle.contains(word)
        else { return false }
        // In other scripts one sign may be a word.
        guard let letters = Spelling.letters(word) else { return true }
        return letters.count >= shortestWord && !LabelMarks.isRoman(word)
    }

    /// Words that take back what stands beside them.
    private static let denials: WordSet = {
        let further = ["non", "without", "sans", "sin", "senza", "sem", "ohne", "zonder", "bez", "без"]
        return WordSet(LinkWords.denials.union(further).map { LabelParts.folded($0) })
    }()

    /// Words that join, part or take back.
    private static let links = WordSet(LinkWords.all.map { LabelParts.folded($0) })

    /// Words that any answer may have: articles, and those of remarks and of the form itself.
    private static let idle: WordSet = {
        let ofRemarks = LabelParts.wordsOfRemarks.split(whereSeparator: \.isWhitespace)
        return WordSet(WordRules.articles + ofRemarks.map { LabelParts.folded(String($0)) })
    }()

    private static let wordsOfRemarks = """
        this that these those there are was were been being has have had will can may its our their they who which what
        when where how please specify see also only very more most less least such same
        cette ces les leur leurs qui est sont été être plus moins très aussi svp préciser précisez veuillez voir
        este esta estos estas son fue ser más menos muy también favor especificar especifique indicar ver
        diese dieser dieses ist sind war sehr auch bitte angeben siehe mehr weniger
        """

    /// A word in the form in which words are compared.
    private static func folded(_ word: String) -> String {
        String(decoding: TextFolding.shared.fold(word).bytes, as: UTF8.self)
    }
}

/// Texts, with the items of which they are, each once: names come in the order of their items.
private struct LabelTable: Sendable {
    private var keys: KeyTable
    private var owners: [[Int32]] = []

    init(capacity: Int) { keys = KeyTable(capacity: capacity) }

    mutating func add(_ key: ArraySlice<UInt8>, _ item: Int32) {
        let entry = keys.insert(key)
        if entry == owners.count {
            owners.append([item])
        } else if owners[entry].last != item {
            owners[entry].append(item)
        }
    }

    /// The items of a text, in list order.
    func items(_ key: ArraySlice<UInt8>) -> [Int32] { keys.find(key).map { owners[$0] } ?? [] }
}
