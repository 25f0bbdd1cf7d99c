/// What is known about places beyond their names: which belong to which, and which texts are no country.
final class PlaceRules: Sendable {
    /// Texts that are no single country, by a curated list.
    let refused: RefusalTable
    /// Capital cities.
    let capitals: RefusalTable
    /// The item of the state to which an item belongs.
    let owner: [Int: Int]
    private let owners: [[UInt8]: Int]
    private let sharing: Set<Int>
    private let telling: KeyTable
    private let reasonOfTelling: [String]
    private let distinguishing: WordSet

    /// Without these files the list of countries is not read.
    static let files = ["countries-territories.csv", "countries-refused.csv", "countries-capitals.csv"]

    init(_ list: CodeList) {
        refused = RefusalTable(resource: Self.files[1], list)
        capitals = RefusalTable(capitals: Self.files[2])
        var owner: [Int: Int] = [:]
        for record in ((try? BundledText.records(Self.files[0])) ?? []).dropFirst() {
            guard record.fields.count == 2, let part = list.index(of: record.fields[0]),
                let whole = list.index(of: record.fields[1])
            else { continue }
            owner[part] = whole
        }
        self.owner = owner
        var owners: [[UInt8]: Int] = [:]
        for (short, code) in PlaceWords.owners {
            if let item = list.index(of: code) { owners[Array(short.utf8)] = item }
        }
        self.owners = owners
        sharing = Set(PlaceWords.sharing.compactMap { list.index(of: $0) })
        var telling = KeyTable(capacity: 256)
        var reasons: [String] = []
        for (reason, words) in PlaceWords.telling {
            for word in words {
                if telling.insert(Array(word.utf8)[...]) == reasons.count { reasons.append(reason) }
            }
        }
        self.telling = telling
        reasonOfTelling = reasons
        distinguishing = WordSet(PlaceWords.distinguishing)
    }

    /// The refusal of a number: first those of the curated list, then the capitals.
    func refusal(_ number: Int) -> RefusalTable.Refused {
        number < refused.count ? refused.refused(number) : capitals.refused(number - refused.count)
    }

    /// Why a text with such words is no country: the first telling word decides.
    func refusal(of folded: FoldedText) -> String? {
        for word in folded.words {
            if let found = telling.find(folded.bytes(of: word)) { return reasonOfTelling[found] }
        }
        return nil
    }

    /// Whether the word makes another place of a name.
    func isDistinguishing(_ word: ArraySlice<UInt8>) -> Bool {
        distinguishing.contains(word)
    }

    /// The words that make another place of a name and from which these letters are one slip away.
    func distinguishing(near letters: [UInt16]) -> [[UInt8]] {
        Self.spelt.filter { word in
            letters.withUnsafeBufferPointer { letters in
                // Both buffers are read between their bounds only.
                word.letters.withUnsafeBufferPointer { EditDistance.within(1, letters, $0) != nil }
            }
        }.map(\.bytes)
    }

    /// The words that make another place of a name, but the shortest, of which too many are slips.
    private static let spelt = PlaceWords.distinguishing.sorted().compactMap { word -> SpeltWord? in
        let bytes = Array(word.utf8)
        guard bytes.count >= SlipIndex.shortest, let letters = Spelling.letters(bytes[...]) else { return nil }
        return SpeltWord(bytes: bytes, letters: letters)
    }

    private struct SpeltWord: Sendable {
        let bytes: [UInt8]
        let letters: [UInt16]
    }

    /// Whether another country's name begins with the same words, or may be meant by them.
    func sharesItsName(_ item: Int) -> Bool { sharing.contains(item) }

    /// The state that a short form in brackets stands for: "(Fr.)".
    func ownerWritten(_ key: ArraySlice<UInt8>) -> Int? {
        owners[Array(key)]
    }
}

/// Texts with the reason for which each is none of the items, and the items that may have been meant.
struct RefusalTable: Sendable {
    struct Refused: Sendable {
        let reason: String
        let candidates: [Int]
    }

    private var keys: KeyTable
    private var refused: [Refused] = []

    /// Reads text, reason and codes that it may mean, separated by spaces.
    init(resource: String, _ list: CodeList) {
        let records = ((try? BundledText.records(resource)) ?? []).dropFirst()
        keys = KeyTable(capacity: records.count)
        for record in records where record.fields.count == 3 {
            let candidates = record.fields[2].split(separator: " ").compactMap { list.index(of: String($0)) }
            put(record.fields[0], Refused(reason: record.fields[1], candidates: candidates))
        }
    }

    /// The capital cities, which are no countries even where a country has nearly their name.
    init(capitals resource: String) {
        let records = ((try? BundledText.records(resource)) ?? []).dropFirst()
        keys = KeyTable(capacity: records.count)
        for record in records where record.fields.count == 2 {
            put(record.fields[1], Refused(reason: "a city", candidates: []))
        }
    }

    private mutating func put(_ text: String, _ what: Refused) {
        let key = TextFolding.shared.fold(text).bytes
        if !key.isEmpty, keys.insert(key) == refused.count { refused.append(what) }
    }

    var count: Int { refused.count }

    func refused(_ number: Int) -> Refused { refused[number] }

    /// Every text in its folded form, with its number.
    func forEach(_ body: (ArraySlice<UInt8>, Int) -> Void) {
        for number in refused.indices { body(keys.key(number), number) }
    }

    func reason(_ key: ArraySlice<UInt8>) -> Refused? {
        keys.find(key).map { refused[$0] }
    }
}
