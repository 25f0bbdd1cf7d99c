import OrderedCollections
import Spreadsheets
import SurveyModel

/// Reads a form into one record.
struct FormExtraction {
    let layout: LayoutDefinition
    let table: TableDefinition
    private let reader: FormReader

    init(_ form: FormLayout, layout: LayoutDefinition, table: TableDefinition) {
        self.layout = layout
        self.table = table
        reader = FormReader(form.fields)
    }

    /// The share of labels that the sheet has.
    func fit(_ grid: SheetGrid) -> Double {
        let anchors = reader.anchors(in: grid, .whole(grid)).filter { $0.likeness >= 0.85 }
        return reader.fields.isEmpty ? 0 : Double(anchors.count) / Double(reader.fields.count)
    }

    func read(_ grid: SheetGrid, names: [DefinedName]) -> LayoutResult {
        var result = LayoutResult()
        let region = Region.whole(grid)
        let anchors = reader.anchors(in: grid, region)
        let column = namedColumn(anchors, names, grid) ?? reader.answerColumn(of: anchors, in: grid, region)
        var entries = [RawEntry?](repeating: nil, count: table.fields.count)
        for field in reader.fields {
            result.answers.asked += 1
            guard let index = table.index(of: field.field) else { continue }
            let anchor = anchors.first { $0.field.field == field.field }
            if let anchor { result.languages[anchor.language, default: 0] += 1 }
            let named = namedCell(field, names: names, in: grid)
            let entry = answer(field, anchor, among: anchors, column: column, named: named, grid, region, &result)
            guard let entry else { continue }
            entries[index] = entry
            result.answers.given += 1
            result.places.append(
                FieldPlace(
                    table: table.name, field: field.field, sheet: grid.sheet.name,
                    column: Origin.columnLetters(entry.origin.column),
                    row: String(entry.origin.row), layout: layout.name,
                    heading: anchor.flatMap { grid.heading($0.row...$0.row, $0.column) }))
        }
        let origins = entries.compactMap { $0?.origin }
        if let first = origins.min(by: { ($0.row, $0.column) < ($1.row, $1.column) }) {
            result.records = [RawRecord(table: table.name, layout: layout.name, anchor: first, entries: entries)]
        }
        return result
    }

    /// The column of the named answer cells that stand beside their labels: it holds also where they are empty and hints stand nearer.
    private func namedColumn(_ anchors: [FormReader.Anchor], _ names: [DefinedName], _ grid: SheetGrid) -> Int? {
        var votes: [Int: Int] = [:]
        for anchor in anchors {
            guard let cell = namedCell(anchor.field, names: names, in: grid), cell.row == anchor.row,
                cell.column > anchor.lastColumn
            else {
                continue
            }
            votes[cell.column, default: 0] += 1
        }
        return votes.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    }

    /// The ladder: the label's answer where its defined name agrees or there is none; the defined name where there is no label.
    private func answer(
        _ field: FormField, _ anchor: FormReader.Anchor?, among anchors: [FormReader.Anchor], column: Int?,
        named: CellAddress?, _ grid: SheetGrid,
        _ region: Region, _ result: inout LayoutResult
    ) -> RawEntry? {
        guard let anchor else {
            guard let named, let row = grid.row(named.row), let cell = grid.shown(named.row, named.column)?.cell,
                cell.isFilled
            else {
                result.findings.append(labelMissing(field, grid))
                return nil
            }
            result.findings.append(foundByName(field, named, grid))
            return grid.entry(cell, row: row)
        }
        // A name that points outside its label's row was left behind when rows were inserted: the label is what the respondent saw.
        if let named, named.row == anchor.row, named.column > anchor.lastColumn, let row = grid.row(named.row),
            let cell = grid.shown(named.row, named.column)?.cell, cell.isFilled
        {
            return grid.entry(cell, row: row)
        }
        guard let answer = reader.answer(to: anchor, among: anchors, column: column, in: grid, region) else {
            if named == nil, let beside = reader.textBeside(anchor, column: column, in: grid) {
                result.findings.append(textBeside(field, beside))
            }
            return nil
        }
        if answer.isElsewhere { result.findings.append(answerElsewhere(field, answer.entry)) }
        return answer.entry
    }

    private func namedCell(_ field: FormField, names: [DefinedName], in grid: SheetGrid) -> CellAddress? {
        guard let name = field.definedName else { return nil }
        return names.first { $0.name.lowercased() == name.lowercased() && $0.area?.sheet == grid.sheet.name }?.area?
            .range.first
    }

    private func title(_ field: FormField) -> String {
        table.fields[field.field]?.title.text(in: "en") ?? field.field
    }

    private func labelMissing(_ field: FormField, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.label-missing", severity: .warning,
            message: LocalizedText(
                "The question “\(title(field))” was not found in the sheet “\(grid.sheet.name)”, so its answer is missing."
            ),
            table: table.name, field: field.field, sheet: grid.sheet.name,
            expected: field.labels.all.joined(separator: " / "))
    }

    private func foundByName(_ field: FormField, _ address: CellAddress, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.found-by-name", severity: .note,
            message: LocalizedText(
                "The question “\(title(field))” was not found; its answer was taken from the cell that is named “\(field.definedName ?? "")”."
            ),
            table: table.name, field: field.field, sheet: grid.sheet.name, cell: address.description)
    }

    private func answerElsewhere(_ field: FormField, _ entry: RawEntry) -> Finding {
        Finding(
            rule: "layout.answer-elsewhere", severity: .note,
            message: LocalizedText("The answer to “\(title(field))” stands beside the answer cell; it was read there."),
            table: table.name, record: 1, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }

    private func textBeside(_ field: FormField, _ entry: RawEntry) -> Finding {
        Finding(
            rule: "layout.text-beside", severity: .note,
            message: LocalizedText(
                "“\(entry.value.text)” stands beside the question “\(title(field))”, whose answer cell is empty; it was not read."
            ),
            table: table.name, record: 1, field: field.field, sheet: entry.origin.sheet, cell: entry.origin.cell,
            value: entry.value.text)
    }
}
