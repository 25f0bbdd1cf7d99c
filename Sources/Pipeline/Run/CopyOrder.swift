import SurveyModel

/// Which returns were made of which: an annotated copy that comes back says of which return it was made, and is later than that by its making.
///
/// It does so within one reporter and round alone: what a file says of another's return tells nothing. Nor do files that say of each other that one was made
/// of the other, which no making brings about.
struct CopyOrder {
    /// For each return that was made of another the id of the other.
    private let originals: [String: String]
    /// The returns that were made of another, and those of which one was made.
    private let spans: [String: Span]

    /// A return's place among those that were made of one another: what was made of it, at once or by copies of copies, lies within.
    struct Span: Sendable, Hashable {
        fileprivate let first: Int
        fileprivate let last: Int

        /// Whether a return was made of another, at once or by copies of copies. O(1).
        func isMade(of other: Span) -> Bool { other.first < first && last <= other.last }
    }

    /// Finds what was made of what. O(n log n).
    init(_ read: [ReadReturn], _ identification: Identification) {
        let copies = Identification.copies(among: read)
        guard !copies.isEmpty else {
            originals = [:]
            spans = [:]
            return
        }
        let byID = Identification.byID(read)
        var originals: [String: String] = [:]
        for copy in copies {
            guard let id = copy.head.bundle.review.original, let original = byID[id],
                let reporter = identification.reporters(of: copy, at: copy.file).first?.value,
                identification.reporters(of: original, at: original.file).first?.value == reporter,
                identification.round(of: original, at: original.file)
                    == identification.round(of: copy, at: copy.file)
            else { continue }
            originals[copy.head.bundle.id] = id
        }
        self.originals = originals
        spans = Self.spans(originals)
    }

    /// Each return's span: they are numbered such that those that were made of it follow it. What goes round in a circle has none.
    private static func spans(_ originals: [String: String]) -> [String: Span] {
        var copies: [String: [String]] = [:]
        for (copy, original) in originals { copies[original, default: []].append(copy) }
        var firsts: [String: Int] = [:]
        var spans: [String: Span] = [:]
        var next = 0
        // A stack, not calls within calls: a chain may be long.
        var waiting = copies.keys.filter { originals[$0] == nil }.sorted().map { (id: $0, isDone: false) }
        while let item = waiting.popLast() {
            guard !item.isDone else {
                spans[item.id] = Span(first: firsts[item.id] ?? 0, last: next - 1)
                continue
            }
            firsts[item.id] = next
            next += 1
            waiting.append((id: item.id, isDone: true))
            waiting += (copies[item.id] ?? []).sorted().map { (id: $0, isDone: false) }
        }
        return spans
    }

    /// The place of a return; nil where it was made of none, and none of it.
    func span(of id: String) -> Span? { spans[id] }

    /// Whether what was answered in a return may have stood in another: in a copy that was made of it, at once or by copies of copies, and in any of which it
    /// is not known of what it was made. O(1).
    func mayHaveHeld(_ id: String, answersOf other: String) -> Bool {
        guard originals[id] != nil else { return true }
        guard let span = spans[id], let earlier = spans[other] else { return false }
        return span.isMade(of: earlier)
    }

    /// Returns in their order, but each behind those of which it was made. O(n).
    func ordered(_ ids: [String]) -> [String] {
        let wanted = Set(ids)
        var done: Set<String> = []
        var ordered: [String] = []
        for id in ids {
            var way: [String] = []
            var next: String? = id
            while let current = next, done.insert(current).inserted {
                way.append(current)
                next = originals[current]
            }
            ordered += way.reversed().filter { wanted.contains($0) }
        }
        return ordered
    }
}
