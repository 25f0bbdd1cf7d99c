/// Finds the code that a free text means, or says that it cannot tell.
///
/// The ways of finding are tried in the order of `MatchMethod`; the first that gives one code ends the search. A text
/// that could be two items, or is only like one, gets no code but up to three suggestions: nothing is guessed.
/// Reviewed aliases win over everything. The same text gives the same answer whatever was asked before.
public struct CodeMatcher: Sendable {
    /// The list whose codes are found.
    public let list: CodeList
    /// What a match must reach to be given as a code and not as a suggestion.
    public let minimumConfidence: Double

    private let codes: CodeForms
    private let aliases: AliasTable
    private let symbols: SymbolTable
    private let reader: Reader

    private enum Reader: Sendable {
        case names(NameMatcher)
        case services(ServiceMatcher)
    }

    /// Prepares a list for matching.
    ///
    /// - Parameters:
    ///   - list: the list, whole or restricted to some levels.
    ///   - aliases: reviewed spellings; one with a code that the list has not is left out.
    ///   - minimumConfidence: 0 to 1; 0.9 lets pass what has been measured to be right at least 999 times in 1,000.
    public init(_ list: CodeList, aliases: [Alias] = [], minimumConfidence: Double = 0.9) {
        self.list = list
        self.minimumConfidence = minimumConfidence
        let codes = CodeForms(list)
        self.codes = codes
        self.aliases = AliasTable(aliases, list)
        symbols = list.reading == .labels ? SymbolTable(list) : SymbolTable()
        switch list.reading {
        case .labels: reader = .names(NameMatcher(list, places: nil, codes: codes))
        case .countries: reader = .names(NameMatcher(list, places: PlaceRules(list), codes: codes))
        case .services: reader = .services(ServiceMatcher(list))
        }
    }

    /// The code that the text means.
    ///
    /// - Parameters:
    ///   - text: what a person wrote; white space around it does not matter.
    ///   - language: the language of the text if it is known; it decides between items that share a spelling and
    ///     gives the labels of suggestions. All languages are read in any case.
    /// - Returns: a code with method and confidence, or suggestions, or a refusal; never a code below
    ///   `minimumConfidence`.
    public func match(_ text: String, language: String? = nil) -> CodeMatch {
        let trimmed = text.trimmed
        guard !trimmed.isEmpty else { return CodeMatch(input: text, refusal: "nothing") }
        if let decided = aliases.decision(on: trimmed) {
            guard let code = decided.code else {
                return CodeMatch(input: text, refusal: decided.refusal)
            }
            return CodeMatch(input: text, code: code, method: .alias, confidence: 1)
        }
        if let item = codes.item(trimmed) {
            return answer(text, Verdict(item: item, method: .code, confidence: 1), language)
        }
        if let item = symbols.item(trimmed) {
            return answer(text, Verdict(item: item, method: .label, confidence: 1), language)
        }
        let verdict =
            switch reader {
            case .names(let names): names.verdict(trimmed, language)
            case .services(let services): services.verdict(trimmed, language)
            }
        return answer(text, verdict, language)
    }

    private func answer(_ text: String, _ verdict: Verdict, _ language: String?) -> CodeMatch {
        if let item = verdict.item, verdict.confidence >= minimumConfidence {
            return CodeMatch(
                input: text, code: list.items[item].code, method: verdict.method, confidence: verdict.confidence)
        }
        var candidates = verdict.candidates
        if let item = verdict.item {
            candidates.insert(Verdict.Candidate(item: item, confidence: verdict.confidence), at: 0)
        }
        let suggestions = candidates.prefix(3).map { candidate in
            let code = list.items[candidate.item].code
            return Suggestion(
                code: code, label: list.label(at: candidate.item, language: language ?? "en") ?? code,
                confidence: candidate.confidence)
        }
        return CodeMatch(input: text, suggestions: suggestions, refusal: verdict.refusal)
    }
}

/// What a reader made of a text.
struct Verdict {
    struct Candidate {
        let item: Int
        let confidence: Double
    }

    var item: Int?
    var method: MatchMethod?
    var confidence: Double = 0
    var candidates: [Candidate] = []
    var refusal: String?

    static func candidates(_ items: some Sequence<Int>, confidence: Double, refusal: String? = nil) -> Verdict {
        Verdict(candidates: items.map { Candidate(item: $0, confidence: confidence) }, refusal: refusal)
    }
}

/// Labels and synonyms without a letter or digit, such as €: folding leaves nothing of them, so they are compared as they
/// stand.
private struct SymbolTable: Sendable {
    private var items: [String: Int] = [:]

    /// None, for lists of which every label is made of words.
    init() {}

    init(_ list: CodeList) {
        var shared: Set<String> = []
        for (index, item) in list.items.enumerated() {
            func add(_ text: String) {
                guard !Self.hasLetter(text) else { return }
                if let other = items[text], other != index { shared.insert(text) }
                items[text] = index
            }
            item.labels.values.forEach(add)
            for synonyms in item.synonyms.values { synonyms.forEach(add) }
        }
        items = items.filter { !shared.contains($0.key) }
    }

    private static func hasLetter(_ text: String) -> Bool {
        text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
            || text.contains { $0.isLetter || $0.isNumber }
    }

    func item(_ text: String) -> Int? { items.isEmpty ? nil : items[text] }
}

/// Reviewed spellings, as they were written and folded.
private struct AliasTable: Sendable {
    struct Decision: Sendable {
        let code: String?
        let refusal: String?
    }

    private var exact: [String: Decision] = [:]
    private var folded: [[UInt8]: Decision] = [:]

    init(_ aliases: [Alias], _ list: CodeList) {
        for alias in aliases {
            guard alias.code.isEmpty || list[alias.code] != nil else { continue }
            var why = "refused"
            if !alias.reviewer.isEmpty { why += " by \(alias.reviewer)" }
            if !alias.date.isEmpty { why += " on \(alias.date)" }
            if !alias.note.isEmpty { why += ": \(alias.note)" }
            let decision =
                alias.code.isEmpty ? Decision(code: nil, refusal: why) : Decision(code: alias.code, refusal: nil)
            let raw = alias.raw.trimmed
            exact[raw] = decision
            let key = TextFolding.shared.fold(raw).bytes
            if !key.isEmpty { folded[key] = decision }
        }
    }

    func decision(on text: String) -> Decision? {
        guard !exact.isEmpty else { return nil }
        if let found = exact[text] { return found }
        return folded[TextFolding.shared.fold(text).bytes]
    }
}
