import CodeLists

/// One code in several languages in a cell, as questionnaires in two languages print it: `Grant / Don`, or a line for each.
enum CodeInLanguages {
    /// Nor do so many languages, or labels with slashes of their own, stand in one cell.
    private static let mostParts = 8

    /// The code of which all parts of a text are labels; nil where there is none, or more than one.
    static func code(of text: String, in matcher: CodeMatcher) -> String? {
        guard text.utf8.count <= CodeWithLabel.longest else { return nil }
        let parts = text.split { $0 == "/" || $0.isNewline }
        guard (2...mostParts).contains(parts.count) else { return nil }
        // A label may have a slash itself: each is tried as the one between two languages.
        for part in parts.dropLast() {
            let halves = [text[..<part.endIndex], text[text.index(after: part.endIndex)...]]
            if let code = code(ofAll: halves, in: matcher) { return code }
        }
        return parts.count > 2 ? code(ofAll: parts, in: matcher) : nil
    }

    private static func code(ofAll parts: [Substring], in matcher: CodeMatcher) -> String? {
        var common: Set<String>?
        var hasLabel = false
        for part in parts {
            // In no one language: it is not known which part is in which.
            let match = matcher.match(String(part))
            let codes: Set<String>
            switch match.method {
            case .alias, .label, .normalised:
                codes = Set([match.code].compactMap(\.self))
                hasLabel = true
            case .code:
                // Where labels are codes but for capitals. Codes alone, as in "1/1", are something else.
                codes = Set([match.code].compactMap(\.self))
            default:
                // What is the label of one code in this language and of another in that is settled by the other part.
                codes = match.refusal == "ambiguous" ? Set(match.suggestions.map(\.code)) : []
            }
            let both = common?.intersection(codes) ?? codes
            guard !both.isEmpty else { return nil }
            common = both
        }
        return hasLabel && common?.count == 1 ? common?.first : nil
    }
}
