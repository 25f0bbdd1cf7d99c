/// Texts that are looked for in others, all of them at once: a return has thousands of private answers, and thousands of cells that may quote one.
struct AnswerTexts: Sendable {
    /// The texts, each once, in their order.
    private let sorted: [String]
    /// For each text the place of the longest other with which it begins; -1 where there is none. Such places form a chain to the shortest.
    private let beginnings: [Int]
    /// For each text a place further down its chain, by which the chain is gone down in leaps: one return must not slow the others by
    /// thousands of answers that begin with one another. Source: E. W. Myers, "An applicative random-access stack", 1983.
    private let leaps: [Int]
    /// The characters of each text.
    private let counts: [Int]

    init(_ texts: some Sequence<String>) {
        sorted = Set(texts).sorted()
        counts = sorted.map(\.count)
        var beginnings: [Int] = []
        beginnings.reserveCapacity(sorted.count)
        var leaps = beginnings
        // How many there are down each chain.
        var depths = beginnings
        func depth(_ place: Int) -> Int { place < 0 ? 0 : depths[place] }
        // Those with which the text before begins, itself the last: in their order texts with one beginning follow it.
        var open: [Int] = []
        for place in sorted.indices {
            while let last = open.last, !sorted[place].hasPrefix(sorted[last]) { open.removeLast() }
            let next = open.last ?? -1
            let leap = next < 0 ? -1 : leaps[next]
            let further = leap < 0 ? -1 : leaps[leap]
            leaps.append(depth(next) - depth(leap) == depth(leap) - depth(further) ? further : next)
            depths.append(depth(next) + 1)
            beginnings.append(next)
            open.append(place)
        }
        self.beginnings = beginnings
        self.leaps = leaps
    }

    /// Whether it is one of the texts.
    func holds(_ text: String) -> Bool {
        let place = countUpTo(text[...]) - 1
        return place >= 0 && sorted[place] == text
    }

    /// Where the texts stand in a sentence, in order; those that overlap are one.
    ///
    /// - Parameters:
    ///   - isCut: whether the sentence goes on where it ends, so that a text may have begun.
    ///   - leastCharacters: characters of such a beginning by which it is known.
    func ranges(in sentence: String, isCut: Bool = false, leastCharacters: Int = 1) -> [Range<String.Index>] {
        guard !sorted.isEmpty else { return [] }
        var ranges: [Range<String.Index>] = []
        for start in sentence.indices {
            guard let end = end(in: sentence[start...], isCut: isCut, leastCharacters) else { continue }
            if let last = ranges.last, start < last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, end)
            } else {
                ranges.append(start..<end)
            }
        }
        return ranges
    }

    /// Where the longest text ends with which `rest` begins; nil where there is none.
    private func end(in rest: Substring, isCut: Bool, _ leastCharacters: Int) -> String.Index? {
        let count = countUpTo(rest)
        // What begins with all of it comes next.
        if isCut, count < sorted.count, sorted[count].hasPrefix(rest),
            rest.index(rest.startIndex, offsetBy: leastCharacters, limitedBy: rest.endIndex) != nil
        {
            return rest.endIndex
        }
        // All with which it begins are beginnings of the last that is not behind it, as far as that one and `rest` agree.
        guard let last = sorted[..<count].last else { return nil }
        let common = zip(last, rest).prefix { $0 == $1 }.count
        return longest(downFrom: count - 1) { $0 <= common }.map { rest.index(rest.startIndex, offsetBy: $0) }
    }

    /// The characters of the first text down a chain that is short enough; nil where none is.
    ///
    /// - Parameters:
    ///   - place: where the chain starts.
    ///   - isShort: whether so many characters are few enough: once true, true for all further down.
    /// - Complexity: O(log *k*) questions, where *k* is the length of the chain.
    func longest(downFrom place: Int, where isShort: (Int) -> Bool) -> Int? {
        var place = place
        while place >= 0, !isShort(counts[place]) {
            let leap = leaps[place]
            place = leap >= 0 && !isShort(counts[leap]) ? leap : beginnings[place]
        }
        return place < 0 ? nil : counts[place]
    }

    /// How many texts are not behind one.
    private func countUpTo(_ text: Substring) -> Int {
        var range = 0..<sorted.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = sorted[middle] <= text ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }
}
