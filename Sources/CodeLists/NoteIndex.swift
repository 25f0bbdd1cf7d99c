import Foundation

/// The explanatory notes, searched by words that are rare in them (inverse document frequency).
struct NoteIndex: Sendable {
    private var stems = KeyTable(capacity: 4096)
    private var postings: [[(item: Int, count: Double)]] = []
    /// The last item of each posting, in the list's order.
    private var latest: [Int] = []
    private var lengths: [Int: Double] = [:]
    private var averageLength = 1.0

    mutating func add(_ text: FoldedText, as item: Int, weight: Double) {
        text.forEachStem { word, isShort in
            if isShort { return }
            let stem = stems.insert(word)
            if stem == postings.count {
                postings.append([])
                latest.append(-1)
            }
            // Items come in their order, but for what is told of finer ones: what is later than all before is new.
            if item <= latest[stem], let known = postings[stem].lastIndex(where: { $0.item == item }) {
                postings[stem][known].count += weight
            } else {
                postings[stem].append((item, weight))
                latest[stem] = max(latest[stem], item)
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
