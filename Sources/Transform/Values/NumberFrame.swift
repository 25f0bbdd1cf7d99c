import SurveyModel

/// A text taken apart: the numerals in it, and what the words and signs around them say.
struct NumberFrame {
    /// What is left that says nothing known.
    enum Unknown {
        case nothing
        case words
        /// A unit, or a currency, that is not the field's.
        case otherUnit(String)

        var isEmpty: Bool { if case .nothing = self { true } else { false } }
    }

    /// One numeral, or the two ends of a range.
    let numerals: [String]
    let hasForeignDigits: Bool
    let isPointDecimal: Bool
    private(set) var isNegative = false
    private(set) var isBound = false
    /// The power of ten of a part: -2 for a percentage, -3 for parts of a thousand.
    private(set) var percent: Int?
    /// The power of ten of a word such as "million"; two where it may be either.
    private(set) var multipliers: [Int] = []
    /// The observation status that a flag stands for.
    private(set) var status: String?
    private(set) var unknown = Unknown.nothing
    private(set) var methods: [String] = []
    /// What stands behind the number and looks like a mark of quality, but is not declared as one.
    private(set) var likelyFlag: String?
    /// Whether what is left that says nothing known may make another number of the numeral.
    private(set) var mayBeAnother = false
    private var hasSign = false
    private var currencies: Set<String>?

    /// Takes a text apart; nil where it cannot hold a number or a range.
    init?(_ text: String, setting: NumberSetting) {
        guard text.utf8.count <= 4 * NumberReading.longest else { return nil }
        if Self.isBare(text) {
            numerals = [text]
            hasForeignDigits = false
            isPointDecimal = false
            return
        }
        guard !Self.isBroken(text) else { return nil }
        let fraction = VulgarFraction(text)
        let plain = PlainText(fraction?.decimal ?? text)
        if fraction != nil { methods.append("fraction") }
        guard plain.scalars.count <= NumberReading.longest, let pieces = TextPiece.cut(plain) else { return nil }
        let places = pieces.indices.filter { pieces[$0].kind == .numeral }
        guard let first = places.first, let last = places.last, places.count <= 2 else { return nil }
        numerals = places.map { pieces[$0].text }
        hasForeignDigits = plain.hasForeignDigits
        isPointDecimal = plain.isPointDecimal || fraction != nil
        // "12 (-)" is less than nothing, or something that was not ticked.
        guard pieces[(last + 1)...].prefix(2).map(\.text) != ["(", "-"] else { return nil }
        guard var head = Self.unwrapped(pieces[..<first], from: "(", to: ")"),
            var tail = Self.unwrapped(pieces[(last + 1)...], from: ")", to: "("), head.open == tail.open
        else { return nil }
        let isWrapped = head.open == 1
        takeFlag(&head.pieces, &tail.pieces, setting)
        if places.count == 2 {
            let range = rangeHead(head.pieces, within: pieces[(first + 1)..<last])
            guard let range else { return nil }
            head.pieces = range
        }
        takeWords(head.pieces, tail.pieces, of: pieces, around: first...last, setting)
        guard isWrapped else { return }
        // Parentheses mean less than nothing around a number, and nothing around words.
        guard !hasSign, !methods.contains("approximate"), !methods.contains("unit"), places.count == 1 else {
            return nil
        }
        isNegative = true
        methods.append("parentheses")
    }

    /// Takes what stands before and behind the numerals, at `places` among all the pieces.
    private mutating func takeWords(
        _ head: [TextPiece], _ tail: [TextPiece], of pieces: [TextPiece], around places: ClosedRange<Int>,
        _ setting: NumberSetting
    ) {
        var before: [TextPiece] = []
        takeHead(head[...], setting, &before)
        if ValueFlags.isLikely(before[...]) { likelyFlag = before.map(\.text).joined(separator: " ") }
        var behind: [TextPiece] = []
        takeTail(tail[...], beside: head, setting, &behind)
        classify(behind, strangeHead: !before.isEmpty, setting)
        guard !unknown.isEmpty else { return }
        let (first, next) = (places.lowerBound, places.upperBound + 1)
        mayBeAnother =
            isNegative && !before.isEmpty && Self.mayJoinWords(pieces[...first])
            || Leftovers(
                before: before, behind: behind,
                touchingBefore: pieces[first].isAttached ? pieces[..<first].last : nil,
                touchingBehind: pieces[next...].first.flatMap { $0.isAttached ? $0 : nil },
                language: setting.language, isPhysical: setting.unit.isPhysical
            ).mayChangeNumber
    }

    /// Whether the last sign in front of a numeral may be no minus but what parts it from words or is within them: "Staff - 12", "Covid-19". That of
    /// "Balance: -250" is one.
    private static func mayJoinWords(_ pieces: ArraySlice<TextPiece>) -> Bool {
        guard let place = pieces.lastIndex(where: { signs.contains($0.text) }), place + 1 < pieces.endIndex else {
            return false
        }
        let isWithinWord = pieces[place].isAttached && place > pieces.startIndex && pieces[place - 1].kind == .word
        return isWithinWord || !pieces[place + 1].isAttached
    }

    /// Whether a line break or tab stands between two digits: two numbers in one cell, not the thousands of one.
    private static func isBroken(_ text: String) -> Bool {
        var isBehindDigit = false
        var isParted = false
        for character in text {
            if character.isNumber {
                if isParted { return true }
                isBehindDigit = true
            } else if character.isWhitespace {
                if isBehindDigit, character.isNewline || character == "\t" { isParted = true }
            } else {
                (isBehindDigit, isParted) = (false, false)
            }
        }
        return false
    }

    /// Whether there is nothing but digits with points and commas between them, as in most cells: then there is nothing to take apart.
    private static func isBare(_ text: String) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        guard let first = text.utf8.first, let last = text.utf8.last, isDigit(first), isDigit(last),
            text.utf8.count <= NumberReading.longest
        else { return false }
        var wasMark = false
        for byte in text.utf8 {
            let isMark = byte == 0x2C || byte == 0x2E
            guard isDigit(byte) || (isMark && !wasMark) else { return false }
            wasMark = isMark
        }
        return true
    }

    /// The pieces without parentheses that close on the same side, and how many (none or one) do not.
    private static func unwrapped(_ pieces: ArraySlice<TextPiece>, from opening: String, to closing: String) -> (
        pieces: [TextPiece], open: Int
    )? {
        // A head is read from its end and a tail from its start: what is open there faces the numeral.
        let ordered = opening == "(" ? Array(pieces) : pieces.reversed()
        var kept: [TextPiece] = []
        var depth = 0
        for piece in ordered {
            if piece.text == opening {
                depth += 1
            } else if piece.text == closing {
                guard depth > 0 else { return nil }
                depth -= 1
            } else {
                kept.append(piece)
            }
        }
        guard depth <= 1 else { return nil }
        return (opening == "(" ? kept : Array(kept.reversed()), depth)
    }

    private mutating func takeFlag(_ head: inout [TextPiece], _ tail: inout [TextPiece], _ setting: NumberSetting) {
        if let (status, length) = setting.flags.last(of: tail[...]) {
            self.status = status
            tail.removeLast(length)
        } else if let (status, length) = setting.flags.first(of: head[...]) {
            self.status = status
            head.removeFirst(length)
        }
        if status != nil { methods.append("flag") }
    }

    // MARK: - Ranges

    /// What stands before a range beside "between" and "from"; nil where two numerals are no range.
    private mutating func rangeHead(_ head: [TextPiece], within pieces: ArraySlice<TextPiece>) -> [TextPiece]? {
        var within = pieces
        // "10 % - 15 %", "€10-€15": what is said of both.
        if let (power, length) = NumberWords.percent.first(of: within) {
            percent = power
            within = within.dropFirst(length)
        } else if let (_, length) = Currencies.first(of: within) {
            within = within.dropFirst(length)
        }
        if let last = within.last, Currencies.first(of: [last]) != nil { within = within.dropLast() }
        if let (_, length) = NumberWords.between.first(of: head[...]),
            NumberWords.and[within] ?? NumberWords.rangeWithin[within] ?? false
        {
            return Array(head.dropFirst(length))
        }
        guard NumberWords.rangeWithin[within] ?? false else { return nil }
        if let (_, length) = NumberWords.from.first(of: head[...]) { return Array(head.dropFirst(length)) }
        return head
    }

    // MARK: - Words and signs

    /// The long vowel sign of Japanese is where its keyboards have the minus.
    private static let signs: Set = ["-", "+", "ー", "ｰ"]
    /// Less than nothing in Japanese accounts; elsewhere more than before, or nothing at all.
    private static let triangles: Set = ["▲", "△"]

    private mutating func takeHead(
        _ pieces: ArraySlice<TextPiece>, _ setting: NumberSetting, _ strange: inout [TextPiece]
    ) {
        var rest = pieces
        while let piece = rest.first {
            if Self.signs.contains(piece.text), NumberWords.approximate.first(of: rest) == nil {
                if hasSign { strange.append(piece) }
                hasSign = true
                isNegative = piece.text != "+"
                rest = rest.dropFirst()
                continue
            }
            if Self.triangles.contains(piece.text), LanguageCustom.base(setting.language) == "ja", !hasSign,
                numerals.count == 1
            {
                (hasSign, isNegative) = (true, true)
                methods.append("minus-word")
                rest = rest.dropFirst()
                continue
            }
            if rest.count == 1, NumberWords.minus[rest] ?? false, !hasSign, numerals.count == 1 {
                (hasSign, isNegative) = (true, true)
                methods.append("minus-word")
                return
            }
            let length = takeBest(
                rest, [currency(rest), percent(rest), approximate(rest), bound(rest, isBefore: true)])
            if length == 0 { strange.append(piece) }
            rest = rest.dropFirst(max(1, length))
        }
    }

    private mutating func takeTail(
        _ pieces: ArraySlice<TextPiece>, beside head: [TextPiece], _ setting: NumberSetting,
        _ strange: inout [TextPiece]
    ) {
        let rest = withoutDashOfPrice(pieces)
        guard let dash = rest.first, Self.isTrailingMinus(rest), !hasSign, numerals.count == 1 else {
            takeWordsBehind(rest, beside: head, setting, &strange)
            return
        }
        hasSign = true
        isNegative = true
        methods.append("trailing-minus")
        takeWordsBehind(rest.dropFirst(), beside: head, setting, &strange)
        guard !strange.isEmpty, !ValueFlags.isLikely(strange[...]), !FieldUnit.isKnown(strange[...]) else { return }
        // "250- see annex": the dash parts a remark from the number.
        isNegative = false
        methods.removeAll { $0 == "trailing-minus" }
        strange.insert(dash, at: 0)
    }

    /// Whether the pieces behind a numeral begin with its minus. The hyphen of "12-month" is none, that of "12-€" is.
    private static func isTrailingMinus(_ pieces: ArraySlice<TextPiece>) -> Bool {
        guard let dash = pieces.first, dash.text == "-", dash.isAttached else { return false }
        let rest = pieces.dropFirst()
        guard let next = rest.first, next.kind == .word, next.isAttached else { return true }
        return Currencies.first(of: rest) != nil
    }

    private mutating func takeWordsBehind(
        _ pieces: ArraySlice<TextPiece>, beside head: [TextPiece], _ setting: NumberSetting,
        _ strange: inout [TextPiece]
    ) {
        var rest = pieces
        if rest.count == 1, rest.first?.text == "." { return }
        while let piece = rest.first {
            if strange.isEmpty, setting.unit.agrees(with: rest) {
                methods.append("unit")
                return
            }
            let isBesideCurrency = (head + rest).indices.contains { Currencies.first(of: (head + rest)[$0...]) != nil }
            if multipliers.isEmpty, strange.isEmpty,
                let (meaning, length, remainder) = AttachedMultiplier.first(
                    of: rest, language: setting.language, isBesideCurrency: isBesideCurrency)
            {
                multipliers = meaning
                methods.append("multiplier")
                rest = rest.dropFirst(length)
                if let remainder { rest = ([remainder] + rest)[...] }
                if let (_, length) = NumberWords.of.first(of: rest), length < rest.count {
                    rest = rest.dropFirst(length)
                }
                continue
            }
            let length = takeBest(
                rest, [currency(rest), percent(rest), approximateBehind(rest), bound(rest, isBefore: false)])
            if length == 0 { strange.append(piece) }
            rest = rest.dropFirst(max(1, length))
        }
    }

    /// "50.–", "50,-" and "50:-" are prices without cents.
    private mutating func withoutDashOfPrice(_ pieces: ArraySlice<TextPiece>) -> ArraySlice<TextPiece> {
        guard pieces.count >= 2, let first = pieces.first, [".", ",", ":"].contains(first.text) else { return pieces }
        let rest = pieces.dropFirst()
        guard rest.first?.text == "-" || rest.first?.text == "—" else { return pieces }
        methods.append("currency-sign")
        return rest.drop { $0.text == "-" || $0.text == "—" }
    }

    private enum Meaning {
        case currency(Set<String>)
        case percent(Int)
        case approximate
        case bound
    }

    private typealias Candidate = (meaning: Meaning, length: Int)

    private func currency(_ pieces: ArraySlice<TextPiece>) -> Candidate? {
        currencies != nil ? nil : Currencies.first(of: pieces).map { (.currency($0.codes), $0.length) }
    }

    private func percent(_ pieces: ArraySlice<TextPiece>) -> Candidate? {
        NumberWords.percent.first(of: pieces).map { (.percent($0.meaning), $0.length) }
    }

    private func approximate(_ pieces: ArraySlice<TextPiece>) -> Candidate? {
        NumberWords.approximate.first(of: pieces).map { (.approximate, $0.length) }
    }

    /// Behind a number "rd" is no "rund", but the end of "3rd".
    private func approximateBehind(_ pieces: ArraySlice<TextPiece>) -> Candidate? {
        pieces.first?.text.hasPrefix("rd") ?? false ? nil : approximate(pieces)
    }

    private func bound(_ pieces: ArraySlice<TextPiece>, isBefore: Bool) -> Candidate? {
        let table = isBefore ? NumberWords.boundBefore : NumberWords.boundBehind
        return table.first(of: pieces).map { (.bound, $0.length) }
    }

    /// Takes the longest of the phrases that the pieces begin with, the first among equals; its length, 0 where there is none.
    private mutating func takeBest(_ pieces: ArraySlice<TextPiece>, _ candidates: [Candidate?]) -> Int {
        var best: Candidate?
        for case let candidate? in candidates where candidate.length > best?.length ?? 0 { best = candidate }
        guard let best else { return 0 }
        switch best.meaning {
        case .currency(let codes):
            currencies = codes
            if !methods.contains("currency-sign") { methods.append("currency-sign") }
        case .percent(let power):
            percent = power
            methods.append(power == -3 ? "per-mille" : "percent-sign")
        case .approximate: methods.append("approximate")
        case .bound: isBound = true
        }
        return best.length
    }

    // MARK: - What is left

    private mutating func classify(_ strange: [TextPiece], strangeHead: Bool, _ setting: NumberSetting) {
        if strangeHead {
            unknown = .words
        } else if !strange.isEmpty {
            let words = strange.map(\.text).joined(separator: " ")
            unknown = setting.unit.isGiven && FieldUnit.isKnown(strange[...]) ? .otherUnit(words) : .words
            if ValueFlags.isLikely(strange[...]) { likelyFlag = words }
        } else if let currencies, setting.unit.excludes(currencies) {
            unknown = .otherUnit(currencies.sorted().joined(separator: "/"))
        }
    }
}
