import Spreadsheets
import SurveyModel

/// Reads a sheet by a layout of any kind: made once for all returns, and lent to each by reference.
final class LayoutReader: Sendable {
    private enum Kind {
        case form(FormExtraction)
        case table(TableExtraction)
        case matrix(MatrixExtraction)
        case blocks(BlocksExtraction)
    }

    private let kind: Kind

    /// - Parameters:
    ///   - labelPlace: where the definition has the layout's labels.
    ///   - titles: the titles of the other layouts that are looked for in the same sheet.
    init(
        _ layout: LayoutDefinition, table: TableDefinition, labels: CodeLabelLists, labelPlace: LabelPlace,
        besides titles: [Labels]
    ) {
        kind =
            switch layout.kind {
            case .form(let form): .form(FormExtraction(form, layout: layout, table: table, labelPlace: labelPlace))
            case .table(let form):
                .table(
                    TableExtraction(
                        form, layout: layout, table: table, labels: labels, labelPlace: labelPlace, besides: titles))
            case .matrix(let matrix):
                .matrix(MatrixExtraction(matrix, layout: layout, table: table, labels: labels, besides: titles))
            case .blocks(let blocks):
                .blocks(BlocksExtraction(blocks, layout: layout, table: table, labelPlace: labelPlace))
            }
    }

    /// How well a sheet fits, from 0 to 1.
    func fit(_ grid: SheetGrid) -> Double {
        switch kind {
        case .form(let form): form.fit(grid)
        case .table(let table): table.fit(grid)
        case .matrix(let matrix): matrix.fit(grid)
        case .blocks(let blocks): blocks.fit(grid)
        }
    }

    /// Whether an Excel table, a tag or a title tells where the layout stands in a sheet.
    func isAnchored(in grid: SheetGrid) -> Bool {
        switch kind {
        case .table(let table): table.isAnchored(in: grid)
        case .matrix(let matrix): matrix.isAnchored(in: grid)
        case .form, .blocks: false
        }
    }

    /// The headers and labels by which other layouts of the sheet know where this one stands; headers that others have are not taken again.
    func takenAreas(_ grid: SheetGrid, besides taken: [TakenArea]) -> [TakenArea] {
        switch kind {
        case .form(let form): form.takenAreas(grid)
        case .table(let table): table.takenAreas(grid, besides: taken)
        case .matrix(let matrix): matrix.takenAreas(grid, besides: taken)
        case .blocks(let blocks): blocks.takenAreas(grid)
        }
    }

    /// Reads a sheet; `taken` is where its other layouts stand, `blank` the sheet of the blank questionnaire that it is, where that is known.
    func read(_ grid: SheetGrid, of workbook: Workbook, besides taken: [TakenArea], beside blank: SheetAlignment?)
        throws
        -> LayoutResult
    {
        switch kind {
        case .form(let form): form.read(grid, names: workbook.definedNames, besides: taken, beside: blank)
        case .table(let table): try table.read(grid, of: workbook, besides: taken, beside: blank)
        case .matrix(let matrix): matrix.read(grid, besides: taken, beside: blank)
        case .blocks(let blocks): blocks.read(grid, besides: taken, beside: blank)
        }
    }
}
