/// By what answers are told apart that are otherwise alike: numbers in their order, signs beside them, letters by themselves.
///
/// Texts are folded before they are compared, which leaves nothing of a sign and nothing of what parts two numbers: "<10" and ">10" are folded alike, and
/// so are "1-5" and "15".
struct LabelMarks: Sendable {
    /// The digits of each number, in the order in which they stand.
    private var numbers: [[UInt8]] = []
    /// What stands between each number and the one before it; nothing where that is more than signs.
    private var gaps: [Gap] = []
    /// The signs that bound a number, make it less than nothing, or grade a letter.
    private let signs: [UInt8]
    /// The signs around all of it that doubt it, bound it, or leave it unticked.
    private var outer: OuterSigns
    private let currencies: Set<Unicode.Scalar>
    /// Words of one letter, and Roman numbers.
    private var letters: [[UInt8]] = []

    /// - Parameters:
    ///   - text: well-formed UTF-8.
    ///   - folded: the same in the form in which it is compared.
    init(_ text: UnsafeBufferPointer<UInt8>, _ folded: FoldedText) {
        let found = LabelSigns(text: text)
        signs = found.found
        outer = found.outer
        currencies = CurrencySigns.found(in: text)
        // Whether the last number may go on in the next word, as thousands do.
        var goesOn = false
        var endsInDigit = false
        for (place, word) in folded.words.enumerated() {
            let bytes = folded.bytes(of: word)
            let isBehindDigit = endsInDigit
            endsInDigit = bytes.last?.isDigit ?? false
            var digits = bytes.split { !$0.isDigit }[...]
            guard let first = digits.first else {
                goesOn = false
                if Self.isMark(place, in: folded) { letters.append(Array(bytes)) }
                continue
            }
            let isNumber = first.count == bytes.count
            if goesOn, first.startIndex == bytes.startIndex, first.count == 3, Self.parting.contains(word.gap) {
                numbers[numbers.count - 1] += first
                digits = digits.dropFirst()
                goesOn = isNumber
            } else {
                goesOn = isNumber && bytes.count <= 3 && bytes.first != UInt8(ascii: "0")
            }
            for number in digits {
                gaps.append(isBehindDigit && number.startIndex == bytes.startIndex ? word.gap : [])
                numbers.append(Array(number))
            }
        }
        // A dash before a range, "- 5 to 10 years", is a bullet.
        let decimals = gaps.indices.count { isDecimal($0) }
        if found.hasLooseDash, numbers.count - decimals == 1 { outer.insert(.minus) }
    }

    /// Whether a text may be this label as far as numbers and signs tell. Those around all of it may be left out, but none may be added: "Some?" is not
    /// "Some". Letters may be written together with what is beside them: "X-ray", "Xray".
    func admit(_ text: LabelMarks) -> Bool {
        hasInner(of: text) && text.outer.isSubset(of: outer)
    }

    /// The same, where letters count too.
    func admitWithLetters(_ text: LabelMarks) -> Bool { admit(text) && letters == text.letters }

    /// Whether numbers and all signs are the same.
    func hasNumbers(of other: LabelMarks) -> Bool {
        hasInner(of: other) && outer == other.outer
    }

    /// Whether numbers, their signs and currencies are the same, but for the signs around all of it.
    private func hasInner(of other: LabelMarks) -> Bool {
        numbers == other.numbers && hasDecimals(of: other) && signs == other.signs && hasCurrencies(of: other)
    }

    /// Whether the other has no sign of another currency. Where there is none here, any may be meant, as in "Euro (€)".
    private func hasCurrencies(of other: LabelMarks) -> Bool {
        currencies.isEmpty || other.currencies.isSubset(of: currencies)
    }

    /// Whether none of the numbers, which are those of the other, is one with decimals here and two there: "1.2" is not "1/2".
    private func hasDecimals(of other: LabelMarks) -> Bool {
        gaps.indices.allSatisfy { place in
            guard isDecimal(place) || other.isDecimal(place) else { return true }
            return [gaps[place], other.gaps[place]].allSatisfy { !$0.isDisjoint(with: [.period, .comma]) }
        }
    }

    /// Whether the number at a place is the decimals of the one before it. Where such marks stand before or behind it too, as in dates, they part several.
    private func isDecimal(_ place: Int) -> Bool {
        func isMarked(_ place: Int) -> Bool {
            gaps.indices.contains(place) && (gaps[place] == .period || gaps[place] == .comma)
        }
        return isMarked(place) && !isMarked(place - 1) && !isMarked(place + 1)
    }

    /// What may stand between thousands.
    private static let parting: [Gap] = [.space, .comma, .period, .apostrophe]

    /// Whether a word without digits is a letter by itself, such as that of a class but not that of "l'eau" or "people's", or a Roman number.
    private static func isMark(_ place: Int, in folded: FoldedText) -> Bool {
        let word = folded.words[place]
        let bytes = folded.bytes(of: word)
        if bytes.count > 1, isRoman(bytes) { return true }
        guard Spelling.letters(bytes)?.count == 1 else { return false }
        let next = place + 1
        return word.gap != .apostrophe && (next == folded.words.count || folded.words[next].gap != .apostrophe)
    }

    /// Whether a word is made of the letters of small Roman numbers.
    static func isRoman(_ word: ArraySlice<UInt8>) -> Bool { word.allSatisfy { roman.contains($0) } }

    private static let roman = Array("ivx".utf8)
}

/// Signs around a text that say something about all of it: that it is doubted, bounded, denied, or a box that is not ticked.
private struct OuterSigns: OptionSet {
    let rawValue: UInt8
    static let question = OuterSigns(rawValue: 1 << 0)
    static let less = OuterSigns(rawValue: 1 << 1)
    static let more = OuterSigns(rawValue: 1 << 2)
    static let about = OuterSigns(rawValue: 1 << 3)
    static let not = OuterSigns(rawValue: 1 << 4)
    static let plus = OuterSigns(rawValue: 1 << 5)
    static let minus = OuterSigns(rawValue: 1 << 6)
    static let emptyBox = OuterSigns(rawValue: 1 << 7)
}

/// Finds the signs of a text that say something about a number, or grade a letter: "<10", "≥ 5", "-3", "250+", "A-".
private struct LabelSigns {
    let text: UnsafeBufferPointer<UInt8>

    /// The signs in their order; "≤" is "<" and "=", and a dash may be a minus.
    var found: [UInt8] {
        var found: [UInt8] = []
        // Each place that is read is compared with the text's bounds first.
        for place in text.indices {
            switch text[place] {
            case Self.less, Self.more:
                guard isBeforeNumber(place + 1) else { continue }
                found.append(text[place])
                if place + 1 < text.count, text[place + 1] == Self.equal { found.append(Self.equal) }
            case Self.plus:
                if isBehindNumber(place) || isBehindLetter(place) { found.append(Self.plus) }
            case Self.minus:
                if isMinus(place, width: 1) || place + 1 == text.count && isBehindLetter(place) {
                    found.append(Self.minus)
                }
            case 0xE2 where place + 2 < text.count:
                switch (text[place + 1], text[place + 2]) {
                case (0x89, 0xA4) where isBeforeNumber(place + 3): found += [Self.less, Self.equal]
                case (0x89, 0xA5) where isBeforeNumber(place + 3): found += [Self.more, Self.equal]
                case (0x88, 0x92) where isMinus(place, width: 3): found.append(Self.minus)
                // U+2010 to U+2015.
                case (0x80, 0x90...0x95) where isMinus(place, width: 3): found.append(Self.minus)
                default: break
                }
            default: break
            }
        }
        return found
    }

    /// The signs around the text, but for those that ``found`` has, as they stand at a number or a letter.
    var outer: OuterSigns {
        var outer: OuterSigns = EmptyBox.stands(atAnEndOf: text) ? .emptyBox : []
        if text.indices.contains(where: isQuestion) { outer.insert(.question) }
        guard let first = text.firstIndex(where: { $0 != Self.space }),
            let last = text.lastIndex(where: { $0 != Self.space })
        else { return outer }
        switch text[first] {
        case Self.less where !isBeforeNumber(first + 1): outer.insert(.less)
        case Self.more where !isBeforeNumber(first + 1): outer.insert(.more)
        case UInt8(ascii: "~"): outer.insert(.about)
        case UInt8(ascii: "!"): outer.insert(.not)
        // ± and ¬.
        case 0xC2 where first < last && text[first + 1] == 0xB1: outer.insert(.about)
        case 0xC2 where first < last && text[first + 1] == 0xAC: outer.insert(.not)
        default: break
        }
        switch text[last] {
        case Self.plus where !isBehindNumber(last) && !isBehindLetter(last): outer.insert(.plus)
        case Self.minus where !isBehindLetter(last) && !isAlone(last): outer.insert(.minus)
        // U+2012 to U+2014, and the minus sign.
        case 0x92...0x94 where isDash(endingAt: last) && !isAlone(last - 2): outer.insert(.minus)
        default: break
        }
        // Ornaments at both ends say nothing: "- Some -", "<Some>".
        if text[first] == Self.minus || isDash(endingAt: first + 2) { outer.remove(.minus) }
        if text[last] == Self.more { outer.remove(.less) }
        return outer
    }

    /// Whether a question mark, be it a wide one, asks: before a letter it stands for one that was lost.
    private func isQuestion(_ place: Int) -> Bool {
        switch text[place] {
        case UInt8(ascii: "?"):
            return place + 1 == text.count || !(text[place + 1].isLetterOrDigit || text[place + 1] >= 0x80)
        // Each place that is read is compared with the text's bounds first.
        case 0xEF: return place + 2 < text.count && text[place + 1] == 0xBC && text[place + 2] == 0x9F
        default: return false
        }
    }

    /// Whether the last of the three bytes of a dash stands here.
    private func isDash(endingAt place: Int) -> Bool {
        guard place >= 2, place < text.count, text[place - 2] == 0xE2 else { return false }
        return text[place - 1] == 0x80 || text[place - 1] == 0x88 && text[place] == 0x92
    }

    /// Whether the text begins with a dash before blanks and a digit, which may be a minus, or a bullet.
    var hasLooseDash: Bool {
        guard let first = text.firstIndex(where: { $0 != Self.space }) else { return false }
        // Of three bytes, of which the last tells a dash from a bullet: U+2010 to U+2015, and the minus sign.
        let isLong = isDash(endingAt: first + 2) && (0x90...0x95).contains(text[first + 2])
        guard isLong || text[first] == Self.minus else { return false }
        let behind = first + (isLong ? 3 : 1)
        // The bytes of a no-break space begin no digit of ASCII.
        let next = text[behind...].firstIndex { $0 != Self.space && $0 != 0xC2 && $0 != 0xA0 }
        return next.map { $0 > behind && text[$0].isDigit } ?? false
    }

    /// Whether nothing stands before a dash in its line, or behind the sign that parts answers: there it says that there is no further one.
    private func isAlone(_ place: Int) -> Bool {
        guard let before = text[..<place].last(where: { $0 != Self.space }) else { return true }
        return [0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: ",")].contains(before)
    }

    private static let less = UInt8(ascii: "<")
    private static let more = UInt8(ascii: ">")
    private static let equal = UInt8(ascii: "=")
    private static let plus = UInt8(ascii: "+")
    private static let minus = UInt8(ascii: "-")
    private static let space = UInt8(ascii: " ")

    /// Whether the first letter or digit from here on is a digit.
    private func isBeforeNumber(_ place: Int) -> Bool {
        guard place < text.count else { return false }
        return text[place...].first { $0.isLetterOrDigit }?.isDigit ?? false
    }

    /// Whether a digit stands before this, or before the spaces in front of it.
    private func isBehindNumber(_ place: Int) -> Bool {
        text[..<place].last { $0 != Self.space }?.isDigit ?? false
    }

    /// Whether a letter by itself stands just before this.
    private func isBehindLetter(_ place: Int) -> Bool {
        guard place > 0, text[place - 1].isLetterOrDigit, !text[place - 1].isDigit else { return false }
        return place == 1 || !text[place - 2].isLetterOrDigit && text[place - 2] < 0x80
    }

    /// Whether a sign makes the number behind it less than nothing. That of a range has a number before it.
    private func isMinus(_ place: Int, width: Int) -> Bool {
        guard place + width < text.count, text[place + width].isDigit else { return false }
        guard place > 0 else { return true }
        let isParted = text[place - 1] == Self.space || text[place - 1] == UInt8(ascii: "(")
        return isParted && !isBehindNumber(place)
    }
}

extension UInt8 {
    /// Whether it is a digit of ASCII.
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    /// Whether it is a letter or digit of ASCII.
    var isLetterOrDigit: Bool { isDigit || self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z") }
}
