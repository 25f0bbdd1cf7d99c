import OrderedCollections
import SurveyModel

/// Words what a field of a record breaks, with its cell.
struct ConstraintWording {
    let table: TableDefinition
    let field: FieldDefinition
    let record: Record
    let index: Int

    private var entry: Entry? { record.entries[index] }
    private var question: Message { .localized(field.title) }

    /// A finding for each constraint that the field's value breaks by itself.
    func findings() -> [Finding] {
        guard let value = entry?.value else { return [missing()].compactMap(\.self) }
        return outOfRange(value) + ofWrongForm(value)
    }

    private func outOfRange(_ value: Value) -> [Finding] {
        let constraints = field.constraints
        let shown = Message.text(entry?.raw.text ?? value.text)
        var findings: [Finding] = []
        if let minimum = constraints.minimum, value.isLess(than: minimum) {
            let limit = Message.text(minimum.text)
            findings.append(
                finding(
                    .minimum,
                    .own(.constraintMinimum, ["question": question, "value": shown, "limit": limit]),
                    .own(.expectedAtLeast, ["limit": limit])))
        }
        if let maximum = constraints.maximum, maximum.isLess(than: value) {
            let limit = Message.text(maximum.text)
            findings.append(
                finding(
                    .maximum,
                    .own(.constraintMaximum, ["question": question, "value": shown, "limit": limit]),
                    .own(.expectedAtMost, ["limit": limit])))
        }
        return findings
    }

    private func ofWrongForm(_ value: Value) -> [Finding] {
        let constraints = field.constraints
        let shown = Message.text(entry?.raw.text ?? value.text)
        let length = value.text.unicodeScalars.count
        var findings: [Finding] = []
        if let least = constraints.minLength, length < least {
            findings.append(
                finding(
                    .minLength, wrongLength(.constraintMinLength, length, limit: least),
                    least == 1
                        ? .own(.expectedOneCharacterAtLeast)
                        : .own(.expectedLeastCharacters, ["limit": .number(least)])))
        }
        if let most = constraints.maxLength, length > most {
            findings.append(
                finding(
                    .maxLength, wrongLength(.constraintMaxLength, length, limit: most),
                    most == 1
                        ? .own(.expectedOneCharacterAtMost)
                        : .own(.expectedMostCharacters, ["limit": .number(most)])))
        }
        if let pattern = constraints.pattern, !pattern.matchesWhole(value.text) {
            findings.append(
                finding(
                    .pattern, .own(.constraintPattern, ["question": question, "value": shown]),
                    .text(pattern.source)))
        }
        if !constraints.enumeration.isEmpty, !constraints.enumeration.contains(value.text) {
            findings.append(
                finding(
                    .enumeration, .own(.constraintEnum, ["question": question, "value": shown]),
                    .own(.expectedOneOf, ["values": .list(constraints.enumeration)])))
        }
        return findings
    }

    private func wrongLength(_ key: MessageKey, _ length: Int, limit: Int) -> Message {
        .own(key, ["question": question, "length": .number(length), "limit": .number(limit)])
    }

    /// A required field without an answer. What was typed but could not be read has its own finding already.
    private func missing() -> Finding? {
        guard field.lacksRequiredAnswer(entry) else { return nil }
        let message: Message =
            if let entry {
                .own(.constraintRequiredMark, ["question": question, "mark": .text(entry.raw.text)])
            } else {
                .own(.constraintRequired, ["question": question])
            }
        return finding(.required, message, .own(.expectedAnswer))
    }

    private func finding(_ name: ConstraintName, _ message: Message, _ expected: Message) -> Finding {
        let origin = entry?.origin ?? record.anchor
        return Finding(
            rule: name.rule, severity: severity(of: name),
            message: message, table: table.name,
            record: record.number, field: field.name,
            sheet: origin.sheet, cell: origin.cell, value: entry?.raw.text, expected: expected)
    }

    private func severity(of name: ConstraintName) -> Severity {
        field.constraints.terms[name]?.severity ?? field.constraints.severity
    }

    /// The field's value stands in an earlier record too.
    ///
    /// - Parameter namesSheet: whether the earlier record's sheet may be named, where it is another.
    func repeated(_ first: Record, namesSheet: Bool) -> Finding {
        let origin = entry?.origin ?? record.anchor
        let typed = entry?.raw.text ?? ""
        let earlier = table.index(of: field.name).flatMap { first.entries[$0]?.origin } ?? first.anchor
        let place = earlier.sheet == origin.sheet || !namesSheet ? earlier.cell : "\(earlier.sheet)!\(earlier.cell)"
        return Finding(
            rule: ConstraintName.unique.rule, severity: severity(of: .unique),
            message: .own(
                .constraintUnique,
                ["question": question, "value": .text(typed), "cell": .text(place)]),
            table: table.name, record: record.number, field: field.name,
            sheet: origin.sheet, cell: origin.cell, value: typed, expected: .own(.expectedOnce))
    }

    /// An earlier record has the same key.
    static func repeatedKey(of record: Record, in table: TableDefinition, _ first: Record) -> Finding {
        let indexes = table.key.compactMap { table.index(of: $0) }
        let values = indexes.compactMap { record.entries[$0]?.value?.text }.joined(separator: ", ")
        let origin = indexes.first.flatMap { record.entries[$0]?.origin } ?? record.anchor
        let earlier = indexes.first.flatMap { first.entries[$0]?.origin } ?? first.anchor
        return Finding(
            rule: "table.duplicate-key", severity: .error,
            message: .own(
                .tableDuplicateKey,
                [
                    "table": .localized(table.title), "value": .text(values),
                    "place": .text("\(earlier.sheet)!\(earlier.cell)"),
                ]),
            table: table.name, record: record.number, field: table.key.first, sheet: origin.sheet, cell: origin.cell,
            value: values,
            expected: .own(
                .expectedKeyOnce, ["key": .list(table.key.map { table.title(ofField: $0) }, by: .wordsComma)]))
    }
}
