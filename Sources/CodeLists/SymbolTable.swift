/// Labels and synonyms without a letter or digit, such as €: folding leaves nothing of them, so they are compared as they
/// stand.
struct SymbolTable: Sendable {
    private var items: [String: Int] = [:]

    /// None, for lists of which every label is made of words.
    init() {}

    init(_ list: CodeList) {
        var shared: Set<String> = []
        for (index, item) in list.items.enumerated() {
            func add(_ text: String) {
                guard !Self.hasLetter(text) else { return }
                if let other = items[text], other != index { shared.insert(text) }
                items[text] = index
            }
            item.labels.values.forEach(add)
            for synonyms in item.synonyms.values { synonyms.forEach(add) }
        }
        items = items.filter { !shared.contains($0.key) }
    }

    private static func hasLetter(_ text: String) -> Bool {
        text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
            || text.contains { $0.isLetter || $0.isNumber }
    }

    var isEmpty: Bool { items.isEmpty }

    func item(_ text: String) -> Int? { items[text] }
}
