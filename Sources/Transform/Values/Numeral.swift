import SurveyModel

/// The sign between whole number and fraction.
enum DecimalSign: Character, Sendable {
    case point = "."
    case comma = ","

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

    private init(_ outcome: Outcome, _ methods: [String] = []) {
        self.outcome = outcome
        self.methods = methods
    }

    /// Reads digits 0 to 9 with marks between them; `sign` settles what `1.234` means, where something tells.
    init(_ text: String, sign: DecimalSign?) {
        self = Self.read(text[...], sign: sign)
    }

    /// Groups of three after spaces or apostrophes; of points and commas the last kind is the decimal sign, if it stands once; a single one
    /// before exactly three digits may be either.
    private static func read(_ body: Substring, sign: DecimalSign?) -> Numeral {
        if !body.contains(where: { $0 == "," || $0 == " " || $0 == "'" }), !isGroupOfThree(body, "."),
            let number = Double(body)
        {
            return finite(number, [])
        }
        var text = body
        var methods: [String] = []
        for space in [" ", "'"] as [Character] where text.contains(space) {
            guard let joined = ungrouped(text, by: space) else { return Numeral(.none) }
            text = joined[...]
            methods.append("grouping")
        }
        let commas = text.count { $0 == "," }
        let points = text.count { $0 == "." }
        switch (commas, points) {
        case (0, 0): return finite(Double(text), methods)
        case (1, 0), (0, 1):
            let mark: DecimalSign = commas == 1 ? .comma : .point
            // Where spaces make the groups, the other mark is the decimal sign.
            return single(text, mark, sign: methods.isEmpty ? sign : mark, methods)
        case (_, 0): return finite(ungrouped(text, by: ",").flatMap(Double.init), methods + ["grouping"])
        case (0, _): return finite(ungrouped(text, by: ".").flatMap(Double.init), methods + ["grouping"])
        default: return both(text, commas: commas, points: points, methods)
        }
    }

    private static func single(_ text: Substring, _ mark: DecimalSign, sign: DecimalSign?, _ methods: [String])
        -> Numeral
    {
        let decimal = Double(text.replacing(String(mark.rawValue), with: "."))
        let decimalMethods = methods + (mark == .comma ? ["decimal-comma"] : [])
        guard isGroupOfThree(text, mark.rawValue) else { return finite(decimal, decimalMethods) }
        if sign == mark { return finite(decimal, decimalMethods) }
        let grouped = Double(text.replacing(String(mark.rawValue), with: ""))
        if sign != nil { return finite(grouped, methods + ["grouping"]) }
        guard let decimal, let grouped else { return Numeral(.none) }
        return Numeral(.ambiguous(grouped, decimal), methods)
    }

    private static func both(_ text: Substring, commas: Int, points: Int, _ methods: [String]) -> Numeral {
        guard let last = text.last(where: { $0 == "," || $0 == "." }) else { return Numeral(.none) }
        let grouping: Character = last == "," ? "." : ","
        guard (last == "," ? commas : points) == 1, let position = text.lastIndex(of: last),
            let whole = ungrouped(text[..<position], by: grouping)
        else { return Numeral(.none) }
        let fraction = text[text.index(after: position)...]
        return finite(Double("\(whole).\(fraction)"), methods + ["grouping"] + (last == "," ? ["decimal-comma"] : []))
    }

    private static func finite(_ number: Double?, _ methods: [String]) -> Numeral {
        guard let number, number.isFinite else { return Numeral(.none) }
        return Numeral(.number(number), methods)
    }

    /// Whether one mark stands before exactly three last digits, with one to three digits before it that do not start with 0.
    private static func isGroupOfThree(_ text: Substring, _ mark: Character) -> Bool {
        let parts = text.split(separator: mark, omittingEmptySubsequences: false)
        return parts.count == 2 && parts[1].count == 3 && (1...3).contains(parts[0].count) && parts[0].first != "0"
            && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }

    /// The digits without a grouping mark, where the groups are of three, or between commas of two and the last of three, as in India; in a
    /// text with a decimal mark only the whole part is grouped.
    private static func ungrouped(_ text: Substring, by mark: Character) -> String? {
        let end = text.firstIndex { $0 != mark && !($0.isASCII && $0.isNumber) } ?? text.endIndex
        let groups = text[..<end].split(separator: mark, omittingEmptySubsequences: false)
        guard groups.count > 1, let first = groups.first, let last = groups.last, last.count == 3 else { return nil }
        let inner = groups.dropFirst().dropLast()
        let isByThree = (1...3).contains(first.count) && inner.allSatisfy { $0.count == 3 }
        let isByTwo =
            mark == "," && !inner.isEmpty && (1...2).contains(first.count) && inner.allSatisfy { $0.count == 2 }
        guard isByThree || isByTwo else { return nil }
        return groups.joined() + text[end...]
    }

    /// What a numeral tells about its column's decimal sign; nil where it tells nothing.
    static func evidence(_ text: String) -> DecimalSign? {
        guard case .number = Numeral(text, sign: nil).outcome else { return nil }
        guard let last = text.last(where: { $0 == "," || $0 == "." }), let sign = DecimalSign(rawValue: last) else {
            return nil
        }
        // Several of a kind make groups; one that could be either would have been ambiguous.
        return text.count { $0 == last } > 1 ? sign.other : sign
    }
}
