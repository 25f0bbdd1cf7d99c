import Spreadsheets
import SurveyModel

/// What repeated blocks tell.
struct BlocksFindings {
    let table: TableDefinition
    let labelPlace: LabelPlace
    /// The headings' labels.
    let start: Labels

    /// No heading was found; where questions stand nevertheless, at the first.
    func headingsMissing(_ grid: SheetGrid, at question: FormAnchor?) -> Finding {
        Finding(
            rule: "layout.header-missing", severity: .error,
            message: .own(
                .layoutHeaderMissingBlocks, ["table": .localized(table.title), "sheet": .text(grid.sheet.name)]),
            table: table.name, sheet: grid.sheet.name, cell: question?.address.description, expected: headings)
    }

    /// Questions that are answered above the first heading. It stands at an answer: where that is printed it is an example of the questionnaire's.
    func headingMissing(_ grid: SheetGrid, over answer: RawEntry, before first: NumberedHeading.Place) -> Finding {
        Finding(
            rule: "layout.header-missing", severity: .warning,
            message: .own(
                .layoutHeaderMissingBlock,
                [
                    "table": .localized(table.title), "heading": .text(first.text.shortened),
                    "row": .number(answer.origin.row),
                ]),
            table: table.name, sheet: grid.sheet.name, cell: answer.origin.cell, expected: headings)
    }

    /// Whether it is ``headingMissing(_:over:before:)``, which a worked example above the blocks gives too.
    static func isExample(_ finding: Finding) -> Bool {
        finding.rule == "layout.header-missing" && finding.severity == .warning
    }

    /// A block in which the same questions stand again.
    func blockUnclear(_ heading: NumberedHeading.Place, again row: Int, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.block-unclear", severity: .error,
            message: .own(.layoutBlockUnclear, ["heading": .text(heading.text), "row": .number(row)]),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(row, heading.column).cell, expected: headings)
    }

    /// Questions that a block lacks: one by one, or all of them at once.
    func labelsMissing(_ fields: [FormField], of all: Int, below heading: NumberedHeading.Place, _ grid: SheetGrid)
        -> [Finding]
    {
        guard fields.count == all, all > 1 else { return fields.map { labelMissing($0, below: heading, grid) } }
        return [
            Finding(
                rule: "layout.label-missing", severity: .warning,
                message: .own(
                    .layoutLabelMissingAllBlock,
                    [
                        "count": .number(all), "table": .localized(table.title), "heading": .text(heading.text),
                        "place": labelPlace.ofAll,
                    ]),
                table: table.name, sheet: grid.sheet.name, cell: grid.origin(heading.row, heading.column).cell,
                expected: .list(fields.map { table.title(ofField: $0.field) }, by: .wordsComma))
        ]
    }

    private func labelMissing(_ field: FormField, below heading: NumberedHeading.Place, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.label-missing", severity: .warning,
            message: .own(
                .layoutLabelMissingBlock,
                [
                    "question": table.title(ofField: field.field), "heading": .text(heading.text),
                    "field": .text(field.field), "place": labelPlace.message(of: field.field),
                ]),
            table: table.name, field: field.field, sheet: grid.sheet.name,
            cell: grid.origin(heading.row, heading.column).cell)
    }

    private var headings: Message { .text(NumberedHeading.shown(start)) }
}
