import Synchronization

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
    /// The reader of names, which `reader` keeps alive, to be asked without counting the reference: threads that ask all the
    /// time would wait for each other's counts.
    private let names: Unmanaged<NameMatcher>?

    private enum Reader: Sendable {
        case names(NameMatcher)
        case services(PreparedServices)

        var names: NameMatcher? { if case .names(let names) = self { names } else { nil } }
        var services: PreparedServices? { if case .services(let services) = self { services } else { nil } }
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
        case .services: reader = .services(PreparedServices(list))
        }
        names = reader.names.map(Unmanaged.passUnretained)
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
        var utf8 = text
        var room = MatchingRoom()
        let found = utf8.withUTF8 { match(utf8: $0.span, language: language, room: &room) }
        return CodeMatch(
            input: text, code: found.item.map { list.items[$0].code }, method: found.method,
            confidence: found.confidence, suggestions: found.suggestions, refusal: found.refusal)
    }

    /// As ``match(_:language:)``, for those who match by the million: no string is made of a text that is found as a whole.
    ///
    /// - Parameters:
    ///   - text: what a person wrote, as well-formed UTF-8.
    ///   - room: what an earlier text has left, so that nothing is allocated anew; what is in it does not matter.
    public func match(utf8 text: Span<UInt8>, language: String? = nil, room: inout MatchingRoom) -> ItemMatch {
        text.withUnsafeBufferPointer { text in
            let trimmed = text.trimmed
            if trimmed.isEmpty { return ItemMatch(refusal: "nothing") }
            if !aliases.isEmpty, let decided = aliases.decision(on: String(decoding: trimmed, as: UTF8.self)) {
                guard let code = decided.code else { return ItemMatch(refusal: decided.refusal) }
                return ItemMatch(item: list.index(of: code), method: .alias, confidence: 1)
            }
            if let item = codes.item(trimmed) {
                return answer(Verdict(item: item, method: .code, confidence: 1), language)
            }
            if !symbols.isEmpty, let item = symbols.item(String(decoding: trimmed, as: UTF8.self)) {
                return answer(Verdict(item: item, method: .label, confidence: 1), language)
            }
            if let names {
                return answer(
                    names._withUnsafeGuaranteedRef { $0.verdict(trimmed, language, &room.folded) }, language)
            }
            let services = reader.services?.matcher.verdict(String(decoding: trimmed, as: UTF8.self), language)
            return answer(services ?? Verdict(), language)
        }
    }

    private func answer(_ verdict: Verdict, _ language: String?) -> ItemMatch {
        if let item = verdict.item, verdict.confidence >= minimumConfidence {
            return ItemMatch(item: item, method: verdict.method, confidence: verdict.confidence)
        }
        if verdict.item == nil, verdict.candidates.isEmpty { return ItemMatch(refusal: verdict.refusal) }
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
        return ItemMatch(suggestions: suggestions, refusal: verdict.refusal)
    }
}

/// Room that is used again from text to text; each thread needs its own.
public struct MatchingRoom: Sendable {
    var folded = FoldedText()

    /// Room that nothing has used yet.
    public init() {}
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

/// The reader of a list of services, prepared when a text is first looked for: that takes longer than all else of a survey's loading, and of a run's
/// processes few ever ask. Whoever asks first waits for it.
private final class PreparedServices: Sendable {
    private let list: CodeList
    private let prepared = Mutex<ServiceMatcher?>(nil)

    init(_ list: CodeList) { self.list = list }

    var matcher: ServiceMatcher {
        prepared.withLock { prepared in
            if let prepared { return prepared }
            let matcher = ServiceMatcher(list)
            prepared = matcher
            return matcher
        }
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

    var isEmpty: Bool { items.isEmpty }

    func item(_ text: String) -> Int? { items[text] }
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
            let key = Array(TextFolding.shared.fold(raw).bytes)
            if !key.isEmpty { folded[key] = decision }
        }
    }

    var isEmpty: Bool { exact.isEmpty }

    func decision(on text: String) -> Decision? {
        if let found = exact[text] { return found }
        return folded[Array(TextFolding.shared.fold(text).bytes)]
    }
}
