import CodeLists
import OrderedCollections
import SurveyModel

/// Values with a code list.
extension TransformPass {
    /// Longer texts are seldom written twice.
    private static let longestKept = 400
    /// Of the parts of one answer that are no codes so many are told one by one: each issue has the whole answer beside it.
    private static let mostTold = 20

    mutating func readCodes(_ cell: Cell, _ list: String, _ matcher: CodeMatcher, _ entry: inout Entry) {
        let whole = answer(cell.text, list, matcher)
        let coded = cell.asked.field.isMany ? codedParts(cell.text, whole, list, matcher) : nil
        guard cell.asked.field.isMany, !whole.isSure || coded != nil else {
            accept(whole, cell, list, matcher, &entry) { .text($0) }
            if cell.asked.field.isMany, let code = whole.code { entry.value = .codes([code]) }
            return
        }
        if let ticked = TickedList(cell.text, isAnswer: { self.isAnswer($0, list, matcher) }) {
            readTicked(ticked, whole, cell, list, matcher, &entry)
            return
        }
        let parts =
            coded
            ?? CodeChoices.parts(of: cell.text, language: language) { part in self.isAnswer(part, list, matcher) }
        let isBare =
            whole.code == nil && parts.first != cell.text && answer(parts.first ?? "", list, matcher).code != nil
        guard parts.count > 1 || isBare else {
            accept(whole, cell, list, matcher, &entry) { .codes([$0]) }
            return
        }
        var codes: Set<String> = []
        var confidence = 1.0
        var unknown: [UnknownPart] = []
        for part in parts {
            let match = answer(part, list, matcher).orLikely(part, in: matcher, language: language)
            record(match, part, list, cell)
            if let code = match.code {
                codes.insert(code)
                confidence = min(confidence, match.confidence)
            } else {
                unknown.append(UnknownPart(text: part, reading: match))
            }
        }
        reportUnknown(unknown, cell, list)
        let ordered = matcher.list.ordered(codes)
        guard !ordered.isEmpty else { return }
        entry.value = .codes(ordered)
        entry.normalisation = Normalisation(method: "split", confidence: confidence)
    }

    /// The parts of a text each of which begins with a code of its own and is sure; nil where there are not several. As a whole such a text may be like
    /// the first code with its label: "Greenland; DNK Denmark" names Greenland, as "02 Defence; 02.2 Civil defence" does 02.
    private func codedParts(_ text: String, _ whole: CodeReading, _ list: String, _ matcher: CodeMatcher) -> [String]? {
        let asWhole: [MatchMethod] = [.alias, .label, .normalised, .transliterated]
        guard !whole.isRefused, !asWhole.contains(where: { $0.rawValue == whole.method }),
            let parts = CodeChoices.coded(
                of: text, language: language, isCode: { matcher.match($0, language: self.language).method == .code })
        else { return nil }
        let readings = parts.map { match($0, list, matcher) }
        return readings.allSatisfy(\.isSure) && Set(readings.map(\.code)).count > 1 ? parts : nil
    }

    /// Takes the ticked ones of a list of options. Where it is not clear of each option whether it is ticked, or which it is, none is taken: what stands
    /// without a mark beside others with one may be the one that nobody has ticked.
    private mutating func readTicked(
        _ ticked: TickedList, _ whole: CodeReading, _ cell: Cell, _ list: String, _ matcher: CodeMatcher,
        _ entry: inout Entry
    ) {
        let readings = ticked.parts.map { answer($0.answer, list, matcher) }
        let told = zip(ticked.parts, readings).filter { !$0.0.isEmptyBox }.map(\.1)
        guard ticked.isClear, told.allSatisfy(\.isSure) else {
            // What stands beside an empty box is not suggested: it could be accepted.
            let named = OrderedSet(told.compactMap(\.code)).elements
            record(whole, cell.text, list, cell)
            reportUnknown(
                CodeReading(several: named, in: matcher.list, language: language), cell.text, cell, list)
            return
        }
        var codes: Set<String> = []
        var confidence = 1.0
        var rings: [UnknownPart] = []
        for (part, reading) in zip(ticked.parts, readings) {
            guard let code = reading.code else { continue }
            if part.isTicked == true {
                record(reading, part.answer, list, cell)
                codes.insert(code)
                confidence = min(confidence, reading.confidence)
            } else if part.isRing {
                // It may have been a bullet.
                let named = CodeReading(several: [code], in: matcher.list, language: language)
                rings.append(UnknownPart(text: part.text, reading: named))
            }
        }
        reportUnknown(rings, cell, list)
        entry.value = .codes(matcher.list.ordered(codes))
        entry.normalisation = Normalisation(method: "marks", confidence: confidence)
    }

    /// Whether a text is surely one answer. What is none as a whole is none by its parts, which are not looked for then.
    private func isAnswer(_ text: String, _ list: String, _ matcher: CodeMatcher) -> Bool {
        match(text, list, matcher).isSure && answer(text, list, matcher).isSure
    }

    /// What a text means as one answer; none where it names several.
    private func answer(_ text: String, _ list: String, _ matcher: CodeMatcher) -> CodeReading {
        let whole = match(text, list, matcher)
        guard SeveralAnswers.arePossible(in: text, whole) else { return whole }
        guard text.utf8.count <= Self.longestKept else { return several(text, whole, list, matcher) ?? whole }
        let parted = transformer.parted.value(of: .init(list: list, text: ExactText(text), language: language)) {
            several(text, whole, list, matcher)
        }
        return parted ?? whole
    }

    /// The answers of which a text is made: they depend on it, as `whole` does, and on the list and the language alone.
    private func several(_ text: String, _ whole: CodeReading, _ list: String, _ matcher: CodeMatcher) -> CodeReading? {
        SeveralAnswers.reading(of: text, whole, in: matcher, language: language) { match($0, list, matcher) }
    }

    private mutating func accept(
        _ whole: CodeReading, _ cell: Cell, _ list: String, _ matcher: CodeMatcher, _ entry: inout Entry,
        _ value: (String) -> Value
    ) {
        let match = whole.orLikely(cell.text, in: matcher, language: language)
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

    /// A part of an answer that is no code, with what was made of it.
    private struct UnknownPart {
        let text: String
        let reading: CodeReading
    }

    /// Tells the first of the parts of an answer that are no codes one by one, and of the others that there are some: with their number in it
    /// the issue would be another one as soon as one of them is known, and a decision on it would lapse.
    private mutating func reportUnknown(_ parts: [UnknownPart], _ cell: Cell, _ list: String) {
        for part in parts.prefix(Self.mostTold) { reportUnknown(part.reading, part.text, cell, list) }
        guard parts.count > Self.mostTold else { return }
        report(
            cell, "code.unknown", .own(.codeUnknownMore, ["question": .localized(cell.asked.field.title)]),
            expected: answers(of: list))
    }

    private mutating func reportUnknown(_ match: CodeReading, _ text: String, _ cell: Cell, _ list: String) {
        let suggestion = match.suggestions.map { "\($0.label) (\($0.code))" }.joined(separator: "; ")
        let (shown, question) = (Message.text(text.trimmed), Message.localized(cell.asked.field.title))
        let message: Message =
            if let code = match.contradicted {
                .own(.codeUnknownContradicted, ["text": shown, "code": .text(code)])
            } else if match.isSeveral, !cell.asked.field.isMany {
                .own(.codeUnknownSeveral, ["text": shown, "question": question])
            } else if let refusal = match.refusal, !match.isSeveral {
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
