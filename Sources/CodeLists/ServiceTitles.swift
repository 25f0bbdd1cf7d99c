/// The titles and service words of a list of services, findable as a whole.
struct ServiceTitles: Sendable {
    private var wholes = KeyTable(capacity: 4096)
    private var itemsOfWhole: [[Int]] = []
    /// The titles and service words by the whole that they are when folded.
    private var textsOfWhole: [[String]] = []

    init(_ list: CodeList) {
        var folded = FoldedText()
        list.forEachService { item, number in
            func add(_ text: String) {
                TextFolding.shared.fold(text, into: &folded)
                guard !folded.isEmpty else { return }
                let whole = wholes.insert(folded.bytes)
                guard whole < itemsOfWhole.count else {
                    itemsOfWhole.append([number])
                    textsOfWhole.append([text])
                    return
                }
                if !itemsOfWhole[whole].contains(number) { itemsOfWhole[whole].append(number) }
                textsOfWhole[whole].append(text)
            }
            item.titles.forEach(add)
            item.serviceWords.forEach(add)
        }
    }

    /// What the text is as a whole, but for case, accents and punctuation; nil where it is no title or service word.
    func whole(_ folded: FoldedText) -> Int? { wholes.find(folded.bytes) }

    /// The items that have the title or service word.
    func items(of whole: Int) -> [Int] { itemsOfWhole[whole] }

    /// Whether some title or service word is spelt letter by letter so. Those are asked first that the text is when folded.
    func isSpelt(_ text: String, as whole: Int) -> Bool {
        textsOfWhole[whole].contains(text) || textsOfWhole.contains { $0.contains(text) }
    }
}

extension CodeList {
    /// Lends the items of a list of services, and what lies beneath its finest level, with the place of the item for which each stands.
    func forEachService(_ body: (_ item: CodeItem, _ number: Int) -> Void) {
        for (number, item) in items.enumerated() { body(item, shortestForm(of: number)) }
        for beneath in finer {
            if let number = index(of: beneath.code) { body(beneath.item, number) }
        }
    }

    /// A group with a single class is the same function as the class, so the group stands for both.
    func shortestForm(of number: Int) -> Int {
        let code = items[number].code
        guard code.hasSuffix(".0"), let parent = parent(of: code), let above = index(of: parent) else { return number }
        return above
    }
}
