import CodeLists
import OrderedCollections
import SurveyModel

/// Values with a code list.
extension TransformPass {
    /// Longer texts are seldom written twice.
    private static let longestKept = 400

    mutating func readCodes(_ cell: Cell, _ list: String, _ matcher: CodeMatcher, _ entry: inout Entry) {
        let whole = match(cell.text, list, matcher)
        if !cell.asked.field.isMany, let several = several(cell.text, whole, list, matcher) {
            accept(several, cell, list, &entry) { .text($0) }
            return
        }
        guard cell.asked.field.isMany, !whole.isSure else {
            accept(whole, cell, list, &entry) { .text($0) }
            if cell.asked.field.isMany, let code = whole.code { entry.value = .codes([code]) }
            return
        }
        let parts = CodeChoices.parts(of: cell.text) { part in
            self.match(part, list, matcher).isSure
        }
        let isBare =
            whole.code == nil && parts.first != cell.text && match(parts.first ?? "", list, matcher).code != nil
        guard parts.count > 1 || isBare else {
            accept(whole, cell, list, &entry) { .codes([$0]) }
            return
        }
        var codes: Set<String> = []
        var confidence = 1.0
        for part in parts {
            let match = match(part, list, matcher)
            record(match, part, list, cell)
            if let code = match.code {
                codes.insert(code)
                confidence = min(confidence, match.confidence)
            } else {
                reportUnknown(match, part, cell, list)
            }
        }
        let ordered = matcher.list.items.map(\.code).filter(codes.contains)
        guard !ordered.isEmpty else { return }
        entry.value = .codes(ordered)
        entry.normalisation = Normalisation(method: "split", confidence: confidence)
    }

    /// Two answers or more where one is asked for, such as "health and education", which is like the label of a third: none is chosen.
    private func several(_ text: String, _ whole: CodeReading, _ list: String, _ matcher: CodeMatcher)
        -> CodeReading?
    {
        guard whole.code != nil, !whole.isExact else { return nil }
        // The words of a label may be parted by "and", but not by a sign that it has not.
        guard !whole.isSure || Self.hasPartingSign(text) else { return nil }
        guard text.utf8.count <= Self.longestKept else { return parted(text, whole, list, matcher) }
        return transformer.parted.value(of: .init(list: list, text: ExactText(text), language: language)) {
            parted(text, whole, list, matcher)
        }
    }

    /// The answers of which a text is made: they depend on it, as `whole` does, and on the list and the language alone.
    private func parted(_ text: String, _ whole: CodeReading, _ list: String, _ matcher: CodeMatcher) -> CodeReading? {
        let trimmed = text.trimmed
        let parts = CodeChoices.parts(of: text) { $0 != trimmed && self.match($0, list, matcher).isSure }
        guard parts.count > 1 else { return nil }
        let readings = parts.map { match($0, list, matcher) }
        let codes = OrderedSet(readings.compactMap(\.code))
        guard readings.allSatisfy(\.isSure), codes.count > 1, let first = codes.first,
            // What names a group and its division, or the groups of the division that is meant, is one answer.
            !codes.dropFirst().allSatisfy({ matcher.list.isIn($0, first) || matcher.list.isIn(first, $0) }),
            !codes.allSatisfy({ matcher.list.isIn($0, whole.code ?? "") })
        else { return nil }
        return CodeReading(several: codes.elements, in: matcher.list, language: language)
    }

    /// Whether a sign stands in a text that parts answers.
    private static func hasPartingSign(_ text: String) -> Bool {
        // Most texts have no byte of such a sign, nor of one that is taken for it.
        let mayHave = text.utf8.contains { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "/"), UInt8(ascii: "|"), 0x0A, 0x80...0xFF: true
            default: false
            }
        }
        return mayHave && text.contains { ",;/|\n；、".contains($0) }
    }

    private mutating func accept(
        _ match: CodeReading, _ cell: Cell, _ list: String, _ entry: inout Entry, _ value: (String) -> Value
    ) {
        record(match, cell.text, list, cell)
        guard let code = match.code else {
            reportUnknown(match, cell.text, cell, list)
            return
        }
        entry.value = value(code)
        entry.normalisation = Normalisation(method: match.method ?? "code", confidence: match.confidence)
    }

    func match(_ text: String, _ list: String, _ matcher: CodeMatcher) -> CodeReading {
        guard text.utf8.count <= Self.longestKept else { return CodeReading(text, in: matcher, language: language) }
        return transformer.readings.value(of: .init(list: list, text: ExactText(text), language: language)) {
            CodeReading(text, in: matcher, language: language)
        }
    }

    private mutating func record(_ match: CodeReading, _ text: String, _ list: String, _ cell: Cell) {
        guard match.code != text else { return }
        let key = MatchKey(list: list, text: text)
        if let place = codingPlaces[key] {
            result.codings[place].count += 1
            return
        }
        codingPlaces[key] = result.codings.count
        result.codings.append(
            ReturnCoding(
                list: list, raw: text, code: match.code, method: match.method ?? "unknown",
                confidence: match.confidence,
                suggestions: match.suggestions.map { "\($0.code) \($0.label)" }, count: 1, origin: cell.raw.origin))
    }

    private mutating func reportUnknown(_ match: CodeReading, _ text: String, _ cell: Cell, _ list: String) {
        let suggestion = match.suggestions.map { "\($0.label) (\($0.code))" }.joined(separator: "; ")
        let (shown, question) = (Message.text(text.trimmed), Message.localized(cell.asked.field.title))
        let message: Message =
            if let code = match.contradicted {
                .own(.codeUnknownContradicted, ["text": shown, "code": .text(code)])
            } else if match.isSeveral {
                .own(.codeUnknownSeveral, ["text": shown, "question": question])
            } else if let refusal = match.refusal {
                .own(
                    .codeUnknownBecause,
                    ["text": shown, "question": question, "reason": RefusalWording.message(refusal)])
            } else {
                .own(.codeUnknown, ["text": shown, "question": question])
            }
        report(
            cell, "code.unknown", message,
            expected: answers(of: list), suggestion: suggestion.isEmpty ? nil : suggestion)
    }

    /// The answers that a short list allows; a long one by its name.
    private func answers(of list: String) -> Message {
        guard let codes = transformer.matchers[list]?.list, codes.items.count <= 12 else {
            return .own(.expectedCode, ["list": .text(list)])
        }
        return .list(codes.items.map { codes.label(of: $0.code, language: language ?? "en") ?? $0.code })
    }
}
