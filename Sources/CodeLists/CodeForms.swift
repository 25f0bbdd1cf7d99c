/// The codes of a list in every form in which they are written.
///
/// A class, so that it is shared without copies; nothing of it changes.
final class CodeForms: Sendable {
    /// Codes as they are spelt, where case may tell them apart; the list's own come before those of other schemes.
    private let spelt: CodeOwners
    private let inCapitals: CodeOwners
    /// The codes in capitals by their bytes, for countries, whose codes are ASCII.
    private let keys: KeyTable
    private let itemOfKey: [Int]
    private let longest: Int
    private let reading: CodeList.Reading
    /// Alpha-3 codes that are also words of everyday text: a code only in capitals.
    private static let words = WordSet([
        "AND", "ARE", "CAN", "PER", "NOR", "PAN", "MAR", "SUR", "BEN", "MID", "PUS", "ROM", "RHO", "FIN", "TON",
    ])

    /// Codes of countries that are also short forms, of "people's republic", "socialist republic", "saint": beside a name they say nothing.
    static let shortForms = WordSet(["PR", "SR", "AR", "IR", "ST"])

    init(_ list: CodeList) {
        reading = list.reading
        let isCaseKept = list.reading == .labels
        var spelt = CodeOwners()
        var inCapitals = CodeOwners()
        func add(_ form: String, _ item: Int) {
            inCapitals.add(form.uppercased(), item)
            if isCaseKept, list.index(of: form) ?? item == item { spelt.add(form, item) }
        }
        func addOthers(of other: CodeItem, _ item: Int) {
            for codes in other.otherCodes.values {
                for code in codes.split(separator: "|") { add(String(code), item) }
            }
        }
        for (index, item) in list.items.enumerated() {
            add(item.code, index)
            addOthers(of: item, index)
        }
        for finer in list.finer {
            guard let index = list.index(of: finer.code) else { continue }
            add(finer.item.code, index)
            addOthers(of: finer.item, index)
        }
        longest = max(spelt.longest, inCapitals.longest)
        var keys = KeyTable(capacity: reading == .countries ? inCapitals.sole.count : 0)
        var itemOfKey: [Int] = []
        if reading == .countries {
            for (form, item) in inCapitals.sole where keys.insert(Array(form.utf8)[...]) == itemOfKey.count {
                itemOfKey.append(item)
            }
        }
        self.spelt = spelt
        self.inCapitals = inCapitals
        self.keys = keys
        self.itemOfKey = itemOfKey
    }

    func item(_ text: String) -> Int? {
        var text = text
        return text.withUTF8 { item($0) }
    }

    /// The item whose code the text is.
    func item(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        switch reading {
        case .services:
            let text = String(decoding: text, as: UTF8.self)
            return inCapitals.sole[Self.functionCode(text) ?? text.uppercased()]
        case .labels:
            guard text.count <= longest else { return nil }
            let text = String(decoding: text, as: UTF8.self)
            if let item = spelt.sole[text] { return item }
            return spelt.several[text] == nil ? inCapitals.sole[text.uppercased()] : nil
        case .countries:
            guard text.count <= longest else { return nil }
            if let key = keys.find(text) { return itemOfKey[key] }
            // "no", "in", "is" are words before they are countries, so alpha-2 codes count in capitals only.
            guard text.count >= 3, text.allSatisfy({ $0 > 0x60 && $0 < 0x7B }) else { return nil }
            return itemInCapitals(text)
        }
    }

    /// The item whose code the text is letter by letter, in any scheme; functions of government have their own alone, and short forms are none.
    func item(spelt text: String) -> Int? {
        switch reading {
        case .services: nil
        case .labels: spelt.sole[text]
        case .countries: Self.shortForms.contains(Array(text.utf8)[...]) ? nil : inCapitals.sole[text]
        }
    }

    /// The items of a survey's own list for any of which the text is a code: in several schemes, or where only case tells codes apart.
    func several(_ text: UnsafeBufferPointer<UInt8>) -> [Int]? {
        guard reading == .labels, !inCapitals.several.isEmpty, text.count <= longest else { return nil }
        let text = String(decoding: text, as: UTF8.self)
        return spelt.several[text] ?? inCapitals.several[text.uppercased()]
    }

    /// The country whose code the small letters are in capitals, unless they are a word.
    private func itemInCapitals(_ letters: UnsafeBufferPointer<UInt8>) -> Int? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: letters.count) { room in
            for (place, letter) in letters.enumerated() { room[place] = letter & 0xDF }
            let capitals = UnsafeBufferPointer(room)
            return Self.words.contains(capitals) ? nil : keys.find(capitals).map { itemOfKey[$0] }
        }
    }

    /// COFOG codes as people and spreadsheets write them, in canonical form: "3.1", "0301", "GF0301", "03.1.0".
    ///
    /// Digits without points are read in pairs, as SDMX writes them; three digits are ambiguous and no code.
    static func functionCode(_ text: String) -> String? {
        var digits = Substring(text)
        if digits.uppercased().hasPrefix("GF") {
            digits = digits.dropFirst(2)
        } else if digits.uppercased().hasPrefix("COFOG") {
            digits = digits.dropFirst(5)
            while let first = digits.first, first == " " || first == ":" || first == "-" { digits = digits.dropFirst() }
        }
        while digits.last == "." { digits = digits.dropLast() }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 == 0x2E || $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        var parts: [Int] = []
        if digits.contains(".") {
            for part in digits.split(separator: ".", omittingEmptySubsequences: false) {
                guard let number = Int(part), part.utf8.count <= 2 else { return nil }
                parts.append(number)
            }
        } else if digits.utf8.count <= 2 {
            parts = Int(digits).map { [$0] } ?? []
        } else if digits.utf8.count == 4 || digits.utf8.count == 6 {
            var rest = digits
            while let number = Int(rest.prefix(2)) {
                parts.append(number)
                rest = rest.dropFirst(2)
            }
        }
        guard let division = parts.first, parts.count <= 3, parts.dropFirst().allSatisfy({ $0 <= 9 }) else {
            return nil
        }
        let head = division < 10 ? "0\(division)" : "\(division)"
        return ([head] + parts.dropFirst().map(String.init)).joined(separator: ".")
    }
}

/// Of which items forms of codes are.
private struct CodeOwners: Sendable {
    /// Forms of one item.
    private(set) var sole: [String: Int] = [:]
    /// Forms of several items, with these.
    private(set) var several: [String: [Int]] = [:]
    /// How many bytes the longest has.
    private(set) var longest = 0

    mutating func add(_ form: String, _ item: Int) {
        longest = max(longest, form.utf8.count)
        if let items = several[form] {
            if !items.contains(item) { several[form] = items + [item] }
        } else if let other = sole[form] {
            guard other != item else { return }
            several[form] = [other, item]
            sole[form] = nil
        } else {
            sole[form] = item
        }
    }
}
