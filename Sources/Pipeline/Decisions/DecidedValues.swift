import CodeLists
import OrderedCollections
import SurveyModel
import Transform

/// Reads the values that decisions put in the place of typed ones.
struct DecidedValues: Sendable {
    /// What a field is to hold.
    struct Value: Sendable, Hashable {
        let value: SurveyModel.Value?
        /// The observation status, where a missing-value mark was decided on.
        let status: String?
    }

    /// Why a text cannot be a field's value.
    struct Refusal: Error, Hashable {
        let reason: Message
        let expected: Message?
    }

    private let survey: Survey
    private let transformer: Transformer
    private let suggestions: SuggestionReading

    init(_ survey: Survey) {
        self.survey = survey
        suggestions = SuggestionReading(survey)
        transformer = Transformer(definition: survey.definition, matchers: survey.matchers)
    }

    /// The value that a decision gives to the field of an issue.
    ///
    /// - Parameters:
    ///   - current: what the field holds; several codes keep those that were read when one more is accepted.
    func value(of decision: Decision, on finding: Finding, current: SurveyModel.Value?) throws(Refusal) -> Value {
        guard let table = finding.table.flatMap({ survey.definition.tables[$0] }), finding.record != nil,
            let field = finding.field.flatMap({ table.fields[$0] })
        else {
            throw Refusal(reason: .own(.decisionValueNoPlace), expected: nil)
        }
        switch decision.action {
        case .correct:
            guard !decision.value.isEmpty else {
                throw Refusal(reason: .own(.decisionValueEmpty), expected: finding.expected)
            }
            return try read(decision.value, as: field, in: table)
        case .accept:
            let accepted = try accepted(decision, finding, field, table)
            guard case .codes(let more)? = accepted.value, case .codes(let codes)? = current,
                let list = field.codeList.flatMap({ survey.matchers[$0]?.list })
            else { return accepted }
            return Value(value: .codes(list.ordered(codes + more)), status: nil)
        case .waive, .ask, .withdraw:
            throw Refusal(reason: .own(.decisionValueNone, ["action": .text(decision.action.rawValue)]), expected: nil)
        }
    }

    /// What a decision publishes in the place of a finding's value, as a letter tells it: of several codes with those that were read of what was typed.
    func told(of decision: Decision, on finding: Finding) -> SurveyModel.Value? {
        try? value(of: decision, on: finding, current: codesRead(of: finding)).value
    }

    /// The codes that were read of what a finding names, in a field of several; nil in any other.
    private func codesRead(of finding: Finding) -> SurveyModel.Value? {
        guard let table = finding.table.flatMap({ survey.definition.tables[$0] }),
            let field = finding.field.flatMap({ table.fields[$0] }), field.isMany, field.codeList != nil,
            let index = table.index(of: field.name), let raw = finding.value
        else { return nil }
        return transformed(raw, at: index, of: table).records.first?.entries[index]?.value
    }

    private func accepted(
        _ decision: Decision, _ finding: Finding, _ field: FieldDefinition, _ table: TableDefinition
    ) throws(Refusal) -> Value {
        let suggested = suggestions.values(of: finding)
        if decision.value.isEmpty {
            guard suggested.count == 1 else {
                throw Refusal(
                    reason: suggested.isEmpty
                        ? .own(.decisionValueNoSuggestion)
                        : .own(.decisionValueSeveralSuggestions, ["count": .number(suggested.count)]),
                    expected: finding.suggestion)
            }
            return try read(suggested[0].value, as: field, in: table)
        }
        // A suggestion may be named as it stands there, "Education (09)".
        let named = suggested.first { $0.words == decision.value }?.value
        return try read(named ?? decision.value, as: field, in: table)
    }

    // MARK: - What stands there

    /// Whether a decided value is what was typed, so that nothing would be changed. Not told where more than the text has a say in how it was read: a
    /// heading, the format of a cell, the other numbers of the return.
    func isAsTyped(_ value: Value, on finding: Finding) -> Bool {
        // What reading merely tells of, such as a text beside an empty answer, stands in no field.
        guard finding.isLookedForAgain || finding.rule.hasPrefix("value."), let raw = finding.value, !raw.isEmpty,
            let table = finding.table.flatMap({ survey.definition.tables[$0] }),
            let field = finding.field.flatMap({ table.fields[$0] })
        else { return false }
        return standing(raw, as: field, in: table) == value
    }

    private func standing(_ raw: String, as field: FieldDefinition, in table: TableDefinition) -> Value? {
        let entry = try? typed(raw, as: field, in: table)
        if field.codeList != nil || field.type == .string || field.type == .boolean || field.type == .year {
            return entry.map { Value(value: $0.value, status: $0.status) }
        }
        // A missing-value mark is one whatever stands around it.
        if let entry, entry.value == nil { return Value(value: nil, status: entry.status) }
        // "1.234" is 1234 in a return that writes its numbers so.
        let parts = raw.split(separator: ".")
        let mayBeGrouped = parts.count > 1 && parts.last?.count == 3
        guard field.multiplierPower == nil, PartOfWhole(unit: field.unit) == nil, !mayBeGrouped else { return nil }
        return published(raw, as: field).map { Value(value: $0, status: nil) }
    }

    // MARK: - Reading

    /// Reads a text as the dataset writes it, else as if it had been typed into the questionnaire.
    func read(_ text: String, as field: FieldDefinition, in table: TableDefinition) throws(Refusal) -> Value {
        if let value = published(text, as: field) { return Value(value: value, status: nil) }
        let entry = try typed(text, as: field, in: table)
        let methods = ["declared-multiplier", "header-multiplier"]
        let applied = (entry.normalisation?.method ?? "").split(separator: "+").map { String($0) }
        if applied.contains(where: { methods.contains($0) }) {
            // The questionnaire asks in thousands; what is decided is what is published.
            throw Refusal(
                reason: .own(.decisionValueInThousands, ["text": .text(text)]),
                expected: .own(.decisionValueInThousandsExpected))
        }
        return Value(value: entry.value, status: entry.status)
    }

    private func published(_ text: String, as field: FieldDefinition) -> SurveyModel.Value? {
        if let list = field.codeList {
            guard let codes = survey.matchers[list]?.list else { return nil }
            let parts = field.codes(in: text)
            guard !parts.isEmpty, parts.allSatisfy({ codes[$0] != nil }) else { return nil }
            return field.isMany ? .codes(codes.ordered(parts)) : .text(text)
        }
        switch field.type {
        case .integer:
            // As for what is typed: from here on not every whole number can be told from the next.
            return Int(text).flatMap { $0.magnitude < 1 << 53 ? .integer($0) : nil }
        case .number:
            let isPlain = text.utf8.allSatisfy { (0x2B...0x39).contains($0) && $0 != 0x2C && $0 != 0x2F }
            return isPlain ? Double(text).flatMap { $0.isFinite ? .number($0) : nil } : nil
        case .boolean: return text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
        case .date: return CalendarDay(text).map { .date($0) }
        // As typed: which whole numbers are years depends on the field's bounds.
        case .string, .year: return nil
        }
    }

    private func typed(_ text: String, as field: FieldDefinition, in table: TableDefinition) throws(Refusal) -> Entry {
        guard let index = table.index(of: field.name) else {
            throw Refusal(reason: .own(.decisionValueNoField), expected: nil)
        }
        let transformation = transformed(text, at: index, of: table)
        if let finding = transformation.findings.first(where: { $0.severity != .note }) {
            throw Refusal(
                reason: .own(
                    .decisionValueCannotBeReadBecause,
                    ["text": .text(text), "field": .text(field.name), "reason": finding.message]),
                expected: finding.expected)
        }
        guard let entry = transformation.records.first?.entries[index], entry.value != nil || entry.status != nil else {
            throw Refusal(
                reason: .own(.decisionValueCannotBeRead, ["text": .text(text), "field": .text(field.name)]),
                expected: nil)
        }
        return entry
    }

    /// What is made of a text that was typed for one of a table's fields.
    private func transformed(_ text: String, at index: Int, of table: TableDefinition) -> Transformation {
        let origin = Origin(sheet: "", row: 1, column: 1)
        var entries = [RawEntry?](repeating: nil, count: table.fields.count)
        entries[index] = RawEntry(value: .text(text), origin: origin)
        return transformer.transform(
            [RawRecord(table: table.name, layout: "", anchor: origin, entries: entries)], language: survey.language)
    }
}
