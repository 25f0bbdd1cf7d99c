import OrderedCollections
import Spreadsheets
import SurveyModel

/// What a form tells.
struct FormFindings {
    let table: TableDefinition
    let layout: String
    let sheet: String

    private func title(_ field: FormField) -> String {
        table.fields[field.field]?.title.text(in: "en") ?? field.field
    }

    func labelMissing(_ field: FormField) -> Finding {
        Finding(
            rule: "layout.label-missing", severity: .warning,
            message: LocalizedText(
                "The question “\(title(field))” was not found in the sheet “\(sheet)”, so its answer is missing. \(Self.mend(field.field, layout))"
            ),
            table: table.name, field: field.field, sheet: sheet, expected: Self.expected(field))
    }

    /// What to do where a question stands there in other words.
    static func mend(_ field: String, _ layout: String) -> String {
        "If it is worded otherwise there, add the words to the `label` of `\(field)` in the layout `\(layout)` of pipeline.yaml, or to that of a version."
    }

    /// None of a form's questions was found: that is one thing to tell, not one for each question.
    func allMissing(_ fields: [FormField]) -> Finding {
        Finding(
            rule: "layout.label-missing", severity: .warning,
            message: LocalizedText(
                "None of the \(fields.count) questions of “\(table.title.text(in: "en"))” was found in the sheet “\(sheet)”, so all of its answers are missing. If they are worded otherwise there, add the words to the `label` of each in the layout `\(layout)` of pipeline.yaml, or add a version."
            ),
            table: table.name, sheet: sheet, expected: fields.map(title).joined(separator: ", "))
    }

    private static func expected(_ field: FormField) -> String {
        (field.labels.all + field.patterns.all + [field.tag].compactMap(\.self)).joined(separator: " / ")
    }

    func foundByName(_ field: FormField, _ address: CellAddress) -> Finding {
        Finding(
            rule: "layout.found-by-name", severity: .note,
            message: LocalizedText(
                "The question “\(title(field))” was not found; its answer was taken from the cell that is named “\(field.definedName ?? "")”."
            ),
            table: table.name, field: field.field, sheet: sheet, cell: address.description)
    }

    func foundByTag(_ field: FormField, _ entry: RawEntry) -> Finding {
        Finding(
            rule: "layout.found-by-tag", severity: .note,
            message: LocalizedText(
                "The question “\(title(field))” was not found; its answer was taken from the row with the tag “\(field.tag ?? "")”."
            ),
            table: table.name, field: field.field, sheet: sheet, cell: entry.origin.cell, value: entry.value.text)
    }

    func foundByPosition(_ field: FormField, _ entry: RawEntry) -> Finding {
        Finding(
            rule: "layout.found-by-position", severity: .note,
            message: LocalizedText(
                "The question “\(title(field))” was not found; its answer was taken from the place where the questionnaire has it."
            ),
            table: table.name, field: field.field, sheet: sheet, cell: entry.origin.cell, value: entry.value.text)
    }

    /// Tags that the questionnaire has and the return lacks.
    func foundByLabel(_ fields: [FormField]) -> Finding {
        Finding(
            rule: "layout.found-by-label", severity: .note,
            message: LocalizedText(
                fields.count == 1
                    ? "The question “\(title(fields[0]))” was found by its label: its tag is not there."
                    : "\(fields.count) questions were found by their labels: their tags are not there."),
            table: table.name, field: fields.count == 1 ? fields[0].field : nil, sheet: sheet,
            expected: fields.compactMap(\.tag).joined(separator: ", "))
    }

    func answerElsewhere(_ field: FormField, _ entry: RawEntry) -> Finding {
        Finding(
            rule: "layout.answer-elsewhere", severity: .note,
            message: LocalizedText("The answer to “\(title(field))” stands beside the answer cell; it was read there."),
            table: table.name, record: 1, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }

    func textBeside(_ field: FormField, _ entry: RawEntry) -> Finding {
        Finding(
            rule: "layout.text-beside", severity: .note,
            message: LocalizedText(
                "“\(entry.value.text)” stands beside the question “\(title(field))”, whose answer cell is empty; it was not read."
            ),
            table: table.name, record: 1, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }

    /// An answer merged over the answer cells of several questions.
    func mergedAnswer(_ field: FormField, _ entry: RawEntry, _ range: CellRange) -> Finding {
        Finding(
            rule: "layout.merged-answer", severity: .warning,
            message: LocalizedText(
                "“\(entry.value.text)” stands in the merged cells \(range), which are the answer cell of “\(title(field))” too; it was read for the first question only. Is it the answer to each?"
            ),
            table: table.name, record: 1, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }
}
