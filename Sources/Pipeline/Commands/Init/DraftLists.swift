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
    mutating func list(of items: [DraftText], called title: String) -> String {
        if let bundled = bundledList(items) { return bundled }
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

    /// The codes of a list of the survey for labels, in the labels' order.
    func codes(of name: String, for labels: [DraftText]) -> [String] {
        guard case .file(let items)? = lists[name]?.source else { return [] }
        return labels.compactMap { label in items.first { spellings($0).contains(key(label)) }?.code }
    }

    // MARK: - Bundled lists

    private mutating func bundledList(_ items: [DraftText]) -> String? {
        guard items.count >= 4 else { return nil }
        for (id, matcher) in bundled {
            let matches = items.map { matcher.match($0.first, language: language).code }
            let codes = matches.compactMap(\.self)
            guard Double(codes.count) >= Self.enough * Double(items.count), Set(codes).count == codes.count else {
                continue
            }
            let levels = codes.compactMap { matcher.list.level(of: $0) }
            guard id == "cofog", let first = levels.min(), let last = levels.max() else {
                if countries.isEmpty {
                    countries = zip(matches, items).compactMap { code, item in code.map { ($0, item.first) } }
                }
                return noting(codes.count, of: items.count, in: bundledList(id))
            }
            return noting(codes.count, of: items.count, in: bundledList(id, levels: first...last))
        }
        return nil
    }

    private mutating func noting(_ known: Int, of all: Int, in name: String) -> String {
        if known < all {
            lists[name]?.doubts.append("\(all - known) of the \(all) items in the questionnaire are not in this list")
        }
        return name
    }

    // MARK: - Lists that are alike

    /// A list with the same items, or all but one of at least three of them under the same number of codes: the last is then a synonym.
    private mutating func alike(_ items: [DraftText]) -> String? {
        let keys = items.map(key)
        for (name, list) in lists {
            guard case .file(var others) = list.source, others.count == items.count else { continue }
            let unknown = keys.indices.filter { index in !others.contains { spellings($0).contains(keys[index]) } }
            if unknown.isEmpty { return name }
            guard unknown.count == 1, items.count >= 3,
                let free = others.firstIndex(where: { spellings($0).isDisjoint(with: keys) }),
                isShorter(items[unknown[0]], others[free].labels)
            else { continue }
            for (language, text) in items[unknown[0]].texts {
                others[free].synonyms[language, default: []].append(text)
            }
            lists[name]?.source = .file(others)
            lists[name]?.doubts.append(
                "“\(items[unknown[0]].first)” was taken for “\(others[free].labels.first)”, since all else is alike")
            return name
        }
        return nil
    }

    /// Whether one of two labels is the other in fewer words: "CSOs", "Civil society organisations (CSOs)".
    private func isShorter(_ left: DraftText, _ right: DraftText) -> Bool {
        let words = [left, right].map { text in Set(TextFolding.fold(text.first).split(separator: " ")) }
        return words[0].isSubset(of: words[1]) || words[1].isSubset(of: words[0])
    }

    private func key(_ text: DraftText) -> String {
        let compared = QuestionText.compared(text.first)
        return compared.isEmpty ? text.first : compared
    }

    private func spellings(_ item: DraftList.Item) -> Set<String> {
        let synonyms = item.synonyms.values.joined().map { QuestionText.compared($0) }
        return Set([key(item.labels)] + synonyms)
    }
}
