/// Names of countries in languages of which the list has no labels (countries-names.txt): found as a whole only, and no
/// part of the search for slips and words.
final class FurtherNames: Sendable {
    private let keys: KeyTable
    /// By entry the item, or -1 minus it where the spelling counts letter by letter.
    private let items: [Int32]
    /// Spellings that count only letter by letter, by entry.
    private let exact: [Int: [UInt8]]

    init(_ list: CodeList) {
        var keys = KeyTable(capacity: 1 << 14)
        var items: [Int32] = []
        var exact: [Int: [UInt8]] = [:]
        var folded = FoldedText()
        // The list has not been read without the file.
        try? BundledText.forEachLine(of: Self.file) { line in
            var fields = line.split(separator: UInt8(ascii: "|"))[...]
            guard let head = fields.popFirst(), let item = list.index(of: Self.code(head)) else { return true }
            for name in fields {
                TextFolding.shared.fold(UnsafeBufferPointer(rebasing: name), into: &folded)
                let entry = keys.insert(folded.bytes)
                if entry == items.count { items.append(Int32(item)) }
                if head.first == Self.mark {
                    exact[entry] = Array(name)
                    items[entry] = min(items[entry], -1 - items[entry])
                }
            }
            return true
        }
        self.keys = keys
        self.items = items
        self.exact = exact
    }

    static let file = "countries-names.txt"
    /// Stands before the code of a country whose names in the line count only letter by letter; these lines come first.
    private static let mark = UInt8(ascii: "=")

    private static func code(_ head: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        String(decoding: head.first == mark ? head.dropFirst() : head, as: UTF8.self)
    }

    /// Lends the names that count only letter by letter; the file's beginning is enough for them.
    static func forEachExactName(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        try? BundledText.forEachLine(of: file) { line in
            guard line.first == mark else { return false }
            for name in line.split(separator: UInt8(ascii: "|")).dropFirst() {
                body(UnsafeBufferPointer(rebasing: name))
            }
            return true
        }
    }

    /// The item of which this is a name.
    func item(_ key: ArraySlice<UInt8>, text: UnsafeBufferPointer<UInt8>?) -> Int? {
        guard let entry = keys.find(key) else { return nil }
        let item = Int(items[entry])
        if item >= 0 { return item }
        guard let text, let spelt = exact[entry], spelt.elementsEqual(text) else { return nil }
        return -1 - item
    }
}
