import SurveyModel

/// The sign between whole number and fraction.
enum DecimalSign: Character, Sendable {
    case point = "."
    case comma = ","
}

/// A number as people type it: grouping, decimal sign, multiplier words, percent and currency signs, "about".
struct NumberReading: Sendable, Hashable {
    enum Outcome: Sendable, Hashable {
        case number(Double)
        /// One of two, for want of a decimal sign that is clear.
        case ambiguous(Double, Double)
        case none
    }

    let outcome: Outcome
    /// What was done to the text, such as `decimal-comma`, `grouping`, `multiplier`, `approximate`.
    let methods: [String]

    /// Whether the number was given as about right.
    var isApproximate: Bool { methods.contains("approximate") }

    /// Reads a text; `sign` settles what `1.234` means, where the column or the language tells.
    init(_ text: String, sign: DecimalSign?) {
        let isolated = Self.isolate(text)
        let numeral = Self.numeral(isolated.numeral, sign: sign)
        let factor = isolated.factor
        switch numeral.outcome {
        case .number(let number): outcome = Self.scaled(number, factor).map { .number($0) } ?? .none
        case .ambiguous(let first, let second):
            if let first = Self.scaled(first, factor), let second = Self.scaled(second, factor) {
                outcome = .ambiguous(first, second)
            } else {
                outcome = .none
            }
        case .none: outcome = .none
        }
        methods = isolated.methods + numeral.methods
    }

    /// The numeral without what stands around it: "about", percent and currency signs, words such as "million".
    private static func isolate(_ text: String) -> (numeral: String, factor: Double, methods: [String]) {
        var rest = plain(text)
        var methods: [String] = []
        for prefix in approximations where rest.hasPrefix(prefix) {
            rest = String(rest.dropFirst(prefix.count)).trimmed
            methods.append("approximate")
            break
        }
        if let stripped = withoutSigns(rest) {
            rest = stripped.text
            methods += stripped.methods
        }
        var factor = 1.0
        if let word = multipliers.first(where: { rest.hasSuffix($0.word) && isNumeral(rest.dropLast($0.word.count)) }) {
            rest = String(rest.dropLast(word.word.count)).trimmed
            factor = word.factor
            methods.append("multiplier")
        }
        return (rest, factor, methods)
    }

    /// The product; nil where it is beyond all numbers.
    private static func scaled(_ number: Double, _ factor: Double) -> Double? {
        guard factor != 1 else { return number }
        // 1.2 million is 1,200,000, not 1,199,999.9999999999.
        let product = (number * factor * 1000).rounded() / 1000
        return product.isFinite ? product : nil
    }

    // MARK: - Around the numeral

    private static let approximations = [
        "approximately ", "approx. ", "approx ", "about ", "around ", "environ ", "env. ", "circa ", "ca. ", "ca ",
        "c. ", "c.", "~", "≈", "±",
    ]

    private static let multipliers: [(word: String, factor: Double)] = [
        ("thousand", 1e3), ("milliers", 1e3), ("mille", 1e3), ("tsd.", 1e3), ("tsd", 1e3), ("k", 1e3),
        ("millions", 1e6), ("million", 1e6),
        ("mio.", 1e6), ("mio", 1e6), ("mill.", 1e6), ("mln", 1e6), ("milliards", 1e9), ("milliard", 1e9),
        ("billion", 1e9), ("bn", 1e9),
    ]

    /// Lower case, with every kind of space, minus and apostrophe made one.
    private static func plain(_ text: String) -> String {
        var result = ""
        for character in text.lowercased() {
            switch character {
            case "\u{2212}", "\u{2012}", "\u{2013}": result.append("-")
            case "’", "\u{02BC}": result.append("'")
            case let other where other.isWhitespace || other == "\u{202F}" || other == "\u{2009}": result.append(" ")
            default: result.append(character)
            }
        }
        return result.trimmed
    }

    private static func isNumeral(_ text: Substring) -> Bool {
        let text = String(text).trimmed
        return text.last?.isNumber ?? false
    }

    /// Without percent and currency signs, where there are any.
    private static func withoutSigns(_ text: String) -> (text: String, methods: [String])? {
        var rest = text
        var methods: [String] = []
        if rest.hasSuffix("%") {
            rest = String(rest.dropLast()).trimmed
            methods.append("percent-sign")
        }
        for sign in ["€", "$", "£", "¥", "₩", "₺", "eur", "usd", "gbp", "chf", "kr"] {
            if rest.hasPrefix(sign), rest.dropFirst(sign.count).contains(where: \.isNumber) {
                rest = String(rest.dropFirst(sign.count)).trimmed
            } else if rest.hasSuffix(sign), rest.count > sign.count {
                rest = String(rest.dropLast(sign.count)).trimmed
            } else {
                continue
            }
            methods.append("currency-sign")
            break
        }
        return methods.isEmpty ? nil : (rest, methods)
    }

    // MARK: - The numeral

    private static func numeral(_ text: String, sign: DecimalSign?) -> (outcome: Outcome, methods: [String]) {
        var body = text[...]
        var isNegative = false
        if body.hasPrefix("("), body.hasSuffix(")") {
            isNegative = true
            body = body.dropFirst().dropLast()
        } else if let first = body.first, first == "-" || first == "+" {
            isNegative = first == "-"
            body = body.dropFirst().drop { $0 == " " }
        }
        guard let first = body.first, first.isASCII, first.isNumber || first == "." || first == ",",
            body.allSatisfy({
                $0.isASCII && ($0.isNumber || " .,'".contains($0)) || $0 == "e" || $0 == "-" || $0 == "+"
            })
        else { return (.none, []) }
        let result = magnitude(body, sign: sign)
        guard isNegative else { return result }
        switch result.outcome {
        case .number(let number): return (.number(-number), result.methods)
        case .ambiguous(let first, let second): return (.ambiguous(-first, -second), result.methods)
        case .none: return result
        }
    }

    /// A numeral without its sign: groups of three after spaces or apostrophes; of points and commas the last kind is the decimal sign, if it
    /// stands once; a single one before exactly three digits may be either.
    private static func magnitude(_ body: Substring, sign: DecimalSign?) -> (outcome: Outcome, methods: [String]) {
        if let number = Double(body), !body.contains(","), !isGroupOfThree(body, ".") { return finite(number, []) }
        var text = body
        var methods: [String] = []
        for space in [" ", "'"] as [Character] where text.contains(space) {
            guard let joined = ungrouped(text, by: space) else { return (.none, []) }
            text = joined[...]
            methods.append("grouping")
        }
        let commas = text.count { $0 == "," }
        let points = text.count { $0 == "." }
        switch (commas, points) {
        case (0, 0): return finite(Double(text), methods)
        case (1, 0), (0, 1):
            return single(
                text, commas == 1 ? .comma : .point, sign: methods.isEmpty ? sign : commas == 1 ? .comma : .point,
                methods)
        case (let commas, 0) where commas > 1:
            return finite(ungrouped(text, by: ",").flatMap(Double.init), methods + ["grouping"])
        case (0, let points) where points > 1:
            return finite(ungrouped(text, by: ".").flatMap(Double.init), methods + ["grouping"])
        default: return both(text, commas: commas, points: points, methods)
        }
    }

    private static func single(_ text: Substring, _ mark: DecimalSign, sign: DecimalSign?, _ methods: [String]) -> (
        outcome: Outcome, methods: [String]
    ) {
        let decimal = Double(text.replacing(String(mark.rawValue), with: "."))
        let decimalMethods = methods + (mark == .comma ? ["decimal-comma"] : [])
        guard isGroupOfThree(text, mark.rawValue) else { return finite(decimal, decimalMethods) }
        if sign == mark { return finite(decimal, decimalMethods) }
        let grouped = Double(text.replacing(String(mark.rawValue), with: ""))
        if sign != nil { return finite(grouped, methods + ["grouping"]) }
        guard let decimal, let grouped else { return (.none, []) }
        return (.ambiguous(grouped, decimal), methods)
    }

    private static func both(_ text: Substring, commas: Int, points: Int, _ methods: [String]) -> (
        outcome: Outcome, methods: [String]
    ) {
        guard let last = text.last(where: { $0 == "," || $0 == "." }) else { return (.none, []) }
        let grouping: Character = last == "," ? "." : ","
        guard (last == "," ? commas : points) == 1, let position = text.lastIndex(of: last),
            let whole = ungrouped(text[..<position], by: grouping)
        else { return (.none, []) }
        let fraction = text[text.index(after: position)...]
        return finite(Double("\(whole).\(fraction)"), methods + ["grouping"] + (last == "," ? ["decimal-comma"] : []))
    }

    private static func finite(_ number: Double?, _ methods: [String]) -> (outcome: Outcome, methods: [String]) {
        guard let number, number.isFinite else { return (.none, []) }
        return (.number(number), methods)
    }

    /// Whether one mark stands before exactly three last digits, with one to three digits before it that do not start with 0.
    private static func isGroupOfThree(_ text: Substring, _ mark: Character) -> Bool {
        let parts = text.split(separator: mark, omittingEmptySubsequences: false)
        return parts.count == 2 && parts[1].count == 3 && (1...3).contains(parts[0].count) && parts[0].first != "0"
            && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }

    /// The digits without a grouping mark, where the groups are of three; in a text with a decimal mark only the whole part is grouped.
    private static func ungrouped(_ text: Substring, by mark: Character) -> String? {
        let end = text.firstIndex { $0 != mark && !($0.isASCII && $0.isNumber) } ?? text.endIndex
        let groups = text[..<end].split(separator: mark, omittingEmptySubsequences: false)
        guard groups.count > 1, let first = groups.first, (1...3).contains(first.count),
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        else {
            return nil
        }
        return groups.joined() + text[end...]
    }

    /// What a text tells about its column's decimal sign; nil where it tells nothing.
    static func evidence(_ text: String) -> DecimalSign? {
        let body = isolate(text).numeral
        guard body.allSatisfy({ $0.isNumber || " .,'-+()".contains($0) }),
            let last = body.last(where: { $0 == "," || $0 == "." }), let sign = DecimalSign(rawValue: last),
            body.contains(where: \.isNumber)
        else {
            return nil
        }
        let other: Character = last == "," ? "." : ","
        let count = body.count { $0 == last }
        let digits = body.suffix(from: body.lastIndex(of: last) ?? body.endIndex).dropFirst().prefix { $0.isNumber }
            .count
        if body.contains(other) { return count == 1 ? sign : nil }
        if count > 1 { return sign == .comma ? .point : .comma }
        return digits == 3 ? nil : sign
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
