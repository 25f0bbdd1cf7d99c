import CodeLists

/// What a text means in a code list.
struct CodeReading {
    let code: String?
    /// How the code was found; nil where none was.
    let method: String?
    let confidence: Double
    var suggestions: [Suggestion]
    /// Why the text is none of the list's items, where that is known.
    let refusal: String?
    /// Whether the text is the code or one of its labels, and not only like them.
    let isSure: Bool
    /// Whether the text is the code or one of its labels letter by letter.
    let isExact: Bool
    /// Whether the text names several codes.
    private(set) var isSeveral = false
    /// The code that the text names where its words are the label of another.
    var contradicted: String?

    /// What the matcher makes of the whole text.
    init(_ match: CodeMatch) {
        code = match.code
        method = match.method?.rawValue
        confidence = match.confidence
        suggestions = match.suggestions
        refusal = match.refusal
        isExact = [.alias, .code, .label].contains(match.method)
        isSure = match.code != nil && match.method != .tokens && match.method != .editDistance
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
    }

    /// No code: there are several where one is asked for.
    init(several codes: [String], in list: CodeList, language: String?) {
        self.init(suggestions: codes.map { Self.suggestion($0, list, language) }, contradicted: nil)
        isSeveral = true
    }

    private static func suggestion(_ code: String, _ list: CodeList, _ language: String?) -> Suggestion {
        Suggestion(code: code, label: list.label(of: code, language: language ?? "en") ?? code, confidence: 0.5)
    }

    /// No code: one is named, and its words are the label of another, or of none.
    private init(suggestions: [Suggestion], contradicted: String?) {
        code = nil
        method = nil
        confidence = 0
        self.suggestions = Array(suggestions.prefix(3))
        refusal = nil
        isSure = false
        isExact = false
        self.contradicted = contradicted
    }

    /// Reads a text as a whole, and where that is not sure, as a code and its label.
    init(_ text: String, in matcher: CodeMatcher, language: String?) {
        let whole = CodeReading(matcher.match(text, language: language))
        self = whole.isSure ? whole : Self.codeAndLabel(text, whole, matcher, language)
    }

    private static func codeAndLabel(_ text: String, _ whole: CodeReading, _ matcher: CodeMatcher, _ language: String?)
        -> CodeReading
    {
        func suggestion(_ code: String) -> Suggestion { Self.suggestion(code, matcher.list, language) }
        // "2." and "(2)".
        let bare = CodeWithLabel.bare(text.trimmed[...])
        if bare.contains(where: \.isNumber), let code = matcher.code(written: bare) {
            return CodeReading(code: code, method: MatchMethod.normalised.rawValue, confidence: 1)
        }
        var other: CodeReading?
        for cut in CodeWithLabel.cuts(of: text) {
            // In whichever scheme: "DE (Denmark)".
            guard let code = matcher.code(written: cut.code) else { continue }
            let label = matcher.match(cut.label, language: language)
            if let found = label.code, label.method != .code {
                if found == code { return CodeReading(code: found, confidence: label.confidence) }
                // A division beside one of its groups is no contradiction, but says less than the whole; nor is a territory beside its state.
                guard !matcher.isPart(found, of: code), !matcher.isPart(code, of: found) else { continue }
                other = CodeReading(suggestions: [suggestion(code), suggestion(found)], contradicted: cut.code)
            } else if other == nil, whole.code == nil, !cut.isLoose {
                let rest = whole.suggestions.filter { $0.code != code }
                other = CodeReading(suggestions: [suggestion(code)] + rest, contradicted: nil)
            }
        }
        return other ?? hedged(text, whole, matcher, language) ?? whole
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
        return CodeReading(suggestions: [suggestion(code, matcher.list, language)], contradicted: nil)
    }
}
