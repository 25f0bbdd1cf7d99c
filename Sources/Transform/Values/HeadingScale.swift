/// Thousands and millions stated in a heading: "Budget (thousand EUR)", "Population ('000)", "Montant, en millions d'euros".
enum HeadingScale: Hashable {
    case none
    /// A unit without a multiplier, such as "(EUR)": numbers below it are as they are.
    case plain
    /// The power of ten that a number below it has to be multiplied by.
    case power(Int)
    /// A multiplier that may be either of two.
    case unclear(Int, Int)

    /// What the words over a column say, from the outermost level to the innermost. The innermost that states a unit counts: "Staff (persons)"
    /// below "Staff and budget (thousands)" is in persons.
    init(_ levels: [String], language: String?) {
        self = .none
        for (number, level) in levels.enumerated().reversed() {
            // A multiplier in front of it counts, as in "Budget in thousands (EUR)" and "Budget (thousand EUR), year".
            var isPlain = false
            for (index, segment) in Self.segments(level).enumerated().reversed() {
                // A row of its own for units stands aside as well.
                let isAside = index > 0 || number > 0
                let scale = Self.scale(of: segment, isAside: isAside, language: language)
                if scale != .none {
                    self = scale
                    return
                }
                isPlain = isPlain || Self.isPlain(segment, isAside: isAside, language: language)
            }
            if isPlain {
                self = .plain
                return
            }
        }
    }

    /// The power of ten that is stated, 0 by a plain unit; nil where nothing is, or it is not clear which.
    var stated: Int? {
        switch self {
        case .plain: 0
        case .power(let power): power
        case .none, .unclear: nil
        }
    }

    /// The power of ten in a field's unit, such as 3 of `thousand EUR`; 0 where there is none.
    static func ofUnit(_ unit: String) -> Int {
        for segment in segments(unit) where !FieldUnit.isKnown(segment[...]) {
            if case .power(let power) = scale(of: segment, isAside: true, language: nil) { return power }
        }
        return 0
    }

    // MARK: - Segments

    /// The parts of a heading that parentheses, commas, dashes and line breaks set apart.
    static func segments(_ heading: String) -> [[TextPiece]] {
        guard heading.utf8.count <= 1_000 else { return [] }
        var parts = [""]
        var last: Character = " "
        let hasHyphen = heading.utf8.contains(UInt8(ascii: "-"))
        let characters = Array(hasHyphen ? heading.replacing(" - ", with: "|") : heading)
        for (index, character) in characters.enumerated() {
            // The comma of 1,000 parts nothing.
            let isGrouping =
                character == "," && last.isNumber && index + 1 < characters.count && characters[index + 1].isNumber
            if !isGrouping, character.isNewline || "()[],;:–—|（）［］，：、".contains(character) {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
            last = character
        }
        return parts.compactMap { TextPiece.cut(PlainText($0)) }.filter { !$0.isEmpty }
    }

    private static func isUnit(_ pieces: ArraySlice<TextPiece>) -> Bool {
        FieldUnit.isKnown(pieces) || Currencies.first(of: pieces)?.length == pieces.count
            || NumberWords.percent.first(of: pieces)?.length == pieces.count
    }

    /// Whether words behind "in" are a unit and nothing else: people may be counted in households, and money in a year.
    private static func isUnitInWords(_ pieces: ArraySlice<TextPiece>) -> Bool {
        // "In real" and "in fr" are no amounts.
        if pieces.count == 1, let word = pieces.first?.text, ["real", "fr"].contains(word) { return false }
        return isUnit(pieces) && (!FieldUnit.isKnown(pieces) || FieldUnit.isMeasure(pieces))
    }

    /// The unit that a segment names: all of one that stands aside, else what is behind "in", or a sign at its end: "Budget in EUR", "Budget €",
    /// "Budget / EUR". Nil where it names none, or says that it is not this.
    static func unit(of segment: [TextPiece], isAside: Bool) -> ArraySlice<TextPiece>? {
        if isAside, isUnit(segment[...]) { return segment[...] }
        for start in segment.indices {
            guard let (_, length) = NumberWords.within.first(of: segment[start...]), !isDenied(segment[..<start]) else {
                continue
            }
            var rest = segment[(start + length)...]
            if isAside, whole[rest] ?? false { return rest }
            for words in [whole, NumberWords.of] {
                if let (_, length) = words.first(of: rest), length < rest.count { rest = rest.dropFirst(length) }
            }
            if isAside && start == 0 ? isUnit(rest) : isUnitInWords(rest) { return rest }
        }
        return signAtEnd(segment)
    }

    /// The sign of a currency or of parts at the end of words, or a currency behind a stroke.
    private static func signAtEnd(_ segment: [TextPiece]) -> ArraySlice<TextPiece>? {
        guard segment.count > 1, let before = segment.dropLast().last else { return nil }
        let last = segment.suffix(1)
        let isBehindStroke = before.text == "/"
        let isSign = last.allSatisfy { $0.kind == .sign }
        guard isBehindStroke || isSign, Currencies.first(of: last) != nil || isSign && isUnit(last) else { return nil }
        let words = segment.dropLast(isBehindStroke ? 2 : 1)
        // "Price per €".
        let isCounted = words.last.map { counted[[$0]] ?? false } ?? true
        return isCounted || isDenied(words) ? nil : last
    }

    /// Whether words end with one that takes back what follows: "not in EUR", "not given in EUR", but not "without VAT in EUR".
    private static func isDenied(_ words: ArraySlice<TextPiece>) -> Bool {
        words.indices.contains { start in
            let rest = words[start...]
            if let (_, length) = verbDenial.first(of: rest), rest.count - length < 2 { return true }
            return denial.first(of: rest)?.length == rest.count
        }
    }

    /// Whether a segment names a unit without a multiplier.
    private static func isPlain(_ segment: [TextPiece], isAside: Bool, language: String?) -> Bool {
        guard let unit = unit(of: segment, isAside: isAside) else { return false }
        // "Budget in thousand EUR or in EUR".
        return !segment[..<unit.startIndex].indices.contains { start in
            let rest = segment[start...]
            return AttachedMultiplier.first(of: rest, language: language, isBesideCurrency: true) != nil
                || digits(rest) != nil
        }
    }

    /// What a segment says. One that stands aside may begin with the multiplier, any with "in thousands".
    private static func scale(of segment: [TextPiece], isAside: Bool, language: String?) -> HeadingScale {
        let stated = statedScale(of: segment, isAside: isAside, language: language)
        guard case .power(let power) = stated else { return stated }
        if segment.contains(where: { separators[[$0]] ?? false }) { return .none }
        // "Not in thousands".
        if let gap = gap(behind: denial, segment, language: language), gap < 2 { return .none }
        // "Persons not employed in thousands" may be said of the persons; "without VAT in thousands" and "No. of persons in thousands" are not.
        return gap(behind: verbDenial, segment, language: language) == nil ? stated : .unclear(power, 0)
    }

    /// How many words stand between one of a table and the multiplier; nil where there is none before it.
    private static func gap(
        behind table: PhraseTable<Bool>, _ segment: [TextPiece], language: String?
    ) -> Int? {
        let multiplier = segment.indices.first { start in
            let rest = segment[start...]
            return Multipliers.first(of: rest, language: language, isBesideCurrency: false) != nil
                || digits(rest) != nil
        }
        guard let multiplier else { return nil }
        return segment[..<multiplier].indices.reversed().lazy.compactMap { start -> Int? in
            table.first(of: segment[start..<multiplier]).map { multiplier - start - $0.length }
        }.first
    }

    private static func statedScale(of segment: [TextPiece], isAside: Bool, language: String?) -> HeadingScale {
        for start in segment.indices {
            guard let (_, length) = connector.first(of: segment[start...]) else { continue }
            let scale = scale(segment[(start + length)...], language: language)
            if scale != .none { return scale }
        }
        let first = isAside ? scale(segment[...], language: language) : .none
        return first == .none ? scaleAtEnd(segment, language: language) : first
    }

    /// The multiplier that pieces begin with, perhaps after a currency, where nothing behind it makes it something else.
    private static func scale(_ pieces: ArraySlice<TextPiece>, language: String?) -> HeadingScale {
        var rest = pieces
        let hasCurrency = pieces.indices.contains { Currencies.first(of: pieces[$0...]) != nil }
        if let (_, length) = Currencies.first(of: rest) { rest = rest.dropFirst(length) }
        if let (power, length) = digits(rest) {
            return isUnitOrNothing(rest.dropFirst(length)) ? .power(power) : .none
        }
        guard
            let (powers, length, remainder) = AttachedMultiplier.first(
                of: rest, language: language, isBesideCurrency: hasCurrency)
        else { return .none }
        // A single letter is a unit, such as K for kelvin, where no currency stands by it.
        if let piece = rest.first, piece.text == "k", !hasCurrency { return .none }
        let behind = (remainder.map { [$0] } ?? []) + rest.dropFirst(length)
        // "Thousand or million EUR".
        if let other = otherPower(in: behind, than: powers, language: language, isBesideCurrency: hasCurrency) {
            return .unclear(powers[0], other)
        }
        guard behind.count <= 5, !behind.contains(where: { $0.kind == .numeral || bounds[[$0]] ?? false }) else {
            return .none
        }
        return powers.count == 2 ? .unclear(powers[0], powers[1]) : .power(powers[0])
    }

    /// Another multiplier among the words behind one.
    private static func otherPower(
        in behind: [TextPiece], than powers: [Int], language: String?, isBesideCurrency: Bool
    ) -> Int? {
        behind.indices.lazy.compactMap { start -> Int? in
            let found = Multipliers.first(of: behind[start...], language: language, isBesideCurrency: isBesideCurrency)
            guard case .power(let power)? = found?.meaning, !powers.contains(power) else { return nil }
            return power
        }.first
    }

    /// "Population thousands": a plural at the end of the words.
    private static func scaleAtEnd(_ segment: [TextPiece], language: String?) -> HeadingScale {
        guard let last = segment.last, Multipliers.plurals[[last]] ?? false,
            !segment.contains(where: { $0.kind == .numeral }),
            !(segment.dropLast().last.map { counted[[$0]] ?? false } ?? false)
        else { return .none }
        return scale([last], language: language)
    }

    /// 1000, 1 000 000, '000, 000s, x 1000, 10^6, 10³.
    private static func digits(_ pieces: ArraySlice<TextPiece>) -> (power: Int, length: Int)? {
        var rest = pieces
        if let first = rest.first, ["x", "×", "'", "*"].contains(first.text) { rest = rest.dropFirst() }
        let before = pieces.count - rest.count
        if let (power, length) = powerOfTen(rest) { return (power, before + length) }
        guard let numeral = rest.first, numeral.kind == .numeral, let power = zeros(of: numeral.text), power >= 3 else {
            return nil
        }
        return (power, before + (rest.dropFirst().first?.text == "s" ? 2 : 1))
    }

    /// The power of ten of a one with zeros, or of zeros alone, in groups as numbers are written: 3 of `1000`, `1.000` and `000`, 5 of `1,00,000` as in India.
    /// Nil of what shows how numbers are to be written: `0.00`, `1,000.00`.
    private static func zeros(of text: String) -> Int? {
        let groups = text.split(omittingEmptySubsequences: false) { " .,'".contains($0) }
        guard Set(text.filter { " .,'".contains($0) }).count <= 1,
            groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }), let first = groups.first
        else { return nil }
        let inner = groups.dropFirst().dropLast()
        let isByTwo = text.contains(",") && !inner.isEmpty && inner.allSatisfy { $0.utf8.count == 2 }
        guard groups.count == 1 || groups.last?.utf8.count == 3, isByTwo || inner.allSatisfy({ $0.utf8.count == 3 })
        else { return nil }
        let digits = groups.joined(separator: "")
        guard digits.allSatisfy({ $0 == "0" }) else { return DecimalShift.power(of: text) }
        return first.utf8.count % 3 == 0 && !isByTwo ? digits.utf8.count : nil
    }

    /// A power of ten as such: `10^6`, `10⁶`.
    private static func powerOfTen(_ pieces: ArraySlice<TextPiece>) -> (power: Int, length: Int)? {
        guard pieces.first?.text == "10", let sign = pieces.dropFirst().first else { return nil }
        if sign.isAttached, let power = superscripts[sign.text] { return (power, 2) }
        guard sign.text == "^", let exponent = pieces.dropFirst(2).first, let power = Int(exponent.text),
            (2...18).contains(power)
        else { return nil }
        return (power, 3)
    }

    private static let superscripts = ["²": 2, "³": 3, "⁴": 4, "⁵": 5, "⁶": 6, "⁷": 7, "⁸": 8, "⁹": 9]

    private static func isUnitOrNothing(_ pieces: ArraySlice<TextPiece>) -> Bool {
        var rest = pieces
        if let (_, length) = NumberWords.of.first(of: rest) { rest = rest.dropFirst(length) }
        guard !rest.isEmpty else { return true }
        return FieldUnit.isKnown(rest) || Currencies.first(of: rest)?.length == rest.count
    }

    /// "In thousands": what may stand before a multiplier.
    private static let connector = PhraseTable(
        """
        in|en|em|w|v|ve|u|i|σε|в|у|as|als|som|expressed in|figures in|values in|amounts in|unit|units|unité|unités|einheit|unidad|unità|angaben in|exprimé en|exprimés en\
        |montants en|importes en|importi in|bedragen in|単位|单位|單位|단위
        """)

    /// "In units of EUR", "in full": amounts as they are.
    private static let whole = PhraseTable(
        """
        unit|units|full|whole|single|absolute numbers|absolute figures|unité|unités|valeur absolue|valeurs absolues|einheiten|vollen|ganzen\
        |absoluten zahlen|unidad|unidades|unità|eenheden|hele|unidades monetarias
        """)

    /// What takes a multiplier back that follows it.
    private static let denial = PhraseTable(
        "not|don't|never|no|ne pas|pas|nicht|non|niet|não|nie|inte|ikke|without|sans|sin|ohne|senza|zonder|sem|bez|utan|uden|uten|kein|keine"
    )

    /// What takes a verb back: "do not give thousands".
    private static let verbDenial = PhraseTable("not|don't|never|ne pas|pas|nicht|niet|não|inte|ikke")

    /// "Use the comma as thousands separator": said of how numbers are written.
    private static let separators = PhraseTable(
        """
        separator|separators|separated|separating|séparateur|séparateurs|séparés|séparées|separador|separadores|separados|separadas|Trennzeichen|Tausendertrennzeichen\
        |Tausendertrennung|getrennt|separatore|separatori|separati|scheidingsteken
        """)

    /// "One thousand or more": no multiplier.
    private static let bounds = PhraseTable("or|ou|oder|o|more|plus|mehr|over|fewer|less|max|min|and")

    /// "Per thousand", "hundreds of thousands": none either.
    private static let counted = PhraseTable(
        "per|pour|por|pro|je|par|på|na|of|by|de|di|to|à|a|to|over|above|below|under|than")
}
