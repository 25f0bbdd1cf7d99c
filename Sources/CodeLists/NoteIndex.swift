import Foundation

/// The explanatory notes, searched by words that are rare in them (inverse document frequency).
struct NoteIndex: Sendable {
    private var stems = KeyTable(capacity: 4096)
    private var postings: [[(item: Int, count: Double)]] = []
    private var lengths: [Int: Double] = [:]
    private var averageLength = 1.0

    mutating func add(_ item: CodeItem, as number: Int) {
        for (_, text) in item.labels.sorted(by: { $0.key < $1.key }) { add(text, number, weight: 3) }
        for (_, synonyms) in item.synonyms.sorted(by: { $0.key < $1.key }) {
            for text in synonyms { add(text, number, weight: 2) }
        }
        for (_, text) in item.descriptions.sorted(by: { $0.key < $1.key }) { add(text, number, weight: 1) }
    }

    private mutating func add(_ text: String, _ item: Int, weight: Double) {
        let folded = TextFolding.shared.fold(text)
        for word in folded.words {
            let bytes = Array(folded.bytes(of: word))
            if bytes.count < 3 || ServiceWords.dropped.contains(bytes) { continue }
            let stem = stems.insert(ServiceWords.stem(bytes)[...])
            if stem == postings.count { postings.append([]) }
            if let last = postings[stem].lastIndex(where: { $0.item == item }) {
                postings[stem][last].count += weight
            } else {
                postings[stem].append((item, weight))
            }
            lengths[item, default: 0] += weight
        }
    }

    mutating func finish() {
        for stem in postings.indices { postings[stem].sort { $0.item < $1.item } }
        let total = lengths.keys.sorted().reduce(0) { $0 + (lengths[$1] ?? 0) }
        averageLength = max(1, total / Double(max(lengths.count, 1)))
    }

    /// The items in which these words weigh most, at most `limit`, the heaviest first.
    func best(_ words: [PhraseIndex.Word], limit: Int) -> [Verdict.Candidate] {
        var scores: [Int: Double] = [:]
        let items = Double(max(lengths.count, 1))
        for word in words {
            guard let stem = stems.find(word.bytes[...]) else { continue }
            let rarity = log2(1 + items / Double(postings[stem].count))
            for (item, count) in postings[stem] {
                // BM25 (Robertson and others 1994) with k = 1.2 and b = 0.5.
                let length = 0.5 + 0.5 * (lengths[item] ?? 1) / averageLength
                scores[item, default: 0] += word.weight * rarity * count * 2.2 / (count + 1.2 * length)
            }
        }
        let best = scores.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit)
        return best.map { Verdict.Candidate(item: $0.key, confidence: min(0.75, $0.value / 24)) }
    }
}
