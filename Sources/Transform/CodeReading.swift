package import CodeLists
import OrderedCollections

/// What a text means in a code list.
package struct CodeReading: Sendable {
    package let code: String?
    /// How the code was found; nil where none was.
    package let method: String?
    package let confidence: Double
    package let suggestions: [Suggestion]
    /// Why the text is none of the list's items, where that is known.
    package let refusal: String?
    /// Whether the text is the code or one of its labels, and not only like them.
    let isSure: Bool
    /// Whether the text is the code or one of its labels letter by letter.
    let isExact: Bool
    /// Whether the text names several codes.
    let isSeveral: Bool
    /// The code that the text names where its words are the label of another.
    let contradicted: String?

    /// What the matcher makes of the whole text.
    package init(_ match: CodeMatch) {
        code = match.code
        method = match.method?.rawValue
        confidence = match.confidence
        suggestions = match.suggestions
        refusal = match.refusal
        isExact = [.alias, .code, .label].contains(match.method)
        isSure = match.code != nil && match.method != .tokens && match.method != .editDistance
        isSeveral = match.refusal == CodeMatch.severalCodes
        contradicted = nil
    }

    /// A code with its label beside it.
    private init(code: String, method: String = "code-and-label", confidence: Double) {
        self.code = code
        self.method = method
        self.confidence = confidence
        suggestions = []
        refusal = nil
        isSure = true
        isExact = false
        isSeveral = false
        contradicted = nil
    }

    /// No code: there are several where one is asked for.
    init(several codes: [String], in list: CodeList, language: String?) {
        self.init(suggestions: codes.map { Self.suggestion($0, list, language) }, isSeveral: true)
    }

    private static func suggestion(_ code: String, _ list: CodeList, _ language: String?) -> Suggestion {
        Suggestion(code: code, label: list.label(of: code, language: language ?? "en") ?? code, confidence: 0.5)
    }

    /// No code: one is named, and its words are the label of another, or of none.
    private init(suggestions: [Suggestion], contradicted: String? = nil, isSeveral: Bool = false) {
        code = nil
        method = nil
        confidence = 0
        self.suggestions = Array(suggestions.prefix(3))
        refusal = nil
        isSure = false
        isExact = false
        self.isSeveral = isSeveral
        self.contradicted = contradicted
    }

    /// Reads a text as a whole, and where that is not sure, as a code and its label.
    init(_ text: String, in matcher: CodeMatcher, language: String?) {
        self.init(matcher.match(text, language: language), in: matcher, language: language)
    }

    /// What the matcher makes of a text as a whole, or where that is not sure, what the text is as a code and its label. What a person has refused stays
    /// so.
    private init(_ match: CodeMatch, in matcher: CodeMatcher, language: String?) {
        let whole = CodeReading(match)
        self =
            whole.isSure || whole.isSeveral || whole.isRefused
            ? whole : Self.codeAndLabel(match.input, whole, matcher, language)
    }

    /// What an answer means where one is asked for, as a run reads it.
    ///
    /// - Parameter match: what the matcher makes of the answer as a whole.
    package static func answer(_ match: CodeMatch, in matcher: CodeMatcher, language: String?) -> CodeReading {
        let whole = CodeReading(match, in: matcher, language: language)
        guard SeveralAnswers.arePossible(in: match.input, whole) else {
            return whole.orLikely(match.input, in: matcher, language: language)
        }
        let several = SeveralAnswers.reading(of: match.input, whole, in: matcher, language: language) {
            CodeReading($0, in: matcher, language: language)
        }
        return several ?? whole.orLikely(match.input, in: matcher, language: language)
    }

    /// The same; where nothing is known of the text, with what it may mean by its parts. For what is told of an answer: how it is read does not depend on
    /// such suggestions.
    package func orLikely(_ text: String, in matcher: CodeMatcher, language: String?) -> CodeReading {
        guard code == nil, suggestions.isEmpty, refusal == nil, !isSeveral else { return self }
        let likely = matcher.likely(text, language: language)
        return likely.isEmpty ? self : CodeReading(suggestions: likely)
    }

    /// Whether a person has decided that the text means nothing in the list.
    package var isRefused: Bool { refusal?.hasPrefix("refused") ?? false }

    /// The codes that the text names: its own, or where it contradicts itself, each.
    var named: [String] { code.map { [$0] } ?? (contradicted == nil ? [] : suggestions.map(\.code)) }

    private static func codeAndLabel(_ text: String, _ whole: CodeReading, _ matcher: CodeMatcher, _ language: String?)
        -> CodeReading
    {
        let trimmed = text.trimmed
        // Of "[ ] 2" and "2 - large ( )" nothing is ticked.
        guard trimmed.utf8.count <= CodeWithLabel.longest, !EmptyBox.stands(atAnEndOf: text.utf8) else { return whole }
        if let number = ofNumber(trimmed, matcher, language) { return number }
        // "Mostly police" is like words of the police.
        if let code = whole.code, let rest = CodeWithLabel.withoutHedge(text),
            matcher.match(rest, language: language).code == code
        {
            return CodeReading(suggestions: [suggestion(code, matcher.list, language)])
        }
        var other: CodeReading?
        for cut in CodeWithLabel.cuts(of: text) {
            guard let (code, written) = codeWritten(in: cut, matcher) else { continue }
            let match = matcher.match(cut.label, language: language)
            let label = CodeReading(match)
            // "07: not health" is like the label of 07.
            if let found = label.code, match.method != .code, label.isSure || !Self.isParted(cut.label, language) {
                if found == code { return CodeReading(code: found, confidence: label.confidence) }
                // A division beside one of its groups is no contradiction, but says less than the whole; nor is a territory beside its state.
                guard !matcher.isPart(found, of: code), !matcher.isPart(code, of: found) else { continue }
                let both = [code, found].map { suggestion($0, matcher.list, language) }
                other = CodeReading(suggestions: both, contradicted: written)
            } else if other == nil, whole.code == nil, !cut.isLoose {
                other = beside(code, text, whole, matcher.list, language)
            }
        }
        if other == nil, let code = CodeInLanguages.code(of: text, in: matcher) {
            return CodeReading(code: code, method: MatchMethod.normalised.rawValue, confidence: 0.99)
        }
        return other ?? ofSameNumber(text, whole, matcher.list, language) ?? hedged(text, whole, matcher, language)
            ?? whole
    }

    /// A number with signs around it: "2." and "(2)" are the code 2. With a minus or a decimal point before it it is another number: "-9" is the code -9, or
    /// only suggests 9. "- 1" may be -1, or 1 behind a bullet.
    private static func ofNumber(_ text: String, _ matcher: CodeMatcher, _ language: String?) -> CodeReading? {
        let (signed, bare) = (CodeWithLabel.signed(text[...]), CodeWithLabel.bare(text[...]))
        guard bare.contains(where: \.isNumber) else { return nil }
        let code = matcher.code(written: signed)
        let other = signed == bare ? nil : matcher.code(written: bare)
        if let code, other == nil || !text.contains(where: \.isWhitespace) {
            return CodeReading(code: code, method: MatchMethod.normalised.rawValue, confidence: 1)
        }
        let codes = [code, other].compactMap(\.self)
        return codes.isEmpty ? nil : CodeReading(suggestions: codes.map { suggestion($0, matcher.list, language) })
    }

    /// The code of a cut in whichever scheme, "DE (Denmark)", and how it is written. A dash or point before it is no part of it where no code has them.
    private static func codeWritten(
        in cut: CodeWithLabel.Cut, _ matcher: CodeMatcher
    ) -> (code: String, written: String)? {
        for written in [cut.code, cut.unsigned].compactMap(\.self) {
            if let code = matcher.code(written: written) { return (code, written) }
        }
        return nil
    }

    /// More digits stand in no code.
    private static let mostDigits = 20

    /// `12` is not `0012`, but suggests it where no other code is the same number: spreadsheet programs take zeros away from the front of what they take
    /// for a number.
    private static func ofSameNumber(
        _ text: String, _ whole: CodeReading, _ list: CodeList, _ language: String?
    ) -> CodeReading? {
        let digits = text.trimmed.utf8
        guard whole.code == nil, whole.suggestions.isEmpty, whole.refusal == nil, !digits.isEmpty,
            digits.count <= mostDigits, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        let number = String(decoding: digits.drop { $0 == UInt8(ascii: "0") }, as: UTF8.self)
        let codes = (0...mostDigits - number.utf8.count).map { String(repeating: "0", count: $0) + number }
            .filter { list[$0] != nil }
        return codes.count == 1 ? CodeReading(suggestions: [suggestion(codes[0], list, language)]) : nil
    }

    private static func isParted(_ text: String, _ language: String?) -> Bool {
        text.split(whereSeparator: \.isWhitespace).contains { LinkWords.isParting($0, language: language) }
    }

    /// A code beside words that are no label of it: it is suggested, with the codes that stand among the words; it is not where they take it
    /// back, as in "not 2".
    private static func beside(
        _ code: String, _ text: String, _ whole: CodeReading, _ list: CodeList, _ language: String?
    ) -> CodeReading? {
        let words = CodeWithLabel.words(of: text)
        let named = words.map { list[$0] == nil ? CodeWithLabel.bare($0[...]) : $0 }.filter { list[$0] != nil }
        let codes = OrderedSet(named + [code])
        // "0 - none at all" is no denial where 0 is called "none".
        let isDenied = words.contains { LinkWords.isDenial($0) }
        if codes.count == 1, isDenied, !isDenying(code, list) { return nil }
        let rest = whole.suggestions.filter { !codes.contains($0.code) }
        return CodeReading(
            suggestions: codes.map { suggestion($0, list, language) } + rest, isSeveral: codes.count > 1)
    }

    /// Whether a label of a code has a word that denies.
    private static func isDenying(_ code: String, _ list: CodeList) -> Bool {
        list[code]?.labels.values.contains { label in
            CodeWithLabel.words(of: label).contains { LinkWords.isDenial($0) }
        } ?? false
    }

    /// "Rather incremental" is not "incremental", but suggests it.
    private static func hedged(_ text: String, _ whole: CodeReading, _ matcher: CodeMatcher, _ language: String?)
        -> CodeReading?
    {
        guard whole.code == nil, whole.suggestions.isEmpty, whole.refusal == nil,
            let rest = CodeWithLabel.withoutHedge(text)
        else { return nil }
        let match = CodeReading(matcher.match(rest, language: language))
        guard match.isSure, let code = match.code else { return nil }
        return CodeReading(suggestions: [suggestion(code, matcher.list, language)])
    }
}
