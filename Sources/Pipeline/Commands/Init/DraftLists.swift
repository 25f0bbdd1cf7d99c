import CodeLists
import Extract
import OrderedCollections
import SurveyModel

/// Collects the code lists of a draft: equal ones once, and those that Canvass ships where the items are theirs.
struct DraftLists {
    /// So many of a drop-down's items must be a bundled list's.
    private static let enough = 0.9

    private(set) var lists: OrderedDictionary<String, DraftList> = [:]
    /// The countries of a drop-down or of row labels, by code: they are likely the reporters.
    private(set) var countries: [(code: String, name: String)] = []
    private var names: NameProposal
    private let language: String
    private let isBilingual: Bool
    private let bundled: [(id: String, matcher: CodeMatcher)]

    init(language: String, isBilingual: Bool) throws {
        self.language = language
        self.isBilingual = isBilingual
        names = NameProposal(isBilingual: isBilingual)
        bundled = try ["countries", "cofog"].map { ($0, CodeMatcher(try CodeList.bundled($0))) }
    }

    /// The list of some items: a bundled one, one that is there already, or a new one.
    ///
    /// - Parameters:
    ///   - items: the items in the blanks' languages.
    ///   - title: what the list is, for its name.
    ///   - areMarks: whether they are columns to be marked: each must have its code, and they do not tell who reports.
    mutating func list(of items: [DraftText], called title: String, areMarks: Bool = false) -> String {
        if let bundled = bundledList(items, areMarks: areMarks) { return bundled }
        if let name = alike(items) { return name }
        let name = names.name(for: title, in: language, fallback: "list_\(lists.count + 1)")
        let codes = NameProposal.codes(for: items.map(\.first), in: language, isBilingual: isBilingual)
        lists[name] = DraftList(
            name: name, source: .file(zip(codes, items).map { DraftList.Item(code: $0, labels: $1) }))
        return name
    }

    /// A bundled list, whole.
    mutating func bundledList(_ id: String, levels: ClosedRange<Int>? = nil) -> String {
        for (name, list) in lists {
            if case .bundled(let other, let range) = list.source, other == id, range == levels { return name }
        }
        let name = names.name(for: id, in: "en", fallback: id)
        lists[name] = DraftList(name: name, source: .bundled(id, levels: levels))
        return name
    }

    /// Whether a list is one that Canvass ships.
    func isBundled(_ name: String) -> Bool {
        if case .bundled? = lists[name]?.source { true } else { false }
    }

    /// The codes of a list for labels, in the labels' order; nil for a label that is none of its items'.
    func codes(of name: String, for labels: [DraftText]) -> [String?] {
        switch lists[name]?.source {
        case .bundled(let id, _)?:
            let matcher = bundled.first { $0.id == id }?.matcher
            return labels.map { matcher?.match($0.first, language: language).code }
        case .file(let items)?:
            return partners(of: labels, in: items).map { index in index.map { items[$0].code } }
        case nil: return labels.map { _ in nil }
        }
    }

    // MARK: - Bundled lists

    private mutating func bundledList(_ items: [DraftText], areMarks: Bool) -> String? {
        guard items.count >= 4 else { return nil }
        let enough = areMarks ? 1 : Self.enough
        for (id, matcher) in bundled {
            let matches = items.map { item -> String? in
                let code = matcher.match(item.first, language: language).code
                return code.flatMap { id != "cofog" || isWorded(item.first, as: matcher.list[$0]) ? $0 : nil }
            }
            let codes = matches.compactMap(\.self)
            guard Double(codes.count) >= enough * Double(items.count), Set(codes).count == codes.count else {
                continue
            }
            let levels = codes.compactMap { matcher.list.level(of: $0) }
            guard id == "cofog", let first = levels.min(), let last = levels.max() else {
                if countries.isEmpty, !areMarks {
                    countries = zip(matches, items).compactMap { code, item in code.map { ($0, item.first) } }
                }
                return noting(codes.count, of: items.count, in: bundledList(id))
            }
            return noting(codes.count, of: items.count, in: bundledList(id, levels: first...last))
        }
        return nil
    }

    /// Whether a text is a code's label in any language, or begins with the code. What only means the same is another list's: where “Schools” was
    /// printed, “Education” would be published.
    private func isWorded(_ text: String, as item: CodeItem?) -> Bool {
        guard let item else { return false }
        if text.split(separator: " ").first.map(String.init) == item.code { return true }
        let bare = QuestionText.withoutNumbering(text)
        let halves = QuestionText.halves(bare).map { [$0.first, $0.second] } ?? []
        return ([bare] + halves).contains { words in
            item.labels.values.contains { DraftText.isSame($0, words) }
        }
    }

    private mutating func noting(_ known: Int, of all: Int, in name: String) -> String {
        if known < all {
            lists[name]?.doubts.append("\(all - known) of the \(all) items in the questionnaire are not in this list")
        }
        return name
    }

    // MARK: - Lists that are alike

    /// A list with the same items, or all but one of at least three of them under the same number of codes: what is spelt otherwise is then a synonym.
    private mutating func alike(_ items: [DraftText]) -> String? {
        for (name, list) in lists {
            guard case .file(var others) = list.source, others.count == items.count else { continue }
            let partners = partners(of: items, in: others)
            let found = Set(partners.compactMap(\.self))
            var doubts: [String] = []
            if found.count < items.count {
                guard found.count == items.count - 1, items.count >= 3,
                    let unknown = partners.firstIndex(where: { $0 == nil }),
                    let free = others.indices.first(where: { !found.contains($0) }),
                    isShorter(items[unknown], others[free].labels)
                else { continue }
                doubts.append(
                    "“\(items[unknown].first)” was taken for “\(others[free].labels.first)”, since all else is alike")
                others[free].add(items[unknown])
            }
            var respelt: [Int] = []
            for (place, partner) in partners.enumerated() {
                guard let partner, !DraftText.isSame(items[place].first, others[partner].labels.first) else { continue }
                if others[partner].add(items[place]) { respelt.append(place) }
            }
            if let first = respelt.first, let other = partners[first] {
                let more = respelt.count == 1 ? "" : ", and \(respelt.count - 1) more in the same way"
                doubts.append(
                    "“\(items[first].first)” was taken for “\(others[other].labels.first)”\(more): only numbers or parentheses differ"
                )
            }
            lists[name]?.source = .file(others)
            lists[name]?.doubts += doubts
            return name
        }
        return nil
    }

    /// For each text the place of the item that it is, each item once: one that says the very same, else one that says the same but for the number that
    /// orders it, or for parentheses that only one of the two has. “Schools (public)” is not “Schools (private)”.
    private func partners(of texts: [DraftText], in items: [DraftList.Item]) -> [Int?] {
        let keys = texts.map { key($0.first) }
        let spellings = items.map { item in
            ([item.labels.first] + item.synonyms.values.joined()).map { (text: $0, key: key($0)) }
        }
        var partners = [Int?](repeating: nil, count: texts.count)
        var free = Array(items.indices)
        func pair(_ isFit: (_ text: Int, _ spelling: (text: String, key: String)) -> Bool) {
            for place in texts.indices where partners[place] == nil {
                let index = free.firstIndex { item in spellings[item].contains { isFit(place, $0) } }
                if let index { partners[place] = free.remove(at: index) }
            }
        }
        pair { $1.text == texts[$0].first }
        pair { $1.key == keys[$0] && isOne($1.text, texts[$0].first) }
        return partners
    }

    /// Whether two texts that have the same key say the same: “10 or more” is not “100 or more”.
    private func isOne(_ left: String, _ right: String) -> Bool {
        let numbers = [left, right].compactMap(amount)
        if numbers.count == 2, numbers[0] != numbers[1] { return false }
        let bare = [left, right].map { QuestionText.withoutNumbering($0) }
        return bare.contains { !$0.contains("(") } || DraftText.isSame(bare[0], bare[1])
    }

    /// The number in front of a text that may belong to its words: no sign sets it apart, as in “1.” and “1)”.
    private func amount(_ text: String) -> Substring? {
        let word = text.prefix { !$0.isWhitespace }
        guard let last = word.last, word.first?.isNumber ?? false, !".):".contains(last) else { return nil }
        return word
    }

    /// Whether one of two labels is the other in fewer words: "CSOs", "Civil society organisations (CSOs)".
    private func isShorter(_ left: DraftText, _ right: DraftText) -> Bool {
        let words = [left, right].map { text in Set(TextFolding.fold(text.first).split(separator: " ")) }
        return words[0].isSubset(of: words[1]) || words[1].isSubset(of: words[0])
    }

    private func key(_ text: String) -> String {
        let compared = QuestionText.compared(text)
        return compared.isEmpty ? text : compared
    }
}

extension DraftList.Item {
    /// Takes what a label says otherwise than the item for other spellings of it.
    ///
    /// - Returns: whether it says something otherwise.
    @discardableResult
    fileprivate mutating func add(_ label: DraftText) -> Bool {
        var isNew = false
        for (language, text) in label.texts {
            guard let own = labels.texts[language] else {
                labels.texts[language] = text
                continue
            }
            let known = [own] + (synonyms[language] ?? [])
            guard !known.contains(where: { DraftText.isSame($0, text) }) else { continue }
            synonyms[language, default: []].append(text)
            isNew = true
        }
        return isNew
    }
}
