/// The unit that a heading names aside, or at its end: "Budget (GBP)", "Length, in metres", "Budget in GBP".
struct HeadingUnit: Sendable, Hashable {
    private enum Kind: Hashable {
        /// One of these currencies.
        case currency(Set<String>)
        /// A measure by its one name.
        case measure(String)
        /// Parts of a hundred or a thousand, as a power of ten.
        case part(Int)
    }

    private let kind: Kind
    /// Its words, as they are compared: in small letters and without diacritics.
    let words: String

    static func == (left: HeadingUnit, right: HeadingUnit) -> Bool { left.kind == right.kind }

    func hash(into hasher: inout Hasher) { hasher.combine(kind) }

    /// The unit that the innermost words name; nil where they name none, or it stands alone over the column, as in a row of units.
    ///
    /// - Parameter language: the language of the words, in which one may be a multiplier: Spanish "(miles)" are thousands.
    init?(_ levels: [String], language: String? = nil) {
        for level in levels.reversed() {
            for (index, segment) in HeadingScale.segments(level).enumerated().reversed() {
                guard let named = Self.words(of: segment, isAside: index > 0, language),
                    let kind = Self.kind(of: named)
                else { continue }
                self.kind = kind
                words = named.map(\.text).joined(separator: " ")
                return
            }
        }
        return nil
    }

    /// The unit of a field.
    init?(unit: String) {
        guard let pieces = TextPiece.cut(PlainText(unit)), let kind = Self.kind(of: pieces[...]) else { return nil }
        self.kind = kind
        words = unit
    }

    /// The words of a segment that name a unit: all of one that stands aside, else those behind "in" or a sign at the end, where words stand before them.
    private static func words(of segment: [TextPiece], isAside: Bool, _ language: String?) -> ArraySlice<TextPiece>? {
        guard !isMultiplier(segment[...], language) else { return nil }
        if isAside, kind(of: segment[...]) != nil { return segment[...] }
        guard isAside || NumberWords.within.first(of: segment[...]) == nil,
            let unit = HeadingScale.unit(of: segment, isAside: isAside)
        else { return nil }
        return isMultiplier(unit, language) ? nil : unit
    }

    /// What words name, behind a multiplier or without one: `GBP`, `thousand GBP`, `in metres`.
    private static func kind(of pieces: ArraySlice<TextPiece>) -> Kind? {
        var rest = pieces
        for words in [NumberWords.within, NumberWords.of] {
            if rest.count > 1, let (_, length) = words.first(of: rest) { rest = rest.dropFirst(length) }
        }
        if let (_, length) = Multipliers.first(of: rest, language: nil, isBesideCurrency: true), length < rest.count {
            rest = rest.dropFirst(length)
        }
        if rest.count > 1, let (_, length) = NumberWords.of.first(of: rest) { rest = rest.dropFirst(length) }
        if let (codes, length) = Currencies.first(of: rest), length == rest.count {
            // "Expenditure (real)" is without inflation, and "(FR)" a language.
            let isWord = length == 1 && ["real", "fr"].contains(rest.first?.text ?? "")
            return codes.isEmpty || isWord ? nil : .currency(codes)
        }
        if let (power, length) = NumberWords.percent.first(of: rest), length == rest.count { return .part(power) }
        return FieldUnit.knownName(rest).map { .measure($0) }
    }

    /// Whether words are nothing but a multiplier, behind "in" or without it.
    private static func isMultiplier(_ pieces: ArraySlice<TextPiece>, _ language: String?) -> Bool {
        var rest = pieces
        if rest.count > 1, let (_, length) = NumberWords.within.first(of: rest) { rest = rest.dropFirst(length) }
        return Multipliers.first(of: rest, language: language, isBesideCurrency: false)?.length == rest.count
    }

    /// Whether numbers in this unit are something else than numbers in a field's.
    func differs(from unit: String) -> Bool {
        switch (kind, HeadingUnit(unit: unit)?.kind) {
        case (.part(let power), .part(let own)): return power != own
        case (.currency, .part): return true
        // "Share (of households)" says of what.
        case (.measure(let name), .part): return FieldUnit(name).isPhysical
        case (.currency(let codes), .currency(let own)): return own.isDisjoint(with: codes)
        case (.currency, _): return false
        case (.measure(let name), _): return FieldUnit(unit).isOtherThan(measure: name)
        case (.part, _): return FieldUnit(unit).isOtherThanPart
        }
    }

    /// Whether numbers in this unit are something else than numbers in one that a label of the definition names.
    func differs(from asked: HeadingUnit) -> Bool {
        switch (kind, asked.kind) {
        case (.currency(let codes), .currency(let others)): codes.isDisjoint(with: others)
        case (.measure(let name), .measure(let other)): FieldUnit(other).isOtherThan(measure: name)
        case (.part(let power), .part(let other)): power != other
        // A `t` or `m` where an amount is asked for may be thousands or millions; an amount beside a measure is told of no field's unit either.
        case (.currency, .measure), (.measure, .currency): false
        // A length of time beside a part of the whole says when.
        case (.measure(let name), .part): !FieldUnit.isPeriod(named: name)
        case (.part, _), (_, .part): true
        }
    }
}
