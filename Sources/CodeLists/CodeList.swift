/// A code list (SDMX: codelist): codes with labels per language, in a hierarchy if it has one.
///
/// Level 1 is the top. A list keeps the order in which it was given, which is the order in which it is shown.
public struct CodeList: Sendable {
    /// The name by which a survey refers to the list.
    public let id: String
    /// The items in list order.
    public let items: [CodeItem]

    /// How free text is read against this list.
    let reading: Reading
    private let indices: [String: Int]
    private let levels: [Int]

    /// Whether the items are countries, which are named with what they are a part of as well.
    package var isOfCountries: Bool { reading == .countries }

    /// Whether the list is one of a survey's own, whose items are known by nothing but their labels.
    package var isOfLabels: Bool { reading == .labels }

    /// How free text is read: as any label, as the name of a country, or as the description of a public service.
    enum Reading: Sendable {
        case labels
        case countries
        case services
    }

    /// Makes a list.
    ///
    /// - Throws: ``CodeListError`` where a code is empty or occurs twice, a parent is not in the list, or an item is its own ancestor; it names the code.
    public init(id: String, items: [CodeItem]) throws(CodeListError) {
        try self.init(id: id, items: items, reading: .labels)
    }

    init(id: String, items: [CodeItem], reading: Reading) throws(CodeListError) {
        var indices: [String: Int] = [:]
        indices.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            guard !item.code.isEmpty else {
                throw CodeListError(
                    .emptyCode, list: id, message: "item \(index + 1) has an empty code; give every item a code")
            }
            guard indices.updateValue(index, forKey: item.code) == nil else {
                throw CodeListError(
                    .duplicateCode, list: id, code: item.code,
                    message: "code \"\(item.code)\" occurs twice; a code stands for one item, so remove one of them")
            }
        }
        self.id = id
        self.items = items
        self.reading = reading
        self.indices = indices
        levels = try Self.levels(of: items, indices: indices, list: id)
    }

    /// The level of each item. The way up from an item ends at one whose level is known, so that none is passed twice.
    private static func levels(
        of items: [CodeItem], indices: [String: Int], list: String
    ) throws(CodeListError) -> [Int] {
        let (unknown, isOnTheWay) = (0, -1)
        var levels = [Int](repeating: unknown, count: items.count)
        for start in items.indices where levels[start] == unknown {
            var way = [start]
            var current = start
            var level = 0
            levels[start] = isOnTheWay
            while let parent = items[current].parent {
                guard let above = indices[parent] else {
                    let code = items[current].code
                    throw CodeListError(
                        .unknownParent, list: list, code: code,
                        message: "code \"\(code)\" has the parent \"\(parent)\", which is not in the list")
                }
                guard levels[above] != isOnTheWay else {
                    let code = items[above].code
                    throw CodeListError(
                        .cycle, list: list, code: code,
                        message: "code \"\(code)\" is its own ancestor; mend the parent column")
                }
                if levels[above] != unknown {
                    level = levels[above]
                    break
                }
                levels[above] = isOnTheWay
                way.append(above)
                current = above
            }
            for index in way.reversed() {
                level += 1
                levels[index] = level
            }
        }
        return levels
    }

    /// The item with this canonical code, spelt exactly so.
    public subscript(code: String) -> CodeItem? {
        index(of: code).map { items[$0] }
    }

    /// Those of some codes that the list has, each once, in its order.
    public func ordered(_ codes: some Sequence<String>) -> [String] {
        let wanted = Set(codes)
        return items.map(\.code).filter(wanted.contains)
    }

    /// The label in the language, or in that without its last parts (`de` for `de-CH`), or else in English, or else in the first
    /// language by name that has one.
    public func label(of code: String, language: String) -> String? {
        index(of: code).flatMap { label(at: $0, language: language) }
    }

    /// As `label(of:language:)`, for the item at an index.
    func label(at index: Int, language: String) -> String? {
        let item = items[index]
        // Nearly all items have a label in the language itself.
        if let label = item.label(in: language) { return label }
        for tag in LanguageTag.serving(language).dropFirst() {
            if let label = item.label(in: tag) { return label }
        }
        return item.label(in: "en") ?? item.labels.min { $0.key < $1.key }?.value
    }

    /// The code of the item directly above.
    public func parent(of code: String) -> String? {
        self[code]?.parent
    }

    /// The codes above, the nearest first.
    public func ancestors(of code: String) -> [String] {
        var found: [String] = []
        var current = parent(of: code)
        while let ancestor = current {
            found.append(ancestor)
            current = parent(of: ancestor)
        }
        return found
    }

    /// The level of a code: 1 at the top. Nil if the code is not in the list.
    public func level(of code: String) -> Int? {
        index(of: code).map { levels[$0] }
    }

    /// The code at this level on the way from the top to the code, itself included; nil if the code is above it.
    public func ancestor(of code: String, level: Int) -> String? {
        guard let own = self.level(of: code), level >= 1, level <= own else { return nil }
        return level == own ? code : ancestors(of: code)[own - level - 1]
    }

    /// Whether the code is the ancestor or lies beneath it.
    public func isIn(_ code: String, _ ancestor: String) -> Bool {
        guard self[code] != nil else { return false }
        return code == ancestor || ancestors(of: code).contains(ancestor)
    }

    /// The same list with only the items of these levels, for a question that asks for groups, say, and not classes.
    ///
    /// An item whose parent is cut off becomes a top item. A matcher made of the result still reads the spellings of
    /// the finer items and answers with their ancestor in the list, which is safe because a part lies wholly in its
    /// whole; it never answers with something finer than was written.
    public func restricted(toLevels range: ClosedRange<Int>) -> CodeList {
        CodeList(restricting: self, to: range)
    }

    private init(restricting list: CodeList, to range: ClosedRange<Int>) {
        var kept: [CodeItem] = []
        var keptLevels: [Int] = []
        var indices: [String: Int] = [:]
        var beneath: [FinerItem] = list.finer
        let containers = list.containers(atLevel: range.upperBound)
        for (index, item) in list.items.enumerated() {
            let level = list.levels[index]
            if range.contains(level) {
                indices[item.code] = kept.count
                kept.append(level == range.lowerBound ? item.withoutParent : item)
                keptLevels.append(level - range.lowerBound + 1)
            } else if let above = containers[index] {
                beneath.append(FinerItem(item: item, code: above))
            }
        }
        beneath = beneath.compactMap { finer in
            if indices[finer.code] != nil { return finer }
            return list.ancestors(of: finer.code).first { indices[$0] != nil }
                .map { FinerItem(item: finer.item, code: $0) }
        }
        id = list.id
        items = kept
        reading = list.reading
        self.indices = indices
        levels = keptLevels
        finer = beneath
    }

    /// For each item beneath a level, the code of that level which contains it. From the top down, so that nobody goes up anew from each item.
    private func containers(atLevel level: Int) -> [Int: String] {
        var found: [Int: String] = [:]
        let beneath = items.indices.filter { levels[$0] > level }.sorted { levels[$0] < levels[$1] }
        for index in beneath {
            guard let parent = items[index].parent, let above = indices[parent] else { continue }
            found[index] = levels[above] == level ? parent : found[above]
        }
        return found
    }

    /// An item that was cut off by `restricted(toLevels:)`, and the item of the list that contains it.
    struct FinerItem: Sendable {
        let item: CodeItem
        let code: String
    }

    /// What lies beneath the list's finest level.
    private(set) var finer: [FinerItem] = []

    func index(of code: String) -> Int? {
        indices[code]
    }
}
