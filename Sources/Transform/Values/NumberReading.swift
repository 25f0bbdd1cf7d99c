import SurveyModel

/// What is known where a number is read.
struct NumberSetting: Sendable {
    /// What settles `1.234`, where the column or the language tells.
    var sign: DecimalSign?
    /// Whether only the language's custom tells.
    var isCustom = false
    /// Whether a whole number is asked for.
    var isWhole = false
    /// The language of the return, which tells what some words mean.
    var language: String?
    var unit: FieldUnit
    /// Marks of quality beside values, as the survey declares them.
    var flags: ValueFlags
    /// The power of ten in which the question asks: 3 for thousands.
    var stated = 0
    /// The power of ten by which what is typed becomes what is published: 3 where thousands are asked for and units published.
    var shift = 0
}

/// A number as people type it: grouping, decimal sign, multiplier words, percent and currency signs, units, flags, "about".
struct NumberReading: Sendable, Hashable {
    enum Outcome: Sendable, Hashable {
        case number(Double)
        /// One of two: for want of a decimal sign that is clear, or of a multiplier that is.
        case ambiguous(Double, Double)
        /// A range's two ends, or the one end of a bound such as "more than 100": no number.
        case range([Double])
        /// A number of something else than the field asks for, with the words for it; without the number where they may change it.
        case otherUnit(String, Double?)
        /// No number; with the number in it, where there is just one and nothing beside it that may change it.
        case none(Double?)
    }

    let outcome: Outcome
    /// What was done to the text, such as `decimal-comma`, `grouping`, `multiplier`, `approximate`.
    let methods: [String]
    /// The observation status that a flag beside the number stands for.
    var status: String?
    /// Whether a percentage or parts of a thousand were typed.
    let isPart: Bool
    /// What stands behind the number and looks like a mark of quality that the survey has not declared.
    let likelyFlag: String?

    /// Whether the number was given as about right.
    var isApproximate: Bool { methods.contains("approximate") }

    /// Texts longer than this are no numbers: whatever is pasted into a cell costs no more than it.
    static let longest = 200

    /// Reads a text.
    init(_ text: String, setting: NumberSetting) {
        let named = NumberNames.digits(for: text, setting: setting)
        let compound = named == nil ? CompoundNumeral.digits(for: text, setting: setting) : nil
        let frame = NumberFrame(named ?? compound ?? text, setting: setting)
        isPart = frame?.percent != nil
        likelyFlag = frame?.likelyFlag
        guard let frame else {
            outcome = .none(nil)
            methods = []
            return
        }
        let numerals = frame.numerals.map { Numeral($0, sign: Self.sign(of: $0, frame, setting)) }
        let scale = NumberScale(frame, setting: setting)
        methods =
            (named == nil ? [] : ["number-words"])
            + Self.methods(frame, numerals, also: compound == nil ? [] : ["multiplier"])
        outcome = Self.outcome(frame, numerals, scale)
        if case .number = outcome { status = frame.status }
    }

    /// What settles `1,234` in a text. The language alone does not where it would make an unlikely number of it: a fraction that ends with 0,
    /// an amount of money with three decimals, or a fraction where a whole number is asked for.
    private static func sign(of numeral: String, _ frame: NumberFrame, _ setting: NumberSetting) -> DecimalSign? {
        if frame.isPointDecimal { return .point }
        guard setting.isCustom, let sign = setting.sign, numeral.utf8.contains(UInt8(ascii: sign == .comma ? "," : "."))
        else { return setting.sign }
        let isMoney = frame.methods.contains("currency-sign") && frame.multipliers.isEmpty
        let isWhole = setting.isWhole && frame.multipliers.isEmpty
        return numeral.hasSuffix("0") || isMoney || isWhole ? nil : sign
    }

    /// What a text tells about its column's decimal sign; nil where it tells nothing.
    static func evidence(_ text: String, setting: NumberSetting) -> DecimalSign? {
        // Of plain ASCII without a mark there is nothing to tell, which is what most cells hold.
        guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x2E || $0 >= 0x80 }),
            let frame = NumberFrame(text, setting: setting), frame.numerals.count == 1, frame.unknown.isEmpty,
            !frame.isPointDecimal
        else { return nil }
        return Numeral.evidence(frame.numerals[0])
    }

    private static func outcome(_ frame: NumberFrame, _ numerals: [Numeral], _ scale: NumberScale) -> Outcome {
        guard let first = numerals.first else { return .none(nil) }
        if numerals.count == 2 { return range(frame, numerals, scale) }
        let signed = values(first, isNegative: frame.isNegative)
        if !frame.unknown.isEmpty {
            let plain = signed.count == 1 ? scale.values(signed[0]).first ?? nil : nil
            let suggested = frame.mayBeAnother ? nil : plain
            if case .otherUnit(let words) = frame.unknown, plain != nil { return .otherUnit(words, suggested) }
            return .none(suggested)
        }
        let scaled = signed.flatMap { scale.values($0) }
        let finite = scaled.compactMap(\.self)
        guard finite.count == scaled.count, let one = finite.first else { return .none(nil) }
        if frame.isBound { return .range(finite.count == 1 ? finite : []) }
        if finite.count == 1 { return .number(one) }
        return finite.count == 2 ? .ambiguous(finite[0], finite[1]) : .none(nil)
    }

    /// A range is told with its ends; where these are not clear, without.
    private static func range(_ frame: NumberFrame, _ numerals: [Numeral], _ scale: NumberScale) -> Outcome {
        let ends = numerals.enumerated().map { values($1, isNegative: $0 == 0 && frame.isNegative) }
        guard frame.unknown.isEmpty, ends.allSatisfy({ !$0.isEmpty }) else { return .none(nil) }
        guard ends.allSatisfy({ $0.count == 1 }), ends[0][0] < ends[1][0] else {
            return ends.allSatisfy { $0.count == 1 } ? .none(nil) : .range([])
        }
        let scaled = ends.map { scale.values($0[0]) }
        return .range(scaled.allSatisfy { $0.count == 1 } ? scaled.compactMap { $0[0] } : [])
    }

    private static func values(_ numeral: Numeral, isNegative: Bool) -> [Double] {
        let values: [Double] =
            switch numeral.outcome {
            case .number(let number): [number]
            case .ambiguous(let first, let second): [first, second]
            case .none: []
            }
        // Zero has no sign.
        return values.map { isNegative && $0 != 0 ? -$0 : $0 }
    }

    private static func methods(_ frame: NumberFrame, _ numerals: [Numeral], also others: [String]) -> [String] {
        let order = [
            "digits", "flag", "approximate", "percent-sign", "per-mille", "currency-sign", "multiplier", "unit",
            "trailing-minus", "minus-word", "parentheses", "fraction",
        ]
        let given = Set(frame.methods + others + (frame.hasForeignDigits ? ["digits"] : []))
        return order.filter(given.contains) + (numerals.first?.methods ?? [])
    }
}

/// How a numeral becomes the field's number: multiplier words, the thousands in which a question asks, parts of a hundred or thousand.
struct NumberScale {
    /// The powers of ten that the number may have to be multiplied by: one where it is clear.
    private let powers: [Int]

    init(_ frame: NumberFrame, setting: NumberSetting) {
        if let percent = frame.percent {
            // 5 ‰ is 0.5 %.
            let own = setting.unit.isPercent ? -2 : setting.unit.isPerMille ? -3 : percent
            powers = [percent - own]
        } else if frame.multipliers.isEmpty {
            // "450 000 EUR" where thousands of euros are asked for: whether it is thousands is said by the question, that it is not, by the answer.
            let isInUnits = setting.stated != 0 && frame.methods.contains("currency-sign")
            powers = isInUnits ? [setting.shift, setting.shift - setting.stated] : [setting.shift]
        } else {
            let published = setting.stated - setting.shift
            powers = frame.multipliers.flatMap { power in
                // "5 million" where millions are asked for is 5 of them; where thousands are, it may be millions or thousands of millions.
                setting.stated == 0 || power == setting.stated
                    ? [power - published] : [power - published, power + setting.shift]
            }
        }
    }

    /// The numbers that one may mean; nil in it for what is beyond all numbers.
    func values(_ number: Double) -> [Double?] {
        // Nothing is nothing in any unit.
        number == 0 ? [0] : powers.map { DecimalShift.shift(number, by: $0) }
    }
}
