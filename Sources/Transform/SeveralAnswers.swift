import CodeLists
import OrderedCollections

/// Two answers or more where one is asked for, such as "health and education" or "health or education", which may be like the label of a third:
/// none is chosen.
enum SeveralAnswers {
    /// How many bytes a text may have that is no answer and in which several are looked for: nobody gives so many where one is asked for, and to look for
    /// them takes ten times as long as all else that is done with the text.
    private static let longest = 2_000

    /// Whether a text may hold them, as far as the whole and its signs tell.
    static func arePossible(in text: String, _ whole: CodeReading) -> Bool {
        guard !whole.isExact, !whole.isSeveral, whole.contradicted == nil,
            whole.code != nil || whole.refusal == nil && text.utf8.count <= longest
        else { return false }
        // The words of a label may be parted by "and", but not by a sign that it has not.
        return !whole.isSure || hasPartingSign(text)
    }

    /// The answers of which a text is made; nil where it is one, or none.
    ///
    /// - Parameters:
    ///   - whole: what the text is as a whole.
    ///   - read: what a part is as one answer.
    static func reading(
        of text: String, _ whole: CodeReading, in matcher: CodeMatcher, language: String?,
        read: (String) -> CodeReading
    ) -> CodeReading? {
        let list = matcher.list
        let trimmed = text.trimmed
        if let codes = countriesWithCodes(text, matcher, language, read) {
            return CodeReading(several: codes.elements, in: list, language: language)
        }
        let alternatives = CodeChoices.alternatives(of: text, language: language)
        let isAlternative = alternatives.count > 1
        let parts = alternatives.flatMap { piece in
            CodeChoices.parts(of: piece, language: language) { part in part != trimmed && read(part).isSure }
        }
        // Of "health, education or the like" two are known, which is enough not to take one.
        var codes = apart(parts.map { read($0) }, needsAll: !isAlternative, whole, matcher)
        var isTold = !isAlternative && codes.isSubset(of: whole.suggestions.map(\.code))
        if codes.isEmpty {
            // Such signs stand in names as well: "Health - prevention" is one of its parts, and not a third.
            let named = apart(CodeChoices.atWeakSigns(text).map { read($0) }, needsAll: true, whole, matcher)
            if !named.contains(whole.code ?? "") { codes = named }
            isTold = codes.isSubset(of: whole.suggestions.map(\.code))
        }
        guard !codes.isEmpty, !isTold, !isLabel(trimmed, of: whole.code, list) else { return nil }
        return CodeReading(several: codes.elements, in: list, language: language)
    }

    /// The codes of parts that are answers of their own; none where they are one.
    private static func apart(
        _ parts: [CodeReading], needsAll: Bool, _ whole: CodeReading, _ matcher: CodeMatcher
    ) -> OrderedSet<String> {
        let list = matcher.list
        guard parts.count > 1, !needsAll || parts.allSatisfy(\.isSure) else { return [] }
        let codes = OrderedSet(parts.flatMap(\.named))
        guard codes.count > 1, let first = codes.first,
            // What names a group and its division, or the groups of the division that is meant, is one answer.
            !codes.dropFirst().allSatisfy({ list.isIn($0, first) || list.isIn(first, $0) }),
            !codes.allSatisfy({ list.isIn($0, whole.code ?? "") }),
            !isWithItsState(codes, whole, matcher)
        else { return [] }
        return codes
    }

    /// The countries of which each stands there with its code and its name: a territory and its state are two then, "GRL Greenland; DNK Denmark".
    private static func countriesWithCodes(
        _ text: String, _ matcher: CodeMatcher, _ language: String?, _ read: (String) -> CodeReading
    ) -> OrderedSet<String>? {
        guard matcher.list.isOfCountries,
            let parts = CodeChoices.coded(
                of: text, language: language, isCode: { matcher.match($0, language: language).method == .code }),
            parts.allSatisfy({ $0.contains(where: \.isWhitespace) })
        else { return nil }
        let codes = OrderedSet(parts.map(read).filter(\.isSure).compactMap(\.code))
        return codes.count > 1 ? codes : nil
    }

    /// Whether a country stands beside the state to which it belongs: "China, Hong Kong" is Hong Kong.
    private static func isWithItsState(_ codes: OrderedSet<String>, _ whole: CodeReading, _ matcher: CodeMatcher)
        -> Bool
    {
        guard matcher.list.isOfCountries, let code = whole.code, codes.contains(code) else { return false }
        return codes.allSatisfy { $0 == code || matcher.isPart(code, of: $0) || matcher.isPart($0, of: code) }
    }

    /// Whether a text is a label of a code with its signs, but for capitals, signs at its ends, and the code itself beside it.
    private static func isLabel(_ text: String, of code: String?, _ list: CodeList) -> Bool {
        guard let item = code.flatMap({ list[$0] }) else { return false }
        let codes = Set([item.code] + item.otherCodes.values.flatMap { $0.split(separator: "|").map(String.init) })
        let beside = CodeWithLabel.cuts(of: text).filter { cut in
            codes.contains(cut.code) || cut.unsigned.map { codes.contains($0) } ?? false
        }.map(\.label)
        let texts = Set(([text, CodeWithLabel.bare(text[...])] + beside).map { $0.lowercased() })
        func isIt(_ label: String) -> Bool {
            texts.contains(label.lowercased()) || texts.contains(CodeWithLabel.bare(label[...]).lowercased())
        }
        return item.labels.values.contains(where: isIt) || item.synonyms.values.contains { $0.contains(where: isIt) }
    }

    /// Whether a sign stands in a text that parts answers, or may.
    private static func hasPartingSign(_ text: String) -> Bool {
        // Most texts have no byte of such a sign, nor of one that is taken for it.
        text.utf8.contains { WholeText.isPartingSign($0) }
            && text.contains { ",;/|:()[]&+-.=>→⇒➔＆＋；、，،：（）–—•·▪►‣●".contains($0) || $0.isNewline }
    }
}
