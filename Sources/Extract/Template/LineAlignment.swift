/// Which row (or column) of a sheet is which of the template's: found by the printed texts that both have, in the order that both have.
struct LineAlignment {
    /// A line of the sheet and the line of the template that it is.
    struct Pair {
        let own: Int
        let template: Int
    }

    /// What speaks for a pair. A pair may have several.
    struct Vote {
        let own: Int
        let template: Int
        var weight: Int

        /// The sheet's lines ascend. Those of one line descend, so that no two of them are chained.
        fileprivate static func isBefore(_ left: Vote, _ right: Vote) -> Bool {
            left.own != right.own ? left.own < right.own : left.template > right.template
        }
    }

    /// Lines between two known pairs.
    struct Gap {
        /// The sheet's lines; may be empty.
        let own: Range<Int>
        /// The template's lines; may be empty.
        let template: Range<Int>
    }

    /// The pairs that texts vouch for, both numbers ascending.
    let pairs: [Pair]
    /// The lines between the pairs, the first before all pairs. Lines below the last pair are in none: nobody knows their end.
    let gaps: [Gap]
    private let templateLines: [Int: Int]

    /// The heaviest chain of pairs in which both lines ascend.
    ///
    /// - Parameter votes: what speaks for pairs, in any order.
    /// - Complexity: O(n log n) for n votes.
    init(votes: [Vote]) {
        pairs = Self.heaviestChain(Self.summed(votes))
        templateLines = Dictionary(pairs.map { ($0.own, $0.template) }) { first, _ in first }
        var gaps: [Gap] = []
        var last = Pair(own: 0, template: 0)
        for pair in pairs {
            gaps.append(Gap(own: last.own + 1..<pair.own, template: last.template + 1..<pair.template))
            last = pair
        }
        self.gaps = gaps
    }

    /// The last pair; that of the sheet's edge where there is none.
    var last: Pair { pairs.last ?? Pair(own: 0, template: 0) }

    /// The template's line that a line is: by its texts, or by its distance where as many lines lie between its neighbours as there.
    func templateLine(of own: Int) -> Int? {
        if let template = templateLines[own] { return template }
        let next = pairs.indexOfFirst { $0.own > own }
        let before = next > 0 ? pairs[next - 1] : Pair(own: 0, template: 0)
        let line = before.template + own - before.own
        guard next < pairs.count else { return line }
        let after = pairs[next]
        return after.own - before.own == after.template - before.template ? line : nil
    }

    /// The sheet's line that a line of the template is.
    func ownLine(of template: Int) -> Int? {
        let next = pairs.indexOfFirst { $0.template > template }
        let before = next > 0 ? pairs[next - 1] : Pair(own: 0, template: 0)
        if before.template == template { return before.own }
        let line = before.own + template - before.template
        guard next < pairs.count else { return line }
        let after = pairs[next]
        return after.own - before.own == after.template - before.template ? line : nil
    }

    /// One vote for each pair, in order. Sorting costs less than to look each pair up: votes come nearly in order.
    private static func summed(_ votes: [Vote]) -> [Vote] {
        var sums: [Vote] = []
        for vote in votes.sorted(by: Vote.isBefore) {
            if let last = sums.last, last.own == vote.own, last.template == vote.template {
                sums[sums.count - 1].weight += vote.weight
            } else {
                sums.append(vote)
            }
        }
        return sums
    }

    private static func heaviestChain(_ items: [Vote]) -> [Pair] {
        var tree = PrefixMaximum(count: items.reduce(0) { max($0, $1.template) })
        var before = [Int?](repeating: nil, count: items.count)
        var weights = [Int](repeating: 0, count: items.count)
        for (index, item) in items.enumerated() {
            before[index] = tree.best(upTo: item.template - 1)
            weights[index] = item.weight + (before[index].map { weights[$0] } ?? 0)
            tree.offer(index, weight: weights[index], at: item.template)
        }
        var chain: [Pair] = []
        var next = tree.best(upTo: tree.count)
        while let index = next {
            chain.append(Pair(own: items[index].own, template: items[index].template))
            next = before[index]
        }
        return chain.reversed()
    }
}

/// The heaviest item at or below a position (a Fenwick tree of maxima); of equals the first that was offered.
private struct PrefixMaximum {
    let count: Int
    private var maxima: [(weight: Int, item: Int)?]

    init(count: Int) {
        self.count = count
        maxima = Array(repeating: nil, count: count + 1)
    }

    func best(upTo position: Int) -> Int? {
        var result: (weight: Int, item: Int)?
        var index = position
        while index > 0 {
            if let candidate = maxima[index], candidate.weight > result?.weight ?? 0 { result = candidate }
            index -= index & -index
        }
        return result?.item
    }

    mutating func offer(_ item: Int, weight: Int, at position: Int) {
        var index = position
        while index > 0, index <= count {
            if weight > maxima[index]?.weight ?? 0 { maxima[index] = (weight, item) }
            index += index & -index
        }
    }
}

extension [LineAlignment.Pair] {
    /// The index of the first pair that is beyond something; the pairs ascend.
    fileprivate func indexOfFirst(where isBeyond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
