import OrderedCollections
import Spreadsheets
import SurveyModel

/// The words of a blank questionnaire that become codes: the printed labels of rows, and the choices of drop-downs.
struct BlankLabels {
    /// Printed labels stand no further below one another: up to three rows may be blank.
    private static let nextWithin = 4
    /// A drop-down is looked for in so many rows below a header: units and an example may stand above it.
    private static let rowsBelowHeader = 3

    private let places: [FieldPlace]
    private let grids: [String: SheetGrid]
    private let lists: ChoiceLists
    private let version: TemplateVersion

    init(_ extraction: Extraction, _ grids: [SheetGrid], names: [DefinedName], version: TemplateVersion) {
        places = extraction.places
        self.grids = Dictionary(grids.map { ($0.sheet.name, $0) }) { first, _ in first }
        lists = ChoiceLists(grids, names: names)
        self.version = version
    }

    /// The labels that feed fields, by table and field, each once.
    ///
    /// - Parameter isCoded: whether a field of a table has a code list.
    func all(where isCoded: (_ table: String, _ field: String) -> Bool) -> [BlankReading.Label] {
        Array(OrderedSet(places.filter { isCoded($0.table, $0.field) }.flatMap { labels(at: $0) }))
    }

    private func labels(at place: FieldPlace) -> [BlankReading.Label] {
        guard let grid = grids[place.sheet], let layout = version.layouts[place.layout] else { return [] }
        let column = Origin.columns(place.column)?.lowerBound
        if let column, case .fixed(let row)? = FieldPlace.RowKind(place.row) {
            return choices(place, grid, rows: row...row, column)
        }
        switch layout.kind {
        case .form, .blocks: return []
        case .table(let form):
            guard let column, let header = place.heading.flatMap({ CellAddress($0.cell)?.row }),
                let own = form.columns.first(where: { $0.field == place.field })
            else { return [] }
            let printed =
                own.isPreprinted
                ? self.printed(
                    place, grid, below: header, column, end: LabelSet(form.end),
                    skip: LabelSet(form.skip.labels, form.skip.patterns)) : []
            return printed + choices(place, grid, rows: header + 1...header + Self.rowsBelowHeader, column)
        case .matrix(let matrix):
            guard let header = lastHeaderRow(of: matrix, place) else { return [] }
            if let column {
                return printed(
                    place, grid, below: header, column, end: LabelSet(matrix.end), skip: LabelSet(Labels([:])))
            }
            let labels = places.first { $0.layout == place.layout && $0.field == matrix.rowFields.last }
            guard place.field == matrix.valueField,
                let beside = labels.flatMap({ Origin.columns($0.column)?.lowerBound })
            else { return [] }
            return choices(place, grid, rows: header + 1...header + Self.rowsBelowHeader, beside + 1)
        }
    }

    private func lastHeaderRow(of matrix: MatrixLayout, _ place: FieldPlace) -> Int? {
        places.filter {
            $0.layout == place.layout && $0.sheet == place.sheet && matrix.headerFields.contains($0.field)
        }.compactMap { Int($0.row) }.max()
    }

    // MARK: - What stands there

    /// The texts of a column below a header, up to the end's label, a sentence, a gap, or another header.
    private func printed(
        _ place: FieldPlace, _ grid: SheetGrid, below header: Int, _ column: Int, end: LabelSet, skip: LabelSet
    ) -> [BlankReading.Label] {
        let headers = Set(
            places.filter { $0.sheet == place.sheet }.compactMap { other in
                other.heading.flatMap { CellAddress($0.cell)?.row }
            })
        var found: [BlankReading.Label] = []
        var last = header
        for row in grid.rows where row.number > header {
            guard row.number - last <= Self.nextWithin, !headers.contains(row.number) else { break }
            let texts = row.cells.filter { $0.isFilled && !$0.hasFormula && $0.isText }
            if let first = texts.first, end.contains(LabelText(first.rawValue.text)) { break }
            guard let cell = texts.first(where: { $0.column == column }) else { continue }
            let text = cell.rawValue.text
            if InferenceText.isSentence(text) { break }
            last = row.number
            if !skip.isEmpty, skip.names(LabelText(text), isAlone: texts.count == 1) { continue }
            found.append(label(text, place, grid.origin(row.number, column), isChoice: false))
        }
        return found
    }

    /// The choices of the first drop-down in some rows of a column.
    private func choices(
        _ place: FieldPlace, _ grid: SheetGrid, rows: ClosedRange<Int>, _ column: Int
    ) -> [BlankReading.Label] {
        for row in rows {
            let cell = CellAddress(row: row, column: column)
            let validation = grid.details.validations.first { validation in
                validation.kind == .list && validation.ranges.contains { $0.contains(cell) }
            }
            guard let validation else { continue }
            let items = lists.choices(of: validation, in: place.sheet)?.items ?? []
            return items.map { label($0, place, grid.origin(row, column), isChoice: true) }
        }
        return []
    }

    private func label(_ text: String, _ place: FieldPlace, _ origin: Origin, isChoice: Bool) -> BlankReading.Label {
        BlankReading.Label(
            layout: place.layout, table: place.table, field: place.field, text: text, origin: origin, isChoice: isChoice
        )
    }
}
