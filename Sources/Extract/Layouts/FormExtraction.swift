import OrderedCollections
import Spreadsheets
import SurveyModel

/// Reads a form into one record.
struct FormExtraction {
    let layout: LayoutDefinition
    let table: TableDefinition
    private let labelPlace: LabelPlace
    private let reader: FormReader
    private let identity = SheetGrid.Finder()

    init(_ form: FormLayout, layout: LayoutDefinition, table: TableDefinition, labelPlace: LabelPlace) {
        self.layout = layout
        self.table = table
        self.labelPlace = labelPlace
        reader = FormReader(form.fields)
    }

    /// The share of labels that the sheet has, of those fields that have any.
    func fit(_ grid: SheetGrid) -> Double {
        let asked = reader.fields.count { $0.hasLabel || $0.tag != nil }
        guard asked > 0 else { return 0 }
        let anchors = anchors(in: grid).filter { $0.likeness >= LabelSet.near }
        return Double(anchors.count) / Double(asked)
    }

    /// Its labels and tags, wherever in the sheet they stand.
    private func anchors(in grid: SheetGrid) -> [FormAnchor] {
        grid.forms.value(of: identity) { reader.anchors(in: grid, .whole(grid)) }
    }

    /// The cells of its labels and tags, which end a table above them.
    func takenAreas(_ grid: SheetGrid) -> [TakenArea] {
        anchors(in: grid).filter { $0.likeness >= LabelSet.near }.map { anchor in
            // A tag stands in the label's row, on either side of it.
            let tag = anchor.tag?.column ?? anchor.column
            return TakenArea(
                rows: anchor.row...anchor.lastRow,
                columns: min(tag, anchor.column)...max(tag, anchor.lastColumn), isOpen: false)
        }
    }

    /// What is found of a form on the way.
    private struct Pass {
        let grid: SheetGrid
        let region: Region
        let anchors: [FormAnchor]
        let names: [DefinedName]
        let reader: FormReader
        /// The column of the form's answers.
        let column: Int?
        /// Whether that is not sure.
        let isDoubtful: Bool
        let tell: FormFindings
        var result = LayoutResult()
        var entries: [(field: FormField, entry: RawEntry, rung: FieldPlace.Rung)] = []
        var missing: [FormField] = []
        /// Where the answers would stand that were not given, by field.
        var blanks: [String: (cell: CellAddress, rung: FieldPlace.Rung)] = [:]
    }

    /// Reads the form; `taken` is where the sheet's other layouts stand, `blank` the blank questionnaire's sheet beside this one, where that is known.
    func read(_ grid: SheetGrid, names: [DefinedName], besides taken: [TakenArea], beside blank: SheetAlignment?)
        -> LayoutResult
    {
        let region = Region.whole(grid)
        let anchors = anchors(in: grid)
        let own = reader.reading(beside: blank, besides: taken)
        let named = namedColumn(anchors, names, grid)
        let column = named ?? own.answerColumn(of: anchors, in: grid, region)
        var pass = Pass(
            grid: grid, region: region, anchors: anchors, names: names, reader: own, column: column,
            isDoubtful: named == nil && own.isDoubtful(column, of: anchors, in: grid, region),
            tell: FormFindings(table: table, labelPlace: labelPlace, sheet: grid.sheet.name))
        for field in reader.fields {
            pass.result.answers.asked += 1
            take(field, &pass)
        }
        takePositions(&pass)
        tellUntagged(&pass)
        tellBeside(&pass)
        record(pass.entries, anchors, &pass.result, grid)
        var hidden = HiddenAnswers(table, in: grid, beside: blank)
        for record in pass.result.records { pass.result.findings += hidden.findings(in: record.entries, record: 1) }
        placeBlanks(&pass)
        return pass.result
    }

    /// The record, and where its fields stand.
    private func record(
        _ found: [(field: FormField, entry: RawEntry, rung: FieldPlace.Rung)], _ anchors: [FormAnchor],
        _ result: inout LayoutResult, _ grid: SheetGrid
    ) {
        var entries = [RawEntry?](repeating: nil, count: table.fields.count)
        for field in reader.fields {
            guard let index = table.index(of: field.field),
                let (_, entry, rung) = found.first(where: { $0.field.field == field.field })
            else { continue }
            let anchor = anchors.first { $0.field.field == field.field }
            entries[index] = entry
            result.claims.add(entry)
            result.answers.given += 1
            result.places.append(
                FieldPlace(
                    table: table.name, field: field.field, sheet: grid.sheet.name,
                    column: Origin.columnLetters(entry.origin.column), row: String(entry.origin.row),
                    layout: layout.name, heading: anchor.flatMap { grid.heading($0.row...$0.row, $0.column) },
                    rung: rung))
        }
        let origins = entries.compactMap { $0?.origin }
        if let first = origins.min(by: { ($0.row, $0.column) < ($1.row, $1.column) }) {
            result.records = [RawRecord(table: table.name, layout: layout.name, anchor: first, entries: entries)]
        }
    }

    /// Where the answers would stand that were not given: what is said of them points there.
    private func placeBlanks(_ pass: inout Pass) {
        let taken = Set(pass.entries.map { CellAddress(row: $0.entry.origin.row, column: $0.entry.origin.column) })
        for field in reader.fields where !pass.entries.contains(where: { $0.field.field == field.field }) {
            guard let blank = pass.blanks[field.field], !taken.contains(blank.cell) else { continue }
            let anchor = pass.anchors.first { $0.field.field == field.field }
            pass.result.places.append(
                FieldPlace(
                    table: table.name, field: field.field, sheet: pass.grid.sheet.name,
                    column: Origin.columnLetters(blank.cell.column), row: String(blank.cell.row),
                    layout: layout.name, heading: anchor.flatMap { pass.grid.heading($0.row...$0.row, $0.column) },
                    rung: blank.rung))
        }
    }

    // MARK: - The ladder

    /// The label's or tag's answer, or the named cell where that agrees with the label or there is no label.
    private func take(_ field: FormField, _ pass: inout Pass) {
        let named = namedCell(field, names: pass.names, in: pass.grid)
        guard let anchor = pass.anchors.first(where: { $0.field.field == field.field }) else {
            if let named, let entry = entry(at: named, pass.grid) {
                if field.hasLabel || field.tag != nil {
                    pass.result.findings.append(pass.tell.foundByName(field, named))
                }
                pass.entries.append((field, entry, .name))
            } else if named == nil || field.hasLabel || field.tag != nil {
                pass.missing.append(field)
            }
            if let named { pass.blanks[field.field] = (named, .name) }
            return
        }
        pass.result.languages[anchor.language, default: 0] += 1
        pass.result.claims.add(anchor)
        // A name that points outside its label's row was left behind when rows were inserted: the label is what the respondent saw.
        if field.answers == 1, let named, named.row == anchor.row,
            named.column > anchor.lastColumn || (anchor.isLabelLost && named == anchor.address),
            let entry = entry(at: named, pass.grid)
        {
            pass.entries.append((field, entry, .name))
            return
        }
        if let named, named.row == anchor.row {
            pass.blanks[field.field] = (named, .name)
        } else if let blank = pass.reader.blankPlace(
            for: anchor, among: pass.anchors, column: pass.column, in: pass.grid)
        {
            pass.blanks[field.field] = (blank, anchor.rung)
        }
        takeAnswer(to: anchor, isNamed: named != nil, &pass)
    }

    private func takeAnswer(to anchor: FormAnchor, isNamed: Bool, _ pass: inout Pass) {
        let field = anchor.field
        let answer = pass.reader.answer(
            to: anchor, among: pass.anchors, column: pass.column, in: pass.grid, pass.region)
        tellLabel(anchor, isAnswered: answer != nil, &pass)
        guard let answer else {
            if !isNamed,
                let beside = pass.reader.textBeside(anchor, among: pass.anchors, column: pass.column, in: pass.grid)
            {
                pass.result.findings.append(pass.tell.textBeside(field, beside))
                pass.result.claims.add(beside)
            } else if anchor.isLabelLost, anchor.address != anchor.tag,
                let text = entry(at: anchor.address, pass.grid)
            {
                // It was taken for the label in other words, and may be an answer in the wrong cell.
                pass.result.findings.append(pass.tell.textBeside(field, text, severity: .warning))
            }
            return
        }
        let shared = answer.range(sharedWith: pass.entries.lazy.map { $0.entry.origin })
        if let finding = pass.tell.cell(of: answer, to: field, sharedOver: shared) {
            pass.result.findings.append(finding)
        } else if pass.isDoubtful, answer.entry.origin.column == pass.column {
            pass.result.findings.append(pass.tell.doubtful(field, answer.entry))
        }
        guard shared == nil else { return }
        if anchor.isLabelLost {
            pass.result.findings.append(pass.tell.foundByTag(field, answer.entry))
        }
        pass.entries.append((field, answer.entry, anchor.rung))
    }

    /// What a label says more than the definition's: where nothing is answered it may be the answer, else it may be another question.
    private func tellLabel(_ anchor: FormAnchor, isAnswered: Bool, _ pass: inout Pass) {
        let isFirst = pass.anchors.first { $0.address == anchor.address }?.field.field == anchor.field.field
        if !isAnswered, isFirst, let surplus = pass.reader.surplus(of: anchor, in: pass.grid) {
            pass.result.findings.append(pass.tell.textInLabel(anchor, surplus))
        } else if anchor.rung == .label, let difference = anchor.difference {
            pass.result.findings.append(
                difference.finding(
                    table: table.name, field: anchor.field.field, sheet: pass.grid.sheet.name,
                    cell: anchor.address.description))
        }
    }

    private func isRead(_ origin: Origin, _ pass: Pass) -> Bool {
        pass.entries.contains { $0.entry.origin == origin }
    }

    /// The last rung: the place that the template has a field at, shifted as the nearest field that was found is.
    private func takePositions(_ pass: inout Pass) {
        let found = pass.entries.compactMap { item in item.field.address.map { ($0, item.entry.origin) } }
        if pass.anchors.isEmpty, pass.entries.isEmpty, pass.missing.count > 1,
            pass.missing.allSatisfy({ $0.address == nil })
        {
            pass.result.findings.append(pass.tell.allMissing(pass.missing))
            return
        }
        for field in pass.missing {
            guard let address = field.address, let entry = entry(near: address, found, pass) else {
                if field.hasLabel || field.tag != nil || field.address == nil {
                    pass.result.findings.append(pass.tell.labelMissing(field))
                }
                continue
            }
            if field.hasLabel || field.tag != nil || field.definedName != nil {
                pass.result.findings.append(pass.tell.foundByPosition(field, entry))
            }
            pass.entries.append((field, entry, .position))
        }
    }

    private func entry(near address: CellPlace, _ found: [(template: CellPlace, origin: Origin)], _ pass: Pass)
        -> RawEntry?
    {
        let nearest = found.min {
            (abs($0.template.row - address.row), $0.template.row) < (
                abs($1.template.row - address.row), $1.template.row
            )
        }
        let row = address.row + (nearest.map { $0.origin.row - $0.template.row } ?? 0)
        let column = address.column + (nearest.map { $0.origin.column - $0.template.column } ?? 0)
        guard row > 0, column > 0, !pass.anchors.contains(where: { $0.row == row && $0.column == column }),
            let entry = entry(at: CellAddress(row: row, column: column), pass.grid), !isRead(entry.origin, pass)
        else { return nil }
        return entry
    }

    /// Tags that are nowhere although the definition has them: their fields were found by their labels.
    private func tellUntagged(_ pass: inout Pass) {
        let untagged = pass.anchors.filter { $0.field.tag != nil && $0.rung == .label }.map(\.field.field)
        let fields = reader.fields.filter { untagged.contains($0.field) }
        if !fields.isEmpty { pass.result.findings.append(pass.tell.foundByLabel(fields)) }
    }

    /// What stands beside answers at offsets from their label, or behind several answers to one question, and may be one of them.
    private func tellBeside(_ pass: inout Pass) {
        for anchor in pass.anchors {
            if let behind = pass.reader.behind(
                anchor, among: pass.anchors, column: pass.column, in: pass.grid, pass.region),
                !isRead(behind.origin, pass)
            {
                pass.result.findings.append(pass.tell.behindSeveral(anchor.field, behind))
                pass.result.claims.add(behind)
            }
            guard let beside = pass.reader.beside(anchor, among: pass.anchors, column: pass.column, in: pass.grid),
                !isRead(beside.entry.origin, pass)
            else { continue }
            pass.result.findings.append(pass.tell.besideOffsets(anchor.field, beside))
            pass.result.claims.add(beside.entry)
        }
    }

    // MARK: - Names

    /// The column of the named answer cells that stand beside their labels: it holds also where they are empty and hints stand nearer.
    private func namedColumn(_ anchors: [FormAnchor], _ names: [DefinedName], _ grid: SheetGrid) -> Int? {
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

    private func namedCell(_ field: FormField, names: [DefinedName], in grid: SheetGrid) -> CellAddress? {
        guard let name = field.definedName else { return nil }
        return names.first { $0.name.lowercased() == name.lowercased() && $0.area?.sheet == grid.sheet.name }?.area?
            .range.first
    }

    private func entry(at address: CellAddress, _ grid: SheetGrid) -> RawEntry? {
        guard let shown = grid.shown(address.row, address.column), shown.cell.isFilled,
            let row = grid.row(shown.row)
        else { return nil }
        return grid.entry(shown.cell, row: row)
    }
}
