/// A set of characters (Unicode scalars): `[a-z_]`, `\d`, `\P{Lu}`, `.`.
struct ScalarSet: Sendable {
    private var ranges: [ClosedRange<UInt32>] = []
    private var categories: UInt32 = 0
    private var hasWhiteSpace = false
    private var hasOthers = false
    private var isNegated = false
    private var ignoresCase = false
    /// Which of the first 128 characters are in the set, a bit each; nil until it is prepared.
    private var ascii: (low: UInt64, high: UInt64)?

    /// An empty set.
    init() {}

    /// What `.` matches: all but the ends of lines, as in ECMAScript.
    static let anyButLineEnds: ScalarSet = {
        var set = ScalarSet()
        for end: UInt32 in [0x0A, 0x0D, 0x2028, 0x2029] { set.insert(end...end) }
        set.isNegated = true
        return set
    }()

    mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

    mutating func insert(_ scalar: Unicode.Scalar) { insert(scalar.value...scalar.value) }

    mutating func insert(categories mask: UInt32) { categories |= mask }

    /// Adds all characters with the property White_Space, or all without it.
    mutating func insertWhiteSpace(_ wanted: Bool) {
        if wanted { hasWhiteSpace = true } else { hasOthers = true }
    }

    mutating func formUnion(_ other: ScalarSet) {
        ranges += other.ranges
        categories |= other.categories
        hasWhiteSpace = hasWhiteSpace || other.hasWhiteSpace
        hasOthers = hasOthers || other.hasOthers
    }

    /// The set that matches what this one does not.
    var negated: ScalarSet {
        var set = self
        set.isNegated.toggle()
        set.ascii = nil
        return set
    }

    /// The set with ranges in order and joined, so that they can be searched, and ASCII, which most texts are, told beforehand.
    func prepared(ignoringCase: Bool) -> ScalarSet {
        var set = self
        set.ignoresCase = ignoringCase
        set.ranges = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = set.ranges.last, range.lowerBound <= last.upperBound {
                set.ranges[set.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                set.ranges.append(range)
            }
        }
        set.ascii = nil
        func bits(_ values: Range<UInt8>) -> UInt64 {
            values.reduce(0) { set.contains(Unicode.Scalar($1)) ? $0 | 1 << UInt64($1 % 64) : $0 }
        }
        let ascii = (low: bits(0..<64), high: bits(64..<128))
        set.ascii = ascii
        return set
    }

    /// Whether a character is in the set.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        if let ascii, scalar.isASCII {
            return (scalar.value < 64 ? ascii.low : ascii.high) >> UInt64(scalar.value % 64) & 1 != 0
        }
        guard ignoresCase else { return holds(scalar) != isNegated }
        let isIn =
            holds(scalar) || holds(scalar.caseFolded)
            || (scalar.properties.lowercaseMapping.unicodeScalars.single.map { holds($0) } ?? false)
            || (scalar.properties.uppercaseMapping.unicodeScalars.single.map { holds($0) } ?? false)
        return isIn != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        if isInRanges(scalar.value) { return true }
        if categories != 0, categories & scalar.properties.generalCategory.mask != 0 { return true }
        guard hasWhiteSpace || hasOthers else { return false }
        return scalar.properties.isWhitespace ? hasWhiteSpace : hasOthers
    }

    private func isInRanges(_ value: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(value)
    }
}

extension Unicode.Scalar {
    /// The character with which it is compared where case does not matter: what its upper case is in lower case.
    /// The dotless ı stays itself, as in Unicode's simple case folding.
    var caseFolded: Unicode.Scalar {
        if value < 0x80 { return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value | 0x20)) : self }
        guard value != 0x131 else { return self }
        let upper = properties.uppercaseMapping.unicodeScalars.single ?? self
        return upper.properties.lowercaseMapping.unicodeScalars.single ?? upper
    }

    /// Whether it is part of a word: letters, marks, decimal digits and connecting punctuation.
    var isWordCharacter: Bool { properties.generalCategory.mask & GeneralCategory.word != 0 }
}

extension String.UnicodeScalarView {
    /// The only scalar, where there is just one.
    fileprivate var single: Unicode.Scalar? {
        guard let first, index(after: startIndex) == endIndex else { return nil }
        return first
    }
}
