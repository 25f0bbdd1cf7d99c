import OrderedCollections
import Spreadsheets
import SurveyModel

/// What a form tells.
struct FormFindings {
    let table: TableDefinition
    let labelPlace: LabelPlace
    let sheet: String

    private func title(_ field: FormField) -> Message { table.title(ofField: field.field) }

    func labelMissing(_ field: FormField) -> Finding {
        Finding(
            rule: "layout.label-missing", severity: .warning,
            message: .own(
                .layoutLabelMissingSheet,
                [
                    "question": title(field), "sheet": .text(sheet), "field": .text(field.field),
                    "place": labelPlace.message(of: field.field),
                ]),
            table: table.name, field: field.field, sheet: sheet, expected: .text(Self.expected(field)))
    }

    /// None of a form's questions was found: that is one thing to tell, not one for each question.
    func allMissing(_ fields: [FormField]) -> Finding {
        Finding(
            rule: "layout.label-missing", severity: .warning,
            message: .own(
                .layoutLabelMissingAll,
                [
                    "count": .number(fields.count), "table": .localized(table.title), "sheet": .text(sheet),
                    "place": labelPlace.ofAll,
                ]),
            table: table.name, sheet: sheet, expected: .list(fields.map(title), by: .wordsComma))
    }

    static func expected(_ field: FormField) -> String {
        (field.labels.all + field.patterns.all + [field.tag].compactMap(\.self)).joined(separator: " / ")
    }

    func foundByName(_ field: FormField, _ address: CellAddress) -> Finding {
        Finding(
            rule: "layout.found-by-name", severity: .note,
            message: .own(
                .layoutFoundByName, ["question": title(field), "name": .text(field.definedName ?? "")]),
            table: table.name, field: field.field, sheet: sheet, cell: address.description)
    }

    func foundByTag(_ field: FormField, _ entry: RawEntry) -> Finding {
        Finding(
            rule: "layout.found-by-tag", severity: .note,
            message: .own(.layoutFoundByTag, ["question": title(field), "tag": .text(field.tag ?? "")]),
            table: table.name, field: field.field, sheet: sheet, cell: entry.origin.cell, value: entry.value.text)
    }

    func foundByPosition(_ field: FormField, _ entry: RawEntry) -> Finding {
        Finding(
            rule: "layout.found-by-position", severity: .note,
            message: .own(.layoutFoundByPositionQuestion, ["question": title(field)]),
            table: table.name, field: field.field, sheet: sheet, cell: entry.origin.cell, value: entry.value.text)
    }

    /// Tags that the questionnaire has and the return lacks.
    func foundByLabel(_ fields: [FormField]) -> Finding {
        Finding(
            rule: "layout.found-by-label", severity: .note,
            message: fields.count == 1
                ? .own(.layoutFoundByLabelQuestion, ["question": title(fields[0])])
                : .own(.layoutFoundByLabelQuestions, ["count": .number(fields.count)]),
            table: table.name, field: fields.count == 1 ? fields[0].field : nil, sheet: sheet,
            expected: .list(fields.compactMap(\.tag)))
    }

    /// What there is to tell of an answer's cell, in a form as in blocks.
    ///
    /// - Parameter range: the merged range by which it is another question's answer.
    func cell(of answer: FormReader.Answer, to field: FormField, sharedOver range: CellRange?, record: Int = 1)
        -> Finding?
    {
        if let range { return mergedAnswer(field, answer.entry, range, record) }
        return answer.isElsewhere ? answerElsewhere(field, answer.elsewhere ?? answer.entry, record) : nil
    }

    /// What was read beside its cell. Of several answers at offsets from one label one may be blank and what was read another's, though the form's others
    /// have moved; what stands behind several answers to one question may be a remark: that is a warning.
    private func answerElsewhere(_ field: FormField, _ entry: RawEntry, _ record: Int) -> Finding {
        let isAtOffset = if case .offset = field.answer { true } else { false }
        return Finding(
            rule: "layout.answer-elsewhere", severity: isAtOffset || field.answers > 1 ? .warning : .note,
            message: .own(.layoutAnswerElsewhere, ["question": title(field)]),
            table: table.name, record: record, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }

    /// The only answer that was typed in its column, where the questionnaire prints texts right behind the labels: these may be the answers, given in
    /// advance, and this a remark.
    func doubtful(_ field: FormField, _ entry: RawEntry) -> Finding {
        Finding(
            rule: "layout.answer-elsewhere", severity: .warning,
            message: .own(.layoutAnswerElsewhereOnly, ["question": title(field)]),
            table: table.name, record: 1, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }

    func textBeside(_ field: FormField, _ entry: RawEntry, severity: Severity = .note) -> Finding {
        Finding(
            rule: "layout.text-beside", severity: severity,
            message: .own(.layoutTextBeside, ["text": .text(entry.value.text), "question": title(field)]),
            table: table.name, record: 1, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }

    /// What stands in one cell with a question whose answer cell is empty.
    func textInLabel(_ anchor: FormAnchor, _ surplus: LabelSurplus, record: Int? = 1) -> Finding {
        Finding(
            rule: "layout.text-beside", severity: surplus.isLikely ? .warning : .note,
            message: .own(
                .layoutTextBesideLabel, ["text": .text(surplus.text.shortened), "question": title(anchor.field)]),
            table: table.name, record: record, field: anchor.field.field, sheet: sheet,
            cell: anchor.address.description, value: surplus.text)
    }

    /// What stands beside answers at offsets from their label.
    func besideOffsets(_ field: FormField, _ beside: FormReader.Beside) -> Finding {
        let entry = beside.entry
        return Finding(
            rule: "layout.text-beside", severity: beside.isHint ? .note : .warning,
            message: .own(.layoutTextBesideOffset, ["text": .text(entry.value.text), "question": title(field)]),
            table: table.name, record: 1, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }

    /// What stands right behind the cells of several answers to one question.
    func behindSeveral(_ field: FormField, _ entry: RawEntry, record: Int = 1) -> Finding {
        Finding(
            rule: "layout.text-beside", severity: .warning,
            message: .own(.layoutTextBesideSeveral, ["text": .text(entry.value.text), "question": title(field)]),
            table: table.name, record: record, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }

    /// An answer merged over the answer cells of several questions.
    private func mergedAnswer(_ field: FormField, _ entry: RawEntry, _ range: CellRange, _ record: Int) -> Finding {
        Finding(
            rule: "layout.merged-answer", severity: .warning,
            message: .own(
                .layoutMergedAnswerQuestions,
                ["text": .text(entry.value.text), "range": .text(range.description), "question": title(field)]),
            table: table.name, record: record, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }
}
