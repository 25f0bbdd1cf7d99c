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

    private let aliases: AliasTable
    private let reader: PreparedReader
    /// The same, which `reader` keeps alive, to be asked without counting the reference: threads that ask all the time would wait for each other's
    /// counts.
    private let asked: Unmanaged<PreparedReader>

    /// A list to match with. It is prepared when a text is first looked for: of a run's processes, and of its lists, few are ever asked.
    ///
    /// - Parameters:
    ///   - list: the list, whole or restricted to some levels.
    ///   - aliases: reviewed spellings; one with a code that the list has not is left out.
    ///   - minimumConfidence: 0 to 1; 0.9 lets pass what has been measured to be right at least 999 times in 1,000.
    public init(_ list: CodeList, aliases: [Alias] = [], minimumConfidence: Double = 0.9) {
        self.list = list
        self.minimumConfidence = minimumConfidence
        self.aliases = AliasTable(aliases, list)
        let reader = PreparedReader(list)
        self.reader = reader
        asked = Unmanaged.passUnretained(reader)
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
            var verdict = asked._withUnsafeGuaranteedRef { $0.with { $0.verdict(trimmed, language, &room.folded) } }
            // Nobody has ticked "[ ] France". Of a survey's own labels some have a box themselves, which the reader knows.
            if list.reading != .labels, let item = verdict.item,
                EmptyBox.stands(atAnEndOf: trimmed) || EmptyBox.signStands(atAnEndOf: trimmed)
                    || isQuestioned(item, trimmed, language, &room)
            {
                verdict = .candidates([item], confidence: 0.7)
            }
            return answer(verdict, language)
        }
    }

    /// Whether a question mark behind a name doubts it: "France?". Such a mark may be a letter that a wrong encoding has spoilt, where the rest is no name.
    private func isQuestioned(
        _ item: Int, _ text: UnsafeBufferPointer<UInt8>, _ language: String?, _ room: inout MatchingRoom
    ) -> Bool {
        guard text.last == UInt8(ascii: "?") else { return false }
        var end = text.count
        while end > 0, text[end - 1] == UInt8(ascii: "?") || text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        // In bounds: from the text's start to at most its end, and not used longer than it lives.
        let name = UnsafeBufferPointer(rebasing: text[..<end])
        let verdict = asked._withUnsafeGuaranteedRef { $0.with { $0.verdict(name, language, &room.folded) } }
        return verdict.item == item
            && (verdict.method == .label || verdict.method == .normalised || verdict.method == .tokens)
    }

    /// Up to three codes that a text may mean in a survey's own list for which ``match(_:language:)`` has neither code nor suggestion nor refusal: it begins
    /// with their label, is it but for what stands in parentheses, or has words of it that few others have.
    ///
    /// Asked for by itself: what a part of an answer may mean tells nothing of how the answer is made.
    package func likely(_ text: String, language: String?) -> [Suggestion] {
        guard list.isOfLabels else { return [] }
        var text = text
        let found = text.withUTF8 { text in asked._withUnsafeGuaranteedRef { $0.with { $0.likely(text) } } }
        return found.map { suggestion($0, language) }
    }

    /// The code of the item that has a text as its code, letter by letter, in the list's own or another scheme; nil where none has it, or several in other
    /// schemes, or where it is a short form in names of countries, such as `PR`.
    public func code(written text: String) -> String? {
        if list[text] != nil { return text }
        let item = asked._withUnsafeGuaranteedRef { $0.with { $0.item(spelt: text) } }
        return item.map { list.items[$0].code }
    }

    /// Whether a code is another, lies beneath it, or is that of a territory of the state.
    public func isPart(_ code: String, of whole: String) -> Bool {
        if list.isIn(code, whole) { return true }
        guard let part = list.index(of: code), let owner = list.index(of: whole) else { return false }
        return asked._withUnsafeGuaranteedRef { $0.with { $0.owner(of: part) } } == owner
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
        return ItemMatch(
            suggestions: candidates.prefix(3).map { suggestion($0, language) }, refusal: verdict.refusal)
    }

    private func suggestion(_ candidate: Verdict.Candidate, _ language: String?) -> Suggestion {
        let code = list.items[candidate.item].code
        return Suggestion(
            code: code, label: list.label(at: candidate.item, language: language ?? "en") ?? code,
            confidence: candidate.confidence)
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

/// Reviewed spellings, as they were written and folded.
private struct AliasTable: Sendable {
    struct Decision: Sendable {
        let code: String?
        let refusal: String?
    }

    /// A decision on a text, and on those that differ from it in nothing but what folding levels.
    private struct Folded: Sendable {
        let marks: LabelMarks
        let decision: Decision
    }

    private var exact: [String: Decision] = [:]
    private var folded: [[UInt8]: [Folded]] = [:]

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
            Self.folding(raw) { text, form in
                guard !form.isEmpty else { return }
                folded[Array(form.bytes), default: []].append(Folded(marks: LabelMarks(text, form), decision: decision))
            }
        }
    }

    var isEmpty: Bool { exact.isEmpty }

    func decision(on text: String) -> Decision? {
        if let found = exact[text] { return found }
        return Self.folding(text) { text, form in
            // Most texts are no alias: what tells aliases apart is asked for where one is folded alike.
            guard let alike = folded[Array(form.bytes)] else { return nil }
            let marks = LabelMarks(text, form)
            return alike.last { $0.marks.hasNumbers(of: marks) }?.decision
        }
    }

    /// Lends a text with the form in which it is compared. "<10" and ">10" are folded alike, and so are "1-5" and "15": their marks tell them apart.
    private static func folding<Result>(
        _ text: String, _ body: (UnsafeBufferPointer<UInt8>, FoldedText) -> Result
    ) -> Result {
        var text = text
        return text.withUTF8 { body($0, TextFolding.shared.fold($0)) }
    }
}
