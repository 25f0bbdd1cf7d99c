import CodeLists
import OrderedCollections
import SurveyModel

/// Values with a code list.
extension TransformPass {
    mutating func readCodes(_ cell: Cell, _ list: String, _ matcher: CodeMatcher, _ entry: inout Entry) {
        let whole = match(cell.text, list, matcher)
        guard cell.field.isMany, whole.code == nil || whole.method == .tokens || whole.method == .editDistance else {
            accept(whole, cell, list, &entry) { .text($0) }
            if cell.field.isMany, let code = whole.code { entry.value = .codes([code]) }
            return
        }
        let parts = CodeChoices.parts(of: cell.text) { part in
            let match = self.match(part, list, matcher)
            return match.code != nil && match.method != .tokens && match.method != .editDistance
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

    private mutating func accept(
        _ match: CodeMatch, _ cell: Cell, _ list: String, _ entry: inout Entry, _ value: (String) -> Value
    ) {
        record(match, cell.text, list, cell)
        guard let code = match.code else {
            reportUnknown(match, cell.text, cell, list)
            return
        }
        entry.value = value(code)
        entry.normalisation = Normalisation(method: match.method?.rawValue ?? "code", confidence: match.confidence)
    }

    private mutating func match(_ text: String, _ list: String, _ matcher: CodeMatcher) -> CodeMatch {
        let key = MatchKey(list: list, text: text)
        if let known = matches[key] { return known }
        let match = matcher.match(text, language: language)
        matches[key] = match
        return match
    }

    private mutating func record(_ match: CodeMatch, _ text: String, _ list: String, _ cell: Cell) {
        guard match.code != text else { return }
        let key = MatchKey(list: list, text: text)
        if codings[key] != nil {
            codings[key]?.count += 1
            return
        }
        codings[key] = ReturnCoding(
            list: list, raw: text, code: match.code, method: match.method?.rawValue ?? "unknown",
            confidence: match.confidence,
            suggestions: match.suggestions.map { "\($0.code) \($0.label)" }, count: 1, origin: cell.raw.origin)
    }

    private mutating func reportUnknown(_ match: CodeMatch, _ text: String, _ cell: Cell, _ list: String) {
        let title = cell.field.title.text(in: "en")
        let reason = match.refusal.map { ": it is \($0)" } ?? ""
        let suggestion = match.suggestions.map { "\($0.label) (\($0.code))" }.joined(separator: "; ")
        report(
            cell, "code.unknown", "“\(text.trimmed)” is not one of the answers of “\(title)”\(reason).",
            expected: answers(of: list), suggestion: suggestion.isEmpty ? nil : suggestion)
    }

    /// The answers that a short list allows; a long one by its name.
    private func answers(of list: String) -> String {
        guard let codes = transformer.matchers[list]?.list, codes.items.count <= 12 else {
            return "a code or label of the list \(list)"
        }
        return codes.items.map { codes.label(of: $0.code, language: language ?? "en") ?? $0.code }.joined(
            separator: ", ")
    }
}
