import SurveyModel

/// The sign between whole number and fraction.
enum DecimalSign: Sendable {
    case point
    case comma

    var other: DecimalSign { self == .point ? .comma : .point }
}

/// A number in digits, without a sign: groups after spaces, apostrophes, points or commas, and a fraction.
struct Numeral: Sendable, Hashable {
    enum Outcome: Sendable, Hashable {
        case number(Double)
        /// With the group read as thousands, and with the mark as the decimal sign.
        case ambiguous(Double, Double)
        case none
    }

    let outcome: Outcome
    /// What was done to the digits: `grouping`, `decimal-comma`.
    let methods: [String]

    // Numerals are many, and ASCII: they are read as bytes.
    private typealias Bytes = [UInt8]
    private static let point = UInt8(ascii: ".")
    private static let comma = UInt8(ascii: ",")

    private init(_ outcome: Outcome, _ methods: [String] = []) {
        self.outcome = outcome
        self.methods = methods
    }

    /// Reads digits 0 to 9 with marks between them; `sign` settles what `1.234` means, where something tells.
    init(_ text: String, sign: DecimalSign?) {
        self = Self.read(Array(text.utf8), sign: sign)
    }

    /// Groups of three after spaces or apostrophes; of points and commas the last kind is the decimal sign, if it stands once; a single one
    /// before exactly three digits may be either.
    private static func read(_ body: Bytes, sign: DecimalSign?) -> Numeral {
        var text = body
        var methods: [String] = []
        for space in [UInt8(ascii: " "), UInt8(ascii: "'")] where text.contains(space) {
            guard let joined = ungrouped(text[...], by: space) else { return Numeral(.none) }
            text = joined
            methods.append("grouping")
        }
        let commas = text.count { $0 == comma }
        let points = text.count { $0 == point }
        switch (commas, points) {
        case (0, 0): return finite(number(text), methods)
        case (1, 0), (0, 1):
            let mark: DecimalSign = commas == 1 ? .comma : .point
            // Where spaces make the groups, the other mark is the decimal sign.
            return single(text, mark, sign: methods.isEmpty ? sign : mark, methods)
        case (_, 0): return finite(ungrouped(text[...], by: comma).flatMap(number), methods + ["grouping"])
        case (0, _): return finite(ungrouped(text[...], by: point).flatMap(number), methods + ["grouping"])
        default: return both(text, commas: commas, points: points, methods)
        }
    }

    private static func single(_ text: Bytes, _ sign: DecimalSign, sign given: DecimalSign?, _ methods: [String])
        -> Numeral
    {
        let mark = sign == .comma ? comma : point
        let decimal = number(text.map { $0 == comma ? point : $0 })
        let decimalMethods = methods + (sign == .comma ? ["decimal-comma"] : [])
        guard isGroupOfThree(text, mark) else { return finite(decimal, decimalMethods) }
        if given == sign { return finite(decimal, decimalMethods) }
        let grouped = number(text.filter { $0 != mark })
        if given != nil { return finite(grouped, methods + ["grouping"]) }
        guard let decimal, let grouped else { return Numeral(.none) }
        return Numeral(.ambiguous(grouped, decimal), methods)
    }

    private static func both(_ text: Bytes, commas: Int, points: Int, _ methods: [String]) -> Numeral {
        guard let position = text.lastIndex(where: { $0 == comma || $0 == point }) else { return Numeral(.none) }
        let isComma = text[position] == comma
        guard (isComma ? commas : points) == 1,
            let whole = ungrouped(text[..<position], by: isComma ? point : comma)
        else { return Numeral(.none) }
        let fraction = text[(position + 1)...]
        return finite(number(whole + [point] + fraction), methods + ["grouping"] + (isComma ? ["decimal-comma"] : []))
    }

    private static func number(_ text: Bytes) -> Double? {
        Double(String(decoding: text, as: UTF8.self))
    }

    private static func finite(_ number: Double?, _ methods: [String]) -> Numeral {
        guard let number, number.isFinite else { return Numeral(.none) }
        return Numeral(.number(number), methods)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Whether one mark stands before exactly three last digits, with one to three digits before it that do not start with 0.
    private static func isGroupOfThree(_ text: Bytes, _ mark: UInt8) -> Bool {
        guard let position = text.firstIndex(of: mark), (1...3).contains(position), text[0] != 0x30 else {
            return false
        }
        return text.count == position + 4 && text.allSatisfy { $0 == mark || isDigit($0) }
    }

    /// The digits without a grouping mark, where the groups are of three, or between commas of two and the last of three, as in India; in a
    /// text with a decimal mark only the whole part is grouped.
    private static func ungrouped(_ text: ArraySlice<UInt8>, by mark: UInt8) -> Bytes? {
        let end = text.firstIndex { $0 != mark && !isDigit($0) } ?? text.endIndex
        let groups = text[..<end].split(separator: mark, omittingEmptySubsequences: false)
        guard groups.count > 1, let first = groups.first, let last = groups.last, last.count == 3 else { return nil }
        let inner = groups.dropFirst().dropLast()
        let isByThree = (1...3).contains(first.count) && inner.allSatisfy { $0.count == 3 }
        let isByTwo =
            mark == comma && !inner.isEmpty && (1...2).contains(first.count) && inner.allSatisfy { $0.count == 2 }
        guard isByThree || isByTwo else { return nil }
        return Bytes(groups.joined()) + text[end...]
    }

    /// What a numeral tells about its column's decimal sign; nil where it tells nothing.
    static func evidence(_ text: String) -> DecimalSign? {
        guard case .number = Numeral(text, sign: nil).outcome,
            let last = text.utf8.last(where: { $0 == comma || $0 == point })
        else { return nil }
        let sign: DecimalSign = last == comma ? .comma : .point
        // Several of a kind make groups; one that could be either would have been ambiguous.
        return text.utf8.count { $0 == last } > 1 ? sign.other : sign
    }
}
